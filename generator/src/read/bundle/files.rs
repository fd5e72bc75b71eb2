//! The files beside the root document: what they hold, and where a `$ref` in them leads.
//!
//! It must not change them: what is used of them is copied.

use std::collections::BTreeSet;

use serde_json::Value;

use super::address::{self, Address};
use crate::read::{parse, sources::Sources, words};
use crate::{Diagnostic, Place};

/// `$ref`s that may follow each other.
const MAX_STEPS: usize = 64;

/// The files, each of which is parsed when it is first needed.
pub(super) struct Files<'a> {
    sources: &'a Sources,
    /// By the indexes of the sources.
    values: Vec<File>,
    pub(super) problems: Vec<Diagnostic>,
    /// What was said about files that are not there.
    refusals: BTreeSet<String>,
}

#[derive(Clone)]
enum File {
    NotParsed,
    Parsed(Value),
    /// The problem has been told.
    Broken,
}

/// What is found on the way to a place.
enum Step {
    Here,
    /// A `$ref` that stands at a place, and the rest of the way behind it.
    Through(Place, String, String),
    Missing(Option<String>),
    Unreadable,
}

impl<'a> Files<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            values: vec![File::NotParsed; sources.documents()],
            problems: Vec::new(),
            refusals: BTreeSet::new(),
        }
    }

    /// The node at a place in a file other than the root document.
    pub(super) fn get(&mut self, place: &Place) -> Option<&Value> {
        self.file(place.source)?.pointer(&place.pointer)
    }

    fn file(&mut self, index: usize) -> Option<&Value> {
        let slot = self.values.get_mut(index)?;
        if matches!(slot, File::NotParsed) {
            *slot = match parse::parse(self.sources.document(index)?) {
                Ok(value) => File::Parsed(value),
                Err(mut problem) => {
                    problem.place.source = index;
                    self.problems.push(problem);
                    File::Broken
                }
            };
        }
        match slot {
            File::Parsed(value) => Some(value),
            File::NotParsed | File::Broken => None,
        }
    }

    /// The path of a file as it is seen from the folder that it has in common with the root document.
    pub(super) fn path(&self, index: usize) -> Vec<String> {
        let parts = |index| -> Vec<String> {
            let name = address::plain(self.name(index));
            name.split(['/', '\\']).map(str::to_owned).collect()
        };
        let (root, mut path) = (parts(0), parts(index));
        let longest = root.len().min(path.len()).saturating_sub(1);
        let common = (0..longest).take_while(|at| root[*at] == path[*at]).count();
        path.split_off(common)
    }

    fn name(&self, index: usize) -> &'a str {
        self.sources.document(index).map_or("", |source| source.name.as_str())
    }

    /// Follows a `$ref` at `place` to what is not itself a `$ref`, or to a place in the root document.
    ///
    /// Gives nothing when there is a problem, which it takes note of.
    pub(super) fn follow(&mut self, place: &Place, reference: &str) -> Option<Place> {
        let mut at = place.clone();
        let mut target = self.address(place, reference)?;
        for _ in 0..MAX_STEPS {
            if target.source == 0 {
                return Some(target);
            }
            match self.step(&target) {
                Step::Here => return Some(target),
                Step::Through(next, reference, rest) => {
                    target = self.address(&next, &reference)?;
                    target.pointer.push_str(&rest);
                    at = next;
                }
                Step::Missing(near) => {
                    let name = self.name(target.source);
                    let problem = Diagnostic::new(&at, format!("`#{}` does not exist in `{name}`", target.pointer));
                    let near = near.map(|near| format!("did you mean `#{near}`?"));
                    self.problems.push(Diagnostic { help: near, ..problem });
                    return None;
                }
                Step::Unreadable => return None,
            }
        }
        self.problems.push(
            Diagnostic::new(place, format!("`$ref` leads back to itself, or over more than {MAX_STEPS} others"))
                .help("describe what it refers to in full"),
        );
        None
    }

    /// The place that a `$ref` names.
    fn address(&mut self, place: &Place, reference: &str) -> Option<Place> {
        let problem = match address::parse(self.name(place.source), reference) {
            Ok(Address::Here { pointer }) => return Some(Place { source: place.source, pointer }),
            Ok(Address::File { name, pointer }) => match self.sources.find(&name) {
                Ok(source) => return Some(Place { source, pointer }),
                // Once is enough, however many refer to it.
                Err(refusal) if !self.refusals.insert(refusal.message.clone()) => return None,
                Err(refusal) => Diagnostic { help: refusal.help, ..Diagnostic::new(place, refusal.message) },
            },
            Err(lost) => Diagnostic::new(place, lost.message).help(lost.help),
        };
        self.problems.push(problem);
        None
    }

    /// Whether a text names a file that is there: so do the values of a discriminator's mapping, or they name schemas.
    pub(super) fn is_file(&self, place: &Place, text: &str) -> bool {
        match address::parse(self.name(place.source), text) {
            Ok(Address::File { name, .. }) => self.sources.find(&name).is_ok(),
            Ok(Address::Here { .. }) => place.source != 0,
            Err(_) => false,
        }
    }

    fn step(&mut self, target: &Place) -> Step {
        let Some(mut value) = self.file(target.source) else { return Step::Unreadable };
        let mut way = String::new();
        let mut rest = target.pointer.as_str();
        loop {
            if let Some(Value::String(reference)) = value.get("$ref") {
                let alone = value.as_object().is_some_and(|members| members.len() == 1);
                if alone || !rest.is_empty() {
                    let at = Place { source: target.source, pointer: format!("{way}/$ref") };
                    return Step::Through(at, reference.clone(), rest.to_owned());
                }
            }
            let Some(tail) = rest.strip_prefix('/') else { return Step::Here };
            let length = 1 + tail.find('/').unwrap_or(tail.len());
            let (key, tail) = rest.split_at(length);
            let Some(below) = value.pointer(key) else {
                let wanted = key[1..].replace("~1", "/").replace("~0", "~");
                let keys = value.as_object().into_iter().flat_map(|members| members.keys().map(String::as_str));
                let near = words::nearest(&wanted, keys).map(|near| near.replace('~', "~0").replace('/', "~1"));
                return Step::Missing(near.map(|near| format!("{way}/{near}{tail}")));
            };
            way.push_str(key);
            (value, rest) = (below, tail);
        }
    }
}
