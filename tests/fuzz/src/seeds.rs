//! What inputs begin with: the descriptions and the payloads of the tests.

use std::fs;
use std::path::Path;

/// The files below a folder of `tests/`, or of the workspace by `..`, with one of the extensions, by their paths.
pub(crate) fn texts(folder: &str, extensions: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder)];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found.into_iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

/// All descriptions: those that are fine and those that are not, and the one of the workspace.
pub(crate) fn descriptions() -> Vec<String> {
    let folders = ["fixtures", "invalid", "ledger", "../spec"];
    folders.into_iter().flat_map(|folder| texts(folder, &["yaml", "json"])).collect()
}

pub(crate) fn payloads() -> Vec<String> {
    texts("payloads", &["json"])
}

pub(crate) fn bytes(texts: Vec<String>) -> Vec<Vec<u8>> {
    texts.into_iter().map(String::into_bytes).collect()
}
