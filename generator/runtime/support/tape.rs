//! A JSON value as one flat list of nodes, so that it can be looked at before it is read as a type.
//!
//! It must not know what types a crate has.
#![allow(dead_code, reason = "a crate without unions uses it for the path of an error alone")]

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::memory::Memory;

/// A value; what is inside of a list or of an object follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Node {
    Null,
    Bool(bool),
    Unsigned(u64),
    /// An integer below zero.
    Signed(i64),
    Float(f64),
    /// Where it begins in the text, and its length.
    Text(u32, u32),
    /// Where it ends in the nodes, and the number of elements.
    List(u32, u32),
    /// The same of an object, whose names and values stand in turn.
    Object(u32, u32),
}

/// A value with all that is in it.
#[derive(Default)]
pub(crate) struct Tape {
    nodes: Vec<Node>,
    text: String,
    /// What was found out about the value.
    pub(super) memory: RefCell<Memory>,
    /// How many nodes were looked at or read, some of them more than once.
    steps: Cell<usize>,
}

thread_local! {
    /// A tape for the next value: most programs read one value after the other.
    static SPARE: Cell<Option<Rc<Tape>>> = const { Cell::new(None) };
    /// The steps of all tapes.
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// The most nodes and bytes that an empty tape keeps room for.
const MAX_SPARE: usize = 1 << 16;

/// How often each node may be looked at, beside a look at each from the outside and one reading of it.
const MAX_LOOKS: usize = 16;

/// How many nodes all tapes of this thread have looked at or read so far: a measure of work for tests.
#[must_use]
pub fn steps() -> usize {
    STEPS.get()
}

impl Tape {
    /// Puts a value of any format on a tape.
    pub(crate) fn fill<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rc<Self>, D::Error> {
        Self::filled(|fill| fill.deserialize(deserializer))
    }

    /// Puts on a tape what `fill` is given.
    pub(super) fn filled<E>(fill: impl FnOnce(Fill<'_>) -> Result<(), E>) -> Result<Rc<Self>, E> {
        let mut shared = SPARE.take().unwrap_or_default();
        if let Some(tape) = Rc::get_mut(&mut shared) {
            fill(Fill(tape))?;
        }
        Ok(shared)
    }

    /// Empties a tape and keeps it for the next value.
    pub(crate) fn recycle(mut shared: Rc<Self>) {
        let Some(tape) = Rc::get_mut(&mut shared) else { return };
        STEPS.set(STEPS.get().wrapping_add(tape.steps.take()));
        if tape.nodes.capacity() <= MAX_SPARE && tape.text.capacity() <= MAX_SPARE {
            tape.nodes.clear();
            tape.text.clear();
            tape.memory.get_mut().clear();
            SPARE.set(Some(shared));
        }
    }

    /// The node at a place.
    #[inline]
    pub(crate) fn node(&self, at: u32) -> Node {
        self.nodes.get(at as usize).copied().unwrap_or(Node::Null)
    }

    /// A text, by the two numbers of its node.
    #[inline]
    pub(crate) fn text(&self, start: u32, length: u32) -> &str {
        self.text.get(start as usize..start as usize + length as usize).unwrap_or_default()
    }

    /// The text at a place; nothing is there for any other node.
    #[inline]
    pub(crate) fn text_at(&self, at: u32) -> &str {
        match self.node(at) {
            Node::Text(start, length) => self.text(start, length),
            _ => "",
        }
    }

    /// The place behind the value at `at`.
    #[inline]
    pub(crate) fn behind(&self, at: u32) -> u32 {
        match self.node(at) {
            Node::List(end, _) | Node::Object(end, _) => end,
            _ => at + 1,
        }
    }

    /// The places of the elements of a list; none of any other node.
    pub(crate) fn elements(&self, at: u32) -> impl Iterator<Item = u32> {
        let end = if let Node::List(end, _) = self.node(at) { end } else { at };
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let element = next;
            (element < end).then(|| {
                next = self.behind(element);
                element
            })
        })
    }

    /// The number of elements or members.
    pub(super) fn count(&self, at: u32) -> usize {
        match self.node(at) {
            Node::List(_, count) | Node::Object(_, count) => count as usize,
            _ => 0,
        }
    }

    /// The names of the members of an object, with the places of their values; none of any other node.
    #[inline]
    pub(crate) fn members(&self, at: u32) -> impl Iterator<Item = (&str, u32)> {
        let end = if let Node::Object(end, _) = self.node(at) { end } else { at };
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let name = next;
            (name < end).then(|| {
                next = self.behind(name + 1);
                (self.text_at(name), name + 1)
            })
        })
    }

    /// A text, a number or a boolean as text, into `buffer` where it is none.
    pub(crate) fn spelled<'t>(&'t self, at: u32, buffer: &'t mut String) -> Option<&'t str> {
        *buffer = match self.node(at) {
            Node::Text(start, length) => return Some(self.text(start, length)),
            Node::Bool(value) => value.to_string(),
            Node::Unsigned(value) => value.to_string(),
            Node::Signed(value) => value.to_string(),
            // `1.0` and `1` are the same number.
            Node::Float(value) => value.to_string(),
            Node::Null | Node::List(..) | Node::Object(..) => return None,
        };
        Some(buffer)
    }

    /// The value at a place, to keep.
    pub(crate) fn value(&self, at: u32) -> Value {
        self.step();
        match self.node(at) {
            Node::Null => Value::Null,
            Node::Bool(value) => value.into(),
            Node::Unsigned(value) => value.into(),
            Node::Signed(value) => value.into(),
            Node::Float(value) => Number::from_f64(value).map_or(Value::Null, Value::Number),
            Node::Text(start, length) => self.text(start, length).into(),
            Node::List(..) => self.elements(at).map(|element| self.value(element)).collect(),
            Node::Object(..) => {
                let members = self.members(at).map(|(name, value)| (name.to_owned(), self.value(value)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// Counts a look at a node.
    #[inline]
    pub(super) fn step(&self) {
        self.steps(1);
    }

    /// Counts what takes as long as so many looks.
    #[inline]
    pub(super) fn steps(&self, count: usize) {
        self.steps.set(self.steps.get().saturating_add(count));
    }

    /// Whether so much was looked at that nothing more should be: what is undecided then is kept as it is.
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() > self.nodes.len().saturating_mul(MAX_LOOKS).saturating_add(MAX_SPARE)
    }

    fn push<E: Error>(&mut self, node: Node) -> Result<(), E> {
        // Ends are numbers of nodes: this is the largest one.
        if self.nodes.len() >= u32::MAX as usize {
            return Err(E::custom("the value is too large"));
        }
        self.nodes.push(node);
        Ok(())
    }

    fn push_text<E: Error>(&mut self, text: &str) -> Result<(), E> {
        let (Ok(start), Ok(length)) = (u32::try_from(self.text.len()), u32::try_from(text.len())) else {
            return Err(E::custom("the value is too large"));
        };
        self.text.push_str(text);
        self.push(Node::Text(start, length))
    }

    /// Sets the node of a list or an object whose parts have been pushed.
    #[inline]
    fn close(&mut self, at: usize, node: fn(u32, u32) -> Node, count: u32) {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(slot) = self.nodes.get_mut(at) {
            *slot = node(end, count);
        }
    }
}

/// Appends values to a tape.
pub(super) struct Fill<'t>(&'t mut Tape);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.push(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push(u64::try_from(value).map_or(Node::Signed(value), Node::Unsigned))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.push(Node::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push(Node::Float(value))
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.push_text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let at = self.0.nodes.len();
        self.0.push(Node::Null)?;
        let mut count = 0;
        while elements.next_element_seed(Fill(self.0))?.is_some() {
            count += 1;
        }
        self.0.close(at, Node::List, count);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let at = self.0.nodes.len();
        self.0.push(Node::Null)?;
        let mut count = 0;
        while members.next_key_seed(Name(self.0))?.is_some() {
            members.next_value_seed(Fill(self.0))?;
            count += 1;
        }
        self.0.close(at, Node::Object, count);
        Ok(())
    }
}

/// Appends the name of a member.
struct Name<'t>(&'t mut Tape);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.push_text(value)
    }
}
