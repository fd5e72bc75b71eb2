//! What other versions of OpenAPI add to the grammar of 3.0, as tables like those of `grammar`.
//!
//! It must hold data alone: a keyword is here so that what stands below it is found, not because 3.0 had a place for it.

use super::grammar::{COMPONENTS, DOCUMENT, OPERATION, PATH_ITEM, RESPONSE, SCHEMA, may};
use super::kind::{
    Field,
    Holds::{Anything, Count, FlagOr, List, Map, One, Text},
    Kind,
};

static LATER_DOCUMENT: &[Field] = &[may("webhooks", Map(&PATH_ITEM)), may("jsonSchemaDialect", Text)];

static LATER_COMPONENTS: &[Field] = &[may("pathItems", Map(&PATH_ITEM))];

static LATER_PATH_ITEM: &[Field] = &[may("query", One(&OPERATION)), may("additionalOperations", Map(&OPERATION))];

/// In 2.0 a response has a schema itself.
static OTHER_RESPONSE: &[Field] = &[may("schema", One(&SCHEMA))];

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
        (&raw const SCHEMA, LATER_SCHEMA),
    ];
    let (_, fields) = tables.into_iter().find(|(known, _)| std::ptr::eq(*known, kind))?;
    fields.iter().find(|field| field.name == name)
}
