//! `cargo xtask codegen`: a description becomes a crate, or is held against the one that is there.
//!
//! It must not touch files other than by `output`, and must not draw: that is for `report`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use generator::{Options, Output, Sources};

use crate::output::single::Written;
use crate::output::{self, Change};
use crate::report::clean;
use crate::sources::{self, Reach};
use crate::{Status, Terminal, ledger, name, report, workspace};

/// What is read when `--spec` is not given, from the root of the workspace.
const DEFAULT_SPEC: &str = "spec/tokens.yaml";

/// Where examples are looked for when neither `--spec` nor `--examples` is given, from the root of the workspace.
const DEFAULT_EXAMPLES: &str = "spec/examples";

/// What is made when `--out` is not given, from the root of the workspace.
const DEFAULT_OUT: &str = "generated";

/// Generate the crate from the OpenAPI description
#[derive(clap::Args, Debug)]
pub(crate) struct Codegen {
    /// The description, JSON or YAML [default: spec/tokens.yaml of the workspace]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The folder of the crate [default: generated of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the crate [default: the name of the folder]
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// A folder of hand-written examples for the crate [default: spec/examples of the workspace, for its description]
    #[arg(long, value_name = "DIR")]
    examples: Option<PathBuf>,
    /// An overlay that changes the description first (OpenAPI Overlay 1.0); may be given several times, in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Let the description refer to files outside its own folder
    #[arg(long)]
    allow_outside: bool,
    /// Write all that was not carried over as the description says it into a file, with its place and kind
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    notes: Option<PathBuf>,
    /// Write nothing; fail and show the difference if the crate is not up to date
    #[arg(long)]
    check: bool,
}

/// What went wrong outside the description, in words for the user.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What, lower case, without a full stop.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A path, and how messages show it.
pub(crate) struct Shown {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
}

/// Runs the command.
pub(crate) fn run(command: &Codegen, terminal: &mut Terminal<'_>) -> Status {
    match generate(command, terminal) {
        Ok(status) => status,
        Err(failure) => {
            report::failure(&mut terminal.err, &failure);
            Status::Failed
        }
    }
}

fn generate(command: &Codegen, terminal: &mut Terminal<'_>) -> Result<Status, Failure> {
    let spec = shown(command.spec.as_deref(), DEFAULT_SPEC)?;
    let out = shown(command.out.as_deref(), DEFAULT_OUT)?;
    let options = Options { crate_name: crate_name(command, &out.path)?, examples: examples(command)? };
    command.notes.as_deref().map_or(Ok(()), ledger::may_write)?;
    let reach = if command.allow_outside { Reach::Anywhere } else { Reach::Folder };
    let sources = sources::read(&spec, &command.overlay, reach)?;
    let made = match generator::generate(&sources, &options) {
        Ok(made) => made,
        Err(diagnostics) => {
            report::diagnostics(&mut terminal.err, &sources, &diagnostics);
            return Ok(Status::Failed);
        }
    };
    if command.check {
        let changes = output::compare(&out.path, &made.files)?;
        return Ok(check(command, &out.name, &changes, terminal));
    }
    // The notes come first: one file is easily put back when the crate cannot be written.
    let notes = write_notes(command, &out.path, &sources, &made)?;
    let changes = output::compare(&out.path, &made.files)
        .and_then(|changes| output::apply(&out.path, &changes).map(|()| changes))
        .inspect_err(|_| notes.into_iter().for_each(Written::undo))?;
    tell(&sources, &out.name, &made, terminal);
    match changes.as_slice() {
        [] => terminal.out.line("nothing changed"),
        changes => terminal.out.line(format_args!("changed: {}", report::names(changes))),
    }
    if let Some(advice) = command.out.as_ref().and_then(|_| workspace::advice(&out.path, &out.name)) {
        report::warning(&mut terminal.err, &advice);
    }
    Ok(Status::Done)
}

