//! Unions and enums: one case and many, with and without a tag, under every name.

use serde_json::{Value, json};

use super::description::{DIRECTIONS, Description, Direction, MEDIA_TYPES, directed, reference};

/// How the cases of a union are told apart.
const TAGGINGS: [&str; 4] = ["mapped", "constant", "added", "tried"];

/// A case: an object with as many members of its own.
fn case(tagging: &str, (index, count): (usize, usize), direction: Direction) -> Value {
    let mut schema = json!({ "type": "object", "properties": {} });
    for member in 0..count {
        schema["properties"][format!("member_{index}_{member}")] = json!({ "type": "string" });
    }
    match tagging {
        "mapped" => schema["properties"]["kind"] = json!({ "type": "string" }),
        "constant" => schema["properties"]["kind"] = json!({ "type": "string", "enum": [format!("kind {index}")] }),
        _ => {}
    }
    if matches!(tagging, "mapped" | "constant") {
        schema["required"] = json!(["kind"]);
    } else if count > 0 {
        schema["required"] = json!([format!("member_{index}_0")]);
    }
    directed(direction, schema)
}

/// Unions of one case, two and many, told apart in each way, in each direction and each kind of body.
pub(super) fn unions(description: &mut Description) {
    for tagging in TAGGINGS {
        for (name, counts) in [("One", vec![2]), ("Two", vec![0, 1]), ("Many", vec![0, 1, 2, 5, 1, 1])] {
            for direction in DIRECTIONS {
                let name = format!("Union{name}{tagging}{direction:?}");
                let schema = union(description, (&name, tagging), &counts, direction);
                description.exchange("unions", direction, &schema);
            }
            for media_type in MEDIA_TYPES {
                let name = format!("Union{name}{tagging}{}", media_type.rsplit(['-', '/']).next().unwrap());
                let schema = union(description, (&name, tagging), &counts, Direction::Sent);
                description.send("unions", (media_type, &schema), &json!(true));
            }
        }
    }
}

fn union(
    description: &mut Description,
    (name, tagging): (&str, &str),
    counts: &[usize],
    direction: Direction,
) -> Value {
    let mut cases = Vec::new();
    let mut mapping = json!({});
    for (index, count) in counts.iter().enumerate() {
        let case_name = format!("{name}Case{index}");
        description.schema(&case_name, case(tagging, (index, *count), direction));
        mapping[format!("kind {index}")] = reference(&case_name)["$ref"].clone();
        cases.push(reference(&case_name));
    }
    let mut schema = json!({ "oneOf": cases });
    match tagging {
        "mapped" | "added" => schema["discriminator"] = json!({ "propertyName": "kind", "mapping": mapping }),
        "tried" => schema["oneOf"].as_array_mut().unwrap().extend([
            json!({ "type": "string" }),
            json!({ "type": "object", "additionalProperties": { "type": "integer" }, "minProperties": 1 }),
            json!({ "type": "array", "items": { "type": "string" } }),
        ]),
        _ => {}
    }
    description.schema(name, schema)
}

/// Unions some of whose cases are files, in forms.
pub(super) fn files(description: &mut Description) {
    let file = json!({ "type": "string", "format": "binary" });
    let choices = [
        json!({ "oneOf": [file, { "type": "object", "required": ["url"], "properties": { "url": { "type": "string" } } }] }),
        json!({ "oneOf": [{ "type": "array", "items": file }, { "type": "integer" }] }),
        json!({ "type": "array", "items": file }),
        file,
    ];
    for (index, choice) in choices.iter().enumerate() {
        let choice = description.schema(&format!("Upload{index}"), choice.clone());
        for is_required in [true, false] {
            let required = if is_required { json!(["upload"]) } else { json!([]) };
            let schema = json!({ "type": "object", "required": required, "properties": { "upload": choice } });
            description.send("unions", (MEDIA_TYPES[2], &schema), &json!(is_required));
            let rest = json!({ "type": "object", "properties": { "text": { "type": "string" } }, "additionalProperties": choice });
            description.send("unions", (MEDIA_TYPES[2], &rest), &json!(is_required));
        }
    }
}

/// Enums and newtypes: one value and many, each name as a value, as members, as keys of a query and as answers.
pub(super) fn values(description: &mut Description, names: &[String]) {
    let edges = [i64::MIN, -1, 0, 1, i64::MAX];
    let schemas = [
        ("TextOne", json!({ "type": "string", "enum": ["only"] })),
        ("TextMany", json!({ "type": "string", "enum": names })),
        ("TextOdd", json!({ "type": "string", "enum": ["", " ", "other", "Other", "\"\\{}", "é", "💥"] })),
        ("NumberOne", json!({ "type": "integer", "enum": [7] })),
        ("NumberMany", json!({ "type": "integer", "enum": edges })),
        ("NumberSmall", json!({ "type": "integer", "format": "int32", "enum": [-3, 3] })),
        ("NewFree", json!({ "type": "string", "x-rust-newtype": true })),
        ("NewMin", json!({ "type": "string", "x-rust-newtype": true, "minLength": 1 })),
        ("NewMax", json!({ "type": "string", "x-rust-newtype": true, "maxLength": 5 })),
        ("NewBoth", json!({ "type": "string", "x-rust-newtype": true, "minLength": 0, "maxLength": 0 })),
    ];
    for (name, schema) in schemas {
        let schema = description.schema(name, schema);
        for direction in DIRECTIONS {
            let object = json!({
                "type": "object",
                "required": ["one"],
                "properties": {
                    "one": schema,
                    "maybe": schema,
                    "list": { "type": "array", "items": schema },
                    "map": { "type": "object", "additionalProperties": schema },
                    "null": { "anyOf": [schema, { "type": "null" }] },
                    "choice": { "oneOf": [schema, { "type": "boolean" }] },
                },
            });
            let holder = description.schema(&format!("Holder{name}{direction:?}"), directed(direction, object));
            description.exchange("values", direction, &holder);
        }
        let list = json!({ "type": "array", "items": schema });
        let parameters = json!([
            { "name": "needed", "in": "query", "required": true, "schema": schema },
            { "name": "maybe", "in": "query", "schema": schema },
            { "name": "header", "in": "header", "schema": schema },
            { "name": "cookie", "in": "cookie", "schema": schema },
            { "name": "all_needed", "in": "query", "required": true, "schema": list },
            { "name": "all", "in": "query", "schema": list },
        ]);
        description.operation(
            "values",
            json!({ "parameters": parameters, "responses": { "200": { "description": "done" } } }),
        );
    }
}
