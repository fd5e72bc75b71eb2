//! What the tables cannot say about schemas: forms of OpenAPI 2.0 and 3.1 that 3.0 says in another way.
//!
//! It must mend only what means the same afterwards.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::read::words;

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
            walk.note(format!("the schema `{everything}` of OpenAPI 3.1 is read as one that takes {meaning}"));
            *value = schema;
        }
        Value::Object(schema) => {
            check_type(walk, schema);
            mend_const(walk, schema);
            for (limit, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
                mend_exclusive(walk, schema, (limit, flag));
            }
            mend_discriminator(walk, schema);
            check_required(walk, schema);
            check_items(walk, schema);
        }
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
    }
}

fn check_type(walk: &mut Walk, schema: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = schema.get("type") {
        let nullable = types.iter().any(|name| name == "null");
        let named: Vec<_> = types.iter().filter(|name| *name != "null").cloned().collect();
        match (named.as_slice(), nullable) {
            ([only], _) => {
                schema.insert("type".to_owned(), only.clone());
                if nullable {
                    schema.insert("nullable".to_owned(), Value::Bool(true));
                }
                walk.below("type", |walk| {
                    walk.note("the list of types of OpenAPI 3.1 is read as `type` and `nullable`");
                });
            }
            ([], true) => {
                schema.insert("type".to_owned(), Value::String("null".to_owned()));
            }
            _ => {
                schema.shift_remove("type");
                let message = "`type` cannot be a list of several types in OpenAPI 3.0";
                let help = "write `anyOf` with one schema for each type";
                walk.below("type", |walk| walk.error(message).help = Some(help.to_owned()));
            }
        }
    }
    let Some(Value::String(name)) = schema.get("type") else { return };
    if name == "null" {
        schema.shift_remove("type");
        schema.insert("enum".to_owned(), Value::Array(vec![Value::Null]));
        schema.insert("nullable".to_owned(), Value::Bool(true));
        walk.below("type", |walk| walk.note("the type `null` of OpenAPI 3.1 is read as a nullable `enum` of null"));
    } else if let Some((_, help)) = OTHER_TYPES.iter().find(|(other, _)| name.eq_ignore_ascii_case(other)) {
        let message = format!("`type` cannot be `{name}`");
        schema.shift_remove("type");
        walk.below("type", |walk| walk.error(message).help = Some((*help).to_owned()));
    }
}

fn mend_const(walk: &mut Walk, schema: &mut Map<String, Value>) {
    if schema.contains_key("enum") {
        return;
    }
    if let Some(value) = schema.shift_remove("const") {
        walk.below("const", |walk| walk.note("`const` of OpenAPI 3.1 is read as an `enum` of one value"));
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
    }
}

/// In OpenAPI 3.1 `exclusiveMinimum` is itself the limit.
fn mend_exclusive(walk: &mut Walk, schema: &mut Map<String, Value>, (limit, flag): (&str, &str)) {
    let Some(exclusive) = schema.get(flag).filter(|exclusive| exclusive.is_number()).cloned() else { return };
    if schema.contains_key(limit) {
        let message = format!("`{flag}` must be `true` or `false` in OpenAPI 3.0, and `{limit}` the limit");
        schema.shift_remove(flag);
        walk.below(flag, |walk| walk.error(message).help = Some(format!("keep the tighter of the two as `{limit}`")));
        return;
    }
    schema.insert(limit.to_owned(), exclusive);
    schema.insert(flag.to_owned(), Value::Bool(true));
    walk.below(flag, |walk| walk.note(format!("the number `{flag}` of OpenAPI 3.1 is read as an exclusive `{limit}`")));
}

/// In OpenAPI 2.0 `discriminator` is the name of the property.
fn mend_discriminator(walk: &mut Walk, schema: &mut Map<String, Value>) {
    if let Some(name @ Value::String(_)) = schema.get_mut("discriminator") {
        *name = serde_json::json!({ "propertyName": name.take() });
        walk.below("discriminator", |walk| {
            walk.note("`discriminator` is a string, which is read as its `propertyName`");
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
            walk.below("required", |walk| walk.note("`required: false` has no place in a schema and is ignored"));
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
