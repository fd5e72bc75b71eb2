//! What values of a type look like, as data: what the choice of a union's case needs to know of its cases.
//!
//! It must not decide anything.
#![allow(dead_code, reason = "a crate uses the shapes that its description needs")]

use std::collections::BTreeMap;

use serde_json::Value;

use super::cases::Union;
use super::{Base64, Date, DateTime, File, Number, Secret};

/// A set of kinds of JSON values, as the sum of their numbers.
pub(crate) type Kinds = u8;

/// The kinds of JSON values.
pub(crate) mod kinds {
    use super::Kinds;

    /// `null`.
    pub(crate) const NULL: Kinds = 1;
    /// A boolean.
    pub(crate) const BOOL: Kinds = 2;
    /// An integer that every type of numbers holds exactly.
    pub(crate) const INTEGER: Kinds = 4;
    /// An integer that a float would round.
    pub(crate) const LARGE: Kinds = 8;
    /// Any other number.
    pub(crate) const FLOAT: Kinds = 16;
    /// A text.
    pub(crate) const TEXT: Kinds = 32;
    /// A list.
    pub(crate) const LIST: Kinds = 64;
    /// An object.
    pub(crate) const OBJECT: Kinds = 128;
    /// All of them.
    pub(crate) const ANY: Kinds = 255;
    /// How many there are.
    pub(crate) const COUNT: usize = 8;
}

/// What a value of a type looks like.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// Of these kinds; nothing more is known.
    Is(Kinds),
    /// Texts, numbers or booleans of which these are described, as they are spelled in JSON.
    Listed(Kinds, &'static [&'static str]),
    /// An object with these members.
    Object(&'static Object),
    /// A list of values of one type.
    List(&'static Shape),
    /// A list whose elements differ by position, the second of which may be missing.
    Tuple(&'static [Shape], &'static [Shape]),
    /// An object whose members are of one type.
    Map(&'static Shape),
    /// The same, or `null`.
    Nullable(&'static Shape),
    /// One of several.
    Union(&'static Union),
}

/// The members of an object.
pub(crate) struct Object {
    pub(crate) members: &'static [Member],
    pub(crate) rest: Rest,
}

/// What happens to members without a name.
#[derive(Clone, Copy)]
pub(crate) enum Rest {
    /// They are passed over.
    Dropped,
    /// The description says that there are none.
    Closed,
    /// They are kept.
    Kept(&'static Shape),
}

/// A member of an object.
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) presence: Presence,
    pub(crate) shape: Shape,
}

/// Whether a member may be absent or `null`.
#[derive(Clone, Copy, PartialEq)]
#[allow(non_camel_case_types, reason = "they are named as `object!` names them")]
pub(crate) enum Presence {
    required,
    optional,
    optional_any,
    nullable,
    optional_nullable,
}

/// A type whose values a union may hold.
pub(crate) trait Shaped {
    /// What they look like.
    const SHAPE: Shape;
}

impl Shape {
    /// The kinds of values that can be read.
    pub(super) fn kinds(self) -> Kinds {
        match self {
            Self::Is(kinds) | Self::Listed(kinds, _) => kinds,
            Self::Object(_) | Self::Map(_) => kinds::OBJECT,
            Self::List(_) | Self::Tuple(..) => kinds::LIST,
            Self::Nullable(inner) => kinds::NULL | inner.kinds(),
            Self::Union(union) => union.cases.iter().fold(0, |all, case| all | case.shape.kinds()),
        }
    }

    /// The values of a constant or of an enum.
    pub(super) fn listed(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Listed(_, values) => Some(values),
            Self::Nullable(inner) => inner.listed(),
            _ => None,
        }
    }

    /// The shape of the values that are not `null`.
    #[inline]
    pub(super) fn not_null(self) -> Self {
        let mut shape = self;
        while let Self::Nullable(inner) = shape {
            shape = *inner;
        }
        shape
    }

    /// What happens to members that an object does not name.
    pub(super) fn rest(self) -> Rest {
        match self.not_null() {
            Self::Object(object) => object.rest,
            Self::Map(inner) => Rest::Kept(inner),
            // What it does with them is not known.
            Self::Is(kinds) if kinds & kinds::OBJECT != 0 => Rest::Kept(&Self::Is(kinds::ANY)),
            _ => Rest::Dropped,
        }
    }

    /// Whether a look at the kind of a value does not say all.
    pub(super) fn has_inside(self) -> bool {
        match self {
            Self::Is(_) | Self::Listed(..) => false,
            Self::Nullable(inner) => inner.has_inside(),
            _ => true,
        }
    }

    /// Whether two shapes are one, as far as this can be seen at once.
    pub(super) fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Is(one), Self::Is(other)) => one == other,
            (Self::Listed(one, values), Self::Listed(other, others)) => one == other && values == others,
            (Self::Object(one), Self::Object(other)) => std::ptr::eq(one, other),
            (Self::Union(one), Self::Union(other)) => std::ptr::eq(one, other),
            (Self::List(one), Self::List(other))
            | (Self::Map(one), Self::Map(other))
            | (Self::Nullable(one), Self::Nullable(other)) => one.is_same(*other),
            (Self::Tuple(one, more), Self::Tuple(other, others)) => are_same(one, other) && are_same(more, others),
            _ => false,
        }
    }

    /// The shapes of the elements of a tuple.
    pub(crate) const fn elements(self) -> &'static [Self] {
        match self {
            Self::Tuple(elements, _) => elements,
            _ => &[],
        }
    }

    /// The shape of a value of this type that is always one of these.
    pub(crate) const fn always(self, values: &'static [&'static str]) -> Self {
        match self {
            Self::Is(kinds) => Self::Listed(kinds, values),
            other => other,
        }
    }
}

fn are_same(shapes: &[Shape], others: &[Shape]) -> bool {
    shapes.len() == others.len() && shapes.iter().zip(others).all(|(one, other)| one.is_same(*other))
}

impl<T: Shaped> Shaped for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
}

impl<T: Shaped> Shaped for Option<T> {
    const SHAPE: Shape = Shape::Nullable(&T::SHAPE);
}

impl<T: Shaped> Shaped for Box<T> {
    const SHAPE: Shape = T::SHAPE;
}

/// Types whose values are of some JSON kinds.
macro_rules! shapes {
    ($($kinds:expr => $($name:ty),*;)*) => {
        $($(impl Shaped for $name {
            const SHAPE: Shape = Shape::Is($kinds);
        })*)*
    };
}

shapes! {
    kinds::TEXT => String, Secret, DateTime, Date, Base64, File;
    kinds::INTEGER => i8, i16, i32, u8, u16, u32;
    kinds::INTEGER | kinds::LARGE => i64, i128, u64;
    kinds::INTEGER | kinds::LARGE | kinds::FLOAT => Number;
    kinds::INTEGER | kinds::FLOAT => f64;
    kinds::BOOL => bool;
    kinds::NULL => ();
    kinds::ANY => Value;
}

/// Lists of a fixed length.
macro_rules! shapes_of_tuples {
    ($($($name:ident)*;)*) => {
        $(impl<$($name: Shaped),*> Shaped for ($($name,)*) {
            const SHAPE: Shape = Shape::Tuple(&[$($name::SHAPE),*], &[]);
        })*
    };
}

shapes_of_tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}
