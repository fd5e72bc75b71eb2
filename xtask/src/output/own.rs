//! Folders of the commands' own below the build's folder, which may be emptied and filled as they like.
//!
//! It must not touch a folder of the user's.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use super::cannot;
use crate::codegen::Failure;

/// Makes `folder` hold `files`, by their paths with `/`, and nothing else.
#[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
pub(crate) fn fill(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| cannot("empty the folder", folder, &error))?;
    }
    files.iter().try_for_each(|(path, text)| write(&folder.join(path), text))
}

/// Makes a folder that is not there a copy of another one, with the times of the files, by which Cargo tells what is old.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(|error| cannot("make the folder", to, &error))?;
    let entries = fs::read_dir(from).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    for entry in entries.map_err(|error| cannot("read", from, &error))? {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            self::copy(&path, &copy)?;
            continue;
        }
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let written = fs::copy(&path, &copy).and_then(|_| File::options().append(true).open(&copy));
        written.and_then(|file| file.set_modified(modified?)).map_err(|error| cannot("write", &copy, &error))?;
    }
    Ok(())
}

/// Writes a file and the folders that it is in.
#[expect(clippy::disallowed_methods, reason = "this is the place that writes files")]
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot("make the folder", folder, &error))?;
    }
    fs::write(path, text).map_err(|error| cannot("write", path, &error))
}
