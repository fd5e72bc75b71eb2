//! The grammar of OpenAPI 2.0, which was called Swagger, as tables like those of `grammar`.
//!
//! It must hold data alone. Schemas are those of 3.0: what 2.0 writes in another way there is rewritten before.

use super::grammar::{EXTERNAL_DOCS, INFO, SCHEMA, TAG, idle, inline, may, must, or_empty, referable};
use super::kind::{
    Grammar,
    Holds::{Anything, Count, Flag, List, Map, Number, One, Security, Text, TextMap, Texts, ValueMap, Values, Word},
    Kind,
};
use super::objects::{check_path_item, check_paths, check_responses};
use super::swagger::{check_header, check_parameter, check_security_scheme};

/// OpenAPI 2.0.
pub(in crate::read) static SWAGGER: Grammar = Grammar {
    document: &DOCUMENT,
    sections: &[
        ("/definitions", &SCHEMA),
        ("/responses", &RESPONSE),
        ("/parameters", &PARAMETER),
        ("/securityDefinitions", &SECURITY_SCHEME),
    ],
};

static DOCUMENT: Kind = inline(
    "a description",
    &[
        must("swagger", Text),
        or_empty("info", One(&INFO)),
        may("host", Text),
        may("basePath", Text),
        may("schemes", Texts),
        may("consumes", Texts),
        may("produces", Texts),
        or_empty("paths", One(&PATHS)),
        may("definitions", Map(&SCHEMA)),
        may("parameters", Map(&PARAMETER)),
        may("responses", Map(&RESPONSE)),
        may("securityDefinitions", Map(&SECURITY_SCHEME)),
        may("security", Security),
        idle("tags", List(&TAG)),
        idle("externalDocs", One(&EXTERNAL_DOCS)),
    ],
);

static PATHS: Kind = Kind { others: Some(&PATH_ITEM), check: Some(check_paths), ..inline("the paths object", &[]) };

pub(in crate::read) static PATH_ITEM: Kind = Kind {
    check: Some(check_path_item),
    ..inline(
        "a path item",
        &[
            may("get", One(&OPERATION)),
            may("put", One(&OPERATION)),
            may("post", One(&OPERATION)),
            may("delete", One(&OPERATION)),
            may("options", One(&OPERATION)),
            may("head", One(&OPERATION)),
            may("patch", One(&OPERATION)),
            may("trace", One(&OPERATION)),
            may("parameters", List(&PARAMETER)),
        ],
    )
};

pub(in crate::read) static OPERATION: Kind = inline(
    "an operation",
    &[
        may("tags", Texts),
        idle("summary", Text),
        idle("description", Text),
        idle("externalDocs", One(&EXTERNAL_DOCS)),
        may("operationId", Text),
        may("consumes", Texts),
        may("produces", Texts),
        may("parameters", List(&PARAMETER)),
        or_empty("responses", One(&RESPONSES)),
        idle("schemes", Texts),
        idle("deprecated", Flag),
        may("security", Security),
    ],
);

/// Parameters and headers have these members of a schema, and no others.
pub(in crate::read) static PARAMETER: Kind = Kind {
    check: Some(check_parameter),
    ..referable(
        "a parameter",
        &[
            must("name", Text),
            must("in", Word(&["query", "header", "path", "formData", "body"])),
            idle("description", Text),
            may("required", Flag),
            may("schema", One(&SCHEMA)),
            idle("allowEmptyValue", Flag),
            may("type", Word(&TYPES)),
            may("format", Text),
            may("items", One(&SCHEMA)),
            may("collectionFormat", Word(&["csv", "ssv", "tsv", "pipes", "multi"])),
            may("default", Anything),
            idle("maximum", Number),
            idle("exclusiveMaximum", Flag),
            idle("minimum", Number),
            idle("exclusiveMinimum", Flag),
            idle("maxLength", Count),
            idle("minLength", Count),
            idle("pattern", Text),
            idle("maxItems", Count),
            idle("minItems", Count),
            idle("uniqueItems", Flag),
            may("enum", Values),
            idle("multipleOf", Number),
            // Of later versions, and understood.
            may("example", Anything),
            idle("deprecated", Flag),
        ],
    )
};

/// The types that a parameter can have; `object` is none of them, but what is meant is clear.
static TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "array", "file", "object"];

static RESPONSES: Kind = Kind {
    others: Some(&RESPONSE),
    check: Some(check_responses),
    ..inline("the responses object", &[may("default", One(&RESPONSE))])
};

pub(in crate::read) static RESPONSE: Kind = referable(
    "a response",
    &[
        or_empty("description", Text),
        may("schema", One(&SCHEMA)),
        may("headers", Map(&HEADER)),
        idle("examples", ValueMap),
    ],
);

static HEADER: Kind = Kind {
    check: Some(check_header),
    ..inline(
        "a header",
        &[
            idle("description", Text),
            may("type", Word(&TYPES)),
            may("format", Text),
            may("items", One(&SCHEMA)),
            may("collectionFormat", Word(&["csv", "ssv", "tsv", "pipes"])),
            may("default", Anything),
            idle("maximum", Number),
            idle("exclusiveMaximum", Flag),
            idle("minimum", Number),
            idle("exclusiveMinimum", Flag),
            idle("maxLength", Count),
            idle("minLength", Count),
            idle("pattern", Text),
            idle("maxItems", Count),
            idle("minItems", Count),
            idle("uniqueItems", Flag),
            may("enum", Values),
            idle("multipleOf", Number),
        ],
    )
};

static SECURITY_SCHEME: Kind = Kind {
    check: Some(check_security_scheme),
    ..referable(
        "a security scheme",
        &[
            must("type", Word(&["basic", "apiKey", "oauth2"])),
            idle("description", Text),
            may("name", Text),
            may("in", Word(&["query", "header"])),
            may("flow", Word(&["implicit", "password", "application", "accessCode"])),
            may("authorizationUrl", Text),
            may("tokenUrl", Text),
            may("scopes", TextMap),
        ],
    )
};

/// The keywords that each type of security scheme must have.
pub(super) static SCHEME_KEYWORDS: &[(&str, &[&str])] = &[("apiKey", &["name", "in"]), ("oauth2", &["flow"])];
