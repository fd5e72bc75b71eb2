//! The table of what came of each description.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::NoteKind;

use super::Outcome;
use super::measure::{Cost, Measured};
use super::step::Generated;
use super::values::{Count, Valued};
use crate::report::{clean, thousands};

/// A column: its heading, where its texts stand, and when there is one.
type Column = (&'static str, Align, Shown);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// When there is a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Always,
    /// When crates were compiled.
    Compiled,
    /// When values were made.
    Valued,
}

const COLUMNS: &[Column] = &[
    ("description", Align::Left, Shown::Always),
    ("OpenAPI", Align::Left, Shown::Always),
    ("operations", Align::Right, Shown::Always),
    ("types", Align::Right, Shown::Always),
    ("lines", Align::Right, Shown::Always),
    ("cpu s", Align::Right, Shown::Always),
    ("MiB", Align::Right, Shown::Always),
    ("untyped", Align::Right, Shown::Always),
    ("compiled", Align::Left, Shown::Compiled),
    ("cpu s", Align::Right, Shown::Compiled),
    ("MiB", Align::Right, Shown::Compiled),
    ("round trips", Align::Right, Shown::Compiled),
    ("unfit", Align::Right, Shown::Compiled),
    ("no type", Align::Right, Shown::Compiled),
    ("values", Align::Right, Shown::Valued),
    ("requests", Align::Right, Shown::Valued),
    ("notes", Align::Left, Shown::Always),
];

/// The table, with a line for the sum of all.
pub(super) fn table(outcomes: &[Outcome]) -> String {
    let is_compiled = outcomes.iter().any(|outcome| outcome.compiled.is_some());
    let is_valued = outcomes.iter().any(|outcome| outcome.valued.is_some());
    let is_shown = |column: &&Column| match column.2 {
        Shown::Always => true,
        Shown::Compiled => is_compiled,
        Shown::Valued => is_valued,
    };
    let columns: Vec<&Column> = COLUMNS.iter().filter(is_shown).collect();
    let mut rows: Vec<Vec<String>> = vec![columns.iter().map(|(name, ..)| (*name).to_owned()).collect()];
    rows.extend(outcomes.iter().map(|outcome| row(outcome, is_valued)));
    if outcomes.len() > 1 {
        rows.push(sum(outcomes));
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&columns).zip(&widths).map(|((cell, (_, align, _)), &width)| match align {
            Align::Left => format!("{cell:width$}"),
            Align::Right => format!("{cell:>width$}"),
        });
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}

fn row(outcome: &Outcome, is_valued: bool) -> Vec<String> {
    let name = clean(&outcome.description.name);
    let generated = match &outcome.generated {
        Ok(generated) if generated.value.problems.is_none() => generated,
        _ => return vec![name, "FAILED".to_owned()],
    };
    let compiled = match &outcome.compiled {
        None => Vec::new(),
        Some(Ok(cost)) => vec!["yes".to_owned(), seconds(cost), mebibytes(cost)],
        Some(Err(_)) => vec!["FAILED".to_owned(), String::new(), String::new()],
    };
    let examples = outcome.compiled.as_ref().map(|_| Examples::default().and(outcome).cells()).unwrap_or_default();
    let values = if is_valued { values(std::slice::from_ref(outcome)) } else { Vec::new() };
    [cells(name, generated), compiled, examples, values, vec![notes(&generated.value.notes)]].concat()
}

fn sum(outcomes: &[Outcome]) -> Vec<String> {
    let mut total = Generated::default();
    let mut cost = Cost::default();
    for generated in outcomes.iter().filter_map(|outcome| outcome.generated.as_ref().ok()) {
        let value = &generated.value;
        total.operations += value.operations;
        total.types += value.types;
        total.lines += value.lines;
        total.fields += value.fields;
        total.untyped += value.untyped;
        for (kind, number) in &value.notes {
            *total.notes.entry(kind.clone()).or_default() += number;
        }
        cost.add(&generated.cost);
    }
    let mut compiled = Vec::new();
    let tried: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.compiled.as_ref()).collect();
    if !tried.is_empty() {
        let mut cost = Cost::default();
        tried.iter().filter_map(|one| one.as_ref().ok()).for_each(|one| cost.add(one));
        let good = tried.iter().filter(|one| one.is_ok()).count();
        compiled.extend([format!("{good} of {}", tried.len()), seconds(&cost), mebibytes(&cost)]);
        compiled.extend(outcomes.iter().fold(Examples::default(), Examples::and).cells());
    }
    if outcomes.iter().any(|outcome| outcome.valued.is_some()) {
        compiled.extend(values(outcomes));
    }
    let notes = notes(&total.notes);
    [cells("all".to_owned(), &Measured { value: total, cost }), compiled, vec![notes]].concat()
}

/// "12,345 of 12,350" values, and as many requests.
fn values(outcomes: &[Outcome]) -> Vec<String> {
    let valued = || outcomes.iter().filter_map(|outcome| outcome.valued.as_ref()?.as_ref().ok());
    let cell = |of: fn(&Valued) -> Count| {
        let sum = |of_one: fn(Count) -> usize| thousands(valued().map(|valued| of_one(of(valued))).sum());
        format!("{} of {}", sum(|count| count.good), sum(|count| count.made))
    };
    match outcomes {
        [Outcome { valued: Some(Err(_)), .. }] => vec!["FAILED".to_owned(), String::new()],
        [Outcome { valued: None, .. }] => vec![String::new(), String::new()],
        _ => vec![cell(|valued| valued.values), cell(|valued| valued.requests)],
    }
}

/// How many examples there are.
#[derive(Clone, Copy, Debug, Default)]
struct Examples {
    good: usize,
    fitting: usize,
    unfit: usize,
    without_type: usize,
}

impl Examples {
    fn and(mut self, outcome: &Outcome) -> Self {
        let Some(Ok(checked)) = &outcome.checked else { return self };
        self.fitting += checked.fitting;
        self.unfit += checked.unfit.len();
        self.without_type += checked.without_type;
        if let Some(Ok(failed)) = &outcome.failed {
            self.good += checked.fitting - failed.len();
        }
        self
    }

    fn cells(self) -> Vec<String> {
        let good = format!("{} of {}", thousands(self.good), thousands(self.fitting));
        vec![good, thousands(self.unfit), thousands(self.without_type)]
    }
}

fn cells(name: String, generated: &Measured<Generated>) -> Vec<String> {
    let Measured { value, cost } = generated;
    vec![
        name,
        clean(&value.openapi),
        thousands(value.operations),
        thousands(value.types),
        thousands(value.lines),
        seconds(cost),
        mebibytes(cost),
        share(value.untyped, value.fields),
    ]
}

fn seconds(cost: &Cost) -> String {
    format!("{:.2}", cost.cpu.as_secs_f64())
}

fn mebibytes(cost: &Cost) -> String {
    thousands(usize::try_from(cost.memory >> 20).unwrap_or(usize::MAX))
}

/// "12.5 %".
fn share(part: usize, whole: usize) -> String {
    match (part * 1000).checked_div(whole) {
        Some(mille) => format!("{}.{} %", mille / 10, mille % 10),
        None => "–".to_owned(),
    }
}

/// "3 untyped, 12 joined".
fn notes(numbers: &BTreeMap<String, usize>) -> String {
    let number = |kind: NoteKind| Some((kind, *numbers.get(kind.name())?));
    let kinds = NoteKind::ALL.into_iter().filter_map(number);
    kinds.map(|(kind, number)| format!("{} {kind}", thousands(number))).collect::<Vec<_>>().join(", ")
}
