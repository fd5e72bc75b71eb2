//! The texts that a description consists of, and the search for those that it refers to.
//!
//! It must not read files: whoever calls it decides what may be read, and hands over the texts.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::bundle::address::{self, Address};
use super::parse;
use crate::{Place, Source};

/// Files that a description may consist of. The largest published ones have 2,000.
const MAX_FILES: usize = 5_000;

/// Bytes that they may have together.
const MAX_BYTES: usize = 256 << 20;

/// A description: its root document, the files that it refers to, and the overlays that change it.
///
/// Files are told apart by their names: a `$ref` is resolved against the name of the file it stands in, as a path.
#[derive(Clone, Debug)]
pub struct Sources {
    documents: Vec<Source>,
    overlays: Vec<Source>,
    /// The documents by their plain names.
    indexes: BTreeMap<String, usize>,
    refused: BTreeMap<String, Refusal>,
}

/// Why the text of a file is not handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with the file: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl From<Source> for Sources {
    fn from(root: Source) -> Self {
        Self::new(root)
    }
}

impl Sources {
    /// A description in one file.
    #[must_use]
    pub fn new(root: Source) -> Self {
        let indexes = BTreeMap::from([(address::plain(&root.name), 0)]);
        Self { documents: vec![root], overlays: Vec::new(), indexes, refused: BTreeMap::new() }
    }

    /// Adds an overlay (OpenAPI Overlay Specification 1.0); overlays are applied in the order in which they are added.
    #[must_use]
    pub fn overlay(mut self, overlay: Source) -> Self {
        self.overlays.push(overlay);
        self
    }

    /// Adds all files that the description refers to, directly or through others; `load` gives the text of each.
    ///
    /// `load` is asked once for each file, by its name: the path of the `$ref` joined to that of the file it stands in,
    /// without `.` and without `..` where a folder stands before it. What it refuses is a problem only if the
    /// description still needs it once the overlays are applied. Add overlays first, for they may refer to files too.
    #[must_use]
    pub fn gather(mut self, mut load: impl FnMut(&str) -> Result<String, Refusal>) -> Self {
        let root = self.documents[0].name.clone();
        let mut wanted: Vec<String> = Vec::new();
        for overlay in &self.overlays {
            wanted.extend(outside(&root, overlay));
        }
        let mut next = 0;
        let mut bytes: usize = self.documents.iter().map(|source| source.text.len()).sum();
        while let Some(source) = self.documents.get(next) {
            next += 1;
            wanted.extend(outside(&source.name, source));
            for name in std::mem::take(&mut wanted) {
                if self.indexes.contains_key(&name) || self.refused.contains_key(&name) {
                    continue;
                }
                match load(&name).and_then(|text| fits(text, self.documents.len(), &mut bytes)) {
                    Ok(text) => {
                        self.indexes.insert(name.clone(), self.documents.len());
                        self.documents.push(Source { name, text });
                    }
                    Err(refusal) => drop(self.refused.insert(name, refusal)),
                }
            }
        }
        self
    }

    /// The file that a place is in.
    #[must_use]
    pub fn get(&self, place: &Place) -> Option<&Source> {
        self.iter().nth(place.source)
    }

    /// The root document.
    #[must_use]
    pub fn root(&self) -> &Source {
        &self.documents[0]
    }

    /// All files, in the order in which [`Place::source`] counts them: the root document, those that it refers to, and
    /// the overlays.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.documents.iter().chain(&self.overlays)
    }

    /// How many documents there are, the root included.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents.len()
    }

    /// The overlays with their places.
    pub(super) fn overlays(&self) -> impl Iterator<Item = (Place, &Source)> {
        let place = |index| Place { source: self.documents.len() + index, pointer: String::new() };
        self.overlays.iter().enumerate().map(move |(index, overlay)| (place(index), overlay))
    }

    pub(super) fn document(&self, index: usize) -> Option<&Source> {
        self.documents.get(index)
    }

    /// The index of the document with a plain name, or why there is none.
    pub(super) fn find(&self, name: &str) -> Result<usize, Refusal> {
        self.indexes.get(name).copied().ok_or_else(|| {
            self.refused.get(name).cloned().unwrap_or_else(|| Refusal {
                message: format!("the file `{name}` was not given"),
                help: Some("give all files of the description, or bundle it into one".to_owned()),
            })
        })
    }
}

fn fits(text: String, files: usize, bytes: &mut usize) -> Result<String, Refusal> {
    *bytes += text.len();
    let message = if files >= MAX_FILES {
        format!("the description has more than {MAX_FILES} files")
    } else if *bytes > MAX_BYTES {
        format!("the description has more than {} MiB", MAX_BYTES >> 20)
    } else {
        return Ok(text);
    };
    Err(Refusal { message, help: Some("split the description".to_owned()) })
}

/// The plain names of the files that a text refers to, were it the one called `name`; too many rather than too few.
fn outside(name: &str, source: &Source) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if leaves(&source.text)
        && let Ok(value) = parse::parse(source)
    {
        collect(&value, &mut |reference| {
            if let Ok(Address::File { name, .. }) = address::parse(name, reference) {
                found.insert(name);
            }
        });
    }
    found
}

/// Whether some `$ref` of a text may lead out of it: a glance that saves parsing the text once more.
pub(super) fn leaves(text: &str) -> bool {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ':');
    text.match_indices(REF).any(|(at, _)| !text[at + REF.len()..].trim_start_matches(is_between).starts_with('#'))
}

const REF: &str = "$ref";

fn collect(value: &Value, take: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    (REF, Value::String(reference)) => take(reference),
                    // Of a discriminator; a plain name of a schema has neither.
                    ("mapping", Value::Object(mapping)) => {
                        let targets = mapping.values().filter_map(|to| to.as_str().or_else(|| to.get(REF)?.as_str()));
                        targets.filter(|to| to.contains(['.', '/'])).for_each(&mut *take);
                    }
                    _ => collect(value, take),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, take)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
