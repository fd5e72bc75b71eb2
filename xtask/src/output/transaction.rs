//! Carries out changes, all or none.
//!
//! New files and copies of the old ones are laid ready in a hidden folder beside their places; then nothing is left to
//! do but renaming, which is undone when it fails midway. It must not decide what is changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Change, cannot};
use crate::codegen::Failure;

/// Makes the folder `out` have what `changes` say; files that they do not name are left as they are.
///
/// # Errors
///
/// The disk refuses; all files are then as they were.
pub(crate) fn apply(out: &Path, changes: &[Change]) -> Result<(), Failure> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut transaction = Transaction { out, made: Vec::new(), renamed: Vec::new() };
    let done = transaction.run(changes);
    if done.is_err() {
        transaction.remove_made_folders();
    }
    done
}

struct Transaction<'a> {
    out: &'a Path,
    /// Folders that were made, outer ones first.
    made: Vec<PathBuf>,
    /// Files that have their new state, each with the copy of its old one.
    renamed: Vec<(PathBuf, Option<PathBuf>)>,
}

impl Transaction<'_> {
    /// Does everything in a hidden folder that is gone afterwards, unless something could not be put back from it.
    fn run(&mut self, changes: &[Change]) -> Result<(), Failure> {
        let out = self.out;
        self.make_folder(out).map_err(|error| refused("make the folder", out, &error))?;
        let stage = tempfile::Builder::new().prefix(".codegen-").tempdir_in(out);
        let stage = stage.map_err(|error| refused("write to the folder", out, &error))?;
        let Err(failure) = self.lay_ready(&stage, changes).and_then(|()| self.rename_all(&stage, changes)) else {
            self.remove_empty_folders(changes);
            return stage.close().map_err(|error| cannot("remove the temporary folder in", out, &error));
        };
        let lost = self.put_back();
        if lost == 0 {
            return Err(failure);
        }
        let kept = stage.keep();
        Err(Failure::new(format!("{}; {lost} files could not be put back", failure.message))
            .help(format!("the old files are in `{}`", kept.display())))
    }

    /// Writes the new files and keeps the old ones; nothing that counts is changed.
    #[expect(clippy::disallowed_methods, reason = "this is the place that writes files")]
    fn lay_ready(&self, stage: &TempDir, changes: &[Change]) -> Result<(), Failure> {
        for (index, change) in changes.iter().enumerate() {
            let place = self.out.join(&change.path);
            if let Some(text) = &change.new {
                fs::write(new_file(stage, index), text).map_err(|error| refused("write", &place, &error))?;
            }
            if change.old.is_some() {
                let old = old_file(stage, index);
                // A link keeps the time stamp; not all file systems have them.
                fs::hard_link(&place, &old)
                    .or_else(|_| fs::copy(&place, &old).map(|_| ()))
                    .map_err(|error| refused("keep a copy of", &place, &error))?;
            }
        }
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
    fn rename_all(&mut self, stage: &TempDir, changes: &[Change]) -> Result<(), Failure> {
        for (index, change) in changes.iter().enumerate() {
            let place = self.out.join(&change.path);
            let done = match change.new {
                Some(_) => place
                    .parent()
                    .map_or(Ok(()), |folder| self.make_folder(folder))
                    .and_then(|()| fs::rename(new_file(stage, index), &place)),
                None => fs::remove_file(&place),
            };
            done.map_err(|error| refused("change", &place, &error))?;
            self.renamed.push((place, change.old.is_some().then(|| old_file(stage, index))));
        }
        Ok(())
    }

    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<_> = folder.ancestors().take_while(|folder| !is_folder(folder)).map(Path::to_owned).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.made.push(folder);
        }
        Ok(())
    }

    /// Puts back what was renamed; gives how many files it could not put back.
    #[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
    fn put_back(&mut self) -> usize {
        let mut lost = 0;
        while let Some((place, old)) = self.renamed.pop() {
            let undone = match old {
                Some(old) => fs::rename(old, &place),
                None => fs::remove_file(&place),
            };
            lost += usize::from(undone.is_err());
        }
        lost
    }

    /// Removes the folders that were made for files that did not come; what is not empty stays.
    fn remove_made_folders(&mut self) {
        while let Some(folder) = self.made.pop() {
            let _ = fs::remove_dir(folder);
        }
    }

    /// Removes the folders that removals have left empty, up to the output folder.
    fn remove_empty_folders(&self, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.new.is_none()) {
            for folder in Path::new(&change.path).ancestors().skip(1).filter(|folder| *folder != Path::new("")) {
                // It refuses a folder that is not empty.
                if fs::remove_dir(self.out.join(folder)).is_err() {
                    break;
                }
            }
        }
    }
}

/// The empty path stands for the current folder.
fn is_folder(path: &Path) -> bool {
    path == Path::new("") || path.is_dir()
}

fn new_file(stage: &TempDir, index: usize) -> PathBuf {
    stage.path().join(format!("{index}.new"))
}

fn old_file(stage: &TempDir, index: usize) -> PathBuf {
    stage.path().join(format!("{index}.old"))
}

fn refused(verb: &str, path: &Path, error: &io::Error) -> Failure {
    cannot(verb, path, error).help("check the permissions and the space on the disk; the old files are as they were")
}
