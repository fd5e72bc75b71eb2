//! What tells the cases of a union apart at one look: a `discriminator`, or a member that has other values in each case.
//!
//! It must not decide what the cases are.

use indexmap::IndexSet;
use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use super::Lowering;
use super::cases::Cases;
use super::choice::Arm;
use super::object::is_object;
use super::values::common_values;
use super::view::{Located, View, component_name, find};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::markdown::code;

impl<'a> Lowering<'a> {
    /// Gives the arms their tags, and the member that holds the tag; arms without tags have to be tried.
    pub(super) fn tell_apart(
        &mut self,
        arms: &mut [Arm<'a>],
        discriminator: Option<(&'a Discriminator, &Place)>,
    ) -> Option<&'a str> {
        let views: Vec<View<'a>> = arms.iter().map(|arm| self.view_of(arm)).collect();
        if let Some((discriminator, place)) = discriminator {
            let member = discriminator.property_name.as_str();
            let names: Vec<Vec<&'a str>> = arms.iter().zip(&views).map(|(arm, view)| self.names(arm, view)).collect();
            let declared = |(names, view): (&Vec<_>, _)| self.declared(names, view, discriminator);
            let tags: Vec<Vec<String>> = names.iter().zip(&views).map(declared).collect();
            // What others build on stands for itself where none of them is meant.
            let base = place.pointer.rsplit('/').next().unwrap_or_default();
            for (tag, target) in &discriminator.mapping {
                if !is_meant(target, &[base]) && !names.iter().any(|names| is_meant(target, names)) {
                    let text = format!("{} is none of the cases; this entry is passed over", code(target));
                    self.note(NoteKind::Ignored, &place.at("discriminator").at("mapping").at(tag), text);
                }
            }
            return set_tags(arms, &tags).then_some(member);
        }
        let (_, member, found) = self.telling(&views)?;
        set_tags(arms, &found).then_some(member)
    }

    /// The member that tells most cases, how many, and its values in each case.
    fn telling(&self, views: &[View<'a>]) -> Option<(usize, &'a str, Vec<Vec<String>>)> {
        let members: IndexSet<&'a str> = views.iter().flat_map(|view| view.properties.keys().copied()).collect();
        let mut best: Option<(usize, &'a str, Vec<Vec<String>>)> = None;
        for member in members.into_iter().filter(|_| views.len() > 1) {
            let found: Vec<Vec<String>> = views.iter().map(|view| self.values_of(view, member)).collect();
            let is_own = |tag: &String| found.iter().filter(|other| other.contains(tag)).count() == 1;
            let is_told = |(view, tags): &(&View<'a>, &Vec<String>)| holds_objects(view) && tags.iter().any(is_own);
            let told = views.iter().zip(&found).filter(is_told).count();
            // Where one case alone is told, the others have to be tried anyway.
            if told > best.as_ref().map_or(1, |(told, ..)| *told) {
                best = Some((told, member, found));
            }
        }
        best
    }

    fn view_of(&self, arm: &Arm<'a>) -> View<'a> {
        let view = View::of(self.openapi, &arm.schemas);
        arm.beside.as_ref().map_or_else(|| view.clone(), |beside| beside.and(&view))
    }

    /// The components that an arm stands for.
    fn names(&self, arm: &Arm<'a>, view: &View<'a>) -> Vec<&'a str> {
        let mut names: Vec<&'a str> = Vec::new();
        for schema in &arm.schemas {
            // Around a reference there may be a description, and a component may be another name for one.
            let mut next = self.only_reference(std::slice::from_ref(schema));
            while let Some(name) = next.filter(|name| !names.contains(name)) {
                names.push(name);
                next = find(self.openapi, name).and_then(|schema| match schema {
                    ReferenceOr::Reference { reference } => component_name(reference),
                    ReferenceOr::Item(_) => None,
                });
            }
        }
        let heirs: Vec<&'a String> = names.iter().filter_map(|name| self.heirs.get(*name)).flatten().collect();
        names.extend(view.choices.iter().flatten().filter_map(Located::component));
        names.extend(heirs.iter().filter_map(|heir| component_name(heir)));
        names
    }

    /// The tags of an arm by a discriminator: what its mapping says, the values that the member has there, and if there are
    /// neither the name of the component (OpenAPI 3.0.3, section 4.7.25).
    fn declared(&self, names: &[&str], view: &View<'a>, discriminator: &Discriminator) -> Vec<String> {
        let mapped =
            discriminator.mapping.iter().filter(|(_, target)| is_meant(target, names)).map(|(tag, _)| tag.clone());
        let mut tags: Vec<String> = mapped.collect();
        let values = self.values_of(view, &discriminator.property_name);
        // All values of all cases stand for none of them.
        if values.len() == 1 || !view.properties.contains_key(discriminator.property_name.as_str()) {
            tags.extend(values);
        }
        if tags.is_empty() {
            tags.extend(names.iter().map(|name| (*name).to_owned()));
        }
        tags
    }

    /// The values that a member which must be there can have, in each case of a choice, or the only one of a member that may
    /// be absent; none if it can have any.
    fn values_of(&self, view: &View<'a>, member: &str) -> Vec<String> {
        if let Some(values) = self.own_values(view, member) {
            return values;
        }
        let [arms] = view.choices.as_slice() else { return Vec::new() };
        if !view.properties.is_empty() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for (_, view) in Cases::new(self.openapi, arms) {
            match self.own_values(&view, member) {
                Some(values) if !values.is_empty() => all.extend(values),
                // Its cases follow.
                None if view.choices.len() == 1 && view.properties.is_empty() => {}
                _ => return Vec::new(),
            }
        }
        all
    }

    /// The same of a schema without its choices; nothing if it has no such member.
    fn own_values(&self, view: &View<'a>, member: &str) -> Option<Vec<String>> {
        let values = common_values(&View::of(self.openapi, view.properties.get(member)?));
        let is_told = view.required.contains(member) || values.len() == 1;
        let texts = || values.iter().map(text).collect::<Option<_>>();
        Some(is_told.then(texts).flatten().unwrap_or_default())
    }
}

/// Whether the target of a mapping, a reference or a name, is one of the components.
fn is_meant(target: &str, names: &[&str]) -> bool {
    names.contains(&component_name(target).unwrap_or(target))
}

/// Sets the tags that stand for one arm only. Gives whether there are any.
fn set_tags(arms: &mut [Arm<'_>], tags: &[Vec<String>]) -> bool {
    let is_own = |tag: &String| tags.iter().filter(|other| other.contains(tag)).count() == 1;
    let own_of = |tags: &Vec<String>| {
        let mut own: Vec<String> = Vec::new();
        for tag in tags.iter().filter(|tag| is_own(tag)) {
            if !own.contains(tag) {
                own.push(tag.clone());
            }
        }
        own
    };
    let own: Vec<Vec<String>> = tags.iter().map(own_of).collect();
    let found = own.iter().any(|tags: &Vec<String>| !tags.is_empty());
    if found {
        arms.iter_mut().zip(own).for_each(|(arm, tags)| arm.tags = tags);
    }
    found
}

fn holds_objects(view: &View<'_>) -> bool {
    is_object(view) || view.types.is_empty() && !view.choices.is_empty()
}

/// A value of a tag as the support code compares it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        // `1.0` and `1` are the same number.
        Value::Number(number) if number.is_f64() => number.as_f64().map(|number| number.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
