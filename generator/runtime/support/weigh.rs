//! Which case of a union a value is: the one that keeps most of it.
//!
//! It must not read values; what their types look like is all that it knows of them.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::cases::{Table, Union};
use super::chunk::Chunk;
use super::entry::ByKind;
use super::inside::{Found, compare};
use super::memory::Cost;
use super::number::whole;
use super::reader::Way;
use super::shape::kinds;
use super::tape::{Node, Tape};
use super::weigh_object;

/// What is asked of a union.
#[derive(Clone, Copy)]
pub(super) enum Ask<'a> {
    /// Which case it is.
    Case,
    /// Which case it is without these.
    Without(&'a [Way]),
    /// Also what it costs.
    Cost,
}

impl Ask<'_> {
    /// Of these cases of a chunk those that may be chosen.
    pub(super) fn admits(self, chunk: &Chunk, mut cases: u64) -> u64 {
        if let Self::Without(banned) = self {
            for leaf in bits(cases) {
                if banned.contains(&chunk.leaves[leaf].way.as_slice()) {
                    cases &= !(1 << leaf);
                }
            }
        }
        cases
    }
}

/// The numbers of the bits that are set.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            bit
        })
    })
}

/// Up to here a float holds every integer.
const MAX_EXACT: u64 = 1 << 53;

/// The kind of a value, as the number of its bit.
#[inline]
pub(super) fn kind(node: Node) -> usize {
    let kind = match node {
        Node::Null => kinds::NULL,
        Node::Bool(_) => kinds::BOOL,
        Node::Unsigned(value) if value > MAX_EXACT => kinds::LARGE,
        Node::Signed(value) if value.unsigned_abs() > MAX_EXACT => kinds::LARGE,
        Node::Unsigned(_) | Node::Signed(_) => kinds::INTEGER,
        Node::Float(_) => kinds::FLOAT,
        Node::Text(..) => kinds::TEXT,
        Node::List(..) => kinds::LIST,
        Node::Object(..) => kinds::OBJECT,
    };
    kind.trailing_zeros() as usize
}

/// The kind of integers, for a number that is one though it is written with a fraction of zero.
pub(super) fn kind_of_whole(node: Node) -> Option<usize> {
    match node {
        Node::Float(value) => whole(value).map(|_| kinds::INTEGER.trailing_zeros() as usize),
        _ => None,
    }
}

/// The cases that take a value of the kind of this one.
pub(super) fn of_kind(cases: &ByKind, node: Node) -> u64 {
    cases[kind(node)] | kind_of_whole(node).map_or(0, |kind| cases[kind])
}

/// The way to the case that a value is to be read as; none if it is of no case.
pub(super) fn decide(union: &'static Union, tape: &Tape, at: u32) -> Option<Way> {
    let table = union.table();
    if let Some(way) = at_once(union, table, tape, at) {
        return Some(way);
    }
    let known = tape.memory.borrow().cost(at, union);
    known.unwrap_or_else(|| weigh(union, tape, at, Ask::Case)).way
}

/// The same without the cases that could not be read. They may have kept more than what is left, so that only a case is
/// taken that loses nothing.
pub(super) fn decide_without(union: &'static Union, tape: &Tape, at: u32, banned: &[Way]) -> Option<Way> {
    let cost = weigh(union, tape, at, Ask::Without(banned));
    cost.way.filter(|_| cost.loses == 0)
}

/// The case that the tag stands for, or the only one of the value's kind.
#[inline]
fn at_once(union: &'static Union, table: &'static Table, tape: &Tape, at: u32) -> Option<Way> {
    if union.tag.is_some()
        && let Some(case) = told(union, tape, at)
    {
        return Some(table.way_to(case));
    }
    table.only(kind(tape.node(at)))
}

/// The case that the tag of a value stands for.
pub(super) fn told(union: &'static Union, tape: &Tape, at: u32) -> Option<usize> {
    let member = union.tag?;
    let (_, tag) = tape.members(at).find(|(name, _)| *name == member)?;
    union.table().told(tape.spelled(tag, &mut String::new())?)
}

