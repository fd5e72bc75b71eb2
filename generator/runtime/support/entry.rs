//! A member of some cases of a union: which of them name it, and what it may be there.
//!
//! It must not look at values.
#![allow(dead_code, reason = "a crate without unions has no cases")]

use super::shape::{Kinds, Presence, Shape, kinds};
use super::tape::Tape;

/// A set of cases by JSON kind.
pub(super) type ByKind = [u64; kinds::COUNT];

/// A member that must have one of these values, or none of them.
#[derive(Clone)]
pub(super) struct Tag {
    pub(super) member: &'static str,
    pub(super) values: Vec<&'static str>,
    pub(super) kind: TagKind,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum TagKind {
    Required,
    Optional,
    /// The values stand for other cases.
    Others,
}

/// A member of some cases.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) named: u64,
    /// Cases that must have it, and of whose required members it is the rarest.
    pub(super) key_of: u64,
    pub(super) required: u64,
    pub(super) nullable: u64,
    /// Cases that read `null`, but lose it.
    pub(super) drops_null: u64,
    pub(super) accepts: ByKind,
    /// Cases that can read every other kind too, since the member is a union.
    pub(super) lenient: u64,
    pub(super) values: Values,
    /// Whether a look inside of the member tells more.
    pub(super) differs: bool,
    pub(super) shapes: Vec<(usize, Shape)>,
}

/// Values that some cases are bound to.
#[derive(Default)]
pub(super) struct Values {
    /// Cases that list values.
    pub(super) bound: u64,
    /// Those of them that can have no others.
    pub(super) strict: u64,
    /// Cases that are told by other values than those of `denied`.
    pub(super) others: u64,
    /// In order, each with the cases that list it, and with those of `others` that it denies.
    pub(super) listed: Vec<(&'static str, u64, u64)>,
}

/// The cases that do not list a value, and those that are told by other ones.
pub(super) struct Bound {
    pub(super) unlisted: u64,
    pub(super) denied: u64,
}

pub(super) fn set(masks: &mut ByKind, kinds: Kinds, bit: u64) {
    for (index, mask) in masks.iter_mut().enumerate() {
        if kinds >> index & 1 == 1 {
            *mask |= bit;
        }
    }
}

impl Entry {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            named: 0,
            key_of: 0,
            required: 0,
            nullable: 0,
            drops_null: 0,
            accepts: [0; kinds::COUNT],
            lenient: 0,
            values: Values::default(),
            differs: false,
            shapes: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, presence: Presence, shape: Shape, leaf: usize) {
        let bit = 1 << leaf;
        self.named |= bit;
        let mut accepts = shape.kinds();
        match presence {
            Presence::required => self.required |= bit,
            Presence::optional if accepts & kinds::NULL == 0 => {
                accepts |= kinds::NULL;
                self.drops_null |= bit;
            }
            Presence::optional | Presence::optional_any => {}
            Presence::nullable => {
                accepts |= kinds::NULL;
                self.nullable |= bit;
            }
            Presence::optional_nullable => accepts |= kinds::NULL,
        }
        set(&mut self.accepts, accepts, bit);
        if matches!(shape.not_null(), Shape::Union(_)) {
            self.lenient |= bit;
        }
        self.shapes.push((leaf, shape));
    }

    /// A tag that the type of a case may have no member for: the union writes it.
    pub(super) fn add_tag(&mut self, tag: &Tag, bit: u64) {
        let values: Vec<&'static str> = tag.values.clone();
        match tag.kind {
            TagKind::Others => return self.values.add_others(&values, bit),
            TagKind::Required => self.required |= bit,
            TagKind::Optional => {}
        }
        self.named |= bit;
        let scalars = kinds::BOOL | kinds::INTEGER | kinds::LARGE | kinds::FLOAT | kinds::TEXT;
        set(&mut self.accepts, scalars, bit);
        self.values.bound |= bit;
        self.values.strict |= bit;
        values.iter().for_each(|value| self.values.at(value).1 |= bit);
    }

    /// Whether a look inside tells more, of cases some of which keep members without a name.
    pub(super) fn needs_look(&self, keeps: u64) -> bool {
        let Some(((_, first), others)) = self.shapes.split_first() else { return false };
        let has_inside = self.shapes.iter().any(|(_, shape)| shape.has_inside());
        has_inside && (keeps & !self.named != 0 || others.iter().any(|(_, shape)| !shape.is_same(*first)))
    }

    /// The shape that the member has in a case.
    #[inline]
    pub(super) fn shape_of(&self, leaf: usize) -> Option<Shape> {
        // Often all cases have it.
        if let Some((other, shape)) = self.shapes.get(leaf)
            && *other == leaf
        {
            return Some(*shape);
        }
        let found = self.shapes.binary_search_by_key(&leaf, |(leaf, _)| *leaf).ok()?;
        Some(self.shapes[found].1)
    }
}

impl Values {
    pub(super) fn add(&mut self, values: &'static [&'static str], bit: u64) {
        if values.is_empty() {
            return;
        }
        self.bound |= bit;
        if values.len() == 1 {
            self.strict |= bit;
        }
        values.iter().for_each(|value| self.at(value).1 |= bit);
    }

    pub(super) fn add_others(&mut self, values: &[&'static str], bit: u64) {
        self.others |= bit;
        values.iter().for_each(|value| self.at(value).2 |= bit);
    }

    fn at(&mut self, value: &'static str) -> &mut (&'static str, u64, u64) {
        let found = self.listed.iter().position(|(other, ..)| *other == value);
        let index = found.unwrap_or_else(|| {
            self.listed.push((value, 0, 0));
            self.listed.len() - 1
        });
        &mut self.listed[index]
    }

    /// What a value on a tape is to the cases that are bound to values.
    #[inline]
    pub(super) fn of_value(&self, tape: &Tape, at: u32) -> Bound {
        if self.is_empty() {
            return Bound { unlisted: 0, denied: 0 };
        }
        let mut buffer = String::new();
        let listed = tape.spelled(at, &mut buffer).map(|value| self.of(value));
        let (listed, denied) = listed.unwrap_or((self.bound, 0));
        Bound { unlisted: self.bound & !listed, denied }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bound | self.others == 0
    }

    /// The cases that list a value, and those that it denies.
    pub(super) fn of(&self, value: &str) -> (u64, u64) {
        let found = self.listed.binary_search_by(|(other, ..)| (*other).cmp(value));
        found.map_or((0, 0), |index| (self.listed[index].1, self.listed[index].2))
    }
}
