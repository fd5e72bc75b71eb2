//! A description that is put together part by part: components, operations and security schemes.

use generator::Source;
use serde_json::{Map, Value, json};

use crate::fixtures::Fixture;

/// Who sends a type to whom.
#[derive(Clone, Copy, Debug)]
pub(super) enum Direction {
    Sent,
    Answered,
    /// In requests and in responses, which differ by what the server alone says, so that the type is split.
    Both,
}

pub(super) const DIRECTIONS: [Direction; 3] = [Direction::Sent, Direction::Answered, Direction::Both];

/// What a body is sent as.
pub(super) const MEDIA_TYPES: [&str; 3] =
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];

/// An OpenAPI document that grows.
#[derive(Default)]
pub(super) struct Description {
    schemas: Map<String, Value>,
    schemes: Map<String, Value>,
    paths: Map<String, Value>,
}

impl Description {
    /// Adds a component and gives a reference to it.
    pub(super) fn schema(&mut self, name: &str, schema: Value) -> Value {
        self.schemas.insert(name.to_owned(), schema);
        reference(name)
    }

    /// Adds a security scheme.
    pub(super) fn scheme(&mut self, name: &str, scheme: Value) {
        self.schemes.insert(name.to_owned(), scheme);
    }

    /// Adds an operation with a path of its own, below that of its tag.
    pub(super) fn operation(&mut self, tag: &str, operation: Value) -> &mut Value {
        self.operation_at(tag, "", operation)
    }

    /// The same, for an operation whose path has more segments.
    pub(super) fn operation_at(&mut self, tag: &str, more: &str, mut operation: Value) -> &mut Value {
        let path = format!("/{tag}/{}{more}", self.paths.len());
        operation["tags"] = json!([tag]);
        let method = if operation.get("requestBody").is_some() { "post" } else { "get" };
        &mut self.paths.entry(path).or_insert(json!({ method: operation }))[method]
    }

    /// An operation that sends or answers a type, or both.
    pub(super) fn exchange(&mut self, tag: &str, direction: Direction, schema: &Value) {
        let content = json!({ "application/json": { "schema": schema } });
        let (sent, answered) = match direction {
            Direction::Sent => (Some(&content), None),
            Direction::Answered => (None, Some(&content)),
            Direction::Both => (Some(&content), Some(&content)),
        };
        let mut operation = json!({ "responses": { "200": { "description": "done" } } });
        if let Some(content) = sent {
            operation["requestBody"] = json!({ "required": true, "content": content });
        }
        if let Some(content) = answered {
            operation["responses"]["200"]["content"] = content.clone();
        }
        self.operation(tag, operation);
    }

    /// An operation that sends a body of a media type.
    pub(super) fn send(&mut self, tag: &str, (media_type, schema): (&str, &Value), is_required: &Value) {
        let body = json!({ "required": is_required, "content": { media_type: { "schema": schema } } });
        self.operation(tag, json!({ "requestBody": body, "responses": { "204": { "description": "done" } } }));
    }

    /// The document as a source.
    pub(super) fn fixture(self, name: &str) -> Fixture {
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": "The matrix", "version": "1.0.0" },
            "servers": [{ "url": "https://example.com" }],
            "paths": self.paths,
            "components": { "schemas": self.schemas, "securitySchemes": self.schemes },
        });
        let source = Source { name: format!("{name}.json"), text: format!("{document:#}") };
        Fixture { name: name.to_owned(), source }
    }
}

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The schema that a direction needs: what goes both ways has a member that the server alone says.
pub(super) fn directed(direction: Direction, mut schema: Value) -> Value {
    if matches!(direction, Direction::Both) {
        schema["properties"]["said_by_the_server"] = json!({ "type": "string", "readOnly": true });
    }
    schema
}
