//! The order in which the cases of a union are tried: the strictest first, so that a lenient one does not take all.

use crate::ir::{Api, Presence, Shape, Type};

/// Sorts the cases of every union; cases that are equally strict keep the order of the description.
pub(super) fn union_cases(api: &mut Api) {
    let ranks: Vec<Rank> = api.types.iter().map(|def| shape_rank(&def.shape)).collect();
    for def in &mut api.types {
        if let Shape::Union(cases) = &mut def.shape {
            cases.sort_by_key(|case| type_rank(&case.ty, &ranks));
        }
    }
}

/// Smaller is stricter.
type Rank = (u8, std::cmp::Reverse<usize>);

fn rank(class: u8) -> Rank {
    (class, std::cmp::Reverse(0))
}

fn shape_rank(shape: &Shape) -> Rank {
    match shape {
        Shape::Enum(_) | Shape::Newtype(_) => rank(3),
        Shape::Struct(object) => {
            let required = object.fields.iter().filter(|field| field.presence == Presence::Required).count();
            (5, std::cmp::Reverse(required))
        }
        Shape::Union(_) | Shape::Alias(_) => rank(7),
    }
}

fn type_rank(ty: &Type, shapes: &[Rank]) -> Rank {
    match ty {
        Type::Unit | Type::Bool => rank(0),
        Type::Int(_) => rank(1),
        Type::Float => rank(2),
        Type::Named(id) => shapes[id.0],
        Type::String | Type::Secret | Type::File | Type::DateTime | Type::Date => rank(4),
        Type::List(_) | Type::Map(_) => rank(6),
        Type::Boxed(inner) | Type::Nullable(inner) => type_rank(inner, shapes),
        Type::Json => rank(8),
    }
}
