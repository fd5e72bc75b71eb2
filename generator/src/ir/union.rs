//! The cases of a union, and what tells them apart.
//!
//! It must not know how values are read.

use std::collections::BTreeSet;

use super::{Docs, Type};
use crate::diagnostic::Place;
use crate::names::{Ident, Scope, Style};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Case {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// The values of the union's tag that stand for this case, and maybe for others; none if it is told by what it looks
    /// like.
    pub(crate) tags: Vec<String>,
    /// The schemas that became this case, in the choice and as components.
    pub(crate) places: Vec<Place>,
    pub(crate) standing: Standing,
    pub(crate) docs: Docs,
}

impl Case {
    /// Lets it stand for what another case did, which holds the same type. It keeps its tags: what is without one of them is
    /// not of this case.
    pub(crate) fn join(&mut self, tags: &[String], places: Vec<Place>) {
        for tag in tags {
            if !self.tags.contains(tag) {
                self.tags.push(tag.clone());
            }
        }
        if self.tags.is_empty() || !tags.is_empty() {
            self.places.extend(places);
        }
    }
}

/// The tags that stand for several of some cases.
pub(crate) fn shared_tags(cases: &[Case]) -> BTreeSet<&str> {
    let (mut seen, mut shared) = (BTreeSet::new(), BTreeSet::new());
    for tag in cases.iter().flat_map(|case| &case.tags) {
        if !seen.insert(tag.as_str()) {
            shared.insert(tag.as_str());
        }
    }
    shared
}

/// How the values of a case with tags stand to the tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    /// They all have it.
    #[default]
    Required,
    /// They may be without it.
    Optional,
    /// Their type has no member for it, so that the union writes it.
    Added,
}

/// What tells the cases of a union apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tagging {
    /// Name of the member that tells, in JSON.
    pub(crate) member: Option<String>,
    /// The variant that keeps a value which is of no case.
    pub(crate) other: Ident,
}

impl Tagging {
    /// The scope holds the names of the cases.
    pub(crate) fn new(member: Option<&str>, scope: &mut Scope) -> Self {
        Self { member: member.map(str::to_owned), other: scope.claim(&["other", "unknown", "other value"]) }
    }

    /// That of a union whose cases are not known yet.
    pub(crate) fn unknown() -> Self {
        Self::new(None, &mut Scope::new(Style::Variant))
    }
}
