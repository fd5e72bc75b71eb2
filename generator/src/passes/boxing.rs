//! Makes every type finite: boxes the edges that close a cycle, and no others.
//!
//! Lists and maps keep their elements elsewhere, so nothing behind them needs a box. Each set of types that hold one
//! another is looked at by itself and in the order of names, so that a type elsewhere in the description moves no box.

use super::search::{Step, groups, search};
use crate::ir::{Api, Shape, Type, TypeId};

/// Boxes, in a search through each set of types that hold one another, each edge that leads back to a type on the path.
pub(super) fn close_cycles(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api.types.iter().map(|def| direct_types(&def.shape)).collect();
    let mut roots: Vec<usize> = (0..edges.len()).collect();
    roots.sort_by_key(|root| &api.types[*root].name);
    let groups = groups(&edges, &roots);
    let within: Vec<Vec<usize>> = edges
        .iter()
        .enumerate()
        .map(|(node, targets)| targets.iter().copied().filter(|target| groups[*target] == groups[node]).collect())
        .collect();
    let mut closing = Vec::new();
    search(&within, &roots, &mut |step| {
        if let Step::Back { from, to } = step {
            closing.push((from, TypeId(to)));
        }
    });
    for (node, target) in closing {
        api.types[node].shape.for_each_type_mut(&mut |ty| put_in_box(ty, target));
    }
}

/// The types that a value holds within itself.
pub(super) fn direct_types(shape: &Shape) -> Vec<usize> {
    let mut found = Vec::new();
    shape.for_each_type(&mut |ty| direct(ty, &mut found));
    found
}

fn direct(ty: &Type, found: &mut Vec<usize>) {
    match ty {
        Type::Named(TypeId(id)) => found.push(*id),
        Type::Trailing(inner) | Type::Nullable(inner) => direct(inner, found),
        Type::Tuple(elements) => elements.iter().for_each(|ty| direct(ty, found)),
        _ => {}
    }
}

fn put_in_box(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Boxed(Box::new(Type::Named(target))),
        Type::Trailing(inner) | Type::Nullable(inner) => put_in_box(inner, target),
        Type::Tuple(elements) => elements.iter_mut().for_each(|ty| put_in_box(ty, target)),
        _ => {}
    }
}
