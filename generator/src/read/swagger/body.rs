//! Parameters in `body` and `formData`, which become the body of the request.

use serde_json::{Map, Value, json};

use super::document::is_form;
use super::parameter::{Style, style, take_schema};
use super::{JSON, Rewriting};
use crate::{NoteKind, Place};

/// A form of several parts, in which files can stand.
const MULTIPART: &str = "multipart/form-data";

/// A form in one line of text.
const FORM: &str = "application/x-www-form-urlencoded";

/// A parameter and its place.
pub(super) type Placed = (Value, Place);

impl Rewriting {
    /// The body that the parameters of an operation say, if any.
    pub(super) fn body(&mut self, parameters: Vec<Placed>, consumes: &[String], place: &Place) -> Option<Value> {
        let (fields, bodies): (Vec<Placed>, Vec<Placed>) =
            parameters.into_iter().partition(|(parameter, _)| is_form(parameter));
        let mut bodies = bodies.into_iter();
        let Some(body) = bodies.next() else {
            return (!fields.is_empty()).then(|| self.form(fields, consumes, place));
        };
        for (_, place) in bodies.chain(fields) {
            self.note(NoteKind::Ignored, &place, "the operation has a body already, so that this one is ignored");
        }
        Some(self.value(body, consumes, place))
    }

    fn value(&mut self, (body, old): Placed, consumes: &[String], place: &Place) -> Value {
        self.moved(place, &old);
        let Value::Object(mut members) = body else { return Value::Null };
        let schema = members.shift_remove("schema").unwrap_or_else(|| json!({}));
        let is_form = |name: &&String| name.contains("form");
        let others: Vec<&String> = consumes.iter().filter(|name| !is_form(name)).collect();
        let names: Vec<&str> = match (others.is_empty(), consumes.is_empty()) {
            (false, _) => others.into_iter().map(String::as_str).collect(),
            (true, false) => consumes.iter().map(String::as_str).collect(),
            (true, true) => vec![JSON],
        };
        let mut content = Map::new();
        for name in names {
            self.moved(&place.at("content").at(name).at("schema"), &old.at("schema"));
            content.insert(name.to_owned(), json!({ "schema": schema }));
        }
        let keeps = |key: &str| matches!(key, "description" | "required") || key.starts_with("x-");
        members.retain(|key, _| keeps(key));
        members.insert("content".to_owned(), Value::Object(content));
        Value::Object(members)
    }

    /// The fields of a form, each name once: a file rather than a value, and the later one of two of a kind.
    fn distinct(&mut self, fields: Vec<Placed>) -> Vec<Placed> {
        let mut kept: Vec<Placed> = Vec::new();
        for field in fields {
            let Some(earlier) = kept.iter_mut().find(|(earlier, _)| earlier["name"] == field.0["name"]) else {
                kept.push(field);
                continue;
            };
            let is_lesser = is_file(&earlier.0) && !is_file(&field.0);
            let (_, lost) = if is_lesser { field } else { std::mem::replace(earlier, field) };
            self.note(NoteKind::Contradiction, &lost, "the form has another field of this name, which counts");
        }
        kept
    }

    fn form(&mut self, fields: Vec<Placed>, consumes: &[String], place: &Place) -> Value {
        let fields = self.distinct(fields);
        let said = |wanted: &str| consumes.iter().any(|name| name.eq_ignore_ascii_case(wanted));
        // Only forms of several parts can hold files.
        let media_type = if fields.iter().any(|(field, _)| is_file(field)) || said(MULTIPART) && !said(FORM) {
            MULTIPART
        } else {
            FORM
        };
        let schema_place = place.at("content").at(media_type).at("schema");
        let list = place.parent().at("parameters");
        self.moved(place, &list);
        self.moved(&schema_place, &list);
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for (field, old) in fields {
            let Value::Object(mut members) = field else { continue };
            let name = members.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            self.moved(&schema_place.at("properties").at(&name), &old);
            if members.get("required") == Some(&Value::Bool(true)) {
                required.push(Value::from(name.clone()));
            }
            let format = members.shift_remove("collectionFormat");
            let mut schema = take_schema(&mut members);
            if schema.get("type").and_then(Value::as_str) == Some("array") {
                match style(format.as_ref().and_then(Value::as_str).unwrap_or("csv"), "formData") {
                    Style::As(style, explode) => {
                        encoding.insert(name.clone(), json!({ "style": style, "explode": explode }));
                    }
                    Style::Unknown => schema = self.joined(schema, &old),
                }
            }
            members.retain(|key, _| key == "description" || key == "example" || key.starts_with("x-"));
            schema.extend(members);
            properties.insert(name, Value::Object(schema));
        }
        let is_required = !required.is_empty();
        let mut schema = json!({ "type": "object", "properties": properties });
        if is_required {
            schema["required"] = Value::Array(required);
        }
        let mut media = json!({ "schema": schema });
        if !encoding.is_empty() {
            media["encoding"] = Value::Object(encoding);
        }
        json!({ "required": is_required, "content": { media_type: media } })
    }
}

/// Whether a field of a form is a file.
fn is_file(field: &Value) -> bool {
    let is_binary = |value: &Value| value["type"] == "file" || value["format"] == "binary";
    is_binary(field) || is_binary(&field["schema"])
}
