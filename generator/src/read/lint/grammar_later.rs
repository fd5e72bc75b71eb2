//! What other versions of OpenAPI add to the grammar of 3.0, as tables like those of `grammar`.
//!
//! It must hold data alone: a keyword is here so that what stands below it is found, not because 3.0 had a place for it.

use super::grammar::{
    COMPONENTS, DISCRIMINATOR, DOCUMENT, ENCODING, EXAMPLE, FLOWS, MEDIA_TYPE, OPERATION, PATH_ITEM, RESPONSE, SCHEMA,
    SECURITY_SCHEME, SERVER, TAG, may,
};
use super::kind::{
    Field,
    Holds::{Anything, Count, FlagOr, List, Map, One, Text},
    Kind,
};

static LATER_DOCUMENT: &[Field] = &[may("webhooks", Map(&PATH_ITEM)), may("jsonSchemaDialect", Text)];

static LATER_COMPONENTS: &[Field] = &[may("pathItems", Map(&PATH_ITEM)), may("mediaTypes", Map(&MEDIA_TYPE))];

static LATER_MEDIA_TYPE: &[Field] =
    &[may("itemSchema", One(&SCHEMA)), may("prefixEncoding", List(&ENCODING)), may("itemEncoding", One(&ENCODING))];

static LATER_ENCODING: &[Field] =
    &[may("encoding", Map(&ENCODING)), may("prefixEncoding", List(&ENCODING)), may("itemEncoding", One(&ENCODING))];

static LATER_DISCRIMINATOR: &[Field] = &[may("defaultMapping", Text)];

static LATER_EXAMPLE: &[Field] = &[may("dataValue", Anything), may("serializedValue", Text)];

static LATER_TAG: &[Field] = &[may("summary", Text), may("parent", Text), may("kind", Text)];

static LATER_FLOWS: &[Field] = &[may("deviceAuthorization", Anything)];

static LATER_SERVER: &[Field] = &[may("name", Text)];

static LATER_SECURITY_SCHEME: &[Field] = &[may("deprecated", Anything), may("oauth2MetadataUrl", Text)];

static LATER_PATH_ITEM: &[Field] = &[may("query", One(&OPERATION)), may("additionalOperations", Map(&OPERATION))];

/// In 2.0 a response has a schema itself.
static OTHER_RESPONSE: &[Field] = &[may("schema", One(&SCHEMA)), may("summary", Text)];

/// Names are those of JSON Schema 2020-12, and the two that 2019-09 called otherwise.
static LATER_SCHEMA: &[Field] = &[
    may("$anchor", Text),
    may("$comment", Text),
    may("$defs", Map(&SCHEMA)),
    may("$dynamicAnchor", Text),
    may("$dynamicRef", Text),
    may("$id", Text),
    may("$recursiveAnchor", Anything),
    may("$recursiveRef", Text),
    may("$schema", Text),
    may("$vocabulary", Anything),
    may("additionalItems", FlagOr(&SCHEMA)),
    may("contains", One(&SCHEMA)),
    may("contentEncoding", Text),
    may("contentMediaType", Text),
    may("contentSchema", One(&SCHEMA)),
    may("definitions", Map(&SCHEMA)),
    may("dependentRequired", Anything),
    may("dependentSchemas", Map(&SCHEMA)),
    may("else", One(&SCHEMA)),
    may("examples", Anything),
    may("if", One(&SCHEMA)),
    may("maxContains", Count),
    may("minContains", Count),
    may("patternProperties", Map(&SCHEMA)),
    may("prefixItems", List(&SCHEMA)),
    may("propertyNames", One(&SCHEMA)),
    may("then", One(&SCHEMA)),
    may("unevaluatedItems", One(&SCHEMA)),
    may("unevaluatedProperties", One(&SCHEMA)),
];

/// The keyword `name` that `kind` has in another version.
pub(super) fn field(kind: &Kind, name: &str) -> Option<&'static Field> {
    let tables = [
        (&raw const DOCUMENT, LATER_DOCUMENT),
        (&raw const COMPONENTS, LATER_COMPONENTS),
        (&raw const PATH_ITEM, LATER_PATH_ITEM),
        (&raw const RESPONSE, OTHER_RESPONSE),
        (&raw const MEDIA_TYPE, LATER_MEDIA_TYPE),
        (&raw const ENCODING, LATER_ENCODING),
        (&raw const DISCRIMINATOR, LATER_DISCRIMINATOR),
        (&raw const EXAMPLE, LATER_EXAMPLE),
        (&raw const TAG, LATER_TAG),
        (&raw const SERVER, LATER_SERVER),
        (&raw const FLOWS, LATER_FLOWS),
        (&raw const SECURITY_SCHEME, LATER_SECURITY_SCHEME),
        (&raw const SCHEMA, LATER_SCHEMA),
    ];
    let (_, fields) = tables.into_iter().find(|(known, _)| std::ptr::eq(*known, kind))?;
    fields.iter().find(|field| field.name == name)
}
