//! Read, change, put back: which request types can be made from the types that the server answers with.
//!
//! A request type gets a `From` for the response type that it was split from, and the body of a `PUT` or `PATCH` for what
//! the `GET` of the same path answers, provided that every member finds its like there.

use std::collections::BTreeMap;

use crate::ir::{Api, Body, Boxes, Conversion, Convert, Field, Method, Output, Presence, Shape, Type, TypeId};

/// Adds the conversions to the structs that they make.
pub(super) fn find(api: &mut Api) {
    let mut search = Search { api, found: BTreeMap::new(), uses: Vec::new(), within: None };
    for (from, to) in seeds(api) {
        search.convert(from, to);
    }
    let found = search.possible();
    for ((from, to), members) in found {
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

/// The type that is there, and the one that is wanted.
type Pair = (TypeId, TypeId);

struct Search<'a> {
    api: &'a Api,
    /// What is known of each pair: how its members are taken, or that it cannot be done.
    found: BTreeMap<Pair, Option<Members>>,
    /// Pairs, each with one that its members need.
    uses: Vec<(Pair, Pair)>,
    /// The pair whose members are looked at.
    within: Option<Pair>,
}

impl Search<'_> {
    /// What can be done, now that it is known what cannot: a pair that needs another one which failed later fails too.
    fn possible(mut self) -> BTreeMap<Pair, Members> {
        let mut users: BTreeMap<Pair, Vec<Pair>> = BTreeMap::new();
        for (user, used) in self.uses {
            users.entry(used).or_default().push(user);
        }
        let mut failed: Vec<Pair> =
            self.found.iter().filter(|(_, members)| members.is_none()).map(|(pair, _)| *pair).collect();
        while let Some(pair) = failed.pop() {
            self.found.remove(&pair);
            failed.extend(users.remove(&pair).into_iter().flatten());
        }
        self.found.into_iter().filter_map(|(pair, members)| Some((pair, members?))).collect()
    }

    /// Whether one type can be made from the other, which equal types need not.
    fn convert(&mut self, from: TypeId, to: TypeId) -> bool {
        self.uses.extend(self.within.map(|user| (user, (from, to))));
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
        let outer = self.within.replace((from, to));
        let members: Option<Members> = target
            .fields
            .iter()
            .map(|field| {
                let like = source.fields.iter().find(|other| other.wire == field.wire && other.name == field.name)?;
                Some((field.name.clone(), self.member(like, field)?))
            })
            .collect();
        self.within = outer;
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
            (Optional | Nullable, Optional | Nullable, Convert::One(boxes)) => Some(Convert::Option(boxes)),
            (Optional | Nullable, Optional | Nullable, Convert::List) => Some(Convert::OptionList),
            _ => None,
        }
    }

    fn value(&mut self, from: &Type, to: &Type) -> Option<Convert> {
        if from == to {
            return Some(Convert::Same);
        }
        let is_one = |how| how == Convert::One(Boxes::None);
        match (from, to) {
            (Type::List(from), Type::List(to)) => is_one(self.value(from, to)?).then_some(Convert::List),
            (Type::Map(from), Type::Map(to)) => is_one(self.value(from, to)?).then_some(Convert::Map),
            _ => self.one(from, to),
        }
    }

    /// How a value is taken that may be behind a box, there, here or in both places.
    fn one(&mut self, from: &Type, to: &Type) -> Option<Convert> {
        let (boxes, from, to) = match (from, to) {
            (Type::Boxed(from), Type::Boxed(to)) => (Boxes::Both, from.as_ref(), to.as_ref()),
            (Type::Boxed(from), to) => (Boxes::Source, from.as_ref(), to),
            (from, Type::Boxed(to)) => (Boxes::Target, from, to.as_ref()),
            (from, to) => (Boxes::None, from, to),
        };
        let (Type::Named(from), Type::Named(to)) = (from, to) else { return None };
        (from == to || self.convert(*from, *to)).then_some(Convert::One(boxes))
    }
}
