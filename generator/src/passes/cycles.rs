//! Cuts unions that lead back to themselves with nothing in between: no value ever comes of such a case.

use std::collections::BTreeSet;

use crate::ir::{Api, Shape, Type, TypeId};
use crate::{Note, NoteKind};

/// Removes each case of a union that leads, through unions and aliases alone, back to the union.
pub(super) fn cut_unions(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(cases, _) = &api.types[index].shape else { continue };
        let leads_back: Vec<bool> = cases.iter().map(|case| reaches(api, &case.ty, TypeId(index))).collect();
        if !leads_back.contains(&true) {
            continue;
        }
        let def = &mut api.types[index];
        let text = format!("a case of `{}` leads back to it with nothing in between; it is left out", def.name);
        api.notes.push(Note::new(NoteKind::Contradiction, &def.place, text));
        if let Shape::Union(cases, _) = &mut def.shape {
            let mut leads_back = leads_back.into_iter();
            cases.retain(|_| leads_back.next() != Some(true));
            match cases.as_slice() {
                [] => def.shape = Shape::Alias(Type::Json),
                [only] => def.shape = Shape::Alias(only.ty.clone()),
                _ => {}
            }
        }
    }
}

/// Whether a value of the type may be read as the union at once.
fn reaches(api: &Api, ty: &Type, union: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => open.push(inner),
            Type::Named(id) if *id == union => return true,
            Type::Named(id) if seen.insert(*id) => match &api.get(*id).shape {
                Shape::Union(cases, _) => open.extend(cases.iter().map(|case| &case.ty)),
                Shape::Alias(ty) => open.push(ty),
                _ => {}
            },
            _ => {}
        }
    }
    false
}
