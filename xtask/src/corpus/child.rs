//! Starts the steps of the work on a description, each in a process of its own, and takes what they say.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::de::DeserializeOwned;

use super::check::Checked;
use super::find::Description;
use super::measure::{self, Cost, Ended, Measured};
use super::step::{Generated, What};
use super::values::{Order, Valued};
use crate::Colour;

/// Lines of what a process said before it crashed that are shown.
const MAX_LINES: usize = 20;

/// What all processes are given.
#[derive(Debug)]
pub(super) struct Child<'a> {
    pub(super) overlays: &'a [PathBuf],
    pub(super) allow_outside: bool,
    pub(super) colour: Colour,
    pub(super) order: &'a Order,
}

impl Child<'_> {
    /// Generates the crate of a description, or says how the process crashed.
    pub(super) fn generate(&self, description: &Description) -> Result<Measured<Generated>, String> {
        let mut command = self.command(description, What::Generate)?;
        read(measure::run(&mut command).map_err(|error| format!("cannot start a process: {error}\n"))?)
    }

    /// Holds a description against what became of it, and puts the crate into a folder, with the program that reads its
    /// examples.
    pub(super) fn check(&self, description: &Description, out: Option<&Path>) -> Result<Checked, String> {
        let mut command = self.command(description, What::Check)?;
        if let Some(out) = out {
            command.arg("--out").arg(out);
        }
        let checked = measure::run(&mut command).map_err(|error| format!("cannot start a process: {error}\n"))?;
        read::<Result<Checked, String>>(checked)?.value
    }

    /// Makes values of the description, and lets the program in a folder read them.
    pub(super) fn values(&self, description: &Description, out: &Path) -> Result<Valued, String> {
        let mut command = self.command(description, What::Values)?;
        command.arg("--name").arg(&description.name).arg("--out").arg(out);
        let valued = measure::run(&mut command).map_err(|error| format!("cannot start a process: {error}\n"))?;
        read::<Result<Valued, String>>(valued)?.value
    }

    fn command(&self, description: &Description, what: What) -> Result<Command, String> {
        let program = std::env::current_exe().map_err(|error| format!("cannot find this program: {error}\n"))?;
        let mut command = Command::new(program);
        command.args(["corpus-step", what.name(), "--spec"]).arg(&description.path);
        for overlay in self.overlays {
            command.arg("--overlay").arg(overlay);
        }
        if self.allow_outside {
            command.arg("--allow-outside");
        } else if let Some(top) = &description.top {
            command.arg("--within").arg(top);
        }
        if self.colour == Colour::Always {
            command.arg("--colour");
        }
        let Order { values, seed, replay } = self.order;
        if let Some(values) = values {
            command.args(["--values", &values.to_string(), "--seed", &seed.to_string()]);
        }
        if let Some(replay) = replay {
            command.arg("--replay").arg(replay);
        }
        Ok(command)
    }
}

fn read<T: DeserializeOwned>(ended: Measured<Ended>) -> Result<Measured<T>, String> {
    let Measured { value: Ended { status, out, err }, cost } = ended;
    match serde_json::from_str(&out) {
        Ok(value) if status.success() => Ok(Measured { value, cost }),
        _ => Err(crash(&status.to_string(), &err, cost)),
    }
}

fn crash(status: &str, err: &str, cost: Cost) -> String {
    let mut text = format!("the process crashed after {:.1} s: {status}\n", cost.cpu.as_secs_f64());
    for line in err.lines().take(MAX_LINES) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {}", crate::report::clean(line));
    }
    text
}
