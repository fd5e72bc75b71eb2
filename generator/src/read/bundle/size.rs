//! How much a value is, so that copies end somewhere.
//!
//! It must not decide how much is too much.

use serde_json::Value;

/// How much a value is.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::read) struct Size {
    /// Values in it, itself included.
    pub(in crate::read) values: usize,
    /// Levels of mappings and lists.
    pub(in crate::read) depth: usize,
}

impl Size {
    pub(in crate::read) fn of(value: &Value) -> Self {
        let below = |size: Self, value: &Value| {
            let below = Self::of(value);
            Self { values: size.values + below.values, depth: size.depth.max(below.depth) }
        };
        let (size, level) = match value {
            Value::Object(members) => (members.values().fold(Self::default(), below), 1),
            Value::Array(elements) => (elements.iter().fold(Self::default(), below), 1),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (Self::default(), 0),
        };
        Self { values: size.values + 1, depth: size.depth + level }
    }
}
