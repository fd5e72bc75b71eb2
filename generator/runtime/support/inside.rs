//! What a value costs as each of several types, with all that is inside of it.
//!
//! It must not choose between the types.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::memory::Cost;
use super::shape::{Member, Presence, Rest, Shape, kinds};
use super::tape::{Node, Tape};
use super::weigh::{cost_of_union, kind, kind_of_whole};

/// What a value costs as one type.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub(super) cost: Cost,
    /// Whether another of the types keeps something that this one loses.
    pub(super) loses_what_another_keeps: bool,
}

impl Found {
    const FAILS: Self = Self::of(Cost { fails: true, bends: 0, loses: 0, way: None });

    pub(super) const fn of(cost: Cost) -> Self {
        Self { cost, loses_what_another_keeps: false }
    }

    const fn bends(bends: usize) -> Self {
        Self::of(Cost { fails: false, bends, loses: 0, way: None })
    }

    /// The same with a part of the value.
    fn add(&mut self, part: Self) {
        self.cost.fails |= part.cost.fails;
        self.cost.bends += part.cost.bends;
        self.cost.loses += part.cost.loses;
        self.loses_what_another_keeps |= part.loses_what_another_keeps;
    }
}

/// From how many types on it is worth to look for equal ones.
const MANY: usize = 4;

/// Adds what a value costs as each of these types.
pub(super) fn compare(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    let has_parts = matches!(tape.node(at), Node::List(..) | Node::Object(..));
    if !has_parts || shapes.len() < 2 {
        return compare_each(tape, at, shapes, found);
    }
    if shapes.iter().all(|shape| shape.is_same(shapes[0])) {
        let mut one = [Found::default()];
        compare_each(tape, at, &shapes[..1], &mut one);
        return found.iter_mut().for_each(|found| found.add(one[0]));
    }
    if shapes.len() < MANY {
        return compare_each(tape, at, shapes, found);
    }
    let mut unlike: Vec<Shape> = Vec::new();
    let index = |shape: &Shape| {
        let known = unlike.iter().position(|other| other.is_same(*shape));
        known.unwrap_or_else(|| {
            unlike.push(*shape);
            unlike.len() - 1
        })
    };
    let indices: Vec<usize> = shapes.iter().map(index).collect();
    let mut parts = vec![Found::default(); unlike.len()];
    compare_each(tape, at, &unlike, &mut parts);
    found.iter_mut().zip(indices).for_each(|(found, index)| found.add(parts[index]));
}

fn compare_each(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    let is_union = |shape: &Shape| matches!(shape.not_null(), Shape::Union(_));
    if shapes.len() < 2 || !shapes.iter().any(is_union) {
        return compare_all(tape, at, shapes, found);
    }
    let mut parts = vec![Found::default(); shapes.len()];
    compare_all(tape, at, shapes, &mut parts);
    // What is inside of unions is not compared: it is enough to know how much each of them loses.
    let fitting = parts.iter().filter(|part| !part.cost.fails);
    let least = fitting.map(|part| part.cost.loses).min().unwrap_or_default();
    for ((shape, found), mut part) in shapes.iter().zip(found).zip(parts) {
        part.loses_what_another_keeps |= is_union(shape) && part.cost.loses > least;
        found.add(part);
    }
}

fn compare_all(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    for (shape, found) in shapes.iter().zip(found.iter_mut()) {
        found.add(outside(tape, at, *shape));
    }
    match tape.node(at) {
        _ if tape.is_exhausted() => {}
        Node::List(..) => elements(tape, at, shapes, found),
        Node::Object(..) => members(tape, at, shapes, found),
        _ => {}
    }
}

/// What can be said of a value without its parts.
fn outside(tape: &Tape, at: u32, shape: Shape) -> Found {
    tape.step();
    let node = tape.node(at);
    let fits = |kinds: u8| {
        let is_whole = kind_of_whole(node).is_some_and(|kind| kinds >> kind & 1 == 1);
        is_whole || kinds >> kind(node) & 1 == 1
    };
    match shape {
        Shape::Nullable(_) if matches!(node, Node::Null) => Found::default(),
        Shape::Nullable(inner) => outside(tape, at, *inner),
        Shape::Union(_) if matches!(node, Node::Null) && !fits(shape.kinds()) => Found::FAILS,
        Shape::Union(union) => Found::of(cost_of_union(union, tape, at)),
        Shape::Listed(kinds, values) if fits(kinds) => {
            let mut buffer = String::new();
            let is_listed = tape.spelled(at, &mut buffer).is_some_and(|value| values.contains(&value));
            Found::bends(usize::from(!is_listed))
        }
        Shape::Tuple(all, more) if !(all.len()..=all.len() + more.len()).contains(&tape.count(at)) => Found::FAILS,
        _ if fits(shape.kinds()) => Found::default(),
        _ => Found::FAILS,
    }
}

