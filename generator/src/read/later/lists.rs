//! Lists whose elements differ by position, and objects whose members differ by name.

use serde_json::{Map, Value, json};

use super::Node;
use super::types::{TUPLE, UNEVALUATED};
use crate::NoteKind;

/// Before 2020-12 the list of schemas was called `items`, and what follows `additionalItems`.
pub(super) fn items_by_position(node: &mut Node<'_>) {
    if !node.members.get("items").is_some_and(Value::is_array) || node.members.contains_key("prefixItems") {
        return;
    }
    let prefix = node.members.shift_remove("items");
    let rest = node.members.shift_remove("additionalItems");
    node.members.extend(prefix.map(|prefix| ("prefixItems".to_owned(), prefix)));
    node.members.extend(rest.map(|rest| ("items".to_owned(), rest)));
}

/// Elements that a tuple of Rust can have and still be printed and compared.
const LONGEST_TUPLE: u64 = 12;

/// `prefixItems`: a tuple if there cannot be more elements, otherwise a list of all that its elements can be.
pub(super) fn prefix_items(node: &mut Node<'_>) {
    let Some(Value::Array(mut prefix)) = node.members.get("prefixItems").cloned() else { return };
    if prefix.is_empty() {
        node.park("prefixItems");
        return;
    }
    let length = u64::try_from(prefix.len()).unwrap_or(u64::MAX);
    let max = node.members.get("maxItems").and_then(Value::as_u64);
    let rest = match node.members.get("items") {
        Some(Value::Bool(false)) => None,
        _ if max.is_some_and(|max| max <= length) => None,
        None => Some(json!({})),
        Some(rest) => Some(rest.clone()),
    };
    if rest.is_none() && max.is_none() {
        node.set("maxItems", length);
    }
    let min = node.members.get("minItems").and_then(Value::as_u64);
    // What is behind the last element that can be never is.
    prefix.truncate(max.and_then(|max| usize::try_from(max).ok()).unwrap_or(prefix.len()));
    let length = u64::try_from(prefix.len()).unwrap_or(u64::MAX);
    let differs = || distinct(prefix.clone()).len() > 1;
    if rest.is_none() && 0 < length && length <= LONGEST_TUPLE && (min >= Some(length) || differs()) {
        node.set("items", json!({ "anyOf": prefix }));
        node.set(TUPLE, true);
        node.park("prefixItems");
        return;
    }
    let kinds = distinct(prefix.into_iter().chain(rest).collect());
    let anything = kinds.iter().any(|kind| *kind == json!({}) || *kind == json!(true));
    node.set("items", if anything { json!({}) } else { any_of(kinds) });
    node.park_with(NoteKind::Widened, "prefixItems", "became a list of all that its elements can be");
}

/// `patternProperties` and `unevaluatedProperties`: the members that are not named.
pub(super) fn members_by_pattern(node: &mut Node<'_>) {
    if node.members.get("patternProperties") == Some(&json!({})) {
        node.park("patternProperties");
    }
    if let Some(Value::Object(patterns)) = node.members.get("patternProperties").cloned() {
        if leaves_others(node.members, &patterns) {
            node.set("additionalProperties", true);
            let text = "is not looked at: a member of another name may be anything, so that all of them are JSON";
            return node.park_with(NoteKind::Untyped, "patternProperties", text);
        }
        let others = ["additionalProperties", "unevaluatedProperties"].iter().find_map(|key| node.members.get(*key));
        let others = others.filter(|others| **others != Value::Bool(false));
        let kinds = distinct(patterns.into_iter().map(|(_, schema)| schema).chain(others.cloned()).collect());
        let anything = kinds.iter().any(|kind| *kind == json!({}) || *kind == json!(true));
        node.set("additionalProperties", if anything { json!(true) } else { any_of(kinds) });
        node.park_with(
            NoteKind::Widened,
            "patternProperties",
            "became `additionalProperties`, whatever the members are called",
        );
    }
    others(node);
}

/// `unevaluatedProperties` are the members that neither the schema names nor what it is put together from: in 3.0 they are
/// `additionalProperties`, which count where no part has any.
fn others(node: &mut Node<'_>) {
    let Some(others) = node.members.get("unevaluatedProperties").cloned() else { return };
    // Cases stay what they are elsewhere: that they are closed here says nothing of what they hold.
    let says_nothing = others == false && ["oneOf", "anyOf"].iter().any(|key| node.members.contains_key(*key));
    if !says_nothing && !node.members.contains_key("additionalProperties") {
        node.set("additionalProperties", others);
        node.set(UNEVALUATED, true);
    }
    node.park("unevaluatedProperties");
}

/// Patterns that all names match.
const ALL_NAMES: &[&str] = &["", ".*", ".+", "^.*", "^.+", "^.*$", "^.+$"];

/// Whether an object with named members may have others that no pattern is about. One without named members is a map, and
/// its patterns are meant to say all.
fn leaves_others(members: &Map<String, Value>, patterns: &Map<String, Value>) -> bool {
    let is_open = |key: &str| matches!(members.get(key), None | Some(Value::Bool(true)));
    let has_names = members.get("properties").and_then(Value::as_object).is_some_and(|named| !named.is_empty());
    let is_total = patterns.keys().any(|pattern| ALL_NAMES.contains(&pattern.as_str()));
    has_names && is_open("additionalProperties") && is_open("unevaluatedProperties") && !is_total
}

/// The schema of values for which one of `kinds` holds.
fn any_of(mut kinds: Vec<Value>) -> Value {
    match (kinds.len(), kinds.pop()) {
        (1, Some(only)) => only,
        (_, last) => Value::Object(Map::from_iter([("anyOf".to_owned(), kinds.into_iter().chain(last).collect())])),
    }
}

fn distinct(kinds: Vec<Value>) -> Vec<Value> {
    let mut found: Vec<Value> = Vec::new();
    for kind in kinds {
        if !found.contains(&kind) {
            found.push(kind);
        }
    }
    found
}
