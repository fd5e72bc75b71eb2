//! The grammar of OpenAPI 3.0 as tables: which keywords each object has and what they hold.
//!
//! It must hold data alone; what the tables are made of is in `kind`, the walk over them in `walk`, and what no table
//! can say in `objects` and `schema`.
//! Names and order follow section 4.7 of the OpenAPI Specification 3.0.3.

use super::kind::{
    Absent, Field, Grammar,
    Holds::{
        self, Anything, Count, Flag, FlagOr, List, Map, Number, One, Security, Text, TextMap, Texts, ValueMap, Values,
        Word,
    },
    Kind,
};
use super::objects::{
    check_callback, check_discriminator, check_encoding, check_example, check_header, check_link, check_operation,
    check_parameter, check_path_item, check_paths, check_response, check_responses, check_security_scheme,
};
use super::schema::check_schema;

pub(super) const fn may(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, absent: Absent::Fine, idle: false }
}

/// A keyword on which no type and no request depends.
pub(super) const fn idle(name: &'static str, holds: Holds) -> Field {
    Field { idle: true, ..may(name, holds) }
}

pub(super) const fn must(name: &'static str, holds: Holds) -> Field {
    Field { absent: Absent::Error, ..may(name, holds) }
}

pub(super) const fn or_empty(name: &'static str, holds: Holds) -> Field {
    let absent = match holds {
        TextMap => Absent::EmptyMapping,
        One(_) => Absent::NotedMapping,
        _ => Absent::EmptyText,
    };
    Field { absent, ..may(name, holds) }
}

/// A kind that is always written in its place.
pub(super) const fn inline(name: &'static str, fields: &'static [Field]) -> Kind {
    Kind { name, fields, others: None, reference: false, check: None }
}

/// A kind that a `$ref` may stand for.
pub(super) const fn referable(name: &'static str, fields: &'static [Field]) -> Kind {
    Kind { reference: true, ..inline(name, fields) }
}

/// OpenAPI 3.
pub(in crate::read) static OPENAPI: Grammar = Grammar {
    document: &DOCUMENT,
    sections: &[
        ("/components/schemas", &SCHEMA),
        ("/components/responses", &RESPONSE),
        ("/components/parameters", &PARAMETER),
        ("/components/examples", &EXAMPLE),
        ("/components/requestBodies", &REQUEST_BODY),
        ("/components/headers", &HEADER),
        ("/components/securitySchemes", &SECURITY_SCHEME),
        ("/components/links", &LINK),
    ],
};

pub(in crate::read) static DOCUMENT: Kind = inline(
    "a description",
    &[
        must("openapi", Text),
        or_empty("info", One(&INFO)),
        may("servers", List(&SERVER)),
        or_empty("paths", One(&PATHS)),
        may("components", One(&COMPONENTS)),
        may("security", Security),
        idle("tags", List(&TAG)),
        idle("externalDocs", One(&EXTERNAL_DOCS)),
    ],
);

pub(in crate::read) static INFO: Kind = inline(
    "the info object",
    &[
        or_empty("title", Text),
        idle("description", Text),
        idle("termsOfService", Text),
        idle("contact", One(&CONTACT)),
        idle("license", One(&LICENSE)),
        or_empty("version", Text),
    ],
);

static CONTACT: Kind = inline("a contact", &[may("name", Text), may("url", Text), may("email", Text)]);

pub(in crate::read) static LICENSE: Kind = inline("a license", &[or_empty("name", Text), may("url", Text)]);

pub(in crate::read) static SERVER: Kind =
    inline("a server", &[or_empty("url", Text), idle("description", Text), may("variables", Map(&SERVER_VARIABLE))]);

pub(in crate::read) static SERVER_VARIABLE: Kind =
    inline("a server variable", &[may("enum", Texts), must("default", Text), idle("description", Text)]);

pub(in crate::read) static TAG: Kind =
    inline("a tag", &[must("name", Text), idle("description", Text), idle("externalDocs", One(&EXTERNAL_DOCS))]);

pub(in crate::read) static EXTERNAL_DOCS: Kind =
    inline("an external docs object", &[idle("description", Text), or_empty("url", Text)]);

