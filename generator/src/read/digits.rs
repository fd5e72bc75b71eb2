//! Limits with more digits than a number of the document holds: their text, for the documentation.
//!
//! It must not change the numbers.

use serde_json::{Map, Number, Value};

use super::lint::kind::{Grammar, visit_all};
use super::locate::locate;
use super::origin::Origins;
use super::sources::Sources;
use crate::{Diagnostic, Diagnostics, Place};

/// The key under which a schema keeps the digits of its limits, by keyword.
pub(super) const DIGITS: &str = "x-digits";

const LIMITS: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/// The least number from which on a float of 64 bits does not hold each whole number.
const TWO_TO_53: f64 = 9_007_199_254_740_992.0;

/// Keeps the digits of each limit that is rounded, or will be: the typed model has 64 bits with a sign.
pub(super) fn keep(sources: &Sources, document: &mut Value, origins: &Origins) {
    let mut found: Vec<(Place, &str, Number)> = Vec::new();
    let kind = Grammar::of(document).document;
    visit_all(document, kind, &mut Place::root(), &mut |value, _, place| {
        for key in LIMITS {
            if let Some(Value::Number(number)) = value.get(*key)
                && is_rounded(number)
            {
                found.push((place.clone(), *key, number.clone()));
            }
        }
    });
    let items = found.iter().map(|(place, key, _)| Diagnostic::new(&origins.of(&place.at(key)), "")).collect();
    let mut diagnostics = Diagnostics { items };
    for (index, source) in sources.iter().enumerate().filter(|_| !found.is_empty()) {
        locate(source, index, &mut diagnostics);
    }
    for ((place, key, number), item) in found.into_iter().zip(diagnostics.items) {
        let written = || written(&sources.get(&item.place)?.text, item.span.as_ref()?.end, &number);
        let digits = if number.is_f64() { written() } else { Some(number.to_string()) };
        if let (Some(digits), Some(Value::Object(schema))) = (digits, document.pointer_mut(&place.pointer))
            && let Value::Object(all) = schema.entry(DIGITS).or_insert_with(|| Value::Object(Map::new()))
        {
            all.insert(key.to_owned(), Value::String(digits));
        }
    }
}

fn is_rounded(number: &Number) -> bool {
    number.as_i64().is_none() && number.as_f64().is_some_and(|value| value.abs() >= TWO_TO_53)
}

/// The whole number that follows a key in a text, if it is the one that was read.
fn written(text: &str, key: usize, number: &Number) -> Option<String> {
    let rest = text.get(key..)?.trim_start_matches(|c: char| c.is_whitespace() || "\"':".contains(c));
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
    let ends = rest[end..].chars().next().is_none_or(|next| next.is_whitespace() || ",}#\"'".contains(next));
    let digits = rest[..end].to_owned();
    let is_it = digits.parse::<f64>().ok() == number.as_f64();
    (ends && is_it).then_some(digits)
}
