//! `cargo xtask codegen` as a person meets it: what it says, how it ends, and what is on the disk afterwards.

mod disk;
mod input;
mod strangers;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::TempDir;
use xtask::{Colour, Status, Stream, Terminal};

use crate::fixtures;

/// One operation and two types, each of which has a file.
const PETS: &str = r"openapi: 3.0.3
info: {title: Pets, version: 1.2.3}
servers: [{url: https://pets.example}]
paths:
  /pet:
    get:
      operationId: get_pet
      tags: [pets]
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, description: An animal., properties: {owner: {$ref: '#/components/schemas/Owner'}}}
    Owner: {type: object, description: A person., properties: {name: {type: string, description: A word.}}}
";

/// The same without the second type.
fn without_owner() -> String {
    let kept = PETS.lines().filter(|line| !line.contains("    Owner:"));
    kept.map(|line| line.replace("{$ref: '#/components/schemas/Owner'}", "{type: string}") + "\n").collect()
}

/// How a run ended and what it said.
#[derive(Debug)]
struct Ran {
    status: Status,
    out: String,
    err: String,
}

impl Ran {
    #[track_caller]
    fn done(self) -> Self {
        assert_eq!(self.status, Status::Done, "{}{}", self.out, self.err);
        self
    }

    /// It failed for a reason and with an advice, and said nothing of success.
    #[track_caller]
    fn failed(self, why: &str, help: &str) -> Self {
        assert_eq!(self.status, Status::Failed, "{}{}", self.out, self.err);
        assert!(self.err.contains(why), "no `{why}` in:\n{}", self.err);
        assert!(self.err.contains(help), "no `{help}` in:\n{}", self.err);
        assert!(!self.out.contains("made "), "{}", self.out);
        self
    }
}

fn run(args: &[&str], colour: Colour) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: Stream::new(&mut out, colour), err: Stream::new(&mut err, colour) };
    let args = ["cargo xtask"].iter().chain(args).map(OsString::from);
    let status = xtask::run(args, &mut terminal);
    drop(terminal);
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// A folder with a description, `pets.yaml`, for a crate in `pets/`.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.put("pets.yaml", PETS);
        desk
    }

    /// With the crate in it.
    fn with_crate() -> Self {
        let desk = Self::new();
        desk.codegen(&[]).done();
        desk
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn name(&self, below: &str) -> String {
        self.path(below).to_string_lossy().into_owned()
    }

    #[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
    fn put(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, below: &str) -> String {
        fixtures::read(&self.path(below))
    }

    fn has(&self, below: &str) -> bool {
        self.path(below).exists()
    }

    /// `codegen` of the description into the crate.
    fn codegen(&self, more: &[&str]) -> Ran {
        self.codegen_in(Colour::Never, more)
    }

    fn codegen_in(&self, colour: Colour, more: &[&str]) -> Ran {
        let (spec, out) = (self.name("pets.yaml"), self.name("pets"));
        run(&[&["codegen", "--spec", &spec, "--out", &out], more].concat(), colour)
    }

    /// All files, with their texts and the times of their last change.
    fn state(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let state = |path: PathBuf| {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            (path.clone(), (fs::read(path).unwrap(), changed))
        };
        fixtures::files_below(self.folder.path()).into_iter().map(state).collect()
    }

    /// A run that must change nothing at all.
    #[track_caller]
    fn unchanged<T>(&self, run: impl FnOnce() -> T) -> T {
        let before = self.state();
        let ran = run();
        assert!(self.state() == before, "something has changed below {}", self.folder.path().display());
        ran
    }
}

#[test]
fn it_says_what_it_read_and_made_and_which_files_changed() {
    let desk = Desk::new();
    let ran = desk.codegen(&[]).done();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], format!("read {}: Pets 1.2.3 (OpenAPI 3.0.3)", desk.name("pets.yaml")));
    let made = lines[1].strip_prefix(&format!("made {}/: 1 operation, 2 types, ", desk.name("pets"))).unwrap();
    let files = fixtures::files_below(&desk.path("pets"));
    let count: usize = files.iter().map(|file| fixtures::read(file).lines().count()).sum();
    let count = format!("{},{:03} lines in {} files, no notes", count / 1000, count % 1000, files.len());
    assert_eq!(made, count);
    assert!(lines[2].starts_with("changed: Cargo.toml (new), src/"), "{}", lines[2]);
    assert!(lines[2].ends_with(&format!(" and {} more", files.len() - 10)), "{}", lines[2]);
    assert_eq!((lines.len(), ran.err.as_str()), (3, ""));
}

