//! No description ends the generator: what is not understood becomes a crate or a problem, soon and without a panic.

use std::fmt::Write as _;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use generator::Source;
use serde_json::{Value, json};

use crate::fixtures;

/// Changes of `spec/tokens.yaml` that are tried of each kind.
const TRIES: usize = 150;

/// No change makes the generator slower than this, in a build without optimisations on a slow machine.
const LIMIT: Duration = Duration::from_secs(15);

/// How a node is changed.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Replace(Value),
}

/// The JSON pointers of all nodes, the root first.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        let members: Vec<(String, &Value)> = match value {
            Value::Object(members) => members
                .iter()
                .map(|(key, value)| (format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), value))
                .collect(),
            Value::Array(list) => {
                list.iter().enumerate().map(|(index, value)| (format!("{pointer}/{index}"), value)).collect()
            }
            _ => Vec::new(),
        };
        found.extend(members.iter().map(|(pointer, _)| pointer.clone()));
        open.extend(members);
    }
    found
}

/// A copy of the document with one node changed.
fn changed(document: &Value, pointer: &str, change: &Change) -> Value {
    let mut document = document.clone();
    match change {
        Change::Replace(value) => *document.pointer_mut(pointer).unwrap() = value.clone(),
        Change::Remove => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let key = key.replace("~1", "/").replace("~0", "~");
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(&key)),
                Value::Array(list) => drop(list.remove(key.parse().unwrap())),
                _ => unreachable!("only mappings and lists have members"),
            }
        }
    }
    document
}

/// Generates a crate, and tells what is wrong with how that went.
fn complaint(name: &str, text: String) -> Option<String> {
    let source = Source { name: "mutant".to_owned(), text };
    let start = Instant::now();
    let result = catch_unwind(|| fixtures::try_generate(&source, "mutant").map(drop));
    let time = start.elapsed();
    match result {
        Err(_) => Some(format!("{name}: a panic")),
        Ok(Err(problems)) if problems.items.is_empty() => Some(format!("{name}: an error without a problem")),
        Ok(Err(problems)) if problems.to_string().contains("a defect of the generator") => {
            Some(format!("{name}: {problems}"))
        }
        Ok(_) if time > LIMIT => Some(format!("{name}: {time:?}")),
        Ok(_) => None,
    }
}

fn complaints_of(change: &Change) -> Vec<String> {
    let document: Value = serde_yaml::from_str(&fixtures::tokens().source.text).unwrap();
    let pointers = pointers(&document);
    // Examples are data, which are not looked into.
    let nodes: Vec<&String> = pointers.iter().skip(1).filter(|pointer| !pointer.contains("/example")).collect();
    assert!(nodes.len() > 2 * TRIES, "the description has many nodes");
    let tries = nodes.iter().step_by(nodes.len() / TRIES);
    tries
        .filter_map(|pointer| {
            complaint(&format!("{change:?} {pointer}"), changed(&document, pointer, change).to_string())
        })
        .collect()
}

#[test]
fn a_node_that_is_missing_is_no_panic() {
    assert_eq!(complaints_of(&Change::Remove), Vec::<String>::new());
}

#[test]
fn a_node_of_another_kind_is_no_panic() {
    for value in [json!(null), json!("text"), json!(-1.5), json!([{}]), json!({ "$ref": "#/components/schemas/Token" })]
    {
        assert_eq!(complaints_of(&Change::Replace(value)), Vec::<String>::new());
    }
}

/// A description of components that each hold the next, in the way that `schema` writes.
fn chain(length: usize, schema: fn(&str) -> String) -> String {
    let mut text =
        "openapi: 3.0.3\ninfo: { title: Chain, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..length {
        let next = format!("{{ $ref: '#/components/schemas/S{}' }}", index + 1);
        writeln!(text, "    S{index}: {}", schema(&next)).unwrap();
    }
    writeln!(text, "    S{length}: {{ type: object }}").unwrap();
    text
}

