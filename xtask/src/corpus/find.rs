//! Finds the root documents of descriptions below folders.
//!
//! It looks only for the word that makes a document a root, at its top. It must not judge what else is in it, nor parse
//! it: most files of a folder may be large and no descriptions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::codegen::Failure;
use crate::text;

/// A root document.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub(super) path: PathBuf,
    /// What the table calls it: its path from the folder that the user named, with that folder if there are several.
    pub(super) name: String,
    /// The folder that it was found below.
    pub(super) top: Option<PathBuf>,
}

impl Description {
    fn new(path: PathBuf, top: Option<&Path>) -> Self {
        Self { name: path.to_string_lossy().into_owned(), path, top: top.map(Path::to_owned) }
    }

    /// Leaves the folder out of the name.
    fn shorten(&mut self, folder: &Path) {
        if let (Some(_), Ok(below)) = (&self.top, self.path.strip_prefix(folder)) {
            self.name = below.to_string_lossy().into_owned();
        }
    }
}

/// The words, one of which every root document has at its top.
const WORDS: [&str; 2] = ["openapi", "swagger"];

/// The root documents among `paths` and below those that are folders, by their paths.
///
/// # Errors
///
/// A path does not exist or cannot be read, a file is no root document, or there is none at all.
pub(super) fn descriptions(paths: &[PathBuf]) -> Result<Vec<Description>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        let shown = path.display();
        let kind = fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                Failure::new(format!("there is no file or folder `{shown}`")).help("give paths from the current folder")
            }
            _ => Failure::new(format!("cannot look at `{shown}`: {error}")),
        })?;
        if !kind.is_dir() && !kind.is_file() {
            return Err(Failure::new(format!("`{shown}` is neither a file nor a folder"))
                .help("a description is read several times: write it into a file"));
        }
        if kind.is_dir() {
            let before = found.len();
            below(path, path, &mut found)?;
            if found.len() == before {
                return Err(Failure::new(format!("there is no OpenAPI description below `{shown}`"))
                    .help("a description is a file in YAML or JSON with `openapi` or `swagger` at its top"));
            }
        } else if is_root(path) {
            found.push(Description::new(path.clone(), None));
        } else {
            return Err(Failure::new(format!("`{shown}` is not the root document of an OpenAPI description"))
                .help("it needs `openapi` or `swagger` at its top"));
        }
    }
    if let [only] = paths {
        for description in &mut found {
            description.shorten(only);
        }
    }
    // Of a file that is named twice, the one that may refer to more comes first and is kept.
    found.sort_by(|one, other| (&one.path, one.top.is_none()).cmp(&(&other.path, other.top.is_none())));
    found.dedup_by(|one, other| one.path == other.path);
    Ok(found)
}

fn below(top: &Path, folder: &Path, found: &mut Vec<Description>) -> Result<(), Failure> {
    let cannot = |error| Failure::new(format!("cannot list the folder `{}`: {error}", folder.display()));
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let kind = entry.file_type().map_err(cannot)?;
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !is_hidden {
            below(top, &path, found)?;
        } else if kind.is_file() && has_extension(&path) && is_root(&path) {
            found.push(Description::new(path, Some(top)));
        }
    }
    Ok(())
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "json" | "yaml" | "yml"))
}

/// What cannot be read may be one: whoever reads it then says why it cannot.
fn is_root(path: &Path) -> bool {
    fs::read(path).map_or(true, |bytes| has_word(&text::for_search(bytes)))
}

/// Whether one of the words is a key at the top of a text in YAML or JSON, also if the text is not all UTF-8.
fn has_word(text: &[u8]) -> bool {
    let mut text = text.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(text);
    while let Some(rest) = behind_line_without_content(text) {
        text = rest;
    }
    let text = text.strip_prefix(b"---".as_slice()).unwrap_or(text);
    let content = text.trim_ascii_start();
    if content.starts_with(b"{") {
        return braces_have_word(content);
    }
    // The mapping at the top may be indented as a whole.
    let indentation = text.len() - content.len();
    let mut lines = text.split(|byte| is_line_end(*byte)).filter_map(|line| line.split_at_checked(indentation));
    lines.any(|(before, line)| line_has_word(line) && before.trim_ascii().is_empty())
}

