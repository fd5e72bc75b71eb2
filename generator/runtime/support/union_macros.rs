//! What the declarations of unions stand for.
//!
//! The macros are pure notation, as those of `data_macros` are: the work is done by [`super::union`].
#![allow(unused_macros, reason = "a crate uses the notations that its description needs")]

/// One of several types, told apart by trying them: those that know most members of an object first, and of those that
/// know as many those that keep the others, in the order of the variants.
///
/// With `#[tag = "type"]` the member of that name tells: a variant lists the values that stand for it, `#[other]` keeps an
/// object which is of none, and variants with values are tried only for an object that has no such member. `added` says that
/// the type of a variant has no such member: it is written with its value; `again`, that an earlier variant is made from
/// values of this type.
macro_rules! union {
    (
        $(#[doc = $doc:literal])*
        #[tag = $tag:literal]
        pub enum $name:ident {
            $($(#[doc = $about:literal])* $variant:ident($inner:ty $(,)?) $(= $value:literal $(| $more:literal)* $($added:ident)?)?,)*
            #[other] $other:ident($json:ty),
        }
    ) => {
        union_enum! {
            $(#[doc = $doc])*
            $name {
                $($(#[doc = $about])* $variant($inner) $($($added $tag $value)?)?,)*
                #[other] $other($json),
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut trial = $crate::support::union::Trial::new(stringify!($name), deserializer)?;
                match trial.tag($tag).as_deref() {
                    $($(Some($value $(| $more)*) => return trial.take(stringify!($variant)).map(Self::$variant),)?)*
                    _ => {}
                }
                match trial.attempt(&[$(union_variant!($variant($inner) $($tag $value)?)),*]) {
                    Some(value) => Ok(value),
                    None => trial.rest().map(Self::$other),
                }
            }
        }

        impl $crate::support::union::Fits for $name {
            fn known(value: &serde_json::Value) -> Option<usize> {
                match $crate::support::union::tag(value, $tag).as_deref() {
                    $($(Some($value $(| $more)*) => <$inner as $crate::support::union::Fits>::known(value),)?)*
                    tag => tag.map(|_| $crate::support::union::OTHER)$(.max(union_known!($inner $(, $tag $value)?)(value)))*,
                }
            }
        }
    };
    ($(#[doc = $doc:literal])* pub enum $name:ident { $($(#[doc = $about:literal])* $variant:ident($inner:ty $(,)?),)* }) => {
        union_enum! {
            $(#[doc = $doc])*
            $name { $($(#[doc = $about])* $variant($inner),)* }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut trial = $crate::support::union::Trial::new(stringify!($name), deserializer)?;
                match trial.attempt(&[$(union_variant!($variant($inner))),*]) {
                    Some(value) => Ok(value),
                    None => trial.fail(),
                }
            }
        }

        impl $crate::support::union::Fits for $name {
            fn known(value: &serde_json::Value) -> Option<usize> {
                None$(.max(union_known!($inner)(value)))*
            }
        }
    };
}

/// What unions have in common, however they are told apart.
macro_rules! union_enum {
    (
        $(#[doc = $doc:literal])*
        $name:ident {
            $($(#[doc = $about:literal])* $variant:ident($inner:ty) $($added:ident $tag:literal $value:literal)?,)*
            $(#[other] $other:ident($json:ty),)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $about])* $variant($inner),)*
            $(
                /// An object that the description does not list.
                $other($json),
            )?
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => union_written!(value, serializer $(, $tag $value)?),)*
                    $(Self::$other(value) => serde::Serialize::serialize(value, serializer),)?
                }
            }
        }

        read_as_deserialized!($name);
        $(union_into!($name $variant($inner) $($added)?);)*
    };
}

/// The conversion into a variant.
macro_rules! union_into {
    ($name:ident $variant:ident($inner:ty) again) => {};
    ($name:ident $variant:ident($inner:ty) $(added)?) => {
        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self::$variant(value)
            }
        }
    };
}

/// The value of a variant as it is written, with the tag if its type has no member for it.
macro_rules! union_written {
    ($value:ident, $serializer:ident) => {
        serde::Serialize::serialize($value, $serializer)
    };
    ($value:ident, $serializer:ident, $tag:literal $text:literal) => {
        $crate::support::union::with_tag($value, $serializer, ($tag, $text))
    };
}

/// A variant that a value may be of.
macro_rules! union_variant {
    ($variant:ident($inner:ty) $($tag:literal $value:literal)?) => {
        $crate::support::union::Variant {
            name: stringify!($variant),
            known: union_known!($inner $(, $tag $value)?),
            read: |value| $crate::support::read::Read::read(value).map(Self::$variant),
        }
    };
}

/// How well a variant knows a value; none for one that a tag stands for, if the value has another tag.
macro_rules! union_known {
    ($inner:ty) => {
        <$inner as $crate::support::union::Fits>::known
    };
    ($inner:ty, $tag:literal $value:literal) => {
        |value: &serde_json::Value| match $crate::support::union::tag(value, $tag) {
            None => <$inner as $crate::support::union::Fits>::known(value),
            Some(_) => None,
        }
    };
}

/// Further conversions into a union: from `&str` into the variant that holds text, from an array of pairs into the one
/// that holds a map, and from a value into a variant that holds it in a box.
macro_rules! union_from {
    ($name:ident { $($variant:ident: $kind:ident $(<$inner:ty>)?),* $(,)? }) => {
        $(union_from!(@ $kind $name $variant $($inner)?);)*
    };
    (@ text $name:ident $variant:ident) => {
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::$variant(text.to_owned())
            }
        }
    };
    (@ boxed $name:ident $variant:ident $inner:ty) => {
        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self::$variant(Box::new(value))
            }
        }
    };
    (@ map $name:ident $variant:ident $inner:ty) => {
        impl<K: Into<String>, V: Into<$inner>, const N: usize> From<[(K, V); N]> for $name {
            fn from(pairs: [(K, V); N]) -> Self {
                Self::$variant(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
        }
    };
}
