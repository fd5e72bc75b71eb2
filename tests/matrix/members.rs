//! Objects with no members, one and many, of every presence, with and without a map beside them, under every name.

use serde_json::{Map, Value, json};

use super::description::{DIRECTIONS, Description, Direction, MEDIA_TYPES, directed};

/// Members that a constructor has at most here.
const ARGUMENTS: usize = 40;

/// Whether a member must be there, and whether it may be null.
const PRESENCES: [(&str, bool, bool); 4] =
    [("Required", true, false), ("Optional", false, false), ("Nullable", true, true), ("Either", false, true)];

/// What else an object may have.
const RESTS: [&str; 5] = ["closed", "any", "texts", "lists", "objects"];

/// The type of a member, another for each index.
fn member(index: usize, may_be_null: bool) -> Value {
    let types = [
        json!({ "type": "string" }),
        json!({ "type": "integer", "format": "int32" }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "object", "additionalProperties": { "type": "number" } }),
        json!({ "$ref": "#/components/schemas/Leaf" }),
        json!({ "type": "string", "format": "date-time" }),
        json!({}),
        json!({ "type": "string", "x-sensitive": true }),
    ];
    let schema = types[index % types.len()].clone();
    if may_be_null { json!({ "anyOf": [schema, { "type": "null" }] }) } else { schema }
}

fn object(names: &[String], (_, is_required, may_be_null): (&str, bool, bool)) -> Value {
    let properties: Map<String, Value> =
        names.iter().enumerate().map(|(index, name)| (name.clone(), member(index, may_be_null))).collect();
    let required = if is_required { names } else { &[] };
    json!({ "type": "object", "properties": properties, "required": required })
}

/// Adds a map for the members that are not named.
fn with_rest(mut schema: Value, rest: &str) -> Value {
    schema["additionalProperties"] = match rest {
        "any" => json!(true),
        "texts" => json!({ "type": "string" }),
        "lists" => json!({ "type": "array", "items": { "$ref": "#/components/schemas/Leaf" } }),
        "objects" => json!({ "$ref": "#/components/schemas/Leaf" }),
        _ => json!(false),
    };
    schema
}

/// Every name as a member, of every presence; what goes both ways has all notations.
pub(super) fn by_name(description: &mut Description, names: &[String]) {
    let leaf = json!({ "type": "object", "properties": { "leaf": { "type": "string" } } });
    description.schema("Leaf", directed(Direction::Both, leaf));
    for presence in PRESENCES {
        for (index, names) in names.chunks(ARGUMENTS).enumerate() {
            let schema = directed(Direction::Both, with_rest(object(names, presence), RESTS[index % RESTS.len()]));
            let schema = description.schema(&format!("Named{}{index}", presence.0), schema);
            description.exchange("names", Direction::Both, &schema);
        }
    }
}

/// No member, one and many, of each presence, with each kind of map, in each direction and in each kind of body.
pub(super) fn by_count(description: &mut Description) {
    let names: Vec<String> = (0..10).map(|index| format!("member_{index}")).collect();
    for count in [0, 1, 10] {
        for presence in PRESENCES.iter().take(if count == 0 { 1 } else { 4 }) {
            for rest in RESTS {
                let schema = with_rest(object(&names[..count], *presence), rest);
                add(description, &format!("Counted{count}{}{rest}", presence.0), &schema);
            }
        }
    }
}

fn add(description: &mut Description, name: &str, schema: &Value) {
    for direction in DIRECTIONS {
        let schema = description.schema(&format!("{name}{direction:?}"), directed(direction, schema.clone()));
        description.exchange("counts", direction, &schema);
    }
    for media_type in MEDIA_TYPES {
        let kind = media_type.rsplit(['-', '/']).next().unwrap();
        let schema = description.schema(&format!("{name}{kind}"), schema.clone());
        description.send("counts", (media_type, &schema), &json!(kind == "json"));
    }
}
