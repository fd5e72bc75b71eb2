//! How schemas stand to one another: what two of them say together, whether one says all of the other, or excludes it.
//!
//! It must not decide what becomes of them.

use super::object::is_object;
use super::view::{Located, Target, View, all_of};
use crate::formats::{Number, is_integer, number};

impl<'a> View<'a> {
    /// What both say.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut view = self.clone();
        other.types.iter().for_each(|name| view.add_name(name));
        view.formats.extend(other.formats.iter().cloned());
        for (name, schemas) in &other.properties {
            let known = view.properties.entry(name).or_default();
            // What the other one says is nearer to the value.
            let levels = schemas.iter().map(|schema| schema.level + 1).max().unwrap_or_default();
            for schema in known.iter_mut() {
                schema.level += levels;
            }
            for schema in schemas {
                if known.iter().all(|other| other.place != schema.place) {
                    known.push(schema.clone());
                }
            }
        }
        view.required.extend(&other.required);
        view.mentioned.extend(&other.mentioned);
        view.add_others(other);
        view.items.extend(other.items.iter().cloned());
        view.choices.extend(other.choices.iter().cloned());
        view.enums.extend(other.enums.iter().cloned());
        view.add_text(other.pattern, other.min_length, other.max_length);
        view.add_range(other.minimum, other.maximum);
        view.multiple_of = view.multiple_of.or(other.multiple_of);
        view.add_count(other.min_items, other.max_items, other.unique_items);
        view.is_tuple |= other.is_tuple;
        view.max_properties = view.max_properties.or(other.max_properties);
        view.negations.extend(other.negations.iter().cloned());
        view.parts.extend(&other.parts);
        view.roots.extend(&other.roots);
        view.is_incomplete |= other.is_incomplete;
        view
    }

    /// What one says of the members that nothing else names counts only where the other says nothing of them.
    fn add_others(&mut self, other: &Self) {
        match (self.unevaluated.is_empty(), other.unevaluated.is_empty()) {
            (false, true) if !other.additional.is_empty() => {
                self.additional.clone_from(&other.additional);
                self.unevaluated.clear();
            }
            (true, false) if !self.additional.is_empty() => {}
            _ => {
                self.additional.extend(other.additional.iter().cloned());
                self.unevaluated.extend(other.unevaluated.iter().cloned());
            }
        }
    }

    /// Whether it says all that makes the type of the other one.
    pub(super) fn covers(&self, other: &Self) -> bool {
        (other.types.is_empty() || !self.kinds().is_empty() && !self.excludes(other))
            && other.properties.keys().all(|name| self.properties.contains_key(name))
            && other.required.iter().all(|name| self.required.contains(name))
            && other.mentioned.iter().all(|name| self.mentioned.contains(name) || self.properties.contains_key(name))
            && (other.additional.is_empty() || !self.additional.is_empty())
            && (other.items.is_empty() || !self.items.is_empty())
            && (other.formats.is_empty() || !self.formats.is_empty())
            && (other.enums.is_empty() || !self.enums.is_empty())
            && other.choices.is_empty()
    }

    /// Whether no value is of both.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let (own, others) = (self.kinds(), other.kinds());
        let is_number = |name: &str| matches!(name, "integer" | "number");
        let agree = |own: &str| others.iter().any(|other| *other == own || is_number(own) && is_number(other));
        !own.is_empty() && !others.is_empty() && !own.iter().any(|own| agree(own))
    }

    /// Whether it says which types of JSON it takes, and nothing more than constraints of scalars.
    pub(super) fn names_types(&self) -> bool {
        let takes_all = |located: &Located<'a>| match located.target {
            Target::Schema(schema) => {
                View::of_keywords(schema, &located.place).is_empty() && all_of(schema, &located.place).is_empty()
            }
            Target::Reference(_) => false,
        };
        let without_items = View { items: Vec::new(), ..self.clone() };
        !self.types.is_empty() && !without_items.is_structural() && self.items.iter().all(takes_all)
    }

    /// Whether it asks for members and says nothing of what they are.
    pub(super) fn only_requires(&self) -> bool {
        let members = View { required: self.required.clone(), ..Self::default() };
        !self.required.is_empty() && members.covers(self) && (self.types.is_empty() || self.is_type("object"))
    }

    /// The members that are named and not described, and whether they must be there.
    pub(super) fn undescribed(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let names = self.required.union(&self.mentioned).filter(|name| !self.properties.contains_key(*name));
        names.map(|name| (*name, self.required.contains(name)))
    }

    /// The types of JSON that it is about, as far as it says so.
    pub(super) fn kinds(&self) -> Vec<&'static str> {
        match self.types.as_slice() {
            [] if is_object(self) => vec!["object"],
            [] if !self.items.is_empty() => vec!["array"],
            types => types.to_vec(),
        }
    }

    /// Sets the type that follows from the other keywords when none is given, and they speak of scalars.
    pub(super) fn infer_type(&mut self) {
        if !self.types.is_empty() || !self.choices.is_empty() || !self.enums.is_empty() || is_object(self) {
            return;
        }
        let numbers: Vec<Option<Number>> = self.formats.iter().map(|format| number(format)).collect();
        let is_integer = self.formats.iter().any(|format| is_integer(format));
        let is_fraction = |number: &Option<Number>| matches!(number, Some(Number::Float | Number::Fraction));
        let is_number =
            numbers.iter().any(is_fraction) || self.minimum.or(self.maximum).is_some() || self.multiple_of.is_some();
        let is_other = numbers.contains(&None);
        let is_text = is_other || self.pattern.is_some() || self.min_length.or(self.max_length).is_some();
        match (is_integer, is_number, is_text, self.items.is_empty()) {
            (true, _, false, true) => self.add_name("integer"),
            (false, true, false, true) => self.add_name("number"),
            (false, false, true, true) => self.add_name("string"),
            _ => {}
        }
    }
}
