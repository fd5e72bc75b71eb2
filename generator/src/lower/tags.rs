//! What tells the cases of a union apart at one look: a `discriminator`, or a member that has other values in each case.
//!
//! It must not decide what the cases are.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Discriminator, ReferenceOr};
use serde_json::Value;

use super::cases::Cases;
use super::choice::Arm;
use super::object::is_object;
use super::values::common_values;
use super::view::{Located, View, component_name, find};
use super::walk::all_cases;
use super::{Lowering, schema_place};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::markdown::code;

/// What a `discriminator` says about the cases of a choice.
pub(super) struct Teller<'a> {
    /// The member that holds the tag.
    member: &'a str,
    /// What tags stand for: references to components, or their names.
    pub(super) mapping: Vec<(&'a str, &'a str)>,
    /// Where it stands.
    pub(super) place: Place,
    /// The component that it belongs to, if it does.
    pub(super) base: String,
    /// The mappings of what else all cases build on.
    inherited: Vec<(&'a str, &'a str)>,
}

impl<'a> Teller<'a> {
    /// The discriminator of the schema at a place.
    pub(super) fn own(discriminator: &'a Discriminator, place: Place) -> Self {
        let base = component_of(&place);
        let member = discriminator.property_name.as_str();
        Self { member, mapping: entries(discriminator), place, base, inherited: Vec::new() }
    }

    /// Whether the mapping names a component.
    pub(super) fn means(&self, target: &str) -> bool {
        let name = component_name(target).unwrap_or(target);
        self.mapping.iter().any(|(_, target)| is_meant(target, &[name]))
    }
}

fn entries(discriminator: &Discriminator) -> Vec<(&str, &str)> {
    discriminator.mapping.iter().map(|(tag, target)| (tag.as_str(), target.as_str())).collect()
}

/// The name of the schema component at a place.
fn component_of(place: &Place) -> String {
    let name = place.pointer.strip_prefix("/components/schemas/").filter(|name| !name.contains('/'));
    name.unwrap_or_default().replace("~1", "/").replace("~0", "~")
}

/// The components that a case stands for.
struct Named<'a> {
    /// Itself.
    own: Vec<&'a str>,
    /// The cases within it, and what builds on it.
    within: IndexSet<&'a str>,
}

impl<'a> Lowering<'a> {
    /// What tells the cases of a choice apart by a discriminator: their own, or that of what all of them build on.
    pub(super) fn teller(&self, own: Option<&(&'a Discriminator, Place)>, views: &[View<'a>]) -> Option<Teller<'a>> {
        let mut objects = views.iter().filter(|view| holds_objects(view));
        let first = objects.next()?;
        let others: Vec<&View<'a>> = objects.collect();
        let common = first.parts.iter().filter(|part| others.iter().all(|view| view.parts.contains(*part)));
        let mut bases: Vec<(usize, Teller<'a>)> = common
            .filter_map(|name| {
                let place = schema_place(name);
                let schema = Located::new(find(self.openapi, name)?, place.clone());
                let parts = View::of(self.openapi, &[schema]).parts.len();
                Some((parts, Teller::own(self.discriminator_of(name)?, place)))
            })
            .collect();
        // The nearest of several that build on one another comes first.
        bases.sort_by_key(|(parts, _)| std::cmp::Reverse(*parts));
        let mut bases = bases.into_iter().map(|(_, teller)| teller);
        let mut teller = match own {
            Some((discriminator, place)) => Teller::own(discriminator, place.clone()),
            None if others.len() + 1 == views.len() => bases.next()?,
            None => return None,
        };
        let further = bases.filter(|base| base.member == teller.member && base.place != teller.place);
        teller.inherited = further.flat_map(|base| base.mapping).collect();
        Some(teller)
    }