#[test]
fn a_note_is_told_with_its_place() {
    let desk = Desk::new();
    desk.put("pets.yaml", PETS.replace("type: string", "type: integer, enum: [1, 2]"));
    let ran = desk.codegen(&[]).done();
    let note = format!("note[widened]: {}#/components/schemas/Owner/properties/name: ", desk.name("pets.yaml"));
    assert!(ran.out.starts_with(&note), "{}", ran.out);
    assert!(ran.out.contains(", 1 note (1 widened)\n"), "{}", ran.out);
}

#[test]
fn all_that_is_not_carried_over_is_written_into_a_file_by_its_place() {
    let desk = Desk::new();
    let of_names = "type: integer, enum: [1, 2], example: 1, xml: {name: n}";
    desk.put("pets.yaml", PETS.replace("type: string", of_names).replace("tags: [pets]", "tags: [pets, other]"));
    let notes = desk.name("notes.txt");
    desk.codegen(&["--notes", &notes]).done();
    let text = desk.read("notes.txt");
    let name = "#/components/schemas/Owner/properties/name";
    let spec = desk.name("pets.yaml");
    let lines: Vec<&str> = text.lines().skip(1).collect();
    let starts = [
        format!("note[widened]: {spec}{name}: "),
        format!("note[left-out]: {spec}{name}/example: "),
        format!("note[left-out]: {spec}{name}/xml: "),
        format!("note[left-out]: {spec}#/paths/~1pet/get/responses/200/description: "),
        format!("note[left-out]: {spec}#/paths/~1pet/get/tags/1: "),
    ];
    assert_eq!(lines.len(), starts.len(), "{text}");
    assert!(lines.iter().zip(&starts).all(|(line, start)| line.starts_with(start)), "{text}");
    desk.codegen(&["--notes", &notes]).done();
    desk.put("notes.txt", "mine");
    desk.codegen(&["--notes", &notes]).failed("was not written by this command", "another file");
    assert_eq!(desk.read("notes.txt"), "mine");
    desk.codegen(&["--notes", &desk.name("pets")]).failed("is a folder", "another file");
}

#[test]
fn many_notes_of_a_kind_are_counted() {
    let desk = Desk::new();
    let member = |index| format!("m{index}: {{type: integer, enum: [1, 2]}}");
    let members: Vec<String> = (0..7).map(member).collect();
    desk.put("pets.yaml", PETS.replace("name: {type: string, description: A word.}", &members.join(", ")));
    let ran = desk.codegen(&[]).done();
    assert!(ran.out.contains("note[widened]: … and 2 more\n`--notes FILE` writes all notes"), "{}", ran.out);
}

#[test]
fn a_second_run_changes_no_time_stamp() {
    let desk = Desk::with_crate();
    let ran = desk.unchanged(|| desk.codegen(&[])).done();
    assert!(ran.out.ends_with("\nnothing changed\n"), "{}", ran.out);
}

#[test]
fn only_the_file_that_differs_is_written() {
    let desk = Desk::with_crate();
    let before = desk.state();
    desk.put("pets.yaml", PETS.replace("A word.", "Some word."));
    let ran = desk.codegen(&[]).done();
    assert!(ran.out.ends_with("\nchanged: src/types/owner.rs\n"), "{}", ran.out);
    let mut after = desk.state();
    after.retain(|path, state| before.get(path) != Some(state));
    let changed: Vec<PathBuf> = after.into_keys().collect();
    assert_eq!(changed, [desk.path("pets/src/types/owner.rs"), desk.path("pets.yaml")]);
}

#[test]
fn check_of_what_is_up_to_date_says_so() {
    let desk = Desk::with_crate();
    let ran = desk.unchanged(|| desk.codegen(&["--check"])).done();
    assert_eq!((ran.out, ran.err.as_str()), (format!("{}/ is up to date\n", desk.name("pets")), ""));
}

