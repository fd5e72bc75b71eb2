//! Inheritance: a component with a `discriminator` and no choice stands for all that build on it by `allOf`
//! (OpenAPI 3.0.3, section 4.7.25.1).
//!
//! It must not decide what tells them apart.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{Discriminator, OpenAPI, Schema};

use super::choice::Arm;
use super::schema::Subject;
use super::view::{Located, Target, View, all_of, component_name};
use super::{Lowering, Work};
use crate::diagnostic::Place;
use crate::ir::Type;

/// References to the components that build on a component, by its name.
pub(super) type Heirs = BTreeMap<String, Vec<String>>;

/// Finds what builds on the components with a `discriminator`, directly or through others.
pub(super) fn heirs(openapi: &OpenAPI) -> Heirs {
    let schemas = openapi.components.iter().flat_map(|components| &components.schemas);
    let written: Vec<(&String, &Schema)> =
        schemas.filter_map(|(name, schema)| Some((name, schema.as_item()?))).collect();
    let bases: BTreeMap<&str, &Discriminator> = written
        .iter()
        .filter(|(_, schema)| View::of_keywords(schema, &Place::root()).choices.is_empty())
        .filter_map(|(name, schema)| Some((name.as_str(), schema.schema_data.discriminator.as_ref()?)))
        .collect();
    if bases.is_empty() {
        return Heirs::new();
    }
    let mut children: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, schema) in &written {
        for part in all_of(schema, &Place::root()) {
            if let Target::Reference(reference) = part.target
                && let Some(parent) = component_name(reference)
            {
                children.entry(parent).or_default().push(name);
            }
        }
    }
    let found = bases.iter().map(|(base, discriminator)| {
        let mut seen = BTreeSet::from([*base]);
        let mut names = Vec::new();
        let mut open = vec![*base];
        while let Some(parent) = open.pop() {
            for child in children.get(parent).into_iter().flatten().filter(|child| seen.insert(child)) {
                names.push(*child);
                // What builds on another base is found through that one.
                if !bases.contains_key(child) {
                    open.push(child);
                }
            }
        }
        let mapped = discriminator.mapping.values().map(|target| component_name(target).unwrap_or(target));
        let exists = |name: &&str| written.iter().any(|(other, _)| other == name);
        names.extend(mapped.filter(exists).filter(|name| seen.insert(name)));
        ((*base).to_owned(), names.iter().map(|name| format!("#/components/schemas/{name}")).collect())
    });
    found.filter(|(_, heirs): &(String, Vec<String>)| !heirs.is_empty()).collect()
}

impl<'a> Lowering<'a> {
    /// A component that others build on: one of them, or an object with its own members alone.
    pub(super) fn try_heirs(&mut self, subject: &Subject<'_, 'a>, located: &[Located<'a>]) -> Option<Type> {
        let heirs = self.heirs.get(subject.hint.component?)?;
        let (discriminator, place) = subject.annotations.discriminator.as_ref()?;
        let arm =
            |schema, name: &str| Arm { schemas: vec![schema], beside: None, name: name.to_owned(), tags: Vec::new() };
        let arms = heirs.iter().map(|reference| {
            let schema = Located { target: Target::Reference(reference), place: place.at("discriminator") };
            arm(schema, component_name(reference).unwrap_or_default())
        });
        let mut arms: Vec<Arm<'a>> = arms.collect();
        let tag = self.tell_apart(&mut arms, Some((discriminator, place)));
        arms.extend(located.first().map(|schema| arm(schema.clone(), "base")));
        Some(self.union(subject, subject.hint, Work::Union { arms, tag }))
    }

    /// Whether a component builds on the other one, and so is not the same even if it adds nothing.
    pub(super) fn is_heir(&self, component: Option<&str>, of: &str) -> bool {
        let heirs = self.heirs.get(of).into_iter().flatten();
        component.is_some_and(|name| heirs.into_iter().any(|heir| component_name(heir) == Some(name)))
    }
}
