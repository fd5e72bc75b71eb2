//! Types as a program that uses the crate spells them: those of examples, of whole schemas, and those with names.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use crate::diagnostic::Place;
use crate::ir::{Api, Direction, Output, Shape, Type, TypeDef, TypeId};
use crate::{Root, Sample, Size, Travel, Variant};

use super::types::Speller;

/// The samples whose types can be read from JSON, and the paths of these types.
pub(crate) fn samples(api: &Api, crate_name: &str) -> Vec<Sample> {
    let crate_name = library(crate_name);
    let sample = |sample: &crate::ir::Sample| {
        let path = match &sample.output {
            Output::Json(ty) => path(ty, api, &crate_name)?,
            Output::Envelope(ty) => format!("{crate_name}::Envelope<{}>", path(ty, api, &crate_name)?),
            _ => return None,
        };
        Some(Sample { place: sample.place.clone(), path })
    };
    api.samples.iter().filter_map(sample).collect()
}

/// The types with names, and how large they are.
pub(crate) fn sizes(api: &Api, crate_name: &str) -> Vec<Size> {
    let crate_name = library(crate_name);
    let size = |(id, bytes)| Size { path: named(TypeId(id), api, &crate_name), bytes };
    api.types.iter().map(|def| def.size).enumerate().map(size).collect()
}

/// What a crate is called in Rust.
pub(super) fn library(crate_name: &str) -> String {
    crate_name.replace('-', "_")
}

fn named(id: TypeId, api: &Api, crate_name: &str) -> String {
    format!("{crate_name}::types::{}", api.get(id).name)
}

/// The schemas whose whole values can be read from JSON, with the paths of their types.
pub(crate) fn roots(api: &Api, crate_name: &str) -> Vec<Root> {
    let crate_name = library(crate_name);
    let inputs = inputs(api);
    let mut seen = BTreeSet::new();
    let mut roots = Vec::new();
    for crate::ir::Root { place, output, .. } in &api.roots {
        let (ty, is_envelope) = match output {
            Output::Json(ty) => (ty, false),
            Output::Envelope(ty) => (ty, true),
            _ => continue,
        };
        let input = match ty {
            Type::Named(id) => input(api.get(*id), api, &inputs).map(Type::Named),
            _ => None,
        };
        for ty in std::iter::once(ty).chain(&input) {
            let Some(path) = path(ty, api, &crate_name) else { continue };
            let path = if is_envelope { format!("{crate_name}::Envelope<{path}>") } else { path };
            if seen.insert((place, path.clone())) {
                let variants = if is_envelope { Vec::new() } else { variants(ty, api) };
                roots.push(Root { place: place.clone(), path, travel: travel(ty, api), variants });
            }
        }
    }
    roots
}

/// What requests send of the types that were split, by the place of the schema.
fn inputs(api: &Api) -> BTreeMap<&Place, TypeId> {
    let is_input = |def: &TypeDef| def.direction == Direction { request: true, response: false };
    let inputs = api.types.iter().enumerate().filter(|(_, def)| is_input(def));
    inputs.map(|(index, def)| (&def.place, TypeId(index))).collect()
}

/// What requests send of a type; none if it was not split.
fn input(def: &TypeDef, api: &Api, inputs: &BTreeMap<&Place, TypeId>) -> Option<TypeId> {
    let is_half = def.direction == Direction { request: false, response: true };
    let is_same = |input: &&TypeId| discriminant(&api.get(**input).shape) == discriminant(&def.shape);
    inputs.get(&def.place).filter(is_same).filter(|_| is_half).copied()
}

/// Which of the members that travel one way the types within a type have.
fn travel(ty: &Type, api: &Api) -> Travel {
    let mut travel = Travel::Either;
    ty.for_each_named(&mut |id| match api.get(id).direction {
        Direction { request: true, response: false } => travel = Travel::Sent,
        Direction { request: false, response: true } => travel = Travel::Received,
        _ => {}
    });
    travel
}

fn variants(ty: &Type, api: &Api) -> Vec<Variant> {
    let id = match ty {
        Type::Nullable(inner) | Type::Boxed(inner) => return variants(inner, api),
        Type::Named(id) => id,
        _ => return Vec::new(),
    };
    let Shape::Union(cases, _) = &api.get(*id).shape else { return Vec::new() };
    let variant = |case: &crate::ir::Case| Variant { name: case.name.as_str().to_owned(), places: case.places.clone() };
    cases.iter().map(variant).collect()
}

/// The path of a type; none if it holds files, which are no JSON.
fn path(ty: &Type, api: &Api, crate_name: &str) -> Option<String> {
    (!ty.has(&Type::File)).then(|| spelled(ty, api, crate_name))
}

/// The path of a type.
pub(super) fn spelled(ty: &Type, api: &Api, crate_name: &str) -> String {
    let inner = |ty: &Type| spelled(ty, api, crate_name);
    match ty {
        Type::List(ty) => format!("Vec<{}>", inner(ty)),
        Type::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
        Type::Tuple(elements) => {
            let of = |wanted: bool| {
                let elements = elements.iter().filter(|ty| matches!(ty, Type::Trailing(_)) == wanted);
                let elements: Vec<String> = elements.map(|ty| inner(ty) + ", ").collect();
                format!("({})", elements.concat())
            };
            match of(true).as_str() {
                "()" => of(false),
                optional => format!("{crate_name}::support::Positions<{}, {optional}>", of(false)),
            }
        }
        Type::Trailing(ty) | Type::Nullable(ty) => format!("Option<{}>", inner(ty)),
        Type::Boxed(ty) => inner(ty),
        Type::Named(id) => named(*id, api, crate_name),
        other => {
            let mut speller = Speller::new(api);
            let text = speller.ty(other).to_string().replace(' ', "");
            if speller.imports.is_empty() { text } else { format!("{crate_name}::support::{text}") }
        }
    }
}
