//! A schema as the sum of all that it says: its own keywords and those behind `$ref` and `allOf`.
//!
//! It must not decide what becomes of them.

use std::collections::BTreeSet;
use std::fmt;

use indexmap::IndexMap;
use openapiv3::VariantOrUnknownOrEmpty as Format;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type as SchemaType};
use openapiv3::{IntegerType, NumberType};
use serde_json::Value;

use super::described::Described;
pub(super) use super::located::{Located, Target, component_name};
pub(super) use super::walk::{MAX_PARTS, all_of, find};
use super::walk::{Spot, choices, locate_all, walk};
use crate::diagnostic::Place;

/// Everything that schemas which hold together say about the shape of a value.
#[derive(Clone, Debug, Default)]
pub(super) struct View<'a> {
    /// Where the collecting began.
    pub(super) roots: Vec<Target<'a>>,
    /// The values of `type`, each once; more than one is a contradiction.
    pub(super) types: Vec<&'static str>,
    pub(super) formats: Vec<String>,
    pub(super) properties: IndexMap<&'a str, Vec<Located<'a>>>,
    pub(super) required: BTreeSet<&'a str>,
    /// Members that a choice which is not checked asks for.
    pub(super) mentioned: BTreeSet<&'a str>,
    pub(super) additional: Vec<Additional<'a>>,
    /// The same, where no part says anything of it.
    pub(super) unevaluated: Vec<Additional<'a>>,
    pub(super) items: Vec<Located<'a>>,
    /// The arms of each `oneOf` and `anyOf`.
    pub(super) choices: Vec<Vec<Located<'a>>>,
    /// The values of each `enum`.
    pub(super) enums: Vec<Vec<Value>>,
    pub(super) min_length: Option<usize>,
    pub(super) max_length: Option<usize>,
    pub(super) pattern: Option<&'a str>,
    pub(super) minimum: Option<Bound<'a>>,
    pub(super) maximum: Option<Bound<'a>>,
    pub(super) multiple_of: Option<f64>,
    pub(super) min_items: Option<usize>,
    pub(super) max_items: Option<usize>,
    pub(super) unique_items: bool,
    /// Whether `items` is a choice with the schema of each element, one after the other.
    pub(super) is_tuple: bool,
    pub(super) max_properties: Option<usize>,
    /// Places of `not`, which no type can say.
    pub(super) negations: Vec<Place>,
    /// The components that were collected from.
    pub(super) parts: BTreeSet<&'a str>,
    /// Whether there is more than was collected.
    pub(super) is_incomplete: bool,
}

/// `minimum` or `maximum`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound<'a> {
    pub(super) value: f64,
    /// All digits of a whole number.
    pub(super) exact: Option<i64>,
    /// The same of one that has more of them.
    pub(super) digits: Option<&'a str>,
    /// Whether the value itself is out of bounds.
    pub(super) exclusive: bool,
}

/// The value of `additionalProperties`.
#[derive(Clone, Debug)]
pub(super) enum Additional<'a> {
    Any,
    None,
    Schema(Located<'a>),
}

