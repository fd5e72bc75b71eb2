//! Which members of a description hold what a `$ref` may stand for, in all versions from Swagger 2.0 to OpenAPI 3.1.
//!
//! It must know no more of the objects than where others stand in them: to check them is for `lint`.

/// An object of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Callback,
    Schema,
    Response,
    Parameter,
    Example,
    RequestBody,
    Header,
    SecurityScheme,
    Link,
    MediaType,
    Encoding,
    /// An object in which nothing else stands.
    Other,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One(Kind),
    List(Kind),
    /// By names; in some kinds those that begin with `x-` are extensions.
    Map(Kind),
    /// One object, or a list of them.
    OneOrList(Kind),
}

use Kind::{
    Callback, Components, Document, Encoding, Example, Header, Link, MediaType, Operation, Other, Parameter, PathItem,
    RequestBody, Response, Schema, SecurityScheme,
};
use Shape::{List, Map, One, OneOrList};

/// The sections of components that other files are brought into.
pub(super) const SECTIONS: [Kind; 8] =
    [Schema, Response, Parameter, Example, RequestBody, Header, SecurityScheme, Link];

impl Kind {
    /// What the member `key` holds, if a `$ref` may stand there or below.
    pub(super) fn member(self, key: &str) -> Option<Shape> {
        match self {
            Document => document(key),
            Components => components(key),
            PathItem => match key {
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" => Some(One(Operation)),
                "parameters" => Some(List(Parameter)),
                _ => None,
            },
            Operation => match key {
                "parameters" => Some(List(Parameter)),
                "requestBody" => Some(One(RequestBody)),
                "responses" => Some(Map(Response)),
                "callbacks" => Some(Map(Callback)),
                _ => None,
            },
            Callback => (!key.starts_with("x-")).then_some(One(PathItem)),
            Schema => schema(key),
            Response => match key {
                "schema" => Some(One(Schema)),
                "links" => Some(Map(Link)),
                _ => RequestBody.member(key).or_else(|| Encoding.member(key)),
            },
            Parameter | Header => match key {
                "schema" | "items" => Some(One(Schema)),
                "examples" => Some(Map(Example)),
                _ => RequestBody.member(key),
            },
            RequestBody => (key == "content").then_some(Map(MediaType)),
            MediaType => match key {
                "schema" => Some(One(Schema)),
                "examples" => Some(Map(Example)),
                "encoding" => Some(Map(Encoding)),
                _ => None,
            },
            Encoding => (key == "headers").then_some(Map(Header)),
            Example | SecurityScheme | Link | Other => None,
        }
    }

    /// The section of the components where objects of this kind have names: a JSON pointer.
    pub(super) fn section(self, swagger: bool) -> Option<&'static str> {
        match (self, swagger) {
            (Schema, false) => Some("/components/schemas"),
            (Response, false) => Some("/components/responses"),
            (Parameter, false) => Some("/components/parameters"),
            (Example, false) => Some("/components/examples"),
            (RequestBody, false) => Some("/components/requestBodies"),
            (Header, false) => Some("/components/headers"),
            (SecurityScheme, false) => Some("/components/securitySchemes"),
            (Link, false) => Some("/components/links"),
            (Schema, true) => Some("/definitions"),
            (Response, true) => Some("/responses"),
            (Parameter, true) => Some("/parameters"),
            _ => None,
        }
    }

    /// Whether names that begin with `x-` stand for extensions in a map of these.
    pub(super) fn has_extensions(self) -> bool {
        matches!(self, PathItem | Response)
    }
}

fn document(key: &str) -> Option<Shape> {
    match key {
        "components" => Some(One(Components)),
        "paths" | "webhooks" => Some(Map(PathItem)),
        "definitions" => Some(Map(Schema)),
        "parameters" => Some(Map(Parameter)),
        "responses" => Some(Map(Response)),
        "securityDefinitions" => Some(Map(SecurityScheme)),
        "info" | "servers" | "tags" | "security" | "externalDocs" => Some(One(Other)),
        _ => None,
    }
}

fn components(key: &str) -> Option<Shape> {
    Some(Map(match key {
        "schemas" => Schema,
        "responses" => Response,
        "parameters" => Parameter,
        "examples" => Example,
        "requestBodies" => RequestBody,
        "headers" => Header,
        "securitySchemes" => SecurityScheme,
        "links" => Link,
        "callbacks" => Callback,
        "pathItems" => PathItem,
        _ => return None,
    }))
}

fn schema(key: &str) -> Option<Shape> {
    Some(match key {
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => List(Schema),
        "items" => OneOrList(Schema),
        "properties" | "patternProperties" | "$defs" | "definitions" | "dependentSchemas" => Map(Schema),
        "not"
        | "additionalProperties"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "contentSchema"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "additionalItems" => One(Schema),
        _ => return None,
    })
}

/// What stands at a JSON pointer into a description, if it is anything of the above.
pub(super) fn at(pointer: &str) -> Option<Shape> {
    pointer.split('/').skip(1).try_fold(One(Document), |shape, key| match shape {
        One(kind) | OneOrList(kind) => kind.member(&key.replace("~1", "/").replace("~0", "~")),
        List(kind) | Map(kind) => Some(One(kind)),
    })
}
