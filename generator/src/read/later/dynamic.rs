//! `$dynamicRef` and `$recursiveRef`, which lead where a `$ref` would unless some schema extends the one they are in.
//!
//! It must leave those alone for which that is not certain.

use std::collections::BTreeMap;

use serde_json::Value;

use super::bind;
use crate::Place;
use crate::read::lint::grammar::{DOCUMENT, SCHEMA};
use crate::read::lint::kind::visit_all;

/// What was found on the way through a document.
#[derive(Default)]
struct Found {
    /// The schemas with `$recursiveAnchor`.
    recursive: Vec<String>,
    /// The schemas that have the same `$dynamicAnchor`, by its name.
    dynamic: BTreeMap<String, Vec<String>>,
    /// The schemas with a reference, and what it says.
    references: Vec<(String, &'static str, String)>,
}

/// Replaces each reference that can lead to one schema only by a `$ref`.
pub(in crate::read) fn follow(document: &mut Value) {
    bind::bind(document);
    let mut found = Found::default();
    visit_all(document, &DOCUMENT, &mut Place::root(), &mut |value, kind, place| {
        if std::ptr::eq(kind, &raw const SCHEMA) {
            found.see(value, place);
        }
    });
    for (node, key, text) in &found.references {
        let target = match *key {
            "$dynamicRef" => text.strip_prefix('#').and_then(|name| found.anchor(node, name)),
            _ => found.around(node).filter(|_| text == "#"),
        };
        let Some(target) = target.map(|target| Value::String(format!("#{target}"))) else { continue };
        if let Some(Value::Object(schema)) = document.pointer_mut(node)
            && !schema.contains_key("$ref")
        {
            schema.shift_remove(*key);
            schema.insert("$ref".to_owned(), target);
        }
    }
}

impl Found {
    fn see(&mut self, value: &Value, place: &Place) {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        if value.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
            self.recursive.push(place.pointer.clone());
        }
        if let Some(name) = text("$dynamicAnchor") {
            self.dynamic.entry(name).or_default().push(place.pointer.clone());
        }
        for key in ["$dynamicRef", "$recursiveRef"] {
            self.references.extend(text(key).map(|text| (place.pointer.clone(), key, text)));
        }
    }

    /// The only schema with an anchor, or the only one in the same component: what extends that one has a copy of its own.
    fn anchor(&self, node: &str, name: &str) -> Option<&str> {
        let all = self.dynamic.get(name)?;
        let component = |pointer: &str| pointer.split('/').take(4).map(str::to_owned).collect::<Vec<_>>();
        let own: Vec<&String> = all.iter().filter(|pointer| component(pointer) == component(node)).collect();
        match own.as_slice() {
            [only] => Some(only),
            [] => all.first().filter(|_| all.len() == 1).map(String::as_str),
            _ => None,
        }
    }

    /// The nearest schema around a node that a `$recursiveRef` in it leads to.
    fn around(&self, node: &str) -> Option<&str> {
        let is_around = |outer: &&String| node.strip_prefix(outer.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.recursive.iter().filter(is_around).max_by_key(|outer| outer.len()).map(String::as_str)
    }
}
