//! Takes out of an example what its schema does not describe: types keep what is described, and ignore the rest.
//!
//! An object may have members that no schema names (JSON Schema allows all that it does not forbid). It must not take
//! anything else out.

use serde_json::{Map, Value};

/// Schemas that one value may be meant by, through `$ref`s and choices.
const MAX_SCHEMAS: usize = 512;

/// Takes out of a value the members that the schema at a pointer does not describe. Gives how many.
pub(super) fn prune(document: &Value, schema: &str, value: &mut Value) -> usize {
    let schemas = document.pointer(schema).into_iter().collect();
    prune_by(document, schemas, value)
}

fn prune_by(document: &Value, schemas: Vec<&Value>, value: &mut Value) -> usize {
    let schemas: Vec<&Map<String, Value>> = all(document, schemas);
    match value {
        Value::Object(members) => {
            // Where no members are named, all of them may stand.
            let is_free = !schemas.iter().any(|schema| schema.contains_key("properties"));
            let mut pruned = 0;
            members.retain(|key, value| {
                let inner: Vec<&Value> = schemas.iter().flat_map(|schema| of_member(schema, key)).collect();
                if inner.is_empty() && !is_free {
                    pruned += 1;
                    return false;
                }
                pruned += prune_by(document, inner, value);
                true
            });
            pruned
        }
        Value::Array(elements) => {
            let inner: Vec<&Value> = schemas.iter().flat_map(|schema| of_elements(schema)).collect();
            elements.iter_mut().map(|element| prune_by(document, inner.clone(), element)).sum()
        }
        _ => 0,
    }
}

/// The schemas, those that they refer to, and those of which several or one hold.
fn all<'a>(document: &'a Value, mut open: Vec<&'a Value>) -> Vec<&'a Map<String, Value>> {
    let mut found: Vec<&Map<String, Value>> = Vec::new();
    while let Some(schema) = open.pop() {
        let Value::Object(schema) = schema else { continue };
        if found.len() == MAX_SCHEMAS || found.iter().any(|other| std::ptr::eq(*other, schema)) {
            continue;
        }
        found.push(schema);
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        open.extend(target.and_then(|target| document.pointer(target)));
        for key in ["allOf", "anyOf", "oneOf"] {
            open.extend(schema.get(key).and_then(Value::as_array).into_iter().flatten());
        }
    }
    found
}

/// What a schema says of the member with a name.
fn of_member<'a>(schema: &'a Map<String, Value>, key: &str) -> Vec<&'a Value> {
    let named = schema.get("properties").and_then(|properties| properties.get(key));
    let patterns = schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
    let others = ["additionalProperties", "unevaluatedProperties"].into_iter().filter_map(|key| schema.get(key));
    let others = others.filter(|others| **others != Value::Bool(false));
    named.into_iter().chain(patterns.map(|(_, schema)| schema)).chain(others).collect()
}

fn of_elements(schema: &Map<String, Value>) -> Vec<&Value> {
    let prefix = schema.get("prefixItems").and_then(Value::as_array).into_iter().flatten();
    schema.get("items").into_iter().chain(prefix).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::prune;

    #[test]
    fn what_a_schema_describes_stays_and_nothing_else() {
        let document = json!({
            "pet": { "allOf": [{ "$ref": "#/named" }, { "properties": { "tags": { "items": { "$ref": "#/named" } } } }] },
            "named": { "type": "object", "properties": { "name": {}, "free": { "type": "object" } } },
        });
        let mut value = json!({ "name": { "any": 1 }, "age": 3, "free": { "a": 1 }, "tags": [{ "name": 1, "id": 2 }] });
        assert_eq!(prune(&document, "/pet", &mut value), 2);
        assert_eq!(value, json!({ "name": { "any": 1 }, "free": { "a": 1 }, "tags": [{ "name": 1 }] }));
    }
}
