//! What the tables cannot say about schemas: forms of OpenAPI 2.0 and 3.1 that 3.0 says in another way.
//!
//! It must mend only what means the same afterwards.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::NoteKind;
use crate::read::{later, words};

/// Words that stand for a type elsewhere, and what to write instead.
const OTHER_TYPES: &[(&str, &str)] = &[
    ("file", "write `type: string` with `format: binary`"),
    ("any", "leave `type` out: a schema without it takes any value"),
    ("int", "write `type: integer`"),
    ("long", "write `type: integer` with `format: int64`"),
    ("float", "write `type: number` with `format: float`"),
    ("double", "write `type: number` with `format: double`"),
    ("decimal", "write `type: number`"),
    ("bool", "write `type: boolean`"),
    ("list", "write `type: array`"),
    ("map", "write `type: object` with `additionalProperties`"),
    ("dict", "write `type: object` with `additionalProperties`"),
    ("date", "write `type: string` with `format: date`"),
    ("date-time", "write `type: string` with `format: date-time`"),
    ("datetime", "write `type: string` with `format: date-time`"),
    ("uuid", "write `type: string` with `format: uuid`"),
];

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
            mend_later(walk, schema);
            check_type(walk, schema);
            mend_discriminator(walk, schema);
            check_required(walk, schema);
            check_items(walk, schema);
        }
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
    }
}

/// Forms of OpenAPI 3.1 that cannot be meant in another way.
fn mend_later(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let is_later = |key: &str, value: &Value| match key {
        "type" => value.is_array() || value == "null",
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

fn check_type(walk: &mut Walk, schema: &mut Map<String, Value>) {
    let Some(Value::String(name)) = schema.get("type") else { return };
    if let Some((_, help)) = OTHER_TYPES.iter().find(|(other, _)| name.eq_ignore_ascii_case(other)) {
        let message = format!("`type` cannot be `{name}`");
        schema.shift_remove("type");
        walk.below("type", |walk| walk.error(message).help = Some((*help).to_owned()));
    }
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

/// `required: true` belongs to the parent's list.
fn check_required(walk: &mut Walk, schema: &mut Map<String, Value>) {
    match schema.get("required") {
        Some(Value::Bool(true)) => {
            schema.shift_remove("required");
            let help = "put the name of the property into the `required` list of the schema that has it";
            let message = "`required` must be a list of the names of properties, not the boolean `true`";
            walk.below("required", |walk| walk.error(message).help = Some(help.to_owned()));
        }
        Some(Value::Bool(false)) => {
            schema.shift_remove("required");
            walk.below("required", |walk| {
                walk.note(NoteKind::Lenient, "`required: false` has no place in a schema and is ignored");
            });
        }
        _ => {}
    }
}

fn check_items(walk: &mut Walk, schema: &mut Map<String, Value>) {
    if let Some(items @ Value::Array(_)) = schema.get("items") {
        let message = format!("`items` must be one schema, not {}", words::kind(items));
        schema.shift_remove("items");
        let help = "OpenAPI 3.0 has no tuples; describe all elements by one schema, with `anyOf` if they differ";
        walk.below("items", |walk| walk.error(message).help = Some(help.to_owned()));
    }
}
