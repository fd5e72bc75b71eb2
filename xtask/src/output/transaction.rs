//! Carries out changes, all or none.
//!
//! New files and copies of the old ones are laid ready in a hidden folder; then nothing is left to do but renaming, which
//! is undone when it fails midway. It must not decide what is changed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stage::Stage;
use super::{Change, refused};
use crate::codegen::Failure;
use crate::report::count;

/// Makes the folder `out` have what `changes` say; files that they do not name are left as they are.
///
/// # Errors
///
/// The disk refuses; all files are then as they were.
pub(crate) fn apply(out: &Path, changes: &[Change]) -> Result<(), Failure> {
    if changes.is_empty() {
        Stage::sweep(out);
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
        let stage = Stage::open(out)?;
        let Err(failure) = self.lay_ready(&stage, changes).and_then(|()| self.rename_all(&stage, changes)) else {
            self.remove_empty_folders(changes);
            return stage.close();
        };
        let lost = self.put_back();
        if lost == 0 {
            let _ = stage.close();
            return Err(failure);
        }
        let kept = stage.keep();
        Err(Failure::new(format!("{}; {} could not be put back", failure.message, count(lost, "file")))
            .help(format!("the old files are in `{}`", kept.display())))
    }

    /// Writes the new files and keeps the old ones; nothing that counts is changed.
    #[expect(clippy::disallowed_methods, reason = "this is the place that writes files")]
    fn lay_ready(&self, stage: &Stage, changes: &[Change]) -> Result<(), Failure> {
        for (index, change) in changes.iter().enumerate() {
            let place = self.out.join(&change.path);
            if let Some(text) = &change.new {
                fs::write(stage.new_file(index), text).map_err(|error| refused("write", &place, &error))?;
            }
            if change.old.is_some() {
                let old = stage.old_file(index);
                // A link keeps the time stamp; not all file systems have them.
                fs::hard_link(&place, &old)
                    .or_else(|_| fs::copy(&place, &old).map(|_| ()))
                    .map_err(|error| refused("keep a copy of", &place, &error))?;
            }
        }
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
    fn rename_all(&mut self, stage: &Stage, changes: &[Change]) -> Result<(), Failure> {
        let mut ready: Option<PathBuf> = None;
        for (index, change) in changes.iter().enumerate() {
            let place = self.out.join(&change.path);
            // Paths come in order: files of one folder follow one another.
            let folder = place.parent().filter(|folder| ready.as_deref() != Some(folder));
            let done = match change.new {
                Some(_) => folder
                    .map_or(Ok(()), |folder| self.make_folder(folder))
                    .and_then(|()| fs::rename(stage.new_file(index), &place)),
                None => fs::remove_file(&place),
            };
            done.map_err(|error| refused("change", &place, &error))?;
            ready = folder.map(Path::to_owned).or(ready);
            self.renamed.push((place, change.old.is_some().then(|| stage.old_file(index))));
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
                Some(old) => {
                    // A folder may have come in the place of a file.
                    self.made.iter().rev().filter(|made| made.starts_with(&place)).for_each(|made| {
                        let _ = fs::remove_dir(made);
                    });
                    fs::rename(old, &place)
                }
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

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes into its own folder")]
mod tests {
    use std::fs::{self, File};
    use std::path::Path;

    use super::{Change, apply};

    fn change(path: &str, old: Option<&str>, new: Option<&str>) -> Change {
        Change { path: path.to_owned(), old: old.map(str::to_owned), new: new.map(str::to_owned) }
    }

    /// Names and texts of all files, and the names of all folders.
    fn listing(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match fs::read_to_string(&path) {
                Ok(text) => found.push(format!("{}: {text}", path.display())),
                Err(_) => found.extend([vec![format!("{}/", path.display())], listing(&path)].concat()),
            }
        }
        found.sort();
        found
    }

    /// What was renamed and removed before a folder stood in the way of the last file.
    #[test]
    fn a_rename_that_fails_midway_leaves_the_old_files_whole() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::write(out.join("a"), "old a").unwrap();
        fs::write(out.join("b"), "old b").unwrap();
        fs::create_dir(out.join("z")).unwrap();
        fs::write(out.join("z/full"), "kept").unwrap();
        let (before, stamp) = (listing(out), fs::metadata(out.join("a")).unwrap().modified().unwrap());
        let changes = [
            change("b", Some("old b"), None),
            change("a", Some("old a"), Some("new a")),
            change("deep/er/c", None, Some("new c")),
            change("z", None, Some("new z")),
        ];

        let failure = apply(out, &changes).unwrap_err();

        assert!(
            failure.message.starts_with("cannot change `") && failure.message.contains("/z`"),
            "{}",
            failure.message
        );
        assert_eq!(listing(out), before);
        assert_eq!(fs::metadata(out.join("a")).unwrap().modified().unwrap(), stamp);
    }

    #[test]
    fn folders_that_were_made_go_again_when_it_fails() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("x/y");
        // A path that leads through a file.
        let changes = [change("a", None, Some("a")), change("a/b", None, Some("b"))];

        apply(&out, &changes).unwrap_err();

        assert_eq!(listing(folder.path()), [""; 0]);
    }

    #[test]
    fn a_file_that_made_room_for_a_folder_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::write(out.join("a"), "old a").unwrap();
        fs::create_dir(out.join("z")).unwrap();
        let before = listing(out);
        let changes =
            [change("a", Some("old a"), None), change("a/b/c", None, Some("new c")), change("z", None, Some("new z"))];

        apply(out, &changes).unwrap_err();

        assert_eq!(listing(out), before);
    }

    /// The second change takes away what the first one made, so that neither can be undone.
    #[test]
    fn what_cannot_be_put_back_is_kept_where_the_message_says() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::create_dir(out.join("z")).unwrap();
        let changes = [change("a", None, Some("a")), change("a", None, None), change("z", None, Some("z"))];

        let failure = apply(out, &changes).unwrap_err();

        let kept = out.join(".codegen-rescued-1");
        assert!(failure.message.ends_with("; 2 files could not be put back"), "{}", failure.message);
        assert_eq!(failure.help, Some(format!("the old files are in `{}`", kept.display())));
        assert!(kept.join("2.new").exists());
        apply(out, &[change("a", None, Some("a"))]).unwrap();
        assert!(kept.join("2.new").exists());
    }

    #[test]
    fn two_runs_do_not_write_at_the_same_time() {
        let folder = tempfile::tempdir().unwrap();
        let stage = folder.path().join(".codegen-stage");
        fs::create_dir(&stage).unwrap();
        let lock = File::create(stage.join("lock")).unwrap();
        lock.lock().unwrap();
        let changes = [change("a", None, Some("new a"))];

        let failure = apply(folder.path(), &changes).unwrap_err();
        assert!(failure.message.starts_with("another run is writing to `"), "{}", failure.message);
        assert!(!folder.path().join("a").exists() && stage.exists());

        drop(lock);
        apply(folder.path(), &changes).unwrap();
        assert!(folder.path().join("a").exists() && !stage.exists());
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else_is() {
        let folder = tempfile::tempdir().unwrap();
        let stage = folder.path().join(".codegen-stage");
        fs::create_dir(&stage).unwrap();
        for name in ["lock", "0.new", "0.old", "12.new"] {
            fs::write(stage.join(name), "left").unwrap();
        }
        apply(folder.path(), &[]).unwrap();
        assert_eq!(listing(folder.path()), [""; 0]);

        fs::create_dir(&stage).unwrap();
        fs::write(stage.join("mine.txt"), "mine").unwrap();
        apply(folder.path(), &[]).unwrap();
        assert!(stage.join("mine.txt").exists());
    }
}
