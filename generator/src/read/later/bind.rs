//! Schemas that say what a `$dynamicRef` of another one leads to, as a page says of what its items are: each gets a copy of
//! its own, in which that is written out.
//!
//! It must not follow what no schema says more about: that is for `dynamic`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::Place;
use crate::read::lint::grammar::{DOCUMENT, SCHEMA};
use crate::read::lint::kind::visit_all;

/// Schemas that are copied for one that extends them.
const MAX_COPIES: usize = 64;

/// How often each of them is.
const MAX_OF_ONE: usize = 8;

/// Schemas of one document that extend others.
const MAX_EXTENDED: usize = 1_000;

/// Keywords that add nothing to what is extended.
const ALONE: &[&str] = &["$ref", "$defs", "$dynamicAnchor", "title", "description"];

/// What the names of `$dynamicAnchor`s stand for: what a `$ref` to it says.
type Anchors = BTreeMap<String, String>;

/// Writes out what is extended where a schema extends it.
pub(super) fn bind(document: &mut Value) {
    let mut found: Vec<(Place, Anchors)> = Vec::new();
    visit_all(document, &DOCUMENT, &mut Place::root(), &mut |value, kind, place| {
        if std::ptr::eq(kind, &raw const SCHEMA) {
            let anchors = anchors(value, place);
            found.extend((!anchors.is_empty()).then(|| (place.clone(), anchors)));
        }
    });
    let mut copies = 0;
    for (place, anchors) in found {
        let parts =
            document.pointer(&place.pointer).and_then(|schema| schema.get("allOf")?.as_array()).map_or(0, Vec::len);
        for part in (0..parts).map(|index| place.at("allOf").index(index)).chain([place.clone()]) {
            let Some(target) = document.pointer(&part.pointer).and_then(target) else { continue };
            let mut open = vec![place.pointer.clone()];
            let Some(copy) = copy(document, &target, &anchors, &mut open).filter(|_| copies < MAX_EXTENDED) else {
                continue;
            };
            copies += 1;
            if let Some(Value::Object(schema)) = document.pointer_mut(&part.pointer) {
                extend(schema, copy);
            }
        }
    }
}

/// The anchors of a schema and of those that it brings.
fn anchors(schema: &Value, place: &Place) -> Anchors {
    let mut anchors = Anchors::new();
    let mut take = |schema: &Value, place: &Place| {
        let Some(name) = schema.get("$dynamicAnchor").and_then(Value::as_str) else { return };
        let is_name = schema.as_object().is_some_and(|members| members.len() == 2);
        let other = schema.get("$ref").and_then(Value::as_str).filter(|to| is_name && to.starts_with("#/"));
        anchors.insert(name.to_owned(), other.map_or_else(|| format!("#{}", place.pointer), str::to_owned));
    };
    take(schema, place);
    for (key, inner) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        take(inner, &place.at("$defs").at(key));
    }
    anchors
}

/// The pointer that a schema refers to.
fn target(schema: &Value) -> Option<String> {
    schema.get("$ref")?.as_str()?.strip_prefix('#').filter(|pointer| pointer.starts_with('/')).map(str::to_owned)
}

/// A copy of a schema in which the anchors are followed; none if it asks for none of them.
fn copy(document: &Value, pointer: &str, anchors: &Anchors, open: &mut Vec<String>) -> Option<Value> {
    // A copy is looked through again where it was put, so that one that leads back to itself would never end.
    if open.len() > MAX_COPIES || open.iter().filter(|other| *other == pointer).count() == MAX_OF_ONE {
        return None;
    }
    let mut schema = document.pointer(pointer).filter(|schema| schema.get("$id").is_none())?.clone();
    open.push(pointer.to_owned());
    let (within, first) = (open.first().cloned().unwrap_or_default(), open.get(1).cloned().unwrap_or_default());
    let extending = document.pointer(&within).and_then(Value::as_object);
    let is_alone = extending.is_some_and(|members| members.keys().all(|key| ALONE.contains(&key.as_str())));
    let mut is_bound = false;
    if let Value::Object(members) = &mut schema {
        for key in ["$defs", "$anchor", "$dynamicAnchor"] {
            members.shift_remove(key);
        }
    }
    visit_all(&mut schema, &SCHEMA, &mut Place::root(), &mut |value, kind, _| {
        let Value::Object(members) = value else { return };
        if !std::ptr::eq(kind, &raw const SCHEMA) {
            return;
        }
        let name = members.get("$dynamicRef").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        if let Some(to) = name.and_then(|name| anchors.get(name))
            && !members.contains_key("$ref")
        {
            members.shift_remove("$dynamicRef");
            members.insert("$ref".to_owned(), Value::from(to.as_str()));
            is_bound = true;
        } else if is_alone
            && members.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) == Some(first.as_str())
        {
            // What contains itself contains what extends it.
            members.insert("$ref".to_owned(), Value::from(format!("#{within}")));
        } else if let Some(inner) = target(value).and_then(|target| copy(document, &target, anchors, open))
            && let Value::Object(members) = value
        {
            extend(members, inner);
            is_bound = true;
        }
    });
    is_bound.then_some(schema)
}

/// Puts a schema into the place of the `$ref`.
fn extend(schema: &mut Map<String, Value>, with: Value) {
    schema.shift_remove("$ref");
    match with {
        Value::Object(members) if schema.is_empty() => *schema = members,
        with => match schema.get_mut("allOf") {
            Some(Value::Array(all)) => all.insert(0, with),
            _ => drop(schema.insert("allOf".to_owned(), json!([with]))),
        },
    }
}
