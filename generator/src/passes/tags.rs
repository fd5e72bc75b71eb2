//! How the cases of a union stand to its tag.
//!
//! It must not change what a case holds.

use crate::ir::{Api, Case, Presence, Shape, Standing, Type, TypeId};
use crate::names::{Ident, Scope, Style};

/// Finds the cases whose values may be without the tag, and those whose types have no member for it, so that the union writes
/// it.
pub(super) fn mark(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(cases, tagging) = &api.types[index].shape else { continue };
        let Some(member) = &tagging.member else { continue };
        let standing = |case: &Case| standing(api, case, member);
        let standings: Vec<Standing> = cases.iter().map(standing).collect();
        if let Shape::Union(cases, _) = &mut api.types[index].shape {
            cases.iter_mut().zip(standings).for_each(|(case, standing)| case.standing = standing);
        }
    }
}

fn standing(api: &Api, case: &Case, member: &str) -> Standing {
    if case.tags.is_empty() {
        Standing::Required
    } else if api.lacks(&case.ty, member) {
        Standing::Added
    } else if may_lack(api, &case.ty, member) {
        Standing::Optional
    } else {
        Standing::Required
    }
}

/// Whether the member may be absent from values of a type that has a field for it.
fn may_lack(api: &Api, ty: &Type, member: &str) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Boxed(inner) | Type::Nullable(inner) => open.push(inner),
            Type::Named(TypeId(id)) if !seen.contains(id) => {
                seen.push(*id);
                match &api.types[*id].shape {
                    Shape::Struct(object) => {
                        let field = object.fields.iter().find(|field| field.wire == member);
                        let is_optional =
                            |presence| matches!(presence, Presence::Optional | Presence::OptionalNullable);
                        if field.is_some_and(|field| is_optional(field.presence)) {
                            return true;
                        }
                    }
                    Shape::Union(cases, _) => open.extend(cases.iter().map(|case| &case.ty)),
                    Shape::Alias(ty) => open.push(ty),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    false
}

/// Makes cases of their own of the further tags of a case that does not keep the tag it was read with.
pub(super) fn split_cases(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(cases, tagging) = &api.types[index].shape else { continue };
        let needs_split = |case: &Case| case.tags.len() > 1 && case.standing == Standing::Added;
        if !cases.iter().any(needs_split) {
            continue;
        }
        let taken: Vec<&str> = cases.iter().map(|case| &case.name).chain([&tagging.other]).map(Ident::as_str).collect();
        let mut names = Scope::with(Style::Variant, &taken);
        let mut all = Vec::new();
        for case in cases {
            if !needs_split(case) {
                all.push(case.clone());
                continue;
            }
            for (index, tag) in case.tags.iter().enumerate() {
                let name = if index == 0 { case.name.clone() } else { names.claim(&[tag]) };
                all.push(Case { name, tags: vec![tag.clone()], ..case.clone() });
            }
        }
        if let Shape::Union(cases, _) = &mut api.types[index].shape {
            *cases = all;
        }
    }
}
