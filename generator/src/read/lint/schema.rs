//! What the tables cannot say about schemas: forms of OpenAPI 2.0 and 3.1 that 3.0 says in another way.
//!
//! It must mend only what means the same afterwards.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::NoteKind;
use crate::read::later;
use crate::read::lint::grammar::TYPES;

/// Words that stand for a type elsewhere, and what they mean: a type, and a format.
const OTHER_TYPES: &[(&str, &str, &str)] = &[
    ("bool", "boolean", ""),
    ("date", "string", "date"),
    ("date-time", "string", "date-time"),
    ("datetime", "string", "date-time"),
    ("decimal", "number", ""),
    ("dict", "object", ""),
    ("double", "number", "double"),
    ("email", "string", "email"),
    ("file", "string", "binary"),
    ("float", "number", "float"),
    ("int", "integer", ""),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("list", "array", ""),
    ("long", "integer", "int64"),
    ("map", "object", ""),
    ("str", "string", ""),
    ("text", "string", ""),
    ("uri", "string", "uri"),
    ("url", "string", "uri"),
    ("uuid", "string", "uuid"),
];

/// Words that stand for a schema that takes any value.
const ANY_TYPE: &[&str] = &["any", "mixed", "unknown", ""];

/// Checks and mends one schema; what stands below it is looked at later.
pub(super) fn check_schema(walk: &mut Walk, value: &mut Value) {
    match value {
        Value::Bool(everything) => {
            let (schema, meaning) = if *everything {
                (Value::Object(Map::new()), "any value")
            } else {
                (serde_json::json!({ "not": {} }), "no value")
            };
            walk.note(
                NoteKind::Lenient,
                format!("the schema `{everything}` of OpenAPI 3.1 is read as one that takes {meaning}"),
            );
            *value = schema;
        }
        Value::Object(schema) => {
            mend_type(walk, schema);
            mend_later(walk, schema);
            mend_discriminator(walk, schema);
            mend_required(walk, schema);
            mend_values(walk, schema);
        }
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
    }
}

/// Forms of OpenAPI 3.1 that cannot be meant in another way.
fn mend_later(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let is_later = |key: &str, value: &Value| match key {
        "type" => value.is_array() || value == "null",
        "items" => value.is_array(),
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        _ => key == "const",
    };
    let keys: Vec<_> = schema.iter().filter(|(key, value)| is_later(key, value)).map(|(key, _)| key.clone()).collect();
    for key in &keys {
        walk.below(key, |walk| {
            walk.note(NoteKind::Lenient, format!("`{key}` is written as in OpenAPI 3.1, and is read so"));
        });
    }
    if !keys.is_empty() {
        later::mend(schema, &walk.place, &mut walk.notes);
    }
}

/// A type in other words than those of OpenAPI.
pub(super) fn mend_type(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let Some(Value::String(name)) = schema.get("type") else { return };
    let word = name.trim().to_ascii_lowercase();
    let note = if ANY_TYPE.contains(&word.as_str()) {
        let text = format!("`type` is `{name}`, which is read as any value");
        schema.shift_remove("type");
        text
    } else if let Some((_, ty, format)) = OTHER_TYPES.iter().find(|(other, ..)| word == *other) {
        let with_format = if format.is_empty() { String::new() } else { format!(" with the format `{format}`") };
        let text = format!("`type` is `{name}`, which is read as `{ty}`{with_format}");
        schema.insert("type".to_owned(), Value::from(*ty));
        if !format.is_empty() {
            schema.entry("format").or_insert_with(|| Value::from(*format));
        }
        text
    } else if word != *name && TYPES.contains(&word.as_str()) {
        let text = format!("`type` is `{name}`, which is read as `{word}`");
        schema.insert("type".to_owned(), Value::from(word));
        text
    } else {
        return;
    };
    walk.below("type", |walk| walk.note(NoteKind::Lenient, note));
}

/// In OpenAPI 2.0 `discriminator` is the name of the property.
fn mend_discriminator(walk: &mut Walk, schema: &mut Map<String, Value>) {
    if let Some(name @ Value::String(_)) = schema.get_mut("discriminator") {
        *name = serde_json::json!({ "propertyName": name.take() });
        walk.below("discriminator", |walk| {
            walk.note(NoteKind::Lenient, "`discriminator` is a string, which is read as its `propertyName`");
        });
    }
}

/// Whether a member is required is for the list of the schema that has it; often it is said by the member itself.
fn mend_required(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let mut names = Vec::new();
    for (name, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        if property.get("required").is_some_and(is_true)
            && let Value::Object(property) = property
        {
            property.shift_remove("required");
            names.push(name.clone());
        }
    }
    for name in &names {
        let text = "`required` of a member is read as if the schema that has the member listed it";
        walk.below("properties", |walk| {
            walk.below(name, |walk| walk.below("required", |walk| walk.note(NoteKind::Lenient, text)));
        });
    }
    let is_flag = |value: &Value| value.is_boolean() || is_true(value) || value == "false";
    if schema.get("required").is_some_and(is_flag) {
        schema.shift_remove("required");
        let text = "`required` as a flag has no meaning here and is ignored";
        walk.below("required", |walk| walk.note(NoteKind::Ignored, text));
    }
    if names.is_empty() {
        return;
    }
    let list = schema.entry("required").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.extend(names.into_iter().map(Value::from));
        let mut seen = BTreeSet::new();
        list.retain(|name| seen.insert(name.to_string()));
    }
}

fn is_true(value: &Value) -> bool {
    *value == Value::Bool(true) || value == "true"
}

/// Values of `enum` and `default` of another kind than `type` says, as YAML makes of `yes`, `012` or `1.0`.
fn mend_values(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let Some(Value::String(ty)) = schema.get("type").cloned() else { return };
    for key in ["enum", "default"] {
        let mut changed = false;
        let mut mend = |value: &mut Value| {
            if let Some(other) = as_type(&ty, value) {
                *value = other;
                changed = true;
            }
        };
        match (key, schema.get_mut(key)) {
            ("enum", Some(Value::Array(values))) => values.iter_mut().for_each(&mut mend),
            ("default", Some(value)) => mend(value),
            _ => {}
        }
        if changed {
            let text = format!("`{key}` has values of another kind, which are read as `{ty}`");
            walk.below(key, |walk| walk.note(NoteKind::Lenient, text));
        }
    }
}

/// A value as one of a type, where it is not but could be written so.
fn as_type(ty: &str, value: &Value) -> Option<Value> {
    match (ty, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => {
            serde_json::from_str::<serde_json::Number>(text.trim()).ok().map(Value::Number)
        }
        ("boolean", Value::String(text)) => text.trim().to_ascii_lowercase().parse().ok().map(Value::Bool),
        _ => None,
    }
}