/// What a value costs as the best case of a union.
pub(super) fn cost_of_union(union: &'static Union, tape: &Tape, at: u32) -> Cost {
    if let Some(cost) = tape.memory.borrow().cost(at, union) {
        return cost;
    }
    let cost = match told(union, tape, at) {
        Some(case) => {
            let mut found = [Found::default()];
            compare(tape, at, &[union.cases[case].shape], &mut found);
            Cost { way: Some(union.table().way_to(case)), ..found[0].cost }
        }
        None => weigh(union, tape, at, Ask::Cost),
    };
    tape.memory.borrow_mut().keep_cost(at, union, cost);
    cost
}

/// The cost of a value that is kept as it is, since it is of no case.
pub(super) const WHOLE: Cost = Cost { fails: false, bends: 1, loses: 0, way: None };

fn weigh(union: &'static Union, tape: &Tape, at: u32, ask: Ask<'_>) -> Cost {
    let table = union.table();
    tape.step();
    let node = tape.node(at);
    if tape.is_exhausted() {
        return WHOLE;
    }
    match node {
        Node::Object(..) => weigh_object::weigh(table, tape, at, ask),
        Node::List(..) => weigh_list(table, tape, at, ask),
        _ => weigh_scalar(table, tape, at, ask),
    }
}

/// How well a case suits a text, a number, a boolean or `null`: the less, the better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Suits {
    Listed,
    Exactly,
    /// An integer becomes a float.
    Roughly,
    /// An enum does not list it.
    Unlisted,
}

fn weigh_scalar(table: &'static Table, tape: &Tape, at: u32, ask: Ask<'_>) -> Cost {
    let node = tape.node(at);
    let takes = |kind: usize| table.chunks.iter().any(|chunk| chunk.kinds[kind] != 0);
    let mut kind = kind(node);
    if let Some(whole) = kind_of_whole(node).filter(|_| !takes(kind)) {
        kind = whole;
    }
    let mut best: Option<(Suits, Way)> = None;
    for chunk in &table.chunks {
        let cases = ask.admits(chunk, chunk.kinds[kind]);
        let rough = if kinds::INTEGER >> kind == 1 { chunk.floats() } else { 0 };
        let mut buffer = String::new();
        let value = if chunk.values.is_empty() { None } else { tape.spelled(at, &mut buffer) };
        let (listed, _) = value.map_or((0, 0), |value| chunk.values.of(value));
        let open = cases & !chunk.values.bound;
        let unlisted = cases & chunk.values.bound & !chunk.values.strict & !listed;
        let groups = [
            (Suits::Listed, cases & listed),
            (Suits::Exactly, open & !rough),
            (Suits::Roughly, open & rough),
            (Suits::Unlisted, unlisted),
        ];
        let first = groups.into_iter().find(|(_, cases)| *cases != 0);
        if let Some((suits, cases)) = first
            && best.is_none_or(|(other, _)| suits < other)
        {
            best = Some((suits, &chunk.leaves[cases.trailing_zeros() as usize].way));
        }
    }
    let bends = |suits| usize::from(suits == Suits::Unlisted);
    best.map_or(WHOLE, |(suits, way)| Cost { bends: bends(suits), way: Some(way), ..Cost::default() })
}

fn weigh_list(table: &'static Table, tape: &Tape, at: u32, ask: Ask<'_>) -> Cost {
    let kind = kind(tape.node(at));
    let mut leaves = Vec::new();
    for chunk in &table.chunks {
        leaves.extend(bits(ask.admits(chunk, chunk.kinds[kind])).map(|leaf| &chunk.leaves[leaf]));
    }
    if let (Ask::Case, [only]) = (ask, leaves.as_slice()) {
        return Cost { way: Some(&only.way), ..Cost::default() };
    }
    let shapes: Vec<_> = leaves.iter().map(|leaf| leaf.shape).collect();
    let mut found = vec![Found::default(); shapes.len()];
    compare(tape, at, &shapes, &mut found);
    let fitting = found.iter().zip(&leaves).filter(|(found, _)| !found.cost.fails);
    match fitting.min_by_key(|(found, _)| (found.cost.bends, found.cost.loses)) {
        Some((found, leaf)) if !found.loses_what_another_keeps => Cost { way: Some(&leaf.way), ..found.cost },
        _ => WHOLE,
    }
}
