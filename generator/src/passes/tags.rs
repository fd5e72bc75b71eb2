//! Cases of a union whose tag is written by the union, since their types have no member for it.
//!
//! It must not change what a case holds.

use crate::ir::{Api, Case, Shape};
use crate::names::{Ident, Scope, Style};

/// Makes cases of their own of the further tags of a case that does not keep the tag it was read with.
pub(super) fn split_cases(api: &mut Api) {
    for index in 0..api.types.len() {
        let Shape::Union(cases, Some(tagging)) = &api.types[index].shape else { continue };
        let needs_split = |case: &Case| case.tags.len() > 1 && api.lacks(&case.ty, &tagging.member);
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
