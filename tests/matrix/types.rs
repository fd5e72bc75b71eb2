//! Types that are called as the prelude, as keywords, and as what the support code calls its own.

use serde_json::{Value, json};

use super::description::{Description, Direction, MEDIA_TYPES, directed, reference};

/// Types that are forms as well, from the last one on: those of the support code. A crate of more has features.
const FORMS: usize = 100;

/// How a component holds the next one.
type Way = fn(Value) -> Value;

/// Components that hold one another in each way. rustc follows chains up to about twice this depth by itself.
const CHAIN: usize = 60;

/// An object that needs all that a file of types may import, and the type that comes after it.
fn object(own: &str, next: &str) -> Value {
    let (own, next) = (reference(own), reference(next));
    json!({
        "type": "object",
        "required": ["needed", "text"],
        "properties": {
            "needed": { "type": "array", "items": next },
            "text": { "type": "string" },
            "own": own,
            "next": next,
            "map": { "type": "object", "additionalProperties": next },
            "null": { "anyOf": [next, { "type": "null" }] },
            "at": { "type": "string", "format": "date-time" },
            "day": { "type": "string", "format": "date" },
            "secret": { "type": "string", "x-sensitive": true },
            "bytes": { "type": "string", "format": "byte" },
            "pair": { "type": "array", "prefixItems": [next, { "type": "string" }], "minItems": 2, "items": false },
            "any": {},
            "upload": { "type": "string", "format": "binary" },
        },
    })
}

/// Each name and another one, which has it in turn: a chain of all of them would be deeper than rustc can follow.
fn pairs(names: &[String]) -> impl Iterator<Item = (&String, &String)> {
    names.iter().enumerate().map(|(index, name)| (name, names.get(index ^ 1).unwrap_or(name)))
}

/// Each name as an object that goes in a direction.
pub(super) fn objects(names: &[String], direction: Direction) -> Description {
    let mut description = Description::default();
    for (name, next) in pairs(names) {
        description.schema(name, directed(direction, object(name, next)));
    }
    if matches!(direction, Direction::Sent) {
        for name in names.iter().filter(|name| name.len() > 1).rev().take(FORMS) {
            description.send("forms", (MEDIA_TYPES[2], &reference(name)), &json!(true));
        }
    }
    exchange(description, names, direction)
}

/// Each name as something else than an object: the kinds take turns, beginning with another one each time.
pub(super) fn others(names: &[String], first: usize) -> Description {
    let mut description = Description::default();
    for (index, (name, next)) in pairs(names).enumerate() {
        let schema = match (index + first) % 4 {
            0 => json!({ "type": "string", "enum": ["a", "b", "None", "Err", "Self"] }),
            1 => {
                json!({ "oneOf": [reference(next), { "type": "boolean" }, { "type": "string" }, { "type": "object", "additionalProperties": reference(next) }] })
            }
            2 => json!({ "type": "string", "x-rust-newtype": true, "maxLength": 9 }),
            _ => json!({ "type": "integer", "enum": [1, 2] }),
        };
        description.schema(name, schema);
    }
    exchange(description, names, Direction::Both)
}

/// An operation that exchanges all types at once.
fn exchange(mut description: Description, names: &[String], direction: Direction) -> Description {
    let all: Vec<Value> = names.iter().map(|name| json!({ "type": "array", "items": reference(name) })).collect();
    let mut holder = json!({ "type": "object", "properties": {} });
    for (index, list) in all.into_iter().enumerate() {
        holder["properties"][format!("list_{index}")] = list;
    }
    let holder = description.schema("HolderOfAll", holder);
    description.exchange("types", direction, &holder);
    description
}

/// Chains of types, as deep as the reader and rustc let them be.
pub(super) fn chains(description: &mut Description) {
    let ways: [(&str, Way); 6] = [
        ("Member", |next| json!({ "type": "object", "properties": { "next": next } })),
        ("Needed", |next| json!({ "type": "object", "required": ["next"], "properties": { "next": next } })),
        ("List", |next| json!({ "type": "array", "items": next })),
        ("Map", |next| json!({ "type": "object", "additionalProperties": next })),
        ("Choice", |next| json!({ "oneOf": [next, { "type": "string" }] })),
        ("Part", |next| json!({ "allOf": [next, { "properties": { "own": { "type": "string" } } }] })),
    ];
    for (name, way) in ways {
        for index in 0..CHAIN {
            description.schema(&format!("{name}{index}"), way(reference(&format!("{name}{}", index + 1))));
        }
        let last =
            directed(Direction::Both, json!({ "type": "object", "properties": { "end": { "type": "string" } } }));
        description.schema(&format!("{name}{CHAIN}"), last);
        description.exchange("chains", Direction::Both, &reference(&format!("{name}0")));
    }
}
