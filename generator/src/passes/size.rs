//! Keeps types small: what would be large is behind a box wherever another type holds it.
//!
//! Being large belongs to a type, so that all that hold it agree, and a type elsewhere in the description moves no box. It
//! must not look at what lists and maps hold, which they keep elsewhere.

mod layout;

use super::boxing::direct_types;
use super::search::{Step, search};
use crate::ir::{Api, Shape, Type, TypeId};
use layout::Layout;

/// The most bytes of a type that others hold without a box. Boxes at this size come and go seldom as descriptions change.
const LARGE: usize = 1024;

/// The most bytes of a type that holds others without a box: one with many members, each just small enough, would be large.
const CROWDED: usize = 8192;

/// Boxes what is large, from the types that hold no others on, and says of each type how large it is.
pub(super) fn limit(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api.types.iter().map(|def| direct_types(&def.shape)).collect();
    let roots: Vec<usize> = (0..edges.len()).collect();
    let mut layouts = vec![Layout::default(); edges.len()];
    let mut large = vec![false; edges.len()];
    let pinned: Vec<Option<bool>> = api.types.iter().map(|def| def.boxed).collect();
    search(&edges, &roots, &mut |step| {
        let Step::Leave(node) = step else { return };
        let def = &mut api.types[node];
        put_in_boxes(&mut def.shape, &|TypeId(id)| large[id]);
        let mut layout = Layout::of_shape(&def.shape, &layouts);
        if layout.size > CROWDED {
            put_in_boxes(&mut def.shape, &|TypeId(id)| pinned[id] != Some(false));
            layout = Layout::of_shape(&def.shape, &layouts);
        }
        def.size = layout.size;
        large[node] = pinned[node].unwrap_or(layout.size > LARGE);
        layouts[node] = layout;
    });
    // Tuples have no name that would be behind a box: they hold what is large wherever they stand.
    api.for_each_type_mut(&mut |ty| box_in_tuples(ty, &|TypeId(id)| large[id]));
}

/// Boxes the types that a shape holds within its values.
fn put_in_boxes(shape: &mut Shape, is_boxed: &impl Fn(TypeId) -> bool) {
    match shape {
        Shape::Struct(object) => object.fields.iter_mut().for_each(|field| put_in_box(&mut field.ty, is_boxed)),
        Shape::Union(cases, _) => cases.iter_mut().for_each(|case| put_in_box(&mut case.ty, is_boxed)),
        // Another name for a type holds nothing.
        Shape::Alias(ty) => box_in_tuples(ty, is_boxed),
        Shape::Enum(_) | Shape::Numbers(_) | Shape::Newtype(_) => {}
    }
}

fn put_in_box(ty: &mut Type, is_boxed: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::Named(id) if is_boxed(*id) => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        Type::Trailing(inner) | Type::Nullable(inner) => put_in_box(inner, is_boxed),
        Type::Tuple(elements) => elements.iter_mut().for_each(|ty| put_in_box(ty, is_boxed)),
        _ => {}
    }
}

fn box_in_tuples(ty: &mut Type, is_boxed: &impl Fn(TypeId) -> bool) {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Trailing(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            box_in_tuples(inner, is_boxed);
        }
        Type::Tuple(elements) => {
            for element in elements {
                put_in_box(element, is_boxed);
                box_in_tuples(element, is_boxed);
            }
        }
        _ => {}
    }
}
