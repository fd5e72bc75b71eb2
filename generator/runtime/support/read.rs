//! How a value is read, whatever format it comes in.
//!
//! It must not know the types of a crate: the notations implement [`Read`] for those.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;

use super::number::whole;
use super::{Date, DateTime, File, Number, Secret};

/// A value that is read as JSON means it.
///
/// It differs from [`Deserialize`] in integers: JSON has numbers only, so that `1.0`, `1e0` and `-0` are integers too (JSON
/// Schema Core, section 4.2.3). What is no integer, or has more digits than its type, is an error.
pub trait Read<'de>: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// Those of the format, and what does not fit the type.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a value inside a list or a map.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Types that are read as serde reads them.
macro_rules! plain {
    ($($name:ty),* $(,)?) => {
        $(impl<'de> Read<'de> for $name {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        })*
    };
}

plain!((), bool, f64, String, Value, Secret, DateTime, Date, File, Number);

struct IntegerVisitor<T>(PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64>> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "an integer ({name})")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        let converted = whole(number).and_then(|whole| T::try_from(whole).ok());
        converted.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }
}

macro_rules! integers {
    ($($name:ty),*) => {
        $(impl<'de> Read<'de> for $name {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_i64(IntegerVisitor(PhantomData))
            }
        })*
    };
}

integers!(i8, i16, i32, i64, i128, u8, u16, u32, u64);

impl<'de, T: Read<'de>> Read<'de> for Box<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }
}

/// Elements of a list that are made room for before they are there, as a format may say any number.
const MAX_ROOM: usize = 4096;

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::with_capacity(elements.size_hint().unwrap_or_default().min(MAX_ROOM));
        while let Some(element) = elements.next_element_seed(Seed::new())? {
            list.push(element);
        }
        Ok(list)
    }
}

impl<'de, T: Read<'de>> Read<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Read<'de>> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<BTreeMap<String, T>, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = members.next_key()? {
            map.insert(key, members.next_value_seed(Seed::new())?);
        }
        Ok(map)
    }
}

impl<'de, T: Read<'de>> Read<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct TupleVisitor<T>(PhantomData<T>);

/// Lists of a fixed length.
macro_rules! tuples {
    ($($count:literal: $($name:ident)*;)*) => {
        $(
            impl<'de, $($name: Read<'de>),*> Visitor<'de> for TupleVisitor<($($name,)*)> {
                type Value = ($($name,)*);

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "a list of {}", $count)
                }

                fn visit_seq<S: SeqAccess<'de>>(self, mut elements: S) -> Result<Self::Value, S::Error> {
                    let short = || S::Error::custom(concat!("the list has fewer than ", $count, " elements"));
                    Ok(($(elements.next_element_seed(Seed::<$name>::new())?.ok_or_else(short)?,)*))
                }
            }

            impl<'de, $($name: Read<'de>),*> Read<'de> for ($($name,)*) {
                fn read<S: Deserializer<'de>>(deserializer: S) -> Result<Self, S::Error> {
                    deserializer.deserialize_tuple($count, TupleVisitor::<Self>(PhantomData))
                }
            }
        )*
    };
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
    5: A B C D E;
    6: A B C D E F;
    7: A B C D E F G;
    8: A B C D E F G H;
    9: A B C D E F G H I;
    10: A B C D E F G H I J;
    11: A B C D E F G H I J K;
    12: A B C D E F G H I J K L;
}
