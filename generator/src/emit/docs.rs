//! Text of a description as documentation that is safe to print, to render and to test.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// Columns that a paragraph may fill.
const WIDTH: usize = 100;

/// Documentation attributes: the text, then the facts, then the closing lines, each a paragraph.
pub(super) fn attributes(docs: &Docs, closing: &[String]) -> TokenStream {
    let lines = lines(docs, closing).into_iter().map(|line| {
        let line = if line.is_empty() { line } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// The lines of documentation.
pub(super) fn lines(docs: &Docs, closing: &[String]) -> Vec<String> {
    let mut text = docs.text.as_deref().map(safe).unwrap_or_default();
    let mut facts: Vec<String> = docs.facts.iter().map(|fact| without_controls(fact)).collect();
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
    text = format!("{text}{gap}{facts}");
    let mut lines = wrap(&text);
    for paragraph in closing {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(without_controls(paragraph));
    }
    lines
}

/// The text without what a compiler or a reader could take for something else.
fn safe(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for line in without_controls(text).trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let start = line.trim_start();
        let marker: String = start.chars().take_while(|c| *c == '`' || *c == '~').collect();
        let is_fence = marker.len() >= 3;
        match &fence {
            Some(open) if is_fence && marker.starts_with(open.as_str()) && start.len() == marker.len() => {
                out.push(marker);
                fence = None;
            }
            Some(_) => out.push(line),
            None if is_fence && !start[marker.len()..].contains('`') => {
                out.push(format!("{marker}{}", language(&start[marker.len()..])));
                fence = Some(marker);
            }
            // Four spaces begin a block of code, which rustdoc would run as a test.
            None => out.push(format!("{}{}", " ".repeat((line.len() - start.len()).min(2)), escape(start))),
        }
    }
    out.extend(fence);
    out.join("\n")
}

/// The language of a block of code, such that rustdoc does not take it for Rust.
fn language(info: &str) -> &str {
    let info = info.trim();
    let plain = !info.is_empty() && info.chars().all(|c| c.is_ascii_alphanumeric() || "+-_".contains(c));
    let rust =
        ["rust", "should_panic", "no_run", "ignore", "compile_fail", "custom", "test_harness", "standalone_crate"];
    if plain && !rust.contains(&info) && !info.starts_with("edition") && !info.starts_with("ignore-") {
        info
    } else {
        "text"
    }
}

/// Escapes what would be HTML or a link into the crate, outside of code spans.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        if next == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let closing = rest[ticks..].find(&rest[..ticks]).map_or(ticks, |at| ticks + at + ticks);
            out.push_str(&rest[..closing]);
            rest = &rest[closing..];
            continue;
        }
        let escaped = match next {
            '<' => !rest.starts_with("<http://") && !rest.starts_with("<https://"),
            '[' => !is_link(rest),
            _ => false,
        };
        if escaped && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// Whether `[text](target)` begins here.
fn is_link(text: &str) -> bool {
    text.find(']').is_some_and(|end| text[end + 1..].starts_with('('))
}

/// The text without control characters, and without those that change the order or the looks of what stands around them.
fn without_controls(text: &str) -> String {
    let kept = |c: char| match c {
        '\n' | '\t' => Some(c),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        _ if c.is_control() => None,
        _ => Some(c),
    };
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter_map(kept).collect()
}

/// Breaks paragraphs that are too wide; lists, tables, headings and code stay as they are.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        let fence = line.starts_with("```") || line.starts_with("~~~");
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
        // A word that would begin a list, a heading or a quotation stays on the line of its neighbour.
        let would_change = word.chars().all(|c| "-+*#>=|".contains(c)) || word.ends_with(['.', ')']) && word.len() <= 3;
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
