//! Puts path items in the place of the `$ref`s that stand for them: the typed model would drop what is beside.
//!
//! It must not look into the items.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::NoteKind;

/// `$ref`s that may follow each other.
const MAX_STEPS: usize = 16;

/// Replaces each local `$ref` among the paths by a copy of what it leads to; members beside it win over the copy's.
pub(super) fn inline(walk: &mut Walk, document: &mut Value) {
    let Some(Value::Object(paths)) = document.get("paths") else { return park(document) };
    let items: Vec<_> =
        paths.iter().filter(|(_, item)| item.get("$ref").is_some()).map(|(path, _)| path.clone()).collect();
    let mut copies = Vec::new();
    for path in items {
        let copy = walk.below("paths", |walk| walk.below(&path, |walk| copy(walk, document, &path)));
        copies.push((path, copy));
    }
    for (path, copy) in copies {
        if let Some(item) = document.get_mut("paths").and_then(|paths| paths.get_mut(&path)) {
            *item = Value::Object(copy);
        }
    }
    park(document);
}

/// The path items of OpenAPI 3.1 that paths refer to have been copied by now; no client is made of others.
fn park(document: &mut Value) {
    if let Some(Value::Object(components)) = document.get_mut("components")
        && let Some(items) = components.shift_remove("pathItems")
    {
        components.insert("x-pathItems".to_owned(), items);
    }
}

fn copy(walk: &mut Walk, document: &Value, path: &str) -> Map<String, Value> {
    let mut item = document["paths"][path].as_object().cloned().unwrap_or_default();
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
