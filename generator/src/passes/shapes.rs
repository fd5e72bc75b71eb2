//! Which types a union has to look at to tell its cases apart: those of cases that neither a tag nor the JSON kind tells, and
//! what is inside of them where members of one name have different types.
//!
//! It must not decide how values are told apart.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Case, Shape, Standing, Type, TypeId, shared_tags};

/// The most sets of types that are compared; what is beyond is told from the outside alone.
const MAX_SETS: usize = 50_000;

/// Marks the structs that need a shape.
pub(super) fn mark(api: &mut Api) {
    let mut search =
        Search { api, found: BTreeSet::new(), seen: BTreeSet::new(), open: Vec::new(), looks: Cell::default() };
    // What is compared for a union holds all that is compared for those within it.
    let mut covered = BTreeSet::new();
    for id in outermost_first(api) {
        let types: BTreeSet<&Type> = untold(api, id).collect();
        if types.len() > 1 && !covered.contains(&id) {
            let mut open = vec![id];
            while let Some(id) = open.pop() {
                if covered.insert(id) {
                    open.extend(untold(api, id).filter_map(named));
                }
            }
            search.push(types);
        }
    }
    while let Some(types) = search.open.pop() {
        search.compare(&types);
    }
    let looks = search.looks.get();
    for TypeId(id) in search.found {
        if let Shape::Struct(object) = &mut api.types[id].shape {
            object.shaped = true;
        }
    }
    api.looks += looks;
}

/// All types, each one that is a case of a union after that union, unless they lead to one another.
fn outermost_first(api: &Api) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(api.types.len());
    let mut seen = BTreeSet::new();
    for first in (0..api.types.len()).map(TypeId) {
        let mut open = vec![(first, false)];
        while let Some((id, is_left)) = open.pop() {
            if is_left {
                order.push(id);
            } else if seen.insert(id) {
                open.push((id, true));
                open.extend(untold(api, id).filter_map(named).map(|id| (id, false)));
            }
        }
    }
    order.reverse();
    order
}

/// The cases of a union that its tag may not tell, or what a name stands for.
fn untold(api: &Api, id: TypeId) -> impl Iterator<Item = &Type> {
    let (cases, alias): (&[Case], Option<&Type>) = match &api.get(id).shape {
        Shape::Union(cases, _) => (cases, None),
        Shape::Alias(inner) => (&[], Some(inner)),
        _ => (&[], None),
    };
    by_tag(cases).0.into_iter().map(|case| &case.ty).chain(alias)
}

/// The name of a type, as [`Search::simple`] sees through what is around it.
fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Boxed(inner) | Type::Nullable(inner) | Type::Trailing(inner) => named(inner),
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// Sets of types that stand in the same place.
struct Search<'a> {
    api: &'a Api,
    found: BTreeSet<TypeId>,
    seen: BTreeSet<BTreeSet<&'a Type>>,
    open: Vec<BTreeSet<&'a Type>>,
    /// How many types were looked at.
    looks: Cell<usize>,
}

impl<'a> Search<'a> {
    /// Remembers types to compare, unless they are known or there is only one.
    fn push(&mut self, types: BTreeSet<&'a Type>) {
        if types.len() > 1 && self.seen.len() < MAX_SETS && self.seen.insert(types.clone()) {
            self.open.push(types);
        }
    }

    fn compare(&mut self, types: &BTreeSet<&'a Type>) {
        let simple = self.simple(types);
        let elements: BTreeSet<&Type> = simple.iter().flat_map(|ty| elements(ty)).collect();
        self.push(elements);
        let api = self.api;
        let structs = simple.iter().filter_map(|ty| match ty {
            Type::Named(id) => match &api.get(*id).shape {
                Shape::Struct(object) => Some((*id, object)),
                _ => None,
            },
            _ => None,
        });
        let structs: Vec<_> = structs.collect();
        let values = simple.iter().filter_map(|ty| match ty {
            Type::Map(inner) => Some(&**inner),
            // What is of any type keeps all members.
            Type::Json => Some(*ty),
            _ => None,
        });
        let mut unnamed: BTreeSet<&Type> = values.collect();
        if structs.len() + unnamed.len() < 2 {
            return;
        }
        unnamed.extend(structs.iter().filter_map(|(_, object)| object.rest.as_ref().map(|rest| &rest.ty)));
        let mut members: BTreeMap<&str, BTreeSet<&Type>> = BTreeMap::new();
        for (id, object) in structs {
            self.found.insert(id);
            for field in &object.fields {
                members.entry(&field.wire).or_insert_with(|| unnamed.clone()).insert(&field.ty);
            }
        }
        members.into_values().chain([unnamed]).for_each(|types| self.push(types));
    }

    /// The types that values are of in the end. Those that the tags of one union tell from one another are left out if there
    /// is no other object to tell them from.
    fn simple(&self, types: &BTreeSet<&'a Type>) -> BTreeSet<&'a Type> {
        let (mut simple, mut told, mut tagged) = (BTreeSet::new(), Vec::new(), 0);
        let mut open: Vec<&'a Type> = types.iter().copied().collect();
        let mut seen = BTreeSet::new();
        while let Some(ty) = open.pop() {
            self.looks.set(self.looks.get() + 1);
            match ty {
                Type::Boxed(inner) | Type::Nullable(inner) | Type::Trailing(inner) => open.push(inner),
                Type::Named(id) if seen.insert(*id) => match &self.api.get(*id).shape {
                    Shape::Union(cases, _) => {
                        let (untold, others) = by_tag(cases);
                        open.extend(untold.iter().map(|case| &case.ty));
                        tagged += usize::from(!others.is_empty());
                        told.extend(others.iter().map(|case| &case.ty));
                    }
                    Shape::Alias(inner) => open.push(inner),
                    _ => drop(simple.insert(ty)),
                },
                Type::Named(_) => {}
                _ => drop(simple.insert(ty)),
            }
            if open.is_empty() && (tagged > 1 || simple.iter().any(|ty| self.is_object(ty))) {
                open.append(&mut told);
            }
        }
        simple
    }

    fn is_object(&self, ty: &Type) -> bool {
        match ty {
            Type::Map(_) => true,
            Type::Named(id) => matches!(self.api.get(*id).shape, Shape::Struct(_)),
            _ => false,
        }
    }
}

/// The cases that the tag of their union may not tell, and those that it does.
fn by_tag(cases: &[Case]) -> (Vec<&Case>, Vec<&Case>) {
    let shared = shared_tags(cases);
    cases.iter().partition(|case| {
        let is_shared = case.tags.iter().any(|tag| shared.contains(tag.as_str()));
        case.tags.is_empty() || is_shared || case.standing == Standing::Optional
    })
}

/// The types of the elements of a list.
fn elements(ty: &Type) -> Vec<&Type> {
    match ty {
        Type::List(inner) => vec![inner],
        Type::Tuple(elements) => elements.iter().collect(),
        Type::Json => vec![ty],
        _ => Vec::new(),
    }
}
