//! Inheritance: a component with a `discriminator` and no choice stands for all that build on it by `allOf`
//! (OpenAPI 3.0.3, section 4.7.25.1), and one with a choice for those of them that the choice leads to.
//!
//! It must not decide what tells them apart.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::Schema;

use super::choice::Arm;
use super::described::Described;
use super::schema::Subject;
use super::tags::Teller;
use super::view::{Located, View, all_of, component_name, find};
use super::walk::all_cases;
use super::{Lowering, Work};
use crate::diagnostic::Place;
use crate::ir::Type;

/// What builds on the components with a `discriminator`, by their names.
pub(super) type Heirs = BTreeMap<String, Base>;

/// A component with a `discriminator` that others build on.
#[derive(Debug)]
pub(super) struct Base {
    /// References to what builds on it: of those that its choice lists and what builds on them, if it has a choice.
    pub(super) heirs: Vec<String>,
    has_choice: bool,
}

/// Finds what builds on the components with a `discriminator`, directly or through others.
pub(super) fn heirs(openapi: &Described<'_>) -> Heirs {
    let schemas = openapi.components.iter().flat_map(|components| &components.schemas);
    let written: IndexMap<&str, &Schema> =
        schemas.filter_map(|(name, schema)| Some((name.as_str(), schema.as_item()?))).collect();
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, schema) in &written {
        for part in all_of(schema, &Place::root()) {
            if let Some(parent) = part.component() {
                children.entry(parent).or_default().push(name);
            }
        }
    }
    let family = Family { openapi, written, children };
    let bases = family.written.iter().filter(|(name, _)| family.is_base(name));
    let found = bases.map(|(name, schema)| ((*name).to_owned(), family.base(name, schema)));
    found.filter(|(_, base)| !base.heirs.is_empty()).collect()
}

/// All components, and what builds on each.
struct Family<'a> {
    openapi: &'a Described<'a>,
    written: IndexMap<&'a str, &'a Schema>,
    children: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Family<'a> {
    fn base(&self, base: &'a str, schema: &'a Schema) -> Base {
        let has_choice = !View::of_keywords(schema, &Place::root()).choices.is_empty();
        let mut names = self.heirs_of(base);
        let reference = |name: &&str| format!("#/components/schemas/{name}");
        if has_choice {
            let mut listed: IndexSet<&str> = all_cases(self.openapi, schema).filter_map(|(name, _)| name).collect();
            listed.retain(|name| names.contains(name));
            let further: Vec<&str> =
                listed.iter().filter(|name| !self.is_base(name)).flat_map(|name| self.heirs_of(name)).collect();
            listed.extend(further);
            listed.shift_remove(base);
            return Base { heirs: listed.iter().map(reference).collect(), has_choice };
        }
        let mapping = schema.schema_data.discriminator.iter().flat_map(|discriminator| discriminator.mapping.values());
        let mapped = mapping.map(|target| component_name(target).unwrap_or(target));
        names.extend(mapped.filter(|name| *name != base && self.written.contains_key(*name)));
        Base { heirs: names.iter().map(reference).collect(), has_choice }
    }

    fn is_base(&self, name: &str) -> bool {
        self.written.get(name).is_some_and(|schema| schema.schema_data.discriminator.is_some())
    }

    fn heirs_of(&self, base: &'a str) -> IndexSet<&'a str> {
        let mut names = IndexSet::new();
        let mut open = vec![base];
        while let Some(parent) = open.pop() {
            for child in self.children.get(parent).into_iter().flatten() {
                // What builds on another base is found through that one.
                if *child != base && names.insert(*child) && !self.is_base(child) {
                    open.push(child);
                }
            }
        }
        names
    }
}

impl<'a> Lowering<'a> {
    /// A component that others build on: one of them, or an object with its own members alone.
    pub(super) fn try_heirs(&mut self, subject: &Subject<'_, 'a>, located: &[Located<'a>]) -> Option<Type> {
        let base = self.heirs.get(subject.hint.component?).filter(|base| !base.has_choice)?;
        let (discriminator, place) = subject.annotations.discriminator.as_ref()?;
        let arm =
            |schema, name: &str| Arm { schemas: vec![schema], beside: None, name: name.to_owned(), tags: Vec::new() };
        let arms = base.heirs.iter().map(|reference| {
            let schema = Located::reference(reference, place.at("discriminator"));
            arm(schema, component_name(reference).unwrap_or_default())
        });
        let mut arms: Vec<Arm<'a>> = arms.collect();
        let views: Vec<View<'a>> = arms.iter().map(|arm| View::of(self.openapi, &arm.schemas)).collect();
        let teller = self.teller(Some(&(discriminator, place.clone())), &views);
        let tag = self.tell_apart(&mut arms, teller.as_ref());
        arms.extend(located.first().map(|schema| arm(schema.clone(), "base")));
        Some(self.union(subject, subject.hint, Work::Union { arms, tag }))
    }

    /// The names of what builds on a component and counts as one of it.
    pub(super) fn heirs_of(&self, base: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let heirs = self.heirs.get(base).map_or(&[][..], |base| &base.heirs);
        heirs.iter().filter_map(|heir| component_name(heir))
    }

    /// Whether a component builds on the other one, and so is not the same even if it adds nothing.
    pub(super) fn is_heir(&self, component: Option<&str>, of: &str) -> bool {
        let schema = |name: &str| find(self.openapi, name).and_then(|schema| schema.as_item());
        let lists =
            |name: &str| schema(of).zip(schema(name)).is_some_and(|(base, own)| self.openapi.leads_to(base, own));
        component.is_some_and(|name| self.heirs_of(of).any(|heir| heir == name) || lists(name))
    }

    /// The components that a choice does not list, and that build on one of its cases: what the discriminator of their
    /// base means by its mapping, or by their names if it has none.
    pub(super) fn further_heirs(
        &self,
        arms: &[Located<'a>],
        subject: &Subject<'_, 'a>,
        teller: &Teller<'a>,
    ) -> Vec<Located<'a>> {
        let Some(base) = self.heirs.get(&teller.base) else { return Vec::new() };
        let names: Vec<&'a str> = arms.iter().filter_map(Located::component).collect();
        let within: IndexSet<&str> = arms
            .iter()
            .flat_map(|arm| self.names_within(&arm.component().into_iter().collect::<Vec<_>>(), &self.view_at(arm)))
            .collect();
        let is_base = subject.hint.component.is_some_and(|component| component == teller.base);
        let is_meant = |name: &str| teller.means(name) || is_base && teller.mapping.is_empty();
        let builds_on_one = |heir: &Located<'a>| {
            let view = self.view_at(heir);
            names.iter().any(|name| view.parts.contains(name))
        };
        let heirs = base.heirs.iter().filter(|heir| {
            let name = component_name(heir).unwrap_or_default();
            !names.contains(&name) && !within.contains(name) && is_meant(name)
        });
        let heirs = heirs.map(|heir| Located::reference(heir, subject.place.at("discriminator")));
        heirs.filter(builds_on_one).collect()
    }

    fn view_at(&self, located: &Located<'a>) -> View<'a> {
        View::of(self.openapi, std::slice::from_ref(located))
    }
}
