//! Unions that lead back to themselves with nothing in between: no value ever comes of such a case, and unions that lead to
//! one another are one, with the cases of all.

use std::collections::BTreeMap;

use super::search::groups;
use crate::ir::{Api, Case, Shape, Tagging, Type, TypeId};
use crate::names::{Scope, Style};
use crate::{Note, NoteKind};

/// Gives the first union of each circle the cases of all; the others become its other names.
pub(super) fn flatten_unions(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api.types.iter().map(|def| at_once(&def.shape)).collect();
    let groups = groups(&edges, &(0..edges.len()).collect::<Vec<_>>());
    let mut circles: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
    for (index, group) in groups.iter().enumerate() {
        circles.entry(*group).or_default().push(TypeId(index));
    }
    let mut circles: Vec<Vec<TypeId>> = circles.into_values().collect();
    circles.sort();
    for mut circle in circles {
        let leads_back = circle.iter().any(|id| edges[id.0].iter().any(|target| groups[*target] == groups[id.0]));
        if !leads_back {
            continue;
        }
        let group = circle.first().map(|id| groups[id.0]);
        if circle.iter().any(|id| matches!(api.get(*id).shape, Shape::Union(..))) {
            circle.retain(|id| matches!(api.get(*id).shape, Shape::Union(..)));
        }
        let Some((first, others)) = circle.split_first() else { continue };
        let shape = flat(api, &circle, |TypeId(id)| Some(groups[id]) == group);
        note(api, *first, others, &shape);
        for id in others {
            api.types[id.0].shape = Shape::Alias(Type::Named(*first));
        }
        api.types[first.0].shape = shape;
    }
}

fn note(api: &mut Api, first: TypeId, others: &[TypeId], shape: &Shape) {
    let def = api.get(first);
    let others: Vec<String> = others.iter().map(|id| format!("`{}`", api.get(*id).name)).collect();
    let (kind, text) = match (shape, others.as_slice()) {
        (Shape::Alias(Type::Json), _) => {
            (NoteKind::Untyped, format!("`{}` leads back to itself alone; it became JSON", def.name))
        }
        (_, []) => (
            NoteKind::Contradiction,
            format!("a case of `{}` leads back to it with nothing in between; it is left out", def.name),
        ),
        (_, others) => (
            NoteKind::Joined,
            format!(
                "the choices of `{}` and {} lead to one another, and they became one type",
                def.name,
                others.join(", ")
            ),
        ),
    };
    let note = Note::new(kind, &def.place, text);
    api.notes.push(note);
}

/// The types that a value may be read as at once.
fn at_once(shape: &Shape) -> Vec<usize> {
    let targets: Vec<Option<TypeId>> = match shape {
        Shape::Union(cases, _) => cases.iter().map(|case| named(&case.ty)).collect(),
        Shape::Alias(ty) => vec![named(ty)],
        _ => Vec::new(),
    };
    targets.into_iter().flatten().map(|TypeId(id)| id).collect()
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) => named(inner),
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// The cases of all unions of a circle that are none of them, those of the first union first.
fn flat(api: &Api, circle: &[TypeId], is_inside: impl Fn(TypeId) -> bool) -> Shape {
    let member = circle.first().and_then(|first| match &api.get(*first).shape {
        Shape::Union(_, tagging) => tagging.member.clone(),
        _ => None,
    });
    let mut scope = Scope::new(Style::Variant);
    let mut flat: Vec<Case> = Vec::new();
    for id in circle {
        let Shape::Union(cases, own) = &api.get(*id).shape else { continue };
        let is_same_tag = own.member == member;
        for case in cases.iter().filter(|case| !named(&case.ty).is_some_and(&is_inside)) {
            let tags = if is_same_tag { case.tags.clone() } else { Vec::new() };
            match flat.iter_mut().find(|other| other.ty == case.ty) {
                Some(other) => other.join(&tags, case.places.clone()),
                None => flat.push(Case { name: scope.claim(&[case.name.as_str()]), tags, ..case.clone() }),
            }
        }
    }
    match flat.as_slice() {
        [] => Shape::Alias(Type::Json),
        [_] => Shape::Union(flat, Tagging::new(None, &mut scope)),
        _ => Shape::Union(flat, Tagging::new(member.as_deref(), &mut scope)),
    }
}
