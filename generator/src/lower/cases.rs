//! All the cases of a choice, and those of the choices within it.
//!
//! It must not decide what becomes of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// Which schemas lead to cases of some kinds.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// To `null`.
    pub(super) null: Leads<'a>,
    /// To what lists no values and is no text.
    pub(super) other: Leads<'a>,
    /// To what no value of a member tells, by its name.
    pub(super) untold: BTreeMap<String, Leads<'a>>,
}

/// Which schemas lead to a case of some kind: what was gone through for one schema is known for those within it.
#[derive(Debug, Default)]
pub(super) struct Leads<'a> {
    known: BTreeMap<Key<'a>, bool>,
}

impl<'a> Leads<'a> {
    /// Whether one of the arms is of that kind, or a case of a choice within it. Cases that are near come first: mostly
    /// one of them tells.
    pub(super) fn any(
        &mut self,
        openapi: &'a Described<'a>,
        arms: &[Located<'a>],
        mut is_of_kind: impl FnMut(&Located<'a>, &View<'a>) -> bool,
    ) -> bool {
        // What led to each.
        let mut seen: BTreeMap<Key<'a>, Option<Key<'a>>> = BTreeMap::new();
        let mut open: VecDeque<(Located<'a>, Option<Key<'a>>)> = arms.iter().map(|arm| (arm.clone(), None)).collect();
        while let Some((arm, from)) = open.pop_front() {
            let key = key(&arm);
            let known = self.known.get(&key).copied();
            if known == Some(false) || seen.contains_key(&key) {
                continue;
            }
            seen.insert(key, from);
            let view = View::of(openapi, std::slice::from_ref(&arm));
            if known == Some(true) || is_of_kind(&arm, &view) {
                let mut next = Some(key);
                while let Some(key) = next {
                    self.known.insert(key, true);
                    next = seen.get(&key).copied().flatten();
                }
                return true;
            }
            open.extend(view.choices.iter().flatten().map(|arm| (arm.clone(), Some(key))));
        }
        self.known.extend(seen.into_keys().map(|key| (key, false)));
        false
    }
}

/// What tells schemas apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
