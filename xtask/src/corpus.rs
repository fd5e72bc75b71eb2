//! `cargo xtask corpus`: runs every description below some folders, and tells in a table what came of each.
//!
//! Each is worked on in processes of its own, so that one that crashes ends nothing else and its cost can be measured.
//! It must not write anywhere but below `target/corpus`.

mod check;
mod child;
mod compile;
mod exact;
mod examples;
mod find;
mod fit;
mod found;
mod harness;
mod measure;
mod prune;
mod sizes;
mod step;
mod table;
mod values;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressStyle};

use crate::codegen::Failure;
use crate::output::own;
use crate::report::{self, clean};
use crate::{Colour, Status, Terminal};
use check::Checked;
use child::Child;
use compile::Bench;
use find::Description;
use harness::Told;
use measure::{Cost, Measured};
use step::Generated;
use values::{Order, Valued};

pub(crate) use step::{Step, run as run_step};

/// Run every OpenAPI description below some folders, and show a table of what came of them
#[derive(clap::Args, Debug)]
pub(crate) struct Corpus {
    /// Files, and folders in which every root document of a description is looked for
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Compile each crate with Clippy and all features, warnings as errors; this takes long
    #[arg(long)]
    compile: bool,
    /// How many descriptions are worked on at once [default: as many as there are processors, and memory to compile]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// An overlay that changes the description first, if there is one only; may be given several times, in order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Let descriptions refer to any file, also outside the folders that are given
    #[arg(long)]
    allow_outside: bool,
    #[command(flatten)]
    order: Order,
}

/// Examples of a description that did not come out as they went in which are shown; a file has them all.
const MAX_EXAMPLES: usize = 10;

/// What came of one description.
#[derive(Debug)]
struct Outcome {
    description: Description,
    generated: Result<Measured<Generated>, String>,
    /// What compiling took, or what the compiler said; none if nothing was compiled.
    compiled: Option<Result<Cost, String>>,
    checked: Option<Result<Checked, String>>,
    /// The examples that fit their schemas and did not come out as they went in.
    failed: Option<Result<Vec<Told>, String>>,
    /// What came of random values.
    valued: Option<Result<Valued, String>>,
}

impl Outcome {
    /// Why the description failed, if it did.
    fn problem(&self) -> Option<String> {
        let generated = self.generated.as_ref().map(|generated| generated.value.problems.as_ref());
        let lost = |checked: &Checked| checked.lost.join("\n");
        let checked = self.checked.as_ref().map(|checked| checked.as_ref().map(lost));
        match (generated, &self.compiled, checked, &self.failed) {
            (Err(why) | Ok(Some(why)), ..)
            | (_, Some(Err(why)), ..)
            | (_, _, Some(Err(why)), _)
            | (.., Some(Err(why))) => Some(why.clone()),
            _ if matches!(self.valued, Some(Err(_))) => self.valued.as_ref()?.as_ref().err().cloned(),
            (_, _, Some(Ok(lost)), _) if !lost.is_empty() => Some(lost),
            _ => None,
        }
    }
}

/// Runs the command.
pub(crate) fn run(command: &Corpus, terminal: &mut Terminal<'_>) -> Status {
    match run_all(command, terminal) {
        Ok(status) => status,
        Err(failure) => {
            report::failure(&mut terminal.err, &failure);
            Status::Failed
        }
    }
}

fn run_all(command: &Corpus, terminal: &mut Terminal<'_>) -> Result<Status, Failure> {
    let descriptions = find::descriptions(&command.paths)?;
    if descriptions.len() > 1 && !command.overlay.is_empty() {
        return Err(Failure::new(format!("`--overlay` changes one description, but there are {}", descriptions.len()))
            .help("give the file of the description that it belongs to"));
    }
    let outcomes = work(command, &descriptions, terminal.err.colour)?;
    terminal.out.write(table::table(&outcomes));
    let failed: Vec<_> = outcomes.iter().filter_map(|outcome| Some((outcome, outcome.problem()?))).collect();
    for (outcome, problem) in &failed {
        terminal.err.line(format_args!("\n── {}", clean(&outcome.description.name)));
        terminal.err.line(problem.trim_end());
    }
    let all = report::count(outcomes.len(), "description");
    let number = if failed.is_empty() { "none".to_owned() } else { failed.len().to_string() };
    terminal.out.line(format_args!("{all}, {number} failed"));
    let enough = examples(&outcomes, terminal)?;
    let survive = found::values(&outcomes, terminal)?;
    Ok(if failed.is_empty() && enough && survive { Status::Done } else { Status::Failed })
}

