//! What the declarations of types stand for: objects, enums, newtypes.
//!
//! Each macro is pure notation: the work is done by ordinary functions of [`super::object`] and [`super::text`],
//! which are compiled once.
#![allow(unused_macros, reason = "a crate uses the notations that its description needs")]

/// Files of types that are compiled with some Cargo features only, each with the types that it has.
///
/// They are named, since a module that imports a thousand others by `*` makes the compiler search all of them for each name.
macro_rules! types {
    ($gate:meta { $($file:ident :: $names:tt),* $(,)? }) => {
        $(
            #[cfg($gate)]
            mod $file;
            #[cfg($gate)]
            pub use $file::$names;
        )*
    };
}

/// The name of a member on the wire: its Rust name unless another one is given.
macro_rules! wire {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}

/// Reading and writing of a struct as a JSON object.
///
/// Each member is listed with its presence: `required`, `optional` (left out when `None`), `nullable` (`null` when
/// `None`) or `optional_nullable` (left out, `null` or a value). `= "name"` gives the name on the wire where it differs,
/// and `..rest` names the map that keeps all other members.
///
/// Where a union has to look at values to tell whether they are of this type, the type of each member follows, and the value
/// of a constant as JSON spells it: `object!(Dog: open { kind: required<String> = "dog", age: optional<i64> })`. `closed` says
/// that the description allows no other members.
macro_rules! object {
    ($name:ident { $($field:ident $(= $wire:literal)?: $presence:ident),* $(,)? $(..$rest:ident)? }) => {
        object_traits!($name { $($field $(= $wire)?: $presence,)* $(..$rest)? });

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape =
                $crate::support::shape::Shape::Is($crate::support::shape::kinds::OBJECT);
        }
    };
    ($name:ident: $openness:ident {
        $($field:ident $(= $wire:literal)?: $presence:ident<$inner:ty> $(= $value:literal)?),* $(,)?
        $(..$rest:ident<$of_rest:ty>)?
    }) => {
        object_traits!($name { $($field $(= $wire)?: $presence,)* $(..$rest)? });

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape = {
                static OBJECT: $crate::support::shape::Object = $crate::support::shape::Object {
                    members: &[$($crate::support::shape::Member {
                        name: wire!($field $($wire)?),
                        presence: $crate::support::shape::Presence::$presence,
                        shape: <$inner as $crate::support::shape::Shaped>::SHAPE$(.always(&[$value]))?,
                    }),*],
                    rest: rest_of!($openness $($of_rest)?),
                };
                $crate::support::shape::Shape::Object(&OBJECT)
            };
        }
    };
}

/// What happens to members without a name, as data.
macro_rules! rest_of {
    (open) => {
        $crate::support::shape::Rest::Dropped
    };
    (closed) => {
        $crate::support::shape::Rest::Closed
    };
    (open $inner:ty) => {
        $crate::support::shape::Rest::Kept(&<$inner as $crate::support::shape::Shaped>::SHAPE)
    };
}

/// What reads and writes a struct.
macro_rules! object_traits {
    ($name:ident { $($field:ident $(= $wire:literal)?: $presence:ident,)* $(..$rest:ident)? }) => {
        impl<'de> $crate::support::object::Object<'de> for $name {
            const NAME: &'static str = stringify!($name);

            fn read<A: serde::de::MapAccess<'de>>(
                members: &mut $crate::support::object::Members<'de, A>,
            ) -> Option<Self> {
                $(let mut $field = None;)*
                $(let mut $rest = std::collections::BTreeMap::new();)?
                while let Some(key) = members.next() {
                    match &*key {
                        $(wire!($field $($wire)?) => members.$presence(&mut $field),)*
                        _ => unknown_member!(members, key $(, $rest)?),
                    }
                }
                Some(Self { $($field: member!($presence members $field $($wire)?),)* $($rest)? })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::object::deserialize(deserializer)
            }
        }

        read_as_deserialized!($name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "an object without members")]
                let mut members = $crate::support::object::Writer::new(serializer);
                $(members.$presence(wire!($field $($wire)?), &self.$field);)*
                $(members.rest(&self.$rest);)?
                members.end()
            }
        }
    };
}

