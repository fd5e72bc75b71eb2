//! Values of one of several types: what the `union!` notation calls.
#![allow(dead_code, reason = "a crate uses what its description needs")]

use std::fmt::Write as _;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;

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
    pub(crate) fn attempt<T: DeserializeOwned>(&mut self, variant: &'static str) -> Option<T> {
        match T::deserialize(&self.value) {
            Ok(value) => Some(value),
            Err(problem) => {
                // Writing to a string cannot fail.
                write!(self.problems, "; not `{variant}`: {problem}").ok()?;
                None
            }
        }
    }

    /// No type took the value.
    pub(crate) fn fail<T, E: Error>(self) -> Result<T, E> {
        Err(E::custom(format_args!("the value fits no variant of `{}`{}", self.name, self.problems)))
    }
}
