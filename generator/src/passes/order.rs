//! The order in which the cases of a union are tried that name as many members of a value: the strictest first, so that
//! a lenient one does not take all.

use std::collections::BTreeSet;

use crate::ir::{Api, Case, Presence, Shape, Type};
use crate::{Note, NoteKind};

/// Sorts the cases of every union; cases that are equally strict keep the order of the description.
pub(super) fn union_cases(api: &mut Api) {
    let ranks: Vec<Rank> = api.types.iter().map(|def| shape_rank(&def.shape)).collect();
    for def in &mut api.types {
        if let Shape::Union(cases, _) = &mut def.shape {
            // Of two that a value without a tag fits, the one that needs none is meant.
            cases.sort_by_key(|case| (type_rank(&case.ty, &ranks), !case.tags.is_empty()));
        }
    }
    let hidden = api.types.iter().filter_map(|def| match &def.shape {
        Shape::Union(cases, _) => Some(Note::new(NoteKind::Unreachable, &def.place, hidden(api, cases, &ranks)?)),
        _ => None,
    });
    let hidden: Vec<Note> = hidden.collect();
    api.notes.extend(hidden);
}

/// What to say of the cases that no value is read as, since another one takes every object, names all their members and
/// keeps what they keep.
fn hidden(api: &Api, cases: &[Case], ranks: &[Rank]) -> Option<String> {
    let takes_all = |case: &Case| case.tags.is_empty() && type_rank(&case.ty, ranks) == NOTHING_REQUIRED;
    let greedy = cases.iter().position(takes_all)?;
    let named: BTreeSet<&str> = members(api, &cases[greedy].ty).collect();
    let keeps = |case: &Case| keeps_others(api, &case.ty);
    let is_map = |case: &Case| case.tags.is_empty() && matches!(case.ty, Type::Map(_));
    let has_less = |case: &Case| members(api, &case.ty).all(|member| named.contains(member));
    let is_hidden =
        |case: &&Case| (is_map(case) || takes_all(case) && has_less(case)) && (keeps(&cases[greedy]) || !keeps(case));
    let hidden = cases[greedy + 1..].iter().filter(is_hidden);
    let hidden: Vec<String> = hidden.map(|case| format!("`{}`", case.name)).collect();
    let text = || format!("`{}` takes every object, so that {} is never read", cases[greedy].name, hidden.join(", "));
    (!hidden.is_empty()).then(text)
}

/// Whether a type keeps members without a name.
fn keeps_others(api: &Api, ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::Named(id) => matches!(&api.get(*id).shape, Shape::Struct(object) if object.rest.is_some()),
        _ => false,
    }
}

/// The members that a struct names.
fn members<'a>(api: &'a Api, ty: &Type) -> impl Iterator<Item = &'a str> {
    let fields = match ty {
        Type::Named(id) => match &api.get(*id).shape {
            Shape::Struct(object) => object.fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    fields.iter().map(|field| field.wire.as_str())
}

/// A struct that any object fits.
const NOTHING_REQUIRED: Rank = (5, std::cmp::Reverse(0));

/// Smaller is stricter.
type Rank = (u8, std::cmp::Reverse<usize>);

fn rank(class: u8) -> Rank {
    (class, std::cmp::Reverse(0))
}

fn shape_rank(shape: &Shape) -> Rank {
    match shape {
        Shape::Numbers(_) => rank(1),
        Shape::Enum(_) | Shape::Newtype(_) => rank(3),
        Shape::Struct(object) => {
            let required = object.fields.iter().filter(|field| field.presence == Presence::Required).count();
            (5, std::cmp::Reverse(required))
        }
        Shape::Union(..) | Shape::Alias(_) => rank(7),
    }
}

fn type_rank(ty: &Type, shapes: &[Rank]) -> Rank {
    match ty {
        Type::Unit | Type::Bool => rank(0),
        Type::Int(_) => rank(1),
        Type::Float | Type::Number => rank(2),
        Type::Named(id) => shapes[id.0],
        Type::String | Type::Secret | Type::File | Type::DateTime | Type::Date | Type::Base64 => rank(4),
        Type::List(_) | Type::Map(_) | Type::Tuple(_) => rank(6),
        Type::Boxed(inner) | Type::Trailing(inner) | Type::Nullable(inner) => type_rank(inner, shapes),
        Type::Json => rank(8),
    }
}
