//! The types of fixtures read and write real values: a program that uses their crates, one file of `values/` per fixture.
//! The crates compile without a warning, also of Clippy.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::compile::{add_crate, cargo, succeeds, workspace, write};
use crate::fixtures;

/// What every file of `values/` may use.
const SHARED: &str = r#"
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A value as the type reads it.
pub fn read<T: DeserializeOwned>(json: Value) -> Result<T, serde_json::Error> {
    serde_json::from_str(&json.to_string())
}

/// The same, for a value that the type must write again as it was.
pub fn again<T: DeserializeOwned + Serialize>(json: Value) -> T {
    let value: T = read(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    value
}
"#;

/// The files of `values/`.
pub(crate) fn programs() -> Vec<PathBuf> {
    fixtures::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("values"), &["rs"])
}

#[test]
fn values_are_read_and_written_as_the_fixtures_say() {
    let workspace = workspace("values");
    let names: Vec<String> = programs().iter().map(|path| fixtures::stem(path)).collect();
    let fixtures: Vec<_> = fixtures::all().into_iter().filter(|fixture| names.contains(&fixture.name)).collect();
    assert_eq!(fixtures.len(), names.len(), "each of {names:?} is a fixture");
    let mut manifest =
        "[package]\nname = \"program\"\nedition = \"2024\"\n\n[dependencies]\nhttp = \"1\"\nserde = \"1\"\n\
                        serde_json = \"1\"\n"
            .to_owned();
    let (mut modules, mut calls) = (String::new(), String::new());
    for (fixture, path) in fixtures.iter().zip(programs()) {
        add_crate(&workspace, fixture);
        let name = &fixture.name;
        writeln!(manifest, "{name} = {{ path = \"../{name}\", default-features = false }}").unwrap();
        // The file has the fixture's name, and so has the crate.
        writeln!(modules, "#[path = {path:?}]\nmod of_{name};").unwrap();
        writeln!(calls, "    of_{name}::check();").unwrap();
    }
    write(&workspace.join("crates/program/Cargo.toml"), &manifest);
    let program = format!("#![allow(warnings)]\n{modules}{SHARED}\nfn main() {{\n{calls}}}\n");
    write(&workspace.join("crates/program/src/main.rs"), &program);
    // Clippy is the compiler, so that these crates are compiled once.
    let mut run = cargo(&workspace, &["run", "--package", "program"]);
    let output = succeeds(run.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.is_empty(), "the crates compile with warnings:\n{said}");
}
