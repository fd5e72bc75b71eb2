//! Documentation of items: the text of the description, the facts beside it, and how wide its lines are.

use crate::ir::Docs;
use crate::markdown::{code, fence_marker, safe, without_controls};

/// Columns that a paragraph may fill.
const WIDTH: usize = 108;

/// The lines of documentation: the text, then the facts, then the closing lines, each a paragraph.
pub(super) fn lines(docs: &Docs, closing: &[String]) -> Vec<String> {
    let mut lines = wrap(&said(docs));
    close(&mut lines, closing);
    lines
}

/// A list of names and what is said of each.
pub(super) fn list(entries: &[(&str, &Docs)]) -> Vec<String> {
    let mut list = Vec::new();
    for (name, docs) in entries {
        let lines = wrap(&format!("{}: {}", code(name), said(docs)));
        list.extend(lines.into_iter().enumerate().map(|(index, line)| match index {
            0 => format!("* {line}"),
            _ if line.is_empty() => line,
            _ => format!("  {line}"),
        }));
    }
    list
}

/// The text and the facts.
fn said(docs: &Docs) -> String {
    let text = docs.text.as_deref().map(safe).unwrap_or_default();
    let mut facts: Vec<String> = docs.facts.clone();
    if docs.deprecated {
        facts.insert(0, "Deprecated.".to_owned());
    }
    let facts = facts.join(" ");
    let ends_a_sentence = text.ends_with(['.', '!', '?']) && !text.contains('\n');
    let gap = match (text.is_empty(), facts.is_empty()) {
        (false, false) if ends_a_sentence => " ",
        (false, false) if !text.contains('\n') => ". ",
        (false, false) => "\n\n",
        _ => "",
    };
    format!("{text}{gap}{facts}")
}

/// Adds lines as a paragraph of their own.
pub(super) fn add(lines: &mut Vec<String>, paragraph: Vec<String>) {
    if !lines.is_empty() && !paragraph.is_empty() {
        lines.push(String::new());
    }
    lines.extend(paragraph);
}

/// Adds the closing lines.
pub(super) fn close(lines: &mut Vec<String>, closing: &[String]) {
    for paragraph in closing {
        let paragraph = without_controls(paragraph).replace('\n', " ");
        // One piece of code, as a path or a place is, stays on one line.
        let pieces = paragraph.matches('`').count() / 2;
        add(lines, if pieces == 1 { vec![paragraph] } else { wrap(&paragraph) });
    }
}

/// Breaks paragraphs that are too wide; lists, tables, headings and code stay as they are.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        let fence = !fence_marker(line).is_empty();
        in_code ^= fence;
        let plain = line.chars().next().is_some_and(|first| first.is_alphanumeric() || "`*_\"'(".contains(first));
        let ordered = line.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
        if in_code || fence || !plain || ordered || line.starts_with("* ") || line.len() <= WIDTH {
            lines.push(line.to_owned());
        } else {
            fill(line, &mut lines);
        }
    }
    lines
}

/// Puts as many words on each line as it takes.
fn fill(line: &str, lines: &mut Vec<String>) {
    let mut current = String::new();
    for word in line.split_whitespace() {
        // A word that would begin a list, a heading, a quotation or code stays on the line of its neighbour.
        let would_change = word.chars().all(|c| "-+*#>=|".contains(c))
            || word.ends_with(['.', ')']) && word.len() <= 3
            || !fence_marker(word).is_empty();
        if !current.is_empty() && current.len() + 1 + word.len() > WIDTH && !would_change {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
}
