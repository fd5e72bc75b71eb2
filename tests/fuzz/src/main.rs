//! Tries all targets for a while and prints a table. A process of its own runs each, so that nothing ends the others.
//!
//! Inputs come from a seed alone and are counted in batches: what ends a process is found by running its last batch again.

mod child;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use clap::Parser as _;
use fuzz::Target;

/// A process that reports nothing for so long hangs.
const SILENCE: Duration = Duration::from_secs(120);

/// Tries inputs that nobody meant well.
#[derive(clap::Parser)]
struct Arguments {
    /// How long each target is tried
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// What the inputs are made from; the same seed makes the same ones
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many targets are tried at once
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// Where the inputs are kept with which something is wrong
    #[arg(long, default_value = "target/fuzz")]
    finds: PathBuf,
    /// Tries the one input in this file
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// The batch that a process begins with
    #[arg(long, hide = true)]
    child: Option<u64>,
    /// Keeps each input in this file before it is tried
    #[arg(long, hide = true)]
    trace: Option<PathBuf>,
    /// The targets [default: all]
    targets: Vec<String>,
}

/// How a target went.
struct Outcome {
    name: &'static str,
    executions: u64,
    time: Duration,
    finds: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let targets: Vec<&Target> = fuzz::all()
        .iter()
        .filter(|it| arguments.targets.is_empty() || arguments.targets.iter().any(|name| name == it.name))
        .collect();
    if let (Some(file), [target]) = (&arguments.input, &targets[..]) {
        return child::one(target, file);
    }
    if let (Some(batch), [target]) = (arguments.child, &targets[..]) {
        let limit = Duration::from_secs(arguments.seconds);
        return child::run(
            target,
            &child::Plan {
                seed: arguments.seed,
                batch,
                limit,
                finds: &arguments.finds,
                trace: arguments.trace.as_deref(),
            },
        );
    }
    if targets.is_empty() || targets.len() < arguments.targets.len() {
        let names: Vec<&str> = fuzz::all().iter().map(|target| target.name).collect();
        eprintln!("the targets are: {}", names.join(", "));
        return ExitCode::from(2);
    }
    let outcomes = all(&arguments, &targets);
    println!("{:<12} {:>12} {:>10} {:>6}", "target", "executions", "a second", "finds");
    for outcome in &outcomes {
        let rate = u128::from(outcome.executions) * 1_000 / outcome.time.as_millis().max(1);
        println!("{:<12} {:>12} {rate:>10} {:>6}", outcome.name, outcome.executions, outcome.finds);
    }
    let finds: u64 = outcomes.iter().map(|outcome| outcome.finds).sum();
    let executions: u64 = outcomes.iter().map(|outcome| outcome.executions).sum();
    println!("{:<12} {executions:>12} {:>10} {finds:>6}", "all", "");
    if finds == 0 && outcomes.iter().all(|outcome| outcome.executions > 0) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Tries the targets, several at once.
fn all(arguments: &Arguments, targets: &[&'static Target]) -> Vec<Outcome> {
    let open = Mutex::new(targets.iter());
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..arguments.jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let next = open.lock().ok().and_then(|mut open| open.next());
                    let Some(target) = next else { return };
                    let outcome = watch(arguments, target);
                    if let Ok(mut done) = done.lock() {
                        done.push(outcome);
                    }
                }
            });
        }
    });
    let mut outcomes = done.into_inner().unwrap_or_default();
    outcomes.sort_by_key(|outcome: &Outcome| targets.iter().position(|target| target.name == outcome.name));
    outcomes
}

/// Runs the process of a target until its time is over, again after each input that ends it.
fn watch(arguments: &Arguments, target: &'static Target) -> Outcome {
    let start = Instant::now();
    let mut outcome = Outcome { name: target.name, executions: 0, time: Duration::ZERO, finds: 0 };
    let mut batch = 0;
    loop {
        let left = Duration::from_secs(arguments.seconds).saturating_sub(start.elapsed());
        let ended = process(arguments, (target, batch, left), &mut outcome);
        outcome.time = start.elapsed();
        match ended {
            Ok(true) => return outcome,
            Ok(false) => {
                batch = outcome.executions / u64::try_from(target.batch).unwrap_or(1);
                outcome.finds += 1;
                trace(arguments, target, batch);
                batch += 1;
                outcome.executions = batch * u64::try_from(target.batch).unwrap_or(1);
            }
            Err(problem) => {
                eprintln!("{}: {problem}", target.name);
                outcome.finds += 1;
                return outcome;
            }
        }
        if outcome.time.as_secs() >= arguments.seconds {
            return outcome;
        }
    }
}

fn command(arguments: &Arguments, (target, batch): (&Target, u64), seconds: u64) -> Result<Command, std::io::Error> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args([
        "--child",
        &batch.to_string(),
        "--seed",
        &arguments.seed.to_string(),
        "--seconds",
        &seconds.to_string(),
    ]);
    command.arg("--finds").arg(&arguments.finds).arg(target.name);
    Ok(command)
}

/// Whether the process came to its end by itself.
fn process(
    arguments: &Arguments,
    (target, batch, left): (&Target, u64, Duration),
    outcome: &mut Outcome,
) -> Result<bool, std::io::Error> {
    let mut child = command(arguments, (target, batch), left.as_secs().max(1))?.stdout(Stdio::piped()).spawn()?;
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        std::thread::spawn(move || {
            BufReader::new(out).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
    }
    loop {
        match receiver.recv_timeout(SILENCE) {
            Ok(line) => match line.split_once(' ') {
                Some(("executions", count)) => outcome.executions += count.parse().unwrap_or(0),
                Some(("find", text)) => {
                    outcome.finds += 1;
                    eprintln!("{}: {text}", target.name);
                }
                _ => {}
            },
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?.success()),
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("{}: an input takes more than {} s", target.name, SILENCE.as_secs());
                child.kill()?;
                child.wait()?;
                return Ok(false);
            }
        }
    }
}

/// Runs a batch again that ended its process, and keeps the input that did.
fn trace(arguments: &Arguments, target: &Target, batch: u64) {
    let file = arguments.finds.join(target.name).join(format!("batch-{batch}"));
    let run = || -> Result<(), std::io::Error> {
        fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
        let mut child =
            command(arguments, (target, batch), 0)?.arg("--trace").arg(&file).stdout(Stdio::null()).spawn()?;
        let start = Instant::now();
        while child.try_wait()?.is_none() {
            if start.elapsed() > SILENCE {
                child.kill()?;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    };
    match run() {
        Ok(()) => eprintln!("{}: a process was ended by the input in {}", target.name, file.display()),
        Err(problem) => eprintln!("{}: batch {batch} ended a process, and {problem}", target.name),
    }
}
