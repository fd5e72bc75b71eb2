//! Values of one of several types: what the `union!` notation calls.
//!
//! What is generic in a union is one loop that reads a case; all that decides is compiled once.
#![allow(dead_code, reason = "a crate uses what its description needs")]

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use super::attempts::{Attempts, Turn};
pub use super::cases::Union;
use super::fault::Fault;
use super::memory::Mode;
use super::reader::{Reader, TOKEN, hand_back, handed};
use super::shape::kinds;
pub use super::tape::steps;
use super::tape::{Fill, Tape};

/// A type that is one of several.
pub trait Cases: Sized {
    /// What is known of it.
    const UNION: &'static Union;

    /// Reads a value as one of the cases.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read_case<'de, D: Deserializer<'de>>(case: usize, deserializer: D) -> Result<Self, D::Error>;

    /// A value that is of no case.
    fn whole(value: Value) -> Self;
}

/// Reads a union from any format.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, U: Cases>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_newtype_struct(TOKEN, UnionVisitor(PhantomData))
}

/// Reads all of a tape as a type.
pub(super) fn read_tape<T: DeserializeOwned>(tape: &Rc<Tape>) -> Result<T, Fault> {
    settle(tape, || T::deserialize(Reader::whole(tape)))
}

/// Reads a tape, and if a case was chosen that cannot be read, settles all cases and reads it again.
///
/// So the time is in proportion to the size, however deep the unions are: that a case cannot be read is found out once.
fn settle<T>(tape: &Rc<Tape>, read: impl Fn() -> Result<T, Fault>) -> Result<T, Fault> {
    let value = read();
    if value.is_ok() || !tape.memory.borrow().is_in_doubt {
        return value;
    }
    tape.memory.borrow_mut().mode = Mode::Settling;
    drop(read());
    tape.memory.borrow_mut().mode = Mode::Sure;
    read()
}

fn read<U: Cases>(reader: Reader<'_>) -> Result<U, Fault> {
    let mut attempts = Attempts::new(U::UNION, reader);
    loop {
        match attempts.next() {
            Turn::Read(case, reader) => match U::read_case(case, reader) {
                Ok(value) => {
                    attempts.succeeded();
                    return Ok(value);
                }
                Err(fault) => attempts.failed(fault),
            },
            Turn::Keep(value) => return Ok(U::whole(value)),
            Turn::Fail(fault) => return Err(fault),
        }
    }
}

struct UnionVisitor<U>(PhantomData<U>);

impl<U: Cases> UnionVisitor<U> {
    /// Puts a value of another format on a tape.
    fn read<E: Error>(fill: impl FnOnce(Fill<'_>) -> Result<(), E>) -> Result<U, E> {
        let tape = Tape::filled(fill)?;
        let value = settle(&tape, || read(Reader::whole(&tape)));
        Tape::recycle(tape);
        value.map_err(E::custom)
    }

    /// A text that is of one case by its kind needs no tape.
    fn read_text(text: &str) -> Option<U> {
        let way = U::UNION.table().only(kinds::TEXT.trailing_zeros() as usize)?;
        U::read_case(usize::from(*way.first()?), StrDeserializer::<Fault>::new(text)).ok()
    }
}

/// Methods that put what they are given on a tape.
macro_rules! fill {
    ($($method:ident: $value:ty),*) => {
        $(fn $method<E: Error>(self, value: $value) -> Result<U, E> {
            Self::read(|fill| fill.$method(value))
        })*
    };
}

impl<'de, U: Cases> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(U::UNION.name)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// A tape has handed over the place; without one it is `null`.
    fn visit_unit<E: Error>(self) -> Result<U, E> {
        match handed() {
            Some((tape, at, way)) => read(Reader { tape: &tape, at, way }).map_err(hand_back),
            None => Self::read(|fill| fill.visit_unit()),
        }
    }

    fn visit_none<E: Error>(self) -> Result<U, E> {
        Self::read(|fill| fill.visit_unit())
    }

    fill! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64 }

    fn visit_str<E: Error>(self, text: &str) -> Result<U, E> {
        match Self::read_text(text) {
            Some(value) => Ok(value),
            None => Self::read(|fill| fill.visit_str(text)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<U, A::Error> {
        Self::read(|fill| fill.visit_seq(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<U, A::Error> {
        Self::read(|fill| fill.visit_map(members))
    }
}

/// Writes an object with the member that tells which type it is of, unless it has one.
pub(crate) fn with_tag<T: Serialize, S: Serializer>(
    value: &T,
    serializer: S,
    (member, tag): (&str, &str),
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(ser::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(member).or_insert_with(|| tag.into());
    }
    value.serialize(serializer)
}
