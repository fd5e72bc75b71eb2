//! Responses: their schema gets the media types that the operation produces.

use serde_json::{Map, Value, json};

use super::{JSON, Rewriting};
use crate::{NoteKind, Place};

/// What a file is when nothing says it.
const BYTES: &str = "application/octet-stream";

impl Rewriting {
    /// Rewrites a response of an operation that `produces` these media types.
    pub(super) fn response(&mut self, response: &mut Value, produces: &[String], old: &Place) {
        let Value::Object(members) = response else { return };
        if let Some(headers) = members.get_mut("headers") {
            self.headers(headers, &old.at("headers"));
        }
        let schema = members.shift_remove("schema");
        let examples = match members.shift_remove("examples") {
            Some(Value::Object(examples)) => examples,
            _ => Map::new(),
        };
        let mut content = Map::new();
        if let Some(schema) = schema {
            for name in media_types(&schema, produces) {
                content.insert(name, json!({ "schema": schema }));
            }
        }
        let has_schema = !content.is_empty();
        for (name, example) in examples {
            match content.get_mut(&name).and_then(Value::as_object_mut) {
                Some(media) => drop(media.insert("example".to_owned(), example)),
                // Without a schema, an example still shows that there is a body.
                None if !has_schema && name.contains('/') => {
                    content.insert(name, json!({ "schema": {}, "example": example }));
                }
                None => {
                    let text = "the example is of no media type that the operation produces, and is ignored";
                    self.note(NoteKind::Ignored, &old.at("examples").at(&name), text);
                }
            }
        }
        if !content.is_empty() {
            members.insert("content".to_owned(), Value::Object(content));
        }
    }
}

/// The media types of a response with a schema.
fn media_types(schema: &Value, produces: &[String]) -> Vec<String> {
    let is_file = schema.get("format").and_then(Value::as_str) == Some("binary");
    if is_file {
        let others: Vec<String> = produces.iter().filter(|name| !name.contains("json")).cloned().collect();
        return if others.is_empty() { vec![BYTES.to_owned()] } else { others };
    }
    if produces.is_empty() { vec![JSON.to_owned()] } else { produces.to_vec() }
}
