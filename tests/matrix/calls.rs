//! Operations: every name as a function, as a parameter of every place and as a security scheme; every kind of answer.

use serde_json::{Value, json};

use super::description::Description;

/// Where a parameter may be.
const PLACES: [&str; 3] = ["query", "header", "cookie"];

/// Every name as a function, whose type it gives its name to, with a parameter of the same name.
pub(super) fn by_name(description: &mut Description, names: &[String]) {
    for (index, name) in names.iter().enumerate() {
        let place = PLACES[index % PLACES.len()];
        let operation = json!({
            "operationId": name,
            "parameters": [
                { "name": name, "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": name, "in": place, "schema": { "type": "string" } },
            ],
            "responses": { "204": { "description": "done" } },
        });
        description.operation_at("calls", &format!("/{{{name}}}"), operation);
    }
}

/// Calls with every name as an optional parameter, and with some as those that are needed.
pub(super) fn parameters(description: &mut Description, names: &[String]) {
    let schemas = [
        json!({ "type": "string" }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "object", "properties": { "a": { "type": "integer" }, "b": { "type": "string" } } }),
        json!({ "type": "array", "items": { "type": "integer" } }),
        json!({ "type": "integer" }),
        json!({ "type": "string", "format": "date" }),
    ];
    for place in PLACES {
        let optional: Vec<Value> = names
            .iter()
            .enumerate()
            .map(|(index, name)| json!({ "name": name, "in": place, "schema": schemas[index % schemas.len()] }))
            .collect();
        let needed: Vec<Value> = optional
            .iter()
            .take(30)
            .cloned()
            .map(|mut parameter| {
                parameter["required"] = json!(true);
                parameter
            })
            .collect();
        for parameters in [optional, needed] {
            description.operation(
                "parameters",
                json!({ "parameters": parameters, "responses": { "200": { "description": "done" } } }),
            );
        }
    }
}

/// Tags that are called as the modules of the crate, and as keywords.
pub(super) fn tags(description: &mut Description, names: &[&str]) {
    for name in names {
        let parameters = json!([{ "name": "page", "in": "query", "schema": { "type": "integer" } }]);
        let operation = json!({ "parameters": parameters, "responses": { "204": { "description": "done" } } });
        description.operation(name, operation);
    }
}

/// Each name as a security scheme, of each kind, and all of them at once.
pub(super) fn schemes(description: &mut Description, names: &[String]) {
    let kinds = [
        json!({ "type": "http", "scheme": "bearer" }),
        json!({ "type": "http", "scheme": "basic" }),
        json!({ "type": "apiKey", "in": "header", "name": "x-key" }),
        json!({ "type": "apiKey", "in": "query", "name": "key" }),
        json!({ "type": "apiKey", "in": "cookie", "name": "key" }),
    ];
    let mut security = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let mut kind = kinds[index % kinds.len()].clone();
        if kind["type"] == "apiKey" {
            kind["name"] = json!(format!("key-{index}"));
        }
        description.scheme(name, kind);
        security.push(json!({ name.as_str(): [] }));
    }
    description.operation("access", json!({ "security": security, "responses": { "204": { "description": "done" } } }));
    description.operation("access", json!({ "security": [], "responses": { "204": { "description": "done" } } }));
}

/// Operations that answer in one way and in several.
pub(super) fn answers(description: &mut Description) {
    let content = |media_type: &str, schema: Value| json!({ "description": "done", "content": { media_type: { "schema": schema } } });
    let all = [
        ("200", content("application/json", json!({ "type": "object", "properties": { "a": { "type": "string" } } }))),
        ("201", content("application/json", json!({ "type": "array", "items": { "type": "string" } }))),
        ("202", content("text/plain", json!({ "type": "string" }))),
        ("203", content("application/octet-stream", json!({ "type": "string", "format": "binary" }))),
        ("204", json!({ "description": "done" })),
        ("2XX", content("application/json", json!({}))),
        (
            "400",
            content("application/json", json!({ "type": "object", "properties": { "error": { "type": "string" } } })),
        ),
        ("4XX", content("application/problem+json", json!({ "type": "string" }))),
        ("default", content("application/json", json!({ "type": "integer" }))),
    ];
    for from in 0..all.len() {
        for count in [1, 2, all.len() - from] {
            let responses: serde_json::Map<String, Value> =
                all[from..].iter().take(count).map(|(status, answer)| ((*status).to_owned(), answer.clone())).collect();
            for parameters in [json!([]), json!([{ "name": "page", "in": "query", "schema": { "type": "integer" } }])] {
                description.operation("answers", json!({ "parameters": parameters, "responses": responses }));
            }
        }
    }
}
