//! A value on a tape as any type: a deserializer that knows where it is.
//!
//! It must not decide which case of a union a value is.
#![allow(dead_code, reason = "a crate without unions uses it for the path of an error alone")]

use std::cell::Cell;
use std::rc::Rc;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::fault::Fault;
use super::number::whole;
use super::tape::{Node, Tape};

/// The cases of the unions that stand at one place, the outermost first, as far as they are decided.
pub(crate) type Way = &'static [u16];

/// A value on a tape.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) tape: &'t Rc<Tape>,
    pub(super) at: u32,
    pub(super) way: Way,
}

thread_local! {
    /// Where a union stands that is read from a tape.
    static HANDED: Cell<Option<(Rc<Tape>, u32, Way)>> = const { Cell::new(None) };
}

thread_local! {
    /// What is wrong with a union that was read from a tape.
    static WRONG: Cell<Option<Fault>> = const { Cell::new(None) };
}

/// Hands over what is wrong with a union, for the reader that it came from.
pub(super) fn hand_back<E: Error>(fault: Fault) -> E {
    WRONG.set(Some(fault));
    E::custom("the union cannot be read")
}

/// The name by which a union asks a reader for the place where it stands.
pub(super) const TOKEN: &str = "$union";

/// Takes the place that a reader has just handed over; none if the value is on no tape.
pub(super) fn handed() -> Option<(Rc<Tape>, u32, Way)> {
    HANDED.take()
}

impl<'t> Reader<'t> {
    /// The whole value of a tape.
    pub(super) fn whole(tape: &'t Rc<Tape>) -> Self {
        Self { tape, at: 0, way: &[] }
    }

    #[inline]
    fn node(self) -> Node {
        self.tape.node(self.at)
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
            let whole = if let Node::Float(value) = self.node() { whole(value) } else { None };
            match whole {
                Some(value) => visitor.visit_i64(value),
                None => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'t> Deserializer<'t> for Reader<'t> {
    type Error = Fault;

    #[inline]
    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Self { tape, at, .. } = self;
        match self.node() {
            Node::Null => visitor.visit_unit(),
            Node::Bool(value) => visitor.visit_bool(value),
            Node::Unsigned(value) => visitor.visit_u64(value),
            Node::Signed(value) => visitor.visit_i64(value),
            Node::Float(value) => visitor.visit_f64(value),
            Node::Text(start, length) => visitor.visit_borrowed_str(tape.text(start, length)),
            Node::List(end, count) => visitor.visit_seq(Walk::new(tape, at, (end, count))),
            Node::Object(end, count) => visitor.visit_map(Walk::new(tape, at, (end, count))),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        if matches!(self.node(), Node::Null) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        if name == TOKEN {
            HANDED.set(Some((self.tape.clone(), self.at, self.way)));
            return visitor.visit_unit().map_err(|fault| WRONG.take().unwrap_or(fault));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(self.tape.text_at(self.at).into_deserializer())
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'t>>
        bool u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// The elements of a list, or the members of an object.
struct Walk<'t> {
    tape: &'t Rc<Tape>,
    at: u32,
    end: u32,
    count: u32,
    index: usize,
}

impl<'t> Walk<'t> {
    fn new(tape: &'t Rc<Tape>, at: u32, (end, count): (u32, u32)) -> Self {
        Self { tape, at: at + 1, end, count, index: 0 }
    }

    #[inline]
    fn take<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let at = self.at;
        self.at = self.tape.behind(at);
        self.index += 1;
        self.tape.step();
        seed.deserialize(Reader { tape: self.tape, at, way: &[] })
    }

    fn left(&self) -> usize {
        (self.count as usize).saturating_sub(self.index)
    }
}

impl<'t> SeqAccess<'t> for Walk<'t> {
    type Error = Fault;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        if self.at >= self.end {
            return Ok(None);
        }
        let index = self.index;
        self.take(seed).map(Some).map_err(|fault| fault.in_element(index))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}

impl<'t> MapAccess<'t> for Walk<'t> {
    type Error = Fault;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        if self.at >= self.end {
            return Ok(None);
        }
        let tape: &'t Tape = self.tape;
        let name = tape.text_at(self.at);
        self.at += 1;
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let name = self.at - 1;
        let tape: &'t Tape = self.tape;
        self.take(seed).map_err(|fault| fault.in_member(tape.text_at(name)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}
