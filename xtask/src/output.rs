//! The files of a generated crate: what differs on disk, and how the disk is changed.
//!
//! This is the only place that writes and removes files. It must never touch a file that the generator did not write,
//! and must leave the old files whole when it fails.

mod header;
pub(crate) mod own;
pub(crate) mod single;
mod stage;
mod stale;
mod transaction;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use crate::codegen::Failure;
use crate::text;

pub(crate) use transaction::apply;

/// One file that differs from what it should be; paths are below the output folder, with `/`.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) path: String,
    /// The text on disk, if there is a file.
    pub(crate) old: Option<String>,
    /// The text that it should have, if there should be a file.
    pub(crate) new: Option<String>,
}

/// Reads a text file that the user named.
pub(crate) fn read_text(path: &Path, name: &str) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new(format!("there is no file `{name}`"))
            .help("give the path of the description with `--spec`, from the current folder"),
        ErrorKind::IsADirectory => {
            Failure::new(format!("`{name}` is a folder, not a file")).help("give the root file of the description")
        }
        _ => Failure::new(format!("cannot read `{name}`: {error}")),
    })?;
    text::decode(bytes).map_err(|line| {
        Failure::new(format!("`{name}` is not UTF-8 text: line {line} has a byte that cannot be read"))
            .help("save the file in UTF-8")
    })
}

/// Reads the text files of a folder whose names end in `extension`, by their names; not those of folders in it.
pub(crate) fn read_folder(path: &Path, name: &str, extension: &str) -> Result<BTreeMap<String, String>, Failure> {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(|error| {
        Failure::new(format!("cannot list the folder `{name}`: {error}")).help("give the path from the current folder")
    })?;
    let mut texts = BTreeMap::new();
    for file in entries.iter().map(fs::DirEntry::path).filter(|file| file.extension() == Some(OsStr::new(extension))) {
        if let Some(file_name) = file.file_name().and_then(OsStr::to_str) {
            texts.insert(file_name.to_owned(), read_text(&file, &format!("{name}/{file_name}"))?);
        }
    }
    Ok(texts)
}

/// Holds `files` against the folder `out`: removals first, each part in the order of its paths.
///
/// # Errors
///
/// Something that we did not write stands where a file should go, or cannot be read.
pub(crate) fn compare(out: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, Failure> {
    if let Some(file) = out.ancestors().find(|place| place.exists()).filter(|place| !place.is_dir()) {
        return Err(Failure::new(format!("`{}` is not a folder", file.display()))
            .help("give another `--out`, or move the file away; nothing was changed"));
    }
    let mut changes = stale::stale(out, files)?;
    check_folders(out, files, &changes)?;
    for (path, new) in files {
        let file = out.join(path);
        let old = match fs::symlink_metadata(&file) {
            Err(error) if is_absent(&error) => None,
            Err(error) => return Err(cannot("look at", &file, &error)),
            Ok(found) if found.is_file() => Some(fs::read(&file).map_err(|error| cannot("read", &file, &error))?),
            Ok(_) => return Err(in_the_way(&file, "is not a file")),
        };
        let old = old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        match old {
            Some(old) if old == *new => {}
            Some(old) if header::description(old.as_bytes()).is_none() => {
                return Err(in_the_way(&file, "was not written by this command"));
            }
            old => changes.push(Change { path: path.clone(), old, new: Some(new.clone()) }),
        }
    }
    Ok(changes)
}

/// The paths of the generator lead down from the output folder, through folders that are no links.
fn check_folders(out: &Path, files: &BTreeMap<String, String>, stale: &[Change]) -> Result<(), Failure> {
    let mut folders = BTreeSet::new();
    for path in files.keys() {
        let below = Path::new(path);
        if path.is_empty() || !below.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Failure::new(format!(
                "the generator made a file with the path `{path}`, which is not below the crate"
            )));
        }
        for folder in below.ancestors().skip(1).filter(|folder| *folder != Path::new("")) {
            // What is above a known folder is known, too.
            if !folders.insert(folder) {
                break;
            }
        }
    }
    // A stale file of ours makes room.
    for change in stale {
        folders.remove(Path::new(&change.path));
    }
    for folder in folders {
        let folder = out.join(folder);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(in_the_way(&folder, "is not a folder")),
            Err(error) if is_absent(&error) => {}
            Err(error) => return Err(cannot("look at", &folder, &error)),
        }
    }
    Ok(())
}

/// There is nothing, or a file stands where the path wants a folder.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn in_the_way(path: &Path, why: &str) -> Failure {
    Failure::new(format!("`{}` {why}, so it is not overwritten", path.display()))
        .help("move it away, or give another `--out`; nothing was changed")
}

fn cannot(verb: &str, path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot {verb} `{}`: {error}", path.display()))
}

fn refused(verb: &str, path: &Path, error: &std::io::Error) -> Failure {
    cannot(verb, path, error).help("check the permissions and the space on the disk; the old files are as they were")
}
