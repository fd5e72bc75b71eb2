//! The crate of every fixture compiles without a warning, and its documentation renders.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{fixtures, values};

/// Lists the members, so that the crates share what they depend on. Nobody debugs them.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\n";

#[test]
fn every_crate_compiles_without_a_warning_also_of_clippy() {
    let workspace = workspace("clippy");
    // The others are checked where they are compiled for their values.
    let checked: Vec<String> = values::programs().iter().map(|path| fixtures::stem(path)).collect();
    for fixture in fixtures::all_and_tokens().into_iter().filter(|fixture| !checked.contains(&fixture.name)) {
        add_crate(&workspace, &fixture);
    }
    // Clippy compiles as `cargo check` does, and then says more.
    let mut clippy = cargo(&workspace, &["clippy", "--workspace", "--keep-going", "--no-default-features"]);
    succeeds(clippy.args(["--", "-D", "warnings"]));
}

/// Fixtures whose documentation has what rustdoc may warn of: text of any kind, and links.
const DOCUMENTED: &[&str] =
    &["hostile_markdown", "hostile_names", "hostile_text", "names_of_the_support_code", "one_type_for_all_answers"];

#[test]
fn documentation_of_any_text_renders_without_a_warning() {
    let workspace = workspace("rustdoc");
    for fixture in fixtures::all().iter().filter(|fixture| DOCUMENTED.contains(&fixture.name.as_str())) {
        add_crate(&workspace, fixture);
    }
    let mut rustdoc = cargo(&workspace, &["doc", "--workspace", "--no-deps", "--no-default-features"]);
    succeeds(rustdoc.env("RUSTDOCFLAGS", "-D warnings"));
}

#[test]
fn documentation_of_any_text_is_never_run_as_a_test() {
    let mut library = String::new();
    for fixture in fixtures::all_and_tokens() {
        for (path, text) in fixtures::generate(&fixture).files {
            if !fixtures::is_support(&path) {
                push_documentation(&text, &mut library);
            }
        }
    }
    assert!(library.contains("panic!()"), "the fixtures have code in their texts");
    let file = scratch("doctests").join("documentation.rs");
    write(&file, &library);
    let rustdoc = Path::new(env!("CARGO")).with_file_name("rustdoc");
    let rustdoc = if rustdoc.is_file() { rustdoc } else { PathBuf::from("rustdoc") };
    let output = succeeds(Command::new(rustdoc).arg("--test").arg(&file));
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(report.contains("running 0 tests"), "some documentation is taken for a test:\n{report}");
}

/// Adds each block of documentation to a library, as that of an item of its own: it needs no dependencies then.
fn push_documentation(text: &str, library: &mut String) {
    let mut is_open = false;
    for line in text.lines().map(str::trim_start) {
        if let Some(doc) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            writeln!(library, "///{doc}").unwrap();
            is_open = true;
        } else if line.starts_with("#[doc") {
            writeln!(library, "{line}").unwrap();
            is_open = true;
        } else if is_open {
            library.push_str("pub const _: () = ();\n\n");
            is_open = false;
        }
    }
}

/// A folder of the build's own, and what earlier runs left there.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A workspace without members, locked to the versions of this one, so that no network is needed.
pub(crate) fn workspace(name: &str) -> PathBuf {
    let folder = scratch(name);
    let crates = folder.join("crates");
    if crates.exists() {
        remove_others(&crates);
    }
    write(&folder.join("Cargo.toml"), WORKSPACE);
    fs::copy(fixtures::root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    folder
}

/// Removes the crates of fixtures that are gone.
fn remove_others(crates: &Path) {
    let names: Vec<String> = fixtures::all_and_tokens().into_iter().map(|fixture| fixture.name).collect();
    for entry in fs::read_dir(crates).unwrap() {
        let entry = entry.unwrap();
        if !names.contains(&entry.file_name().to_string_lossy().into_owned()) {
            remove(&entry.path());
        }
    }
}

pub(crate) fn add_crate(workspace: &Path, fixture: &fixtures::Fixture) {
    let folder = workspace.join("crates").join(&fixture.name);
    let output = fixtures::generate(fixture);
    if folder.exists() {
        for old in fixtures::files_below(&folder) {
            let path = old.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
            if !output.files.contains_key(&path) {
                remove(&old);
            }
        }
    }
    for (path, text) in &output.files {
        write(&folder.join(path), text);
    }
}

/// Writes only what is different, so that cargo builds only what is different.
#[expect(clippy::disallowed_methods, reason = "a test writes below the build's own folder")]
pub(crate) fn write(path: &Path, text: &str) {
    if fixtures::read(path) != text {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

#[expect(clippy::disallowed_methods, reason = "a test removes what it wrote itself")]
fn remove(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
}

/// Cargo in a workspace, as the user would call it: not with the settings of the cargo that runs this test.
pub(crate) fn cargo(workspace: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_") && name != "CARGO_HOME") {
        command.env_remove(name);
    }
    command.args(arguments).args(["--offline", "--quiet"]).current_dir(workspace);
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
    command
}

/// The folder that all of them build in, so that what the crates depend on is built once for all tests.
pub(crate) fn target() -> PathBuf {
    scratch("target")
}

pub(crate) fn succeeds(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}
