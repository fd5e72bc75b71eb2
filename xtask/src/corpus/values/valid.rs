//! Whether values are valid, as the validator and the meaning of tags say.
//!
//! It must not know Rust types.

use std::collections::BTreeMap;

use jsonschema::{Registry, Validator};
use serde_json::Value;

use super::make::{Ghost, Made, Pin};
use crate::corpus::fit::Schemas;

/// The validators of one document, each made when it is asked for.
pub(super) struct Validators {
    schemas: Schemas,
    registry: Registry<'static>,
    known: BTreeMap<String, Result<Validator, String>>,
}

/// Validators that are kept: one may be large.
const MAX_KNOWN: usize = 64;

impl Validators {
    pub(super) fn new(document: &Value, pointers: &[String]) -> Result<Self, String> {
        let schemas = Schemas::by_meaning(document, pointers);
        let registry = schemas.registry()?;
        Ok(Self { schemas, registry, known: BTreeMap::new() })
    }

    /// Why a value does not fit the schema at a pointer.
    pub(super) fn problem(&mut self, pointer: &str, value: &Value) -> Option<String> {
        match self.validator(pointer) {
            Err(why) => Some(why.clone()),
            Ok(validator) if validator.is_valid(value) => None,
            Ok(validator) => Some(validator.validate(value).err().map_or_else(String::new, |error| error.to_string())),
        }
    }

    /// Whether a value that was made is valid for another schema, too.
    pub(super) fn is_valid(&mut self, pointer: &str, made: &Made) -> bool {
        self.problem(pointer, &whole(made)).is_none()
    }

    fn validator(&mut self, pointer: &str) -> &Result<Validator, String> {
        if self.known.len() >= MAX_KNOWN && !self.known.contains_key(pointer) {
            self.known.clear();
        }
        let (schemas, registry) = (&self.schemas, &self.registry);
        self.known.entry(pointer.to_owned()).or_insert_with(|| schemas.validator(registry, pointer))
    }

    /// Why a value that was made for the schema at a pointer is not valid.
    pub(super) fn rejects(&mut self, pointer: &str, made: &Made) -> Option<String> {
        let whole = whole(made);
        if let Some(why) = self.problem(pointer, &whole) {
            return Some(why);
        }
        made.pins.iter().find_map(|pin| self.unpinned(&whole, pin))
    }

    fn unpinned(&mut self, whole: &Value, pin: &Pin) -> Option<String> {
        // What was taken away when the value was made smaller needs no case.
        let value = find(whole, &pin.way)?;
        for (member, tag) in &pin.tags {
            if value.get(member).is_some_and(|value| value.as_str() != Some(tag)) {
                return Some(format!("`{member}` is not `{tag}`"));
            }
        }
        self.problem(&pin.arm, value)
    }
}

/// A value with what only the validator sees.
fn whole(made: &Made) -> Value {
    let mut whole = made.value.clone();
    made.ghosts.iter().for_each(|ghost| put(&mut whole, ghost));
    normalise(&mut whole);
    whole
}

/// Puts a member that only the validator sees into its place, if that is there.
fn put(whole: &mut Value, ghost: &Ghost) {
    let mut at = Some(whole);
    for key in &ghost.way {
        at = at.and_then(|value| step_mut(value, key));
    }
    if let Some(Value::Object(members)) = at {
        members.entry(&ghost.key).or_insert_with(|| ghost.value.clone());
    }
}

fn step_mut<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match value {
        Value::Object(members) => members.get_mut(key),
        Value::Array(elements) => elements.get_mut(key.parse::<usize>().ok()?),
        _ => None,
    }
}

/// What stands at the end of a way.
pub(super) fn find<'v>(value: &'v Value, way: &[String]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, key| match value {
        Value::Object(members) => members.get(key),
        Value::Array(elements) => elements.get(key.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Spells whole numbers as such: to some drafts `1.0` is no integer.
pub(super) fn normalise(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole =
                number.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0);
            if let Some(whole) =
                whole.filter(|_| number.is_f64()).and_then(|whole| format!("{whole:.0}").parse::<i64>().ok())
            {
                *value = Value::from(whole);
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(normalise),
        Value::Object(members) => members.values_mut().for_each(normalise),
        _ => {}
    }
}
