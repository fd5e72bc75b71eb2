//! Copies of what a `$ref` leads to, in its place.
//!
//! It must not copy what contains the copy: that would never end.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::read::bundle::Size;
use crate::read::parse::MAX_DEPTH;
use crate::{Diagnostic, Diagnostics, Place};

/// Values that all copies may have together.
const MAX_COPIED: usize = 500_000;

/// Places that one place may be a copy of.
const MAX_ORIGINS: usize = 1_000;

/// What was copied.
#[derive(Default)]
pub(super) struct Copies {
    /// By the pointer to the copy.
    origins: BTreeMap<String, Origin>,
    /// Values in all copies.
    values: usize,
    /// The `$ref`s that somebody wrote and whose copies would contain themselves.
    endless: BTreeSet<String>,
}

/// Where a copy comes from.
struct Origin {
    pointer: String,
    /// Members that stand beside the `$ref`, and are no copies.
    beside: BTreeSet<String>,
}

impl Copies {
    /// Puts a copy into the place of a `$ref`; members beside it win over the copy's. Where a list must stand, one object
    /// is meant to be an element of it. Gives what was done.
    pub(super) fn copy(&mut self, document: &mut Value, place: &Place) -> Result<Option<String>, Diagnostic> {
        let node = document.pointer(&place.pointer);
        let Some(text) = node.and_then(|node| node.get("$ref")?.as_str()).map(str::to_owned) else { return Ok(None) };
        let pointer = text.trim_start_matches('#');
        let Some(content) = document.pointer(pointer) else { return Ok(None) };
        let origins = self.origins(&place.pointer);
        if origins.len() > MAX_ORIGINS || origins.iter().any(|origin| is_within(origin, pointer)) {
            self.endless.extend(origins.last().cloned());
            return Ok(None);
        }
        let mut content = self.counted(content, place)?.clone();
        let Some(node) = document.pointer_mut(&place.pointer) else { return Ok(None) };
        if place.pointer.ends_with("/parameters") && content.get("in").is_some() {
            *node = Value::Array(vec![node.take()]);
            return Ok(Some(format!("`{text}` is one parameter, which is read as a list of one")));
        }
        let mut origin = Origin { pointer: pointer.to_owned(), beside: BTreeSet::new() };
        if let (Value::Object(whole), Value::Object(beside)) = (&mut content, node.take()) {
            for (key, value) in beside.into_iter().filter(|(key, _)| key != "$ref") {
                origin.beside.insert(Place::root().at(&key).pointer);
                whole.insert(key, value);
            }
        }
        *node = content;
        self.origins.insert(place.pointer.clone(), origin);
        Ok(Some(format!("a `$ref` cannot stand here; `{text}` is copied into its place")))
    }

    /// The copies that would contain themselves.
    pub(super) fn check(&self) -> Result<(), Diagnostics> {
        let problem = |pointer: &String| {
            let place = Place { source: 0, pointer: pointer.clone() }.at("$ref");
            let problem = Diagnostic::new(&place, "`$ref` leads to what it stands in, and can only be copied here");
            problem.help("make a component of the object around it, and refer to that")
        };
        let items: Vec<Diagnostic> = self.endless.iter().map(problem).collect();
        if items.is_empty() { Ok(()) } else { Err(Diagnostics { items }) }
    }

    /// A node, and all nodes that it is a copy of; the one that somebody wrote is the last.
    fn origins(&self, node: &str) -> Vec<String> {
        let mut origins = vec![node.to_owned()];
        let mut next = 0;
        while next < origins.len() && origins.len() <= MAX_ORIGINS {
            let node = origins[next].clone();
            for (end, _) in node.match_indices('/').skip(1).collect::<Vec<_>>().into_iter().rev() {
                let Some(origin) = self.origins.get(&node[..end]) else { continue };
                let rest = &node[end..];
                let before = format!("{}{rest}", origin.pointer);
                if !origin.beside.iter().any(|key| is_within(rest, key)) && !origins.contains(&before) {
                    origins.push(before);
                }
            }
            next += 1;
        }
        origins
    }

    /// The content of a copy, as long as the document does not become too large.
    fn counted<'a>(&mut self, content: &'a Value, place: &Place) -> Result<&'a Value, Diagnostic> {
        let size = Size::of(content);
        self.values = self.values.saturating_add(size.values);
        let message = if self.values > MAX_COPIED {
            format!("`$ref`s where only the object itself can stand bring more than {MAX_COPIED} values")
        } else if size.depth + place.pointer.matches('/').count() > MAX_DEPTH {
            format!("mappings and lists are nested more than {MAX_DEPTH} levels deep with what `$ref` leads to")
        } else {
            return Ok(content);
        };
        let origin = self.origins(&place.pointer).pop().unwrap_or_default();
        let place = Place { source: 0, pointer: origin }.at("$ref");
        Err(Diagnostic::new(&place, message).help("make components of what is referred to"))
    }
}

/// Whether a node is another one, or in it.
fn is_within(node: &str, outer: &str) -> bool {
    node.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::read::shapes::mend;

    #[test]
    fn copies_of_copies_end_with_one_problem() {
        let schemas = (0..20).map(|index| {
            let next = json!({ "properties": { "$ref": format!("#/components/schemas/S{}/properties", index + 1) } });
            (format!("S{index}"), json!({ "properties": { "left": next, "right": next } }))
        });
        let mut schemas: Map<String, Value> = schemas.collect();
        schemas.insert("S20".to_owned(), json!({ "properties": { "end": { "type": "string" } } }));
        let mut document = json!({ "openapi": "3.0.3", "components": { "schemas": schemas } });
        let problems = mend(&mut document).unwrap_err().items;
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains("bring more than 500000 values"), "{}", problems[0].message);
    }

    #[test]
    fn members_beside_a_reference_are_no_copies() {
        let shared = json!({ "id": { "type": "string" } });
        let own = json!({
            "$ref": "#/x-shared",
            "owner": { "properties": { "$ref": "#/x-shared" } },
        });
        let mut document = json!({ "openapi": "3.0.3", "x-shared": shared, "components": { "schemas": { "Pet": { "properties": own } } } });
        assert_eq!(mend(&mut document).unwrap().len(), 2);
        let owner = document.pointer("/components/schemas/Pet/properties/owner/properties");
        assert_eq!(owner, Some(&json!({ "id": { "type": "string" } })));
    }
}
