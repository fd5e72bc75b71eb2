//! Runs a process, and measures what it and those that it started took.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use wait4::Wait4 as _;

/// What came of something, and what it took.
#[derive(Debug)]
pub(super) struct Measured<T> {
    pub(super) value: T,
    pub(super) cost: Cost,
}

/// What a process took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// Processor time, in user and system mode.
    pub(super) cpu: Duration,
    /// The most memory that it, or one that it started, had at once, in bytes.
    pub(super) memory: u64,
}

impl Cost {
    /// The time of both, and the most memory of one.
    pub(super) fn add(&mut self, other: &Self) {
        self.cpu += other.cpu;
        self.memory = self.memory.max(other.memory);
    }
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs a process to its end.
pub(super) fn run(command: &mut Command) -> std::io::Result<Measured<Ended>> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let other = std::thread::spawn(move || text(err));
    let out = text(out);
    let err = other.join().unwrap_or_default();
    let used = child.wait4()?;
    let cost = Cost { cpu: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss };
    Ok(Measured { value: Ended { status: used.status, out, err }, cost })
}

fn text(stream: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    // What was read until a failure is all that there is to show.
    if let Some(mut stream) = stream {
        let _ = stream.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
