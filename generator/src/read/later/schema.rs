//! One schema of JSON Schema 2020-12 in the words of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::{Node, lists, marks, types};
use crate::NoteKind;

/// A schema may be `true`, which takes any value, or `false`, which takes none.
pub(super) fn spell_out(value: &mut Value) {
    match value {
        Value::Bool(true) => *value = json!({}),
        Value::Bool(false) => *value = json!({ "not": {} }),
        _ => {}
    }
}

/// Rewrites what stands in the schema itself.
pub(super) fn rewrite(node: &mut Node<'_>) {
    lists::members_by_pattern(node);
    mend(node);
    marks::examples(node);
    marks::content(node);
    marks::park(node);
    beside_reference(node);
}

/// Rewrites what the schema says about its type, its values and their limits.
pub(super) fn mend(node: &mut Node<'_>) {
    lists::items_by_position(node);
    lists::prefix_items(node);
    one_value(node);
    types::rewrite(node);
    for (limit, flag) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        exclusive(node, limit, flag);
    }
}

/// `const` is an `enum` of one value.
fn one_value(node: &mut Node<'_>) {
    let Some(value) = node.members.shift_remove("const") else { return };
    let excluded = node.members.get("enum").and_then(Value::as_array).is_some_and(|values| !values.contains(&value));
    if excluded {
        node.note(NoteKind::Contradiction, "const", "`const` is not among the values of `enum`, which is ignored");
    }
    if value.is_null() {
        node.set("nullable", true);
    }
    node.set("enum", vec![value]);
}

/// `exclusiveMinimum` is itself a limit here, and a flag beside the limit in 3.0: the tighter of the two holds.
fn exclusive(node: &mut Node<'_>, limit: &str, flag: &str) {
    let Some(value) = node.members.get(flag).filter(|value| value.is_number()).cloned() else { return };
    let other = node.members.get(limit).and_then(Value::as_f64);
    let is_tighter = |other: f64, own: f64| if limit == "minimum" { other > own } else { other < own };
    if other.zip(value.as_f64()).is_some_and(|(other, own)| is_tighter(other, own)) {
        node.members.shift_remove(flag);
    } else {
        node.set(limit, value);
        node.set(flag, true);
    }
}

/// What stands beside a `$ref` holds too: 3.0 says it by `allOf`.
fn beside_reference(node: &mut Node<'_>) {
    if node.members.len() < 2 || !node.members.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    if node.members.get("allOf").is_some_and(|all| !all.is_array()) {
        return;
    }
    let Some(target) = node.members.shift_remove("$ref") else { return };
    let reference = Value::Object(Map::from_iter([("$ref".to_owned(), target)]));
    match node.members.get_mut("allOf") {
        Some(Value::Array(all)) => all.insert(0, reference),
        _ => {
            node.members.shift_insert(0, "allOf".to_owned(), Value::Array(vec![reference]));
        }
    }
}