pub(in crate::read) static COMPONENTS: Kind = inline(
    "the components object",
    &[
        may("schemas", Map(&SCHEMA)),
        may("responses", Map(&RESPONSE)),
        may("parameters", Map(&PARAMETER)),
        idle("examples", Map(&EXAMPLE)),
        may("requestBodies", Map(&REQUEST_BODY)),
        may("headers", Map(&HEADER)),
        may("securitySchemes", Map(&SECURITY_SCHEME)),
        idle("links", Map(&LINK)),
        may("callbacks", Map(&CALLBACK)),
    ],
);

static PATHS: Kind = Kind { others: Some(&PATH_ITEM), check: Some(check_paths), ..inline("the paths object", &[]) };

pub(in crate::read) static PATH_ITEM: Kind = Kind {
    check: Some(check_path_item),
    ..inline(
        "a path item",
        &[
            idle("summary", Text),
            idle("description", Text),
            may("get", One(&OPERATION)),
            may("put", One(&OPERATION)),
            may("post", One(&OPERATION)),
            may("delete", One(&OPERATION)),
            may("options", One(&OPERATION)),
            may("head", One(&OPERATION)),
            may("patch", One(&OPERATION)),
            may("trace", One(&OPERATION)),
            may("servers", List(&SERVER)),
            may("parameters", List(&PARAMETER)),
        ],
    )
};

pub(in crate::read) static OPERATION: Kind = Kind {
    check: Some(check_operation),
    ..inline(
        "an operation",
        &[
            may("tags", Texts),
            idle("summary", Text),
            idle("description", Text),
            idle("externalDocs", One(&EXTERNAL_DOCS)),
            may("operationId", Text),
            may("parameters", List(&PARAMETER)),
            may("requestBody", One(&REQUEST_BODY)),
            or_empty("responses", One(&RESPONSES)),
            may("callbacks", Map(&CALLBACK)),
            idle("deprecated", Flag),
            may("security", Security),
            may("servers", List(&SERVER)),
        ],
    )
};

pub(super) static CALLBACK: Kind =
    Kind { others: Some(&PATH_ITEM), check: Some(check_callback), ..referable("a callback", &[]) };

pub(in crate::read) static PARAMETER: Kind = Kind {
    check: Some(check_parameter),
    ..referable(
        "a parameter",
        &[
            must("name", Text),
            must("in", Word(&["query", "header", "path", "cookie"])),
            idle("description", Text),
            may("required", Flag),
            idle("deprecated", Flag),
            idle("allowEmptyValue", Flag),
            may("style", Word(&STYLES)),
            may("explode", Flag),
            may("allowReserved", Flag),
            may("schema", One(&SCHEMA)),
            may("example", Anything),
            idle("examples", Map(&EXAMPLE)),
            may("content", Map(&MEDIA_TYPE)),
        ],
    )
};

