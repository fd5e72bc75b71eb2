//! Tells which values did not survive, and keeps them in a file.
//!
//! It must not judge them.

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
        unexplained.iter().take(MAX_SHOWN).for_each(|failure| terminal.out.line(line("value", name, failure)));
        if let Some(more) = unexplained.len().checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
            terminal.out.line(format_args!("value: {}: … and {} more", clean(name), thousands(more)));
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
        "{} of {} were read and written unchanged; {} of the others {} explained by a note at the place, {} {} not",
        thousands(sum(|valued| valued.good)),
        report::count(sum(|valued| valued.made), "random value"),
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

fn line(what: &str, name: &str, failure: &Failure) -> String {
    let json = failure.value().to_string();
    let json = match json.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => format!("{}…", &json[..end]),
        None => json,
    };
    clean(&format!("{what}: {name}{}: {} as {}: {json}", failure.place, failure.why, failure.path))
}
