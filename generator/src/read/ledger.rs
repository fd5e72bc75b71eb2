//! What a description says that the crate does not carry at all, and that no other stage has a word about.
//!
//! All of it is by design: it says nothing about types or calls. It must not repeat what lowering notes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::later::NOT_CARRIED;
use super::lint::grammar::{
    DOCUMENT, ENCODING, HEADER, INFO, MEDIA_TYPE, OPERATION, PARAMETER, PATH_ITEM, REQUEST_BODY, RESPONSE, SCHEMA,
    SECURITY_SCHEME, SERVER, SERVER_VARIABLE, TAG,
};
use super::lint::kind::{Grammar, Kind, visit_all};
use crate::media::{self, rank_form, rank_read, rank_sent};
use crate::{Note, NoteKind, Place};

/// A keyword of an object that is left out, and what becomes of what it says. Objects of 2.0 are meant by those of 3.0
/// that have their name.
type Entry = (&'static Kind, &'static str, NoteKind, &'static str);

const SHOWN: &str = "is not shown in the documentation";
const EXAMPLE: &str = "is not shown in the documentation; `cargo xtask corpus` reads and writes it";

const TOKEN: &str = "is not looked at: the caller brings the token";

const IDENTITY: &str = "names or explains the schema, and says nothing about its values";

static ENTRIES: &[Entry] = &[
    (&DOCUMENT, "externalDocs", NoteKind::LeftOut, SHOWN),
    (
        &DOCUMENT,
        "jsonSchemaDialect",
        NoteKind::LeftOut,
        "says nothing about types: schemas are read as those of OpenAPI",
    ),
    (&DOCUMENT, "$self", NoteKind::LeftOut, "is not looked at: `$ref`s are followed from where the file is"),
    (&INFO, "summary", NoteKind::LeftOut, SHOWN),
    (&INFO, "termsOfService", NoteKind::LeftOut, SHOWN),
    (&INFO, "contact", NoteKind::LeftOut, SHOWN),
    (&INFO, "license", NoteKind::LeftOut, SHOWN),
    (&TAG, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&SERVER, "description", NoteKind::LeftOut, SHOWN),
    (&SERVER_VARIABLE, "description", NoteKind::LeftOut, SHOWN),
    (&SERVER_VARIABLE, "enum", NoteKind::Unchecked, "is not checked: the default is taken"),
    (&PATH_ITEM, "summary", NoteKind::LeftOut, SHOWN),
    (&PATH_ITEM, "description", NoteKind::LeftOut, SHOWN),
    (&OPERATION, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&OPERATION, "schemes", NoteKind::LeftOut, "is not looked at: calls go to the server of the whole description"),
    (&PARAMETER, "example", NoteKind::LeftOut, SHOWN),
    (&PARAMETER, "examples", NoteKind::LeftOut, SHOWN),
    (&PARAMETER, "allowReserved", NoteKind::LeftOut, "does not matter: every value is percent-encoded"),
    (&PARAMETER, "allowEmptyValue", NoteKind::LeftOut, "does not matter: an empty value is sent as it is"),
    (&HEADER, "description", NoteKind::LeftOut, SHOWN),
    (&HEADER, "deprecated", NoteKind::LeftOut, SHOWN),
    (&HEADER, "required", NoteKind::Unchecked, "is not checked: a header may be missing"),
    (&HEADER, "style", NoteKind::LeftOut, "is not looked at: a header is read as text or as a list of texts"),
    (&HEADER, "explode", NoteKind::LeftOut, "is not looked at: a header is read as text or as a list of texts"),
    (&HEADER, "content", NoteKind::LeftOut, "is not looked at: a header is read as text or as a list of texts"),
    (&HEADER, "example", NoteKind::LeftOut, SHOWN),
    (&HEADER, "examples", NoteKind::LeftOut, SHOWN),
    (&MEDIA_TYPE, "example", NoteKind::LeftOut, EXAMPLE),
    (&MEDIA_TYPE, "examples", NoteKind::LeftOut, EXAMPLE),
    (&ENCODING, "allowReserved", NoteKind::LeftOut, "does not matter: every value is percent-encoded"),
    (&RESPONSE, "description", NoteKind::LeftOut, SHOWN),
    (&RESPONSE, "links", NoteKind::LeftOut, "becomes no function that follows it"),
    (
        &SCHEMA,
        "collectionFormat",
        NoteKind::Unsupported,
        "is not looked at: it says how a list in a parameter is written",
    ),
    (&SCHEMA, "$anchor", NoteKind::LeftOut, IDENTITY),
    (&SCHEMA, "$comment", NoteKind::LeftOut, IDENTITY),
    (&SCHEMA, "$id", NoteKind::LeftOut, IDENTITY),
    (&SCHEMA, "$schema", NoteKind::LeftOut, IDENTITY),
    (&SCHEMA, "$vocabulary", NoteKind::LeftOut, IDENTITY),
    (&SCHEMA, "example", NoteKind::LeftOut, EXAMPLE),
    (&SCHEMA, "examples", NoteKind::LeftOut, EXAMPLE),
    (&SCHEMA, "externalDocs", NoteKind::LeftOut, SHOWN),
    (&SCHEMA, "xml", NoteKind::LeftOut, "is not looked at: XML is read and written as text"),
    (&SCHEMA, "minProperties", NoteKind::Unchecked, "is a constraint that is not checked"),
    (&SCHEMA, "maxProperties", NoteKind::Unchecked, "is a constraint that is not checked"),
    (&SECURITY_SCHEME, "bearerFormat", NoteKind::LeftOut, TOKEN),
    (&SECURITY_SCHEME, "flows", NoteKind::LeftOut, TOKEN),
    (&SECURITY_SCHEME, "authorizationUrl", NoteKind::LeftOut, TOKEN),
    (&SECURITY_SCHEME, "tokenUrl", NoteKind::LeftOut, TOKEN),
    (&SECURITY_SCHEME, "scopes", NoteKind::LeftOut, TOKEN),
    (&SECURITY_SCHEME, "openIdConnectUrl", NoteKind::LeftOut, TOKEN),
];

/// What is left out of a document, in its order.
pub(super) fn left_out(document: &mut Value) -> Vec<Note> {
    let mut notes = Vec::new();
    let kind = Grammar::of(document).document;
    let is = |one: &Kind, other: &Kind| one.name == other.name;
    visit_all(document, kind, &mut Place::root(), &mut |value, kind, place| {
        let Value::Object(members) = value else { return };
        let later = NOT_CARRIED.iter().filter(|(.., note, _)| *note == NoteKind::LeftOut);
        for (_, key, note, text) in ENTRIES.iter().chain(later).filter(|(of, ..)| is(of, kind)) {
            if says_something(members.get(*key)) {
                notes.push(Note::new(*note, &place.at(key), format!("`{key}` {text}")));
            }
        }
        for (_, look) in LOOKS.iter().filter(|(of, _)| is(of, kind)) {
            look(members, place, &mut notes);
        }
    });
    unused(document, &mut notes);
    // A header of 2.0 is its own schema.
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert((note.place.clone(), note.text.clone())));
    notes
}

