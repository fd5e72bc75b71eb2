//! Takes out of an example what its schema does not describe: types keep what is described, and ignore the rest.
//!
//! An object may have members that no schema names (JSON Schema allows all that it does not forbid). It must not take
//! anything else out.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Schemas that one value may be meant by, through `$ref`s and choices.
const MAX_SCHEMAS: usize = 512;

/// Takes out of a value the members that the schema at a pointer does not describe. Gives how many.
pub(super) fn prune(document: &Value, schema: &str, value: &mut Value) -> usize {
    let family = Family::of(document);
    let schemas = document.pointer(schema).into_iter().collect();
    prune_by(&family, schemas, value)
}

fn prune_by<'a>(family: &Family<'a>, schemas: Vec<&'a Value>, value: &mut Value) -> usize {
    let schemas: Vec<&'a Map<String, Value>> = family.all(schemas);
    match value {
        Value::Object(members) => {
            // Where no members are named, all of them may stand.
            let is_free = !schemas.iter().any(|schema| schema.contains_key("properties"));
            let mut pruned = 0;
            members.retain(|key, value| {
                let inner: Vec<&Value> = schemas.iter().flat_map(|schema| of_member(schema, key)).collect();
                if inner.is_empty() && !is_free && !schemas.iter().any(|schema| requires(schema, key)) {
                    pruned += 1;
                    return false;
                }
                pruned += prune_by(family, inner, value);
                true
            });
            pruned
        }
        Value::Array(elements) => {
            let inner: Vec<&Value> = schemas.iter().flat_map(|schema| of_elements(schema)).collect();
            elements.iter_mut().map(|element| prune_by(family, inner.clone(), element)).sum()
        }
        _ => 0,
    }
}

/// A document, and which of its schemas build on which by `allOf`.
struct Family<'a> {
    document: &'a Value,
    /// By the pointer of what they build on.
    heirs: OnceCell<BTreeMap<&'a str, Vec<&'a Value>>>,
}

impl<'a> Family<'a> {
    fn of(document: &'a Value) -> Self {
        Self { document, heirs: OnceCell::new() }
    }

    /// What builds on each schema, by its pointer. Few documents ask for it.
    fn heirs(&self) -> &BTreeMap<&'a str, Vec<&'a Value>> {
        self.heirs.get_or_init(|| {
            let mut heirs: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
            let sections = SECTIONS.iter().filter_map(|section| self.document.pointer(section)?.as_object());
            for schema in sections.flat_map(Map::values) {
                for parent in list(schema, "allOf").chain([schema]).filter_map(target) {
                    heirs.entry(parent).or_default().push(schema);
                }
            }
            heirs
        })
    }

    /// The schemas, those that they refer to, those of which several or one hold, and those that a discriminator can mean.
    fn all(&self, schemas: Vec<&'a Value>) -> Vec<&'a Map<String, Value>> {
        let mut open: Vec<(&Value, Option<&str>)> = schemas.into_iter().map(|schema| (schema, None)).collect();
        let mut found: Vec<&Map<String, Value>> = Vec::new();
        while let Some((value, pointer)) = open.pop() {
            let Value::Object(schema) = value else { continue };
            if found.len() == MAX_SCHEMAS || found.iter().any(|other| std::ptr::eq(*other, schema)) {
                continue;
            }
            found.push(schema);
            open.extend(target(value).and_then(|target| Some((self.document.pointer(target)?, Some(target)))));
            let parts = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|key| list(value, key));
            open.extend(parts.map(|part| (part, None)));
            if let Some(discriminator) = schema.get("discriminator") {
                open.extend(self.mapped(discriminator).map(|schema| (schema, None)));
                open.extend(pointer.into_iter().flat_map(|pointer| self.descendants(pointer)).map(|heir| (heir, None)));
            }
        }
        found
    }

    /// The schemas that a mapping leads to, by a reference or by their names.
    fn mapped(&self, discriminator: &'a Value) -> impl Iterator<Item = &'a Value> {
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let named = |name: &str| SECTIONS.iter().find_map(|section| self.document.pointer(section)?.get(name));
        mapping.filter_map(move |(_, to)| {
            let to = to.as_str().or_else(|| to.get("$ref")?.as_str())?;
            to.strip_prefix('#').map_or_else(|| named(to), |pointer| self.document.pointer(pointer))
        })
    }

    /// What builds on the schema at a pointer, directly or through others.
    fn descendants(&self, pointer: &str) -> Vec<&'a Value> {
        let mut found: Vec<&Value> = Vec::new();
        let mut open = self.heirs().get(pointer).cloned().unwrap_or_default();
        while let Some(heir) = open.pop().filter(|_| found.len() < MAX_SCHEMAS) {
            if found.iter().any(|other| std::ptr::eq(*other, heir)) {
                continue;
            }
            found.push(heir);
            let is_it = |parent: &str| self.document.pointer(parent).is_some_and(|it| std::ptr::eq(it, heir));
            let own = self.heirs().iter().filter(|(parent, _)| is_it(parent));
            open.extend(own.flat_map(|(_, heirs)| heirs));
        }
        found
    }
}

/// Where schemas have names.
const SECTIONS: &[&str] = &["/components/schemas", "/definitions"];

/// The pointer that a schema refers to.
fn target(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix('#')
}

fn list<'a>(schema: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// Whether a schema asks for a member.
fn requires(schema: &Map<String, Value>, member: &str) -> bool {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().any(|name| name == member)
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

    #[test]
    fn what_a_discriminator_can_mean_and_what_is_required_stays() {
        let by = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let own = |name: &str| json!({ "properties": { name: {} } });
        let document = json!({ "components": { "schemas": {
            "Pet": { "required": ["type", "id"], "properties": { "type": {} }, "discriminator": { "propertyName": "type", "mapping": { "f": "Fish" } } },
            "Cat": { "allOf": [by("Pet"), own("lives")] },
            "Kitten": { "allOf": [by("Cat"), own("age")] },
            "Fish": own("fins"),
            "Stone": own("weight"),
            "List": { "items": by("Pet") },
        } } });
        let kept = json!([{ "type": "Kitten", "id": 1, "lives": 9, "age": 1, "fins": 2 }]);
        let mut value = kept.clone();
        value[0]["weight"] = json!(3);
        assert_eq!(prune(&document, "/components/schemas/List", &mut value), 1);
        assert_eq!(value, kept);
    }
}
