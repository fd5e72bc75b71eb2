//! What the README says of the commands, held against the commands.

use std::ffi::OsString;

use xtask::{Colour, Stream, Terminal};

use crate::fixtures;

fn readme() -> String {
    fixtures::read(&fixtures::root().join("README.md"))
}

/// The options that a command says it has.
fn options(command: &str) -> Vec<String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let colour = Colour::Never;
    let mut terminal = Terminal { out: Stream::new(&mut out, colour), err: Stream::new(&mut err, colour) };
    xtask::run(["cargo xtask", command, "--help"].map(OsString::from), &mut terminal);
    drop(terminal);
    let help = String::from_utf8(out).unwrap();
    let words = help.lines().filter_map(|line| line.split_whitespace().next());
    let options: Vec<String> = words.filter(|word| word.starts_with("--")).map(str::to_owned).collect();
    assert!(options.len() > 3, "{help}");
    options
}

#[test]
fn it_has_every_option_of_every_command() {
    let readme = readme();
    let (_, of_corpus) = readme.split_once("\n### Many descriptions\n").unwrap();
    let (of_corpus, _) = of_corpus.split_once("\n### ").unwrap();
    for (command, text) in [("codegen", readme.as_str()), ("corpus", of_corpus)] {
        for option in options(command) {
            let is_there = ["`", " "].iter().any(|end| text.contains(&format!("{option}{end}")));
            assert!(is_there, "README.md says nothing of `{command} {option}`");
        }
    }
}

/// Keys under which the generator keeps something for itself.
const INNER: &[&str] = &["x-digits", "x-securitySchemes", "x-tuple", "x-unevaluated", "x-webhooks"];

#[test]
fn it_has_every_extension() {
    let readme = readme();
    let mut found = 0;
    for path in fixtures::files_below(&fixtures::root().join("generator/src/lower")) {
        let text = fixtures::read(&path);
        let strings = text.split('"').skip(1).step_by(2);
        let is_key = |text: &&str| text.starts_with("x-") && !text.contains(' ') && !INNER.contains(text);
        for key in strings.filter(is_key) {
            found += 1;
            assert!(readme.contains(&format!("`{key}")), "README.md says nothing of `{key}`");
        }
    }
    assert!(found > 5, "extensions are looked for in the wrong place");
}

/// What installs a tool of another language or runs it.
const OTHERS: &[&str] = &["install_validators", "npm_install", "validate", "smoke"];

#[test]
fn the_quick_run_does_without_python_and_node() {
    let script = fixtures::read(&fixtures::root().join(".ci/run"));
    let mut function = "";
    for line in script.lines().filter(|line| !line.trim_start().starts_with('#')) {
        function = line.strip_suffix("() {").unwrap_or(function);
        let is_other = ["python3 ", "node ", "npm "].iter().any(|tool| line.contains(tool));
        assert!(!is_other || OTHERS.contains(&function), "`{function}` is for the quick run too: {line}");
    }
    let (_, run) = script.split_once("\nrun() {").unwrap();
    let (quick, _) = run.split_once("if [ \"$1\" = quick ]").unwrap();
    assert!(OTHERS.iter().all(|function| !quick.contains(&format!(" {function}\n"))), "{quick}");
}