/// What a keyword alone does not tell.
type Look = fn(&Map<String, Value>, &Place, &mut Vec<Note>);

static LOOKS: &[(&Kind, Look)] = &[
    (&DOCUMENT, other_servers),
    (&DOCUMENT, other_schemes),
    (&DOCUMENT, scopes),
    (&DOCUMENT, other_types),
    (&PATH_ITEM, other_servers),
    (&OPERATION, other_servers),
    (&OPERATION, scopes),
    (&OPERATION, other_tags),
    (&OPERATION, other_types),
    (&OPERATION, incoming),
    (&REQUEST_BODY, body_docs),
    (&HEADER, header_facts),
    (&MEDIA_TYPE, texts),
    (&SCHEMA, titles),
    (&SCHEMA, closed),
];

fn says_something(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(_) => true,
    }
}

/// A function stands in the module of one tag.
fn other_tags(operation: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let tags = operation.get("tags").and_then(Value::as_array).into_iter().flatten();
    for (index, tag) in tags.enumerate().skip(1) {
        let text = format!("the function is in the module of the first tag, and not in that of {tag}");
        notes.push(Note::new(NoteKind::LeftOut, &place.at("tags").index(index), text));
    }
}

/// The elements of a list member.
fn list<'a>(members: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = (usize, &'a Value)> {
    members.get(key).and_then(Value::as_array).into_iter().flatten().enumerate()
}

