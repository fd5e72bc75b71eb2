//! What is made of small schemas is valid, and varied.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::judge::other_case;
use super::make::{Case, Made, Maker};
use super::plan::{Subject, Travel};
use super::schema::Document;
use super::valid::Validators;
use crate::corpus::examples;

/// Values of the component `T`, each of which the validator takes, and how many it does not take.
fn made(version: &str, components: &Value, travel: Travel) -> (Vec<Made>, Vec<String>) {
    let root = json!({ "openapi": version, "components": { "schemas": (components.clone()) } });
    let (document, travels) = (Document::new(&root), BTreeMap::new());
    let mut maker = Maker::new(&document, &travels, travel, 7);
    let mut validators = Validators::new(&root, &examples::find(&root).schemas).unwrap();
    let (mut values, mut problems) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        let Some(made) = maker.value("/components/schemas/T") else {
            problems.push("none".to_owned());
            continue;
        };
        match validators.rejects("/components/schemas/T", &made) {
            None => values.push(made),
            Some(problem) => problems.push(format!("{problem}: {}", made.value)),
        }
    }
    (values, problems)
}

fn texts(values: &[Made]) -> BTreeSet<String> {
    values.iter().map(|made| made.value.to_string()).collect()
}

#[test]
fn values_of_every_keyword_are_valid_and_differ() {
    let schemas = [
        json!({ "type": "string", "minLength": 2, "maxLength": 5 }),
        json!({ "type": "string", "pattern": r"^[a-f\d]{4}(-x|/y)?$" }),
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "format": "date" }),
        json!({ "type": "string", "format": "uuid" }),
        json!({ "type": "string", "format": "ipv6" }),
        json!({ "type": ["string", "null"], "enum": ["a", "b", null] }),
        json!({ "type": "integer", "format": "int8", "exclusiveMinimum": -3 }),
        json!({ "type": "integer", "minimum": 10, "maximum": 100, "multipleOf": 5 }),
        json!({ "type": "number", "exclusiveMinimum": 0, "maximum": 1 }),
        json!({ "type": "number", "multipleOf": 0.01, "minimum": -2, "maximum": 2 }),
        json!({ "type": "array", "items": { "type": "integer" }, "minItems": 1, "maxItems": 3, "uniqueItems": true }),
        json!({ "type": "array", "prefixItems": [{ "type": "string" }, { "type": "boolean" }], "items": false }),
        json!({ "type": "object", "required": ["a", "undescribed"], "properties": { "a": { "type": "string" }, "b": {} } }),
        json!({ "type": "object", "additionalProperties": { "type": "integer" }, "minProperties": 1, "maxProperties": 2 }),
        json!({ "type": "object", "patternProperties": { "^x-[a-z]+$": { "type": "string" } }, "additionalProperties": false }),
        json!({ "type": "object", "properties": { "a": { "const": 1 } }, "unevaluatedProperties": { "type": "string" } }),
        json!({ "allOf": [{ "type": "object", "properties": { "a": { "type": "number" } } }, { "required": ["a"] }] }),
        json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }, { "type": "null" }] }),
        json!({ "oneOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }] }),
        json!({ "type": "object", "properties": { "next": { "$ref": "#/components/schemas/T" }, "id": { "type": "string" } } }),
        json!({ "type": "object", "propertyNames": { "pattern": "^[a-c]+$" } }),
    ];
    for schema in schemas {
        let (values, problems) = made("3.1.0", &json!({ "T": schema }), Travel::Either);
        assert!(problems.is_empty(), "{schema}: {problems:?}");
        let different = texts(&values).len();
        assert!(different >= 2, "{schema}: {different} values");
    }
}

#[test]
fn what_version_3_0_says_otherwise_is_known() {
    for schema in [
        json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 4, "nullable": true }),
        json!({ "type": "string", "enum": ["a", "b"], "nullable": true }),
        json!({ "allOf": [{ "$ref": "#/components/schemas/U" }], "nullable": true }),
    ] {
        let (values, problems) = made("3.0.3", &json!({ "T": schema, "U": { "type": "string" } }), Travel::Either);
        assert!(problems.is_empty(), "{schema}: {problems:?}");
        assert!(texts(&values).contains("null"), "{schema}");
    }
}

#[test]
fn every_case_is_made_and_has_the_tag_that_is_meant() {
    let components = json!({
        "T": {
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": { "meow": "#/components/schemas/Cat" } },
        },
        // By the letter each of them fits both.
        "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
        "Dog": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
    });
    let (values, problems) = made("3.0.3", &components, Travel::Either);
    assert!(problems.is_empty(), "{problems:?}");
    for made in &values {
        let case = made.case.as_ref().unwrap();
        let tag = if case.names == ["Cat"] { "meow" } else { "Dog" };
        assert_eq!(made.value["kind"], tag);
        assert_eq!(case.tag.as_deref(), Some("kind"));
    }
    assert_eq!(values.iter().filter(|made| made.value["kind"] == "meow").count(), 100);
}

