//! JSON objects as structs: what the `object!` notation calls.
//!
//! One visitor serves all types; a type brings the loop over its members and nothing else.
#![allow(dead_code, reason = "a crate uses the presences that its description needs")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::read::{Read, Seed};

/// A struct that is read from the members of a JSON object.
pub trait Object<'de>: Sized {
    /// Name of the type, for messages.
    const NAME: &'static str;

    /// Reads all members; none if one of them is missing or does not fit, which `members` keeps as its error.
    fn read<A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self>;
}

/// Reads a struct from a map of any format.
///
/// The struct goes to a place that the visitor is given. If it were what the visitor returns, each function of the format
/// between here and there would hold copies of it in builds for debugging, and structs within structs need much stack.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Object<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut place = None;
    deserializer.deserialize_map(ObjectVisitor(&mut place))?;
    match place {
        Some(value) => Ok(value),
        None => Err(Error::custom("a member is missing")),
    }
}

struct ObjectVisitor<'a, T>(&'a mut Option<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object (`{}`)", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let mut members = Members { map: members, error: None, input: PhantomData };
        *self.0 = T::read(&mut members);
        members.error.map_or(Ok(()), Err)
    }
}

/// The members of an object that is being read.
///
/// The first error is kept here and ends the reading, so that the loop over the members of each type needs no `?`: rustc
/// spends more on one of those than on everything else that is done with a member.
pub struct Members<'de, A: MapAccess<'de>> {
    map: A,
    error: Option<A::Error>,
    input: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// The name of the next member, borrowed from the input where the format allows it; none after an error, too.
    pub(crate) fn next(&mut self) -> Option<Cow<'de, str>> {
        if self.error.is_some() {
            return None;
        }
        let key = self.map.next_key::<Key<'de>>();
        self.keep_error(key).flatten().map(|key| key.0)
    }

    /// Reads the value of the member whose name was read last; one method for each presence.
    pub(crate) fn required<T: Read<'de>>(&mut self, slot: &mut Option<T>) {
        let read = self.map.next_value_seed(Place(slot));
        self.keep_error(read);
    }

    pub(crate) fn optional<T: Read<'de>>(&mut self, slot: &mut Option<T>) {
        let read = self.map.next_value_seed(OptionPlace(slot));
        self.keep_error(read);
    }

    pub(crate) fn nullable<T: Read<'de>>(&mut self, slot: &mut Option<T>) {
        self.optional(slot);
    }

    /// Of a type that `null` is a value of.
    pub(crate) fn optional_any<T: Read<'de>>(&mut self, slot: &mut Option<T>) {
        self.required(slot);
    }

    #[expect(clippy::option_option, reason = "absent, null and a value are three states")]
    pub(crate) fn optional_nullable<T: Read<'de>>(&mut self, slot: &mut Option<Option<T>>) {
        self.required(slot);
    }

    /// Passes over the value of a member that the type does not know.
    pub(crate) fn skip(&mut self) {
        let value = self.map.next_value::<IgnoredAny>();
        self.keep_error(value);
    }

    /// Keeps a member that the type does not name.
    pub(crate) fn rest<T: Read<'de>>(&mut self, rest: &mut BTreeMap<String, T>, key: Cow<'de, str>) {
        let value = self.map.next_value_seed(Seed::new());
        rest.extend(self.keep_error(value).map(|value| (key.into_owned(), value)));
    }

    /// A required member was not found.
    pub(crate) fn missing<T>(&mut self, name: &'static str) -> Option<T> {
        self.error.get_or_insert_with(|| Error::missing_field(name));
        None
    }

    fn keep_error<T>(&mut self, result: Result<T, A::Error>) -> Option<T> {
        result.map_err(|error| self.error = Some(error)).ok()
    }
}

/// Reads a value into its place.
struct Place<'a, T>(&'a mut Option<T>);

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.0 = Some(T::read(deserializer)?);
        Ok(())
    }
}

/// Reads a value or `null` into its place.
struct OptionPlace<'a, T>(&'a mut Option<T>);

impl<'de, T: Read<'de>> DeserializeSeed<'de> for OptionPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        *self.0 = Read::read(deserializer)?;
        Ok(())
    }
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

/// An object that is being written, with one method for each presence.
///
/// The first error is kept and comes out at the end, as with [`Members`].
pub(crate) struct Writer<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
}

impl<S: Serializer> Writer<S> {
    pub(crate) fn new(serializer: S) -> Self {
        Self { map: serializer.serialize_map(None) }
    }

    pub(crate) fn required<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.map = Err(error);
        }
    }

    pub(crate) fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    pub(crate) fn nullable<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Of a type that `null` is a value of.
    pub(crate) fn optional_any<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        self.optional(name, value);
    }

    #[expect(clippy::option_option, reason = "absent, null and a value are three states")]
    pub(crate) fn optional_nullable<T: Serialize>(&mut self, name: &str, value: &Option<Option<T>>) {
        self.optional(name, value);
    }

    pub(crate) fn rest<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.required(name, value);
        }
    }

    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.map.and_then(SerializeMap::end)
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

    /// From one box to another one.
    #[expect(clippy::boxed_local, reason = "that is what the member is")]
    pub(crate) fn boxed<T: Into<U>, U>(value: Box<T>) -> Box<U> {
        to_box(*value)
    }

    pub(crate) fn to_box<T: Into<U>, U>(value: T) -> Box<U> {
        Box::new(value.into())
    }

    #[expect(clippy::boxed_local, reason = "that is what the member is")]
    pub(crate) fn from_box<T: Into<U>, U>(value: Box<T>) -> U {
        one(*value)
    }

    pub(crate) fn option_boxed<T: Into<U>, U>(value: Option<Box<T>>) -> Option<Box<U>> {
        value.map(boxed)
    }

    pub(crate) fn option_to_box<T: Into<U>, U>(value: Option<T>) -> Option<Box<U>> {
        value.map(to_box)
    }

    pub(crate) fn option_from_box<T: Into<U>, U>(value: Option<Box<T>>) -> Option<U> {
        value.map(from_box)
    }

    pub(crate) fn map<T: Into<U>, U>(value: BTreeMap<String, T>) -> BTreeMap<String, U> {
        value.into_iter().map(|(key, value)| (key, value.into())).collect()
    }
}
