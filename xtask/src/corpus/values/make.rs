//! Makes one random value of a schema.
//!
//! It must not judge values: what it makes may break a rule that it does not know, and the validator tells.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::compose::{Choice, Composed};
use super::plan::Travel;
use super::schema::{Document, Node, Part, list, shapes};

/// A value, and what is known of how it was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) value: Value,
    /// Members that the schema has and the type has not, as they travel the other way.
    pub(super) ghosts: Vec<Ghost>,
    /// What must hold besides the schema.
    pub(super) pins: Vec<Pin>,
    /// The outermost choice, and the case that was taken.
    pub(super) case: Option<Case>,
}

/// A member that only the validator sees.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Ghost {
    /// The way to the object.
    pub(super) way: Vec<String>,
    pub(super) key: String,
    pub(super) value: Value,
}

/// A case that a value within the value was made for, by the meaning of its tag.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Pin {
    pub(super) way: Vec<String>,
    /// The schema of the case.
    pub(super) arm: String,
    pub(super) tags: Vec<(String, String)>,
}

impl Made {
    /// Whether the value says by its tag which case of the outermost choice it was made for.
    pub(super) fn says_tag(&self) -> bool {
        let says = |(member, tag): &(String, String)| {
            self.value.get(member).and_then(Value::as_str).is_some_and(|value| value == tag)
        };
        self.pins.iter().filter(|pin| pin.way.is_empty()).flat_map(|pin| &pin.tags).any(says)
    }
}

/// The case of the outermost choice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Case {
    /// All cases, as pointers.
    pub(super) arms: Vec<String>,
    /// The one that was taken, and the components that it stands for.
    pub(super) arm: String,
    pub(super) names: Vec<String>,
    /// The member that tells, if there is one.
    pub(super) tag: Option<String>,
}

/// Makes values of one schema.
#[derive(Debug)]
pub(super) struct Maker<'a, 'd> {
    pub(super) document: &'d Document<'a>,
    pub(super) rng: Rng,
    pub(super) travel: Travel,
    /// Which members the types of components have, where the schema as a whole does not tell.
    pub(super) travels: &'d BTreeMap<String, Travel>,
    /// How often each case was taken, by the place of the choice.
    used: BTreeMap<String, Vec<u32>>,
    /// How many values may still be made in this one.
    pub(super) left: usize,
    /// How many members that may be absent are there.
    pub(super) filling: Filling,
    /// Whether numbers may be beyond what most programs hold, or be spelled in another way.
    pub(super) has_odd_numbers: bool,
    pub(super) way: Vec<String>,
    pub(super) ghosts: Vec<Ghost>,
    pub(super) pins: Vec<Pin>,
    case: Option<Case>,
}

/// How many of the members that may be absent are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filling {
    None,
    Some,
    All,
}

/// Values within one value, from which on only what must be there is made.
const MAX_VALUES: usize = 250;

/// Levels, from which on only what must be there is made.
const DEPTH: usize = 6;

/// Levels that no value has.
const MAX_DEPTH: usize = 48;

impl<'a, 'd> Maker<'a, 'd> {
    pub(super) fn new(
        document: &'d Document<'a>,
        travels: &'d BTreeMap<String, Travel>,
        travel: Travel,
        seed: u64,
    ) -> Self {
        Self {
            document,
            rng: Rng::with_seed(seed),
            travel,
            travels,
            used: BTreeMap::new(),
            left: 0,
            filling: Filling::Some,
            has_odd_numbers: false,
            way: Vec::new(),
            ghosts: Vec::new(),
            pins: Vec::new(),
            case: None,
        }
    }

    /// A value of the schema at a pointer; none where the dice found none.
    pub(super) fn value(&mut self, pointer: &str) -> Option<Made> {
        self.left = MAX_VALUES;
        self.filling = match self.rng.usize(..10) {
            0 => Filling::None,
            1 | 2 => Filling::All,
            _ => Filling::Some,
        };
        self.has_odd_numbers = self.rng.u8(..12) == 0;
        self.way.clear();
        self.ghosts.clear();
        self.pins.clear();
        self.case = None;
        let travel = self.travel;
        let value = self.make(vec![self.document.node(pointer)?]);
        self.travel = travel;
        let (ghosts, pins) = (std::mem::take(&mut self.ghosts), std::mem::take(&mut self.pins));
        Some(Made { value: value?, ghosts, pins, case: self.case.take() })
    }

