//! Texts that match a regular expression.
//!
//! It must not look ahead or back: where an expression does, its texts may not match, and the validator tells.

use fastrand::Rng;
use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind};

/// How often something is repeated that nothing limits.
const MAX_REPEATS: u32 = 6;

/// The longest text that is made.
const MAX_LENGTH: usize = 4096;

/// A text that matches; none if the expression cannot be read.
pub(super) fn matching(pattern: &str, rng: &mut Rng) -> Option<String> {
    let hir = Parser::new().parse(&plain(pattern)).ok()?;
    let mut text = String::new();
    append(&hir, rng, &mut text)?;
    Some(text)
}

/// Whether a text matches, as far as this can tell.
pub(super) fn is_match(pattern: &str, text: &str) -> bool {
    regex::Regex::new(&plain(pattern)).is_ok_and(|regex| regex.is_match(text))
}

/// What JavaScript escapes, and Rust does not know.
fn plain(pattern: &str) -> String {
    pattern.replace(r"\/", "/").replace(r"\_", "_").replace(r"\d", "[0-9]")
}

fn append(hir: &Hir, rng: &mut Rng, text: &mut String) -> Option<()> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(one_of(class, rng)?),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + MAX_REPEATS).max(repetition.min);
            let most = most.min(repetition.min.max(64));
            let count = if rng.bool() { rng.u32(repetition.min..=most) } else { repetition.min };
            for _ in 0..count {
                append(&repetition.sub, rng, text)?;
            }
        }
        HirKind::Capture(capture) => append(&capture.sub, rng, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| append(part, rng, text))?,
        HirKind::Alternation(parts) => append(&parts[rng.usize(..parts.len())], rng, text)?,
    }
    Some(())
}

/// A character of a class: one of ASCII that is seen, if there are any.
fn one_of(class: &Class, rng: &mut Rng) -> Option<char> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let seen: Vec<(u32, u32)> = ranges
        .iter()
        .map(|(start, end)| (*start.max(&0x20), *end.min(&0x7e)))
        .filter(|(start, end)| start <= end)
        .collect();
    let ranges = if seen.is_empty() { ranges } else { seen };
    let (start, end) = *ranges.get(rng.usize(..ranges.len().max(1)))?;
    char::from_u32(rng.u32(start..=end))
}
