//! Text of a description as Markdown that is safe to print, to render and to test.
//!
//! It must not know what is documented.

/// Where links may lead.
const SCHEMES: &[&str] = &["http://", "https://"];

/// A text as code within a line, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let text: String = without_controls(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let touches = text.is_empty() || text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    let gap = if touches { " " } else { "" };
    format!("{ticks}{gap}{text}{gap}{ticks}")
}

/// The text without what a compiler or a reader could take for something else.
pub(crate) fn safe(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    for line in without_controls(text).trim().lines() {
        let line = line.trim_end().replace('\t', "    ");
        let start = line.trim_start();
        let marker = fence_marker(start);
        let info = &start[marker.len()..];
        match &fence {
            Some(open) if marker.starts_with(open.as_str()) && info.is_empty() => {
                out.push(marker.to_owned());
                fence = None;
            }
            Some(_) => out.push(line),
            None if !marker.is_empty() && !info.contains('`') => {
                out.push(format!("{marker}{}", language(info)));
                fence = Some(marker.to_owned());
            }
            // Four spaces begin a block of code, which rustdoc would run as a test.
            None => out.push(format!("{}{}", " ".repeat((line.len() - start.len()).min(2)), block(start))),
        }
    }
    out.extend(fence);
    out.join("\n")
}

/// The signs that begin or end a block of code, and nothing when the line does not.
pub(crate) fn fence_marker(line: &str) -> &str {
    let rest = line.trim_start_matches(if line.starts_with('~') { '~' } else { '`' });
    let length = line.len() - rest.len();
    if length >= 3 { &line[..length] } else { "" }
}

/// A line outside of blocks of code; within quotations and lists none can begin.
fn block(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(length) = container(rest) {
        out.push_str(&rest[..length]);
        out.push(' ');
        rest = rest[length..].trim_start();
    }
    if !fence_marker(rest).is_empty() {
        out.push('\\');
    }
    out + &escape(rest)
}

/// Length of the sign that begins a quotation or an item of a list.
fn container(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match line.as_bytes().get(digits)? {
        b'>' if digits == 0 => return Some(1),
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    line[length..].starts_with(' ').then_some(length)
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

/// Escapes what would be HTML, a link into the crate or a script, outside of code spans.
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
            '<' => !SCHEMES.iter().any(|scheme| rest[1..].starts_with(scheme)),
            '[' => !is_link(rest),
            _ => false,
        };
        let backslashes = out.len() - out.trim_end_matches('\\').len();
        if escaped && backslashes.is_multiple_of(2) {
            out.push('\\');
        }
        out.push(next);
        rest = &rest[next.len_utf8()..];
    }
    out
}

/// Whether `[text](target)` with a target on the web begins here.
fn is_link(text: &str) -> bool {
    let target = text.find(']').and_then(|end| text[end + 1..].strip_prefix('('));
    target.is_some_and(|target| SCHEMES.iter().any(|scheme| target.starts_with(scheme)))
}

/// The text without control characters, and without those that change the order or the looks of what stands around them.
pub(crate) fn without_controls(text: &str) -> String {
    let kept = |c: char| match c {
        '\n' | '\t' => Some(c),
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        _ if c.is_control() => None,
        _ => Some(c),
    };
    text.replace("\r\n", "\n").replace('\r', "\n").chars().filter_map(kept).collect()
}
