//! The names under which objects of other files become components.
//!
//! It must not look at the objects: a name follows from the place alone, so that it is stable.

use std::collections::{BTreeMap, BTreeSet};

use crate::Place;

/// Keys on the way to an object that say what it is, not which it is.
const STRUCTURE: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "examples",
    "securitySchemes",
    "links",
];

/// Keys that name nothing when they stand alone.
const WEAK: &[&str] = &["items", "schema", "content", "additionalProperties", "allOf", "oneOf", "anyOf", "index"];

/// The names that are taken, and what has one.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<(&'static str, String)>,
    given: BTreeMap<(&'static str, Place), String>,
}

impl Names {
    /// The name of a place, if it has one.
    pub(super) fn get(&self, section: &'static str, place: &Place) -> Option<&String> {
        self.given.get(&(section, place.clone()))
    }

    /// Keeps a name of the root document's own from being given to anything else.
    pub(super) fn take(&mut self, section: &'static str, name: &str) {
        self.taken.insert((section, name.to_owned()));
    }

    /// Gives a name that the root document chose. What has a name keeps it.
    pub(super) fn give(&mut self, section: &'static str, place: Place, name: &str) {
        self.given.entry((section, place)).or_insert_with(|| name.to_owned());
    }

    /// Makes the name of a place in the file at `path`, seen from the root document: the last part of its way, and as
    /// many of those before as it needs to be alone, or else a number.
    pub(super) fn make(&mut self, section: &'static str, place: &Place, path: &[String]) -> String {
        let parts = parts(path, &place.pointer);
        let name = |count: usize| parts[parts.len() - count..].join("_");
        let first = 1 + parts.iter().rev().take_while(|part| is_weak(part)).count();
        let mut names = (first.min(parts.len())..=parts.len())
            .map(name)
            .chain((2_usize..).map(|number| format!("{}_{number}", name(parts.len()))));
        let free = names.find(|name| !self.taken.contains(&(section, name.clone()))).unwrap_or_default();
        self.take(section, &free);
        self.give(section, place.clone(), &free);
        free
    }
}

fn is_weak(part: &str) -> bool {
    WEAK.contains(&part) || part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The parts of the way to an object, with nothing in them that a component's name cannot have.
fn parts(path: &[String], pointer: &str) -> Vec<String> {
    let clean = |part: &str| -> String {
        part.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect()
    };
    let mut parts: Vec<String> = path.iter().filter(|part| *part != "..").map(|part| clean(part)).collect();
    if let Some(file) = parts.last_mut() {
        let stem = file.rfind('.').filter(|at| *at > 0).unwrap_or(file.len());
        file.truncate(stem);
    }
    let keys = pointer.split('/').skip(1).filter(|key| !key.is_empty() && !STRUCTURE.contains(key));
    parts.extend(keys.map(|key| clean(&key.replace("~1", "/").replace("~0", "~"))));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clash_takes_a_longer_way_and_then_a_number() {
        let mut names = Names::default();
        names.take("/components/schemas", "Pet");
        let mut make = |path: &[&str], pointer: &str, source| {
            let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
            names.make("/components/schemas", &Place { source, pointer: pointer.to_owned() }, &path)
        };
        assert_eq!(make(&["models", "Error.yaml"], "", 1), "Error");
        assert_eq!(make(&["models", "Pet.v2.yaml"], "", 2), "Pet.v2");
        assert_eq!(make(&["models", "Pet.yaml"], "", 3), "models_Pet");
        assert_eq!(make(&["models.yaml"], "/components/schemas/Pet", 4), "models_Pet_2");
        assert_eq!(make(&["common.yaml"], "/definitions/My~1Token", 5), "My_Token");
        assert_eq!(make(&["common.yaml"], "/Tokens/items", 5), "Tokens_items");
        assert_eq!(make(&["..", "items.yaml"], "", 6), "items");
    }
}
