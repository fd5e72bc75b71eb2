//! What is new in objects other than schemas.

use serde_json::{Map, Value, json};

use super::Node;
use crate::{Note, NoteKind, Place};

/// Dialects whose keywords are those that are known here.
const DIALECTS: &[&str] = &["spec.openapis.org/oas/3.", "json-schema.org/draft/2020-12/schema"];

/// Whether schemas in a dialect of JSON Schema are read as they are meant.
pub(super) fn is_known_dialect(dialect: &str) -> bool {
    DIALECTS.iter().any(|known| dialect.contains(known))
}

/// `paths` may be missing, and the dialect may be another one.
pub(super) fn document(node: &mut Node<'_>) {
    node.members.entry("paths").or_insert_with(|| json!({}));
    node.park("$self");
    let webhooks: Vec<_> =
        members(node.members.get("webhooks")).map(|(name, _)| node.place.at("webhooks").at(name)).collect();
    let text = "no function is made of a webhook; the types of its body are there";
    node.notes.extend(webhooks.into_iter().map(|place| Note::new(NoteKind::Unsupported, &place, text)));
    node.park("webhooks");
    let dialect = node.members.get("jsonSchemaDialect").and_then(Value::as_str).map(str::to_owned);
    if dialect.is_some_and(|dialect| !is_known_dialect(&dialect)) {
        node.note(
            NoteKind::Lenient,
            "jsonSchemaDialect",
            "schemas of another dialect are read as those of OpenAPI 3.1",
        );
    }
    node.park("jsonSchemaDialect");
}

/// A client's certificate is no header: it is a matter of the transport.
pub(super) fn components(node: &mut Node<'_>) {
    let Some(Value::Object(schemes)) = node.members.get_mut("securitySchemes") else { return };
    let is_mutual = |scheme: &Value| scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
    let names: Vec<_> = schemes.iter().filter(|(_, scheme)| is_mutual(scheme)).map(|(name, _)| name.clone()).collect();
    let mut parked = Map::new();
    for name in names {
        parked.extend(schemes.shift_remove_entry(&name));
        let place = node.place.at("securitySchemes").at(&name);
        let text = "`mutualTLS` is set up in the HTTP client, not by what is sent";
        node.notes.push(Note::new(NoteKind::Unsupported, &place, text));
    }
    if !parked.is_empty() {
        node.set("x-securitySchemes", parked);
    }
}

/// Methods that 3.0 does not have.
pub(super) fn path_item(node: &mut Node<'_>) {
    for key in ["query", "additionalOperations"] {
        node.park_with(NoteKind::Unsupported, key, "of a path item belongs to OpenAPI 3.2 and becomes no function");
    }
}

/// `responses` may be missing.
pub(super) fn operation(node: &mut Node<'_>) {
    node.members.entry("responses").or_insert_with(|| json!({ "default": { "description": "" } }));
}

/// The pointers to the schemas that are written in the bodies of webhooks: who receives one wants its model.
pub(in crate::read) fn webhook_bodies(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (name, item) in members(document.get("webhooks")) {
        for (method, operation) in members(Some(item)) {
            for (media_type, media) in members(operation.pointer("/requestBody/content")) {
                if media.get("schema").is_some_and(|schema| schema.is_object() && schema.get("$ref").is_none()) {
                    let content = Place::root().at("webhooks").at(name).at(method).at("requestBody").at("content");
                    found.push(content.at(media_type).at("schema").pointer);
                }
            }
        }
    }
    found
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}
