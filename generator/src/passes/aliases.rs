//! Unions of one case are other names for what the case holds, and all that has such a type has what it stands for.
//!
//! A union whose case leads back to it stays a union, since such another name would never end.

use super::search::groups;
use crate::ir::{Api, Case, Fate, Shape, Type, TypeId};

/// Makes aliases of unions of one case, and puts what they stand for in their place.
///
/// A component keeps its other name; what is written inside of something else has none then.
pub(super) fn see_through(api: &mut Api) {
    api.types.iter_mut().for_each(|def| join_cases(&mut def.shape));
    while find(api) {
        let aliases: Vec<Option<Type>> = api.types.iter().map(|def| alias(&def.shape).cloned()).collect();
        api.for_each_type_mut(&mut |ty| expand(ty, &aliases));
        api.types.iter_mut().for_each(|def| join_cases(&mut def.shape));
    }
    let mut is_kept: Vec<bool> = api.types.iter().map(|def| alias(&def.shape).is_none()).collect();
    for component in &api.components {
        if let Fate::Emitted(TypeId(id)) | Fate::Joined(TypeId(id)) = component.fate {
            is_kept[id] = true;
        }
    }
    api.retain_types(|TypeId(id)| is_kept[id]);
}

/// Makes aliases of the unions of one case that do not lead back to themselves. Gives whether there are new ones.
fn find(api: &mut Api) -> bool {
    let stands_for: Vec<Option<&Type>> =
        api.types.iter().map(|def| alias(&def.shape).or_else(|| only(&def.shape))).collect();
    let mut edges = vec![Vec::new(); stands_for.len()];
    for (edges, ty) in edges.iter_mut().zip(&stands_for) {
        if let Some(ty) = ty {
            ty.for_each_named(&mut |TypeId(id)| edges.extend(stands_for[id].map(|_| id)));
        }
    }
    let groups = groups(&edges, &(0..edges.len()).collect::<Vec<_>>());
    let mut members = vec![0; groups.iter().max().map_or(0, |last| last + 1)];
    for group in &groups {
        members[*group] += 1;
    }
    let is_new = |index: usize| {
        only(&api.types[index].shape).is_some() && members[groups[index]] == 1 && !edges[index].contains(&index)
    };
    let new: Vec<usize> = (0..edges.len()).filter(|index| is_new(*index)).collect();
    for index in &new {
        let shape = &mut api.types[*index].shape;
        if let Some(ty) = only(shape).cloned() {
            *shape = Shape::Alias(ty);
        }
    }
    !new.is_empty()
}

fn alias(shape: &Shape) -> Option<&Type> {
    if let Shape::Alias(ty) = shape { Some(ty) } else { None }
}

/// What the only case of a union holds that no tag tells.
fn only(shape: &Shape) -> Option<&Type> {
    match shape {
        Shape::Union(cases, None) => match cases.as_slice() {
            [only] => Some(&only.ty),
            _ => None,
        },
        _ => None,
    }
}

fn expand(ty: &mut Type, aliases: &[Option<Type>]) {
    match ty {
        Type::Named(TypeId(id)) => {
            if let Some(alias) = &aliases[*id] {
                *ty = alias.clone();
                expand(ty, aliases);
            }
        }
        Type::Nullable(inner) => {
            expand(inner, aliases);
            if let Type::Nullable(_) = **inner {
                *ty = (**inner).clone();
            }
        }
        Type::List(inner) | Type::Map(inner) | Type::Boxed(inner) => expand(inner, aliases),
        Type::Tuple(elements) => elements.iter_mut().for_each(|ty| expand(ty, aliases)),
        _ => {}
    }
}

/// Cases of a union that hold the same type are one case.
fn join_cases(shape: &mut Shape) {
    let Shape::Union(cases, _) = shape else { return };
    let mut joined: Vec<Case> = Vec::with_capacity(cases.len());
    for case in cases.drain(..) {
        match joined.iter_mut().find(|other| other.ty == case.ty) {
            // What has to be tried and is the same as what a tag stands for is read when the tag says so.
            Some(other) => other.tags.extend(case.tags),
            None => joined.push(case),
        }
    }
    *cases = joined;
}