#[test]
fn check_shows_the_difference_and_the_command_that_mends_it_and_writes_nothing() {
    let desk = Desk::new();
    desk.put("my examples/show.rs", "fn main() {}\n");
    let examples = desk.name("my examples");
    let options = ["--name", "zoo", "--examples", &examples];
    desk.codegen(&options).done();
    desk.put("pets.yaml", PETS.replace("A word.", "Some word."));
    let check = [&options[..], &["--check"]].concat();
    let (spec, out) = (desk.name("pets.yaml"), desk.name("pets"));
    let command =
        format!("help: run `cargo xtask codegen --spec {spec} --out {out} --examples '{examples}' --name zoo`");

    let ran = desk.unchanged(|| desk.codegen(&check)).failed(&format!("error: {out}/ is not up to date"), &command);

    let start = "--- a/src/types/owner.rs\n+++ b/src/types/owner.rs\n@@ ";
    assert!(ran.out.starts_with(start), "{}", ran.out);
    assert!(ran.out.contains("\n-    /// A word.\n+    /// Some word.\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\nstale: src/types/owner.rs\n"), "{}", ran.out);
}

#[test]
fn colours_are_used_where_they_are_seen_and_nowhere_else() {
    let desk = Desk::with_crate();
    desk.put("pets.yaml", PETS.replace("A word.", "Some word."));
    let coloured = desk.codegen_in(Colour::Always, &["--check"]);
    for line in ["\u{1b}[31m-    /// A word.\u{1b}[0m", "\u{1b}[32m+    /// Some word.\u{1b}[0m", "\u{1b}[36m@@ "] {
        assert!(coloured.out.contains(line), "{}", coloured.out);
    }
    assert!(coloured.err.contains("\u{1b}["), "{}", coloured.err);
    let plain = desk.codegen(&["--check"]);
    assert!(!(plain.out + &plain.err).contains('\u{1b}'));
}

#[test]
fn check_finds_files_that_are_missing_and_files_that_are_too_many() {
    let desk = Desk::with_crate();
    let missing = desk.path("pets/src/types/pet.rs");
    fs::rename(&missing, desk.path("pets/src/types/cat.rs")).unwrap();

    let ran =
        desk.unchanged(|| desk.codegen(&["--check"])).failed("is not up to date", "help: run `cargo xtask codegen --");

    assert!(ran.out.ends_with("\nstale: src/types/cat.rs (removed), src/types/pet.rs (new)\n"), "{}", ran.out);
    assert!(ran.out.contains("--- a/src/types/cat.rs\n+++ /dev/null\n"), "{}", ran.out);
    assert!(ran.out.contains("--- /dev/null\n+++ b/src/types/pet.rs\n"), "{}", ran.out);
}

#[test]
fn check_of_a_crate_that_is_not_there_makes_no_folder() {
    let desk = Desk::new();
    let ran = desk.unchanged(|| desk.codegen(&["--check"])).failed("is not up to date", "cargo xtask codegen");
    assert!(ran.out.contains("\n… and ") && ran.out.contains("stale: Cargo.toml (new), "), "{}", ran.out);
    assert!(!desk.has("pets"));
}

#[test]
fn without_options_it_is_about_the_crate_of_this_workspace() {
    let ran = run(&["codegen", "--check"], Colour::Never);
    let said = format!("{}{}", ran.out, ran.err);
    assert!(said.contains("generated/ is up to date") || said.contains("run `cargo xtask codegen`"), "{said}");
}

#[test]
fn a_command_that_is_not_understood_ends_with_2_and_tells_how_it_goes() {
    let none = run(&[], Colour::Never);
    assert_eq!(none.status, Status::Usage);
    assert!(none.err.contains("Usage: cargo xtask <COMMAND>") && none.err.contains("codegen"), "{}", none.err);
    for (args, why) in [
        (&["codgen"][..], "codegen"),
        (&["codegen", "--speck", "x"], "--spec"),
        (&["codegen", "--spec"], "--spec <FILE>"),
        (&["codegen", "x"], "unexpected argument 'x'"),
    ] {
        let ran = run(args, Colour::Never);
        assert_eq!((ran.status, ran.out.as_str()), (Status::Usage, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    let codes = [Status::Done, Status::Failed, Status::Usage].map(std::process::ExitCode::from);
    assert_eq!(format!("{codes:?}"), format!("{:?}", [0, 1, 2].map(std::process::ExitCode::from)));
}

#[test]
fn help_is_no_failure() {
    let help = run(&["codegen", "--help"], Colour::Never).done();
    for option in ["--spec <FILE>", "--out <DIR>", "--name <CRATE>", "--examples <DIR>", "--check"] {
        assert!(help.out.contains(option), "{}", help.out);
    }
    assert_eq!(help.err, "");
}

/// Whether a file has the header of the crate.
fn is_ours(path: &Path) -> bool {
    fixtures::read(path).contains("@generated by `cargo xtask codegen` from pets.yaml. DO NOT EDIT.\n")
}
