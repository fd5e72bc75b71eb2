//! The architecture, read off the sources: which stage may use what, and how long a file may be.

use std::path::{Path, PathBuf};

use crate::fixtures;

/// Lines that a file may have.
const MAX_LINES: usize = 400;

/// What may use what: the text, and the files that may have it (all others below `generator/src` may not).
const ARROWS: &[(&str, &[&str])] = &[
    // The stages, each of which looks only forward.
    ("crate::read", &["read"]),
    ("read::", &["lib.rs", "read"]),
    ("crate::lower", &[]),
    ("lower::", &["lib.rs", "lower"]),
    ("passes::", &["lib.rs", "passes"]),
    ("crate::emit", &["emit", "print"]),
    ("crate::print", &[]),
    ("crate::ir", &["lower", "passes", "emit", "ir"]),
    ("crate::names", &["lower", "passes", "emit", "ir"]),
    // What each stage alone knows.
    ("openapiv3", &["read", "lower", "lib.rs"]),
    ("serde_yaml", &["read"]),
    ("saphyr_parser", &["read"]),
    ("serde_json", &["read", "lower", "diagnostic", "emit"]),
    ("heck", &["names"]),
    ("quote::", &["emit"]),
    ("quote!", &["emit"]),
    ("proc_macro2", &["emit", "print", "names"]),
    ("TokenStream", &["emit", "print"]),
    ("syn::", &["print"]),
    ("prettyplease", &["print"]),
    ("\"$ref\"", &["read"]),
    ("Ident::new", &["names"]),
];

/// What no file of the generator has: it does no I/O, prints nothing, and depends on nothing but its input.
const NOWHERE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "std::io", "std::time", "println!", "eprintln!", "HashMap"];

/// What no program has outside of its tests.
const PANICS: &[&str] = &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!("];

/// A source file: its path below the folder that was asked for, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The lines that are compiled into the program: no comments, and nothing from `#[cfg(test)]` on.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        lines
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The lines of code that have a text, as `path:line: text`.
    fn lines_with(&self, folder: &str, text: &str) -> Vec<String> {
        let found = self.code().filter(|(_, line)| has_word(line, text));
        found.map(|(number, line)| format!("{folder}/{}:{number}: {}", self.path, line.trim())).collect()
    }

    /// Whether the file is one of a stage: `lower.rs` and all below `lower/` belong to `lower`.
    fn belongs_to(&self, stage: &str) -> bool {
        let rest = self.path.strip_prefix(stage);
        rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
    }
}

/// Whether a text occurs and is not the end of a longer name.
fn has_word(line: &str, text: &str) -> bool {
    line.match_indices(text)
        .any(|(at, _)| !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}

fn sources(folder: &str) -> Vec<Source> {
    let root = fixtures::root().join(folder);
    // A module of tests in a file of its own is no part of the program.
    let is_source = |path: &PathBuf| path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs");
    let files = fixtures::files_below(&root).into_iter().filter(is_source);
    let below = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    let sources: Vec<Source> = files.map(|path| Source { path: below(&path), text: fixtures::read(&path) }).collect();
    assert!(!sources.is_empty(), "{folder} has no sources");
    sources
}

fn all_sources() -> impl Iterator<Item = (&'static str, Source)> {
    ["generator/src", "generator/runtime", "xtask/src", "tests"]
        .into_iter()
        .flat_map(|folder| sources(folder).into_iter().map(move |source| (folder, source)))
}

fn assert_none(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

#[test]
fn every_stage_uses_only_what_comes_before_it() {
    for (text, stages) in ARROWS {
        let strangers =
            sources("generator/src").into_iter().filter(|source| !stages.iter().any(|stage| source.belongs_to(stage)));
        let found: Vec<String> = strangers.flat_map(|source| source.lines_with("generator/src", text)).collect();
        assert_none(&found, &format!("`{text}` is for {stages:?} alone"));
    }
}

#[test]
fn every_arrow_is_about_something_that_is_there() {
    for (text, stages) in ARROWS {
        let used = |stage: &str| {
            let mut own = sources("generator/src").into_iter().filter(|source| source.belongs_to(stage));
            own.any(|source| !source.lines_with("", text).is_empty())
        };
        assert!(stages.is_empty() || stages.iter().any(|stage| used(stage)), "nothing uses `{text}`: remove the rule");
    }
}

#[test]
fn the_generator_does_no_input_and_no_output() {
    for text in NOWHERE {
        let found: Vec<String> =
            sources("generator/src").iter().flat_map(|source| source.lines_with("generator/src", text)).collect();
        assert_none(&found, &format!("`{text}` has no place in the generator"));
    }
}

#[test]
fn files_are_changed_in_one_place() {
    for text in ["fs::write", "fs::remove", "fs::rename", "fs::create_dir", "File::create", "NamedTempFile"] {
        let strangers = sources("xtask/src").into_iter().filter(|source| !source.belongs_to("output"));
        let found: Vec<String> = strangers.flat_map(|source| source.lines_with("xtask/src", text)).collect();
        assert_none(&found, &format!("`{text}` is for xtask/src/output alone"));
    }
}

#[test]
fn nothing_panics_outside_of_tests() {
    for folder in ["generator/src", "generator/runtime", "xtask/src"] {
        for text in PANICS {
            let found: Vec<String> =
                sources(folder).iter().flat_map(|source| source.lines_with(folder, text)).collect();
            assert_none(&found, &format!("`{text}` can end the program"));
        }
    }
}

#[test]
fn the_support_code_is_written_by_hand() {
    for text in ["quote!", "quote::", "proc_macro2", "crate::types", "super::types"] {
        let found: Vec<String> = sources("generator/runtime")
            .iter()
            .flat_map(|source| source.lines_with("generator/runtime", text))
            .collect();
        assert_none(&found, &format!("`{text}` in code that is the same for all crates"));
    }
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    for (folder, source) in all_sources() {
        let path = format!("{folder}/{}", source.path);
        let lines = source.text.lines().count();
        let is_example = path.starts_with("tests/payloads") || path.contains("/examples/");
        assert!(source.text.starts_with("//! ") || is_example, "{path} does not begin with `//! ` and what it is for");
        assert!(lines <= MAX_LINES, "{path} has {lines} lines; at most {MAX_LINES} are read with pleasure");
    }
}

#[test]
fn clippy_keeps_functions_short_and_their_arguments_few() {
    let settings = fixtures::read(&fixtures::root().join("clippy.toml"));
    for setting in ["too-many-lines-threshold = 60", "too-many-arguments-threshold = 4"] {
        assert!(settings.lines().any(|line| line == setting), "clippy.toml has no `{setting}`");
    }
    let manifest = fixtures::read(&fixtures::root().join("Cargo.toml"));
    for lint in
        ["pedantic = ", "unwrap_used = ", "expect_used = ", "panic = ", "unsafe_code = \"forbid\"", "missing_docs = "]
    {
        assert!(manifest.lines().any(|line| line.starts_with(lint)), "Cargo.toml has no `{lint}…` among its lints");
    }
    for member in ["generator", "xtask", "tests"] {
        let manifest = fixtures::read(&fixtures::root().join(member).join("Cargo.toml"));
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{member}/Cargo.toml has not the lints of the workspace"
        );
    }
}
