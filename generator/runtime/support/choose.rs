//! Which of the cases that an object may be of keeps most of it.
//!
//! It must not rule out cases by a look from the outside.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use std::cmp::Reverse;

use super::chunk::{Chunk, hash};
use super::entry::Entry;
use super::inside::{Found, NOTHING, compare};
use super::memory::Cost;
use super::shape::{Rest, Shape, kinds};
use super::short::Short;
use super::tally::Tally;
use super::tape::{Node, Tape};
use super::weigh::{WHOLE, bits, of_kind};

/// How far to look inside of members.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Inside {
    /// Not at all: what is inside is the same to all cases.
    Nothing,
    /// For the case that is the best one from the outside.
    OfOne,
    /// For all cases.
    OfAll,
}

/// The most cases that are looked into; where more are left, those that are not the best from the outside are passed over.
const MAX_LOOKED_INTO: usize = 64;

/// The cases of a chunk that an object may be of, and how each suits it from the outside.
pub(super) struct Group {
    chunk: &'static Chunk,
    cases: u64,
    names: Tally,
    loses: Tally,
    bends: Tally,
}

/// What a member is to the cases of a chunk.
struct Held {
    named: u64,
    /// It would be written again.
    kept: u64,
    /// It is not quite as described.
    bent: u64,
}

/// A case that may be the best.
#[derive(Clone, Copy)]
struct Candidate {
    group: usize,
    leaf: usize,
    names: usize,
    found: Found,
}

impl Candidate {
    /// The less, the better.
    fn rank(&self) -> (usize, usize, Reverse<usize>) {
        (self.found.cost.bends, self.found.cost.loses, Reverse(self.names))
    }
}

impl Group {
    /// Those without a member which would be written as `null` are `absent`.
    pub(super) fn new(chunk: &'static Chunk, cases: u64, absent: u64) -> Self {
        let mut group =
            Self { chunk, cases, names: Tally::default(), loses: Tally::default(), bends: Tally::default() };
        group.loses.add(cases & absent);
        group.bends.add(cases & absent);
        group
    }

    fn hold(&self, tape: &Tape, entry: Option<&Entry>, value: u32) -> Held {
        let Chunk { keeps, closed, .. } = self.chunk;
        let Some(entry) = entry else {
            return Held { named: 0, kept: *keeps, bent: *closed };
        };
        let node = tape.node(value);
        let dropped = if matches!(node, Node::Null) { entry.drops_null } else { 0 };
        let unfit = entry.named & !of_kind(&entry.accepts, node);
        let unlisted = entry.values.of_value(tape, value).unlisted;
        Held {
            named: entry.named,
            kept: (entry.named | keeps) & !dropped,
            bent: closed & !entry.named | dropped | unfit | unlisted,
        }
    }

    /// What the cases name so.
    fn entry(&self, hash: u64, name: &str) -> Option<&'static Entry> {
        self.chunk.find(hash, name).map(|(_, entry)| entry)
    }

    fn add(&mut self, tape: &Tape, entry: Option<&Entry>, value: u32) {
        let held = self.hold(tape, entry, value);
        self.names.add(self.cases & held.named & held.kept);
        self.loses.add(self.cases & !held.kept);
        self.bends.add(self.cases & held.bent);
    }

    /// The best of the cases from the outside.
    fn best(&self) -> u64 {
        self.names.most(self.loses.least(self.bends.least(self.cases)))
    }

    fn candidate(&self, group: usize, leaf: usize) -> Candidate {
        let cost = Cost { bends: self.bends.of(leaf), loses: self.loses.of(leaf), ..Cost::default() };
        Candidate { group, leaf, names: self.names.of(leaf), found: Found::of(cost) }
    }

    /// What a member is read as in a case that keeps it.
    fn shape(&self, leaf: usize, entry: Option<&Entry>, node: Node) -> Shape {
        match entry.filter(|entry| entry.named >> leaf & 1 == 1) {
            Some(entry) if matches!(node, Node::Null) && entry.drops_null >> leaf & 1 == 1 => NOTHING,
            Some(entry) => entry.shape_of(leaf).unwrap_or(NOTHING),
            None => match (self.chunk.leaves[leaf].shape, self.chunk.leaves[leaf].shape.rest()) {
                // What it does with its members is not known.
                (Shape::Is(known), _) if known != kinds::ANY => NOTHING,
                (_, Rest::Kept(inner)) => *inner,
                (_, Rest::Dropped | Rest::Closed) => NOTHING,
            },
        }
    }
}

