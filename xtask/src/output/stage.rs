//! The hidden folder in which a run lays its files ready, which is also what keeps two runs apart.
//!
//! A run that was killed leaves it behind; the next one empties it. It must not remove a file that no run put there.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{cannot, in_the_way};
use crate::codegen::Failure;

/// The folder, in the output folder so that a rename does not cross file systems.
const NAME: &str = ".codegen-stage";

/// The file in it that a run holds locked; the system lets go of it when the run ends in whatever way.
const LOCK: &str = "lock";

/// An empty stage that no other run uses.
#[derive(Debug)]
pub(super) struct Stage {
    folder: PathBuf,
    lock: File,
}

impl Stage {
    /// Makes the stage of the folder `out`, or takes over the one that a killed run left there.
    pub(super) fn open(out: &Path) -> Result<Self, Failure> {
        let folder = out.join(NAME);
        match fs::create_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !is_real_folder(&folder) {
                    return Err(in_the_way(&folder, "is not a folder"));
                }
            }
            made => made.map_err(|error| super::refused("write to the folder", out, &error))?,
        }
        let path = folder.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(|error| super::refused("write", &path, &error))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            let what = format!("another run is writing to `{}`", out.display());
            return Err(Failure::new(what).help("run the command again when that one has ended; nothing was changed"));
        }
        let stage = Self { folder, lock };
        stage.empty().map_err(|error| super::refused("empty the folder", &stage.folder, &error))?;
        Ok(stage)
    }

    /// Removes what a killed run left behind; nothing depends on it.
    pub(super) fn sweep(out: &Path) {
        if is_real_folder(&out.join(NAME))
            && let Ok(stage) = Self::open(out)
        {
            let _ = stage.close();
        }
    }

    /// Where the new text of a change is laid ready.
    pub(super) fn new_file(&self, index: usize) -> PathBuf {
        self.folder.join(format!("{index}.new"))
    }

    /// Where the old file of a change is kept.
    pub(super) fn old_file(&self, index: usize) -> PathBuf {
        self.folder.join(format!("{index}.old"))
    }

    /// Removes the stage; somebody else's file in it keeps the folder.
    #[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
    pub(super) fn close(self) -> Result<(), Failure> {
        let Self { folder, .. } = &self;
        self.empty().map_err(|error| cannot("empty the folder", folder, &error))?;
        drop(self.lock);
        let lock = self.folder.join(LOCK);
        fs::remove_file(&lock).map_err(|error| cannot("remove", &lock, &error))?;
        let _ = fs::remove_dir(&self.folder);
        Ok(())
    }

    /// Gives the stage a name under which no later run empties it.
    pub(super) fn keep(self) -> PathBuf {
        drop(self.lock);
        let names = (1..100).map(|number| self.folder.with_file_name(format!(".codegen-rescued-{number}")));
        let free = names.into_iter().find(|name| fs::symlink_metadata(name).is_err());
        match free.filter(|name| fs::rename(&self.folder, name).is_ok()) {
            Some(kept) => kept,
            None => self.folder,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place that removes files")]
    fn empty(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.strip_suffix(".new").or(name.strip_suffix(".old")));
            if number.is_some_and(|number| number.parse::<usize>().is_ok()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
