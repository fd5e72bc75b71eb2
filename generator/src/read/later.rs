//! OpenAPI 3.1 and 3.2 in the shape of 3.0: what they say in another way is rewritten, what 3.0 cannot say is parked in
//! an `x-` key, and named in a note where a type could have said it.
//!
//! It must not look into data, and not at anything that was the same in 3.0.

mod bind;
mod dynamic;
mod lists;
mod marks;
mod objects;
mod schema;
mod types;

use serde_json::{Map, Value};

pub(super) use dynamic::follow as follow_dynamic;
pub(super) use objects::{NOT_CARRIED, WEBHOOKS};

use super::lint::grammar::{COMPONENTS, DOCUMENT, INFO, LICENSE, OPERATION, PATH_ITEM, SCHEMA};
use super::lint::kind::{Kind, visit_all};
use crate::{Note, NoteKind, Place};

/// The members of an object on its way to 3.0.
struct Node<'a> {
    members: &'a mut Map<String, Value>,
    place: &'a Place,
    notes: &'a mut Vec<Note>,
}

/// Rewrites a description in OpenAPI 3.1 or 3.2, and gives what got lost.
pub(super) fn rewrite(document: &mut Value) -> Vec<Note> {
    let mut notes = Vec::new();
    visit_all(document, &DOCUMENT, &mut Place::root(), &mut |value, kind, place| {
        let is = |other: &'static Kind| std::ptr::eq(kind, other);
        if is(&SCHEMA) {
            schema::spell_out(value);
        }
        let Value::Object(members) = value else { return };
        let mut node = Node { members, place, notes: &mut notes };
        objects::not_carried(&mut node, kind);
        if is(&SCHEMA) {
            schema::rewrite(&mut node);
        } else if is(&DOCUMENT) {
            objects::document(&mut node);
        } else if is(&COMPONENTS) {
            objects::components(&mut node);
        } else if is(&PATH_ITEM) {
            objects::path_item(&mut node);
        } else if is(&OPERATION) {
            objects::operation(&mut node);
        } else if is(&INFO) {
            node.park("summary");
        } else if is(&LICENSE) {
            node.park("identifier");
        }
    });
    notes
}

/// Rewrites what a schema says about its type, its values and their limits, wherever it stands.
pub(super) fn mend(members: &mut Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    schema::mend(&mut Node { members, place, notes });
}

impl Node<'_> {
    /// Adds a note at the member `key`.
    fn note(&mut self, kind: NoteKind, key: &str, text: impl Into<String>) {
        self.notes.push(Note::new(kind, &self.place.at(key), text));
    }

    /// Keeps a member under a name that the typed model leaves alone. Gives whether it was there.
    fn park(&mut self, key: &str) -> bool {
        let Some(value) = self.members.shift_remove(key) else { return false };
        self.members.insert(format!("x-{}", key.trim_start_matches('$')), value);
        true
    }

    /// Keeps a member that 3.0 cannot say, and tells it.
    fn park_with(&mut self, kind: NoteKind, key: &str, note: &str) {
        if self.park(key) {
            self.note(kind, key, format!("`{key}` {note}"));
        }
    }

    fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.members.insert(key.to_owned(), value.into());
    }
}
