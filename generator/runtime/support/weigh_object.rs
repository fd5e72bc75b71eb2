//! Which case of a union an object is: a look at all cases from the outside, then inside where it does not tell.
//!
//! It must not read values; what their types look like is all that it knows of them.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::cases::Table;
use super::choose::{Group, Inside, choose};
use super::chunk::{Chunk, Leaf, hash};
use super::entry::Entry;
use super::inside::{NAMES_OF_A_STEP, costs_nothing};
use super::memory::Cost;
use super::short::Short;
use super::tape::{Node, Tape};
use super::weigh::{Ask, WHOLE, bits, kind, of_kind};

/// What an object is to the cases of a chunk, one bit for each.
struct Look {
    /// All that may be chosen.
    all: u64,
    /// Cases that can be read, as far as this can be seen from the outside.
    alive: u64,
    /// Cases that the description rules out, though they can be read.
    denied: u64,
    /// Cases that name all members, each of a kind that is described.
    perfect: u64,
    /// Cases without a member that must be there, and may be `null`.
    absent: u64,
    /// Cases of which a member is there that they must have.
    has_key: u64,
    /// The members that are of different types in the cases, by number, and their values.
    different: Short<(usize, u32)>,
    /// Whether a case names a member.
    is_named: bool,
    /// The members of the cases that are there, one bit for each.
    seen: Short<u64>,
    /// The number of the member that is likely to follow.
    next: usize,
}

/// What an object costs as the best of all cases.
pub(super) fn weigh(table: &'static Table, tape: &Tape, at: u32, ask: Ask<'_>) -> Cost {
    if let ([chunk, ..], Ask::Case) = (table.chunks.as_slice(), ask)
        && suits_first(chunk, tape, at)
    {
        return Cost { way: Some(&chunk.leaves[0].way), ..Cost::default() };
    }
    if let [chunk] = table.chunks.as_slice() {
        let mut looks = [Look::new(chunk, tape, at, ask)];
        return weigh_chunks(&table.chunks, &mut looks, (tape, at), ask);
    }
    let mut looks: Vec<Look> = table.chunks.iter().map(|chunk| Look::new(chunk, tape, at, ask)).collect();
    weigh_chunks(&table.chunks, &mut looks, (tape, at), ask)
}

/// How many members that are absent in a row are passed over.
const MAX_PASSED: usize = 8;

/// Whether an object has members of the first case alone, in the order of the description, each as described: no other case
/// is better, and most of what is looked at otherwise needs no look.
fn suits_first(chunk: &Chunk, tape: &Tape, at: u32) -> bool {
    let mut entries = chunk.members.iter().take_while(|entry| entry.named & 1 == 1);
    let must_be_there = |entry: &Entry| (entry.required | entry.nullable) & 1 == 1;
    let can_be = chunk.kinds[kind(tape.node(at))] & 1 == 1 && chunk.is_first_told;
    can_be
        && tape.members(at).all(|(name, value)| {
            let entry = entries.by_ref().take(MAX_PASSED).find(|entry| entry.name == name || must_be_there(entry));
            let node = tape.node(value);
            entry.is_some_and(|entry| {
                let is_dropped = matches!(node, Node::Null) && entry.drops_null & 1 == 1;
                let fits = entry.accepts[kind(node)] & 1 == 1 && !is_dropped;
                fits && entry.name == name && !entry.differs && entry.values.of_value(tape, value).unlisted & 1 == 0
            })
        })
        && !entries.any(must_be_there)
}

