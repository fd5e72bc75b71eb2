//! What a description says that the crate does not carry at all, and that no other stage has a word about.
//!
//! All of it is by design: it says nothing about types or calls. It must not repeat what lowering notes.

use serde_json::{Map, Value};

use super::lint::grammar::{
    DOCUMENT, ENCODING, HEADER, INFO, MEDIA_TYPE, OPERATION, PARAMETER, RESPONSE, SCHEMA, SECURITY_SCHEME, TAG,
};
use super::lint::kind::{Grammar, Kind, visit_all};
use crate::{Note, NoteKind, Place};

/// A keyword of an object that is left out, and what becomes of what it says.
type Entry = (&'static Kind, &'static str, NoteKind, &'static str);

const SHOWN: &str = "is not shown in the documentation";
const EXAMPLE: &str = "is not shown in the documentation; `cargo xtask corpus` reads and writes it";

static ENTRIES: &[Entry] = &[
    (&DOCUMENT, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&INFO, "termsOfService", NoteKind::LeftOut, SHOWN),
    (&INFO, "contact", NoteKind::LeftOut, SHOWN),
    (&INFO, "license", NoteKind::LeftOut, SHOWN),
    (&TAG, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&OPERATION, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&PARAMETER, "example", NoteKind::LeftOut, SHOWN),
    (&PARAMETER, "examples", NoteKind::LeftOut, SHOWN),
    (&PARAMETER, "allowReserved", NoteKind::LeftOut, "does not matter: every value is percent-encoded"),
    (&PARAMETER, "allowEmptyValue", NoteKind::LeftOut, "does not matter: an empty value is sent as it is"),
    (&HEADER, "example", NoteKind::LeftOut, SHOWN),
    (&HEADER, "examples", NoteKind::LeftOut, SHOWN),
    (&MEDIA_TYPE, "example", NoteKind::LeftOut, EXAMPLE),
    (&MEDIA_TYPE, "examples", NoteKind::LeftOut, EXAMPLE),
    (&ENCODING, "allowReserved", NoteKind::LeftOut, "does not matter: every value is percent-encoded"),
    (&RESPONSE, "links", NoteKind::LeftOut, "becomes no function that follows it"),
    (&SCHEMA, "example", NoteKind::LeftOut, EXAMPLE),
    (&SCHEMA, "examples", NoteKind::LeftOut, EXAMPLE),
    (&SCHEMA, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&SCHEMA, "xml", NoteKind::LeftOut, "is not looked at: XML is read and written as text"),
    (&SCHEMA, "minProperties", NoteKind::Unchecked, "is a constraint that is not checked"),
    (&SCHEMA, "maxProperties", NoteKind::Unchecked, "is a constraint that is not checked"),
    (&SECURITY_SCHEME, "flows", NoteKind::LeftOut, "is not looked at: the caller brings the token"),
    (&SECURITY_SCHEME, "openIdConnectUrl", NoteKind::LeftOut, "is not looked at: the caller brings the token"),
];

/// What is left out of a document, in its order.
pub(super) fn left_out(document: &mut Value) -> Vec<Note> {
    let mut notes = Vec::new();
    let kind = Grammar::of(document).document;
    visit_all(document, kind, &mut Place::root(), &mut |value, kind, place| {
        let Value::Object(members) = value else { return };
        for (_, key, note, text) in ENTRIES.iter().filter(|(of, ..)| std::ptr::eq(*of, kind)) {
            if says_something(members.get(*key)) {
                notes.push(Note::new(*note, &place.at(key), format!("`{key}` {text}")));
            }
        }
        if std::ptr::eq(kind, &raw const OPERATION) {
            other_tags(members, place, &mut notes);
        }
    });
    notes
}

fn says_something(value: Option<&Value>) -> bool {
    !matches!(value, None | Some(Value::Bool(false)))
}

/// A function stands in the module of one tag.
fn other_tags(operation: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
    for (index, tag) in tags.enumerate().skip(1) {
        let text = format!("the function is in the module of the first tag, and not in that of {tag}");
        notes.push(Note::new(NoteKind::LeftOut, &place.at("tags").index(index), text));
    }
}