impl<'a> View<'a> {
    /// Collects from all that holds.
    pub(super) fn of(openapi: &'a Described<'_>, roots: &[Located<'a>]) -> Self {
        let mut view = Self { roots: roots.iter().map(|root| root.target).collect(), ..Self::default() };
        let mut visit = |schema: &'a Schema, spot: &Spot<'a>| {
            view.add(schema, spot);
            if !spot.is_met(openapi, schema) {
                view.add_choices(schema, spot);
            }
        };
        match walk(openapi, roots, &mut visit) {
            Some(parts) => view.parts = parts,
            None => view.is_incomplete = true,
        }
        if view.additional.is_empty() {
            view.additional.clone_from(&view.unevaluated);
        } else {
            view.unevaluated.clear();
        }
        view.infer_type();
        openapi.count(view.properties.len() + view.choices.iter().map(Vec::len).sum::<usize>());
        view
    }

    /// Collects from one schema alone, without what stands behind `$ref` and `allOf`.
    pub(super) fn of_keywords(schema: &'a Schema, place: &Place) -> Self {
        let mut view = Self::default();
        let spot = Spot::of(place.clone());
        view.add(schema, &spot);
        view.add_choices(schema, &spot);
        view
    }

    /// Whether anything is said that makes a type of its own, beside `type` and constraints on scalars.
    pub(super) fn is_structural(&self) -> bool {
        self.is_composed() || !self.formats.is_empty()
    }

    fn is_composed(&self) -> bool {
        !(self.properties.is_empty()
            && self.required.is_empty()
            && self.additional.is_empty()
            && self.items.is_empty()
            && self.choices.is_empty()
            && self.enums.is_empty()
            && self.unevaluated.iter().all(|others| matches!(others, Additional::None)))
    }

    /// Whether it is about texts, numbers or booleans, of which it lists none.
    pub(super) fn is_scalar(&self) -> bool {
        !(self.types.is_empty() || self.is_composed())
            && self.types.iter().all(|name| !matches!(*name, "object" | "array"))
    }

    /// Whether nothing at all is said about the shape.
    pub(super) fn is_empty(&self) -> bool {
        self.types.is_empty() && !self.is_structural()
    }

    pub(super) fn is_type(&self, name: &str) -> bool {
        self.types == [name]
    }

    fn add(&mut self, schema: &'a Schema, spot: &Spot<'a>) {
        let has = |mark: &str| schema.schema_data.extensions.contains_key(mark);
        self.is_tuple |= has("x-tuple");
        let additional = self.additional.len();
        let limits = (self.minimum, self.maximum);
        match &schema.schema_kind {
            SchemaKind::Type(kind) => self.add_type(kind, spot),
            SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. } => {}
            SchemaKind::Not { .. } => self.negations.push(spot.place().at("not")),
            SchemaKind::Any(any) => self.add_any(any, spot),
        }
        if let Some(digits) = schema.schema_data.extensions.get("x-digits") {
            let of = |keys: [&str; 2]| keys.iter().find_map(|key| digits.get(key)?.as_str());
            self.minimum = limits.0.or(self.minimum.map(|limit| limit.with(of(["minimum", "exclusiveMinimum"]))));
            self.maximum = limits.1.or(self.maximum.map(|limit| limit.with(of(["maximum", "exclusiveMaximum"]))));
        }
        if has("x-unevaluated") {
            self.unevaluated.extend(self.additional.drain(additional..));
        }
    }

    fn add_choices(&mut self, schema: &'a Schema, spot: &Spot<'a>) {
        for (keyword, arms) in choices(schema) {
            self.choices.push(locate_all(arms, &spot.place().at(keyword)));
        }
    }

    fn add_type(&mut self, kind: &'a SchemaType, spot: &Spot<'a>) {
        match kind {
            SchemaType::String(string) => {
                self.add_name("string");
                self.add_format(&string.format, |format| serde_json::to_value(format).ok());
                self.add_values(string.enumeration.iter().map(|value| Value::from(value.clone())).collect());
                self.add_text(string.pattern.as_deref(), string.min_length, string.max_length);
            }
            SchemaType::Integer(integer) => {
                self.add_name("integer");
                self.add_format(&integer.format, |format| serde_json::to_value(format).ok());
                self.add_values(integer.enumeration.iter().map(|value| Value::from(*value)).collect());
                let IntegerType { minimum, maximum, exclusive_minimum, exclusive_maximum, .. } = integer;
                self.add_range(
                    minimum.map(|value| Bound::whole(value, *exclusive_minimum)),
                    maximum.map(|value| Bound::whole(value, *exclusive_maximum)),
                );
                self.multiple_of = self.multiple_of.or(integer.multiple_of.map(float));
            }
            SchemaType::Number(number) => {
                self.add_name("number");
                self.add_format(&number.format, |format| serde_json::to_value(format).ok());
                self.add_values(number.enumeration.iter().map(|value| Value::from(*value)).collect());
                let NumberType { minimum, maximum, exclusive_minimum, exclusive_maximum, .. } = number;
                self.add_range(bound(*minimum, *exclusive_minimum), bound(*maximum, *exclusive_maximum));
                self.multiple_of = self.multiple_of.or(number.multiple_of);
            }
            SchemaType::Boolean(boolean) => {
                self.add_name("boolean");
                self.add_values(boolean.enumeration.iter().map(|value| Value::from(*value)).collect());
            }
            SchemaType::Object(object) => {
                self.add_name("object");
                self.add_object(&object.properties, &object.required, spot);
                self.add_additional(object.additional_properties.as_ref(), spot);
                self.max_properties = self.max_properties.or(object.max_properties);
            }
            SchemaType::Array(array) => {
                self.add_name("array");
                self.items.extend(array.items.iter().map(|items| Located::boxed(items, spot.place().at("items"))));
                self.add_count(array.min_items, array.max_items, array.unique_items);
            }
        }
    }