    fn discriminator_of(&self, name: &str) -> Option<&'a Discriminator> {
        find(self.openapi, name)?.as_item()?.schema_data.discriminator.as_ref()
    }

    /// Gives the arms their tags, and the member that holds the tag; arms without tags have to be tried.
    pub(super) fn tell_apart(&mut self, arms: &mut [Arm<'a>], teller: Option<&Teller<'a>>) -> Option<&'a str> {
        let views: Vec<View<'a>> = arms.iter().map(|arm| self.view_of(arm)).collect();
        let Some(teller) = teller else {
            let (_, member, mut found) = self.telling(&views)?;
            self.leave_to_heirs(arms, &views, &mut found);
            return set_tags(arms, &found).then_some(member);
        };
        let mut names: Vec<Named<'a>> = arms.iter().zip(&views).map(|(arm, view)| self.names(arm, view)).collect();
        // What is a case itself is not meant by another one that it is within.
        let own: BTreeSet<&str> = names.iter().flat_map(|names| names.own.iter().copied()).collect();
        for names in &mut names {
            names.within.retain(|name| !own.contains(name));
        }
        let values: Vec<Vec<String>> = views.iter().map(|view| self.values_of(view, teller.member)).collect();
        let cases_of = cases_of(&values);
        let declared = |((names, view), values): ((&Named<'a>, &View<'a>), &Vec<String>)| {
            // Values that other cases have as well stand for none of them.
            let is_own = values.len() == 1 || values.iter().all(|value| cases_of[value.as_str()] == 1);
            let says = is_own || !view.properties.contains_key(teller.member);
            self.declared(names, if says { values } else { &[] }, teller)
        };
        let mut tags: Vec<Vec<String>> = names.iter().zip(&views).zip(&values).map(declared).collect();
        self.leave_to_heirs(arms, &views, &mut tags);
        self.note_unmapped(arms, &names, teller);
        set_tags(arms, &tags).then_some(teller.member)
    }

    /// A tag of a case and of another one that builds on it stands for that one.
    fn leave_to_heirs(&self, arms: &[Arm<'a>], views: &[View<'a>], tags: &mut [Vec<String>]) {
        let mut cases: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (case, tags) in tags.iter().enumerate() {
            for tag in tags {
                cases.entry(tag.clone()).or_default().push(case);
            }
        }
        for (tag, cases) in cases.into_iter().filter(|(_, cases)| cases.len() > 1) {
            let builds_on = |heir: usize, base: usize| {
                self.own_names(&arms[base]).iter().any(|name| views[heir].parts.contains(*name))
            };
            for base in &cases {
                let is_heir = |heir: &usize| builds_on(*heir, *base) && !builds_on(*base, *heir);
                if cases.iter().any(is_heir) {
                    tags[*base].retain(|other| *other != tag);
                }
            }
        }
    }

    /// Notes the entries of a mapping that lead to none of the cases.
    fn note_unmapped(&mut self, arms: &[Arm<'a>], names: &[Named<'a>], teller: &Teller<'a>) {
        let place = teller.place.at("discriminator");
        let within = format!("{}/", teller.place.pointer);
        let is_around = |arm: &Arm<'a>| arm.schemas.iter().any(|schema| schema.place.pointer.starts_with(&within));
        // That of a base is about more than some choice of its heirs.
        if !arms.iter().any(is_around) {
            return;
        }
        for (tag, target) in &teller.mapping {
            // What others build on stands for itself where none of them is meant.
            if !is_meant(target, &[&teller.base]) && !names.iter().any(|names| names.means(target)) {
                let text = format!("{} is none of the cases; this entry is passed over", code(target));
                self.note(NoteKind::Ignored, &place.at("mapping").at(tag), text);
            }
        }
    }

    /// The member that tells most cases, how many, and its values in each case.
    fn telling(&self, views: &[View<'a>]) -> Option<(usize, &'a str, Vec<Vec<String>>)> {
        let mut members: IndexMap<&'a str, usize> = IndexMap::new();
        for name in views.iter().flat_map(|view| view.properties.keys()) {
            *members.entry(name).or_default() += 1;
        }
        // Cases within a case may have it as well.
        let nested = views.iter().filter(|view| !view.choices.is_empty()).count();
        let mut best: Option<(usize, &'a str, Vec<Vec<String>>)> = None;
        // Where one case alone is told, the others have to be tried anyway.
        for (member, _) in members.into_iter().filter(|(_, cases)| cases + nested > 1) {
            let found: Vec<Vec<String>> = views.iter().map(|view| self.values_of(view, member)).collect();
            let cases_of = cases_of(&found);
            let is_own = |tag: &String| cases_of[tag.as_str()] == 1;
            let is_told = |(view, tags): &(&View<'a>, &Vec<String>)| holds_objects(view) && tags.iter().any(is_own);
            let told = views.iter().zip(&found).filter(is_told).count();
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
    fn names(&self, arm: &Arm<'a>, view: &View<'a>) -> Named<'a> {
        let own = self.own_names(arm);
        Named { within: self.names_within(&own, view), own }
    }

    /// The component that an arm is, and those that it is another name for.
    fn own_names(&self, arm: &Arm<'a>) -> Vec<&'a str> {
        let mut own: Vec<&'a str> = Vec::new();
        for schema in &arm.schemas {
            // Around a reference there may be a description, and a component may be another name for one.
            let mut next = self.only_reference(std::slice::from_ref(schema));
            while let Some(name) = next.filter(|name| !own.contains(name)) {
                own.push(name);
                next = find(self.openapi, name).and_then(|schema| match schema {
                    ReferenceOr::Reference { reference } => component_name(reference),
                    ReferenceOr::Item(_) => None,
                });
            }
        }
        own
    }

    /// The components that are cases of a schema, which has some names itself, or of a choice within it.
    pub(super) fn names_within(&self, names: &[&'a str], view: &View<'a>) -> IndexSet<&'a str> {
        let mut found: IndexSet<&'a str> = view.choices.iter().flatten().filter_map(Located::component).collect();
        found.extend(names.iter().flat_map(|name| self.heirs_of(name)));
        let mut next = 0;
        while let Some(name) = found.get_index(next).copied() {
            next += 1;
            found.extend(self.heirs_of(name));
            if let Some(ReferenceOr::Item(schema)) = find(self.openapi, name) {
                found.extend(all_cases(self.openapi, schema).filter_map(|(name, _)| name));
            }
        }
        found.retain(|name| !names.contains(name));
        found
    }

    /// The tags of an arm by a discriminator: what its mapping says, the values that the member has there, and if there are
    /// neither the name of the component (OpenAPI 3.0.3, section 4.7.25).
    fn declared(&self, names: &Named<'a>, values: &[String], teller: &Teller<'a>) -> Vec<String> {
        let meant = teller.mapping.iter().filter(|(_, target)| names.means(target));
        let mut tags: Vec<String> = meant.map(|(tag, _)| (*tag).to_owned()).collect();
        tags.extend_from_slice(values);
        if tags.is_empty() {
            tags.extend(names.own.iter().chain(&names.within).map(|name| (*name).to_owned()));
        } else {
            let is_named = |name: &&&str| !teller.means(name) && self.builds_on(name, &teller.base);
            tags.extend(names.within.iter().filter(is_named).map(|name| (*name).to_owned()));
        }
        // What the discriminators of those above and below say of the same member.
        let below = names.own.iter().chain(&names.within).filter_map(|name| self.discriminator_of(name));
        let below = below.filter(|discriminator| discriminator.property_name == teller.member).flat_map(entries);
        let is_known = |tag: &str| teller.mapping.iter().any(|(known, _)| *known == tag);
        let others = teller.inherited.iter().copied().filter(|(_, target)| !teller.means(target)).chain(below);
        let others = others.filter(|(tag, target)| !is_known(tag) && names.means(target));
        tags.extend(others.map(|(tag, _)| tag.to_owned()));
        tags
    }

    /// Whether a component builds on another one by `allOf`.
    fn builds_on(&self, name: &str, base: &str) -> bool {
        let Some(schema) = find(self.openapi, name) else { return false };
        View::of(self.openapi, &[Located::new(schema, Place::root())]).parts.contains(base)
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
        let is_untold = |_: &Located<'a>, view: &View<'a>| match self.own_values(view, member) {
            Some(values) => values.is_empty(),
            // Its cases follow.
            None => view.choices.len() != 1 || !view.properties.is_empty(),
        };
        let mut leads = self.leads.borrow_mut();
        if leads.untold.entry(member.to_owned()).or_default().any(self.openapi, arms, is_untold) {
            return Vec::new();
        }
        Cases::new(self.openapi, arms).filter_map(|(_, view)| self.own_values(&view, member)).flatten().collect()
    }

    /// The same of a schema without its choices; nothing if it has no such member.
    fn own_values(&self, view: &View<'a>, member: &str) -> Option<Vec<String>> {
        let values = common_values(&View::of(self.openapi, &self.nearest(view.properties.get(member)?)));
        let is_told = view.required.contains(member) || values.len() == 1;
        let texts = || values.iter().map(text).collect::<Option<_>>();
        Some(is_told.then(texts).flatten().unwrap_or_default())
    }
}

impl Named<'_> {
    /// Whether the target of a mapping is one of the components.
    fn means(&self, target: &str) -> bool {
        is_meant(target, &self.own) || self.within.contains(component_name(target).unwrap_or(target))
    }
}

/// Whether the target of a mapping, a reference or a name, is one of the components.
fn is_meant(target: &str, names: &[&str]) -> bool {
    names.contains(&component_name(target).unwrap_or(target))
}

/// Sets the tags of all arms if one of them stands for one arm only, which come first. Gives whether that is so.
///
/// A tag that stands for several leaves these: which of them it is has to be found out.
fn set_tags(arms: &mut [Arm<'_>], tags: &[Vec<String>]) -> bool {
    let cases_of = cases_of(tags);
    let is_shared = |tag: &&String| cases_of[tag.as_str()] > 1;
    let found = tags.iter().flatten().any(|tag| !is_shared(&tag));
    if found {
        for (arm, tags) in arms.iter_mut().zip(tags) {
            let mut tags: IndexSet<&String> = tags.iter().collect();
            tags.sort_by(|one, other| is_shared(one).cmp(&is_shared(other)));
            arm.tags = tags.into_iter().cloned().collect();
        }
    }
    found
}

/// How many cases each tag stands for.
fn cases_of(tags: &[Vec<String>]) -> BTreeMap<&str, usize> {
    let mut cases: BTreeMap<&str, usize> = BTreeMap::new();
    for tags in tags {
        for tag in tags.iter().map(String::as_str).collect::<BTreeSet<&str>>() {
            *cases.entry(tag).or_default() += 1;
        }
    }
    cases
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
