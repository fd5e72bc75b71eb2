//! Chooses the cases of a value, and the tags that say which they are.
//!
//! It must not make values.

use serde_json::{Map, Value};

use super::make::{Maker, fits_types, listed, types};
use super::schema::{Node, Part, below, list};

/// All that holds for one value, its cases chosen.
#[derive(Debug, Default)]
pub(super) struct Composed<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) choices: Vec<Choice<'a>>,
    /// Members that tell cases apart, and what they must be.
    pub(super) tags: Vec<(&'a str, String)>,
}

/// A choice, and the case that was taken.
#[derive(Clone, Debug)]
pub(super) struct Choice<'a> {
    /// The schema that has it.
    pub(super) owner: String,
    /// The cases, as pointers.
    pub(super) arms: Vec<String>,
    /// The one that was taken; its pointer, and the components that it stands for.
    pub(super) arm: String,
    pub(super) names: Vec<&'a str>,
    /// The member that tells, if there is one.
    pub(super) tag: Option<&'a str>,
    /// The choice that it is within.
    within: Option<usize>,
}

/// Choices that one value may be made by.
const MAX_CHOICES: usize = 64;

impl<'a> Maker<'a, '_> {
    /// Chooses cases until none is left to choose; none if no value fits.
    pub(super) fn compose(&mut self, mut nodes: Vec<Node<'a>>) -> Option<Composed<'a>> {
        let mut composed = Composed::default();
        let mut decided: Vec<(String, &str)> = Vec::new();
        loop {
            composed.parts = self.document.parts(nodes.clone())?;
            let open = composed.parts.iter().find_map(|part| {
                let is_open = |key: &&&str| {
                    !list(part.keywords, key).is_empty() && !decided.contains(&(part.pointer.clone(), **key))
                };
                Some((part.clone(), *["oneOf", "anyOf"].iter().find(is_open)?))
            });
            let heir = composed
                .parts
                .iter()
                .find(|part| self.is_base(part) && !decided.contains(&(part.pointer.clone(), "discriminator")));
            let added = match (open, heir.cloned()) {
                _ if composed.choices.len() >= MAX_CHOICES => return None,
                (Some((part, key)), _) => {
                    decided.push((part.pointer.clone(), key));
                    self.choose(&part, key, &mut composed)
                }
                (None, Some(part)) => {
                    decided.push((part.pointer.clone(), "discriminator"));
                    self.choose_heir(&part, &mut composed)
                }
                (None, None) => break,
            };
            nodes.extend(added);
        }
        self.tag(&mut composed);
        Some(composed)
    }

    /// Whether a part is a component that others build on and that is meant itself.
    fn is_base(&self, part: &Part<'a>) -> bool {
        let name = self.document.component_at(&part.pointer);
        name.is_some_and(|name| part.meant == Some(name) && self.document.heirs.contains_key(name))
    }

    fn choose(&mut self, part: &Part<'a>, key: &'static str, composed: &mut Composed<'a>) -> Vec<Node<'a>> {
        let schemas = list(part.keywords, key);
        let pointer = format!("{}/{key}", part.pointer);
        let arms: Vec<String> = (0..schemas.len()).map(|index| format!("{pointer}/{index}")).collect();
        let targets: Vec<Option<String>> =
            schemas.iter().map(|arm| Some(self.document.target(arm.as_object()?)?.pointer)).collect();
        let owners = owners(part, composed);
        let leads_back = |index: usize| targets[index].as_ref().is_some_and(|target| owners.contains(&target.as_str()));
        let is_made = |index: usize| composed.parts.iter().any(|part| Some(&part.pointer) == targets[index].as_ref());
        // A choice that comes with what it lists itself is made.
        let made = (0..schemas.len()).find(|index| is_made(*index) && !leads_back(*index));
        let index = made.unwrap_or_else(|| {
            let onward: Vec<usize> = (0..schemas.len()).filter(|index| !leads_back(*index)).collect();
            let agrees = |index: &usize| self.agrees(&schemas[*index], &composed.parts);
            let agreeing: Vec<usize> = onward.iter().copied().filter(agrees).collect();
            let all = || (0..schemas.len()).collect();
            let open = [agreeing, onward].into_iter().find(|open| !open.is_empty()).unwrap_or_else(all);
            self.next_arm(&pointer, &schemas.iter().collect::<Vec<_>>(), open)
        });
        let via = Some(composed.choices.len());
        composed.choices.push(Choice {
            owner: part.pointer.clone(),
            arm: arms[index].clone(),
            arms,
            names: self.names(&schemas[index]),
            tag: teller(part),
            within: part.via,
        });
        let node =
            |index: usize| Node { pointer: format!("{pointer}/{index}"), schema: &schemas[index], meant: None, via };
        vec![node(index)]
    }

    fn choose_heir(&mut self, part: &Part<'a>, composed: &mut Composed<'a>) -> Vec<Node<'a>> {
        let Some(base) = self.document.component_at(&part.pointer) else { return Vec::new() };
        let heirs = self.document.heirs.get(base).cloned().unwrap_or_default();
        // What is made through a child of it is that child.
        // Where the tag lists its values, one that stands for a child is not the base's.
        let mapping = part.keywords.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
        let mapping = mapping.and_then(Value::as_object).into_iter().flatten();
        let mut mapped = mapping.filter_map(|(_, target)| self.document.mapped(target.as_str()?));
        let is_base = heirs.is_empty() || mapped.any(|name| name == base) || !self.lists_tags(part);
        let names: Vec<&str> = heirs.iter().copied().chain([base].into_iter().filter(|_| is_base)).collect();
        let nodes: Vec<Node<'a>> = names.iter().filter_map(|name| self.document.component(name)).collect();
        let schemas: Vec<&Value> = nodes.iter().map(|node| node.schema).collect();
        let index = self.next_arm(&below(&part.pointer, "discriminator"), &schemas, (0..schemas.len()).collect());
        let Some(node) = nodes.get(index) else { return Vec::new() };
        let via = Some(composed.choices.len());
        composed.choices.push(Choice {
            owner: part.pointer.clone(),
            arm: node.pointer.clone(),
            arms: nodes.iter().map(|node| node.pointer.clone()).collect(),
            names: vec![names[index]],
            tag: teller(part),
            within: part.via,
        });
        vec![Node { via, ..node.clone() }]
    }

    /// Whether a case does not contradict what holds already, as far as one look at it tells.
    fn agrees(&self, arm: &Value, parts: &[Part<'a>]) -> bool {
        let mut arm = arm;
        let mut steps = 0;
        while let Some(target) = arm.as_object().and_then(|arm| self.document.target(arm)).filter(|_| steps < 8) {
            (arm, steps) = (target.schema, steps + 1);
        }
        let Some(keywords) = arm.as_object() else { return true };
        let own = Part { pointer: String::new(), keywords, meant: None, via: None };
        let all: Vec<Part<'_>> = parts.iter().cloned().chain([own]).collect();
        if let Some(values) = listed(&all) {
            return values.iter().any(|value| fits_types(value, &all));
        }
        !types(&all).is_empty() || !all.iter().any(|part| part.keywords.contains_key("type"))
    }

    /// The components that a schema is another name for, or an `allOf` that adds nothing: a component with such an `allOf`
    /// is one of its own.
    fn names(&self, arm: &'a Value) -> Vec<&'a str> {
        let mut names = Vec::new();
        let mut next = Some(arm);
        while let Some(keywords) = next.and_then(Value::as_object) {
            next = match (self.document.target(keywords), list(keywords, "allOf")) {
                (Some(node), _) => match node.meant {
                    Some(name) if !names.contains(&name) => {
                        names.push(name);
                        Some(node.schema)
                    }
                    _ => None,
                },
                (None, [only]) if names.is_empty() && adds_nothing(keywords) => Some(only),
                _ => None,
            };
        }
        names
    }

    /// The tags by their meaning: what the mapping says of what was chosen or is meant, else its name
    /// (OpenAPI 3.0.3, section 4.7.25).
    fn tag(&mut self, composed: &mut Composed<'a>) {
        for part in composed.parts.clone() {
            let Some(member) = teller(&part) else { continue };
            let mapping = part.keywords.get("discriminator").and_then(|object| object.get("mapping")?.as_object());
            let names = chosen(&part, composed);
            let meant = |target: &Value| target.as_str().and_then(|target| self.document.mapped(target));
            let keys: Vec<&String> = mapping
                .into_iter()
                .flatten()
                .filter(|(_, target)| meant(target).is_some_and(|name| names.contains(&name)))
                .map(|(key, _)| key)
                .collect();
            let is_told = || {
                let schemas = composed.parts.iter().filter_map(|part| part.keywords.get("properties")?.get(member));
                schemas.into_iter().any(|schema| self.has_values(schema))
            };
            let tag = match keys.as_slice() {
                [] if is_told() => None,
                [] => names.last().map(|name| (*name).to_owned()),
                keys => Some(keys[self.rng.usize(..keys.len())].clone()),
            };
            composed.tags.extend(tag.map(|tag| (member, tag)));
        }
    }

    /// Whether the member that holds the tag lists its values.
    fn lists_tags(&self, part: &Part<'a>) -> bool {
        let properties = part.keywords.get("properties");
        let schema = properties.zip(teller(part)).and_then(|(properties, member)| properties.get(member));
        schema.is_some_and(|schema| self.has_values(schema))
    }

    /// Whether a schema lists its values.
    fn has_values(&self, schema: &Value) -> bool {
        let node = Node { pointer: String::new(), schema, meant: None, via: None };
        let keywords = |schema: &Value| schema.get("enum").is_some() || schema.get("const").is_some();
        let target = node.schema.as_object().and_then(|schema| self.document.target(schema));
        keywords(node.schema) || target.is_some_and(|target| keywords(target.schema))
    }
}

/// The member that tells which case a value is: its name, as in version 2.0, or an object with it.
fn teller<'a>(part: &Part<'a>) -> Option<&'a str> {
    let discriminator = part.keywords.get("discriminator")?;
    discriminator.as_str().or_else(|| discriminator.get("propertyName")?.as_str())
}