    fn add_any(&mut self, any: &'a AnySchema, spot: &Spot<'a>) {
        if let Some(name) = any.typ.as_deref().and_then(type_name) {
            self.add_name(name);
        }
        self.formats.extend(any.format.clone());
        self.add_values(any.enumeration.clone());
        self.add_text(any.pattern.as_deref(), any.min_length, any.max_length);
        let exclusive = |keyword: Option<bool>| keyword == Some(true);
        self.add_range(
            bound(any.minimum, exclusive(any.exclusive_minimum)),
            bound(any.maximum, exclusive(any.exclusive_maximum)),
        );
        self.multiple_of = self.multiple_of.or(any.multiple_of);
        self.add_count(any.min_items, any.max_items, any.unique_items == Some(true));
        self.add_object(&any.properties, &any.required, spot);
        self.add_additional(any.additional_properties.as_ref(), spot);
        self.max_properties = self.max_properties.or(any.max_properties);
        self.items.extend(any.items.iter().map(|items| Located::boxed(items, spot.place().at("items"))));
        self.negations.extend(any.not.iter().map(|_| spot.place().at("not")));
    }

    pub(super) fn add_name(&mut self, name: &'static str) {
        if !self.types.contains(&name) {
            self.types.push(name);
        }
    }

    fn add_format<T>(&mut self, format: &Format<T>, known: impl Fn(&T) -> Option<Value>) {
        match format {
            Format::Item(item) => self.formats.extend(known(item).and_then(|name| name.as_str().map(str::to_owned))),
            Format::Unknown(name) => self.formats.push(name.clone()),
            Format::Empty => {}
        }
    }

    fn add_values(&mut self, values: Vec<Value>) {
        if !values.is_empty() {
            self.enums.push(values);
        }
    }

    pub(super) fn add_text(&mut self, pattern: Option<&'a str>, min: Option<usize>, max: Option<usize>) {
        self.pattern = self.pattern.or(pattern);
        self.min_length = self.min_length.max(min);
        self.max_length = match (self.max_length, max) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    pub(super) fn add_range(&mut self, minimum: Option<Bound<'a>>, maximum: Option<Bound<'a>>) {
        self.minimum = self.minimum.or(minimum);
        self.maximum = self.maximum.or(maximum);
    }

    pub(super) fn add_count(&mut self, min: Option<usize>, max: Option<usize>, unique: bool) {
        self.min_items = self.min_items.or(min);
        self.max_items = self.max_items.or(max);
        self.unique_items |= unique;
    }

    fn add_object(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &'a [String],
        spot: &Spot<'a>,
    ) {
        let place = if properties.is_empty() { Place::root() } else { spot.place().at("properties") };
        for (name, schema) in properties {
            let located = Located { level: spot.level(), ..Located::boxed(schema, place.at(name)) };
            self.properties.entry(name).or_default().push(located);
        }
        self.required.extend(required.iter().map(String::as_str));
    }

    fn add_additional(&mut self, additional: Option<&'a AdditionalProperties>, spot: &Spot<'a>) {
        self.additional.extend(additional.map(|additional| match additional {
            AdditionalProperties::Any(true) => Additional::Any,
            AdditionalProperties::Any(false) => Additional::None,
            AdditionalProperties::Schema(schema) => {
                Additional::Schema(Located::new(schema, spot.place().at("additionalProperties")))
            }
        }));
    }
}

fn bound(value: Option<f64>, exclusive: bool) -> Option<Bound<'static>> {
    value.map(|value| Bound { value, exact: None, digits: None, exclusive })
}

#[expect(clippy::cast_precision_loss, reason = "only the sign and magnitude matter; all digits are beside it")]
fn float(value: i64) -> f64 {
    value as f64
}

impl<'a> Bound<'a> {
    fn with(self, digits: Option<&'a str>) -> Self {
        Self { digits, ..self }
    }

    fn whole(value: i64, exclusive: bool) -> Self {
        Self { value: float(value), exact: Some(value), digits: None, exclusive }
    }
}

impl fmt::Display for Bound<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.digits, self.exact) {
            (Some(digits), _) => digits.fmt(f),
            (None, Some(exact)) => exact.fmt(f),
            (None, None) => self.value.fmt(f),
        }
    }
}

/// The six types of JSON Schema that OpenAPI 3.0 knows, as constants.
fn type_name(name: &str) -> Option<&'static str> {
    ["string", "integer", "number", "boolean", "object", "array"].into_iter().find(|known| *known == name)
}