/// Writes the notes into the file that the user named, if there is one.
fn write_notes(command: &Codegen, out: &Path, sources: &Sources, made: &Output) -> Result<Option<Written>, Failure> {
    let Some(path) = &command.notes else { return Ok(None) };
    ledger::is_apart(path, out, &made.files)?;
    ledger::write(path, sources, &[made.notes(), made.left_out()].concat()).map(Some)
}

fn tell(sources: &Sources, out: &str, made: &Output, terminal: &mut Terminal<'_>) {
    let summary = &made.summary;
    report::notes(&mut terminal.out, sources, made.notes());
    let (title, version, openapi) = (&summary.title, &summary.version, &summary.openapi);
    let more = match sources.iter().count() {
        1 => String::new(),
        files => format!(" and {}", report::count(files - 1, "other file")),
    };
    let name = &sources.root().name;
    terminal.out.line(clean(&format!("read {name}{more}: {title} {version} (OpenAPI {openapi})")));
    let lines = made.files.values().map(|text| text.lines().count()).sum();
    let out = clean(out);
    terminal.out.line(format_args!(
        "made {out}/: {}, {}, {} in {}, {}",
        report::count(summary.operations, "operation"),
        report::count(summary.types, "type"),
        report::count(lines, "line"),
        report::count(made.files.len(), "file"),
        report::count_notes(made.notes()),
    ));
}

fn check(command: &Codegen, out: &str, changes: &[Change], terminal: &mut Terminal<'_>) -> Status {
    if changes.is_empty() {
        terminal.out.line(clean(&format!("{out}/ is up to date")));
        return Status::Done;
    }
    report::diff(&mut terminal.out, changes);
    terminal.out.line(format_args!("stale: {}", report::names(changes)));
    let failure = Failure::new(format!("{out}/ is not up to date")).help(format!("run `{}`", mending(command)));
    report::failure(&mut terminal.err, &failure);
    Status::Failed
}

/// The command that brings the output up to date.
fn mending(command: &Codegen) -> String {
    let quoted = |text: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@+".contains(c);
        if text.chars().all(plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
    };
    let paths = [("--spec", &command.spec), ("--out", &command.out), ("--examples", &command.examples)];
    let paths =
        paths.iter().filter_map(|(option, path)| Some((*option, path.as_ref()?.to_string_lossy().into_owned())));
    let name = command.name.iter().map(|name| ("--name", name.clone()));
    let overlays = command.overlay.iter().map(|path| ("--overlay", path.to_string_lossy().into_owned()));
    let outside = if command.allow_outside { " --allow-outside" } else { "" };
    let line = paths
        .chain(name)
        .chain(overlays)
        .fold("cargo xtask codegen".to_owned(), |line, (option, value)| format!("{line} {option} {}", quoted(&value)));
    line + outside
}

/// The path that the user gave, or the default in the workspace wherever the command runs.
fn shown(given: Option<&Path>, default: &str) -> Result<Shown, Failure> {
    if let Some(path) = given {
        let name = path.to_string_lossy();
        let name = if name.len() > 1 { name.trim_end_matches('/') } else { &name };
        return Ok(Shown { path: path.to_owned(), name: name.to_owned() });
    }
    Ok(Shown { path: workspace::root()?.join(default), name: default.to_owned() })
}

/// The examples that the crate shall contain, by the names of their files.
fn examples(command: &Codegen) -> Result<BTreeMap<String, String>, Failure> {
    let folder = shown(command.examples.as_deref(), DEFAULT_EXAMPLES)?;
    if command.examples.is_none() && (command.spec.is_some() || !folder.path.is_dir()) {
        return Ok(BTreeMap::new());
    }
    output::read_folder(&folder.path, &folder.name, "rs")
}

fn crate_name(command: &Codegen, out: &Path) -> Result<String, Failure> {
    let of_folder = || {
        let name = |path: PathBuf| Some(path.file_name()?.to_string_lossy().into_owned());
        // Only the disk knows what `..` is called.
        let found = std::path::absolute(out).ok().and_then(name);
        found.or_else(|| name(std::fs::canonicalize(out).ok()?)).unwrap_or_default()
    };
    name::checked(command.name.clone().unwrap_or_else(of_folder))
}
