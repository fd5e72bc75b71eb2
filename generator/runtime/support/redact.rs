//! Text that is fit to be shown: without control characters, without values that may be secret.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display, Write as _};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Response, StatusCode};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::decode::json_text;
use super::security::Hidden;

/// The most characters of a body that an error shows.
const EXCERPT_CHARS: usize = 200;

/// The most bytes of a body that are looked at for an excerpt.
const EXCERPT_BYTES: usize = 4096;

/// The most characters of one text of a server that an error shows.
const TEXT_CHARS: usize = 1000;

/// Text of a server, cut short, and without the characters that control a terminal or the direction of writing.
pub(super) struct Clean<'a>(pub(super) &'a str);

impl Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.0.chars().filter(|c| !is_hidden(*c));
        shown.by_ref().take(TEXT_CHARS).try_for_each(|c| f.write_char(c))?;
        if shown.next().is_some() { f.write_char('…') } else { Ok(()) }
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The names of members whose values may be secret.
pub(crate) struct Names<'a>(pub(crate) &'a BTreeMap<String, Value>);

impl Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// The status with its name, if it has one.
pub(super) fn status_line(status: StatusCode) -> String {
    status
        .canonical_reason()
        .map_or_else(|| status.as_str().to_owned(), |reason| format!("{} {reason}", status.as_str()))
}

/// The beginning of a body, in one line; nothing of a body that may be what was asked for, since it may hold secrets: of
/// JSON, even if it is cut, and of the body of a success, unless it is a page for people.
pub(super) fn excerpt(response: &Response<Bytes>) -> String {
    let body = response.body();
    if is_json(response) || response.status().is_success() && !is_page(body) {
        return String::new();
    }
    let start = body.get(..EXCERPT_BYTES).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let text = match response.extensions().get::<Hidden>() {
        Some(hidden) if start.len() < body.len() => hidden.mask_cut(&text),
        _ => mask(response, &text),
    };
    let words: Vec<String> = text.split_whitespace().map(|word| Clean(word).to_string()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// The text without the credentials of the client that received the response.
pub(super) fn mask(response: &Response<Bytes>, text: &str) -> String {
    response.extensions().get::<Hidden>().map_or_else(|| text.to_owned(), |hidden| hidden.mask(text))
}

fn is_page(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    ["<!doctype html", "<html"]
        .iter()
        .any(|start| body.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes())))
}

fn is_json(response: &Response<Bytes>) -> bool {
    let body = json_text(response.body()).trim_ascii_start();
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let declared = media_type.is_some_and(|text| text.contains("json"));
    match body.first() {
        None | Some(b'<') => false,
        Some(b'{' | b'[' | b'"') => true,
        Some(_) => declared || serde_json::from_slice::<IgnoredAny>(body).is_ok(),
    }
}

/// A message of serde without the values that it quotes: `invalid type: string "x", expected u64` loses the `"x"`.
pub(super) fn redact(message: &str) -> String {
    let mut shown = String::new();
    let mut rest = message;
    while let Some(found) = ["\"", "`"].iter().filter_map(|quote| rest.find(quote)).min() {
        let (before, quoted) = rest.split_at(found);
        shown.push_str(before);
        let after = if quoted.starts_with('"') { after_debug(quoted) } else { after_value(before, quoted) };
        if let Some(after) = after {
            shown.truncate(shown.trim_end().len());
            rest = after;
        } else {
            shown.push('`');
            rest = quoted.get(1..).unwrap_or_default();
        }
    }
    shown.push_str(rest);
    shown
}

/// What follows a string that is written as `Debug` writes it.
fn after_debug(quoted: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, c) in quoted.char_indices().skip(1) {
        match c {
            '"' if !escaped => return quoted.get(at + 1..),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    Some("")
}

/// What follows a value in backticks, if the words before it say that it is a value and not a name.
fn after_value<'a>(before: &str, quoted: &'a str) -> Option<&'a str> {
    let inner = quoted.get(1..)?;
    if ["integer ", "floating point ", "boolean ", "character "].iter().any(|kind| before.ends_with(kind)) {
        return inner.find('`').and_then(|end| inner.get(end + 1..)).or(Some(""));
    }
    if before.ends_with("unknown variant ") || before.ends_with("unknown field ") {
        // The text is written as it is, and may hold what commonly follows it: then nothing says where it ends.
        let mut ends = ["`, expected", "`, there are no"].iter().flat_map(|end| inner.match_indices(end));
        let end = ends.next().filter(|_| ends.next().is_none());
        return end.and_then(|(at, _)| inner.get(at + 1..)).or(Some(""));
    }
    None
}
