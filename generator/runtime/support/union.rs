//! Values of one of several types: what the `union!` notation calls.
#![allow(dead_code, reason = "a crate uses what its description needs")]

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

use super::decode::whole_numbers;
use super::read::Read;
use super::{Date, DateTime, File, Number, Secret};

/// The most bytes of explanation that are collected.
const MAX_PROBLEMS: usize = 1000;

/// A value that is offered to one type after the other until one takes it.
pub(crate) struct Trial {
    name: &'static str,
    value: Value,
    problems: String,
    /// Whether there was too much to try.
    is_given_up: bool,
}

impl Trial {
    /// Reads the value, whatever it is.
    pub(crate) fn new<'de, D: Deserializer<'de>>(name: &'static str, deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { name, value: Value::deserialize(deserializer)?, problems: String::new(), is_given_up: false })
    }

    /// Offers the value to variants: to those first that name most of its members, to those of them first that keep the
    /// other members too, and to those that are equal in this in their order.
    pub(crate) fn attempt<U>(&mut self, variants: &[Variant<U>]) -> Option<U> {
        let mut turns: Vec<_> = variants.iter().map(|variant| ((variant.known)(&self.value), variant)).collect();
        turns.sort_by_key(|(known, _)| Reverse(*known));
        let size = size(&self.value);
        let _budget = Budget::enter(&self.value, size);
        let mut whole = None;
        for (known, variant) in turns {
            self.is_given_up = known.is_some() && !Budget::spend(size);
            if self.is_given_up {
                self.problems.push_str("; its cases within cases are too many to try them all");
                return None;
            }
            let problem = match known.map(|_| (variant.read)(&self.value)) {
                Some(Ok(value)) => return Some(value),
                Some(Err(problem)) => {
                    // A more lenient variant would take what this one reads when `1.0` is `1`.
                    let whole = whole.get_or_insert_with(|| whole_numbers(&self.value)).as_ref();
                    if let Some(Ok(value)) = whole.map(|value| (variant.read)(value)) {
                        return Some(value);
                    }
                    problem.to_string()
                }
                None => "it has another JSON type, or lacks a member".to_owned(),
            };
            if self.problems.len() < MAX_PROBLEMS {
                // Writing to a string cannot fail.
                write!(self.problems, "; not `{}`: {problem}", variant.name).ok()?;
            }
        }
        self.is_given_up = !Budget::spend(0);
        None
    }

    /// The tag of the value: what its member says, as text.
    pub(crate) fn tag(&self, member: &str) -> Option<String> {
        tag(&self.value, member)
    }

    /// The value as the type of the variant that its tag stands for.
    pub(crate) fn take<T: for<'de> Read<'de>, E: Error>(self, variant: &'static str) -> Result<T, E> {
        T::read(self.value).map_err(|problem| E::custom(format_args!("not `{variant}` of `{}`: {problem}", self.name)))
    }

    /// The value itself, if it is an object: servers add cases.
    pub(crate) fn rest<E: Error>(self) -> Result<Value, E> {
        if self.value.is_object() && !self.is_given_up { Ok(self.value) } else { self.fail() }
    }

    /// No type took the value.
    pub(crate) fn fail<T, E: Error>(self) -> Result<T, E> {
        Err(E::custom(format_args!("the value fits no variant of `{}`{}", self.name, self.problems)))
    }
}

/// A variant that a value may be of, `U` being the union.
pub(crate) struct Variant<U> {
    pub(crate) name: &'static str,
    /// What [`Fits::known`] says of a value.
    pub(crate) known: fn(&Value) -> Option<usize>,
    pub(crate) read: fn(&Value) -> serde_json::Result<U>,
}

thread_local! {
    /// What is left of the budget, while a union is read.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// How often the whole of a value may be read for each of its levels, in all attempts for it and for what it contains.
const MAX_READINGS: usize = 256;

/// The most levels that count: what is deeper is mostly hostile.
const MAX_LEVELS: usize = 16;

/// The budget of a small value: some hundredths of a second, and some fourteen levels whose cases are tried one by one.
const MIN_BUDGET: usize = 1 << 22;

/// What all attempts may cost for a union that is within no other one, and for the unions that it contains: where each
/// case is tried on a value whose members are tried in turn, the time would double with each level otherwise.
struct Budget {
    is_outermost: bool,
}

impl Budget {
    fn enter(value: &Value, size: usize) -> Self {
        let is_outermost = LEFT.get().is_none();
        if is_outermost {
            let readings = levels(value, MAX_LEVELS).saturating_mul(MAX_READINGS);
            LEFT.set(Some(size.saturating_mul(readings).max(MIN_BUDGET)));
        }
        Self { is_outermost }
    }

    /// Pays for reading a value of this size; false if too little is left, and from then on.
    fn spend(size: usize) -> bool {
        let left = LEFT.get().unwrap_or_default();
        LEFT.set(Some(left.saturating_sub(size)));
        left > size
    }
}

impl Drop for Budget {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}

/// About how many bytes a value has.
fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => 8 + text.len(),
        Value::Array(elements) => elements.iter().map(size).sum::<usize>() + 8,
        Value::Object(members) => members.iter().map(|(name, value)| 8 + name.len() + size(value)).sum::<usize>() + 8,
    }
}

