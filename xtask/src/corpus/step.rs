//! `cargo xtask corpus-step`: one part of the work on one description, in a process that `corpus` starts.
//!
//! What came of it goes to the standard output as JSON.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::check::{self, Checked, Makes};
use super::values::{self, Order, Task, Valued};
use generator::{Options, Output, Sources};
use serde::{Deserialize, Serialize};

use crate::codegen::Shown;
use crate::output::own;
use crate::sources::{self, Reach};
use crate::{Colour, Status, Stream, Terminal, report};

/// What all crates are called, as each is compiled alone.
pub(super) const CRATE: &str = "api";

/// One part of the work of `corpus`.
#[derive(clap::Args, Debug)]
pub(crate) struct Step {
    what: What,
    #[arg(long)]
    spec: PathBuf,
    #[arg(long)]
    overlay: Vec<PathBuf>,
    /// The folder that the description may refer to.
    #[arg(long)]
    within: Option<PathBuf>,
    #[arg(long)]
    allow_outside: bool,
    /// Where the crate goes, or is.
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long)]
    colour: bool,
    #[arg(long)]
    values: Option<usize>,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    replay: Option<PathBuf>,
    /// What the description is called.
    #[arg(long, default_value_t)]
    name: String,
}

/// Which part of the work.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum What {
    /// Make the crate.
    Generate,
    /// Hold the description against what became of it.
    Check,
    /// Make values, and let the program read them.
    Values,
}

impl What {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Generate => "generate",
            Self::Check => "check",
            Self::Values => "values",
        }
    }
}

/// What came of generating a crate.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Generated {
    pub(super) openapi: String,
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) lines: usize,
    pub(super) fields: usize,
    pub(super) untyped: usize,
    /// How many notes there are of each kind.
    pub(super) notes: BTreeMap<String, usize>,
    /// What is wrong with the description, drawn.
    pub(super) problems: Option<String>,
}

/// Runs a step.
pub(crate) fn run(step: &Step, terminal: &mut Terminal<'_>) -> Status {
    let made = match step.what {
        What::Generate => serde_json::to_string(&generated(step)),
        What::Check => serde_json::to_string(&checked(step)),
        What::Values => serde_json::to_string(&valued(step)),
    };
    match made {
        Ok(text) => {
            terminal.out.line(text);
            Status::Done
        }
        Err(error) => {
            terminal.err.line(error);
            Status::Failed
        }
    }
}

fn generated(step: &Step) -> Generated {
    let failed = |problems| Generated { problems: Some(problems), ..Generated::default() };
    match read(step) {
        Err(problems) => failed(problems),
        Ok(sources) => match generator::generate(&sources, &options()) {
            Err(diagnostics) => failed(drawn(step, |stream| report::diagnostics(stream, &sources, &diagnostics))),
            Ok(output) => figures(&output),
        },
    }
}

fn checked(step: &Step) -> Result<Checked, String> {
    let sources = read(step)?;
    let output = generator::generate(&sources, &options()).map_err(|problems| problems.to_string())?;
    let Some(out) = &step.out else { return Ok(check::check(&sources, &output)?.0) };
    let makes = if step.values.is_some() || step.replay.is_some() { Makes::Values } else { Makes::Examples };
    let (checked, program) = check::check_examples(&sources, &output, makes)?;
    match own::fill(out, &program) {
        Err(failure) => Err(drawn(step, |stream| report::failure(stream, &failure))),
        Ok(()) => Ok(checked),
    }
}

fn valued(step: &Step) -> Result<Valued, String> {
    let sources = read(step)?;
    let folder = step.out.as_ref().ok_or("values are made where the crate is")?;
    let order = Order { values: step.values, seed: step.seed, replay: step.replay.clone() };
    values::run(&sources, &Task { folder, name: &step.name, order: &order })
}

fn read(step: &Step) -> Result<Sources, String> {
    let spec = Shown { path: step.spec.clone(), name: step.spec.to_string_lossy().into_owned() };
    let reach = match &step.within {
        _ if step.allow_outside => Reach::Anywhere,
        Some(folder) => Reach::Below(folder.clone()),
        None => Reach::Folder,
    };
    sources::read(&spec, &step.overlay, reach)
        .map_err(|failure| drawn(step, |stream| report::failure(stream, &failure)))
}

fn options() -> Options {
    Options { crate_name: CRATE.to_owned(), examples: BTreeMap::new() }
}

fn figures(output: &Output) -> Generated {
    let summary = &output.summary;
    let mut notes = BTreeMap::new();
    for note in output.notes() {
        *notes.entry(note.kind.name().to_owned()).or_default() += 1;
    }
    Generated {
        openapi: summary.openapi.clone(),
        operations: summary.operations,
        types: summary.types,
        lines: output.files.values().map(|text| text.lines().count()).sum(),
        fields: summary.fields,
        untyped: summary.untyped,
        notes,
        problems: None,
    }
}

/// What a report draws, as text.
fn drawn(step: &Step, draw: impl FnOnce(&mut Stream<'_>)) -> String {
    let mut bytes = Vec::new();
    let colour = if step.colour { Colour::Always } else { Colour::Never };
    draw(&mut Stream::new(&mut bytes, colour));
    String::from_utf8_lossy(&bytes).into_owned()
}