/// Calls go to one server.
fn other_servers(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    for (index, _) in list(members, "servers").skip(1) {
        let text = "calls go to the first server, unless the client is given another one";
        notes.push(Note::new(NoteKind::LeftOut, &place.at("servers").index(index), text));
    }
}

/// Of the `schemes` of 2.0 the safe one makes the server.
fn other_schemes(document: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let has_tls = list(document, "schemes").any(|(_, scheme)| scheme == "https");
    let used = if has_tls { "https" } else { "http" };
    for (index, scheme) in list(document, "schemes").filter(|(_, scheme)| *scheme != used) {
        let text = format!("calls do not go by {scheme}, unless the client is given a server that does");
        notes.push(Note::new(NoteKind::LeftOut, &place.at("schemes").index(index), text));
    }
}

/// The caller brings a token that has them.
fn scopes(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    for (index, requirement) in list(members, "security") {
        let schemes = requirement.as_object().into_iter().flatten();
        for (name, scopes) in schemes {
            for (at, _) in scopes.as_array().into_iter().flatten().enumerate() {
                let text = "a scope is not looked at: the caller brings a token that has it";
                let place = place.at("security").index(index).at(name).index(at);
                notes.push(Note::new(NoteKind::LeftOut, &place, text));
            }
        }
    }
}

/// Of what the API calls itself, there are the types of the bodies alone.
fn incoming(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    if !is_incoming(place) {
        return;
    }
    for key in ["operationId", "responses"].into_iter().filter(|key| members.contains_key(*key)) {
        let text = format!("`{key}` is not looked at: the crate has the type of what the API sends");
        notes.push(Note::new(NoteKind::LeftOut, &place.at(key), text));
    }
}

/// The lists of media types of 2.0; in 3.0 lowering tells it.
fn other_types(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let is_form = list(members, "parameters").any(|(_, parameter)| parameter["in"] == "formData");
    let sent = if is_form { rank_form } else { rank_sent };
    for (key, rank) in [("consumes", sent as fn(&str) -> u8), ("produces", rank_read)] {
        let names: Vec<&str> = list(members, key).map(|(_, name)| name.as_str().unwrap_or_default()).collect();
        let taken = names.iter().enumerate().min_by_key(|(_, name)| rank(name)).map(|(index, _)| index);
        let others = names.iter().enumerate().filter(|(index, _)| Some(*index) != taken);
        notes.extend(others.map(|(index, name)| media::unused(name, &place.at(key).index(index))));
    }
}

/// Of what the API sends there is the type, whose documentation is its own.
fn body_docs(body: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    if is_incoming(place) && says_something(body.get("description")) {
        notes.push(Note::new(NoteKind::LeftOut, &place.at("description"), format!("`description` {SHOWN}")));
    }
}

/// Whether the API itself sends what stands at a place.
fn is_incoming(place: &Place) -> bool {
    place.pointer.starts_with("/webhooks/") || place.pointer.contains("/callbacks/")
}

/// What the schema of a header, which in 2.0 is the header itself, says beside the type.
fn header_facts(header: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    match header.get("schema") {
        Some(Value::Object(schema)) => unseen_facts(schema, &place.at("schema"), notes),
        _ if header.contains_key("type") => unseen_facts(header, place, notes),
        _ => {}
    }
}

