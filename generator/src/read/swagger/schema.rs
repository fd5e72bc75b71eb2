//! What 2.0 writes in another way inside of schemas.

use serde_json::{Map, Value, json};

use crate::Place;
use crate::read::lint::grammar::SCHEMA;
use crate::read::lint::grammar_swagger::SWAGGER;
use crate::read::lint::kind::visit_all;

/// Rewrites all schemas of a document.
pub(super) fn rewrite_all(document: &mut Value) {
    visit_all(document, SWAGGER.document, &mut Place::root(), &mut |value, kind, _| {
        if let Value::Object(schema) = value
            && std::ptr::eq(kind, &raw const SCHEMA)
        {
            rewrite(schema);
        }
    });
}

/// Rewrites one schema; what stands below it is left alone.
pub(super) fn rewrite(schema: &mut Map<String, Value>) {
    if schema.get("type").and_then(Value::as_str) == Some("file") {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
    if let Some(name @ Value::String(_)) = schema.get_mut("discriminator") {
        *name = json!({ "propertyName": name.take() });
    }
    if let Some(Value::Bool(nullable)) = schema.get("x-nullable").cloned() {
        schema.entry("nullable").or_insert(Value::Bool(nullable));
    }
    // How the lists of a list are written has no place in 3.0.
    if let Some(format) = schema.shift_remove("collectionFormat") {
        schema.insert("x-collectionFormat".to_owned(), format);
    }
}