#[test]
fn children_have_the_tags_of_their_base() {
    let components = json!({
        "T": { "type": "object", "required": ["t"], "properties": { "t": { "type": "string" } }, "discriminator": { "propertyName": "t" } },
        "One": { "allOf": [{ "$ref": "#/components/schemas/T" }, { "type": "object", "properties": { "a": { "type": "string" } } }] },
        "Two": { "allOf": [{ "$ref": "#/components/schemas/One" }, { "type": "object", "properties": { "b": { "type": "string" } } }] },
    });
    let (values, problems) = made("3.0.3", &components, Travel::Either);
    assert!(problems.is_empty(), "{problems:?}");
    let tags: BTreeSet<&str> = values.iter().filter_map(|made| made.value["t"].as_str()).collect();
    assert_eq!(tags, BTreeSet::from(["One", "T", "Two"]));
    assert!(values.iter().all(|made| made.value.get("b").is_none() || made.value["t"] == "Two"));
}

#[test]
fn members_that_travel_the_other_way_are_for_the_validator_alone() {
    let schema = json!({
        "type": "object", "required": ["in", "out"],
        "properties": { "in": { "type": "string", "readOnly": true }, "out": { "type": "string", "writeOnly": true } },
    });
    for (travel, keys) in
        [(Travel::Sent, vec!["out"]), (Travel::Received, vec!["in"]), (Travel::Either, vec!["in", "out"])]
    {
        let (values, problems) = made("3.0.3", &json!({ "T": schema }), travel);
        assert!(problems.is_empty() && values.len() == 200, "{problems:?}");
        let found: BTreeSet<Vec<&String>> =
            values.iter().map(|made| made.value.as_object().unwrap().keys().collect()).collect();
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>().iter().collect::<Vec<_>>()]
        );
    }
}

#[test]
fn a_member_that_is_described_is_there_before_one_that_is_not() {
    let schema = json!({ "type": "object", "minProperties": 1, "properties": { "a": {}, "b": {} } });
    let (values, problems) = made("3.0.3", &json!({ "T": schema }), Travel::Either);
    assert!(problems.is_empty() && values.len() == 200, "{problems:?}");
    let mut keys = values.iter().flat_map(|made| made.value.as_object().unwrap().keys());
    assert!(keys.all(|key| key == "a" || key == "b"));
}

#[test]
fn a_file_is_a_text() {
    let (values, _) = made("3.0.3", &json!({ "T": { "format": "binary" } }), Travel::Either);
    assert!(values.iter().all(|made| made.value.is_string()));
}

#[test]
fn keywords_and_formats_tell_the_type_that_is_not_named() {
    type Is = fn(&Value) -> bool;
    let kinds: [(Value, Is); 8] = [
        (json!({ "format": "int64" }), |value| value.as_f64().is_some_and(|number| number.fract() == 0.0)),
        (json!({ "format": "decimal", "maximum": 1 }), Value::is_number),
        (json!({ "exclusiveMinimum": 1 }), Value::is_number),
        (json!({ "format": "password" }), Value::is_string),
        (json!({ "minLength": 1, "pattern": "a" }), Value::is_string),
        (json!({ "required": ["a"], "minimum": 1 }), Value::is_object),
        (json!({ "minContains": 0 }), Value::is_array),
        (json!({ "format": "int64", "enum": ["a", 1] }), |value| value == "a" || value == 1),
    ];
    for (schema, is_it) in kinds {
        let (values, _) = made("3.1.0", &json!({ "T": schema }), Travel::Either);
        assert!(!values.is_empty() && values.iter().all(|made| is_it(&made.value)), "{schema}");
    }
    let (values, _) = made("3.1.0", &json!({ "T": { "minimum": 1, "minLength": 1 } }), Travel::Either);
    let is_other = |made: &Made| !made.value.is_number() && !made.value.is_string();
    assert!(values.iter().any(is_other), "nothing tells which of them is meant");
}

#[test]
fn members_that_match_no_pattern_are_not_described() {
    let schema = json!({ "type": "object", "patternProperties": { "^x-": { "type": "string" } } });
    let (values, problems) = made("3.1.0", &json!({ "T": schema }), Travel::Either);
    assert!(problems.is_empty() && texts(&values).len() > 2, "{problems:?}");
    let mut keys = values.iter().flat_map(|made| made.value.as_object().unwrap().keys());
    assert!(keys.all(|key| key.starts_with("x-")));
    let schema = json!({ "type": "object", "properties": { "a": {} }, "patternProperties": {} });
    let (values, _) = made("3.1.0", &json!({ "T": schema }), Travel::Either);
    assert!(values.iter().all(|made| made.value.as_object().unwrap().keys().all(|key| key == "a")));
}

#[test]
fn nothing_is_made_where_a_reference_leads_to_no_schema() {
    let root = json!({
        "openapi": "3.0.3",
        "components": {
            "schemas": { "T": { "$ref": "#/components/responses/R" }, "U": { "$ref": "#/components/schemas/T" } },
            "responses": { "R": { "description": "A response" } },
        },
    });
    let (document, travels) = (Document::new(&root), BTreeMap::new());
    let mut maker = Maker::new(&document, &travels, Travel::Either, 7);
    assert!((0..20).all(|_| maker.value("/components/schemas/U").is_none()));
}

