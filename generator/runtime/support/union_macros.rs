//! What the declarations of unions stand for.
//!
//! The macros are pure notation, as those of `data_macros` are: the work is done by [`super::union`].
#![allow(unused_macros, reason = "a crate uses the notations that its description needs")]

/// One of several types. A value is read as the case that keeps all it says, or it is kept as it is:
///
/// 1. What the description says decides first. The tag does where there is one: `#[tag = "type"]` names the member, and a
///    case lists the values that stand for it. A value whose tag one case lists is of that case, and an error if it does
///    not fit; several that list it remain; one whose tag none lists is of no case that lists any.
/// 2. Otherwise a case is ruled out by the JSON kind of the value, by a required member that is absent (absent is not
///    `null`), by a constant or an enum of a member with another value, by a member of another kind, by `null` where it is
///    no value, and by a member that a closed case does not name. If nothing but a new value of an enum, a `null`, or a
///    new member rules out all cases, it rules out none: servers add such things.
/// 3. Of the cases that remain, the one that keeps most of the value, at any depth, in members, lists and maps; of several
///    the one that names most of its members, and of these the first.
/// 4. What even that case would lose and another one that remains would keep makes the value one of no case. So does a case
///    that cannot be read after all, such as a text that is no date, unless another one loses nothing.
/// 5. A value of no case is kept as it is, in the last variant. Members that no case names are passed over, as in a struct.
///
/// After its values a case may say how it stands to the tag: `added`, that its type has no such member, so that the union
/// writes it; `again`, the same, and that an earlier case is made from values of this type; `optional`, that its values may
/// be without a tag.
macro_rules! union {
    (
        $(#[doc = $doc:literal])*
        $(#[tag = $tag:literal])?
        pub enum $name:ident {
            $($(#[doc = $about:literal])* $variant:ident($inner:ty $(,)?) $(= $value:literal $(| $more:literal)* $($how:ident)?)?,)*
            #[other] $other:ident($json:ty),
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $about])* $variant($inner),)*
            /// A value that the description does not list.
            $other($json),
        }

        impl $crate::support::shape::Shaped for $name {
            const SHAPE: $crate::support::shape::Shape =
                $crate::support::shape::Shape::Union(<Self as $crate::support::union::Cases>::UNION);
        }

        impl $crate::support::union::Cases for $name {
            const UNION: &'static $crate::support::union::Union = {
                static UNION: $crate::support::union::Union = $crate::support::union::Union {
                    name: stringify!($name),
                    tag: union_tag!($($tag)?),
                    cases: &[$($crate::support::cases::Case {
                        name: stringify!($variant),
                        shape: <$inner as $crate::support::shape::Shaped>::SHAPE,
                        tags: &[$($value $(, $more)*)?],
                        absence: union_absence!($($($how)?)?),
                    }),*],
                    table: std::sync::OnceLock::new(),
                };
                &UNION
            };

            fn read_case<'de, D: serde::Deserializer<'de>>(case: usize, deserializer: D) -> Result<Self, D::Error> {
                #[allow(clippy::enum_variant_names, reason = "the variants are called as those of the union")]
                enum At {
                    $($variant),*
                }
                $(if case == At::$variant as usize {
                    return $crate::support::read::Read::read(deserializer).map(Self::$variant);
                })*
                $crate::support::read::Read::read(deserializer).map(Self::$other)
            }

            fn whole(value: serde_json::Value) -> Self {
                Self::$other(value)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::support::union::deserialize(deserializer)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                union_serialize! { $name self serializer ($($tag)?) { $($variant $($value $($how)?)?,)* } $other }
            }
        }

        read_as_deserialized!($name);
        $(union_into!($name $variant($inner) $($($how)?)?);)*
    };
}

/// The member that tells the cases apart, if there is one.
macro_rules! union_tag {
    () => {
        None
    };
    ($tag:literal) => {
        Some($tag)
    };
}

/// Whether a value of a case that tags stand for may be without one.
macro_rules! union_absence {
    (optional) => {
        $crate::support::cases::Absence::Allowed
    };
    ($($how:ident)?) => {
        $crate::support::cases::Absence::Ruled
    };
}

/// The value of each case as it is written.
macro_rules! union_serialize {
    ($name:ident $self:ident $serializer:ident $tag:tt { $($variant:ident $($value:literal $($how:ident)?)?,)* } $other:ident) => {
        match $self {
            $(Self::$variant(value) => union_written!(value, $serializer, $tag $($($how $value)?)?),)*
            Self::$other(value) => serde::Serialize::serialize(value, $serializer),
        }
    };
}

/// The conversion into a variant.
macro_rules! union_into {
    ($name:ident $variant:ident($inner:ty) again) => {};
    ($name:ident $variant:ident($inner:ty) $($how:ident)?) => {
        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self::$variant(value)
            }
        }
    };
}

/// The value of a case as it is written, with the tag if its type has no member for it.
macro_rules! union_written {
    ($value:ident, $serializer:ident, ($tag:literal) added $text:literal) => {
        $crate::support::union::with_tag($value, $serializer, ($tag, $text))
    };
    ($value:ident, $serializer:ident, ($tag:literal) again $text:literal) => {
        $crate::support::union::with_tag($value, $serializer, ($tag, $text))
    };
    ($value:ident, $serializer:ident, $tag:tt $(optional $text:literal)?) => {
        serde::Serialize::serialize($value, $serializer)
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
