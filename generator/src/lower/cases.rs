//! All the cases of a choice, and those of the choices within it.
//!
//! It must not decide what becomes of them.

use std::collections::BTreeSet;

use openapiv3::Schema;

use super::described::Described;
use super::view::{Located, Target, View};

/// Goes through the cases in their order; each schema is looked at once, whatever leads to it.
pub(super) struct Cases<'a> {
    openapi: &'a Described<'a>,
    /// What is still to be looked at, the next one last.
    open: Vec<Located<'a>>,
    seen: BTreeSet<Key<'a>>,
}

impl<'a> Cases<'a> {
    pub(super) fn new<'b>(openapi: &'a Described<'a>, arms: impl IntoIterator<Item = &'b Located<'a>>) -> Self
    where
        'a: 'b,
    {
        let mut open: Vec<Located<'a>> = arms.into_iter().cloned().collect();
        open.reverse();
        Self { openapi, open, seen: BTreeSet::new() }
    }
}

impl<'a> Iterator for Cases<'a> {
    type Item = (Located<'a>, View<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(arm) = self.open.pop() {
            if self.seen.insert(key(&arm)) {
                let view = View::of(self.openapi, std::slice::from_ref(&arm));
                self.open.extend(view.choices.iter().flatten().rev().cloned());
                return Some((arm, view));
            }
        }
        None
    }
}

/// What tells schemas apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Reference(&'a str),
    /// Where it is in memory.
    Written(*const Schema),
}

fn key<'a>(arm: &Located<'a>) -> Key<'a> {
    match arm.target {
        Target::Reference(reference) => Key::Reference(reference),
        Target::Schema(schema) => Key::Written(std::ptr::from_ref(schema)),
    }
}
