//! Words that messages share: what kind a value is, and which known word was probably meant.
//!
//! It must not know OpenAPI.

use serde_json::Value;

/// The longest value that is shown in a message, in characters.
const SHOWN: usize = 40;

/// What a value is, for a sentence such as "must be a string, not a list".
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

/// What a value is and, where it is short, the value itself: "the string `yes`".
pub(super) fn found(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return kind(value).to_owned(),
    };
    if text.chars().count() > SHOWN || text.contains(['\n', '`']) {
        return kind(value).to_owned();
    }
    format!("the {} `{text}`", kind(value).trim_start_matches("a "))
}

/// Words for a sentence, joined by `and` or `or`: "`a`, `b` or `c`".
pub(super) fn list(words: &[&str], and_or: &str) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => format!("`{}` {and_or} `{last}`", first.join("`, `")),
    }
}

/// The candidate that differs least from `word`, when it is close enough to be a slip of the pen.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit * 4)
        .map(|candidate| (distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words: insertions, removals, replacements, and swaps of neighbours.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut best = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let keywords = ["maxLength", "minLength", "pattern", "type"];
        assert_eq!(nearest("maxLenght", keywords.into_iter()), Some("maxLength"));
        assert_eq!(nearest("Type", keywords.into_iter()), Some("type"));
        assert_eq!(nearest("colour", keywords.into_iter()), None);
    }
}
