//! A description may stand in several files; what is wrong with it is told with the file that the user has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::{Diagnostics, Options, Output, Refusal, Source, Sources};
use xtask::{Colour, Status, Stream, Terminal};

use crate::fixtures;
use crate::snapshot::{Folder, compare_all};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("bundles")
}

/// The files of a folder below `bundles/`, read as the generator asks for them, and how often it asks.
fn gather(name: &str) -> (Sources, BTreeMap<String, usize>) {
    let folder = folder().join(name);
    let mut asked = BTreeMap::new();
    let root = Source { name: "openapi.yaml".to_owned(), text: fixtures::read(&folder.join("openapi.yaml")) };
    let sources = Sources::new(root).gather(|name| {
        *asked.entry(name.to_owned()).or_insert(0) += 1;
        let refusal = |message: &str| Refusal { message: format!("`{name}` {message}"), help: None };
        if name.starts_with("..") {
            return Err(refusal("is outside"));
        }
        std::fs::read_to_string(folder.join(name)).map_err(|_| refusal("is missing"))
    });
    (sources, asked)
}

pub(crate) fn generate(sources: &Sources) -> Result<Output, Diagnostics> {
    let options = Options { crate_name: "several".to_owned(), examples: BTreeMap::new() };
    generator::generate(sources, &options)
}

/// What became of a description, or what is wrong with it, with the text at each place.
pub(crate) fn outcome(sources: &Sources) -> String {
    let problems = match generate(sources) {
        Ok(output) => return output.api(),
        Err(problems) => problems.items,
    };
    let describe = |problem: generator::Diagnostic| {
        let span = problem.span.unwrap_or_else(|| panic!("no place for: {}", problem.message));
        let shown = sources.get(&problem.place).unwrap().text[span.start..span.end].to_owned();
        let help = problem.help.clone().map(|help| format!("\n  help: {help}")).unwrap_or_default();
        format!("{}\n  here: {shown}{help}", Diagnostics::from(problem))
    };
    problems.into_iter().map(describe).collect::<Vec<_>>().join("\n")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn several_files_become_what_their_snapshot_shows() {
    let subjects: Vec<_> = names().into_iter().map(|name| (name.clone(), name)).collect();
    compare_all(Folder::Bundles, &subjects, |name| outcome(&gather(name).0));
}

#[test]
fn each_file_is_asked_for_once_and_the_network_never() {
    let (sources, asked) = gather("broken");
    assert!(asked.values().all(|times| *times == 1), "{asked:?}");
    assert!(asked.keys().all(|name| !name.contains("example.com")), "{asked:?}");
    assert_eq!(sources.documents(), 4);
}

#[test]
fn a_file_that_is_used_often_becomes_one_type() {
    let output = generate(&gather("folders").0).unwrap();
    assert!(output.files.contains_key("src/types/animal.rs"), "the root document gives the name");
    assert!(!output.files.keys().any(|path| path.starts_with("src/types/pet")), "{:?}", output.files.keys());
    let error = &output.files["src/types/models_error.rs"];
    assert!(error.contains("pub code: i128"), "a clash takes the folder too: {error}");
}

/// Runs `codegen` and gives what it said.
fn codegen(spec: &Path, more: &[&str]) -> (Status, String) {
    let out = tempfile::tempdir().unwrap();
    let (mut normal, mut errors) = (Vec::new(), Vec::new());
    let mut terminal =
        Terminal { out: Stream::new(&mut normal, Colour::Never), err: Stream::new(&mut errors, Colour::Never) };
    let target = out.path().join("made");
    let mut args = vec!["xtask", "codegen", "--spec", spec.to_str().unwrap(), "--out", target.to_str().unwrap()];
    args.extend(more);
    let status = xtask::run(args.into_iter().map(Into::into), &mut terminal);
    drop(terminal);
    (status, String::from_utf8(errors).unwrap() + &String::from_utf8(normal).unwrap())
}

#[test]
fn files_outside_the_folder_are_read_only_when_allowed() {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "a folder of the test's own")]
        std::fs::write(&path, text).unwrap();
        path
    };
    let spec = write(
        "api/openapi.yaml",
        "openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: ../models/a.yaml }\n",
    );
    write("models/a.yaml", "type: object\nproperties: { b: { $ref: ./b.yaml } }\n");
    write("models/b.yaml", "type: strnig\n");
    let (status, said) = codegen(&spec, &[]);
    assert_eq!(status, Status::Failed);
    assert!(said.contains("models` is outside the folder of the description"), "{said}");
    assert!(said.contains("--allow-outside") && said.contains("openapi.yaml:6:10"), "{said}");
    let (status, said) = codegen(&spec, &["--allow-outside"]);
    assert_eq!(status, Status::Failed);
    assert!(said.contains("models/b.yaml:1:1") && said.contains("`type` cannot be `strnig`"), "{said}");
    write("models/b.yaml", "type: string\n");
    let (status, said) = codegen(&spec, &["--allow-outside"]);
    assert_eq!(status, Status::Done, "{said}");
    assert!(said.contains("and 2 other files"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let spec = fixtures::read(&folder().join("cycles/openapi.yaml"));
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder().join("cycles/node.yaml"), home.path().join("node.yaml")).unwrap();
    let path = home.path().join("openapi.yaml");
    #[expect(clippy::disallowed_methods, reason = "a folder of the test's own")]
    std::fs::write(&path, spec).unwrap();
    let (status, said) = codegen(&path, &[]);
    assert_eq!(status, Status::Failed);
    assert!(said.contains("is outside the folder of the description"), "{said}");
}