#[test]
fn a_mapping_means_what_stands_behind_an_all_of_that_adds_nothing() {
    let components = json!({
        "T": {
            "oneOf": [
                { "allOf": [{ "$ref": "#/components/schemas/Cow" }], "description": "A cow" },
                { "$ref": "#/components/schemas/Calf" },
            ],
            "discriminator": { "propertyName": "kind", "mapping": { "moo": "#/components/schemas/Cow" } },
        },
        "Cow": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
        "Calf": { "allOf": [{ "$ref": "#/components/schemas/Cow" }] },
    });
    let (values, _) = made("3.0.3", &components, Travel::Either);
    let told = |made: &Made| (made.case.as_ref().unwrap().arm.ends_with("/0"), made.value["kind"].clone());
    let tags: Vec<(bool, Value)> = values.iter().map(told).collect();
    assert!(tags.iter().all(|(is_cow, tag)| tag == if *is_cow { "moo" } else { "Calf" }), "{tags:?}");
}

#[test]
fn nothing_says_which_case_a_value_without_its_tag_is() {
    let root = json!({ "openapi": "3.0.3", "components": { "schemas": {
        "T": { "oneOf": [{ "required": ["a"] }, { "required": ["b"] }], "discriminator": { "propertyName": "t" } },
    } } });
    let at = |index: usize| format!("/components/schemas/T/oneOf/{index}");
    let subject = Subject {
        pointer: "/components/schemas/T".to_owned(),
        path: "T".to_owned(),
        number: 0,
        travel: Travel::Either,
        variants: vec![("One".to_owned(), vec![at(0)])],
    };
    let case = Case { arms: vec![at(0), at(1)], arm: at(0), names: Vec::new(), tag: Some("t".to_owned()) };
    let document = Document::new(&root);
    let mut validators = Validators::new(&root, &examples::find(&root).schemas).unwrap();
    let mut is_wrong = |value| {
        let made = Made { value, ghosts: Vec::new(), pins: Vec::new(), case: None };
        other_case((&subject, &document), (&made, &case), "Other(", &mut validators).is_some()
    };
    assert!(is_wrong(json!({ "a": 1, "t": "One" })));
    assert!(!is_wrong(json!({ "a": 1 })));
}

#[test]
fn a_component_has_the_members_of_its_own_type_and_not_of_one_that_builds_on_it() {
    let components = json!({
        "T": { "allOf": [{ "$ref": "#/components/schemas/Base" },
            { "required": ["inner"], "properties": { "inner": { "$ref": "#/components/schemas/Inner" } } }] },
        "Base": { "type": "object", "properties": { "b": { "type": "string" } } },
        "Inner": { "type": "object", "required": ["in"], "properties": { "in": { "type": "string", "readOnly": true } } },
    });
    let root = json!({ "openapi": "3.0.3", "components": { "schemas": components } });
    let at = |name: &str| format!("/components/schemas/{name}");
    let travels = BTreeMap::from([(at("Base"), Travel::Received), (at("Inner"), Travel::Sent)]);
    let document = Document::new(&root);
    let mut maker = Maker::new(&document, &travels, Travel::Either, 7);
    for _ in 0..50 {
        assert_eq!(maker.value(&at("T")).unwrap().value["inner"], json!({}));
    }
}

#[test]
fn the_same_seed_gives_the_same_values() {
    let schema = json!({ "T": { "type": "object", "properties": { "a": {}, "b": { "type": "number" } } } });
    let once = || made("3.1.0", &schema, Travel::Either).0.into_iter().map(|made| made.value).collect::<Vec<_>>();
    assert_eq!(once(), once());
}

#[test]
fn choices_that_lead_to_one_another_and_lists_of_children_come_to_an_end() {
    let circle = json!({
        "T": { "oneOf": [{ "$ref": "#/components/schemas/U" }, { "type": "integer" }] },
        "U": { "oneOf": [{ "$ref": "#/components/schemas/T" }, { "type": "string" }] },
    });
    let (values, problems) = made("3.0.3", &circle, Travel::Either);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(values.iter().all(|made| made.value.is_string() || made.value.is_number()));
    let listed = json!({
        "Base": { "type": "object", "required": ["t"], "properties": { "t": { "type": "string" } },
            "oneOf": [{ "$ref": "#/components/schemas/T" }, { "$ref": "#/components/schemas/U" }], "discriminator": { "propertyName": "t" } },
        "T": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "type": "object", "properties": { "a": { "type": "string" } } }] },
        "U": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "type": "object", "properties": { "b": { "type": "string" } } }] },
    });
    let (values, _) = made("3.0.3", &listed, Travel::Either);
    assert!(values.iter().all(|made| made.value["t"] == "T" && made.value.get("b").is_none()));
}
