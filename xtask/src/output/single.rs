//! A single file that the user named, written in a way that can be undone.
//!
//! It must not decide whether the file may be written.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{cannot, own};
use crate::codegen::Failure;

/// A file that was written, and what it takes to undo that.
#[derive(Debug)]
pub(crate) struct Written {
    path: PathBuf,
    before: Before,
    /// Folders that were made, inner ones first.
    made: Vec<PathBuf>,
}

/// What was there before.
#[derive(Debug)]
enum Before {
    Nothing,
    File(Vec<u8>),
    /// A pipe or the like, which is not read and keeps nothing.
    NoFile,
}

/// Writes a file and the folders that it is in; all is as it was if that fails.
pub(crate) fn write(path: &Path, text: &str) -> Result<Written, Failure> {
    let before = match fs::metadata(path) {
        Ok(found) if found.is_file() => Before::File(fs::read(path).map_err(|error| cannot("read", path, &error))?),
        Err(error) if error.kind() == ErrorKind::NotFound => Before::Nothing,
        _ => Before::NoFile,
    };
    let is_missing = |folder: &&Path| *folder != Path::new("") && !folder.exists();
    let made = path.ancestors().skip(1).take_while(is_missing).map(Path::to_owned).collect();
    let written = Written { path: path.to_owned(), before, made };
    match own::write(path, text) {
        Ok(()) => Ok(written),
        Err(failure) => {
            written.undo();
            Err(failure)
        }
    }
}

impl Written {
    /// Puts back what was there before, as far as the disk lets it.
    #[expect(clippy::disallowed_methods, reason = "this is the place that writes and removes files")]
    pub(crate) fn undo(self) {
        let _ = match self.before {
            // The file, where the path is a link to it.
            Before::Nothing => fs::canonicalize(&self.path).and_then(fs::remove_file),
            Before::File(bytes) => fs::write(&self.path, bytes),
            Before::NoFile => Ok(()),
        };
        for folder in self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}
