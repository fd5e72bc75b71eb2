//! Values of one of several types: what the `union!` notation calls.
#![allow(dead_code, reason = "a crate uses what its description needs")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;

use super::{Date, DateTime, File, Secret};

/// The most bytes of explanation that are collected.
const MAX_PROBLEMS: usize = 1000;

/// A value that is offered to one type after the other until one takes it.
pub(crate) struct Trial {
    name: &'static str,
    value: Value,
    problems: String,
}

impl Trial {
    /// Reads the value, whatever it is.
    pub(crate) fn new<'de, D: Deserializer<'de>>(name: &'static str, deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { name, value: Value::deserialize(deserializer)?, problems: String::new() })
    }

    /// Offers the value to the type of a variant.
    pub(crate) fn attempt<T: Fits + DeserializeOwned>(&mut self, variant: &'static str) -> Option<T> {
        let problem = if T::fits(&self.value) {
            match T::deserialize(&self.value) {
                Ok(value) => return Some(value),
                Err(problem) => problem.to_string(),
            }
        } else {
            "it has another JSON type, or lacks a member".to_owned()
        };
        if self.problems.len() < MAX_PROBLEMS {
            // Writing to a string cannot fail.
            write!(self.problems, "; not `{variant}`: {problem}").ok()?;
        }
        None
    }

    /// The tag of the value: what its member says, as text.
    pub(crate) fn tag(&self, member: &str) -> Option<String> {
        tag(&self.value, member)
    }

    /// The value as the type of the variant that its tag stands for.
    pub(crate) fn take<T: DeserializeOwned, E: Error>(self, variant: &'static str) -> Result<T, E> {
        T::deserialize(self.value)
            .map_err(|problem| E::custom(format_args!("not `{variant}` of `{}`: {problem}", self.name)))
    }

    /// The value itself, if it is an object: servers add cases.
    pub(crate) fn rest<E: Error>(self) -> Result<Value, E> {
        if self.value.is_object() { Ok(self.value) } else { self.fail() }
    }

    /// No type took the value.
    pub(crate) fn fail<T, E: Error>(self) -> Result<T, E> {
        Err(E::custom(format_args!("the value fits no variant of `{}`{}", self.name, self.problems)))
    }
}

/// A look at the outside of a value, which spares most attempts: unions inside of unions would take time that doubles
/// with each level otherwise.
pub trait Fits {
    /// Whether a value may be of the type: its JSON type is right, and an object has the members that it must have.
    fn fits(value: &Value) -> bool;
}

/// The member that tells which type an object is of, as text.
pub(crate) fn tag(value: &Value, member: &str) -> Option<String> {
    match value.get(member)? {
        Value::String(tag) => Some(tag.clone()),
        tag @ (Value::Number(_) | Value::Bool(_)) => Some(tag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a value is an object with all members that must be there.
pub(crate) fn has_members(value: &Value, members: &[(&str, bool)]) -> bool {
    let present = |object: &serde_json::Map<String, Value>| {
        members.iter().all(|(name, required)| !required || object.contains_key(*name))
    };
    value.as_object().is_some_and(present)
}

impl<T> Fits for Vec<T> {
    fn fits(value: &Value) -> bool {
        value.is_array()
    }
}

impl<T> Fits for BTreeMap<String, T> {
    fn fits(value: &Value) -> bool {
        value.is_object()
    }
}

impl<T: Fits> Fits for Option<T> {
    fn fits(value: &Value) -> bool {
        value.is_null() || T::fits(value)
    }
}

impl<T: Fits> Fits for Box<T> {
    fn fits(value: &Value) -> bool {
        T::fits(value)
    }
}

/// Types whose values are of one JSON type.
macro_rules! fits {
    ($($test:ident: $($name:ty),*;)*) => {
        $($(impl Fits for $name {
            fn fits(value: &Value) -> bool {
                value.$test()
            }
        })*)*
    };
}

fits! {
    is_string: String, Secret, DateTime, Date, File;
    is_number: i32, i64, u32, u64, f64;
    is_boolean: bool;
    is_null: ();
}

impl Fits for Value {
    fn fits(_: &Value) -> bool {
        true
    }
}
