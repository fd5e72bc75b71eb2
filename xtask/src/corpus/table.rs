//! The table of what came of each description.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use generator::NoteKind;

use super::Outcome;
use super::measure::{Cost, Measured};
use super::step::Generated;
use crate::report::{clean, thousands};

/// A column: its heading, and where its texts stand.
type Column = (&'static str, Align);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

const COLUMNS: &[Column] = &[
    ("description", Align::Left),
    ("OpenAPI", Align::Left),
    ("operations", Align::Right),
    ("types", Align::Right),
    ("lines", Align::Right),
    ("cpu s", Align::Right),
    ("MiB", Align::Right),
    ("untyped", Align::Right),
    ("notes", Align::Left),
];

/// The table, with a line for the sum of all.
pub(super) fn table(outcomes: &[Outcome]) -> String {
    let heading = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut rows: Vec<Vec<String>> = vec![heading];
    rows.extend(outcomes.iter().map(row));
    if outcomes.len() > 1 {
        rows.push(sum(outcomes));
    }
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(COLUMNS).zip(&widths).map(|((cell, (_, align)), &width)| match align {
            Align::Left => format!("{cell:width$}"),
            Align::Right => format!("{cell:>width$}"),
        });
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}

fn row(outcome: &Outcome) -> Vec<String> {
    let name = clean(&outcome.description.name);
    match &outcome.generated {
        Ok(generated) if generated.value.problems.is_none() => cells(name, generated),
        _ => vec![name, "FAILED".to_owned()],
    }
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
        cost.cpu += generated.cost.cpu;
        cost.memory = cost.memory.max(generated.cost.memory);
    }
    cells("all".to_owned(), &Measured { value: total, cost })
}

fn cells(name: String, generated: &Measured<Generated>) -> Vec<String> {
    let Measured { value, cost } = generated;
    vec![
        name,
        clean(&value.openapi),
        thousands(value.operations),
        thousands(value.types),
        thousands(value.lines),
        format!("{:.2}", cost.cpu.as_secs_f64()),
        (cost.memory >> 20).to_string(),
        share(value.untyped, value.fields),
        notes(&value.notes),
    ]
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
