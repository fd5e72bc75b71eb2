//! Numbers of which a description does not say how they are kept.

use std::cmp::Ordering;
use std::fmt::{self, Debug, Display};

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

/// A number (`type: number` without a `format`): an integer keeps all its digits and is written without a fraction, anything
/// else is an [`f64`].
///
/// Integers have at most 64 bits; one that is larger is the nearest [`f64`].
#[derive(Clone, Copy)]
pub struct Number(Kept);

#[derive(Clone, Copy)]
enum Kept {
    Signed(i64),
    /// Beyond the others.
    Unsigned(u64),
    Float(f64),
}

impl Number {
    /// The number as a float, which has about sixteen digits.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "that is what is asked for")]
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Kept::Signed(number) => number as f64,
            Kept::Unsigned(number) => number as f64,
            Kept::Float(number) => number,
        }
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        i64::try_from(self.integer()?).ok()
    }

    /// The number, if it is an integer that fits.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        u64::try_from(self.integer()?).ok()
    }

    /// The number, if it is an integer, also when it was written as `1.0`.
    fn integer(self) -> Option<i128> {
        match self.0 {
            Kept::Signed(number) => Some(number.into()),
            Kept::Unsigned(number) => Some(number.into()),
            Kept::Float(number) => whole(number).map(i128::from),
        }
    }
}

/// From here on a float may be another number than the one that was written.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// A float as the integer that it is, if it is one and has all its digits.
pub(super) fn whole(float: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "it has no fraction and is within the limits")]
    (float.fract() == 0.0 && float.abs() < MAX_EXACT).then_some(float as i64)
}

macro_rules! from_integers {
    ($($name:ty),*) => {
        $(impl From<$name> for Number {
            fn from(number: $name) -> Self {
                Self(Kept::Signed(number.into()))
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, u8, u16, u32);

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(i64::try_from(number).map_or(Kept::Unsigned(number), Kept::Signed))
    }
}

impl From<f32> for Number {
    fn from(number: f32) -> Self {
        Self::from(f64::from(number))
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(Kept::Float(number))
    }
}

impl From<&Self> for Number {
    fn from(number: &Self) -> Self {
        *number
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.as_f64()
    }
}

impl Default for Number {
    fn default() -> Self {
        Self(Kept::Signed(0))
    }
}

/// By what they count: `1` and `1.0` are equal.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.integer(), other.integer()) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => self.as_f64().partial_cmp(&other.as_f64()),
        }
    }
}

/// Comparisons with what a program counts with.
macro_rules! compares {
    ($($name:ty),*) => {
        $(
            impl PartialEq<$name> for Number {
                fn eq(&self, other: &$name) -> bool {
                    *self == Self::from(*other)
                }
            }

            impl PartialOrd<$name> for Number {
                fn partial_cmp(&self, other: &$name) -> Option<Ordering> {
                    self.partial_cmp(&Self::from(*other))
                }
            }
        )*
    };
}

compares!(i32, i64, u32, u64, f64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kept::Signed(number) => Display::fmt(&number, f),
            Kept::Unsigned(number) => Display::fmt(&number, f),
            Kept::Float(number) => Display::fmt(&number, f),
        }
    }
}

impl Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kept::Signed(number) => Debug::fmt(&number, f),
            Kept::Unsigned(number) => Debug::fmt(&number, f),
            Kept::Float(number) => Debug::fmt(&number, f),
        }
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Number, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Number, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Number, E> {
        Ok(number.into())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(NumberVisitor)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Kept::Signed(number) => serializer.serialize_i64(number),
            Kept::Unsigned(number) => serializer.serialize_u64(number),
            Kept::Float(number) => serializer.serialize_f64(number),
        }
    }
}
