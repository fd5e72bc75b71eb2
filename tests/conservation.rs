//! What goes in comes out: every operation is a function, and every component is accounted for.

use serde_json::{Map, Value};

use crate::fixtures::{self, Fixture};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

fn document(fixture: &Fixture) -> Value {
    serde_yaml::from_str(&without_long_numbers(&fixture.source.text)).unwrap()
}

/// The text with a short number for each that is longer than JSON values hold: numbers are not what is counted here.
fn without_long_numbers(text: &str) -> String {
    let long = |word: &&str| word.len() > 18 && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(long);
    words.fold(text.to_owned(), |text, word| text.replace(word, "1"))
}

/// The operations of a description, as `METHOD /path`, in the order of their texts.
fn operations(document: &Value) -> Vec<String> {
    let empty = Map::new();
    let paths = document["paths"].as_object().unwrap_or(&empty);
    let operation = |(path, item): (&String, &Value)| {
        let target = item["$ref"].as_str().and_then(|target| document.pointer(target.strip_prefix('#')?));
        let item = target.unwrap_or(item);
        let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
        methods.map(|method| format!("{} {}", method.to_uppercase(), one_line(path))).collect::<Vec<_>>()
    };
    let mut operations: Vec<String> = paths.iter().flat_map(operation).collect();
    operations.sort();
    operations
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// The lines of documentation that name the operation of a function, in the order of their texts.
fn functions(fixture: &Fixture) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in fixtures::generate(fixture).files {
        let is_module = path.starts_with("src/") && !path["src/".len()..].contains('/');
        if !is_module || fixtures::is_support(&path) || path == "src/lib.rs" {
            continue;
        }
        let mut named = None;
        for line in text.lines() {
            let documented = line.strip_prefix("/// `").and_then(|line| line.strip_suffix('`'));
            named = documented.map(str::to_owned).or(named);
            if line.starts_with("pub fn ") {
                found.push(named.take().unwrap_or_else(|| panic!("{path}: `{line}` does not name its operation")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_operation_is_one_function() {
    for fixture in fixtures::all_and_tokens() {
        assert_eq!(functions(&fixture), operations(&document(&fixture)), "{}", fixture.name);
        let output = fixtures::generate(&fixture);
        assert_eq!(output.summary.operations, operations(&document(&fixture)).len(), "{}", fixture.name);
    }
}

#[test]
fn the_tokens_have_sixteen_operations() {
    assert_eq!(functions(&fixtures::tokens()).len(), 16);
}

#[test]
fn every_component_is_emitted_written_out_joined_or_part_of_the_envelope() {
    for fixture in fixtures::all_and_tokens() {
        let output = fixtures::generate(&fixture);
        let api = output.api();
        let fates: Vec<&str> = api.lines().skip_while(|line| *line != "components").skip(1).collect();
        let document = document(&fixture);
        let empty = Map::new();
        for name in document["components"]["schemas"].as_object().unwrap_or(&empty).keys() {
            let prefix = format!("  {name} ");
            let mut own = fates.iter().filter_map(|line| line.strip_prefix(&prefix));
            let fate = own.next().unwrap_or_else(|| panic!("{}: nothing became of `{name}`", fixture.name));
            assert_eq!(own.next(), None, "{}: `{name}` became two things", fixture.name);
            if let Some(written) = fate.strip_prefix("is written out as ") {
                assert!(!written.is_empty());
            } else if fate != "is part of the envelope" {
                let ty = fate.strip_prefix("is equal to ").or_else(|| fate.strip_prefix("is "));
                let ty = ty.unwrap_or_else(|| panic!("{}: `{name}` {fate}", fixture.name));
                assert!(is_declared(&output.files["src/types.rs"], ty), "{}: no type `{ty}`", fixture.name);
            }
        }
    }
}

/// Whether the list of types has a name.
fn is_declared(list: &str, name: &str) -> bool {
    list.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

#[test]
fn every_type_that_is_listed_has_a_file_and_every_file_is_listed() {
    for fixture in fixtures::all_and_tokens() {
        let files = fixtures::generate(&fixture).files;
        let listed: Vec<String> = files["src/types.rs"]
            .lines()
            .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
            .map(|module| format!("src/types/{module}.rs"))
            .collect();
        let there: Vec<&String> = files.keys().filter(|path| path.starts_with("src/types/")).collect();
        assert_eq!(listed.iter().collect::<Vec<_>>(), there, "{}", fixture.name);
    }
}
