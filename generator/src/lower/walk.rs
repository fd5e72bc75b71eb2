//! All schemas that hold together: those behind `$ref` and `allOf`, and what builds on what among them.
//!
//! It must not decide what becomes of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::described::Described;
use super::located::{Located, Target, component_name};
use crate::diagnostic::Place;

/// Components that one schema can be put together from.
pub(super) const MAX_PARTS: usize = 256;

/// `$ref`s that may follow each other.
const MAX_STEPS: usize = 16;

/// Where a schema stands, and what builds on it.
#[derive(Clone)]
pub(super) struct Spot<'a> {
    at: At<'a>,
    /// The schema that has it in its `allOf`, or the one that was asked for.
    heir: Option<Rc<Heir<'a>>>,
}

/// The place is spelled out only when it is asked for: most schemas are passed by.
#[derive(Clone)]
enum At<'a> {
    Place(Place),
    Component(&'a str),
    /// A member of the `allOf` of another schema.
    Part(Rc<Spot<'a>>, usize),
}

/// A schema that builds on others, and what builds on it.
struct Heir<'a> {
    schema: &'a Schema,
    next: Option<Rc<Heir<'a>>>,
    /// How many components are between it and the schema that was asked for.
    level: usize,
}

impl Spot<'_> {
    /// That of a schema which nothing builds on.
    pub(super) fn of(place: Place) -> Self {
        Self { at: At::Place(place), heir: None }
    }

    pub(super) fn place(&self) -> Place {
        match &self.at {
            At::Place(place) => place.clone(),
            At::Component(name) => Place::root().at("components").at("schemas").at(name),
            At::Part(whole, index) => whole.place().at("allOf").index(*index),
        }
    }

    /// Whether it is one of the schemas that were asked for, and not what one of them is made of.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.at, At::Place(_))
    }

    /// How far it is from the schema that was asked for: the components that are between them.
    pub(super) fn level(&self) -> usize {
        let is_component = matches!(self.at, At::Component(_));
        self.heir.as_ref().map_or(0, |heir| heir.level + usize::from(is_component))
    }

    /// Whether the choice of the schema at this spot is one of which a schema that builds on it is a case: that schema has
    /// chosen.
    pub(super) fn is_met(&self, openapi: &Described<'_>, schema: &Schema) -> bool {
        let has_choice = choices(schema).next().is_some();
        let mut heirs = std::iter::successors(self.heir.as_ref(), |heir| heir.next.as_ref());
        has_choice && heirs.any(|heir| openapi.leads_to(schema, heir.schema))
    }
}

/// The cases of the choices that a schema itself has, and of those within them, with the names of components.
pub(super) fn all_cases<'a>(
    openapi: &'a Described<'_>,
    choice: &'a Schema,
) -> impl Iterator<Item = (Option<&'a str>, &'a Schema)> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&'a ReferenceOr<Schema>> = arms(choice).collect();
    open.reverse();
    std::iter::from_fn(move || {
        while let Some(arm) = open.pop() {
            if let Some((name, schema)) = resolve(openapi, arm)
                && seen.insert(std::ptr::from_ref(schema))
            {
                openapi.count(1);
                let before = open.len();
                open.extend(arms(schema));
                open[before..].reverse();
                return Some((name, schema));
            }
        }
        None
    })
}

/// The schemas of `oneOf` and `anyOf`.
fn arms(schema: &Schema) -> impl Iterator<Item = &ReferenceOr<Schema>> {
    choices(schema).flat_map(|(_, arms)| arms)
}

/// The schemas of `oneOf` and of `anyOf`, if it has them, by the keyword.
pub(super) fn choices(schema: &Schema) -> impl Iterator<Item = (&'static str, &[ReferenceOr<Schema>])> {
    let (one, other): (Option<&[_]>, Option<&[_]>) = match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => (Some(one_of), None),
        SchemaKind::AnyOf { any_of } => (None, Some(any_of)),
        // Here none that is empty was written.
        SchemaKind::Any(any) => {
            let written = |arms| Some(arms).filter(|arms: &&[_]| !arms.is_empty());
            (written(&any.one_of), written(&any.any_of))
        }
        _ => (None, None),
    };
    one.map(|arms| ("oneOf", arms)).into_iter().chain(other.map(|arms| ("anyOf", arms)))
}

/// What a schema or a reference comes to, and the component that it is.
fn resolve<'a>(
    openapi: &'a Described<'_>,
    mut schema: &'a ReferenceOr<Schema>,
) -> Option<(Option<&'a str>, &'a Schema)> {
    let mut name = None;
    for _ in 0..MAX_STEPS {
        match schema {
            ReferenceOr::Item(schema) => return Some((name, schema)),
            ReferenceOr::Reference { reference } => {
                name = component_name(reference);
                schema = find(openapi, name?)?;
            }
        }
    }
    None
}

/// Calls `visit` with each schema that holds, the outermost first, through `$ref` and `allOf`; each component once.
/// Gives the components, and none if there are more than [`MAX_PARTS`].
pub(super) fn walk<'a>(
    openapi: &'a Described<'_>,
    roots: &[Located<'a>],
    visit: &mut impl FnMut(&'a Schema, &Spot<'a>),
) -> Option<BTreeSet<&'a str>> {
    let mut seen = BTreeSet::new();
    let mut stack: Vec<(Target<'a>, Spot<'a>)> =
        roots.iter().rev().map(|root| (root.target, Spot::of(root.place.clone()))).collect();
    while let Some((target, spot)) = stack.pop() {
        match target {
            Target::Reference(_) if seen.len() == MAX_PARTS => return None,
            Target::Reference(reference) => {
                let Some(name) = component_name(reference).filter(|name| seen.insert(*name)) else { continue };
                if let Some(schema) = find(openapi, name) {
                    stack.push((Target::of(schema), Spot { at: At::Component(name), heir: spot.heir }));
                }
            }
            Target::Schema(schema) => {
                openapi.count(1);
                visit(schema, &spot);
                if parts(schema).is_empty() {
                    continue;
                }
                let heir = Some(Rc::new(Heir { schema, next: spot.heir.clone(), level: spot.level() }));
                let spot = Rc::new(spot);
                let parts = parts(schema).iter().enumerate().rev();
                let spot_of = |index| Spot { at: At::Part(spot.clone(), index), heir: heir.clone() };
                stack.extend(parts.map(|(index, part)| (Target::of(part), spot_of(index))));
            }
        }
    }
    Some(seen)
}

/// The schema component of that name.
pub(super) fn find<'a>(openapi: &'a Described<'_>, name: &str) -> Option<&'a ReferenceOr<Schema>> {
    openapi.components.as_ref()?.schemas.get(name)
}

/// The members of `allOf`.
pub(super) fn all_of<'a>(schema: &'a Schema, place: &Place) -> Vec<Located<'a>> {
    match parts(schema) {
        [] => Vec::new(),
        members => locate_all(members, &place.at("allOf")),
    }
}

fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

pub(super) fn locate_all<'a>(members: &'a [ReferenceOr<Schema>], place: &Place) -> Vec<Located<'a>> {
    members.iter().enumerate().map(|(index, member)| Located::new(member, place.index(index))).collect()
}
