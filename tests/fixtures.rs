//! The descriptions that the tests are about: `fixtures/`, each for one idea, and the one in `spec/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use generator::{Diagnostics, Options, Output, Source};

/// A description and what it is called.
pub(crate) struct Fixture {
    /// The file's name without its extension.
    pub(crate) name: String,
    pub(crate) source: Source,
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the workspace, and an empty text when there is none.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The files of a folder with one of the extensions, in the order of their names; none if there is no folder.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let has_extension =
        |path: &PathBuf| extensions.iter().any(|wanted| path.extension().is_some_and(|it| it == *wanted));
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(has_extension).collect();
    files.sort();
    files
}

/// The files below a folder, at any depth.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Part of a file's name that says what it is.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

/// All of `fixtures/`.
pub(crate) fn all() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let fixture = |path: PathBuf| {
        let name = stem(&path);
        Fixture { source: Source { name: format!("{name}.yaml"), text: read(&path) }, name }
    };
    let fixtures: Vec<Fixture> = files(&folder, &["yaml"]).into_iter().map(fixture).collect();
    assert!(!fixtures.is_empty(), "there are no fixtures in {}", folder.display());
    fixtures
}

/// `spec/tokens.yaml`.
pub(crate) fn tokens() -> Fixture {
    let text = read(&root().join("spec/tokens.yaml"));
    Fixture { name: "tokens".to_owned(), source: Source { name: "spec/tokens.yaml".to_owned(), text } }
}

/// All of `fixtures/`, and `spec/tokens.yaml`.
pub(crate) fn all_and_tokens() -> Vec<Fixture> {
    let mut fixtures = all();
    fixtures.push(tokens());
    fixtures
}

/// The crate of a description that has no problems.
pub(crate) fn generate(fixture: &Fixture) -> Output {
    try_generate(&fixture.source, &fixture.name).unwrap_or_else(|problems| panic!("{}: {problems}", fixture.name))
}

pub(crate) fn try_generate(source: &Source, crate_name: &str) -> Result<Output, Diagnostics> {
    let options = Options { crate_name: crate_name.to_owned(), examples: BTreeMap::new() };
    generator::generate(&source.clone().into(), &options)
}

/// Whether a file of a generated crate is the same in every crate, the name of the description aside.
pub(crate) fn is_support(path: &str) -> bool {
    matches!(path, "Cargo.toml" | "src/envelope.rs" | "src/support.rs") || path.starts_with("src/support/")
}
