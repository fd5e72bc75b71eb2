//! OpenAPI 2.0, which was called Swagger, in the shape of 3.0: the same objects at other places and in other words.
//!
//! It must not look into data. Problems are found before anything moves, so that messages speak of what the user wrote.

mod body;
mod document;
mod parameter;
mod response;
mod schema;

pub(super) use parameter::take_schema;
use serde_json::{Map, Value};

use super::hoist::hoist;
use super::lint::{self, grammar_swagger::SWAGGER};
use super::origin::{Moved, Origins};
use crate::{Diagnostics, Note, NoteKind, Place};

/// What operations send and take when nothing says it.
const JSON: &str = "application/json";

/// Rewrites a description in OpenAPI 2.0, and gives what got lost; `moved` learns what stands elsewhere now.
///
/// # Errors
///
/// All problems of the description.
pub(super) fn rewrite(document: &mut Value, moved: &mut Moved) -> Result<Vec<Note>, Diagnostics> {
    schema::rewrite_all(document);
    moved.push(hoist(document, &SWAGGER, document::shared_schemas(document)));
    let found = lint::check(document, &SWAGGER).map_err(|problems| moved.back(problems))?;
    let mut notes = moved.notes_back(found);
    let mut rewriting = Rewriting::new(document);
    rewriting.document(document);
    notes.extend(moved.notes_back(rewriting.notes));
    moved.push(rewriting.origins);
    Ok(notes)
}

/// The request body that parameters in `body` and `formData` mean, each with its place.
pub(super) fn body(parameters: Vec<(Value, Place)>, notes: &mut Vec<Note>) -> Option<Value> {
    let mut rewriting = Rewriting::new(&Value::Null);
    let body = rewriting.body(parameters, &[], &Place::root());
    notes.append(&mut rewriting.notes);
    body
}

/// What is known while a document is rewritten.
struct Rewriting {
    /// The parameters and responses that operations refer to by name.
    parameters: Map<String, Value>,
    responses: Map<String, Value>,
    /// The media types of operations that do not say their own.
    consumes: Vec<String>,
    produces: Vec<String>,
    /// Where things stood, by where they stand now.
    origins: Origins,
    /// Their places are those before anything moved.
    notes: Vec<Note>,
}

impl Rewriting {
    fn new(document: &Value) -> Self {
        let section = |key: &str| document.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
        Self {
            parameters: section("parameters"),
            responses: section("responses"),
            consumes: media_types(document.get("consumes")).unwrap_or_default(),
            produces: media_types(document.get("produces")).unwrap_or_default(),
            origins: Origins::default(),
            notes: Vec::new(),
        }
    }

    fn moved(&mut self, new: &Place, old: &Place) {
        self.origins.insert(&new.pointer, old.clone());
    }

    fn note(&mut self, kind: NoteKind, place: &Place, text: impl Into<String>) {
        self.notes.push(Note::new(kind, place, text));
    }
}

/// The media types of a list that has any.
fn media_types(list: Option<&Value>) -> Option<Vec<String>> {
    let list: Vec<String> = list?.as_array()?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    Some(list).filter(|list| !list.is_empty())
}

/// The object that a `$ref` leads to in a section, and its place; the object itself when it is no `$ref`.
fn follow(section: &str, entries: &Map<String, Value>, object: &Value, place: &Place) -> (Value, Place) {
    let mut found = (object.clone(), place.clone());
    for _ in 0..=entries.len() {
        let Some(target) = found.0.get("$ref").and_then(Value::as_str) else { break };
        let name = target.rsplit('/').next().unwrap_or_default().replace("~1", "/").replace("~0", "~");
        let Some(value) = entries.get(&name) else { break };
        found = (value.clone(), Place::root().at(section).at(&name));
    }
    found
}
