//! Read, change, put back: which request types can be made from the types that the server answers with.
//!
//! A request type gets a `From` for the response type that it was split from, and the body of a `PUT` or `PATCH` for what
//! the `GET` of the same path answers, provided that every member finds its like there.

use std::collections::BTreeMap;

use crate::ir::{Api, Body, Conversion, Convert, Field, Method, Output, Presence, Shape, Type, TypeId};

/// Adds the conversions to the structs that they make.
pub(super) fn find(api: &mut Api) {
    let mut search = Search { api, found: BTreeMap::new() };
    for (from, to) in seeds(api) {
        search.convert(from, to);
    }
    let found = search.found;
    for ((from, to), members) in found {
        let Some(members) = members else { continue };
        if let Shape::Struct(object) = &mut api.types[to.0].shape {
            object.from.push(Conversion { from, members });
        }
    }
}

/// Bodies that replace what another operation answers.
fn seeds(api: &Api) -> Vec<(TypeId, TypeId)> {
    let mut answers = BTreeMap::new();
    for operation in api.operations().filter(|operation| operation.method == Method::Get) {
        if let Output::Json(Type::Named(id)) | Output::Envelope(Type::Named(id)) = &operation.output {
            answers.insert(&operation.path, *id);
        }
    }
    let mut seeds = Vec::new();
    for operation in api.operations() {
        if !matches!(operation.method, Method::Put | Method::Patch) {
            continue;
        }
        if let (Some(from), Some(Body::Value { ty: Type::Named(to), .. })) =
            (answers.get(&operation.path), &operation.body)
        {
            seeds.push((*from, *to));
        }
    }
    seeds
}

type Members = Vec<(crate::names::Ident, Convert)>;

struct Search<'a> {
    api: &'a Api,
    /// What is known of each pair: how its members are taken, or that it cannot be done.
    found: BTreeMap<(TypeId, TypeId), Option<Members>>,
}

impl Search<'_> {
    /// Whether one type can be made from the other, which equal types need not.
    fn convert(&mut self, from: TypeId, to: TypeId) -> bool {
        if let Some(known) = self.found.get(&(from, to)) {
            return known.is_some();
        }
        let (Shape::Struct(source), Shape::Struct(target)) = (&self.api.get(from).shape, &self.api.get(to).shape)
        else {
            return false;
        };
        if from == to || target.rest.is_some() {
            return false;
        }
        // While its members are looked at, the pair counts as possible: that is what recursion needs.
        self.found.insert((from, to), Some(Members::new()));
        let members: Option<Members> = target
            .fields
            .iter()
            .map(|field| {
                let like = source.fields.iter().find(|other| other.wire == field.wire && other.name == field.name)?;
                Some((field.name.clone(), self.member(like, field)?))
            })
            .collect();
        let possible = members.is_some();
        self.found.insert((from, to), members);
        possible
    }

    fn member(&mut self, from: &Field, to: &Field) -> Option<Convert> {
        use Presence::{Nullable, Optional, OptionalNullable, Required};
        let how = self.value(&from.ty, &to.ty)?;
        match (from.presence, to.presence, how) {
            (Required, Required, how) => Some(how),
            (Required, Optional | Nullable, Convert::Same) => Some(Convert::Some),
            (Optional | Nullable, Optional | Nullable, Convert::Same)
            | (OptionalNullable, OptionalNullable, Convert::Same) => Some(Convert::Same),
            (Optional | Nullable, Optional | Nullable, Convert::One) => Some(Convert::Option),
            (Optional | Nullable, Optional | Nullable, Convert::List) => Some(Convert::OptionList),
            _ => None,
        }
    }

    fn value(&mut self, from: &Type, to: &Type) -> Option<Convert> {
        if from == to {
            return Some(Convert::Same);
        }
        match (from, to) {
            (Type::Named(from), Type::Named(to)) => self.convert(*from, *to).then_some(Convert::One),
            (Type::List(from), Type::List(to)) => (self.value(from, to)? == Convert::One).then_some(Convert::List),
            (Type::Map(from), Type::Map(to)) => (self.value(from, to)? == Convert::One).then_some(Convert::Map),
            _ => None,
        }
    }
}