/// Whether a schema says nothing of values but its `allOf`.
fn adds_nothing(keywords: &Map<String, Value>) -> bool {
    const OTHERS: &[&str] = &["allOf", "title", "description", "example", "examples", "externalDocs", "deprecated"];
    keywords.keys().all(|key| OTHERS.contains(&key.as_str()))
}

/// The components that a value is, in the eyes of a part with a discriminator; the innermost last.
fn chosen<'a>(part: &Part<'a>, composed: &Composed<'a>) -> Vec<&'a str> {
    let own: Vec<usize> =
        (0..composed.choices.len()).filter(|index| composed.choices[*index].owner == part.pointer).collect();
    if own.is_empty() {
        return part.meant.into_iter().collect();
    }
    let is_within = |index: usize| {
        let mut next = Some(index);
        while let Some(at) = next {
            if own.contains(&at) {
                return true;
            }
            next = composed.choices[at].within;
        }
        false
    };
    let choices = composed.choices.iter().enumerate().filter(|(index, _)| is_within(*index));
    choices.flat_map(|(_, choice)| choice.names.iter().copied()).collect()
}

/// The schemas whose choices led to a part, itself included: a case that leads back to one of them says nothing.
fn owners<'c>(part: &'c Part<'_>, composed: &'c Composed<'_>) -> Vec<&'c str> {
    let mut owners = vec![part.pointer.as_str()];
    let mut next = part.via;
    while let Some(choice) = next.and_then(|index| composed.choices.get(index)) {
        owners.push(&choice.owner);
        next = choice.within;
    }
    owners
}
