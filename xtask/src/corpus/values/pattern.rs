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

/// A text that matches and has about so many letters at least; none if the expression cannot be read.
pub(super) fn matching(pattern: &str, least: usize, rng: &mut Rng) -> Option<String> {
    let hir = Parser::new().parse(&without_looks(&plain(pattern))).ok()?;
    let most = MAX_REPEATS.max(u32::try_from(least).unwrap_or(MAX_REPEATS));
    let mut text = String::new();
    append(&hir, most, rng, &mut text)?;
    Some(text)
}

/// The expression without what it looks ahead or back for.
fn without_looks(pattern: &str) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    // How many groups are open within one that is left out.
    let mut open = 0;
    while let Some(first) = rest.chars().next() {
        let length = if first == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { first.len_utf8() };
        let is_look = ["(?!", "(?=", "(?<!", "(?<="].iter().any(|look| rest.starts_with(look));
        match first {
            '(' if open > 0 || is_look => open += 1,
            ')' if open > 0 => open -= 1,
            _ if open == 0 => text.push_str(&rest[..length]),
            _ => {}
        }
        rest = &rest[length..];
    }
    text
}

/// Whether a text matches, as far as this can tell.
pub(super) fn is_match(pattern: &str, text: &str) -> bool {
    regex::Regex::new(&plain(pattern)).is_ok_and(|regex| regex.is_match(text))
}

/// What JavaScript escapes, and Rust does not know.
fn plain(pattern: &str) -> String {
    pattern.replace(r"\/", "/").replace(r"\_", "_").replace(r"\d", "[0-9]")
}

fn append(hir: &Hir, repeats: u32, rng: &mut Rng, text: &mut String) -> Option<()> {
    if text.len() > MAX_LENGTH {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(one_of(class, rng)?),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(repetition.min + repeats).max(repetition.min);
            let most = most.min(repetition.min.max(64).max(repeats));
            let count = if rng.bool() { rng.u32(repetition.min..=most) } else { repetition.min };
            for _ in 0..count {
                append(&repetition.sub, repeats, rng, text)?;
            }
        }
        HirKind::Capture(capture) => append(&capture.sub, repeats, rng, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| append(part, repeats, rng, text))?,
        HirKind::Alternation(parts) => append(&parts[rng.usize(..parts.len())], repeats, rng, text)?,
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

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::{is_match, matching};

    #[test]
    fn texts_match_also_where_an_expression_looks_ahead() {
        let mut rng = Rng::with_seed(3);
        for pattern in [r"^[a-z][a-z0-9-]*$", r"^(?:\d{3}|x\/y)+$", r"^\p{Lu}$", "^.{2,3}$"] {
            let texts: Vec<String> = (0..50).filter_map(|_| matching(pattern, 0, &mut rng)).collect();
            assert!(texts.len() == 50 && texts.iter().all(|text| is_match(pattern, text)), "{pattern}: {texts:?}");
        }
        let looks = matching(r"^(?!(a|\))b)[a-c]{2}$", 0, &mut rng);
        assert!(looks.is_some_and(|text| is_match("^[a-c]{2}$", &text)));
        assert_eq!(matching("(", 0, &mut rng), None);
    }
}
