//! What a value costs as each of several types, with all that is inside of it.
//!
//! It must not choose between the types.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::memory::Cost;
use super::shape::{Member, Object, Presence, Rest, Shape, kinds};
use super::short::Short;
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

/// The type of what a type does not have: it costs nothing.
pub(super) const NOTHING: Shape = Shape::Is(0);

/// Whether a value costs nothing as a type: it is as described, and kept whole.
pub(super) fn costs_nothing(tape: &Tape, at: u32, shape: Shape) -> bool {
    match (shape.not_null(), tape.node(at)) {
        (Shape::Is(kinds), node) if kinds >> kind(node) & 1 == 1 => true,
        _ if tape.is_exhausted() => false,
        (Shape::Object(object), Node::Object(..)) => object_costs_nothing(tape, at, object),
        (Shape::List(inner), Node::List(..)) => tape.elements(at).all(|element| {
            tape.step();
            costs_nothing(tape, element, *inner)
        }),
        _ => {
            let mut found = [Found::default()];
            compare_all(tape, at, &[shape], &mut found);
            let Cost { fails, bends, loses, .. } = found[0].cost;
            !fails && bends == 0 && loses == 0
        }
    }
}

fn object_costs_nothing(tape: &Tape, at: u32, object: &'static Object) -> bool {
    let members = object.members;
    let mut seen = Seen::new(1, members.len());
    let mut next = 0;
    for (name, value) in tape.members(at) {
        tape.steps(1 + members.len() / NAMES_OF_A_STEP);
        // Most objects have their members in the order of the description.
        let is_next = members.get(next).is_some_and(|member| member.name == name);
        let member = if is_next { Some(next) } else { members.iter().position(|member| member.name == name) };
        if let Some(member) = member {
            seen.add(0, member);
            next = member + 1;
        }
        let costs_nothing = match hold_member(object, member, matches!(tape.node(value), Node::Null)) {
            Held::As(shape) => costs_nothing(tape, value, shape),
            Held::Kept => true,
            Held::Lost { .. } => false,
        };
        if !costs_nothing {
            return false;
        }
    }
    let is_demanded = |member: &Member| matches!(member.presence, Presence::required | Presence::nullable);
    !members.iter().enumerate().any(|(index, member)| is_demanded(member) && !seen.has(0, index))
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
    let mut parts = Short::of(Found::default(), unlike.len());
    compare_each(tape, at, &unlike, &mut parts);
    found.iter_mut().zip(indices).for_each(|(found, index)| found.add(parts[index]));
}

fn compare_each(tape: &Tape, at: u32, shapes: &[Shape], found: &mut [Found]) {
    let is_union = |shape: &Shape| matches!(shape.not_null(), Shape::Union(_));
    if shapes.len() < 2 || !shapes.iter().any(is_union) {
        return compare_all(tape, at, shapes, found);
    }
    let mut parts = Short::of(Found::default(), shapes.len());
    compare_all(tape, at, shapes, &mut parts);
    // What is inside of unions is not compared: it is enough to know how much each of them loses.
    let has_case = |shape: &Shape| match shape.not_null() {
        Shape::Union(union) => cost_of_union(union, tape, at).way.is_some(),
        _ => false,
    };
    let least = |of: &dyn Fn(&Shape) -> bool| {
        let fitting = shapes.iter().zip(parts.iter()).filter(|(shape, part)| !part.cost.fails && of(shape));
        fitting.map(|(_, part)| part.cost.loses).min()
    };
    let (of_all, of_unions) = (least(&|_| true), least(&has_case));
    for ((shape, found), mut part) in shapes.iter().zip(found).zip(parts.iter().copied()) {
        let least = if is_union(shape) { of_all } else { of_unions };
        part.loses_what_another_keeps |= least.is_some_and(|least| part.cost.loses > least);
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
        Shape::Is(0) => Found::default(),
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
        Shape::Tuple(all, more) => all.iter().chain(more).nth(index).copied().unwrap_or(NOTHING),
        any if is_any(&any) => any,
        _ => NOTHING,
    };
    let mut parts = Short::new(NOTHING);
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
    let most = shapes.iter().map(|shape| names(*shape).len()).max();
    let mut seen = Seen::new(shapes.len(), most.unwrap_or_default());
    let mut parts = Short::of(NOTHING, shapes.len());
    let mut lost = Short::of(false, shapes.len());
    for (name, value) in tape.members(at) {
        let is_null = matches!(tape.node(value), Node::Null);
        let (mut is_kept, mut is_lost) = (false, false);
        for (index, shape) in shapes.iter().enumerate() {
            tape.steps(names(*shape).len() / NAMES_OF_A_STEP);
            let member = names(*shape).iter().position(|member| member.name == name);
            member.into_iter().for_each(|member| seen.add(index, member));
            let held = hold(*shape, member, is_null);
            parts[index] = if let Held::As(shape) = held { shape } else { NOTHING };
            lost[index] = if let Held::Lost { bends } = held {
                found[index].add(Found::of(Cost { bends, loses: 1, ..Cost::default() }));
                true
            } else {
                false
            };
            is_lost |= lost[index];
            is_kept |= !lost[index] && (is_object(shape) || is_any(shape));
        }
        if is_lost && is_kept {
            found.iter_mut().zip(lost.iter()).for_each(|(found, is_lost)| found.loses_what_another_keeps |= is_lost);
        }
        compare(tape, value, &parts, found);
    }
    for (index, (shape, found)) in shapes.iter().zip(found).enumerate() {
        found.add(absent(names(*shape), |member| seen.has(index, member)));
    }
}