/// Tells which examples did not come out as they went in. Gives whether nearly all did.
fn examples(outcomes: &[Outcome], terminal: &mut Terminal<'_>) -> Result<bool, Failure> {
    let mut list = String::new();
    let (mut fitting, mut failing, mut pruned) = (0, 0, 0);
    for outcome in outcomes {
        let (Some(Ok(checked)), Some(Ok(failed))) = (&outcome.checked, &outcome.failed) else { continue };
        fitting += checked.fitting;
        failing += failed.len();
        pruned += checked.pruned;
        let name = &outcome.description.name;
        let line = |what: &str, told: &Told| clean(&format!("{what}: {name}{}: {}", told.place, told.why));
        failed.iter().take(MAX_EXAMPLES).for_each(|told| terminal.out.line(line("example", told)));
        let failed = failed.iter().map(|told| line("not the same", told));
        let unfit = checked.unfit.iter().map(|told| line("does not fit its schema", told));
        list.extend(failed.chain(unfit).map(|line| line + "\n"));
    }
    if fitting == 0 {
        return Ok(true);
    }
    let (path, good) = (compile::folder()?.join("examples.txt"), fitting - failing);
    own::write(&path, &list)?;
    terminal.out.line(format_args!(
        "{} of {} that fit their schemas were read and written unchanged, {} without members that are not described",
        report::thousands(good),
        report::count(fitting, "example"),
        report::thousands(pruned),
    ));
    terminal.out.line(format_args!("all that were not, and those that do not fit, are listed in {}", path.display()));
    Ok(failing * 100 <= fitting)
}

/// What comes of each description, in their order.
fn work(command: &Corpus, descriptions: &[Description], colour: Colour) -> Result<Vec<Outcome>, Failure> {
    let bar = progress(descriptions.len());
    let child =
        Child { overlays: &command.overlay, allow_outside: command.allow_outside, colour, order: &command.order };
    let all = by_size(descriptions);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Outcome)>> = Mutex::new(Vec::new());
    let workers = jobs(command).min(descriptions.len());
    let benches = if command.compile { Bench::open_all(workers)? } else { Vec::new() };
    let worker = |bench: Option<&Bench>| {
        while let Some((index, description)) = all.get(next.fetch_add(1, Ordering::Relaxed)).copied() {
            bar.set_message(description.name.clone());
            let outcome = outcome(&child, description, bench);
            bar.inc(1);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((index, outcome));
        }
    };
    let ends: Vec<_> = std::thread::scope(|scope| {
        let worker = &worker;
        let start = |number: usize| {
            let bench = benches.get(number);
            scope.spawn(move || worker(bench))
        };
        let threads: Vec<_> = (0..workers).map(start).collect();
        threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
    });
    bar.finish_and_clear();
    for end in ends {
        end.map_err(|_| Failure::new("a worker of this command crashed"))?;
    }
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    Ok(done.into_iter().map(|(_, outcome)| outcome).collect())
}

/// Does all the work on one description.
fn outcome(child: &Child<'_>, description: &Description, bench: Option<&Bench>) -> Outcome {
    let generated = child.generate(description);
    let is_there = generated.as_ref().is_ok_and(|generated| generated.value.problems.is_none());
    let checked = is_there.then(|| child.check(description, bench.map(Bench::api).as_deref()));
    let is_written = checked.as_ref().is_some_and(Result::is_ok);
    let compiled = bench.filter(|_| is_written).map(Bench::compile);
    let bench = bench.filter(|_| compiled.as_ref().is_some_and(Result::is_ok));
    let failed = bench.map(Bench::round_trip);
    let is_asked = child.order.values.is_some() || child.order.replay.is_some();
    let valued = bench.filter(|_| is_asked).map(|bench| child.values(description, &bench.api()));
    Outcome { description: description.clone(), generated, compiled, checked, failed, valued }
}

/// The descriptions with their numbers; the largest come first, so that no worker has one left when all others are done.
fn by_size(descriptions: &[Description]) -> Vec<(usize, &Description)> {
    let size = |description: &Description| std::fs::metadata(&description.path).map_or(0, |metadata| metadata.len());
    let mut all: Vec<_> = descriptions.iter().enumerate().collect();
    all.sort_by_key(|(_, description)| std::cmp::Reverse(size(description)));
    all
}

fn jobs(command: &Corpus) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    match command.jobs {
        Some(jobs) => jobs.get(),
        None if command.compile => processors().min(compile::at_once()),
        None => processors(),
    }
}

/// A bar on the terminal, and nothing where there is none.
fn progress(total: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {wide_msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