/// What follows the first line, if that one is empty, a comment, a directive or the mark of a document.
fn behind_line_without_content(text: &[u8]) -> Option<&[u8]> {
    let end = text.iter().position(|byte| is_line_end(*byte))?;
    let line = text[..end].strip_prefix(b"---".as_slice()).unwrap_or(&text[..end]).trim_ascii();
    matches!(line.first(), None | Some(b'#' | b'%')).then(|| &text[end + 1..])
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Whether a line of YAML begins with one of the words as a key.
fn line_has_word(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\"").or_else(|| line.strip_prefix(b"'")).unwrap_or(line);
    WORDS.iter().any(|word| {
        let rest = line.strip_prefix(word.as_bytes());
        let rest = rest.map(|rest| rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest));
        rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
    })
}

/// Whether one of the words is a key of the braces that the text begins with, in JSON or YAML.
fn braces_have_word(text: &[u8]) -> bool {
    let mut depth = 0_usize;
    // Whether a key or a value may begin here; within one without quotation marks, an apostrophe is a letter.
    let mut is_start = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        if depth == 1 && is_start && line_has_word(&text[at..]) {
            return true;
        }
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return false,
            b'}' | b']' => depth -= 1,
            b'"' | b'\'' if is_start => at = end_of_string(text, at),
            b'#' if text[at - 1].is_ascii_whitespace() => at = end_of_line(text, at),
            _ => {}
        }
        is_start =
            matches!(byte, b'{' | b'[' | b',' | b':') || is_start && (byte.is_ascii_whitespace() || byte == b'#');
        at += 1;
    }
    false
}

/// The place of the mark that ends the string which begins with the same at `start`.
fn end_of_string(text: &[u8], start: usize) -> usize {
    let mark = text[start];
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' if mark == b'"' => at += 2,
            b'\'' if mark == byte && text.get(at + 1) == Some(&byte) => at += 2,
            _ if byte == mark => return at,
            _ => at += 1,
        }
    }
    at
}

/// The place of the line end behind `start`.
fn end_of_line(text: &[u8], start: usize) -> usize {
    let length = text[start..].iter().position(|byte| is_line_end(*byte));
    length.map_or(text.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[track_caller]
    fn assert_root(texts: &[&str]) {
        for text in texts {
            assert!(has_word(text.as_bytes()), "{text}");
        }
    }

    #[track_caller]
    fn assert_no_root(texts: &[&str]) {
        for text in texts {
            assert!(!has_word(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn the_word_counts_at_the_top_only() {
        assert_root(&[
            r#"{ "info": { "a\"}": [1] }, "openapi" : "3.0.3" }"#,
            "info: {}\nopenapi: 3.0.3",
            "\r\n'swagger' : '2.0'\r\n",
            "\u{feff}openapi: 3.0.3",
        ]);
        assert_no_root(&[
            r#"{ "info": { "openapi": "3.0.3" }, "title": "openapi" }"#,
            r#"{ "openapi-version": 1 }"#,
            r#"[{ "openapi": "3.0.3" }]"#,
            "{}\n{ \"openapi\": \"3.0.3\" }",
            "info:\n  openapi: 3.0.3",
            "- openapi: 3.0.3",
            "openapis: 1",
            "# openapi: 3.0.3\n",
            "",
        ]);
    }

    #[test]
    fn braces_may_be_yaml() {
        assert_root(&[
            "{openapi: 3.0.3, info: {}}",
            "{info: {title: It's, x: 'it''s }'}, # don't {\n 'openapi': 3.0.3}",
            "{a: b#c, d: [e,\n  f], openapi: 3.0.3}",
            "--- {swagger: '2.0'}",
        ]);
        assert_no_root(&[
            "{info: {openapi: 3.0.3}}",
            "{a: openapi}",
            "{a: '\n, openapi: 1'}",
            "{a: 1 #, openapi: 1\n}",
        ]);
    }

    #[test]
    fn lines_without_content_may_stand_before_the_top() {
        for before in ["# a\n", "\n \n", "%YAML 1.2\n---\n", "--- # a\n", "---\r\n# b\r\n", "  # openapi: 1\n"] {
            assert_root(&[&format!("{before}{{ \"openapi\": \"3.0.3\" }}"), &format!("{before}openapi: 3.0.3\n")]);
        }
    }

    #[test]
    fn the_top_may_be_indented() {
        assert_root(&["  info:\n    x: 1\n  openapi: 3.0.3\n", "---\n openapi: 3.0.3\n"]);
        assert_no_root(&["  info:\n    openapi: 3.0.3\n", "  info: |\n   openapi: 3.0.3\n"]);
    }
}
