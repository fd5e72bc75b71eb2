//! Generating takes work in proportion to the description, whatever its shape: counted in looks at schemas, not by a clock.

use std::fmt::Write as _;

use generator::Source;
use serde_json::{Value, json};

use crate::fixtures::{self, Fixture};

/// What makes a description of a size.
type Shape = fn(usize) -> Value;

const SHAPES: &[(&str, Shape)] = &[
    ("a chain of unions", |size| chain_of_unions(size, &json!({ "type": "object" }))),
    ("a chain of unions that ends in null", |size| {
        chain_of_unions(size, &json!({ "type": "object", "nullable": true }))
    }),
    ("a chain of unions whose cases have members", |size| {
        let union = |index| json!({ "anyOf": [to(index + 1), with_member(index)] });
        chain(size, union, json!({ "type": "object" }))
    }),
    ("a chain of enums that ends in an object", |size| {
        let union = |index| json!({ "anyOf": [to(index + 1), { "type": "string", "enum": [format!("v{index}")] }] });
        chain(size, union, json!({ "type": "object" }))
    }),
    ("a base that lists its children", |size| base(size, &json!({ "oneOf": all(size) }))),
    ("a base that lists its children, with members beside", |size| {
        base(size, &json!({ "anyOf": all(size), "properties": { "id": { "type": "integer" } } }))
    }),
    ("a base that children build on", |size| base(size, &json!({}))),
    ("many cases", |size| with_union(size, with_member)),
    ("many cases with constants", |size| {
        let tagged = |index| json!({ "type": "string", "enum": [format!("v{index}")] });
        with_union(
            size,
            |index| json!({ "type": "object", "required": ["kind"], "properties": { "kind": tagged(index) } }),
        )
    }),
    ("many cases that are written inside", |size| {
        let cases: Vec<Value> = (0..size).map(with_member).collect();
        components([("Whole".to_owned(), json!({ "anyOf": cases }))])
    }),
    ("components within components", |size| {
        let wide = size.isqrt();
        let of = |index| {
            let any = json!({ "anyOf": all(wide) });
            json!({ "type": "object", "required": [member(index)], "properties": { member(index): any } })
        };
        components((0..wide).map(|index| (name(index), of(index))))
    }),
    ("long chains of `allOf`", |size| {
        let builds = |index| json!({ "allOf": [to(index + 1), with_member(index)] });
        let part = |index| if index % 100 == 99 { with_member(index) } else { builds(index) };
        components((0..size).map(|index| (name(index), part(index))))
    }),
    ("members deep within members", |size| {
        let nest =
            |inner: Value, index| json!({ "type": "object", "properties": { "next": inner, member(index): {} } });
        components((0..size / 20).map(|index| (name(index), (0..20).fold(json!({}), |inner, _| nest(inner, index)))))
    }),
    ("a cycle", |size| {
        let part = |index: usize| json!({ "type": "object", "properties": { "next": to((index + 1) % size) } });
        components((0..size).map(|index| (name(index), part(index))))
    }),
    ("operations with one list of parameters", operations),
];

fn name(index: usize) -> String {
    format!("C{index}")
}

fn member(index: usize) -> String {
    format!("m{index}")
}

fn to(index: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/C{index}") })
}

fn all(size: usize) -> Vec<Value> {
    (0..size).map(to).collect()
}

fn with_member(index: usize) -> Value {
    json!({ "type": "object", "required": [member(index)], "properties": { member(index): { "type": "string" } } })
}

fn document(paths: &Value, components: &Value) -> Value {
    let info = json!({ "title": "Large", "version": "1.0.0" });
    json!({ "openapi": "3.0.3", "info": info, "paths": paths, "components": components })
}

fn components(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    document(&json!({}), &json!({ "schemas": schemas.into_iter().collect::<serde_json::Map<_, _>>() }))
}

/// Components that lead to one another, and the last one.
fn chain(size: usize, link: impl Fn(usize) -> Value, last: Value) -> Value {
    components((0..size).map(|index| (name(index), link(index))).chain([(name(size), last)]))
}

fn chain_of_unions(size: usize, last: &Value) -> Value {
    chain(size, |index| json!({ "anyOf": [to(index + 1), { "type": "object" }] }), last.clone())
}

/// A union of as many components.
fn with_union(size: usize, case: impl Fn(usize) -> Value) -> Value {
    let cases = (0..size).map(|index| (name(index), case(index)));
    components(cases.chain([("Whole".to_owned(), json!({ "oneOf": all(size) }))]))
}

/// A component with a discriminator, and as many that build on it.
fn base(size: usize, more: &Value) -> Value {
    let mut base = json!({
        "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } },
        "discriminator": { "propertyName": "kind" },
    });
    for (key, value) in more.as_object().unwrap() {
        base[key] = value.clone();
    }
    let child = |index| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, with_member(index)] });
    let children = (0..size).map(|index| (name(index), child(index)));
    components(children.chain([("Base".to_owned(), base)]))
}

fn operations(size: usize) -> Value {
    let shared: Vec<Value> =
        (0..10).map(|index| json!({ "$ref": format!("#/components/parameters/C{index}") })).collect();
    let parameter = |index| json!({ "name": member(index), "in": "query", "schema": { "type": "string" } });
    let parameters: serde_json::Map<_, _> = (0..10).map(|index| (name(index), parameter(index))).collect();
    let operation = |index| {
        let responses = json!({ "204": { "description": "Done." } });
        json!({ "get": { "operationId": member(index), "parameters": shared, "responses": responses } })
    };
    let paths: serde_json::Map<_, _> = (0..size).map(|index| (format!("/p{index}"), operation(index))).collect();
    document(&json!(paths), &json!({ "parameters": parameters }))
}

/// The length of a description, and the looks that it takes.
fn work(shape: Shape, size: usize) -> (usize, usize) {
    let text = shape(size).to_string();
    let length = text.len();
    let source = Source { name: "large.json".to_owned(), text };
    (length, fixtures::generate(&Fixture { name: "large".to_owned(), source }).looks())
}

#[test]
fn a_description_of_twice_the_size_takes_twice_the_looks() {
    let mut failures = String::new();
    for (name, shape) in SHAPES {
        let (half, whole) = (work(*shape, 100), work(*shape, 200));
        assert!(half.1 > 0, "{name}: nothing is counted");
        // Looks for each byte, with a fifth to spare.
        if whole.1 * half.0 * 10 > half.1 * whole.0 * 12 {
            writeln!(failures, "{name}: {} looks in {} bytes, {} in {}", half.1, half.0, whole.1, whole.0).unwrap();
        }
    }
    assert!(failures.is_empty(), "not in proportion:\n{failures}");
}
