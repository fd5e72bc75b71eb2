//! What is to be made: the places and types of a crate, and what the generator noted, as data between two processes.

use std::collections::BTreeMap;

use generator::{Note, NoteKind, Output, Part};
use serde::{Deserialize, Serialize};

use crate::corpus::harness::Types;

/// The file that holds it, beside the program.
pub(in super::super) const FILE: &str = "values.json";

/// Everything that the making of values needs to know of the crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in super::super) struct Plan {
    pub(super) subjects: Vec<Subject>,
    pub(super) calls: Vec<Call>,
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

/// A function that makes a call.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Call {
    /// Its number in the program.
    pub(super) number: usize,
    pub(super) method: String,
    /// The path in the description.
    pub(super) template: String,
    /// The function in Rust.
    pub(super) path: String,
    pub(super) arguments: Vec<Argument>,
}

/// Something that a call can be given.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Argument {
    /// `path`, `query`, `header`, `cookie` or `body`.
    pub(super) location: String,
    /// The name in the request, or the media type of the body.
    pub(super) wire: String,
    pub(super) required: bool,
    /// Whether it is sent as it is.
    pub(super) is_text: bool,
    /// Whether its numbers are doubles, which do not hold all integers.
    pub(super) is_float: bool,
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
    /// Whether it is about requests alone.
    pub(super) is_of_calls: bool,
}

/// Kinds of notes that say why a value does not come back.
const KINDS: &[NoteKind] = &[NoteKind::Untyped, NoteKind::Widened, NoteKind::Contradiction, NoteKind::Unchecked];

/// Kinds of notes that say why a request does not say its arguments.
const OF_CALLS: &[NoteKind] = &[NoteKind::Unsupported, NoteKind::Lenient];

impl Plan {
    /// The plan for a crate; `types` learns what the program must know.
    pub(in super::super) fn of(output: &Output, types: &mut Types) -> Self {
        let subject = |root: generator::Root| Subject {
            number: types.number(&root.path),
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
        let is_wanted = |note: &&Note| KINDS.contains(&note.kind) || OF_CALLS.contains(&note.kind);
        let notes = output.notes().iter().filter(is_wanted).map(|note| Noted {
            place: (note.place.source, note.place.pointer.clone()),
            text: format!("{}: {}", note.kind, note.text),
            is_of_calls: OF_CALLS.contains(&note.kind),
        });
        let notes = notes.collect();
        let calls = output.calls();
        for call in &calls {
            types.call(call);
        }
        let calls = calls.into_iter().enumerate().map(|(number, call)| Call {
            number,
            method: call.method,
            template: call.template,
            path: call.path,
            arguments: call.arguments.into_iter().map(argument).collect(),
        });
        Self { subjects, calls: calls.collect(), notes }
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

fn argument(argument: generator::Argument) -> Argument {
    let (location, wire) = match argument.part {
        Part::Path(name) => ("path", name),
        Part::Query(name) => ("query", name),
        Part::Header(name) => ("header", name),
        Part::Cookie(name) => ("cookie", name),
        Part::Body(media_type) => ("body", media_type),
    };
    Argument {
        location: location.to_owned(),
        wire,
        required: argument.required,
        is_float: argument.path.contains("f64"),
        is_text: location == "body" && !argument.borrowed && argument.path == "String",
    }
}
