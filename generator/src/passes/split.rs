//! `readOnly` members leave requests and `writeOnly` members leave responses; a type that travels both ways and differs
//! becomes two.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Body, Direction, Shape, Tagging, TypeDef, TypeId, Visibility, Way};
use crate::names::Scope;

/// What the request's half of a split type is called.
const SUFFIX: &str = "input";

/// Splits the types that must be split, and removes from the others the members that never travel.
pub(super) fn split(api: &mut Api, names: &mut Scope) {
    let split = types_to_split(api);
    let mut inputs = BTreeMap::new();
    for &id in &split {
        let original = api.get(id);
        let name = names.claim(&[&format!("{} {SUFFIX}", original.name)]);
        let mut docs = original.docs.clone();
        docs.facts.push("As requests send it, without what only the server sets.".to_owned());
        let input = TypeDef { name, docs, direction: Direction { request: true, response: false }, ..original.clone() };
        api.types[id.0].direction.request = false;
        inputs.insert(id, TypeId(api.types.len()));
        api.types.push(input);
    }
    let replace = |id: TypeId| inputs.get(&id).copied().unwrap_or(id);
    for def in &mut api.types {
        if def.direction.request && !def.direction.response {
            def.shape.for_each_type_mut(&mut |ty| ty.rename(&replace));
        }
    }
    let tags = tags(api);
    for (index, def) in api.types.iter_mut().enumerate() {
        remove_members(def, tags.get(&TypeId(index)).map(Vec::as_slice).unwrap_or_default());
    }
    for operation in api.modules.iter_mut().flat_map(|module| &mut module.operations) {
        operation.parameters.iter_mut().for_each(|parameter| parameter.ty.rename(&replace));
        if let Some(Body::Value { ty, .. }) = &mut operation.body {
            ty.rename(&replace);
        }
    }
    for sample in api.samples.iter_mut().filter(|sample| sample.way == Way::Sent) {
        sample.output.for_each_type_mut(&mut |ty| ty.rename(&replace));
    }
    for root in api.roots.iter_mut().filter(|root| root.way == Way::Sent) {
        root.output.for_each_type_mut(&mut |ty| ty.rename(&replace));
    }
}

/// Types that travel both ways and have members that travel one way, and the types that hold them.
fn types_to_split(api: &Api) -> BTreeSet<TypeId> {
    let mut holders: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut open = Vec::new();
    for (index, def) in api.types.iter().enumerate() {
        let id = TypeId(index);
        if !(def.direction.request && def.direction.response) {
            continue;
        }
        def.shape.for_each_type(&mut |ty| ty.for_each_named(&mut |inner| holders.entry(inner).or_default().push(id)));
        if one_way_members(&def.shape) {
            open.push(id);
        }
    }
    let mut split = BTreeSet::new();
    while let Some(id) = open.pop() {
        if split.insert(id) {
            open.extend(holders.get(&id).into_iter().flatten());
        }
    }
    split
}

fn one_way_members(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(object) => object.fields.iter().any(|field| field.visibility != Visibility::Both),
        _ => false,
    }
}

/// The members that tell which case of a union a type is.
fn tags(api: &Api) -> BTreeMap<TypeId, Vec<String>> {
    let mut tags: BTreeMap<TypeId, Vec<String>> = BTreeMap::new();
    for def in &api.types {
        if let Shape::Union(cases, Tagging { member: Some(member), .. }) = &def.shape {
            for case in cases.iter().filter(|case| !case.tags.is_empty()) {
                case.ty.for_each_named(&mut |id| tags.entry(id).or_default().push(member.clone()));
            }
        }
    }
    tags
}

fn remove_members(def: &mut TypeDef, tags: &[String]) {
    let leaves = match (def.direction.request, def.direction.response) {
        (true, false) => Visibility::ReadOnly,
        (false, true) => Visibility::WriteOnly,
        // A type that no operation uses keeps all that it has.
        _ => return,
    };
    if let Shape::Struct(object) = &mut def.shape {
        object.fields.retain_mut(|field| {
            let leaves = field.visibility == leaves;
            // Servers that send it all the same say by it what they send.
            let stays = leaves && field.visibility == Visibility::WriteOnly && tags.contains(&field.wire);
            if stays {
                field.presence = field.presence.optional();
            }
            stays || !leaves
        });
    }
}
