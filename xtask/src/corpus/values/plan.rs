//! What is to be made: the places and types of a crate, and what the generator noted, as data between two processes.

use std::collections::BTreeMap;

use generator::{NoteKind, Output};
use serde::{Deserialize, Serialize};

/// The file that holds it, beside the program.
pub(in super::super) const FILE: &str = "values.json";

/// Everything that the making of values needs to know of the crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in super::super) struct Plan {
    pub(super) subjects: Vec<Subject>,
    pub(super) notes: Vec<Noted>,
}

/// A schema and its type.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Subject {
    /// Pointer to the schema in the one document.
    pub(super) pointer: String,
    /// The type in Rust.
    pub(super) path: String,
    /// Its number in the program.
    pub(super) number: usize,
    pub(super) travel: Travel,
    /// The cases of a union, and the schemas that became each.
    pub(super) variants: Vec<(String, Vec<String>)>,
}

/// Which members that travel one way a type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Travel {
    Sent,
    Received,
    Either,
}

/// A note of the generator about values.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Noted {
    /// Where it stands in the files.
    pub(super) place: (usize, String),
    pub(super) text: String,
}

/// Kinds of notes that say why a value does not come back.
const KINDS: &[NoteKind] = &[NoteKind::Untyped, NoteKind::Widened, NoteKind::Contradiction, NoteKind::Unchecked];

impl Plan {
    /// The plan for a crate; `number` gives the number of a type.
    pub(in super::super) fn of(output: &Output, mut number: impl FnMut(&str) -> usize) -> Self {
        let subject = |root: generator::Root| Subject {
            number: number(&root.path),
            pointer: root.place.pointer,
            path: root.path,
            travel: match root.travel {
                generator::Travel::Sent => Travel::Sent,
                generator::Travel::Received => Travel::Received,
                generator::Travel::Either => Travel::Either,
            },
            variants: root
                .variants
                .into_iter()
                .map(|variant| (variant.name, variant.places.into_iter().map(|place| place.pointer).collect()))
                .collect(),
        };
        let subjects = output.roots().into_iter().map(subject).collect();
        let notes = output.notes().iter().filter(|note| KINDS.contains(&note.kind)).map(|note| Noted {
            place: (note.place.source, note.place.pointer.clone()),
            text: format!("{}: {}", note.kind, note.text),
        });
        Self { subjects, notes: notes.collect() }
    }

    /// Which members the types of components have.
    pub(super) fn travels(&self) -> BTreeMap<String, Travel> {
        let mut travels = BTreeMap::new();
        for subject in self.subjects.iter().filter(|subject| subject.travel != Travel::Either) {
            travels.entry(subject.pointer.clone()).or_insert(subject.travel);
        }
        travels
    }
}
