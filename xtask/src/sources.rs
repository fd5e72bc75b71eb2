//! Reads the files of a description: the root document, what it refers to, and overlays.
//!
//! It must read nothing that the user did not allow: by default what the description refers to stands in its folder.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use generator::{Refusal, Source, Sources};

use crate::codegen::{Failure, Shown};
use crate::output;

/// Which files a description may refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those in the folder of the root document, and in folders below it.
    Folder,
    /// Those in this folder, and in folders below it.
    Below(PathBuf),
    /// Those in any folder.
    Anywhere,
}

/// Reads a description with all that it refers to.
pub(crate) fn read(root: &Shown, overlays: &[PathBuf], reach: Reach) -> Result<Sources, Failure> {
    let text = output::read_text(&root.path, &root.name).map_err(|failure| match failure.help {
        Some(_) => failure,
        None => failure.help("give the path of the description with `--spec`, from the current folder"),
    })?;
    let mut sources = Sources::new(Source { name: root.name.clone(), text });
    for path in overlays {
        let name = path.to_string_lossy().into_owned();
        let text = output::read_text(path, &name).map_err(|failure| match failure.help {
            Some(_) => Failure::new(failure.message).help("give the path of an overlay with `--overlay`"),
            None => failure,
        })?;
        sources = sources.overlay(Source { name, text });
    }
    // Names are paths from the current folder, or from the root of the workspace for its own description.
    let base = root.path.to_string_lossy().strip_suffix(&root.name).map(PathBuf::from).unwrap_or_default();
    let within = match reach {
        Reach::Folder => Some(folder(&root.path)?),
        Reach::Below(folder) => Some(without_links(&folder)?),
        Reach::Anywhere => None,
    };
    Ok(sources.gather(|name| load(&base.join(name), name, within.as_deref())))
}

/// The folder of a file, without links. A pipe has none: what comes through it may refer to no file.
fn folder(file: &Path) -> Result<PathBuf, Failure> {
    if !file.is_file() {
        return std::path::absolute(file)
            .map_err(|error| Failure::new(format!("cannot find `{}`: {error}", file.display())));
    }
    let file = without_links(file)?;
    Ok(file.parent().map(Path::to_owned).unwrap_or(file))
}

fn without_links(path: &Path) -> Result<PathBuf, Failure> {
    fs::canonicalize(path).map_err(|error| Failure::new(format!("cannot find `{}`: {error}", path.display())))
}

fn load(path: &Path, name: &str, within: Option<&Path>) -> Result<String, Refusal> {
    let refused = |message: String, help: &str| Refusal { message, help: Some(help.to_owned()) };
    let is_outside = |path: &Path| within.is_some_and(|folder| !path.starts_with(folder));
    let outside = || {
        // Once for all files of a folder.
        let folder = Path::new(name).parent().unwrap_or(Path::new(name)).display();
        let message = format!("`{folder}` is outside the folder of the description, so nothing is read from there");
        refused(message, "give `--allow-outside` if the description may read files from other folders")
    };
    let found = match fs::canonicalize(path) {
        Ok(found) if is_outside(&found) => return Err(outside()),
        Ok(found) => found,
        Err(error) => {
            // Whether there is a file elsewhere is nobody's business.
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let folder = absolute.parent().and_then(|folder| fs::canonicalize(folder).ok());
            return Err(match folder {
                Some(folder) if is_outside(&folder) => outside(),
                _ if within.is_some() && error.kind() != ErrorKind::NotFound => outside(),
                _ => refused(
                    format!("there is no file `{name}`"),
                    "correct the path; it starts at the file that refers to it",
                ),
            });
        }
    };
    if !found.is_file() {
        return Err(refused(format!("`{name}` is not a file"), "refer to a file in YAML or JSON"));
    }
    output::read_text(&found, name).map_err(|failure| Refusal { message: failure.message, help: failure.help })
}
