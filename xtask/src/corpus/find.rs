//! Finds the root documents of descriptions below folders.
//!
//! It looks only for the word that makes a document a root, at its top. It must not judge what else is in it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::codegen::Failure;
use crate::text;

/// A root document.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub(super) path: PathBuf,
    /// What the table calls it: its path from the folder that the user named.
    pub(super) name: String,
    /// The folder that it was found below.
    pub(super) top: Option<PathBuf>,
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
        if kind.is_dir() {
            let before = found.len();
            below(path, path, &mut found)?;
            if found.len() == before {
                return Err(Failure::new(format!("there is no OpenAPI description below `{shown}`"))
                    .help("a description is a file in YAML or JSON with `openapi` or `swagger` at its top"));
            }
        } else if is_root(path) {
            found.push(Description { path: path.clone(), name: shown.to_string(), top: None });
        } else {
            return Err(Failure::new(format!("`{shown}` is not the root document of an OpenAPI description"))
                .help("it needs `openapi` or `swagger` at its top"));
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
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
            let name = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(Description { path, name, top: Some(top.to_owned()) });
        }
    }
    Ok(())
}

fn has_extension(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| matches!(extension.as_str(), "json" | "yaml" | "yml"))
}

fn is_root(path: &Path) -> bool {
    let Some(text) = fs::read(path).ok().and_then(|bytes| text::decode(bytes).ok()) else { return false };
    let text = text.as_bytes();
    let text = text.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(text);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => braces_have_word(text),
        _ => text.split(|byte| matches!(byte, b'\n' | b'\r')).any(line_has_word),
    }
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

/// Whether one of the words is a key of the outermost braces.
fn braces_have_word(text: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                if depth == 1 && line_has_word(&text[at..]) {
                    return true;
                }
                at = end_of_string(text, at);
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// The place of the quotation mark that ends the string which begins at `start`.
fn end_of_string(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{braces_have_word, line_has_word};

    #[test]
    fn the_word_counts_at_the_top_only() {
        assert!(braces_have_word(br#"{ "info": { "a\"}": [1] }, "openapi" : "3.0.3" }"#));
        assert!(!braces_have_word(br#"{ "info": { "openapi": "3.0.3" }, "title": "openapi" }"#));
        assert!(!braces_have_word(br#"{ "openapi-version": 1 }"#));
        assert!(line_has_word(b"openapi: 3.0.3") && line_has_word(b"'swagger' : '2.0'"));
        assert!(!line_has_word(b"  openapi: 3.0.3") && !line_has_word(b"openapis: 1"));
    }
}
