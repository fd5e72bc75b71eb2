//! Where the nodes of the finished document come from: other files and overlays.
//!
//! It must not know what the nodes are.

use std::collections::BTreeMap;

use crate::{Diagnostics, Note, Place};

/// The places of nodes that were not at their pointer in the root document, each with all below it.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    places: BTreeMap<String, Place>,
}

impl Origins {
    /// Knows of one node that what stands at `pointer` comes from `place`.
    pub(super) fn of_one(pointer: &str, place: Place) -> Self {
        let mut origins = Self::default();
        origins.insert(pointer, place);
        origins
    }

    /// Takes note that what stands at `pointer` comes from `place`.
    pub(super) fn insert(&mut self, pointer: &str, place: Place) {
        self.places.insert(pointer.to_owned(), place);
    }

    /// The place in the files that the user has of a place in the finished document.
    pub(crate) fn of(&self, place: &Place) -> Place {
        if place.source != 0 {
            return place.clone();
        }
        let mut above = place.pointer.as_str();
        loop {
            if let Some(origin) = self.places.get(above) {
                let pointer = format!("{}{}", origin.pointer, &place.pointer[above.len()..]);
                return Place { source: origin.source, pointer };
            }
            match above.rsplit_once('/') {
                Some((parent, _)) => above = parent,
                None => return place.clone(),
            }
        }
    }

    /// Moves the elements that stand behind a removed one of the list at `list`, which now has `length`.
    pub(super) fn remove_element(&mut self, list: &str, removed: usize, length: usize) {
        self.take_below(&format!("{list}/{removed}"));
        for index in removed..length {
            let old = format!("{list}/{}", index + 1);
            let origin = self.of(&Place { source: 0, pointer: old.clone() });
            let below = self.take_below(&old);
            let new = format!("{list}/{index}");
            for (pointer, place) in below {
                self.places.insert(format!("{new}{}", &pointer[old.len()..]), place);
            }
            self.places.insert(new, origin);
        }
    }

    /// Forgets what is known of a node and all below it.
    pub(super) fn take_below(&mut self, pointer: &str) -> Vec<(String, Place)> {
        let below = format!("{pointer}/");
        let keys: Vec<String> = self
            .places
            .range(pointer.to_owned()..)
            .map(|(key, _)| key)
            .take_while(|key| key.starts_with(pointer))
            .filter(|key| *key == pointer || key.starts_with(&below))
            .cloned()
            .collect();
        keys.into_iter().filter_map(|key| self.places.remove_entry(&key)).collect()
    }
}

/// Where what a step moved stood before it, one step after another.
#[derive(Debug, Default)]
pub(crate) struct Moved {
    steps: Vec<Origins>,
}

impl Moved {
    /// Adds what one more step has moved.
    pub(super) fn push(&mut self, step: Origins) {
        self.steps.push(step);
    }

    /// Where the node at `place` stood at first.
    pub(crate) fn origin(&self, place: &Place) -> Place {
        self.steps.iter().rev().fold(place.clone(), |place, step| step.of(&place))
    }

    /// The problems, each where it stood at first.
    pub(crate) fn back(&self, mut problems: Diagnostics) -> Diagnostics {
        for problem in &mut problems.items {
            problem.place = self.origin(&problem.place);
        }
        problems
    }

    /// The notes, each where it stood at first.
    pub(super) fn notes_back(&self, mut notes: Vec<Note>) -> Vec<Note> {
        for note in &mut notes {
            note.place = self.origin(&note.place);
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(source: usize, pointer: &str) -> Place {
        Place { source, pointer: pointer.to_owned() }
    }

    #[test]
    fn the_nearest_node_above_decides() {
        let mut origins = Origins::default();
        origins.insert("/a/b", place(1, "/x"));
        origins.insert("/a/b/c", place(2, ""));
        assert_eq!(origins.of(&place(0, "/a")), place(0, "/a"));
        assert_eq!(origins.of(&place(0, "/a/bc")), place(0, "/a/bc"));
        assert_eq!(origins.of(&place(0, "/a/b/d")), place(1, "/x/d"));
        assert_eq!(origins.of(&place(0, "/a/b/c/d")), place(2, "/d"));
        assert_eq!(origins.of(&place(2, "/a/b")), place(2, "/a/b"));
    }

    #[test]
    fn elements_behind_a_removed_one_keep_their_places() {
        let mut origins = Origins::default();
        origins.insert("/l/2/x", place(1, "/y"));
        origins.insert("/l/0", place(1, "/z"));
        origins.remove_element("/l", 0, 2);
        assert_eq!(origins.of(&place(0, "/l/0")), place(0, "/l/1"));
        assert_eq!(origins.of(&place(0, "/l/1")), place(0, "/l/2"));
        assert_eq!(origins.of(&place(0, "/l/1/x")), place(1, "/y"));
        assert_eq!(origins.of(&place(0, "/l/2/x")), place(0, "/l/2/x"));
    }
}
