//! Lists whose elements differ by position, of which the last ones may be missing.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, IgnoredAny, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::read::{Read, Seed};
use super::shape::{Shape, Shaped};

/// A list that begins with the elements of `required`, a tuple, and may go on with those of `optional`, a tuple of
/// `Option`s.
///
/// What follows the last element that there is is not written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Positions<R, O> {
    /// The elements that every such list has.
    pub required: R,
    /// Those that may be missing, from the first that is on.
    pub optional: O,
}

impl<R, O> Positions<R, O> {
    /// A list of these elements.
    pub fn new(required: R, optional: O) -> Self {
        Self { required, optional }
    }
}

/// How many elements a tuple has.
#[doc(hidden)]
pub trait Length {
    const LENGTH: usize;
}

/// Elements that must be there.
#[doc(hidden)]
pub trait Required<'de>: Sized {
    fn read<S: SeqAccess<'de>>(elements: &mut S) -> Result<Self, S::Error>;
}

/// Elements that may be missing.
#[doc(hidden)]
pub trait Optional<'de>: Sized {
    fn read<S: SeqAccess<'de>>(elements: &mut S) -> Result<Self, S::Error>;
}

/// Elements that are written one after the other.
#[doc(hidden)]
pub trait Elements {
    fn write<S: SerializeSeq>(&self, to: &mut S) -> Result<(), S::Error>;
}

/// The same, up to the last that there is.
#[doc(hidden)]
pub trait Present {
    fn write<S: SerializeSeq>(&self, to: &mut S) -> Result<(), S::Error>;
}

/// The next element, unless the list has ended before.
fn next<'de, S: SeqAccess<'de>, T: Read<'de>>(elements: &mut S, is_open: &mut bool) -> Result<Option<T>, S::Error> {
    let element = if *is_open { elements.next_element_seed(Seed::new())? } else { None };
    *is_open = element.is_some();
    Ok(element)
}

macro_rules! tuples {
    ($(($name:ident $index:tt))*) => {
        impl<$($name),*> Length for ($($name,)*) {
            const LENGTH: usize = const {
                let indices: &[usize] = &[$($index),*];
                indices.len()
            };
        }

        impl<'de, $($name: Read<'de>),*> Required<'de> for ($($name,)*) {
            fn read<S: SeqAccess<'de>>(elements: &mut S) -> Result<Self, S::Error> {
                let _ = &elements;
                Ok(($(
                    elements.next_element_seed(Seed::<$name>::new())?.ok_or_else(|| S::Error::custom(format_args!(
                        "the list has {} elements, and needs more", $index
                    )))?,
                )*))
            }
        }

        impl<'de, $($name: Read<'de>),*> Optional<'de> for ($(Option<$name>,)*) {
            fn read<S: SeqAccess<'de>>(elements: &mut S) -> Result<Self, S::Error> {
                let mut is_open = true;
                let _ = (&elements, &mut is_open);
                Ok(($(next::<S, $name>(elements, &mut is_open)?,)*))
            }
        }

        impl<$($name: Serialize),*> Elements for ($($name,)*) {
            fn write<S: SerializeSeq>(&self, to: &mut S) -> Result<(), S::Error> {
                let _ = &to;
                $(to.serialize_element(&self.$index)?;)*
                Ok(())
            }
        }

        impl<$($name: Serialize),*> Present for ($(Option<$name>,)*) {
            fn write<S: SerializeSeq>(&self, to: &mut S) -> Result<(), S::Error> {
                let is_there: &[bool] = &[$(self.$index.is_some()),*];
                let count = is_there.iter().rposition(|is_there| *is_there).map_or(0, |last| last + 1);
                let _ = (&to, count);
                $(if $index < count {
                    to.serialize_element(&self.$index)?;
                })*
                Ok(())
            }
        }
    };
}

macro_rules! each_length {
    (($($done:tt)*)) => {
        tuples!($($done)*);
    };
    (($($done:tt)*) $next:tt $($rest:tt)*) => {
        tuples!($($done)*);
        each_length!(($($done)* $next) $($rest)*);
    };
}

each_length!(() (A 0) (B 1) (C 2) (D 3) (E 4) (F 5) (G 6) (H 7) (I 8) (J 9) (K 10) (L 11));

impl<R: Shaped, O: Shaped> Shaped for Positions<R, O> {
    const SHAPE: Shape = Shape::Tuple(R::SHAPE.elements(), O::SHAPE.elements());
}

impl<R: Elements, O: Present> Serialize for Positions<R, O> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        self.required.write(&mut list)?;
        self.optional.write(&mut list)?;
        list.end()
    }
}

impl<'de, R: Required<'de>, O: Optional<'de>> Read<'de> for Positions<R, O> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

impl<'de, R: Required<'de>, O: Optional<'de>> Deserialize<'de> for Positions<R, O> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

struct ListVisitor<R, O>(PhantomData<(R, O)>);

impl<'de, R: Required<'de>, O: Optional<'de>> Visitor<'de> for ListVisitor<R, O> {
    type Value = Positions<R, O>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of elements by position")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let list = Positions { required: R::read(&mut elements)?, optional: O::read(&mut elements)? };
        if elements.next_element::<IgnoredAny>()?.is_some() {
            return Err(A::Error::custom("the list has more elements than are described"));
        }
        Ok(list)
    }
}
