//! Unions of one case are other names for what the case holds, and all that has such a type has what it stands for.
//!
//! A union whose case leads back to it stays a union, since such another name would never end.

use super::search::{Step, search};
use crate::ir::{Api, Case, Fate, Shape, Type, TypeId};

/// The most parts of a type that another name is written out as; a union of one with more stays a union.
const MAX_PARTS: usize = 32;

/// Makes aliases of unions of one case, and puts what they stand for in their place.
///
/// A component keeps its other name; what is written inside of something else has none then.
pub(super) fn see_through(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api.types.iter().map(|def| edges(&def.shape)).collect();
    let roots: Vec<usize> = (0..edges.len()).collect();
    let mut aliases: Vec<Option<Type>> = vec![None; edges.len()];
    // What a type leads to comes before the type itself, so that one look at each is enough.
    search(&edges, &roots, &mut |step| {
        if let Step::Leave(node) = step {
            let shape = &mut api.types[node].shape;
            if matches!(shape, Shape::Alias(_) | Shape::Union(..)) {
                shape.for_each_type_mut(&mut |ty| expand(ty, &aliases));
                join_cases(shape);
                aliases[node] = stands_for(shape, TypeId(node));
            }
        }
    });
    api.for_each_type_mut(&mut |ty| expand(ty, &aliases));
    let mut is_kept: Vec<bool> = aliases.iter().map(Option::is_none).collect();
    for component in &api.components {
        if let Fate::Emitted(TypeId(id)) | Fate::Joined(TypeId(id)) = component.fate {
            is_kept[id] = true;
        }
    }
    api.retain_types(|TypeId(id)| is_kept[id]);
}

/// The types within a shape that has no members of its own.
fn edges(shape: &Shape) -> Vec<usize> {
    let mut edges = Vec::new();
    if matches!(shape, Shape::Alias(_) | Shape::Union(..)) {
        shape.for_each_type(&mut |ty| ty.for_each_named(&mut |TypeId(id)| edges.push(id)));
    }
    edges
}

/// What can be written for the name of a type, whose shape becomes an alias if it is a union of one case without a tag.
fn stands_for(shape: &mut Shape, own: TypeId) -> Option<Type> {
    let only = match &*shape {
        Shape::Alias(ty) => ty,
        Shape::Union(cases, tagging) if tagging.member.is_none() => match cases.as_slice() {
            [only] => &only.ty,
            _ => return None,
        },
        _ => return None,
    };
    let mut leads_back = false;
    only.for_each_named(&mut |id| leads_back |= id == own);
    if leads_back || only.parts() > MAX_PARTS {
        return None;
    }
    let only = only.clone();
    *shape = Shape::Alias(only.clone());
    Some(only)
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
        Type::List(inner) | Type::Map(inner) | Type::Trailing(inner) | Type::Boxed(inner) => expand(inner, aliases),
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
            Some(other) => other.join(&case.tags, case.places),
            None => joined.push(case),
        }
    }
    *cases = joined;
}
