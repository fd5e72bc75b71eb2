//! Compiles the crate of a description as its user would, and takes every word of Clippy for a failure.
//!
//! Each worker has a folder of its own below `target/corpus`, in which what all crates depend on is built once. The crate
//! there is replaced by the next one, so that the folder does not grow.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::measure::{self, Cost};
use super::step::CRATE;
use crate::codegen::Failure;
use crate::output::own;
use crate::report::clean;
use crate::workspace;

/// The manifest of a worker's folder: crates are checked, so that nothing is needed for debuggers.
const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"api\"]\n\n[profile.dev]\ndebug = false\n";

/// A description of nothing, whose crate depends on what all do.
const NOTHING: &str = "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Nothing\",\"version\":\"1\"},\"paths\":{}}";

/// Lines of what the compiler says that are shown.
const MAX_LINES: usize = 80;

/// Memory that the largest of the known descriptions need at once, and some more.
const MEMORY: u64 = 6 << 30;

/// The folder of one worker.
#[derive(Debug)]
pub(super) struct Bench {
    folder: PathBuf,
}

impl Bench {
    /// Makes the folder of the worker with a number, and builds there what all crates depend on.
    pub(super) fn open(number: usize) -> Result<Self, Failure> {
        let root = workspace::root()?;
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |target| root.join(target));
        let bench = Self { folder: target.join("corpus").join(number.to_string()) };
        own::write(&bench.folder.join("Cargo.toml"), MANIFEST)?;
        let lock = root.join("Cargo.lock");
        let versions = fs::read_to_string(&lock)
            .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", lock.display())))?;
        own::write(&bench.folder.join("Cargo.lock"), &versions)?;
        let source = generator::Source { name: "nothing.json".to_owned(), text: NOTHING.to_owned() };
        let options = generator::Options { crate_name: CRATE.to_owned(), examples: BTreeMap::new() };
        let made =
            generator::generate(&source.into(), &options).map_err(|problems| Failure::new(problems.to_string()))?;
        own::fill(&bench.api(), &made.files)?;
        bench.check().map_err(|said| Failure::new(format!("what all crates depend on does not compile:\n{said}")))?;
        Ok(bench)
    }

    /// Where the crate goes.
    pub(super) fn api(&self) -> PathBuf {
        self.folder.join(CRATE)
    }

    /// Checks the crate with Clippy and with all features; gives what the compiler says if it is not content.
    pub(super) fn check(&self) -> Result<Cost, String> {
        let mut cargo = self.cargo(&["clippy", "--quiet", "--package", CRATE, "--all-features"]);
        let ended = measure::run(cargo.args(["--", "--deny", "warnings"]));
        let ended = ended.map_err(|error| format!("cannot start Cargo: {error}\n"))?;
        if ended.value.status.success() { Ok(ended.cost) } else { Err(excerpt(&ended.value.err)) }
    }

    /// Cargo in the folder, as the user would call it: not with the settings of the Cargo that runs this command.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let settings = std::env::vars_os().map(|(name, _)| name);
        for name in settings.filter(|name| name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME") {
            command.env_remove(name);
        }
        command.env_remove("RUSTFLAGS").env("CARGO_INCREMENTAL", "0");
        command.args(arguments).current_dir(&self.folder).env("CARGO_TARGET_DIR", self.folder.join("target"));
        command
    }
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