    /// Whether only what must be there is made.
    pub(super) fn is_sparse(&self) -> bool {
        self.left == 0 || self.way.len() > DEPTH || self.filling == Filling::None
    }

    /// A value for which all the schemas hold.
    pub(super) fn make(&mut self, nodes: Vec<Node<'a>>) -> Option<Value> {
        self.left = self.left.saturating_sub(1);
        if self.way.len() > MAX_DEPTH {
            return None;
        }
        let takes_null = nodes.iter().all(|node| self.document.takes_null(node.schema, 0));
        if takes_null && (self.rng.u8(..8) == 0 || self.way.len() > DEPTH) {
            return Some(Value::Null);
        }
        let composed = self.compose(nodes)?;
        let travel = self.travel;
        if travel == Travel::Either {
            self.travel = self.travel_of(&composed.parts).unwrap_or(travel);
        }
        self.pin(&composed);
        let value = self.of(&composed);
        self.travel = travel;
        value
    }

    /// Which members the type of a component has, if that is what the schemas stand for: not one that they build on.
    fn travel_of(&self, parts: &[Part<'a>]) -> Option<Travel> {
        for part in parts {
            if let Some(travel) = self.travels.get(&part.pointer) {
                return Some(*travel);
            }
            if part.keywords.contains_key("properties") || list(part.keywords, "allOf").len() > 1 {
                return None;
            }
        }
        None
    }

    /// Takes note of the cases that were chosen.
    fn pin(&mut self, composed: &Composed<'a>) {
        let outer = composed.choices.first().filter(|_| self.way.is_empty());
        self.case = self.case.take().or(outer.map(case));
        let tags: Vec<(String, String)> =
            composed.tags.iter().map(|(member, tag)| ((*member).to_owned(), tag.clone())).collect();
        for choice in composed.choices.iter().filter(|choice| choice.tag.is_some()) {
            self.pins.push(Pin { way: self.way.clone(), arm: choice.arm.clone(), tags: tags.clone() });
        }
    }

    fn of(&mut self, composed: &Composed<'a>) -> Option<Value> {
        let parts = composed.parts.as_slice();
        if let Some(values) = listed(parts) {
            let values: Vec<&Value> = values.into_iter().filter(|value| fits_types(value, parts)).collect();
            return (!values.is_empty()).then(|| values[self.rng.usize(..values.len())].clone());
        }
        let types = types(parts);
        let kind = match types.as_slice() {
            [] if parts.iter().any(|part| part.keywords.contains_key("type")) => return None,
            [] => return Some(self.anything()),
            // A value of another type is there where `null` is one of them.
            types => types[self.rng.usize(..types.len())],
        };
        match kind {
            "object" => self.object(composed),
            "array" => self.array(parts),
            "string" => self.text(parts),
            "integer" => self.integer(parts),
            "number" => self.number(parts),
            "boolean" => Some(Value::Bool(self.rng.bool())),
            "null" => Some(Value::Null),
            _ => None,
        }
    }

    /// The case to take next of those that are open: one that was taken least, and far down one that ends.
    pub(super) fn next_arm(&mut self, pointer: &str, arms: &[&Value], mut open: Vec<usize>) -> usize {
        let is_deep = self.way.len() > DEPTH || self.left == 0;
        if is_deep && open.iter().any(|index| self.is_plain(arms[*index])) {
            open.retain(|index| self.is_plain(arms[*index]));
        }
        let used = self.used.entry(pointer.to_owned()).or_insert_with(|| vec![0; arms.len()]);
        let least = open.iter().map(|index| used[*index]).min().unwrap_or_default();
        // Far down, what was taken least may be what never ends.
        open.retain(|index| is_deep || used[*index] == least);
        let index = open[self.rng.usize(..open.len())];
        used[index] += 1;
        index
    }

    /// Whether values of a schema hold no others that must be there.
    fn is_plain(&self, schema: &Value) -> bool {
        let target = schema.as_object().and_then(|schema| self.document.target(schema));
        let schema = target.map_or(schema, |target| target.schema);
        let Value::Object(keywords) = schema else { return true };
        let is_scalar = |name: &Value| name.as_str().is_some_and(|name| name != "object" && name != "array");
        let asks = ["required", "minItems", "allOf", "oneOf", "anyOf", "$ref"];
        keywords.get("type").is_some_and(is_scalar) || !asks.iter().any(|key| keywords.contains_key(*key))
    }

    /// Any JSON.
    pub(super) fn anything(&mut self) -> Value {
        self.left = self.left.saturating_sub(1);
        match self.rng.usize(..9) {
            0 => Value::Null,
            1 => Value::Bool(self.rng.bool()),
            2 | 3 => self.any_number(),
            4 | 5 => Value::from(self.any_text()),
            6 if !self.is_sparse() => (0..self.rng.usize(..3)).map(|_| self.anything()).collect(),
            7 if !self.is_sparse() => {
                let count = self.rng.usize(..3);
                Value::Object((0..count).map(|_| (self.odd_key(), self.anything())).collect::<Map<_, _>>())
            }
            _ => Value::from("a"),
        }
    }
}

fn case(choice: &Choice<'_>) -> Case {
    Case {
        arms: choice.arms.clone(),
        arm: choice.arm.clone(),
        names: choice.names.iter().map(|name| (*name).to_owned()).collect(),
        tag: choice.tag.map(str::to_owned),
    }
}

/// The values that all lists allow, if there is any list; `null` only if it is the only one.
pub(super) fn listed<'a>(parts: &[Part<'a>]) -> Option<Vec<&'a Value>> {
    let lists = parts.iter().flat_map(|part| {
        let list = part.keywords.get("enum").and_then(Value::as_array).map(|list| list.iter().collect());
        list.into_iter().chain(part.keywords.get("const").map(|value| vec![value]))
    });
    let mut lists = lists.collect::<Vec<Vec<&Value>>>().into_iter();
    let mut values = lists.next()?;
    for list in lists {
        values.retain(|value| list.contains(value));
    }
    if values.iter().any(|value| !value.is_null()) {
        values.retain(|value| !value.is_null());
    }
    Some(values)
}

