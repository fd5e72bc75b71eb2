//! What a form of several parts can be is such a form too.

use crate::ir::{Api, Shape, Type, TypeId};

/// Marks the cases of unions that are forms.
pub(super) fn mark(api: &mut Api) {
    let mut open: Vec<TypeId> = (0..api.types.len()).map(TypeId).filter(|id| api.get(*id).multipart).collect();
    while let Some(id) = open.pop() {
        let inner: Vec<&Type> = match &api.get(id).shape {
            Shape::Union(cases, _) => cases.iter().map(|case| &case.ty).collect(),
            Shape::Alias(ty) => vec![ty],
            _ => Vec::new(),
        };
        let named = inner.into_iter().filter_map(|ty| if let Type::Named(id) = ty { Some(*id) } else { None });
        for id in named.collect::<Vec<_>>() {
            if !std::mem::replace(&mut api.types[id.0].multipart, true) {
                open.push(id);
            }
        }
    }
}