/// What is within other types is read as it is by itself.
macro_rules! read_as_deserialized {
    ($name:ident) => {
        impl<'de> $crate::support::read::Read<'de> for $name {
            fn read<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer)
            }
        }
    };
}

/// What happens to a member that the type does not name.
macro_rules! unknown_member {
    ($members:ident, $key:ident) => {
        $members.skip()
    };
    ($members:ident, $key:ident, $rest:ident) => {
        $members.rest(&mut $rest, $key)
    };
}

/// From what was found to the member, by presence.
macro_rules! member {
    (required $members:ident $field:ident $($wire:literal)?) => {
        match $field {
            Some(value) => value,
            None => return $members.missing(wire!($field $($wire)?)),
        }
    };
    // What is absent is `None`, as it is before anything is read. Of a nullable member it is taken for `null`, since servers
    // leave such members out.
    ($presence:ident $members:ident $field:ident $($wire:literal)?) => {
        $field
    };
}

/// An open enum of strings: each variant with its text, and last, as `#[other]`, the variant that keeps any other text.
macro_rules! string_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $text:literal,)*
            #[other] $other:ident(String),
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $(#[doc = $doc])* $variant,)*
            /// A value that the description does not list.
            $other(String),
        }

        impl $name {
            /// The text that stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$other(other.to_owned()),
                }
            }
        }

        text_traits!($name);

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape =
                $crate::support::shape::Shape::Listed($crate::support::shape::kinds::TEXT, &[$($text),*]);
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl $crate::support::text::FromText for $name {
            fn from_text(text: std::borrow::Cow<'_, str>) -> Self {
                Self::from(&*text)
            }
        }
    };
}

/// An open enum of integers: each variant with its number, and last, as `#[other]`, the variant that keeps any other one.
macro_rules! number_enum {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[doc = $doc:literal])* $variant:ident = $number:literal,)*
            #[other] $other:ident(i64),
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $number, "`")] $(#[doc = $doc])* $variant,)*
            /// A value that the description does not list.
            $other(i64),
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::$other(other),
                }
            }
        }

        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                match value {
                    $($name::$variant => $number,)*
                    $name::$other(number) => number,
                }
            }
        }

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape = $crate::support::shape::Shape::Listed(
                $crate::support::shape::kinds::INTEGER | $crate::support::shape::kinds::LARGE,
                &[$(stringify!($number)),*],
            );
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                i64::from(*self).fmt(f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(i64::from(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <i64 as $crate::support::read::Read>::read(deserializer).map(Self::from)
            }
        }

        read_as_deserialized!($name);
    };
}

/// A string with a type of its own: checked when it is made from text, lenient in what a server sends.
///
/// `#[min_length = N]` and `#[max_length = N]` bound the number of characters.
macro_rules! newtype {
    (
        $(#[doc = $doc:literal])*
        $(#[min_length = $min:literal])?
        $(#[max_length = $max:literal])?
        pub struct $name:ident(String);
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// The text that stands on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_traits!($name);

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape =
                $crate::support::shape::Shape::Is($crate::support::shape::kinds::TEXT);
        }

        impl std::str::FromStr for $name {
            type Err = $crate::support::InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::support::InvalidValue;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::support::InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                let (min, max) = (None$(.or(Some($min)))?, None$(.or(Some($max)))?);
                $crate::support::text::check_length(stringify!($name), &text, min, max)?;
                Ok(Self(text))
            }
        }

        impl From<&Self> for $name {
            fn from(value: &Self) -> Self {
                value.clone()
            }
        }

        impl $crate::support::text::FromText for $name {
            fn from_text(text: std::borrow::Cow<'_, str>) -> Self {
                Self(text.into_owned())
            }
        }
    };
}

/// What all types that stand for one string have in common.
macro_rules! text_traits {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::text::deserialize(deserializer)
            }
        }

        read_as_deserialized!($name);
    };
}
