//! The file that says all that was not carried over as the description says it.
//!
//! It must not overwrite a file that it did not write.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use generator::{Note, Sources};

use crate::codegen::Failure;
use crate::output::single::{self, Written};
use crate::report::{clean, note_line};

/// The first line of the file.
const HEADING: &str = "# What `cargo xtask codegen --notes` has to say, by place.";

/// Says whether the notes may be written to a path: to a file of this command, or to what is no file, such as a pipe.
pub(crate) fn may_write(path: &Path) -> Result<(), Failure> {
    let refuse = |what: &str| {
        let message = format!("`{}` {what}, so it is not overwritten", path.display());
        Err(Failure::new(message).help("give another file to `--notes`"))
    };
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => refuse("is a folder"),
        Ok(found) if found.is_file() && !fs::read_to_string(path).is_ok_and(|text| text.starts_with(HEADING)) => {
            refuse("was not written by this command")
        }
        _ => Ok(()),
    }
}

/// Says whether a path is free of the files and folders of the crate that goes to `out`.
pub(crate) fn is_apart(path: &Path, out: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let notes = absolute(path);
    if files.keys().any(|file| absolute(&out.join(file)).starts_with(&notes)) {
        let message = format!("`{}` is a file or folder of the crate, so the notes cannot go there", path.display());
        return Err(Failure::new(message).help("give another file to `--notes`"));
    }
    Ok(())
}

/// Writes the notes of a run and all that the crate leaves out, in the order of their places.
pub(crate) fn write(path: &Path, sources: &Sources, notes: &[Note]) -> Result<Written, Failure> {
    let mut bundle = generator::bundle(sources).map_err(|problems| Failure::new(problems.to_string()))?;
    let mut all: Vec<Note> = notes.iter().cloned().chain(bundle.left_out()).collect();
    all.sort_by(|one, other| (&one.place, one.kind, &one.text).cmp(&(&other.place, other.kind, &other.text)));
    all.dedup();
    let lines: String = all.iter().map(|note| clean(&note_line(sources, note)) + "\n").collect();
    single::write(path, &format!("{HEADING}\n{lines}"))
        .map_err(|failure| failure.help("give another file to `--notes`; nothing was changed"))
}
