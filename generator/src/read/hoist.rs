//! Moves what a `$ref` leads to into a section of `components`, where lowering looks for it.
//!
//! A `$ref` may lead to any object of the document: to `$defs`, to a member of a component, to the schema of a response.
//! It must not change what anything means: the object's own place keeps a `$ref` to where it has gone.

mod names;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::lint::grammar::SCHEMA;
use super::lint::kind::{Grammar, Kind, visit_all};
use super::origin::Origins;
use crate::Place;
use resolve::{Marks, Target};

/// A `$ref`, or what a discriminator's `mapping` leads to.
struct Reference {
    /// Where the object stands that holds it.
    node: String,
    /// Where its text stands.
    at: String,
    text: String,
    /// What it must lead to.
    kind: &'static Kind,
}

impl Reference {
    /// Whether it stands in a `mapping`: it names what some `$ref` leads to, or nothing.
    fn is_mapping(&self) -> bool {
        self.at.strip_prefix(&self.node) != Some("/$ref")
    }
}

/// Moves each object that a `$ref` leads to and that is no component of its own, and the schemas at the pointers `others`.
///
/// Gives where they stood.
pub(super) fn hoist(document: &mut Value, grammar: &'static Grammar, others: Vec<String>) -> Origins {
    let (mut references, marks) = collect(document, grammar);
    references.sort_by_key(Reference::is_mapping);
    let mut wanted: BTreeMap<String, &'static Kind> = others.into_iter().map(|pointer| (pointer, &SCHEMA)).collect();
    let mut leads: Vec<(String, String)> = Vec::new();
    for reference in references {
        match resolve::target(document, &reference, &marks) {
            Some(Target::Elsewhere(pointer)) if reference.is_mapping() && !wanted.contains_key(&pointer) => {}
            Some(Target::Elsewhere(pointer)) => {
                wanted.insert(pointer.clone(), reference.kind);
                leads.push((reference.at, pointer));
            }
            Some(Target::Component(pointer)) if reference.text.strip_prefix('#') != Some(&pointer) => {
                leads.push((reference.at, pointer));
            }
            Some(Target::Component(_)) | None => {}
        }
    }
    let names = names::choose(document, grammar, &wanted);
    for (at, pointer) in leads {
        if let Some(target) = document.pointer_mut(&at) {
            *target = Value::String(format!("#{}", names.get(&pointer).unwrap_or(&pointer)));
        }
    }
    let mut origins = Origins::default();
    for (pointer, value) in take(document, grammar, &names) {
        insert(document, &names[&pointer], value);
        origins.insert(&names[&pointer], Place { source: 0, pointer });
    }
    origins
}

/// All references of the document, also in what they lead to outside of the grammar, such as below `definitions`.
fn collect(document: &mut Value, grammar: &'static Grammar) -> (Vec<Reference>, Marks) {
    let mut marks = Marks::new(grammar);
    let mut references: Vec<Reference> = Vec::new();
    let mut open = vec![(String::new(), grammar.document)];
    let mut walked: BTreeSet<String> = BTreeSet::new();
    let mut next = 0;
    while let Some((pointer, kind)) = open.pop() {
        if !walked.insert(pointer.clone()) {
            continue;
        }
        let Some(root) = document.pointer_mut(&pointer) else { continue };
        visit_all(root, kind, &mut Place { source: 0, pointer }, &mut |value, kind, place| {
            marks.see(value, place);
            let text = Some(&*value).filter(|_| kind.reference).and_then(|value| value.get("$ref")?.as_str());
            let texts = text.map(|text| (place.at("$ref"), text)).into_iter().chain(mapping(value, kind, place));
            references.extend(texts.map(|(at, text)| Reference {
                node: place.pointer.clone(),
                at: at.pointer,
                text: text.to_owned(),
                kind,
            }));
        });
        for reference in references[next..].iter().filter(|reference| !reference.is_mapping()) {
            if let Some(Target::Elsewhere(pointer)) = resolve::target(document, reference, &marks)
                && grammar.kind_at(&pointer).is_none()
            {
                open.push((pointer, reference.kind));
            }
        }
        next = references.len();
    }
    (references, marks)
}

/// The pointers in the mapping of a schema's discriminator, and where they stand.
fn mapping<'a>(value: &'a Value, kind: &Kind, place: &Place) -> Vec<(Place, &'a str)> {
    let mapping = value.get("discriminator").filter(|_| std::ptr::eq(kind, &raw const SCHEMA));
    let Some(Value::Object(mapping)) = mapping.and_then(|it| it.get("mapping")) else { return Vec::new() };
    let place = place.at("discriminator").at("mapping");
    let pointers = mapping.iter().filter_map(|(key, target)| Some((place.at(key), target.as_str()?)));
    pointers.filter(|(_, target)| target.starts_with("#/")).collect()
}

/// Takes the objects out, the deepest first, so that the pointers to the others stay what they are. What stands outside
/// of the grammar may be data as well, and is copied.
fn take(document: &mut Value, grammar: &Grammar, names: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
    let mut pointers: Vec<&String> = names.keys().collect();
    pointers.sort_by_key(|pointer| std::cmp::Reverse(pointer.matches('/').count()));
    let mut taken = BTreeMap::new();
    for pointer in pointers {
        let is_known = grammar.kind_at(pointer).is_some();
        let Some(value) = document.pointer_mut(pointer) else { continue };
        let reference = json!({ "$ref": format!("#{}", names[pointer]) });
        let value = if is_known { std::mem::replace(value, reference) } else { value.clone() };
        taken.insert(pointer.clone(), value);
    }
    taken
}

fn insert(document: &mut Value, pointer: &str, value: Value) {
    let mut node = document;
    let mut value = Some(value);
    let mut keys = pointer.split('/').skip(1).peekable();
    while let Some(key) = keys.next() {
        // A section that is null is one without members.
        if node.is_null() {
            *node = Value::Object(Map::new());
        }
        let Value::Object(members) = node else { return };
        let is_last = keys.peek().is_none();
        let empty = || Value::Object(Map::new());
        node = members.entry(key).or_insert_with(|| if is_last { value.take().unwrap_or_default() } else { empty() });
    }
}
