//! JSON objects as structs: what the `object!` notation calls.
//!
//! One visitor serves all types; a type brings the loop over its members and nothing else.
#![allow(dead_code, reason = "a crate uses the presences that its description needs")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

/// A struct that is read from the members of a JSON object.
pub trait Object<'de>: Sized {
    /// Name of the type, for messages.
    const NAME: &'static str;

    /// Reads all members.
    ///
    /// # Errors
    ///
    /// A required member is missing, or a value does not fit its member.
    fn read<A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;
}

/// Reads a struct from a map of any format.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Object<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object (`{}`)", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(members)
    }
}

/// The name of the next member, borrowed from the input where the format allows it.
pub(crate) fn key<'de, A: MapAccess<'de>>(members: &mut A) -> Result<Option<Cow<'de, str>>, A::Error> {
    Ok(members.next_key::<Key<'de>>()?.map(|key| key.0))
}

struct Key<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text)))
    }
}

/// Reads the value of the member whose name was read last.
pub(crate) fn set<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    slot: &mut Option<T>,
    members: &mut A,
) -> Result<(), A::Error> {
    *slot = Some(members.next_value()?);
    Ok(())
}

/// Passes over the value of a member that the type does not know.
pub(crate) fn skip<'de, A: MapAccess<'de>>(members: &mut A) -> Result<(), A::Error> {
    members.next_value::<IgnoredAny>().map(drop)
}

/// Keeps a member that the type does not name.
pub(crate) fn keep<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    rest: &mut BTreeMap<String, T>,
    key: Cow<'de, str>,
    members: &mut A,
) -> Result<(), A::Error> {
    rest.insert(key.into_owned(), members.next_value()?);
    Ok(())
}

/// Whether a member must be there, by presence.
#[allow(non_upper_case_globals, reason = "they are named after the presences")]
pub(crate) mod must {
    pub(crate) const required: bool = true;
    pub(crate) const optional: bool = false;
    pub(crate) const optional_any: bool = false;
    pub(crate) const nullable: bool = false;
    pub(crate) const optional_nullable: bool = false;
}

/// From what was found to the member, by presence.
pub(crate) mod read {
    use super::Error;

    pub(crate) fn required<T, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
        slot.ok_or_else(|| E::missing_field(name))
    }

    #[expect(clippy::unnecessary_wraps, reason = "all presences have one signature")]
    pub(crate) fn optional<T, E: Error>(slot: Option<Option<T>>, _name: &'static str) -> Result<Option<T>, E> {
        Ok(slot.flatten())
    }

    /// Absent is taken for `null`, since servers leave such members out.
    pub(crate) fn nullable<T, E: Error>(slot: Option<Option<T>>, name: &'static str) -> Result<Option<T>, E> {
        optional(slot, name)
    }

    /// Of a type that `null` is a value of.
    #[expect(clippy::unnecessary_wraps, reason = "all presences have one signature")]
    pub(crate) fn optional_any<T, E: Error>(slot: Option<T>, _name: &'static str) -> Result<Option<T>, E> {
        Ok(slot)
    }

    #[expect(clippy::unnecessary_wraps, reason = "all presences have one signature")]
    #[expect(clippy::option_option, reason = "absent, null and a value are three states")]
    pub(crate) fn optional_nullable<T, E: Error>(
        slot: Option<Option<T>>,
        _name: &'static str,
    ) -> Result<Option<Option<T>>, E> {
        Ok(slot)
    }
}

/// From the member to what is written, by presence.
pub(crate) mod write {
    use std::collections::BTreeMap;

    use serde::ser::{Serialize, SerializeMap};

    pub(crate) fn required<M: SerializeMap, T: Serialize>(map: &mut M, name: &str, value: &T) -> Result<(), M::Error> {
        map.serialize_entry(name, value)
    }

    pub(crate) fn optional<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        match value {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        }
    }

    pub(crate) fn nullable<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        map.serialize_entry(name, value)
    }

    pub(crate) fn optional_any<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &str,
        value: &Option<T>,
    ) -> Result<(), M::Error> {
        optional(map, name, value)
    }

    #[expect(clippy::option_option, reason = "absent, null and a value are three states")]
    pub(crate) fn optional_nullable<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &str,
        value: &Option<Option<T>>,
    ) -> Result<(), M::Error> {
        optional(map, name, value)
    }

    pub(crate) fn rest<M: SerializeMap, T: Serialize>(map: &mut M, rest: &BTreeMap<String, T>) -> Result<(), M::Error> {
        rest.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
    }
}

/// From the member of an answer to the member of a request.
pub(crate) mod convert {
    use std::collections::BTreeMap;

    pub(crate) fn same<T>(value: T) -> T {
        value
    }

    pub(crate) fn some<T>(value: T) -> Option<T> {
        Some(value)
    }

    pub(crate) fn one<T: Into<U>, U>(value: T) -> U {
        value.into()
    }

    pub(crate) fn option<T: Into<U>, U>(value: Option<T>) -> Option<U> {
        value.map(Into::into)
    }

    pub(crate) fn list<T: Into<U>, U>(value: Vec<T>) -> Vec<U> {
        value.into_iter().map(Into::into).collect()
    }

    pub(crate) fn option_list<T: Into<U>, U>(value: Option<Vec<T>>) -> Option<Vec<U>> {
        value.map(list)
    }

    pub(crate) fn map<T: Into<U>, U>(value: BTreeMap<String, T>) -> BTreeMap<String, U> {
        value.into_iter().map(|(key, value)| (key, value.into())).collect()
    }
}
