//! What a `$ref` leads to: a component, or something that has to become one.
//!
//! It must not report anything: what leads nowhere is for the lint walk.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Reference;
use crate::Place;
use crate::read::lint::grammar::SCHEMA;
use crate::read::lint::kind::Grammar;
use crate::read::lint::percent_decoded;

/// `$ref`s that a pointer may lead through.
const MAX_JUMPS: usize = 16;

/// What a `$ref` leads to, by its pointer.
pub(super) enum Target {
    /// A component, as lowering finds it.
    Component(String),
    /// Another object of the document.
    Elsewhere(String),
}

/// The names that schemas give themselves, and the pointers to them.
pub(super) struct Marks {
    grammar: &'static Grammar,
    /// By `$anchor` and `$dynamicAnchor`.
    anchors: BTreeMap<String, String>,
    /// By `$id`.
    ids: BTreeMap<String, String>,
}

impl Marks {
    pub(super) fn new(grammar: &'static Grammar) -> Self {
        Self { grammar, anchors: BTreeMap::new(), ids: BTreeMap::new() }
    }

    /// Remembers what the object at a place calls itself; the first of a name counts.
    pub(super) fn see(&mut self, value: &Value, place: &Place) {
        for (key, value) in value.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with('$')) {
            let marks = match key.as_str() {
                "$anchor" | "$dynamicAnchor" => &mut self.anchors,
                "$id" => &mut self.ids,
                _ => continue,
            };
            if let Some(name) = value.as_str() {
                marks.entry(name.to_owned()).or_insert_with(|| place.pointer.clone());
            }
        }
    }
}

/// What `reference` leads to, when that can be moved or has its place already.
pub(super) fn target(document: &Value, reference: &Reference, marks: &Marks) -> Option<Target> {
    let section = marks.grammar.section(reference.kind)?;
    if is_component(document, &reference.text, section) {
        return Some(Target::Component(reference.text[1..].to_owned()));
    }
    let text = percent_decoded(&reference.text).unwrap_or_else(|| reference.text.clone());
    let pointer = match text.strip_prefix('#') {
        Some(pointer) if pointer.starts_with('/') => {
            jump(document, pointer).or_else(|| around(document, pointer, reference, marks.grammar))?
        }
        Some(anchor) => marks.anchors.get(anchor)?.clone(),
        None => marks.ids.get(&text)?.clone(),
    };
    let fits = marks.grammar.kind_at(&pointer).is_none_or(|kind| std::ptr::eq(kind, reference.kind));
    if !fits || !matches!(document.pointer(&pointer)?, Value::Object(_) | Value::Bool(_)) {
        return None;
    }
    let name = pointer.strip_prefix(&format!("{section}/"));
    let is_component = name.is_some_and(|name| !name.contains(['/', '~']));
    Some(if is_component { Target::Component(pointer) } else { Target::Elsewhere(pointer) })
}

/// Whether a `$ref` names a component in so many words, as nearly all do.
fn is_component(document: &Value, text: &str, section: &str) -> bool {
    let name =
        text.strip_prefix('#').and_then(|text| text.strip_prefix(section)).and_then(|text| text.strip_prefix('/'));
    let Some(name) = name.filter(|name| !name.contains(['/', '~', '%'])) else { return false };
    let section = section.split('/').skip(1).try_fold(document, |node, key| node.get(key));
    matches!(section.and_then(|section| section.get(name)), Some(Value::Object(_) | Value::Bool(_)))
}

/// The pointer from the root, through the `$ref`s that stand in its way.
fn jump(document: &Value, pointer: &str) -> Option<String> {
    let mut pointer = pointer.to_owned();
    for _ in 0..MAX_JUMPS {
        if document.pointer(&pointer).is_some() {
            return Some(pointer);
        }
        let ends = pointer.match_indices('/').map(|(at, _)| at).collect::<Vec<_>>();
        let next = ends.into_iter().rev().find_map(|end| {
            let other = document.pointer(&pointer[..end])?.get("$ref")?.as_str()?.strip_prefix('#')?;
            Some(format!("{other}{}", &pointer[end..]))
        });
        pointer = next?;
    }
    None
}

/// `#/$defs/A` is often meant from the schema around it, as if that were a document of its own.
fn around(document: &Value, pointer: &str, reference: &Reference, grammar: &Grammar) -> Option<String> {
    let node = reference.node.as_str();
    if !(pointer.starts_with("/$defs/") || pointer.starts_with("/definitions/")) {
        return None;
    }
    let ends = node.match_indices('/').map(|(at, _)| at).collect::<Vec<_>>();
    let around = std::iter::once(node).chain(ends.into_iter().rev().map(|end| &node[..end]));
    let is_schema = |around: &&str| grammar.kind_at(around).is_some_and(|kind| std::ptr::eq(kind, &raw const SCHEMA));
    let mut schemas = around.filter(is_schema);
    schemas.find_map(|around| Some(format!("{around}{pointer}")).filter(|pointer| document.pointer(pointer).is_some()))
}
