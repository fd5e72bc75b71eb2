//! Up to 64 cases of a union, each with its bit.
//!
//! It must not look at values.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::entry::{ByKind, Entry, Tag, Values, set};
use super::shape::{Kinds, Rest, Shape, kinds};

/// The most cases of a chunk.
pub(super) const WIDTH: usize = 64;

/// A case that is no union itself.
pub(super) struct Leaf {
    pub(super) way: Vec<u16>,
    pub(super) shape: Shape,
    /// What the tags of the unions around it ask for.
    pub(super) tags: Vec<Tag>,
    /// What it demands, as the number of that.
    pub(super) demand: usize,
}

/// What some cases demand of an object.
pub(super) struct Demand {
    pub(super) cases: u64,
    /// The members that must be there.
    pub(super) required: Vec<usize>,
    /// The members that must be there and may be `null`.
    pub(super) nullable: Vec<usize>,
}

/// Some cases, each with its bit.
pub(super) struct Chunk {
    pub(super) leaves: Vec<Leaf>,
    pub(super) kinds: ByKind,
    /// Cases without other members.
    pub(super) closed: u64,
    /// Cases that keep other members, and of which kinds.
    pub(super) keeps: u64,
    pub(super) keeps_kind: ByKind,
    /// Cases of which no member must be there.
    pub(super) undemanding: u64,
    /// Cases that can have no other values of some member.
    pub(super) strict: u64,
    /// Whether a look from the outside may tell that an object is of the first case.
    pub(super) is_first_told: bool,
    pub(super) demands: Vec<Demand>,
    pub(super) members: Vec<Entry>,
    /// Where a name is among the members, by its hash.
    slots: Vec<(u64, u16)>,
    /// The values of cases that are constants or enums themselves.
    pub(super) values: Values,
}

impl Chunk {
    pub(super) fn new(leaves: Vec<Leaf>) -> Self {
        let mut chunk = Self {
            leaves,
            kinds: [0; kinds::COUNT],
            closed: 0,
            keeps: 0,
            keeps_kind: [0; kinds::COUNT],
            undemanding: 0,
            strict: 0,
            is_first_told: false,
            demands: Vec::new(),
            members: Vec::new(),
            slots: Vec::new(),
            values: Values::default(),
        };
        for index in 0..chunk.leaves.len() {
            chunk.add(index);
        }
        chunk.finish();
        chunk
    }

    fn add(&mut self, leaf: usize) {
        let (bit, shape) = (1 << leaf, self.leaves[leaf].shape);
        set(&mut self.kinds, shape.kinds(), bit);
        self.values.add(shape.listed().unwrap_or_default(), bit);
        for tag in self.leaves[leaf].tags.clone() {
            self.entry(tag.member).add_tag(&tag, bit);
        }
        if let Shape::Object(object) = shape {
            for member in object.members {
                let is_tag = self.leaves[leaf].tags.iter().any(|tag| tag.member == member.name);
                let entry = self.entry(member.name);
                entry.add(member.presence, member.shape, leaf);
                if !is_tag {
                    entry.values.add(member.shape.listed().unwrap_or_default(), bit);
                }
            }
        }
        match shape.rest() {
            Rest::Dropped => {}
            Rest::Closed => self.closed |= bit,
            Rest::Kept(inner) => {
                self.keeps |= bit;
                set(&mut self.keeps_kind, inner.kinds(), bit);
            }
        }
    }

    fn finish(&mut self) {
        for entry in &mut self.members {
            entry.values.listed.sort_unstable();
            entry.differs = entry.needs_look(self.keeps);
            self.strict |= entry.values.strict | entry.values.others;
        }
        self.values.listed.sort_unstable();
        for leaf in 0..self.leaves.len() {
            self.add_demand(leaf);
        }
        let hides = |entry: &Entry| entry.differs && (entry.required | entry.nullable) & 1 == 1;
        self.is_first_told = self.leaves[0].tags.is_empty() && !self.members.iter().any(hides);
        let size = (self.members.len() * 2 + 1).next_power_of_two();
        self.slots = vec![(0, u16::MAX); size];
        for (number, entry) in self.members.iter().enumerate() {
            let hash = hash(entry.name);
            let mut slot = slot(hash, size);
            while self.slots[slot].1 != u16::MAX {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = (hash, u16::try_from(number).unwrap_or(u16::MAX));
        }
    }

    fn add_demand(&mut self, leaf: usize) {
        let bit = 1 << leaf;
        let having = |is: fn(&Entry) -> u64| -> Vec<usize> {
            let members = self.members.iter().enumerate();
            members.filter(|(_, entry)| is(entry) & bit != 0).map(|(number, _)| number).collect()
        };
        let (required, nullable) = (having(|entry| entry.required), having(|entry| entry.nullable));
        match required.iter().min_by_key(|number| self.members[**number].named.count_ones()) {
            Some(rarest) => self.members[*rarest].key_of |= bit,
            None => self.undemanding |= bit,
        }
        let known = self.demands.iter().position(|demand| demand.required == required && demand.nullable == nullable);
        self.leaves[leaf].demand = known.unwrap_or(self.demands.len());
        match known {
            Some(known) => self.demands[known].cases |= bit,
            None => self.demands.push(Demand { cases: bit, required, nullable }),
        }
    }

    fn entry(&mut self, name: &'static str) -> &mut Entry {
        let found = self.members.iter().position(|entry| entry.name == name);
        let index = found.unwrap_or_else(|| {
            self.members.push(Entry::new(name));
            self.members.len() - 1
        });
        &mut self.members[index]
    }

    /// The cases that hold an integer as a float.
    pub(super) fn floats(&self) -> u64 {
        let of = |kind: Kinds| self.kinds[kind.trailing_zeros() as usize];
        of(kinds::FLOAT) & !of(kinds::LARGE)
    }

    /// The member of that name, by the name's hash, and its number.
    #[inline]
    pub(super) fn find(&self, hash: u64, name: &str) -> Option<(usize, &Entry)> {
        let mask = self.slots.len() - 1;
        let mut slot = slot(hash, self.slots.len());
        loop {
            let (other, number) = self.slots[slot];
            let entry = self.members.get(usize::from(number))?;
            if other == hash && entry.name == name {
                return Some((usize::from(number), entry));
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Where to begin to look for a name, in a table whose size is a power of two.
fn slot(hash: u64, size: usize) -> usize {
    // Other bits than those of the table do not matter.
    (hash & (size as u64 - 1)) as usize
}

/// A hash of a name: of its length, its first and its last eight bytes, or four. The table holds names of the description alone, so
/// that no name of a value makes it slow.
#[inline]
pub(super) fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let (first, last) = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else {
        (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0)
    };
    let hash = (first ^ last.rotate_left(29)).wrapping_add(name.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ hash >> 32
}
