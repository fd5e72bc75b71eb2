//! Finds the files that an earlier run made and this one does not.
//!
//! It must not find a file of another crate, of another tool or of a person: it looks only where our crates have files.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::{Change, cannot, header, is_absent};
use crate::codegen::Failure;

/// The removals that the folder `out` needs, in the order of their paths.
///
/// A file is stale when its header names the description that is read now, or the one that the crate there was made
/// from: its `Cargo.toml` tells.
pub(super) fn stale(out: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, Failure> {
    let manifest = out.join("Cargo.toml");
    let now = files.values().next().and_then(|text| header::description(text.as_bytes()));
    let before = if is_file(&manifest) { header::description_of(&manifest)? } else { None };
    let descriptions = now.into_iter().map(str::to_owned).chain(before).collect();
    let mut search = Search { out, files, descriptions, found: Vec::new() };
    search.folder("src", true)?;
    search.folder("examples", false)?;
    search.found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(search.found)
}

struct Search<'a> {
    out: &'a Path,
    files: &'a BTreeMap<String, String>,
    /// Names of descriptions whose files are the crate's own.
    descriptions: Vec<String>,
    found: Vec<Change>,
}

impl Search<'_> {
    /// Looks into a folder that is no link and no crate of its own; into those in it if it is `deep`.
    fn folder(&mut self, folder: &str, deep: bool) -> Result<(), Failure> {
        let here = self.out.join(folder);
        let is_folder = fs::symlink_metadata(&here).is_ok_and(|found| found.is_dir());
        if !is_folder || fs::symlink_metadata(here.join("Cargo.toml")).is_ok() {
            return Ok(());
        }
        let entries = fs::read_dir(&here).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        for entry in entries.map_err(|error| cannot("list", &here, &error))? {
            // A name that is no Unicode is not one of ours.
            let name = entry.file_name();
            let Some(name) = OsStr::to_str(&name) else { continue };
            let path = format!("{folder}/{name}");
            let kind = entry.file_type().map_err(|error| cannot("look at", &entry.path(), &error))?;
            if kind.is_dir() && deep {
                self.folder(&path, deep)?;
            } else if kind.is_file()
                && (deep || Path::new(name).extension() == Some(OsStr::new("rs")))
                && !self.files.contains_key(&path)
            {
                self.file(path)?;
            }
        }
        Ok(())
    }

    fn file(&mut self, path: String) -> Result<(), Failure> {
        let file = self.out.join(&path);
        let description = header::description_of(&file)?;
        if description.is_some_and(|description| self.descriptions.contains(&description)) {
            let bytes = fs::read(&file).map_err(|error| cannot("read", &file, &error))?;
            let old = Some(String::from_utf8_lossy(&bytes).into_owned());
            self.found.push(Change { path, old, new: None });
        }
        Ok(())
    }
}

fn is_file(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(found) => found.is_file(),
        Err(error) => !is_absent(&error),
    }
}
