//! Tells which values did not survive, and keeps them in a file.
//!
//! It must not judge them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::values::{Failure, Valued};
use super::{Outcome, compile};
use crate::Terminal;
use crate::codegen::Failure as Problem;
use crate::output::own;
use crate::report::{self, clean, thousands};

/// Failures of a description that are shown; a file has them all.
const MAX_SHOWN: usize = 10;

/// Letters of a value that are shown.
const MAX_LETTERS: usize = 200;

/// Tells what came of the values. Gives whether a note explains each that did not survive.
pub(super) fn values(outcomes: &[Outcome], terminal: &mut Terminal<'_>) -> Result<bool, Problem> {
    let valued: Vec<(&str, &Valued)> = outcomes
        .iter()
        .filter_map(|outcome| Some((outcome.description.name.as_str(), outcome.valued.as_ref()?.as_ref().ok()?)))
        .collect();
    if valued.is_empty() {
        return Ok(true);
    }
    let mut list = String::new();
    let mut gaps = String::new();
    for (name, valued) in &valued {
        let (unexplained, explained): (Vec<_>, Vec<_>) =
            valued.failures.iter().partition(|failure| failure.note.is_none());
        let told = first_of_each(&unexplained);
        told.iter().take(MAX_SHOWN).for_each(|(failure, number)| terminal.out.line(line(failure, *number)));
        if let Some(more) = told.len().checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
            let more = report::count(more, "more kind");
            terminal.out.line(format_args!("value: {}: … and {more} of failures", clean(name)));
        }
        for failure in unexplained.iter().chain(&explained) {
            let json = serde_json::to_string(failure).unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = writeln!(list, "{json}");
        }
        for gap in &valued.gaps {
            let _ = writeln!(gaps, "{name}{}: {} made: {}", gap.place, gap.made, clean(&gap.why));
        }
    }
    let folder = compile::folder()?;
    own::write(&folder.join("values.jsonl"), &list)?;
    own::write(&folder.join("values-not-made.txt"), &gaps)?;
    let sum = |of: fn(&Valued) -> usize| valued.iter().map(|(_, valued)| of(valued)).sum::<usize>();
    let (unexplained, failures) = (sum(Valued::unexplained), sum(|valued| valued.failures.len()));
    terminal.out.line(format_args!(
        "{} of {} were read and written unchanged, {} of {} say their arguments; {} of the others {} explained by a note at \
         the place, {} {} not",
        thousands(sum(|valued| valued.values.good)),
        report::count(sum(|valued| valued.values.made), "random value"),
        thousands(sum(|valued| valued.requests.good)),
        report::count(sum(|valued| valued.requests.made), "request"),
        thousands(failures - unexplained),
        if failures - unexplained == 1 { "is" } else { "are" },
        thousands(unexplained),
        if unexplained == 1 { "is" } else { "are" },
    ));
    terminal.out.line(format_args!(
        "all of those are in {}; of {} fewer values were made than asked for, as {} says",
        folder.join("values.jsonl").display(),
        report::count(sum(|valued| valued.gaps.len()), "schema"),
        folder.join("values-not-made.txt").display(),
    ));
    Ok(unexplained == 0)
}

/// One failure of each kind at each place, the smallest, and how many there are.
fn first_of_each<'a>(failures: &[&'a Failure]) -> Vec<(&'a Failure, usize)> {
    let mut told: BTreeMap<(&str, &str, &str), (&'a Failure, usize)> = BTreeMap::new();
    for failure in failures {
        let key = (failure.schema.as_str(), failure.path.as_str(), failure.kind.as_str());
        let (smallest, number) = told.entry(key).or_insert((failure, 0));
        *number += 1;
        if failure.value().to_string().len() < smallest.value().to_string().len() {
            *smallest = failure;
        }
    }
    told.into_values().collect()
}

fn line(failure: &Failure, number: usize) -> String {
    let json = failure.value().to_string();
    let json = match json.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => format!("{}…", &json[..end]),
        None => json,
    };
    let times = if number > 1 { format!(" ({number} times)") } else { String::new() };
    clean(&format!("value: {}: {} as {}: {json}{times}", failure.place, failure.why, failure.path))
}
