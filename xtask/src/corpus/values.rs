//! Random valid values of every schema, read and written by the crate, and random arguments of every call: what is valid
//! survives.
//!
//! It must not know how the crate is made; what it knows of it is in the [`Plan`].

mod carry;
mod compose;
mod declared;
mod described;
mod explain;
mod judge;
mod make;
mod number;
mod object;
mod pattern;
mod plan;
mod program;
mod request;
mod schema;
mod shrink;
mod target;
#[cfg(test)]
mod tests;
mod text;
mod valid;
mod wire;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use generator::{Bundle, Place, Sources};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{compile, examples};
use explain::Notes;
use judge::Fault;
use make::{Made, Maker};
use plan::Subject;
pub(super) use plan::{FILE, Plan};
use program::Program;
use request::Request;
use schema::Document;
use target::Target;
use valid::Validators;

/// Which values are made.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Order {
    /// Make so many random values of every schema, and let the crate read and write each; needs `--compile`
    #[arg(long, value_name = "N", requires = "compile")]
    pub(super) values: Option<usize>,
    /// What the random values are made from: the same number gives the same values
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(super) seed: u64,
    /// Read and write the values of a file of failures again instead of new ones; needs `--compile`
    #[arg(long, value_name = "FILE", requires = "compile", conflicts_with = "values")]
    pub(super) replay: Option<PathBuf>,
}

/// What came of the values of one description.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Valued {
    /// Values that were read and written.
    pub(super) values: Count,
    /// Arguments that a call made a request of.
    pub(super) requests: Count,
    /// Schemas of which fewer values were made than asked for, and why.
    pub(super) gaps: Vec<Gap>,
    pub(super) failures: Vec<Failure>,
}

/// How many there were, and how many of them survived.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Count {
    pub(super) made: usize,
    pub(super) good: usize,
}

/// A schema of which values could not be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Gap {
    pub(super) place: String,
    pub(super) made: usize,
    pub(super) why: String,
}

/// A value that did not survive.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Failure {
    pub(super) description: String,
    /// Pointer to the schema in the one document.
    pub(super) schema: String,
    /// The same in the file that it stands in.
    pub(super) place: String,
    /// The type in Rust.
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) why: String,
    /// The smallest that fails, or the value as it was made.
    #[serde(flatten)]
    made: Made,
    pub(super) seed: u64,
    /// What the generator noted about it.
    pub(super) note: Option<String>,
}

impl Failure {
    pub(super) fn value(&self) -> &Value {
        &self.made.value
    }
}

impl Valued {
    /// How many failures no note explains.
    pub(super) fn unexplained(&self) -> usize {
        self.failures.iter().filter(|failure| failure.note.is_none()).count()
    }
}

/// Failures of one schema that are made smaller.
const MAX_SHRUNK: usize = 2;

/// Steps in which a value is made smaller.
const MAX_STEPS: usize = 40;

/// Values that the program is asked about at once.
const BATCH: usize = 32;

/// Cases of a choice of which each is made, whatever number is asked for.
const MAX_CASES: usize = 200;

/// How often a value is tried to be made that is valid.
const TRIES: usize = 10;

/// What values are made for.
#[derive(Debug)]
pub(super) struct Task<'a> {
    /// Where the sources of the program and the plan are.
    pub(super) folder: &'a Path,
    /// What the description is called.
    pub(super) name: &'a str,
    pub(super) order: &'a Order,
}