fn weigh_chunks(chunks: &'static [Chunk], looks: &mut [Look], (tape, at): (&Tape, u32), ask: Ask<'_>) -> Cost {
    look_at_members(chunks, looks, (tape, at), ask);
    let is_good = looks.iter().any(|look| look.alive & !look.denied != 0);
    if chunks.len() > 1 {
        leave_one_unnamed(chunks, looks);
    }
    let differs = looks.iter().any(|look| !look.different.is_empty());
    let (mut count, mut first, mut perfect) = (0, None, None);
    for (chunk, look) in chunks.iter().zip(looks.iter_mut()) {
        if is_good {
            look.alive &= !look.denied;
        }
        let leaf = |cases: u64| (cases != 0).then(|| &chunk.leaves[cases.trailing_zeros() as usize]);
        count += look.alive.count_ones();
        first = first.or_else(|| leaf(look.alive));
        perfect = perfect.or_else(|| leaf(look.alive & look.perfect));
    }
    // One that names all members is not bettered by those behind it, and what is alone by none.
    let clear = if count == 1 { first } else { perfect.filter(|_| !differs) };
    if let (Ask::Case, Some(leaf)) = (ask, clear) {
        return Cost { way: Some(&leaf.way), ..Cost::default() };
    }
    if let (Ask::Case, true, [chunk], [look]) = (ask, differs, chunks, &*looks)
        && let Some(leaf) = look.first_without_cost(chunk, tape)
    {
        return Cost { way: Some(&leaf.way), ..Cost::default() };
    }
    let inside = match ask {
        _ if count == 0 => return WHOLE,
        _ if differs => Inside::OfAll,
        Ask::Case => Inside::Nothing,
        Ask::Without(_) | Ask::Cost => Inside::OfOne,
    };
    let group = |(chunk, look): (&'static Chunk, &Look)| Group::new(chunk, look.alive, look.absent);
    if let ([chunk], [look]) = (chunks, &*looks) {
        return choose(&mut [group((chunk, look))], tape, at, inside);
    }
    let groups = chunks.iter().zip(looks.iter()).filter(|(_, look)| look.alive != 0).map(group);
    choose(&mut groups.collect::<Vec<_>>(), tape, at, inside)
}

/// How many cases are looked into one by one, before all are compared.
const MAX_LOOKED_INTO_ALONE: u32 = 4;

/// Looks at each member once.
fn look_at_members(chunks: &[Chunk], looks: &mut [Look], (tape, at): (&Tape, u32), ask: Ask<'_>) {
    for (name, value) in tape.members(at) {
        tape.steps(chunks.len() / NAMES_OF_A_STEP);
        let mut known = None;
        for (chunk, look) in chunks.iter().zip(looks.iter_mut()) {
            let found = match chunk.members.get(look.next) {
                Some(entry) if entry.name == name => Some((look.next, entry)),
                _ => chunk.find(*known.get_or_insert_with(|| hash(name)), name),
            };
            look.member(chunk, found, tape, value);
        }
        if let ([chunk], [look]) = (chunks, &*looks)
            && look.alive.is_power_of_two()
            && look.alive & chunk.strict == 0
            && matches!(ask, Ask::Case)
        {
            return;
        }
    }
    for (chunk, look) in chunks.iter().zip(looks.iter_mut()) {
        look.alive &= look.has_key;
        look.absent_members(chunk, tape);
    }
}

/// Cases that name no member are all alike, unless they keep what they do not name or are ruled out: leaves the first of
/// them where others of its chunk name none either.
fn leave_one_unnamed(chunks: &[Chunk], looks: &mut [Look]) {
    let mut is_first = true;
    let unnamed = |(chunk, look): &(&Chunk, &mut Look)| !look.is_named && chunk.keeps == 0;
    for (_, look) in chunks.iter().zip(looks).filter(unnamed) {
        let alike = look.alive & !look.denied;
        look.alive &= !alike;
        if is_first && alike != 0 {
            look.alive |= 1 << alike.trailing_zeros();
            is_first = false;
        }
    }
}

impl Look {
    fn new(chunk: &Chunk, tape: &Tape, at: u32, ask: Ask<'_>) -> Self {
        let all = ask.admits(chunk, chunk.kinds[kind(tape.node(at))]);
        Self {
            all,
            alive: all,
            denied: 0,
            perfect: all,
            absent: 0,
            has_key: chunk.undemanding,
            different: Short::new((0, 0)),
            is_named: false,
            seen: Short::of(0, chunk.members.len() / 64 + 1),
            next: 0,
        }
    }

    /// Looks at a member, which cases of the chunk may name.
    #[inline]
    fn member(&mut self, chunk: &Chunk, entry: Option<(usize, &Entry)>, tape: &Tape, value: u32) {
        let mut unnamed = self.all;
        if let Some((number, entry)) = entry {
            self.next = number + 1;
            self.seen[number / 64] |= 1 << (number % 64);
            if entry.differs {
                self.different.push((number, value));
            }
            self.has_key |= entry.key_of;
            self.is_named = true;
            unnamed &= !entry.named;
            self.named(entry, tape, value);
        }
        self.perfect &= !unnamed;
        self.denied |= unnamed & chunk.closed;
        if chunk.keeps != 0 {
            self.alive &= !(unnamed & chunk.keeps & !of_kind(&chunk.keeps_kind, tape.node(value)));
        }
    }

    /// Looks at a member that some cases name.
    #[inline]
    fn named(&mut self, entry: &Entry, tape: &Tape, value: u32) {
        let node = tape.node(value);
        if entry.named & !entry.accepts[kind(node)] != 0 {
            let unfit = entry.named & !of_kind(&entry.accepts, node);
            let lenient = if matches!(node, Node::Null) { 0 } else { entry.lenient };
            self.denied |= unfit & lenient;
            self.alive &= !(unfit & !lenient);
        }
        if matches!(node, Node::Null) {
            self.denied |= entry.drops_null;
        }
        if !entry.values.is_empty() {
            let values = entry.values.of_value(tape, value);
            self.alive &= !(values.unlisted & entry.values.strict | values.denied);
            self.denied |= values.unlisted;
        }
    }

    /// Rules out the cases without a member that must be there.
    fn absent_members(&mut self, chunk: &Chunk, tape: &Tape) {
        let is_seen = |seen: &[u64], number: &usize| seen[number / 64] >> (number % 64) & 1 == 1;
        let mut left = self.alive;
        while left != 0 {
            tape.step();
            let demand = &chunk.demands[chunk.leaves[left.trailing_zeros() as usize].demand];
            let alike = left & demand.cases;
            left &= !alike;
            if !demand.required.iter().all(|number| is_seen(&self.seen, number)) {
                self.alive &= !alike;
            } else if !demand.nullable.iter().all(|number| is_seen(&self.seen, number)) {
                self.denied |= alike;
                self.absent |= alike;
            } else if self.different.is_empty() && alike & self.perfect & !self.denied != 0 {
                // None of those behind it is better.
                let clear = alike & self.perfect & !self.denied;
                let to_it = u64::MAX >> (63 - clear.trailing_zeros());
                (self.alive, left) = (self.alive & to_it, left & to_it);
            }
        }
    }

    /// The first case that names all members, and costs nothing inside of those which differ: none is better.
    fn first_without_cost(&self, chunk: &'static Chunk, tape: &Tape) -> Option<&'static Leaf> {
        let cases = self.alive & self.perfect & !self.denied;
        if cases.count_ones() > MAX_LOOKED_INTO_ALONE {
            return None;
        }
        let costs_nothing = |leaf: &usize| {
            self.different.iter().all(|(number, value)| {
                tape.step();
                let shape = chunk.members[*number].shape_of(*leaf);
                shape.is_some_and(|shape| costs_nothing(tape, *value, shape))
            })
        };
        bits(cases).find(costs_nothing).map(|leaf| &chunk.leaves[leaf])
    }
}
