//! Types that stand for one string: what `string_enum!` and `newtype!` call.
#![allow(dead_code, reason = "a crate uses what its description needs")]

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// A type that any text of a server becomes.
pub trait FromText: Sized {
    /// Takes the text as it is.
    fn from_text(text: Cow<'_, str>) -> Self;
}

/// Reads a string of any format.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: FromText>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: FromText> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(Cow::Borrowed(text)))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        Ok(T::from_text(Cow::Owned(text)))
    }
}

/// A value that its type does not accept; the value itself is not shown, since it may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    type_name: &'static str,
    problem: String,
}

impl InvalidValue {
    pub(super) fn new(type_name: &'static str, problem: &str) -> Self {
        Self { type_name, problem: problem.to_owned() }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid `{}`: {}", self.type_name, self.problem)
    }
}

impl std::error::Error for InvalidValue {}

/// Checks the number of characters (JSON Schema validation, sections 6.3.1 and 6.3.2).
pub(crate) fn check_length(
    type_name: &'static str,
    text: &str,
    min: Option<usize>,
    max: Option<usize>,
) -> Result<(), InvalidValue> {
    let length = text.chars().count();
    let problem = match (min, max) {
        (Some(min), _) if length < min => format!("it has {length} characters, fewer than {min}"),
        (_, Some(max)) if length > max => format!("it has {length} characters, more than {max}"),
        _ => return Ok(()),
    };
    Err(InvalidValue { type_name, problem })
}