/// Makes the values, and gives what came of them.
pub(super) fn run(sources: &Sources, task: &Task<'_>) -> Result<Valued, String> {
    let Task { folder, name, order } = task;
    let text = std::fs::read_to_string(folder.join(FILE)).map_err(|error| format!("no plan: {error}"))?;
    let plan: Plan = serde_json::from_str(&text).map_err(|error| format!("no plan: {error}"))?;
    let mut bundle = generator::bundle(sources).map_err(|problems| problems.to_string())?;
    schema::follow_recursion(&mut bundle.document);
    described::spell_out(&mut bundle.document);
    declared::spell_out(&mut bundle.document);
    let found = examples::find(&bundle.document);
    let document = Document::new(&bundle.document);
    let travels = plan.travels();
    let again = order.replay.as_ref().map(|file| failures(file, name)).transpose()?;
    let mut run = Run {
        bundle: &bundle,
        document: &document,
        notes: Notes::new(&plan),
        validators: Validators::new(&bundle.document, &found.schemas)?,
        program: Program::new(&compile::program(folder)),
        name,
        seed: order.seed,
        valued: Valued::default(),
    };
    for target in targets(&plan, &document)? {
        let (pointer, path) = (target.pointer(), target.path());
        let made = if let Some(failures) = &again {
            let own = |failure: &&Failure| failure.schema == pointer && failure.path == path;
            failures.iter().filter(own).map(|failure| failure.made.clone()).collect()
        } else {
            let seed = seed(order.seed, &pointer, path);
            run.made(&target, Maker::new(&document, &travels, target.travel(), seed), order.values.unwrap_or_default())
        };
        run.try_all(&target, &made)?;
    }
    let mut valued = run.valued;
    tell_lines(sources, &bundle, &mut valued);
    Ok(valued)
}

/// All that values are made for: types, one after the other of what is the same schema, so that its validator is made
/// once; and calls.
fn targets<'p>(plan: &'p Plan, document: &Document<'_>) -> Result<Vec<Target<'p>>, String> {
    let is_there = |subject: &&Subject| document.root.pointer(&subject.pointer).is_some();
    let mut subjects: Vec<&Subject> = plan.subjects.iter().filter(is_there).collect();
    subjects.sort_by_cached_key(|subject| document.resolved(&subject.pointer));
    let mut targets: Vec<Target<'p>> = subjects.into_iter().map(Target::Type).collect();
    for call in &plan.calls {
        let known = described::describe(document.root, &call.template, &call.method);
        let known = known.ok_or_else(|| format!("the description has no {} {}", call.method, call.template))?;
        let request = Request::new(call, &known, document).map_err(|why| format!("{}: {why}", call.path))?;
        targets.push(Target::Call(request));
    }
    Ok(targets)
}

struct Run<'a> {
    bundle: &'a Bundle,
    document: &'a Document<'a>,
    notes: Notes<'a>,
    validators: Validators,
    program: Program,
    name: &'a str,
    seed: u64,
    valued: Valued,
}

