//! Tries the typed model on one object at a time, without what is below it, to find the one that it rejects.
//!
//! The model's own way of failing takes twice as long for each level of nesting, and tells no place. The walk should
//! have found all that it rejects; this is the net below it. It must not mend anything.

use openapiv3::{
    Callback, Example, Header, Link, OpenAPI, Parameter, PathItem, RequestBody, Response, Schema, SecurityScheme,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::grammar::{CALLBACK, DOCUMENT};
use super::kind::{Holds, Kind};
use crate::{Diagnostic, Place};

/// Tries each object in `document` that a `$ref` could stand for and that is nested at least `least` deep or holds one
/// that is; not the document itself.
///
/// # Errors
///
/// The first that the typed model rejects; what is inside of another object comes before it.
pub(super) fn deep(document: &Value, least: usize) -> Result<(), Diagnostic> {
    let mut probe = Probe { least, place: Place::root(), depth: 0 };
    probe.object(document, &DOCUMENT).map(|_| ())
}

/// Tries each object in `document` that a `$ref` could stand for, and what is around them.
///
/// # Errors
///
/// The first that the typed model rejects; what is inside of another object comes before it.
pub(super) fn all(document: &Value) -> Result<(), Diagnostic> {
    deep(document, 0)?;
    let Value::Object(members) = document else { return Ok(()) };
    parse(&DOCUMENT, shallow(members, &DOCUMENT)).map_err(|error| rejected(&Place::root(), &DOCUMENT, &error))
}

fn rejected(place: &Place, kind: &Kind, error: &serde_json::Error) -> Diagnostic {
    Diagnostic::new(place, format!("{} cannot be read: {error}", kind.name))
}

struct Probe {
    least: usize,
    /// Where the present object stands.
    place: Place,
    /// How many objects that a `$ref` could stand for it is nested in, itself included.
    depth: usize,
}

impl Probe {
    /// Gives how deep objects are nested here and below.
    fn object(&mut self, value: &Value, kind: &'static Kind) -> Result<usize, Diagnostic> {
        let Value::Object(members) = value else { return Ok(0) };
        if kind.reference && members.contains_key("$ref") {
            return Ok(0);
        }
        self.depth += usize::from(kind.reference);
        let mut deepest = self.depth;
        for (key, value) in members {
            let Some(holds) = holds(kind, key) else { continue };
            let below = self.below(key, |probe| probe.member(value, holds))?;
            deepest = deepest.max(below);
        }
        self.depth -= usize::from(kind.reference);
        if deepest >= self.least && kind.reference {
            parse(kind, shallow(members, kind)).map_err(|error| rejected(&self.place, kind, &error))?;
        }
        Ok(deepest)
    }

    fn member(&mut self, value: &Value, holds: Holds) -> Result<usize, Diagnostic> {
        let mut deepest = 0;
        match (holds, value) {
            (Holds::One(kind) | Holds::FlagOr(kind), value) => return self.object(value, kind),
            (Holds::List(kind), Value::Array(list)) => {
                for (index, value) in list.iter().enumerate() {
                    deepest = deepest.max(self.below(&index.to_string(), |probe| probe.object(value, kind))?);
                }
            }
            (Holds::Map(kind), Value::Object(map)) => {
                for (key, value) in map {
                    deepest = deepest.max(self.below(key, |probe| probe.object(value, kind))?);
                }
            }
            _ => {}
        }
        Ok(deepest)
    }

    fn below<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.pointer.len();
        self.place.push(key);
        let seen = look(self);
        self.place.pointer.truncate(length);
        seen
    }
}

fn holds(kind: &'static Kind, key: &str) -> Option<Holds> {
    match kind.field(key) {
        Some(field) => Some(field.holds),
        None => kind.others.filter(|_| !key.starts_with("x-")).map(Holds::One),
    }
}

/// A copy in which a `$ref` stands for each object that can be one.
fn shallow(members: &Map<String, Value>, kind: &'static Kind) -> Value {
    let short = |value: &Value, kind: &'static Kind| match value {
        // The model has no `$ref` for the callbacks of an operation; they are tried on their own.
        Value::Object(_) if std::ptr::eq(kind, &raw const CALLBACK) => Value::Object(Map::new()),
        Value::Object(_) if kind.reference => serde_json::json!({ "$ref": "#" }),
        Value::Object(members) => shallow(members, kind),
        other => other.clone(),
    };
    let copies = members.iter().map(|(key, value)| {
        let copy = match (holds(kind, key), value) {
            (Some(Holds::One(kind) | Holds::FlagOr(kind)), value) => short(value, kind),
            (Some(Holds::List(kind)), Value::Array(list)) => list.iter().map(|value| short(value, kind)).collect(),
            (Some(Holds::Map(kind)), Value::Object(map)) => {
                Value::Object(map.iter().map(|(key, value)| (key.clone(), short(value, kind))).collect())
            }
            (_, value) => value.clone(),
        };
        (key.clone(), copy)
    });
    Value::Object(copies.collect())
}

fn parse(kind: &Kind, value: Value) -> Result<(), serde_json::Error> {
    fn all<T: DeserializeOwned>(value: Value) -> Result<(), serde_json::Error> {
        serde_json::from_value::<T>(value).map(|_| ())
    }
    match kind.name {
        "a schema" => all::<Schema>(value),
        "a response" => all::<Response>(value),
        "a parameter" => all::<Parameter>(value),
        "a header" => all::<Header>(value),
        "a request body" => all::<RequestBody>(value),
        "an example" => all::<Example>(value),
        "a link" => all::<Link>(value),
        "a callback" => all::<Callback>(value),
        "a security scheme" => all::<SecurityScheme>(value),
        "a path item" => all::<PathItem>(value),
        _ => all::<OpenAPI>(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{all, deep};

    /// A document in which the walk has not been, with something that the typed model rejects in a schema in a schema.
    fn unmended() -> Value {
        let list = json!({ "type": "array", "items": { "type": "string", "maxLength": -1 } });
        json!({
            "openapi": "3.0.3",
            "info": { "title": "", "version": "" },
            "paths": {},
            "components": { "schemas": { "Names": list } },
        })
    }

    #[test]
    fn the_place_of_what_the_model_rejects_is_told() {
        let problem = all(&unmended()).unwrap_err();
        assert_eq!(problem.place.pointer, "/components/schemas/Names/items");
        assert!(problem.message.starts_with("a schema cannot be read: "), "{}", problem.message);

        let problem = all(&json!({ "openapi": "3.0.3", "paths": {} })).unwrap_err();
        assert_eq!((problem.place.pointer.as_str(), problem.message.contains("info")), ("", true), "{problem:?}");
    }

    #[test]
    fn only_deep_objects_are_tried_beforehand() {
        assert!(deep(&unmended(), 2).is_err());
        assert!(deep(&unmended(), 3).is_ok());
    }
}
