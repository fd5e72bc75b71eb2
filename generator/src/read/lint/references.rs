//! Takes each `$ref` when the walk meets it, and checks them all when the walk is over.
//!
//! It must not follow a `$ref` for the sake of what stands there: that is for lowering.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::grammar::SCHEMA;
use super::kind::{Grammar, Kind};
use super::walk::{Reference, Walk};
use crate::read::words;
use crate::{Diagnostic, Note, NoteKind, Place};

/// Members beside a `$ref` that say something about its use, not about what it refers to.
const REMARKS: &[&str] = &["description", "summary", "title", "example", "examples", "deprecated", "externalDocs"];

/// `$ref`s that are followed to find a circle; of a longer one lowering makes a note.
const MAX_STEPS: usize = 64;

/// Takes note of a `$ref` that stands for the whole of `value`.
///
/// Beside the `$ref` of a schema other keywords may stand, which the typed model would drop: it moves into an `allOf`,
/// so that the object is a schema like others. Gives whether there is nothing more to check.
pub(super) fn take(walk: &mut Walk, value: &mut Value, kind: &'static Kind) -> bool {
    let Value::Object(members) = value else { return false };
    if kind.others.is_some() && !kind.reference {
        return false;
    }
    let Some(target) = members.get_mut("$ref") else { return false };
    let Value::String(target) = target else {
        let message = format!("`$ref` must be a string, not {}", words::found(target));
        walk.below("$ref", |walk| walk.error(message).help = None);
        return true;
    };
    if !kind.reference {
        let message = format!("{} cannot be a `$ref`", kind.name);
        walk.below("$ref", |walk| walk.error(message).help = Some("write it out in its place".to_owned()));
        return true;
    }
    if let Some(plain) = percent_decoded(target) {
        *target = plain;
    }
    let target = target.clone();
    if members.len() > 1 && std::ptr::eq(kind, &raw const SCHEMA) {
        return wrap(walk, members);
    }
    let ignored: Vec<_> = members
        .keys()
        .filter(|key| *key != "$ref" && !key.starts_with("x-") && !REMARKS.contains(&key.as_str()))
        .collect();
    for key in ignored {
        walk.below(key, |walk| walk.note(NoteKind::Ignored, format!("`{key}` stands beside `$ref` and is ignored")));
    }
    walk.references.push(Reference { node: walk.place.clone(), target, kind });
    true
}

/// Turns `{ $ref, …others }` into `{ allOf: [{ $ref }], …others }`; the walk goes on with the result.
fn wrap(walk: &mut Walk, members: &mut Map<String, Value>) -> bool {
    drop_wrong(walk, members);
    let beside: Vec<_> =
        members.keys().filter(|key| *key != "$ref" && !key.starts_with("x-")).map(String::as_str).collect();
    if beside.iter().any(|key| !REMARKS.contains(key)) {
        let text =
            format!("what stands beside `$ref` is honoured, as OpenAPI 3.1 says: {}", words::list(&beside, "and"));
        walk.note(NoteKind::Lenient, text);
    }
    let Some(target) = members.shift_remove("$ref") else { return false };
    let reference = Value::Object(Map::from_iter([("$ref".to_owned(), target)]));
    match members.get_mut("allOf") {
        Some(Value::Array(all)) => all.insert(0, reference),
        _ => {
            members.shift_insert(0, "allOf".to_owned(), Value::Array(vec![reference]));
        }
    }
    false
}

/// Removes what is wrong beside a `$ref`: OpenAPI 3.0 ignores all that stands there, so it was never looked at.
fn drop_wrong(walk: &mut Walk, members: &mut Map<String, Value>) {
    members.retain(|key, value| {
        let Some(field) = SCHEMA.field(key).filter(|_| !REMARKS.contains(&key.as_str())) else { return true };
        let Some(problem) = walk.problem(key, value, field) else { return true };
        let text = format!("{}; `{key}` stands beside `$ref` and is ignored", problem.message);
        walk.below(key, |walk| walk.note(NoteKind::Ignored, text));
        false
    });
}

