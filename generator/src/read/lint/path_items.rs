//! Puts path items in the place of the `$ref`s that stand for them: the typed model would drop what is beside.
//!
//! It must not look into the items.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::read::later::WEBHOOKS;
use crate::{Note, NoteKind, Place};

/// `$ref`s that may follow each other.
const MAX_STEPS: usize = 16;

/// Where path items stand that may be `$ref`s.
const CONTAINERS: &[&str] = &["/paths", "/components/callbacks/x-webhooks"];

/// Replaces each local `$ref` among the paths, webhooks and callbacks by a copy of what it leads to; members beside it win
/// over the copy's.
pub(super) fn inline(walk: &mut Walk, document: &mut Value) {
    for container in CONTAINERS {
        inline_in(walk, document, container);
    }
    for callback in callbacks(document) {
        inline_in(walk, document, &callback.pointer);
        park_callbacks(walk, document, &callback);
    }
    park(document);
}

fn inline_in(walk: &mut Walk, document: &mut Value, container: &str) {
    let Some(Value::Object(items)) = document.pointer(container) else { return };
    let is_extension = |key: &str| key.starts_with("x-") && !container.ends_with(WEBHOOKS);
    let references = items.iter().filter(|(key, item)| item.get("$ref").is_some() && !is_extension(key));
    let references: Vec<_> = references.map(|(key, item)| (key.clone(), item.as_object().cloned())).collect();
    let start = std::mem::replace(&mut walk.place.pointer, container.to_owned());
    let mut copies = Vec::new();
    for (key, item) in references {
        let copy = walk.below(&key, |walk| copy(walk, document, item.unwrap_or_default()));
        copies.push((key, copy));
    }
    walk.place.pointer = start;
    for (key, copy) in copies {
        if let Some(item) = document.pointer_mut(container).and_then(|items| items.get_mut(&key)) {
            *item = Value::Object(copy);
        }
    }
}

/// The callbacks of operations, and those with names.
fn callbacks(document: &Value) -> Vec<Place> {
    let mut places = vec![Place::root().at("components").at("callbacks")];
    for (path, item) in members(document.get("paths")) {
        let place = Place::root().at("paths").at(path);
        places.extend(members(Some(item)).map(|(method, _)| place.at(method).at("callbacks")));
    }
    let below = |place: &Place| members(place.find(document)).map(|(name, _)| place.at(name)).collect::<Vec<_>>();
    places.iter().flat_map(below).collect()
}

/// What the API calls back may have callbacks itself, even itself again: no type is made of these.
fn park_callbacks(walk: &mut Walk, document: &mut Value, callback: &Place) {
    let Some(Value::Object(items)) = document.pointer_mut(&callback.pointer) else { return };
    for (key, item) in items {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if members(operation.get("callbacks")).next().is_none() {
                continue;
            }
            let place = callback.at(key).at(method).at("callbacks");
            let text = "no type is made of the callbacks of a callback or webhook";
            walk.notes.push(Note::new(NoteKind::Unsupported, &place, text));
            if let Value::Object(operation) = operation {
                let parked = operation.shift_remove("callbacks").unwrap_or_default();
                operation.insert("x-callbacks".to_owned(), parked);
            }
        }
    }
}

/// The members of an object; none of anything else.
fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// The path items of OpenAPI 3.1 that paths refer to have been copied by now; no client is made of others.
fn park(document: &mut Value) {
    if let Some(Value::Object(components)) = document.get_mut("components")
        && let Some(items) = components.shift_remove("pathItems")
    {
        components.insert("x-pathItems".to_owned(), items);
    }
}

fn copy(walk: &mut Walk, document: &Value, mut item: Map<String, Value>) -> Map<String, Value> {
    for _ in 0..MAX_STEPS {
        let Some(target) = item.shift_remove("$ref") else { return item };
        match find(document, &target) {
            Ok(found) => {
                walk.note(
                    NoteKind::Lenient,
                    format!("the path item is a copy of `{}`", target.as_str().unwrap_or_default()),
                );
                for (key, value) in found {
                    item.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
            Err(message) => {
                walk.below("$ref", |walk| walk.error(message).help = Some("write the path item out".to_owned()));
                return item;
            }
        }
    }
    item.shift_remove("$ref");
    walk.below("$ref", |walk| {
        walk.error("`$ref` leads back to itself").help = Some("write the path item out".to_owned());
    });
    item
}

fn find<'a>(document: &'a Value, target: &Value) -> Result<&'a Map<String, Value>, String> {
    let Some(text) = target.as_str() else { return Err("`$ref` must be a string".to_owned()) };
    let Some(pointer) = text.strip_prefix('#') else {
        return Err(format!("`{text}` is in another file, which cannot be referred to from here"));
    };
    match document.pointer(pointer) {
        Some(Value::Object(item)) => Ok(item),
        Some(_) => Err(format!("`{text}` is no path item")),
        None => Err(format!("`{text}` does not exist")),
    }
}
