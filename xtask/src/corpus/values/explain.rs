//! Whether the generator noted what became of a place in a value.

use std::collections::{BTreeMap, BTreeSet};

use generator::Bundle;
use serde_json::{Map, Value};

use super::plan::Plan;
use super::schema::{Document, below, list};

/// The notes by their places in the files.
pub(super) struct Notes<'p> {
    texts: BTreeMap<(usize, &'p str), &'p str>,
    /// Those about requests among them.
    of_calls: BTreeMap<(usize, &'p str), &'p str>,
}

/// Schemas that one value may be meant by.
const MAX_SCHEMAS: usize = 512;

impl<'p> Notes<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let place = |note: &'p super::plan::Noted| (note.place.0, note.place.1.as_str());
        let texts = |wanted: fn(&super::plan::Noted) -> bool| {
            let notes = plan.notes.iter().filter(|note| wanted(note));
            notes.map(|note| (place(note), note.text.as_str())).collect()
        };
        Self { texts: texts(|note| !note.is_of_calls), of_calls: texts(|_| true) }
    }

    /// The note about an argument of a call: about the parameter or the body, or anything in its schema.
    pub(super) fn about_argument(&self, bundle: &Bundle, pointer: &str) -> Option<String> {
        // The members of such a form are parameters.
        let form = pointer.strip_suffix(super::described::FORM);
        let place = bundle.place(&form.map_or_else(|| pointer.to_owned(), |above| format!("{above}parameters")));
        let is_within = |pointer: &str| {
            let rest = pointer.strip_prefix(place.pointer.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let found = self.of_calls.iter().find(|((source, at), _)| *source == place.source && is_within(at));
        found.map(|(_, text)| (*text).to_owned())
    }

    /// The note about the schema itself, or about what differs and the object that holds it, whichever case they are.
    pub(super) fn about(
        &self,
        (document, bundle): (&Document<'_>, &Bundle),
        pointer: &str,
        way: &[String],
    ) -> Option<String> {
        let root = vec![pointer.to_owned()];
        let mut places: Vec<BTreeSet<String>> = vec![all(document, root.clone(), &["allOf"])];
        let mut level = all(document, root, CHOICES);
        places.extend((!way.is_empty()).then(|| level.clone()));
        for key in way {
            level =
                all(document, level.iter().flat_map(|pointer| within(document.root, pointer, key)).collect(), CHOICES);
            places.push(level.clone());
        }
        let depth = places.len();
        let near = places.iter().enumerate().filter(|(index, _)| *index == 0 || index + 2 >= depth);
        near.flat_map(|(_, places)| places).find_map(|pointer| {
            let place = bundle.place(pointer);
            self.texts.get(&(place.source, place.pointer.as_str())).map(|text| (*text).to_owned())
        })
    }
}

/// Keywords with schemas of which all or some hold.
const CHOICES: &[&str] = &["allOf", "anyOf", "oneOf"];

/// The schemas, those that they refer to, and those in the lists of some keywords.
fn all(document: &Document<'_>, mut open: Vec<String>, keys: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    while let Some(pointer) = open.pop() {
        let Some(Value::Object(keywords)) = document.root.pointer(&pointer) else { continue };
        if found.len() >= MAX_SCHEMAS || !found.insert(pointer.clone()) {
            continue;
        }
        open.extend(document.target(keywords).map(|target| target.pointer));
        for key in keys {
            let count = list(keywords, key).len();
            open.extend((0..count).map(|index| format!("{pointer}/{key}/{index}")));
        }
    }
    found
}

/// The schemas of what a key leads to.
fn within(root: &Value, pointer: &str, key: &str) -> Vec<String> {
    let Some(Value::Object(keywords)) = root.pointer(pointer) else { return Vec::new() };
    let is_schema = |pointer: &String| root.pointer(pointer).is_some();
    let properties = below(&below(pointer, "properties"), key);
    let prefix = below(&below(pointer, "prefixItems"), key);
    let others = ["items", "additionalProperties", "unevaluatedProperties"].map(|name| below(pointer, name));
    let patterns = keywords.get("patternProperties").and_then(Value::as_object).map(Map::keys).into_iter().flatten();
    let patterns = patterns.map(|pattern| below(&below(pointer, "patternProperties"), pattern));
    [properties, prefix].into_iter().chain(others).chain(patterns).filter(is_schema).collect()
}
