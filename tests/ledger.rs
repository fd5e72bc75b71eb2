//! The ledger: each thing that a description says changes the crate, or a note tells that it does not.

use std::path::Path;

use generator::{Note, NoteKind, Source, Sources};
use serde_json::Value;

use crate::fixtures;

/// What a description becomes, and all that is told of it; nothing if it has problems.
fn outcome(document: &Value) -> Option<(Vec<String>, Vec<Note>)> {
    let source = Source { name: "everything.json".to_owned(), text: document.to_string() };
    let output = fixtures::try_generate(&source, "everything").ok()?;
    let mut bundle = generator::bundle(&Sources::from(source)).ok()?;
    let notes = output.notes().iter().chain(output.left_out()).cloned().chain(bundle.left_out()).collect();
    Some((output.files.into_values().collect(), notes))
}

/// The members of a node, as a step of a JSON pointer and the node itself.
fn members(node: &Value) -> Vec<(String, &Value)> {
    match node {
        Value::Object(members) => {
            members.iter().map(|(key, node)| (key.replace('~', "~0").replace('/', "~1"), node)).collect()
        }
        Value::Array(list) => list.iter().enumerate().map(|(index, node)| (index.to_string(), node)).collect(),
        _ => Vec::new(),
    }
}

/// The document without one node.
fn without(document: &Value, parent: &str, step: &str) -> Value {
    let mut document = document.clone();
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.shift_remove(&step.replace("~1", "/").replace("~0", "~"))),
        Some(Value::Array(list)) => drop(list.remove(step.parse().unwrap())),
        _ => unreachable!("only mappings and lists have members"),
    }
    document
}

/// What says nothing that other members do not say as well: the type follows from other keywords, and the specification
/// asks for responses and paths even if there is nothing to say. So does `required` of a parameter in the path.
const EXCUSED: &[&str] = &["/type", "/paths", "/responses"];

/// Members that hold data, which is carried whole or not at all.
const DATA: &[&str] = &["const", "default", "example", "examples", "enum"];

/// The nodes without which the crate is the same, and of which no note tells.
fn untold(document: &Value) -> Vec<String> {
    let (files, notes) = outcome(document).expect("the description has no problems");
    let mut untold = Vec::new();
    let mut open = vec![String::new()];
    while let Some(parent) = open.pop() {
        for (step, _) in members(document.pointer(&parent).unwrap()) {
            let pointer = format!("{parent}/{step}");
            let is_in_path = document.pointer(&parent).unwrap().get("in").is_some_and(|place| place == "path");
            if EXCUSED.iter().any(|excused| pointer.ends_with(excused)) || is_in_path && step == "required" {
                open.push(pointer);
                continue;
            }
            let matters = outcome(&without(document, &parent, &step)).is_none_or(|(others, _)| others != files);
            let is_told = |note: &Note| {
                let rest = note.place.pointer.strip_prefix(&pointer);
                let became_less = note.kind == NoteKind::Untyped || note.kind == NoteKind::Widened && step == "items";
                became_less && note.place.pointer == parent
                    || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            if matters {
                open.extend((!DATA.contains(&step.as_str())).then_some(pointer));
            } else if !notes.iter().any(is_told) {
                untold.push(pointer);
            }
        }
    }
    untold.sort();
    untold
}

#[test]
fn whatever_does_not_change_the_crate_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ledger");
    let mut all = Vec::new();
    for path in fixtures::files(&folder, &["yaml"]) {
        let document: Value = serde_yaml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        all.extend(untold(&document).into_iter().map(|pointer| format!("{}{pointer}", fixtures::stem(&path))));
    }
    assert!(all.is_empty(), "neither carried nor told:\n{}", all.join("\n"));
}

#[test]
fn the_media_type_that_is_taken_is_not_told_to_be_left_out() {
    let fixture = fixtures::all().into_iter().find(|fixture| fixture.name == "media_types_not_taken").unwrap();
    let output = fixtures::generate(&fixture);
    let told: Vec<&str> = output.left_out().iter().map(|note| note.place.pointer.as_str()).collect();
    let content = |of: &str, name: &str| format!("/paths/~1files/post/{of}/content/{name}");
    let left_out = [
        content("requestBody", "application~1json"),
        content("responses/200", "application~1json"),
        content("responses/201", "application~1problem+json"),
        content("responses/400", "text~1plain"),
    ];
    assert_eq!(told, left_out);
}
