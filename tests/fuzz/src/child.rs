//! One target in a process of its own: batch after batch, each input with its time and with what is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fuzz::Target;
use fuzz::mutate::{Random, input};

/// What an input may take, beside a share for each of its bytes: the machine has other things to do, too.
const LIMIT: Duration = Duration::from_secs(1);
const LIMIT_OF_A_BYTE: Duration = Duration::from_micros(100);

/// What a process may hold at once, in KiB.
const MEMORY: u64 = 2 << 20;

/// Finds of a process after which it is enough.
const ENOUGH: usize = 20;

/// What a process does.
pub(crate) struct Plan<'a> {
    pub(crate) seed: u64,
    pub(crate) batch: u64,
    pub(crate) limit: Duration,
    pub(crate) finds: &'a Path,
    pub(crate) trace: Option<&'a Path>,
}

/// Where the last panic was.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Tries one input that was kept.
pub(crate) fn one(target: &Target, file: &Path) -> ExitCode {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(problem) => {
            eprintln!("{}: {problem}", file.display());
            return ExitCode::from(2);
        }
    };
    println!("{}", (target.show)(&bytes));
    match (target.run)(&bytes) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}

/// Tries inputs until the time is over; with a trace, those of one batch.
pub(crate) fn run(target: &Target, plan: &Plan<'_>) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut last) = PANIC.lock() {
            *last = panic.to_string();
        }
    }));
    let seeds = (target.seeds)();
    let start = Instant::now();
    let mut seen = BTreeSet::new();
    let mut batch = plan.batch;
    loop {
        // The place of a batch in the sequence of all inputs, so that it can be made again by itself.
        let mut random =
            Random::new(plan.seed.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ batch.wrapping_mul(0x1405_7b7e_f767_814f));
        for _ in 0..target.batch {
            let bytes = input(&mut random, &seeds, target.words);
            if let Some(file) = plan.trace {
                keep(file, &bytes);
            }
            let wrong = attempt(target, &bytes);
            // The same place in the program, or the same words, are the same find.
            if let Some(wrong) = wrong
                .filter(|wrong| seen.insert(wrong.chars().filter(|c| !c.is_ascii_digit()).take(60).collect::<String>()))
            {
                report(target, plan, (&bytes, &wrong));
            }
        }
        println!("executions {}", target.batch);
        batch += 1;
        if plan.trace.is_some() || start.elapsed() >= plan.limit || seen.len() >= ENOUGH {
            return ExitCode::SUCCESS;
        }
        if memory() > MEMORY {
            println!("find the process holds {} KiB after batch {batch}", memory());
            return ExitCode::SUCCESS;
        }
    }
}

/// What is wrong with what comes of an input.
fn attempt(target: &Target, bytes: &[u8]) -> Option<String> {
    let limit = LIMIT + LIMIT_OF_A_BYTE * u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let mut shortest = Duration::MAX;
    // A machine may be busy; three times in a row it is not by chance.
    for _ in 0..3 {
        let start = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))) {
            Ok(Ok(())) => shortest = shortest.min(start.elapsed()),
            Ok(Err(wrong)) => return Some(wrong),
            Err(_) => return Some(PANIC.lock().map(|last| last.clone()).unwrap_or_default()),
        }
        if shortest < limit {
            return None;
        }
    }
    Some(format!("it takes {shortest:?}, for {} bytes", bytes.len()))
}

fn report(target: &Target, plan: &Plan<'_>, (bytes, wrong): (&[u8], &str)) {
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let file = plan.finds.join(target.name).join(format!("{sum:016x}"));
    keep(&file, bytes);
    keep(&file.with_extension("txt"), format!("{wrong}\n\n{}", (target.show)(bytes)).as_bytes());
    let line: String = wrong.replace('\n', " ").chars().take(300).collect();
    println!("find {line}: {}", file.display());
}

#[expect(clippy::disallowed_methods, reason = "it keeps what it found in a folder of its own")]
fn keep(file: &Path, bytes: &[u8]) {
    let kept = fs::create_dir_all(file.parent().unwrap_or(file)).and_then(|()| fs::write(file, bytes));
    if let Err(problem) = kept {
        eprintln!("{}: {problem}", file.display());
    }
}

/// The most memory that the process has held, in KiB; 0 where the system does not tell.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
