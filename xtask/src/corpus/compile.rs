//! Compiles the crate of a description with all its features, and takes every word of Clippy for a failure.
//!
//! Clippy is the compiler here: what it has checked is the program that reads values, so that a crate is compiled once.
//!
//! Each worker has a folder of its own below `target/corpus`, in which what all crates depend on is built once. The crate
//! there is replaced by the next one, so that the folder does not grow.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::harness::{self, Told, Types};
use super::measure::{self, Cost};
use super::step::CRATE;
use crate::codegen::Failure;
use crate::output::own;
use crate::report::clean;
use crate::workspace;

/// The manifest of a worker's folder: nothing is needed for debuggers.
const MANIFEST: &str =
    "[workspace]\nresolver = \"3\"\nmembers = [\"api\"]\n\n[profile.dev]\ndebug = false\npanic = \"abort\"\n";

/// A description of nothing, whose crate depends on what all do.
const NOTHING: &str = "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Nothing\",\"version\":\"1\"},\"paths\":{}}";

/// Lines of what the compiler says that are shown.
const MAX_LINES: usize = 80;

/// Memory that the largest of the known descriptions need at once, and some more.
const MEMORY: u64 = 6 << 30;

/// Workers that may be at work at once, of all runs of the command.
const MAX_WORKERS: usize = 64;

/// The folder of one worker.
#[derive(Debug)]
pub(super) struct Bench {
    folder: PathBuf,
    /// Held locked; the system lets go of it when the run ends in whatever way.
    _lock: File,
}

impl Bench {
    /// The folders of some workers. What all crates depend on is built in one of them.
    pub(super) fn open_all(count: usize) -> Result<Vec<Self>, Failure> {
        let mut benches: Vec<Self> = Vec::with_capacity(count);
        for _ in 0..count {
            let bench = Self::open()?;
            let (first, own) = (benches.first().map(Self::target), bench.target());
            if let Some(first) = first.filter(|_| !own.exists()) {
                own::copy(&first, &own)?;
            }
            bench.prepare()?;
            benches.push(bench);
        }
        Ok(benches)
    }

    /// Takes a folder that no other worker has.
    fn open() -> Result<Self, Failure> {
        let top = folder()?;
        let free = (0..MAX_WORKERS).find_map(|number| {
            let folder = top.join(number.to_string());
            let path = folder.join("lock");
            let lock = own::write(&path, "").and_then(|()| {
                File::open(&path).map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))
            });
            match lock {
                Err(failure) => Some(Err(failure)),
                Ok(lock) => lock.try_lock().is_ok().then_some(Ok(Self { folder, _lock: lock })),
            }
        });
        free.unwrap_or_else(|| Err(Failure::new("all folders of workers are in use")))
    }

    /// Builds what all crates depend on.
    fn prepare(&self) -> Result<(), Failure> {
        own::write(&self.folder.join("Cargo.toml"), MANIFEST)?;
        let lock = workspace::root()?.join("Cargo.lock");
        let versions = fs::read_to_string(&lock)
            .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", lock.display())))?;
        own::write(&self.folder.join("Cargo.lock"), &versions)?;
        let source = generator::Source { name: "nothing.json".to_owned(), text: NOTHING.to_owned() };
        let options = generator::Options { crate_name: CRATE.to_owned(), examples: BTreeMap::new() };
        let made =
            generator::generate(&source.into(), &options).map_err(|problems| Failure::new(problems.to_string()))?;
        own::fill(&self.api(), &harness::files(&[], Types::default(), &made))?;
        self.compile().map_err(|said| Failure::new(format!("what all crates depend on does not compile:\n{said}")))?;
        Ok(())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Where the crate goes.
    pub(super) fn api(&self) -> PathBuf {
        self.folder.join(CRATE)
    }

    /// Compiles the crate, and the program that reads values; gives what the compiler says if it is not content.
    pub(super) fn compile(&self) -> Result<Cost, String> {
        let mut cargo = self.cargo(&["build", "--quiet", "--package", CRATE, "--all-features"]);
        let ended =
            measure::run(cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("RUSTFLAGS", "--deny=warnings"));
        let ended = ended.map_err(|error| format!("cannot start Cargo: {error}\n"))?;
        if ended.value.status.success() { Ok(ended.cost) } else { Err(excerpt(&ended.value.err)) }
    }

    /// Runs the program that reads examples; gives those that did not come out as they went in.
    pub(super) fn round_trip(&self) -> Result<Vec<Told>, String> {
        let folder = self.api();
        let input =
            fs::read_to_string(folder.join(harness::INPUT)).map_err(|error| format!("no examples: {error}\n"))?;
        if input.is_empty() {
            return Ok(Vec::new());
        }
        Ok(harness::differences(&input, &said(&mut Command::new(program(&folder)))?))
    }

    /// Cargo in the folder, as the user would call it: not with the settings of the Cargo that runs this command.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let settings = std::env::vars_os().map(|(name, _)| name);
        for name in settings.filter(|name| name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME") {
            command.env_remove(name);
        }
        command.env("CARGO_INCREMENTAL", "0");
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.target());
        command
    }
}

/// Where the program is whose sources are in a folder.
pub(super) fn program(sources: &Path) -> PathBuf {
    let bench = sources.parent().unwrap_or(sources);
    bench.join("target/debug").join(harness::NAME)
}

/// What a process that ends well says.
fn said(command: &mut Command) -> Result<String, String> {
    match measure::run(command) {
        Ok(ended) if ended.value.status.success() => Ok(ended.value.out),
        Ok(ended) => Err(excerpt(&format!("{}: {}", ended.value.status, ended.value.err))),
        Err(error) => Err(format!("cannot start a process: {error}\n")),
    }
}

/// The folder of all workers.
pub(super) fn folder() -> Result<PathBuf, Failure> {
    let root = workspace::root()?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
    Ok(target.join("corpus"))
}

/// The beginning of what the compiler says.
fn excerpt(said: &str) -> String {
    let mut text: String = said.lines().take(MAX_LINES).map(|line| clean(line) + "\n").collect();
    let more = said.lines().count().saturating_sub(MAX_LINES);
    if more > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "… and {more} more lines");
    }
    text
}

/// How many compilers of the largest descriptions the machine has memory for.
pub(super) fn at_once() -> usize {
    let told = fs::read_to_string(Path::new("/proc/meminfo")).unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    let times = kib.map_or(1, |kib| (kib << 10) / MEMORY);
    usize::try_from(times).unwrap_or(usize::MAX).max(1)
}