/// Checks that each `$ref` leads to an object of its kind in `document`.
///
/// What stands outside the grammar, such as below `definitions`, is walked when the first `$ref` leads there.
pub(super) fn check(walk: &mut Walk, document: &mut Value) {
    let mut walked = BTreeSet::new();
    // What many of them lead to: objects that are there, of the right kind, and no `$ref` themselves.
    let mut sound: BTreeMap<String, &'static Kind> = BTreeMap::new();
    let mut next = 0;
    while next < walk.references.len() {
        let Reference { node, target, kind } = &walk.references[next];
        if sound.get(target).is_some_and(|known| std::ptr::eq(*known, *kind)) {
            next += 1;
            continue;
        }
        let (node, kind, target) = (node.clone(), *kind, target.clone());
        let place = node.at("$ref");
        next += 1;
        if let Some(other) = in_other_case(document, &target) {
            walk.notes.push(Note::new(NoteKind::Lenient, &place, format!("`{target}` is read as `{other}`")));
            if let Some(there) = document.pointer_mut(&place.pointer) {
                *there = Value::String(other.clone());
            }
            walk.references.push(Reference { node, target: other, kind });
            continue;
        }
        match pointer(walk.grammar, &place, &target).and_then(|pointer| resolve(&place, document, pointer)) {
            Err(problem) => do_without(walk, document, (&node, kind), problem),
            Ok(pointer) => match walk.grammar.kind_at(pointer) {
                Some(there) if std::ptr::eq(there, kind) => {
                    if step(document, pointer).is_some() {
                        walk.problems.extend(circle(document, next - 1, walk));
                    } else {
                        sound.insert(target, kind);
                    }
                }
                Some(there) => {
                    let message = format!("`{target}` is {}, but {} must stand here", there.name, kind.name);
                    if !take_content(walk, document, (&node, kind), pointer) {
                        do_without(walk, document, (&node, kind), Diagnostic::new(&place, message));
                    }
                }
                None if walked.insert(pointer.to_owned()) => {
                    if let Some(value) = document.pointer_mut(pointer) {
                        walk.place = Place { source: place.source, pointer: pointer.to_owned() };
                        walk.node(value, kind);
                    }
                }
                None => {}
            },
        }
    }
}

/// The only target whose last part differs from that of a `$ref` in case alone, when the `$ref` leads nowhere.
fn in_other_case(document: &Value, target: &str) -> Option<String> {
    let (parent, wanted) = target.strip_prefix('#')?.rsplit_once('/')?;
    let siblings = document.pointer(parent)?.as_object()?;
    if siblings.contains_key(wanted) {
        return None;
    }
    let mut others = siblings.keys().filter(|key| key.eq_ignore_ascii_case(wanted));
    match (others.next(), others.next()) {
        (Some(only), None) => Some(format!("#{parent}/{only}")),
        _ => None,
    }
}

/// A `$ref` that leads nowhere leaves the values open that a schema or a response would describe, and takes no more than
/// an example or a link away. Without any other object the requests would be wrong.
fn do_without(walk: &mut Walk, document: &mut Value, (node, kind): (&Place, &'static Kind), problem: Diagnostic) {
    let (value, note_kind, meaning) = match kind.name {
        "a schema" => (json!({}), NoteKind::Untyped, "any value may stand here"),
        "a response" if kind.field("content").is_some() => (
            json!({ "description": "", "content": { "application/json": { "schema": {} } } }),
            NoteKind::Untyped,
            "the response may be any JSON",
        ),
        "a response" => (json!({ "description": "", "schema": {} }), NoteKind::Untyped, "the response may be any JSON"),
        "an example" => (json!({}), NoteKind::Ignored, "there is no such example"),
        "a header" => (json!({ "schema": { "type": "string" } }), NoteKind::Untyped, "the header is read as a string"),
        "a link" => (json!({ "operationId": "" }), NoteKind::Ignored, "the link is ignored"),
        _ => return walk.problems.push(problem),
    };
    let Some(there) = document.pointer_mut(&node.pointer) else { return walk.problems.push(problem) };
    *there = value;
    let help = problem.help.map(|help| format!(" ({help})")).unwrap_or_default();
    walk.notes.push(Note::new(note_kind, &problem.place, format!("{}{help}; {meaning}", problem.message)));
}

/// Takes what is meant by a `$ref` to another kind: a request body and a response hold the same, and where a response
/// must stand, a schema is the one of its body, and the other way round.
fn take_content(walk: &mut Walk, document: &mut Value, (node, kind): (&Place, &'static Kind), pointer: &str) -> bool {
    let there = walk.grammar.kind_at(pointer).map(|kind| kind.name).unwrap_or_default();
    let content = document.pointer(pointer).and_then(|body| body.get("content")).cloned();
    let schema = json!({ "schema": { "$ref": format!("#{pointer}") } });
    let meant = match (kind.name, there, content) {
        ("a response", "a request body", Some(content)) | ("a request body", "a response", Some(content)) => {
            json!({ "content": content })
        }
        ("a schema", "a response", Some(content)) => match schema_of(&content) {
            Some(schema) => schema,
            None => return false,
        },
        ("a response", "a schema", _) if kind.field("schema").is_some() => schema,
        ("a response", "a schema", _) => json!({ "content": { "application/json": schema } }),
        _ => return false,
    };
    let Some(value) = document.pointer_mut(&node.pointer) else { return false };
    *value = meant;
    walk.place = node.clone();
    let taken = match kind.name {
        "a schema" => "whose schema is taken".to_owned(),
        other => format!("which is taken for the content of {other}"),
    };
    walk.note(NoteKind::Lenient, format!("`#{pointer}` is {there}, {taken}"));
    walk.node(value, kind);
    true
}

/// The schema of the first body, unless a response stands in the place of a schema there too, which could go on for ever.
fn schema_of(content: &Value) -> Option<Value> {
    let schema = content.as_object()?.values().next()?.get("schema")?;
    (!schema.to_string().contains("/responses/")).then(|| schema.clone())
}

/// The JSON pointer of a `$ref` into this document.
fn pointer<'a>(grammar: &Grammar, place: &Place, target: &'a str) -> Result<&'a str, Diagnostic> {
    let schemas = grammar.section(&SCHEMA).unwrap_or_default();
    match target.strip_prefix('#') {
        Some(pointer) if pointer.is_empty() || pointer.starts_with('/') => Ok(pointer),
        Some(_) => Err(Diagnostic::new(place, format!("`{target}` is not a JSON pointer"))
            .help(format!("write the path from the root, such as `#{schemas}/Token`"))),
        None => {
            Err(Diagnostic::new(place, format!("`{target}` is in another file, which cannot be referred to from here"))
                .help(format!(
                    "write what it refers to into the description, and refer to it, such as `#{schemas}/Token`"
                )))
        }
    }
}

