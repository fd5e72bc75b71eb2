//! How many bytes a value of a type takes itself, beside what it keeps elsewhere.
//!
//! The figures are those of 64-bit machines. rustc may do better, as it does where cases of a union fit beside the tag of
//! another one, and does no worse.

use crate::ir::{Enum, Field, Presence, Shape, Type, TypeId, Width};

/// The room that values of a type take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) size: usize,
    align: usize,
    /// Patterns of bytes that no value has, so that an `Option` can use them; more than a few are many.
    spare: u8,
}

/// Of tags of enums and of capacities: a capacity is at most half of what its bytes can say.
const MANY: u8 = 100;

/// `String` and `Vec`.
const TEXT: Layout = Layout { size: 24, align: 8, spare: MANY };

/// `BTreeMap`, which uses its only spare pattern itself.
const MAP: Layout = Layout { size: 24, align: 8, spare: 0 };

const BOX: Layout = Layout { size: 8, align: 8, spare: 1 };

/// A text that cannot grow, in a box.
const SECRET: Layout = Layout { size: 16, align: 8, spare: 1 };

/// Two texts and bytes.
const FILE: Layout = Layout { size: 80, align: 8, spare: MANY };

/// `serde_json::Value`.
const JSON: Layout = Layout { size: 32, align: 8, spare: MANY };

const BOOL: Layout = Layout { size: 1, align: 1, spare: MANY };

impl Layout {
    /// Of values of a shape, whose types are known by their numbers.
    pub(super) fn of_shape(shape: &Shape, known: &[Self]) -> Self {
        match shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter().map(|field| Self::of_field(field, known));
                Self::together(fields.chain(object.rest.iter().map(|_| MAP)))
            }
            Shape::Union(cases, _) => Self::one_of(cases.iter().map(|case| Self::of(&case.ty, known)).chain([JSON])),
            Shape::Enum(values) => Self::one_of_values(values, TEXT),
            Shape::Numbers(values) => Self::one_of_values(values, Self::number(8)),
            Shape::Newtype(_) => TEXT,
            Shape::Alias(ty) => Self::of(ty, known),
        }
    }

    fn of_field(field: &Field, known: &[Self]) -> Self {
        let inner = Self::of(&field.ty, known);
        match field.presence {
            Presence::Required => inner,
            Presence::Optional | Presence::Nullable => inner.option(),
            Presence::OptionalNullable => inner.option().option(),
        }
    }

    fn of(ty: &Type, known: &[Self]) -> Self {
        match ty {
            Type::Unit => Self { size: 0, align: 1, spare: 0 },
            Type::Bool => BOOL,
            Type::Int(Width::I8 | Width::U8) => Self::number(1),
            Type::Int(Width::I16 | Width::U16) => Self::number(2),
            Type::Int(Width::I32 | Width::U32) => Self::number(4),
            Type::Int(Width::I64 | Width::U64) | Type::Float => Self::number(8),
            Type::Int(Width::I128) => Self::number(16),
            // An integer with or without a sign, or a float.
            Type::Number => Self { size: 16, align: 8, spare: MANY },
            Type::String | Type::DateTime | Type::Date | Type::Base64 | Type::List(_) => TEXT,
            Type::Secret => SECRET,
            Type::File => FILE,
            Type::Json => JSON,
            Type::Map(_) => MAP,
            Type::Tuple(elements) => Self::together(elements.iter().map(|ty| Self::of(ty, known))),
            Type::Trailing(inner) | Type::Nullable(inner) => Self::of(inner, known).option(),
            Type::Boxed(_) => BOX,
            Type::Named(TypeId(id)) => known[*id],
        }
    }

    fn number(size: usize) -> Self {
        Self { size, align: size, spare: 0 }
    }

    /// A value or none: free of charge where a pattern is left for it.
    fn option(self) -> Self {
        match self.spare.checked_sub(1) {
            Some(spare) => Self { spare, ..self },
            None => Self { size: round(self.size + 1, self.align), align: self.align, spare: MANY },
        }
    }

    /// All of them at once; rustc orders them so that no room is lost between them.
    fn together(parts: impl Iterator<Item = Self>) -> Self {
        let mut all = Self { size: 0, align: 1, spare: 0 };
        for part in parts {
            all.size = all.size.saturating_add(part.size);
            all.align = all.align.max(part.align);
            all.spare = all.spare.max(part.spare);
        }
        Self { size: round(all.size, all.align), ..all }
    }

    /// One of them, and a tag.
    fn one_of(cases: impl Iterator<Item = Self>) -> Self {
        let largest = cases.fold(Self { size: 0, align: 1, spare: MANY }, |one, other| Self {
            size: one.size.max(other.size),
            align: one.align.max(other.align),
            spare: MANY,
        });
        Self { size: round(largest.size.saturating_add(largest.align), largest.align), ..largest }
    }

    /// One of some names, which a value that is of none is kept beside.
    fn one_of_values(values: &Enum, other: Self) -> Self {
        if values.values.is_empty() || other.spare > 0 { other } else { Self::one_of(std::iter::once(other)) }
    }
}

/// The next multiple.
fn round(size: usize, align: usize) -> usize {
    size.checked_next_multiple_of(align.max(1)).unwrap_or(usize::MAX)
}