/// Which members of some shapes are there: one bit for each.
struct Seen {
    bits: Short<u64>,
    /// How many words the bits of a shape are.
    words: usize,
}

impl Seen {
    /// For so many shapes that name so many members at most.
    fn new(shapes: usize, members: usize) -> Self {
        let words = members.div_ceil(64);
        Self { bits: Short::of(0, shapes * words), words }
    }

    fn add(&mut self, shape: usize, member: usize) {
        self.bits[shape * self.words + member / 64] |= 1 << (member % 64);
    }

    fn has(&self, shape: usize, member: usize) -> bool {
        self.bits[shape * self.words + member / 64] >> (member % 64) & 1 == 1
    }
}

/// How many names are compared in about the time in which one node is looked at.
pub(super) const NAMES_OF_A_STEP: usize = 8;

fn is_object(shape: &Shape) -> bool {
    matches!(shape.not_null(), Shape::Object(_) | Shape::Map(_))
}

/// Whether values of a shape are kept as they are.
fn is_any(shape: &Shape) -> bool {
    matches!(shape.not_null(), Shape::Is(kinds::ANY))
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

/// What becomes of a member of an object, which the shape may name.
fn hold(shape: Shape, member: Option<usize>, is_null: bool) -> Held {
    match shape.not_null() {
        Shape::Object(object) => hold_member(object, member, is_null),
        Shape::Map(inner) => Held::As(*inner),
        any if is_any(&any) => Held::As(any),
        _ => Held::Kept,
    }
}

fn hold_member(object: &Object, member: Option<usize>, is_null: bool) -> Held {
    if let Some(Member { presence, shape, .. }) = member.and_then(|member| object.members.get(member)) {
        return match presence {
            Presence::optional if is_null && shape.kinds() & kinds::NULL == 0 => Held::Lost { bends: 1 },
            Presence::nullable | Presence::optional_nullable if is_null => Held::Kept,
            _ => Held::As(*shape),
        };
    }
    match object.rest {
        Rest::Dropped => Held::Lost { bends: 0 },
        Rest::Closed => Held::Lost { bends: 1 },
        Rest::Kept(inner) => Held::As(*inner),
    }
}

/// What the members cost that are not there.
fn absent(members: &[Member], is_seen: impl Fn(usize) -> bool) -> Found {
    let mut found = Found::default();
    for (_, member) in members.iter().enumerate().filter(|(index, _)| !is_seen(*index)) {
        match member.presence {
            Presence::required => found.cost.fails = true,
            // It would be written as `null`.
            Presence::nullable => found.add(Found::of(Cost { bends: 1, loses: 1, ..Cost::default() })),
            _ => {}
        }
    }
    found
}
