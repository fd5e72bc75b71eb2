//! The cases of a union by what tells them apart: a table that is made once, with one bit for each case.
//!
//! It must not look at values.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use std::sync::OnceLock;

use super::chunk::{Chunk, Leaf, WIDTH};
use super::entry::{Tag, TagKind};
use super::reader::Way;
use super::shape::{Shape, kinds};

/// What is known of a union.
pub struct Union {
    pub(crate) name: &'static str,
    /// The member that tells the cases apart.
    pub(crate) tag: Option<&'static str>,
    pub(crate) cases: &'static [Case],
    pub(crate) table: OnceLock<Table>,
}

/// A case of a union.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// The values of the tag that stand for it.
    pub(crate) tags: &'static [&'static str],
    /// Whether the tag may be absent.
    pub(crate) absence: Absence,
}

/// Whether a value of a case that tags stand for may be without one.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Absence {
    Allowed,
    Ruled,
}

/// All cases of a union and of the unions that are its cases.
pub(crate) struct Table {
    /// The values of the tag that stand for one case, in order, each with that.
    tags: Vec<(&'static str, usize)>,
    /// For each case the way that leads to it alone.
    cases: Vec<u16>,
    /// The only case of a kind, by kind, if it needs no tag.
    only: [Option<usize>; kinds::COUNT],
    /// Up to [`WIDTH`] of them at a time.
    pub(super) chunks: Vec<Chunk>,
}

impl Union {
    pub(super) fn table(&'static self) -> &'static Table {
        self.table.get_or_init(|| Table::new(self))
    }

    /// What tells it from other unions.
    pub(super) fn address(&'static self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

impl Table {
    fn new(union: &'static Union) -> Self {
        let mut leaves = Vec::new();
        collect(union, &mut Vec::new(), &mut Vec::new(), &mut leaves);
        let mut chunks = Vec::new();
        while !leaves.is_empty() {
            let behind = leaves.split_off(leaves.len().min(WIDTH));
            chunks.push(Chunk::new(leaves));
            leaves = behind;
        }
        let cases = union.cases.iter().enumerate();
        let tags = cases.flat_map(|(index, case)| case.tags.iter().map(move |tag| (*tag, index)));
        let mut tags: Vec<_> = tags.collect();
        tags.sort_unstable();
        let own: Vec<_> =
            tags.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() == 1).flatten().copied().collect();
        Self {
            tags: own,
            cases: (0..union.cases.len()).filter_map(|case| u16::try_from(case).ok()).collect(),
            only: std::array::from_fn(|kind| only(union, kind)),
            chunks,
        }
    }

    /// The way to a case alone.
    pub(super) fn way_to(&'static self, case: usize) -> Way {
        self.cases.get(case..=case).unwrap_or_default()
    }

    /// The case that a value of the tag stands for; none if there are several.
    pub(super) fn told(&self, tag: &str) -> Option<usize> {
        let found = self.tags.binary_search_by(|(value, _)| (*value).cmp(tag)).ok()?;
        Some(self.tags[found].1)
    }

    /// The only case of a kind.
    pub(super) fn only(&'static self, kind: usize) -> Option<Way> {
        self.only[kind].map(|case| self.way_to(case))
    }
}

fn only(union: &Union, kind: usize) -> Option<usize> {
    let mut cases = union.cases.iter().enumerate().filter(|(_, case)| case.shape.kinds() >> kind & 1 == 1);
    match (cases.next(), cases.next()) {
        (Some((index, case)), None) => {
            // A text may be of none of the values that are listed.
            let is_open = case.tags.is_empty() && case.shape.listed().is_none_or(|values| values.len() > 1);
            is_open.then_some(index)
        }
        _ => None,
    }
}

/// Adds the cases of a union, and those of the unions among them.
fn collect(union: &'static Union, way: &mut Vec<u16>, tags: &mut Vec<Tag>, leaves: &mut Vec<Leaf>) {
    let all: Vec<&'static str> = union.cases.iter().flat_map(|case| case.tags).copied().collect();
    for (index, case) in union.cases.iter().enumerate() {
        let Ok(step) = u16::try_from(index) else { return };
        let outer = tags.len();
        tags.extend(union.tag.map(|member| match (case.tags, case.absence) {
            ([], _) => Tag { member, values: all.clone(), kind: TagKind::Others },
            (values, Absence::Ruled) => Tag { member, values: values.to_vec(), kind: TagKind::Required },
            (values, Absence::Allowed) => Tag { member, values: values.to_vec(), kind: TagKind::Optional },
        }));
        way.push(step);
        match case.shape {
            Shape::Union(inner) => collect(inner, way, tags, leaves),
            shape => leaves.push(Leaf { way: way.clone(), shape, tags: tags.clone(), demand: 0 }),
        }
        way.pop();
        tags.truncate(outer);
    }
}