#[test]
fn a_long_chain_of_components_is_no_panic() {
    let ways: [fn(&str) -> String; 7] = [
        str::to_owned,
        |next| format!("{{ type: array, items: {next} }}"),
        |next| format!("{{ type: object, additionalProperties: {next} }}"),
        |next| format!("{{ type: object, properties: {{ next: {next} }} }}"),
        |next| format!("{{ allOf: [{next}, {{ required: [a] }}] }}"),
        |next| format!("{{ oneOf: [{next}] }}"),
        |next| format!("{{ anyOf: [{next}, {{ type: string }}] }}"),
    ];
    let complaints: Vec<String> = ways.into_iter().filter_map(|way| complaint("a chain", chain(600, way))).collect();
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn a_chain_that_is_too_long_is_a_problem_with_a_place() {
    let problems = |way| {
        let source = Source { name: "chain.yaml".to_owned(), text: chain(300, way) };
        fixtures::try_generate(&source, "chain").unwrap_err().to_string()
    };
    let lists = problems(|next| format!("{{ type: array, items: {next} }}"));
    assert!(lists.contains("levels deep, counted through `$ref` at 70:5 (`#/components/schemas/S64`)"), "{lists}");
    let parts = problems(|next| format!("{{ allOf: [{next}, {{ required: [a] }}] }}"));
    assert!(parts.contains("from more than 256 components at 6:5 (`#/components/schemas/S0`)"), "{parts}");
}

#[test]
fn tuples_of_tuples_do_not_double_without_end() {
    let ways: [fn(&str) -> String; 2] = [
        |next| format!("{{ type: array, prefixItems: [{next}, {next}], minItems: 2, maxItems: 2 }}"),
        |next| format!("{{ oneOf: [{{ type: array, prefixItems: [{next}, {next}], minItems: 2, maxItems: 2 }}] }}"),
    ];
    for way in ways {
        let text = chain(40, way).replace("openapi: 3.0.3", "openapi: 3.1.0");
        let source = Source { name: "tuples".to_owned(), text };
        let output = fixtures::try_generate(&source, "tuples").unwrap();
        let longest = output.files.values().flat_map(|text| text.lines()).map(str::len).max();
        assert!(longest.is_some_and(|longest| longest < 10_000), "{longest:?}");
    }
}

#[test]
fn objects_that_bring_one_another_in_many_ways_are_a_problem() {
    let mut text =
        "openapi: 3.0.3\ninfo: { title: Ways, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for of in 0..10 {
        let own =
            format!("{{ properties: {{ p{of}: {{ type: string }} }} }}, {{ $ref: '#/components/schemas/S{of}' }}");
        let members: Vec<String> =
            (0..10).filter(|way| *way != of).map(|way| format!("m{way}: {{ allOf: [{own}] }}")).collect();
        let bases: Vec<String> = (0..of).map(|base| format!("{{ $ref: '#/components/schemas/S{base}' }}")).collect();
        writeln!(text, "    S{of}: {{ properties: {{ {} }}, allOf: [{}] }}", members.join(", "), bases.join(", "))
            .unwrap();
    }
    let problems =
        fixtures::try_generate(&Source { name: "ways.yaml".to_owned(), text }, "ways").unwrap_err().to_string();
    assert!(problems.contains("make more than 5000 types by `allOf`"), "{problems}");
}

/// Layers of choices, each of all that is in the layer below; each way down would be looked at millions of times.
#[test]
fn choices_that_share_their_cases_are_no_burden() {
    for leaf in ["{ type: string, enum: [v#] }", "{ type: object, required: [k], properties: { k: { enum: [v#] } } }"] {
        let mut text =
            "openapi: 3.0.3\ninfo: { title: Layers, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for (layer, at) in (0..8).flat_map(|layer| (0..8).map(move |at| (layer, at))) {
            let below: Vec<String> =
                (0..8).map(|at| format!("{{ $ref: '#/components/schemas/L{}x{at}' }}", layer + 1)).collect();
            writeln!(text, "    L{layer}x{at}: {{ oneOf: [{}] }}", below.join(", ")).unwrap();
        }
        for at in 0..8 {
            writeln!(text, "    L8x{at}: {}", leaf.replace('#', &at.to_string())).unwrap();
        }
        assert_eq!(complaint("layers", text), None);
    }
}

#[test]
fn many_names_that_clash_are_no_burden() {
    let values: Vec<String> = (0..3000).map(|index| format!("'{}'", "é".repeat(index % 50 + 1 + index / 50))).collect();
    let schema = format!("    Pet: {{ type: string, enum: [{}] }}", values.join(", "));
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Names, version: 1.0.0 }}\npaths: {{}}\ncomponents:\n  schemas:\n{schema}\n"
    );
    assert_eq!(complaint("many names", text), None);
}

#[test]
fn a_text_that_ends_anywhere_is_no_panic() {
    let text = fixtures::tokens().source.text;
    let ends = (0..text.len()).step_by(text.len() / 60).filter(|end| text.is_char_boundary(*end));
    let complaints: Vec<String> =
        ends.filter_map(|end| complaint(&format!("the first {end} bytes"), text[..end].to_owned())).collect();
    assert_eq!(complaints, Vec::<String>::new());
}
