//! Folders of the commands' own below the build's folder, which may be emptied and filled as they like.
//!
//! It must not touch a folder of the user's.

use std::collections::BTreeMap;
use std::fs;
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

/// Writes a file and the folders that it is in.
#[expect(clippy::disallowed_methods, reason = "this is the place that writes files")]
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot("make the folder", folder, &error))?;
    }
    fs::write(path, text).map_err(|error| cannot("write", path, &error))
}