/// How deep a value is, at most so deep.
fn levels(value: &Value, most: usize) -> usize {
    let Some(below) = most.checked_sub(1) else { return 0 };
    let deepest = match value {
        Value::Array(elements) => elements.iter().map(|element| levels(element, below)).max(),
        Value::Object(members) => members.values().map(|value| levels(value, below)).max(),
        _ => None,
    };
    deepest.unwrap_or_default().saturating_add(1)
}

/// A look at the outside of a value, which spares most attempts. What it does not spare, a budget limits.
pub trait Fits {
    /// How well the type knows an object, or the objects in a list: two for each member that it names, and one if it keeps
    /// the others too. None if a value cannot be of the type, since its JSON type is another one or a member is missing
    /// that must be there.
    fn known(value: &Value) -> Option<usize>;
}

/// The member that tells which type an object is of, as text.
pub(crate) fn tag(value: &Value, member: &str) -> Option<String> {
    match value.get(member)? {
        Value::String(tag) => Some(tag.clone()),
        Value::Bool(tag) => Some(tag.to_string()),
        // `1.0` and `1` are the same number.
        Value::Number(tag) if tag.is_f64() => tag.as_f64().map(|tag| tag.to_string()),
        Value::Number(tag) => Some(tag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
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

/// What [`Fits::known`] says of an object for a type with a tag that tells no variant: the tag is known, and nothing lost.
pub(crate) const OTHER: usize = 3;

/// What [`Fits::known`] says for a type with these members; `others` is 1 if it keeps all others, and 0 else.
pub(crate) fn known_members(value: &Value, members: &[(&str, bool)], others: usize) -> Option<usize> {
    let object = value.as_object()?;
    let mut known = 0;
    for (name, required) in members {
        if object.contains_key(*name) {
            known += 1;
        } else if *required {
            return None;
        }
    }
    let keeps_all = others.max(usize::from(known == object.len()));
    Some(known.saturating_mul(2).saturating_add(keeps_all))
}

/// Nothing known of a value but that it can be of a type.
pub(crate) fn outside(fits: bool) -> Option<usize> {
    fits.then_some(0)
}

/// The most elements of a list that are looked at.
const MAX_ELEMENTS: usize = 100;

/// How well the elements of a list are known; none if one of them cannot be. A list within a list is not looked into, so
/// that one look is short whatever the value is.
fn known_elements(value: &Value, known: fn(&Value) -> Option<usize>) -> Option<usize> {
    let elements = value.as_array()?.iter().take(MAX_ELEMENTS);
    elements.map(|element| if element.is_array() { Some(0) } else { known(element) }).sum()
}

impl<T: Fits> Fits for Vec<T> {
    fn known(value: &Value) -> Option<usize> {
        known_elements(value, T::known)
    }
}

impl<T> Fits for BTreeMap<String, T> {
    fn known(value: &Value) -> Option<usize> {
        value.is_object().then_some(1)
    }
}

impl<T: Fits> Fits for Option<T> {
    fn known(value: &Value) -> Option<usize> {
        if value.is_null() { Some(0) } else { T::known(value) }
    }
}

impl<T: Fits> Fits for Box<T> {
    fn known(value: &Value) -> Option<usize> {
        T::known(value)
    }
}

/// Types whose values are of one JSON type.
macro_rules! fits {
    ($($test:ident: $($name:ty),*;)*) => {
        $($(impl Fits for $name {
            fn known(value: &Value) -> Option<usize> {
                outside(value.$test())
            }
        })*)*
    };
}

fits! {
    is_string: String, Secret, DateTime, Date, File;
    is_number: i8, i16, i32, i64, i128, u8, u16, u32, u64, f64, Number;
    is_boolean: bool;
    is_null: ();
}

/// Lists of a fixed length.
macro_rules! fits_tuples {
    ($($count:literal: $($name:ident)*;)*) => {
        $(impl<$($name),*> Fits for ($($name,)*) {
            fn known(value: &Value) -> Option<usize> {
                outside(value.as_array().is_some_and(|list| list.len() == $count))
            }
        })*
    };
}

fits_tuples! {
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

impl Fits for Value {
    fn known(value: &Value) -> Option<usize> {
        Some(usize::from(value.is_object()))
    }
}
