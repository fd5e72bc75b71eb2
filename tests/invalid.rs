//! Descriptions that cannot become a crate: each problem has its place, its words, and often a remedy.

use std::path::{Path, PathBuf};

use generator::{Diagnostic, Diagnostics, Source};

use crate::fixtures;
use crate::snapshot::{Folder, compare_all};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("invalid")
}

fn files() -> Vec<PathBuf> {
    fixtures::files(&folder(), &["json", "yaml"])
}

fn source(path: &Path) -> Source {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    Source { name, text: fixtures::read(path) }
}

fn problems(source: &Source) -> Diagnostics {
    match fixtures::try_generate(source, "invalid") {
        Err(problems) => problems,
        Ok(output) => panic!("{} became a crate:\n{}", source.name, output.api()),
    }
}

/// Each problem with the text at its place and with its remedy.
fn report(source: &Source) -> String {
    let describe = |problem: Diagnostic| {
        let shown = problem.span.map(|span| shorten(&source.text[span.start..span.end]));
        let help = problem.help.clone();
        let mut text = Diagnostics::from(problem).to_string();
        text.extend(shown.map(|shown| format!("\n  here: {shown}")));
        text.extend(help.map(|help| format!("\n  help: {help}")));
        text
    };
    problems(source).items.into_iter().map(describe).collect::<Vec<_>>().join("\n")
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}

#[test]
fn every_problem_is_told_as_its_snapshot_shows() {
    let sources: Vec<_> = files().into_iter().map(|path| (fixtures::stem(&path), source(&path))).collect();
    compare_all(Folder::Invalid, &sources, report);
}

#[test]
fn every_problem_has_words_and_a_place_in_the_text() {
    for path in files() {
        let source = source(&path);
        let problems = problems(&source);
        assert!(!problems.items.is_empty(), "{}: no problem is told", source.name);
        for problem in problems.items {
            let Diagnostic { message, span, .. } = &problem;
            let is_short = message.len() < 200 && !message.contains('\n');
            assert!(is_short && !message.ends_with('.'), "{}: {message}", source.name);
            let is_name = ["JSON ", "OpenAPI ", "Swagger ", "YAML "].iter().any(|name| message.starts_with(name));
            assert!(is_name || !message.starts_with(char::is_uppercase), "{}: {message}", source.name);
            assert!(span.is_some() || source.text.trim().is_empty(), "{}: no place for: {message}", source.name);
        }
    }
}
