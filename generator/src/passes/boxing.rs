//! Makes every type finite: boxes the edges that close a cycle, and no others.
//!
//! Lists and maps keep their elements elsewhere, so nothing behind them needs a box.

use crate::ir::{Api, Shape, Type, TypeId};

/// How far the search is with a type.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Unseen,
    /// On the path from the root of the search.
    Open,
    Closed,
}

/// Boxes, in a search through all types, each edge that leads back to a type on the path.
pub(super) fn close_cycles(api: &mut Api) {
    let edges: Vec<Vec<TypeId>> = api.types.iter().map(|def| direct_types(&def.shape)).collect();
    let mut marks = vec![Mark::Unseen; edges.len()];
    let mut closing = Vec::new();
    for root in 0..edges.len() {
        // A stack of its own instead of recursion, since chains of types can be long.
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        if marks[root] != Mark::Unseen {
            continue;
        }
        marks[root] = Mark::Open;
        while let Some((node, next)) = path.last_mut() {
            let Some(&TypeId(target)) = edges[*node].get(*next) else {
                marks[*node] = Mark::Closed;
                path.pop();
                continue;
            };
            *next += 1;
            match marks[target] {
                Mark::Open => closing.push((*node, TypeId(target))),
                Mark::Unseen => {
                    marks[target] = Mark::Open;
                    path.push((target, 0));
                }
                Mark::Closed => {}
            }
        }
    }
    for (node, target) in closing {
        api.types[node].shape.for_each_type_mut(&mut |ty| put_in_box(ty, target));
    }
}

/// The types that a value holds within itself.
fn direct_types(shape: &Shape) -> Vec<TypeId> {
    let mut found = Vec::new();
    shape.for_each_type(&mut |ty| found.extend(direct(ty)));
    found
}

fn direct(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => direct(inner),
        _ => None,
    }
}

fn put_in_box(ty: &mut Type, target: TypeId) {
    match ty {
        Type::Named(id) if *id == target => *ty = Type::Boxed(Box::new(Type::Named(target))),
        Type::Nullable(inner) => put_in_box(inner, target),
        _ => {}
    }
}
