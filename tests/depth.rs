//! Types may hold one another as deep as a description says: the crate compiles, and says what programs need.

use std::fmt::Write as _;

use generator::{NoteKind, Source};

use crate::compile::{add_crate, cargo, succeeds, workspace, write};
use crate::fixtures::{self, Fixture};

/// How a type holds the next one, by turns.
const WAYS: &[&str] = &[
    "properties: { next: NEXT, id: { type: string } }",
    "required: [next], properties: { next: NEXT }",
    "properties: { next: { type: array, items: NEXT } }",
    "properties: { next: { type: object, additionalProperties: NEXT } }",
    "properties: { next: { nullable: true, allOf: [NEXT] } }",
    "properties: { next: { oneOf: [{ type: string }, NEXT] } }",
];

/// A description of so many types, each of which holds the next one.
fn chain(length: usize) -> Fixture {
    let mut text =
        "openapi: 3.0.3\ninfo: { title: A chain, version: 1.0.0 }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for index in 0..length {
        let next = format!("{{ $ref: '#/components/schemas/N{}' }}", index + 1);
        let way = WAYS[index % WAYS.len()].replace("NEXT", &next);
        writeln!(text, "    N{index}: {{ type: object, {way} }}").unwrap();
    }
    writeln!(text, "    N{length}: {{ type: object, properties: {{ id: {{ type: string }} }} }}").unwrap();
    Fixture { name: "chain".to_owned(), source: Source { name: "chain.yaml".to_owned(), text } }
}

#[test]
fn a_limit_is_asked_for_where_types_are_deep() {
    for (length, limit) in [(1, None), (15, None), (40, Some(256)), (80, Some(512)), (1000, Some(4096))] {
        let output = fixtures::generate(&chain(length));
        assert_eq!(output.recursion_limit(), limit, "{length} types");
        let told = output.notes().iter().filter(|note| note.kind == NoteKind::Compiler).count();
        assert_eq!(told, usize::from(limit.is_some()), "{length} types");
        let root = &output.files["src/lib.rs"];
        assert_eq!(root.contains("#![recursion_limit"), limit.is_some(), "{length} types");
    }
}

#[test]
fn a_crate_of_deep_types_compiles_and_is_used_as_its_documentation_says() {
    let workspace = workspace("depth");
    let chain = chain(200);
    let limit = fixtures::generate(&chain).recursion_limit().unwrap();
    add_crate(&workspace, &chain);
    let manifest = "[package]\nname = \"program\"\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\n\
                    chain = { path = \"../chain\", default-features = false }\n";
    let program = format!(
        "#![recursion_limit = \"{limit}\"]\n\nfn main() {{\n    let text = r#\"{{\"id\": \"first\"}}\"#;\n    \
         let first: chain::types::N0 = serde_json::from_str(text).unwrap();\n    \
         std::thread::spawn(move || assert_eq!(first.id.as_deref(), Some(\"first\"))).join().unwrap();\n}}\n"
    );
    write(&workspace.join("crates/program/Cargo.toml"), manifest);
    write(&workspace.join("crates/program/src/main.rs"), &program);
    let mut clippy = cargo(&workspace, &["clippy", "--package", "chain", "--no-default-features"]);
    succeeds(clippy.args(["--", "-D", "warnings"]));
    let mut rustdoc = cargo(&workspace, &["doc", "--package", "chain", "--no-deps", "--no-default-features"]);
    succeeds(rustdoc.env("RUSTDOCFLAGS", "-D warnings"));
    succeeds(&mut cargo(&workspace, &["run", "--package", "program"]));
}