/// The styles that a parameter can have, by where it stands (section 4.7.12.3).
pub(super) static STYLES_BY_LOCATION: &[(&str, &[&str])] = &[
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("path", &["simple", "label", "matrix"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

static STYLES: [&str; 7] = ["form", "simple", "label", "matrix", "spaceDelimited", "pipeDelimited", "deepObject"];

pub(in crate::read) static REQUEST_BODY: Kind =
    referable("a request body", &[idle("description", Text), must("content", Map(&MEDIA_TYPE)), may("required", Flag)]);

pub(in crate::read) static MEDIA_TYPE: Kind = inline(
    "a media type",
    &[
        may("schema", One(&SCHEMA)),
        may("example", Anything),
        idle("examples", Map(&EXAMPLE)),
        may("encoding", Map(&ENCODING)),
    ],
);

pub(in crate::read) static ENCODING: Kind = Kind {
    check: Some(check_encoding),
    ..inline(
        "an encoding",
        &[
            may("contentType", Text),
            may("headers", Map(&HEADER)),
            may("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
            may("explode", Flag),
            may("allowReserved", Flag),
        ],
    )
};

static RESPONSES: Kind = Kind {
    others: Some(&RESPONSE),
    check: Some(check_responses),
    ..inline("the responses object", &[may("default", One(&RESPONSE))])
};

pub(in crate::read) static RESPONSE: Kind = Kind {
    check: Some(check_response),
    ..referable(
        "a response",
        &[
            or_empty("description", Text),
            may("headers", Map(&HEADER)),
            may("content", Map(&MEDIA_TYPE)),
            idle("links", Map(&LINK)),
        ],
    )
};

pub(in crate::read) static HEADER: Kind = Kind {
    check: Some(check_header),
    ..referable(
        "a header",
        &[
            idle("description", Text),
            may("required", Flag),
            idle("deprecated", Flag),
            idle("allowEmptyValue", Flag),
            may("style", Word(&["simple"])),
            may("explode", Flag),
            may("allowReserved", Flag),
            may("schema", One(&SCHEMA)),
            may("example", Anything),
            idle("examples", Map(&EXAMPLE)),
            may("content", Map(&MEDIA_TYPE)),
        ],
    )
};

pub(in crate::read) static EXAMPLE: Kind = Kind {
    check: Some(check_example),
    ..referable(
        "an example",
        &[idle("summary", Text), idle("description", Text), may("value", Anything), may("externalValue", Text)],
    )
};

static LINK: Kind = Kind {
    check: Some(check_link),
    ..referable(
        "a link",
        &[
            may("operationRef", Text),
            may("operationId", Text),
            may("parameters", ValueMap),
            may("requestBody", Anything),
            idle("description", Text),
            may("server", One(&SERVER)),
        ],
    )
};

pub(in crate::read) static SECURITY_SCHEME: Kind = Kind {
    check: Some(check_security_scheme),
    ..referable(
        "a security scheme",
        &[
            must("type", Word(&["apiKey", "http", "oauth2", "openIdConnect"])),
            idle("description", Text),
            may("name", Text),
            may("in", Word(&["query", "header", "cookie"])),
            may("scheme", Text),
            idle("bearerFormat", Text),
            may("flows", One(&FLOWS)),
            may("openIdConnectUrl", Text),
        ],
    )
};

/// The keywords that each type of security scheme must have (section 4.7.27.1).
pub(super) static SCHEME_KEYWORDS: &[(&str, &[&str])] = &[
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
];

pub(in crate::read) static FLOWS: Kind = inline(
    "the flows object",
    &[
        may("implicit", One(&AUTHORIZATION_FLOW)),
        may("password", One(&TOKEN_FLOW)),
        may("clientCredentials", One(&TOKEN_FLOW)),
        may("authorizationCode", One(&CODE_FLOW)),
    ],
);

static AUTHORIZATION_FLOW: Kind = inline(
    "an OAuth flow",
    &[or_empty("authorizationUrl", Text), may("tokenUrl", Text), may("refreshUrl", Text), or_empty("scopes", TextMap)],
);

static TOKEN_FLOW: Kind = inline(
    "an OAuth flow",
    &[may("authorizationUrl", Text), or_empty("tokenUrl", Text), may("refreshUrl", Text), or_empty("scopes", TextMap)],
);

static CODE_FLOW: Kind = inline(
    "an OAuth flow",
    &[
        or_empty("authorizationUrl", Text),
        or_empty("tokenUrl", Text),
        may("refreshUrl", Text),
        or_empty("scopes", TextMap),
    ],
);

pub(in crate::read) static DISCRIMINATOR: Kind = Kind {
    check: Some(check_discriminator),
    ..inline("a discriminator", &[must("propertyName", Text), may("mapping", TextMap)])
};

/// The types that a schema can have.
pub(in crate::read) static TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

pub(in crate::read) static SCHEMA: Kind = Kind {
    check: Some(check_schema),
    ..referable(
        "a schema",
        &[
            idle("title", Text),
            idle("multipleOf", Number),
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
            idle("maxProperties", Count),
            idle("minProperties", Count),
            may("required", Texts),
            may("enum", Values),
            may("type", Word(&TYPES)),
            may("allOf", List(&SCHEMA)),
            may("oneOf", List(&SCHEMA)),
            may("anyOf", List(&SCHEMA)),
            may("not", One(&SCHEMA)),
            may("items", One(&SCHEMA)),
            may("properties", Map(&SCHEMA)),
            may("additionalProperties", FlagOr(&SCHEMA)),
            idle("description", Text),
            may("format", Text),
            may("default", Anything),
            may("nullable", Flag),
            may("discriminator", One(&DISCRIMINATOR)),
            may("readOnly", Flag),
            may("writeOnly", Flag),
            may("xml", Anything),
            idle("externalDocs", One(&EXTERNAL_DOCS)),
            may("example", Anything),
            idle("deprecated", Flag),
        ],
    )
};
