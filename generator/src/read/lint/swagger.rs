//! What the tables cannot say about objects of OpenAPI 2.0.
//!
//! It must mend only what means the same afterwards, or what no client sees.

use serde_json::{Map, Value, json};

use super::grammar_swagger::SCHEME_KEYWORDS;
use super::objects::must_have;
use super::schema::mend_type;
use super::walk::Walk;
use crate::NoteKind;

/// A body is described by `schema`, all else by `type`.
pub(super) fn check_parameter(walk: &mut Walk, value: &mut Value) {
    let Value::Object(parameter) = value else { return };
    let location = parameter.get("in").and_then(Value::as_str).unwrap_or_default();
    let (has_type, has_schema) = (parameter.contains_key("type"), parameter.contains_key("schema"));
    match location {
        "body" if !has_schema => {
            walk.note(NoteKind::Untyped, "a parameter in `body` must have `schema`; without it the body is any JSON");
            let text = json!({ "type": parameter.get("type").cloned().unwrap_or_default() });
            parameter.insert("schema".to_owned(), if has_type { text } else { json!({}) });
        }
        "body" => {}
        _ if has_schema => {
            walk.below("schema", |walk| {
                walk.note(NoteKind::Lenient, "`schema` of a parameter is read as in OpenAPI 3.0");
            });
        }
        _ => check_value(walk, parameter, "a parameter"),
    }
}

/// A header says what its value is by `type`.
pub(super) fn check_header(walk: &mut Walk, value: &mut Value) {
    let Value::Object(header) = value else { return };
    check_value(walk, header, "a header");
}

fn check_value(walk: &mut Walk, members: &mut Map<String, Value>, what: &str) {
    if members.get("in") != Some(&json!("formData")) {
        mend_type(walk, members);
    }
    if !members.contains_key("type") && !members.contains_key("$ref") {
        let ty = if members.contains_key("items") { "array" } else { "string" };
        walk.note(NoteKind::Lenient, format!("{what} must have `type`; it is read as `{ty}`"));
        members.insert("type".to_owned(), Value::from(ty));
    }
    if members.get("type").and_then(Value::as_str) == Some("array") && !members.contains_key("items") {
        walk.note(NoteKind::Lenient, format!("{what} that is an array must have `items`; they are read as strings"));
        members.insert("items".to_owned(), json!({ "type": "string" }));
    }
}

/// The type of a security scheme decides which keywords it must have.
pub(super) fn check_security_scheme(walk: &mut Walk, value: &mut Value) {
    must_have(walk, value, SCHEME_KEYWORDS);
}