/// Whether a value is of the types that all schemas name.
pub(super) fn fits_types(value: &Value, parts: &[Part<'_>]) -> bool {
    let types = types(parts);
    let is = |name: &&str| match *name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|value| value.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => value.is_null(),
    };
    types.is_empty() && !parts.iter().any(|part| part.keywords.contains_key("type")) || types.iter().any(is)
}

/// The types that all schemas allow, `null` only if it is the only one; none if none is named and the keywords do not tell
/// which one is meant.
pub(super) fn types<'a>(parts: &[Part<'a>]) -> Vec<&'a str> {
    let named = parts.iter().filter_map(|part| match part.keywords.get("type") {
        Some(Value::String(name)) => Some(vec![name.as_str()]),
        Some(Value::Array(names)) => Some(names.iter().filter_map(Value::as_str).collect()),
        // What names members is about objects, whether it says so or not.
        _ => part.keywords.contains_key("properties").then(|| vec!["object"]),
    });
    let mut types: Option<Vec<&str>> = None;
    for names in named {
        types = Some(match types {
            None => names,
            Some(types) => types.into_iter().filter_map(|name| narrower(name, &names)).collect(),
        });
    }
    let mut types = types.unwrap_or_else(|| implied(parts).into_iter().collect());
    if types.iter().any(|name| *name != "null") {
        types.retain(|name| *name != "null");
    }
    types
}

/// The type that is meant where none is named: the only one that the keywords are about, or that of objects. Values that
/// are listed tell their types themselves.
fn implied(parts: &[Part<'_>]) -> Option<&'static str> {
    if listed(parts).is_some() {
        return None;
    }
    let shapes = shapes(parts.iter().map(|part| part.keywords));
    shapes.iter().copied().find(|name| shapes.len() == 1 || *name == "object")
}

/// What is of a type and of one of some others.
fn narrower<'a>(name: &'a str, names: &[&'a str]) -> Option<&'a str> {
    match name {
        "number" if names.contains(&"integer") && !names.contains(&"number") => Some("integer"),
        "integer" if names.contains(&"number") => Some("integer"),
        _ => names.contains(&name).then_some(name),
    }
}