impl Run<'_> {
    /// Valid values of a schema, each once.
    fn made(&mut self, target: &Target<'_>, mut maker: Maker<'_, '_>, number: usize) -> Vec<Made> {
        let mut all = Vec::new();
        let mut known = BTreeSet::new();
        let mut wanted = number;
        let mut why = None;
        for tries in 0.. {
            if all.len() >= wanted || tries >= wanted * TRIES || all.is_empty() && tries >= 4 * TRIES {
                break;
            }
            let Some(made) = target.made(&mut maker) else {
                why = why.or_else(|| Some("no value was found".to_owned()));
                continue;
            };
            if let Some(case) = &made.case {
                wanted = wanted.max(case.arms.len().min(MAX_CASES));
            }
            if known.contains(&made.value.to_string()) {
                continue;
            }
            match target.rejects(&made, self.document, &mut self.validators) {
                None => {
                    known.insert(made.value.to_string());
                    all.push(made);
                }
                Some(problem) => why = Some(problem),
            }
        }
        if let (true, Some(why)) = (all.len() < wanted, why) {
            let place = self.bundle.place(&target.pointer()).to_string();
            self.valued.gaps.push(Gap { place, made: all.len(), why });
        }
        all
    }

    /// Lets the program read and write values, and keeps those that fail.
    fn try_all(&mut self, target: &Target<'_>, all: &[Made]) -> Result<(), String> {
        let mut shrunk = 0;
        for some in all.chunks(BATCH) {
            let faults = self.faults(target, some)?;
            let good = faults.iter().filter(|fault| fault.is_none()).count();
            let count = match target {
                Target::Type(_) => &mut self.valued.values,
                Target::Call(_) => &mut self.valued.requests,
            };
            count.made += some.len();
            count.good += good;
            for (made, fault) in some.iter().zip(faults) {
                let Some(fault) = fault else { continue };
                let (made, fault) = if shrunk < MAX_SHRUNK {
                    shrunk += 1;
                    self.shrink(target, made.clone(), fault)?
                } else {
                    (made.clone(), fault)
                };
                let schema = target.pointer();
                let note = match target {
                    Target::Type(_) => self.notes.about((self.document, self.bundle), &schema, &fault.way),
                    Target::Call(request) => {
                        request.places(&fault.way).find_map(|place| self.notes.about_argument(self.bundle, place))
                    }
                };
                self.valued.failures.push(Failure {
                    description: self.name.to_owned(),
                    schema,
                    place: String::new(),
                    path: target.path().to_owned(),
                    kind: fault.kind.to_owned(),
                    why: fault.why,
                    made,
                    seed: self.seed,
                    note,
                });
            }
        }
        Ok(())
    }

    /// What is wrong with what came of each value.
    fn faults(&mut self, target: &Target<'_>, all: &[Made]) -> Result<Vec<Option<Fault>>, String> {
        let lines: Vec<String> = all.iter().map(|made| target.line(made)).collect();
        let replies = self.program.run(&lines)?;
        let mut fault = |(made, reply)| target.fault(made, reply, (self.document, &mut self.validators));
        Ok(all.iter().zip(&replies).map(&mut fault).collect())
    }

    /// The smallest value that fails in the same way.
    fn shrink(&mut self, target: &Target<'_>, mut made: Made, mut fault: Fault) -> Result<(Made, Fault), String> {
        let batch = if fault.kind == "crash" { 1 } else { BATCH };
        for _ in 0..MAX_STEPS {
            let smaller = shrink::smaller(&made.value).into_iter().map(|value| Made { value, ..made.clone() });
            let mut smaller: Vec<Made> = smaller.collect();
            smaller.retain(|made| target.rejects(made, self.document, &mut self.validators).is_none());
            let mut next = None;
            for some in smaller.chunks(batch) {
                let faults = self.faults(target, some)?;
                let found = some.iter().zip(faults).find_map(|(made, found)| Some((made, found?)));
                if let Some((made, found)) = found.filter(|(_, found)| found.kind == fault.kind) {
                    next = Some((made.clone(), found));
                    break;
                }
            }
            match next {
                Some(next) => (made, fault) = next,
                None => break,
            }
        }
        Ok((made, fault))
    }
}

/// Tells the file and the line of each schema.
fn tell_lines(sources: &Sources, bundle: &Bundle, valued: &mut Valued) {
    let places: Vec<Place> = valued.failures.iter().map(|failure| bundle.place(&failure.schema)).collect();
    let lines = generator::lines(sources, &places);
    for ((failure, place), line) in valued.failures.iter_mut().zip(&places).zip(lines) {
        let file = sources.get(place).map_or("", |source| source.name.as_str());
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        failure.place = format!("{file}{line}{place}");
    }
}

/// The failures of a description that a file keeps.
fn failures(file: &Path, name: &str) -> Result<Vec<Failure>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("cannot read the failures in `{}`: {error}", file.display());
    let text = std::fs::read_to_string(file).map_err(|error| wrong(&error))?;
    let read = |line: &str| serde_json::from_str::<Failure>(line).map_err(|error| wrong(&error));
    let all = text.lines().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(all.into_iter().filter(|failure| failure.description == name).collect())
}

/// The seed of a schema, which depends on nothing else (FNV-1a).
fn seed(seed: u64, pointer: &str, path: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(pointer.bytes()).chain([0]).chain(path.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