/// The case that keeps most; of several the one that names most members, and of these the first.
pub(super) fn choose(groups: &mut [Group], tape: &Tape, at: u32, inside: Inside) -> Cost {
    for (name, value) in tape.members(at) {
        tape.steps(groups.len());
        let hash = hash(name);
        groups.iter_mut().for_each(|group| group.add(tape, group.entry(hash, name), value));
    }
    if tape.is_exhausted() {
        return WHOLE;
    }
    let Some(mut candidates) = candidates(groups, inside) else { return WHOLE };
    tape.steps(candidates.len());
    if inside != Inside::Nothing {
        look_inside(groups, &mut candidates, tape, at);
    }
    let fitting = candidates.iter().filter(|candidate| !candidate.found.cost.fails);
    let Some(best) = fitting.min_by_key(|candidate| candidate.rank()) else { return WHOLE };
    if best.found.loses_what_another_keeps || is_kept_by_another(groups, best, tape, at) {
        return WHOLE;
    }
    Cost { way: Some(&groups[best.group].chunk.leaves[best.leaf].way), ..best.found.cost }
}

/// The cases that are worth a look inside: all, or the best from the outside. None if there are no cases.
fn candidates(groups: &[Group], inside: Inside) -> Option<Short<Candidate>> {
    let count: u32 = groups.iter().map(|group| group.cases.count_ones()).sum();
    let all = inside == Inside::OfAll && count as usize <= MAX_LOOKED_INTO;
    let groups = || groups.iter().enumerate().filter(|(_, group)| group.cases != 0);
    // The best ones of a group are alike.
    let firsts = groups().map(|(index, group)| group.candidate(index, group.best().trailing_zeros() as usize));
    let best = firsts.min_by_key(Candidate::rank)?;
    if !all && inside != Inside::OfAll {
        return Some(Short::of(best, 1));
    }
    let mut candidates = Short::new(best);
    for (index, group) in groups() {
        let cases = if all { group.cases } else { group.best() };
        let of_group = bits(cases).map(|leaf| group.candidate(index, leaf));
        let of_group = of_group.filter(|candidate| all || candidate.rank() == best.rank());
        candidates.extend(of_group.take(MAX_LOOKED_INTO - candidates.len()));
    }
    Some(candidates)
}

/// Whether the case loses a member that another one keeps: none of them says all.
fn is_kept_by_another(groups: &[Group], best: &Candidate, tape: &Tape, at: u32) -> bool {
    if groups[best.group].loses.of(best.leaf) == 0 {
        return false;
    }
    tape.members(at).any(|(name, value)| {
        tape.steps(groups.len());
        let hash = hash(name);
        let kept = |group: &Group| group.hold(tape, group.entry(hash, name), value).kept;
        kept(&groups[best.group]) >> best.leaf & 1 == 0 && groups.iter().any(|group| group.cases & kept(group) != 0)
    })
}

/// Adds what the insides of the members cost.
fn look_inside(groups: &[Group], candidates: &mut [Candidate], tape: &Tape, at: u32) {
    let mut shapes = Short::new(NOTHING);
    let mut found = Short::new(Found::default());
    found.extend(candidates.iter().map(|candidate| candidate.found));
    for (name, value) in tape.members(at) {
        let (node, hash) = (tape.node(value), hash(name));
        let mut known = (usize::MAX, None);
        shapes.clear();
        shapes.extend(candidates.iter().map(|Candidate { group, leaf, .. }| {
            tape.step();
            if known.0 != *group {
                known = (*group, groups[*group].entry(hash, name));
            }
            groups[*group].shape(*leaf, known.1, node)
        }));
        if shapes.iter().any(|shape| shape.has_inside()) {
            compare(tape, value, &shapes, &mut found);
        }
    }
    candidates.iter_mut().zip(found.iter()).for_each(|(candidate, found)| candidate.found = *found);
}
