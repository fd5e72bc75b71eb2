//! `type` as a list: `null` becomes `nullable`, several types become a choice with one schema for each.

use serde_json::{Map, Value, json};

use super::Node;
use crate::read::digits::DIGITS;
use crate::read::lint::grammar::TYPES;
use crate::{NoteKind, formats};

/// The mark of a list whose `items` are a choice with the schema of each element.
pub(in crate::read) const TUPLE: &str = "x-tuple";

/// The mark of an object whose `additionalProperties` count where no part of it has any.
pub(in crate::read) const UNEVALUATED: &str = "x-unevaluated";

/// Keywords that say something about values of certain types only.
const KEYWORDS: &[(&[&str], &[&str])] = &[
    (&["string"], &["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema"]),
    (&["number", "integer"], &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", DIGITS]),
    (
        &["array"],
        &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "unevaluatedItems",
            "x-prefixItems",
            TUPLE,
        ],
    ),
    (
        &["object"],
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "x-unevaluatedProperties",
            UNEVALUATED,
            "discriminator",
            "x-patternProperties",
        ],
    ),
];

/// Rewrites `type`.
pub(super) fn rewrite(node: &mut Node<'_>) {
    quote_nulls(node);
    let names = match node.members.get("type") {
        Some(Value::String(name)) if name == "null" => vec![name.clone()],
        Some(Value::Array(names)) => match names.iter().map(|name| name.as_str().map(str::to_owned)).collect() {
            Some(names) => names,
            None => return,
        },
        _ => return,
    };
    let (nulls, mut types): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| name == "null");
    types.dedup();
    if types.iter().any(|name| name == "number") {
        types.retain(|name| name != "integer");
    }
    if !nulls.is_empty() {
        node.set("nullable", true);
    }
    match types.as_slice() {
        [] if nulls.is_empty() => drop(node.members.shift_remove("type")),
        [] => {
            node.members.shift_remove("type");
            node.set("enum", vec![Value::Null]);
        }
        [only] => node.set("type", only.as_str()),
        // A misspelt name is for the lint walk, which knows what was meant.
        several => match several.iter().find(|name| !TYPES.contains(&name.as_str())) {
            Some(unknown) => node.set("type", unknown.as_str()),
            None => split(node, several),
        },
    }
}

/// In YAML `null` is no string without quotes, and it is meant all the same.
fn quote_nulls(node: &mut Node<'_>) {
    let names = match node.members.get_mut("type") {
        Some(Value::Array(names)) => names.as_mut_slice(),
        Some(name) => std::slice::from_mut(name),
        None => return,
    };
    let mut is_changed = false;
    for name in names.iter_mut().filter(|name| name.is_null()) {
        *name = Value::from("null");
        is_changed = true;
    }
    if is_changed {
        node.note(NoteKind::Lenient, "type", "null without quotes is read as the type `null`");
    }
}

/// Makes a choice of the types, each with the keywords that are about it.
fn split(node: &mut Node<'_>, types: &[String]) {
    node.members.shift_remove("type");
    let values = node.members.get("enum").and_then(Value::as_array).cloned();
    let is_plain = values.is_none() && KEYWORDS.iter().all(|(_, keys)| keys.iter().all(|key| !has(node, key)));
    let has_choice = ["anyOf", "oneOf"].iter().any(|key| has(node, key));
    if is_plain && has_choice {
        return node.note(NoteKind::Unchecked, "type", "`type` beside a choice is not checked");
    }
    if is_plain && types.len() == TYPES.len() - 1 {
        return;
    }
    let arms: Vec<Value> = types.iter().filter_map(|name| arm(node.members, name, values.as_deref())).collect();
    for key in KEYWORDS.iter().flat_map(|(_, keys)| *keys).chain(&["enum", "format"]) {
        node.members.shift_remove(*key);
    }
    let choice = json!({ "anyOf": arms });
    match node.members.get_mut("allOf") {
        Some(Value::Array(all)) if has_choice => all.push(choice),
        _ if has_choice => node.set("allOf", vec![choice]),
        _ => node.set("anyOf", arms),
    }
}

fn has(node: &Node<'_>, key: &str) -> bool {
    node.members.contains_key(key)
}

/// The schema of one of the types; none when `enum` has no value of it.
fn arm(members: &Map<String, Value>, name: &str, values: Option<&[Value]>) -> Option<Value> {
    let mut arm = Map::from_iter([("type".to_owned(), Value::from(name))]);
    let own = KEYWORDS.iter().filter(|(types, _)| types.contains(&name)).flat_map(|(_, keys)| *keys);
    for key in own {
        arm.extend(members.get(*key).map(|value| ((*key).to_owned(), value.clone())));
    }
    if let Some(format) = members.get("format")
        && format.as_str().is_some_and(|format| formats::number(format).is_some())
            == matches!(name, "number" | "integer")
        && matches!(name, "string" | "number" | "integer")
    {
        arm.insert("format".to_owned(), format.clone());
    }
    if let Some(values) = values {
        let values: Vec<Value> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
        if values.is_empty() {
            return None;
        }
        arm.insert("enum".to_owned(), Value::Array(values));
    }
    Some(Value::Object(arm))
}

fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) => name == "boolean",
        Value::Number(number) => name == "number" || name == "integer" && !number.is_f64(),
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
    }
}