fn unseen_facts(schema: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    for (key, value) in schema {
        let is_count = ["min", "max", "exclusive"].iter().any(|start| key.starts_with(start));
        let (kind, text) = match (key.as_str(), value) {
            ("items", Value::Object(items)) => {
                unseen_facts(items, &place.at(key), notes);
                continue;
            }
            ("default", _) => (NoteKind::LeftOut, "is not looked at: a header that is missing is none"),
            ("title" | "description" | "deprecated", _) => (NoteKind::LeftOut, SHOWN),
            ("pattern" | "multipleOf" | "uniqueItems", _) => (NoteKind::Unchecked, "is not checked"),
            _ if is_count => (NoteKind::Unchecked, "is not checked"),
            _ => continue,
        };
        notes.push(Note::new(kind, &place.at(key), format!("`{key}` {text}")));
    }
}

/// What is no JSON and no form is read as text or bytes.
fn texts(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let media_type = place.pointer.rsplit('/').next().unwrap_or_default();
    if media_type.starts_with("text~1") && members.contains_key("schema") {
        let text = "`schema` is not looked at: the body is read and written as text";
        notes.push(Note::new(NoteKind::LeftOut, &place.at("schema"), text));
    }
}

/// A title gives way to the description, and elements of a simple type have no documentation of their own.
fn titles(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let simple = ["string", "number", "integer", "boolean"];
    let is_simple = members.get("type").and_then(Value::as_str).is_some_and(|name| simple.contains(&name));
    let is_element = place.pointer.ends_with("/items") || place.pointer.ends_with("/additionalProperties");
    let hides_all = is_element && is_simple && !members.contains_key("enum");
    let hidden: &[&str] = match members.contains_key("description") {
        _ if hides_all => &["title", "description"],
        true => &["title"],
        false => &[],
    };
    for key in hidden.iter().filter(|key| says_something(members.get(**key))) {
        notes.push(Note::new(NoteKind::LeftOut, &place.at(key), format!("`{key}` {SHOWN}")));
    }
}

/// Servers add members, and they are passed over.
fn closed(members: &Map<String, Value>, place: &Place, notes: &mut Vec<Note>) {
    let is_closed = |key: &&&str| members.get(**key) == Some(&Value::Bool(false));
    for key in ["additionalProperties", "unevaluatedProperties"].iter().filter(is_closed) {
        let text = "other members are not refused but passed over";
        notes.push(Note::new(NoteKind::Unchecked, &place.at(key), text));
    }
}

/// The sections of components of which only those count that something refers to.
const SECTIONS: &[&str] = &["responses", "parameters", "examples", "requestBodies", "headers", "links", "pathItems"];

/// Components and tags that nothing refers to.
fn unused(document: &Value, notes: &mut Vec<Note>) {
    let mut used = BTreeSet::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                used.extend(members.get("$ref").and_then(Value::as_str));
                open.extend(members.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    let root = Place::root();
    let sections = SECTIONS.iter().map(|section| root.at("components").at(section));
    // In 2.0 they stand at the top.
    for place in sections.chain(["parameters", "responses"].map(|section| root.at(section))) {
        let names = document.pointer(&place.pointer).and_then(Value::as_object).into_iter().flatten();
        for place in names.map(|(name, _)| place.at(name)) {
            let target = format!("#{}", place.pointer);
            let mut found = used.range(target.as_str()..).map_while(|used| used.strip_prefix(target.as_str()));
            if !found.any(|rest| rest.is_empty() || rest.starts_with('/')) {
                notes.push(Note::new(NoteKind::LeftOut, &place, "nothing refers to it"));
            }
        }
    }
    let operations = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = operations.filter_map(|(_, item)| item.as_object()).flatten();
    let named: BTreeSet<&str> = operations
        .filter_map(|(_, operation)| operation.get("tags")?.as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (index, tag) in document.as_object().into_iter().flat_map(|document| list(document, "tags")) {
        if tag.get("name").and_then(Value::as_str).is_some_and(|name| !named.contains(name)) {
            let place = Place::root().at("tags").index(index);
            notes.push(Note::new(NoteKind::LeftOut, &place, "no operation has this tag"));
        }
    }
}
