//! Schemas whose values are of another type than they say: what `x-rust-type` names counts.

use serde_json::{Map, Value, json};

use super::super::examples;
use super::number;

/// What else is said of a value, whatever its type.
const KEPT: &[&str] = &["nullable", "x-nullable", "readOnly", "writeOnly"];

/// Puts the schema of the type that `x-rust-type` names in the place of each schema that has it.
pub(super) fn spell_out(document: &mut Value) {
    // The inner ones go with the outer ones.
    for pointer in examples::find(document).schemas {
        let Some(Value::Object(schema)) = document.pointer_mut(&pointer) else { continue };
        let named = schema.get("x-rust-type").and_then(Value::as_str).and_then(schema_of);
        if let Some(named) = named {
            *schema = with_what_is_kept(schema, named);
        }
    }
}

/// The schema that says what the values of a type are.
fn schema_of(name: &str) -> Option<Value> {
    Some(match name {
        "String" | "Secret" => json!({ "type": "string" }),
        "DateTime" => json!({ "type": "string", "format": "date-time" }),
        "Date" => json!({ "type": "string", "format": "date" }),
        "Base64" => json!({ "type": "string", "format": "byte" }),
        "Json" => json!({}),
        "bool" => json!({ "type": "boolean" }),
        "f64" => json!({ "type": "number", "format": "double" }),
        "Number" => json!({ "type": "number" }),
        "i128" => json!({ "type": "integer" }),
        _ => {
            let (sign, bits) = name.split_at_checked(1)?;
            let format = format!("{}{bits}", if sign == "u" { "uint" } else { "int" });
            json!({ "type": number::of_format(&format)?, "format": format })
        }
    })
}

fn with_what_is_kept(schema: &Map<String, Value>, named: Value) -> Map<String, Value> {
    let Value::Object(mut named) = named else { return Map::new() };
    let kept = schema.iter().filter(|(key, _)| KEPT.contains(&key.as_str()));
    named.extend(kept.map(|(key, value)| (key.clone(), value.clone())));
    let is_null = |name: &Value| name == "null";
    let takes_null = schema.get("type").and_then(Value::as_array).is_some_and(|names| names.iter().any(is_null));
    if let Some(name) = named.get_mut("type").filter(|_| takes_null) {
        *name = json!([name.take(), "null"]);
    }
    named
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::spell_out;

    #[test]
    fn a_named_type_counts_whatever_else_the_schema_says() {
        let mut document = json!({ "components": { "schemas": {
            "Pet": { "properties": {
                "size": { "type": "number", "multipleOf": 0.5, "x-rust-type": "u64", "nullable": true },
                "raw": { "type": "object", "properties": { "a": { "x-rust-type": "Date" } }, "x-rust-type": "Json" },
                "born": { "type": ["integer", "null"], "x-rust-type": "Date" },
                "odd": { "type": "integer", "x-rust-type": "Pet" },
            } },
        } } });
        spell_out(&mut document);
        assert_eq!(
            document["components"]["schemas"]["Pet"]["properties"],
            json!({
                "size": { "type": "integer", "format": "uint64", "nullable": true },
                "raw": {},
                "born": { "type": ["string", "null"], "format": "date" },
                "odd": { "type": "integer", "x-rust-type": "Pet" },
            })
        );
    }
}
