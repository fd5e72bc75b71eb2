//! Parameters and headers: what they say about their value becomes a schema, and how lists are written a style.

use serde_json::{Map, Value, json};

use super::{Rewriting, schema};
use crate::read::lint::grammar::{PARAMETER, SCHEMA};
use crate::{NoteKind, Place};

/// Takes the members out that say what a value is, and gives them as a schema.
pub(in crate::read) fn take_schema(members: &mut Map<String, Value>) -> Map<String, Value> {
    let says_value = |key: &str| {
        SCHEMA.field(key).is_some() && PARAMETER.field(key).is_none() && key != "required" || key == "x-nullable"
    };
    let keys: Vec<String> = members.keys().filter(|key| says_value(key)).cloned().collect();
    let mut taken: Map<String, Value> = keys.iter().filter_map(|key| members.shift_remove_entry(key)).collect();
    if let Some(Value::Object(own)) = members.shift_remove("schema") {
        taken.extend(own);
    }
    schema::rewrite(&mut taken);
    taken
}

/// How a list is written: the style of 3.0, and whether it repeats the name for each element.
pub(super) enum Style {
    As(&'static str, bool),
    /// 3.0 has no word for it.
    Unknown,
}

/// The style that `collectionFormat` means at a location (OpenAPI 2.0, parameter object).
pub(super) fn style(format: &str, location: &str) -> Style {
    match (format, location) {
        ("multi", "query" | "formData") => Style::As("form", true),
        ("csv", "query" | "formData") => Style::As("form", false),
        ("csv" | "multi", _) => Style::As("simple", false),
        ("ssv", "query" | "formData") => Style::As("spaceDelimited", false),
        ("pipes", "query" | "formData") => Style::As("pipeDelimited", false),
        _ => Style::Unknown,
    }
}

impl Rewriting {
    /// Rewrites a parameter that is no part of a body.
    pub(super) fn parameter(&mut self, parameter: &mut Value, new: &Place, old: &Place) {
        self.moved(new, old);
        let Value::Object(members) = parameter else { return };
        if members.contains_key("$ref") {
            return;
        }
        let schema_place = if members.contains_key("schema") { old.at("schema") } else { old.clone() };
        self.moved(&new.at("schema"), &schema_place);
        let location = members.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
        let format = members.shift_remove("collectionFormat");
        let mut schema = take_schema(members);
        if schema.get("type").and_then(Value::as_str) == Some("array") {
            match style(format.as_ref().and_then(Value::as_str).unwrap_or("csv"), &location) {
                Style::As(style, explode) => {
                    members.insert("style".to_owned(), json!(style));
                    members.insert("explode".to_owned(), json!(explode));
                }
                Style::Unknown => schema = self.joined(schema, old),
            }
        }
        members.insert("schema".to_owned(), Value::Object(schema));
    }

    /// A list whose separator 3.0 cannot say is a text, which the caller puts together.
    pub(super) fn joined(&mut self, list: Map<String, Value>, place: &Place) -> Map<String, Value> {
        let text = "the list is written with a separator that OpenAPI 3.0 does not have; it became a string";
        self.note(NoteKind::Widened, place, text);
        let kept = list.into_iter().filter(|(key, _)| key == "description" || key.starts_with("x-"));
        kept.chain([("type".to_owned(), json!("string"))]).collect()
    }

    /// Rewrites the headers of a response.
    pub(super) fn headers(&mut self, headers: &mut Value, place: &Place) {
        for (name, header) in headers.as_object_mut().into_iter().flatten() {
            let Value::Object(members) = header else { continue };
            let format = members.shift_remove("collectionFormat");
            let mut schema = take_schema(members);
            let is_list = schema.get("type").and_then(Value::as_str) == Some("array");
            if is_list && format.as_ref().and_then(Value::as_str).is_some_and(|format| format != "csv") {
                schema = self.joined(schema, &place.at(name));
            }
            members.insert("schema".to_owned(), Value::Object(schema));
        }
    }
}
