//! Which case of a union an object is: a look at all cases from the outside, then inside where it does not tell.
//!
//! It must not read values; what their types look like is all that it knows of them.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::cases::Table;
use super::choose::{Group, Inside, choose};
use super::chunk::{Chunk, hash};
use super::entry::Entry;
use super::memory::Cost;
use super::tape::{Node, Tape};
use super::weigh::{Ask, WHOLE, bits, kind, of_kind};

/// What an object is to the cases of a chunk, one bit for each.
#[derive(Clone, Copy, Default)]
struct Look {
    /// Cases that can be read, as far as this can be seen from the outside.
    alive: u64,
    /// Cases that the description rules out, though they can be read.
    denied: u64,
    /// Cases that name all members, each of a kind that is described.
    perfect: u64,
    /// Cases without a member that must be there, and may be `null`.
    absent: u64,
    /// Whether the cases have members of different types.
    differs: bool,
}

/// What an object costs as the best of all cases.
pub(super) fn weigh(table: &'static Table, tape: &Tape, at: u32, ask: Ask<'_>) -> Cost {
    let mut one = [Look::default()];
    let mut many = Vec::new();
    let looks: &mut [Look] = if table.chunks.len() == 1 {
        &mut one
    } else {
        many.resize(table.chunks.len(), Look::default());
        &mut many
    };
    for (chunk, look) in table.chunks.iter().zip(looks.iter_mut()) {
        *look = chunk.look(tape, at, ask);
    }
    let is_good = looks.iter().any(|look| look.alive & !look.denied != 0);
    let differs = looks.iter().any(|look| look.differs);
    let (mut count, mut first, mut perfect) = (0, None, None);
    for (chunk, look) in table.chunks.iter().zip(looks.iter_mut()) {
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
    let inside = match ask {
        _ if count == 0 => return WHOLE,
        _ if differs => Inside::OfAll,
        Ask::Case => Inside::Nothing,
        Ask::Without(_) | Ask::Cost => Inside::OfOne,
    };
    let groups = table.chunks.iter().zip(looks.iter()).map(|(chunk, look)| Group::new(chunk, look.alive, look.absent));
    choose(&mut groups.collect::<Vec<_>>(), tape, at, inside)
}

impl Chunk {
    /// Looks at each member once.
    fn look(&self, tape: &Tape, at: u32, ask: Ask<'_>) -> Look {
        let all = ask.admits(self, self.kinds[kind(tape.node(at))]);
        let mut look = Look { alive: all, denied: 0, perfect: all, absent: 0, differs: false };
        let mut has_key = self.undemanding;
        let mut few = [0_u64; 2];
        let mut many = Vec::new();
        let seen: &mut [u64] = if self.members.len() <= 128 {
            &mut few
        } else {
            many.resize(self.members.len() / 64 + 1, 0);
            &mut many
        };
        for (name, value) in tape.members(at) {
            let mut unnamed = all;
            if let Some((number, entry)) = self.find(hash(name), name) {
                seen[number / 64] |= 1 << (number % 64);
                has_key |= entry.key_of;
                unnamed &= !entry.named;
                look.member(entry, tape, value);
            }
            look.perfect &= !unnamed;
            look.denied |= unnamed & self.closed;
            look.alive &= !(unnamed & self.keeps & !of_kind(&self.keeps_kind, tape.node(value)));
            if look.alive.is_power_of_two() && look.alive & self.strict == 0 && matches!(ask, Ask::Case) {
                return look;
            }
        }
        look.alive &= has_key;
        self.look_for_absent(seen, &mut look);
        look
    }

    /// Rules out the cases without a member that must be there.
    fn look_for_absent(&self, seen: &[u64], look: &mut Look) {
        let is_seen = |number: &usize| seen[number / 64] >> (number % 64) & 1 == 1;
        for leaf in bits(look.alive) {
            let shape = &self.leaves[leaf];
            if !shape.required.iter().all(is_seen) {
                look.alive &= !(1 << leaf);
            } else if !shape.nullable.iter().all(is_seen) {
                look.denied |= 1 << leaf;
                look.absent |= 1 << leaf;
            } else if look.perfect >> leaf & 1 == 1 && look.denied >> leaf & 1 == 0 && !look.differs {
                // None of those behind it is better.
                look.alive &= u64::MAX >> (63 - leaf);
                return;
            }
        }
    }
}

impl Look {
    /// Looks at a member that some cases name.
    fn member(&mut self, entry: &Entry, tape: &Tape, value: u32) {
        let node = tape.node(value);
        let unfit = entry.named & !of_kind(&entry.accepts, node);
        if unfit != 0 {
            let lenient = if matches!(node, Node::Null) { 0 } else { entry.lenient };
            self.denied |= unfit & lenient;
            self.alive &= !(unfit & !lenient);
        }
        if matches!(node, Node::Null) {
            self.denied |= entry.drops_null;
        }
        self.differs |= entry.differs;
        let values = entry.values.of_value(tape, value);
        self.alive &= !(values.unlisted & entry.values.strict | values.denied);
        self.denied |= values.unlisted;
    }
}