/// Checks that something stands at a pointer, and tells what is nearest when nothing does.
fn resolve<'a>(place: &Place, document: &Value, pointer: &'a str) -> Result<&'a str, Diagnostic> {
    if document.pointer(pointer).is_some() {
        return Ok(pointer);
    }
    let problem = Diagnostic::new(place, format!("`#{pointer}` does not exist"));
    let parents = pointer.match_indices('/').map(|(at, _)| at).collect::<Vec<_>>();
    let deepest = parents.iter().rev().find_map(|at| Some((*at, document.pointer(&pointer[..*at])?)));
    let Some((at, Value::Object(siblings))) = deepest else { return Err(problem) };
    let missing = pointer[at + 1..].split('/').next().unwrap_or_default();
    let rest = &pointer[at + 1 + missing.len()..];
    let wanted = missing.replace("~1", "/").replace("~0", "~");
    Err(match words::nearest(&wanted, siblings.keys().map(String::as_str)) {
        Some(near) => {
            let near = near.replace('~', "~0").replace('/', "~1");
            problem.help(format!("did you mean `#{}/{near}{rest}`?", &pointer[..at]))
        }
        None if at == 0 => problem.help(format!("the description has no `{wanted}`")),
        None => problem.help(format!("there is no `{wanted}` in `#{}`", &pointer[..at])),
    })
}

/// Follows a `$ref` as long as it leads to nothing but another one. A circle is reported once, at its first place.
fn circle(document: &Value, reference: usize, walk: &Walk) -> Option<Diagnostic> {
    let Reference { node, target, .. } = &walk.references[reference];
    let mut seen = vec![node.pointer.clone()];
    let mut target = target.clone();
    loop {
        let (pointer, next) = step(document, target.strip_prefix('#')?)?;
        if pointer == node.pointer {
            break;
        }
        if seen.contains(&pointer) || seen.len() == MAX_STEPS {
            return None;
        }
        seen.push(pointer);
        target = next.to_owned();
    }
    if seen.iter().any(|other| *other < node.pointer) {
        return None;
    }
    let way: Vec<_> = seen.iter().map(|pointer| format!("`#{}`", pointer.trim_end_matches("/allOf/0"))).collect();
    Some(
        Diagnostic::new(&node.at("$ref"), format!("`$ref` leads back to itself: {} → itself", way.join(" → ")))
            .help("describe one of them in full"),
    )
}

/// The `$ref` that the object at a pointer consists of: where it stands and where it leads.
fn step<'a>(document: &'a Value, pointer: &str) -> Option<(String, &'a str)> {
    let value = document.pointer(pointer)?;
    if let Some(target) = value.get("$ref").and_then(Value::as_str) {
        return Some((pointer.to_owned(), target));
    }
    match value.get("allOf")?.as_array()?.as_slice() {
        [only] => Some((format!("{pointer}/allOf/0"), only.get("$ref")?.as_str()?)),
        _ => None,
    }
}

/// The text without percent escapes, when it has any and they make sense: a `$ref` is a URI reference.
pub(in crate::read) fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                bytes.push(u8::try_from(digit(high)? * 16 + digit(low)?).ok()?);
                rest = tail;
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}
