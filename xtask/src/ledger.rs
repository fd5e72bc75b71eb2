//! The file that says all that was not carried over as the description says it.
//!
//! It must not overwrite a file that it did not write.

use std::fs;
use std::path::Path;

use generator::{Note, Sources};

use crate::codegen::Failure;
use crate::output::own;
use crate::report::{clean, note_line};

/// The first line of the file.
const HEADING: &str = "# What `cargo xtask codegen --notes` has to say, by place.";

/// Writes the notes of a run and all that the crate leaves out, in the order of their places.
pub(crate) fn write(path: &Path, sources: &Sources, notes: &[Note]) -> Result<(), Failure> {
    if path.exists() && !fs::read_to_string(path).is_ok_and(|text| text.starts_with(HEADING)) {
        let message = format!("`{}` was not written by this command, so it is not overwritten", path.display());
        return Err(Failure::new(message).help("give another file to `--notes`"));
    }
    let mut bundle = generator::bundle(sources).map_err(|problems| Failure::new(problems.to_string()))?;
    let mut all: Vec<Note> = notes.iter().cloned().chain(bundle.left_out()).collect();
    all.sort_by(|one, other| (&one.place, one.kind, &one.text).cmp(&(&other.place, other.kind, &other.text)));
    all.dedup();
    let lines: String = all.iter().map(|note| clean(&note_line(sources, note)) + "\n").collect();
    own::write(path, &format!("{HEADING}\n{lines}"))
}