/// Adds what the elements of a list cost.
fn elements(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    let is_list = |shape: &Shape| matches!(shape.not_null(), Shape::List(_) | Shape::Tuple(..));
    if !shapes.iter().any(is_list) {
        return;
    }
    let inner = |shape: &Shape, index: usize| match shape.not_null() {
        Shape::List(inner) => *inner,
        Shape::Tuple(all, more) => all.iter().chain(more).nth(index).copied().unwrap_or(Shape::Is(kinds::ANY)),
        _ => Shape::Is(kinds::ANY),
    };
    let mut parts = Vec::with_capacity(shapes.len());
    for (index, element) in tape.elements(at).enumerate() {
        parts.clear();
        parts.extend(shapes.iter().map(|shape| inner(shape, index)));
        compare(tape, element, &parts, found);
    }
}

/// Adds what the members of an object cost.
fn members(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    if !shapes.iter().any(is_object) {
        return;
    }
    let mut seen: Vec<Vec<bool>> = shapes.iter().map(|shape| vec![false; names(*shape).len()]).collect();
    let mut parts = Vec::with_capacity(shapes.len());
    for (name, value) in tape.members(at) {
        let is_null = matches!(tape.node(value), Node::Null);
        parts.clear();
        let (mut is_kept, mut is_lost) = (false, false);
        for ((shape, seen), found) in shapes.iter().zip(&mut seen).zip(found.iter_mut()) {
            tape.steps(names(*shape).len() / NAMES_OF_A_STEP);
            let held = hold(*shape, name, is_null, seen);
            parts.push(if let Held::As(shape) = held { shape } else { Shape::Is(kinds::ANY) });
            if let Held::Lost { bends } = held {
                found.add(Found::of(Cost { bends, loses: 1, ..Cost::default() }));
                is_lost = true;
            } else if is_object(shape) {
                is_kept = true;
            }
        }
        if is_lost && is_kept {
            for (shape, found) in shapes.iter().zip(found.iter_mut()) {
                let is_lost = matches!(hold(*shape, name, is_null, &mut []), Held::Lost { .. });
                found.loses_what_another_keeps |= is_lost;
            }
        }
        compare(tape, value, &parts, found);
    }
    for ((shape, seen), found) in shapes.iter().zip(seen).zip(found) {
        found.add(absent(names(*shape), &seen));
    }
}

/// How many names are compared in about the time in which one node is looked at.
const NAMES_OF_A_STEP: usize = 8;

fn is_object(shape: &Shape) -> bool {
    matches!(shape.not_null(), Shape::Object(_) | Shape::Map(_))
}

/// The members that a shape names.
fn names(shape: Shape) -> &'static [Member] {
    match shape.not_null() {
        Shape::Object(object) => object.members,
        _ => &[],
    }
}

/// What becomes of a member.
enum Held {
    /// It is read as this.
    As(Shape),
    /// It is kept, or said elsewhere what it costs.
    Kept,
    /// It is passed over, where the description may say that it must not be there.
    Lost { bends: usize },
}

/// What becomes of a member of an object; one with a name has been seen.
fn hold(shape: Shape, name: &str, is_null: bool, seen: &mut [bool]) -> Held {
    if !is_object(&shape) {
        return Held::Kept;
    }
    if let Some(index) = names(shape).iter().position(|member| member.name == name) {
        if let Some(seen) = seen.get_mut(index) {
            *seen = true;
        }
        let Member { presence, shape, .. } = names(shape)[index];
        return match presence {
            Presence::optional if is_null && shape.kinds() & kinds::NULL == 0 => Held::Lost { bends: 1 },
            Presence::nullable | Presence::optional_nullable if is_null => Held::Kept,
            _ => Held::As(shape),
        };
    }
    match shape.rest() {
        Rest::Dropped => Held::Lost { bends: 0 },
        Rest::Closed => Held::Lost { bends: 1 },
        Rest::Kept(inner) => Held::As(*inner),
    }
}

/// What the members cost that are not there.
fn absent(members: &[Member], seen: &[bool]) -> Found {
    let mut found = Found::default();
    for (member, _) in members.iter().zip(seen).filter(|(_, seen)| !**seen) {
        match member.presence {
            Presence::required => found.cost.fails = true,
            // It would be written as `null`.
            Presence::nullable => found.add(Found::of(Cost { bends: 1, loses: 1, ..Cost::default() })),
            _ => {}
        }
    }
    found
}
