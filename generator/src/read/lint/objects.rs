//! What the tables cannot say about objects other than schemas.
//!
//! It must mend only what means the same afterwards, or what no client sees.

use serde_json::{Map, Value};

use super::grammar::{PATH_ITEM, SCHEME_KEYWORDS, STYLES_BY_LOCATION};
use super::walk::Walk;
use crate::read::{swagger, words};
use crate::{Note, NoteKind};

/// A path begins with `/` (section 4.7.8.1).
pub(super) fn check_paths(walk: &mut Walk, value: &mut Value) {
    for path in members(value).keys().filter(|path| !path.starts_with('/') && !path.starts_with("x-")) {
        walk.below(path, |walk| {
            walk.error(format!("the path `{path}` must begin with `/`")).help = Some(format!("write `/{path}`"));
        });
    }
}

/// An operation under a method that OpenAPI does not have would be dropped.
pub(super) fn check_path_item(walk: &mut Walk, value: &mut Value) {
    let Value::Object(item) = value else { return };
    let is_operation = |key: &str, value: &Value| {
        PATH_ITEM.field(key).is_none() && !key.starts_with("x-") && value.get("responses").is_some()
    };
    let others: Vec<_> =
        item.iter().filter(|(key, value)| is_operation(key, value)).map(|(key, _)| key.clone()).collect();
    for key in others {
        item.shift_remove(&key);
        let help = words::nearest(&key, PATH_ITEM.fields.iter().map(|field| field.name)).map_or_else(
            || "remove the operation, or describe it under another method".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        walk.below(&key, |walk| walk.error(format!("`{key}` is not a method of OpenAPI")).help = Some(help));
    }
}

/// An operation whose responses are not described can be called all the same, and parameters in `body` and `formData`
/// are the body of OpenAPI 2.0.
pub(super) fn check_operation(walk: &mut Walk, value: &mut Value) {
    let Value::Object(operation) = value else { return };
    if operation.get("responses").is_none_or(Value::is_null) {
        operation.insert("responses".to_owned(), Value::Object(Map::new()));
        walk.note(NoteKind::Lenient, "the operation has no `responses`; its responses are read as if they were empty");
    }
    let is_body = |parameter: &Value| matches!(parameter.get("in").and_then(Value::as_str), Some("body" | "formData"));
    let list = operation.get_mut("parameters").and_then(Value::as_array_mut);
    if let Some(list) = list.filter(|list| list.iter().any(is_body)) {
        let place = walk.place.at("parameters");
        let (bodies, others): (Vec<_>, Vec<_>) =
            std::mem::take(list).into_iter().enumerate().partition(|(_, parameter)| is_body(parameter));
        *list = others.into_iter().map(|(_, parameter)| parameter).collect();
        let bodies = bodies.into_iter().map(|(index, parameter)| (parameter, place.index(index))).collect::<Vec<_>>();
        for (_, place) in &bodies {
            let text = "a parameter in the body is read as in OpenAPI 2.0";
            walk.notes.push(Note::new(NoteKind::Lenient, place, text));
        }
        if let Some(body) = swagger::body(bodies, &mut walk.notes) {
            operation.entry("requestBody").or_insert(body);
        }
    }
    park_callbacks(value);
}

/// A callback that is a `$ref` has no place in the typed model; what it leads to is among the components.
fn park_callbacks(value: &mut Value) {
    let Some(Value::Object(callbacks)) = value.get_mut("callbacks") else { return };
    let references: Vec<_> =
        callbacks.iter().filter(|(_, callback)| callback.get("$ref").is_some()).map(|(name, _)| name.clone()).collect();
    let mut parked = Map::new();
    for name in references {
        parked.extend(callbacks.shift_remove_entry(&name));
    }
    if let (false, Value::Object(operation)) = (parked.is_empty(), value) {
        operation.insert("x-callbacks".to_owned(), Value::Object(parked));
    }
}

/// Extensions of a callback have no place in the typed model.
pub(super) fn check_callback(walk: &mut Walk, value: &mut Value) {
    let Value::Object(callback) = value else { return };
    let extensions: Vec<_> = callback.keys().filter(|key| key.starts_with("x-")).cloned().collect();
    for key in extensions {
        callback.shift_remove(&key);
        walk.below(&key, |walk| walk.note(NoteKind::Ignored, format!("`{key}` of a callback is ignored")));
    }
}

/// Where a parameter stands decides which styles it can have, and it is described by `schema` or `content`.
pub(super) fn check_parameter(walk: &mut Walk, value: &mut Value) {
    let Value::Object(parameter) = value else { return };
    let location = parameter.get("in").and_then(Value::as_str).unwrap_or_default().to_owned();
    if location == "body" || location == "formData" {
        parameter.shift_remove("in");
        let help = "describe the body under `requestBody` of the operation";
        walk.below("in", |walk| walk.error(format!("`in` cannot be `{location}`")).help = Some(help.to_owned()));
        parameter.insert("in".to_owned(), Value::String("query".to_owned()));
    }
    if location == "querystring" {
        let message = "a parameter that is the whole query, as OpenAPI 3.2 has them, is not supported";
        let help = "describe each member of the query as a parameter with `in: query`";
        walk.below("in", |walk| walk.error(message).help = Some(help.to_owned()));
        parameter.insert("in".to_owned(), Value::String("query".to_owned()));
    }
    check_style(walk, parameter, &location);
    keep_schema(walk, parameter);
    drop_empty(parameter);
    if !parameter.contains_key("schema") && !parameter.contains_key("content") {
        let mut schema = swagger::take_schema(parameter);
        let text = if schema.is_empty() {
            schema.insert("type".to_owned(), Value::from("string"));
            "a parameter must have `schema` or `content`; it is read as a string"
        } else {
            "a parameter must have `schema`; what it says about its value is read as one"
        };
        walk.note(NoteKind::Lenient, text);
        parameter.insert("schema".to_owned(), Value::Object(schema));
    }
}

/// A style that a parameter cannot have there is not meant.
fn check_style(walk: &mut Walk, parameter: &mut Map<String, Value>, location: &str) {
    let Some(style) = parameter.get("style").and_then(Value::as_str) else { return };
    if (style, location) == ("cookie", "cookie") {
        let text = "the style `cookie` is read as `form`: what a cookie cannot carry is percent-encoded";
        parameter.shift_remove("style");
        return walk.below("style", |walk| walk.note(NoteKind::Lenient, text));
    }
    let known = STYLES_BY_LOCATION.iter().find(|(known, _)| *known == location).map(|(_, styles)| *styles);
    if let Some([usual, others @ ..]) = known
        && *usual != style
        && !others.contains(&style)
    {
        let text = format!("a parameter in `{location}` cannot have the style `{style}`; `{usual}` is taken");
        parameter.shift_remove("style");
        walk.below("style", |walk| walk.note(NoteKind::Lenient, text));
    }
}

/// `schema` and `content` exclude each other; the first that stands would win.
fn keep_schema(walk: &mut Walk, object: &mut Map<String, Value>) {
    if !object.contains_key("schema") {
        return;
    }
    if let Some(content) = object.shift_remove("content") {
        object.insert("x-content".to_owned(), content);
        walk.below("content", |walk| walk.note(NoteKind::Ignored, "`content` stands beside `schema` and is ignored"));
    }
}

/// `content` without a media type says nothing.
fn drop_empty(object: &mut Map<String, Value>) {
    if object.get("content").and_then(Value::as_object).is_some_and(Map::is_empty) {
        object.shift_remove("content");
    }
}

/// An entry of a mapping names a schema; a schema itself tells nothing about its name.
pub(super) fn check_discriminator(walk: &mut Walk, value: &mut Value) {
    let Some(Value::Object(mapping)) = value.get_mut("mapping") else { return };
    walk.below("mapping", |walk| {
        mapping.retain(|key, target| {
            let is_schema = target.is_object() || target.is_null();
            if is_schema {
                let text = "an entry of `mapping` must name a schema; this one is passed over";
                walk.below(key, |walk| walk.note(NoteKind::Ignored, text));
            }
            !is_schema
        });
    });
}

/// A header that says nothing about its value is text.
pub(super) fn check_header(walk: &mut Walk, value: &mut Value) {
    let Value::Object(header) = value else { return };
    keep_schema(walk, header);
    drop_empty(header);
    if !header.contains_key("schema") && !header.contains_key("content") {
        let mut schema = swagger::take_schema(header);
        schema.entry("type").or_insert_with(|| Value::from("string"));
        let ty = schema.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
        walk.note(NoteKind::Lenient, format!("the header has neither `schema` nor `content` and is read as `{ty}`"));
        header.insert("schema".to_owned(), Value::Object(schema));
    }
}

/// The typed model does not know the defaults: each of these keywords brings in the others (OpenAPI 3.0.4, section
/// 4.8.15.1.2).
pub(super) fn check_encoding(_: &mut Walk, value: &mut Value) {
    let Value::Object(encoding) = value else { return };
    if ["style", "explode", "allowReserved"].iter().any(|key| encoding.contains_key(*key)) {
        let style = encoding.entry("style").or_insert_with(|| Value::from("form")).clone();
        encoding.entry("explode").or_insert(Value::Bool(style == "form"));
    }
}

/// In OpenAPI 2.0 the schema of a response stands in the response itself.
pub(super) fn check_response(walk: &mut Walk, value: &mut Value) {
    let Value::Object(response) = value else { return };
    let Some(schema) = response.shift_remove("schema") else { return };
    if response.contains_key("content") {
        walk.below("schema", |walk| walk.note(NoteKind::Ignored, "`schema` stands beside `content` and is ignored"));
    } else {
        walk.note(NoteKind::Lenient, "`schema` of a response is read as that of JSON, as in OpenAPI 2.0");
        let content = serde_json::json!({ "application/json": { "schema": schema } });
        response.insert("content".to_owned(), content);
    }
}

/// Codes are three digits, or a digit and `XX` (section 4.7.16.2); `4xx` is taken as `4XX`.
pub(super) fn check_responses(walk: &mut Walk, value: &mut Value) {
    let Value::Object(responses) = value else { return };
    for key in responses.keys().filter(|key| !is_code(key) && *key != "default" && !key.starts_with("x-")) {
        let Some(code) = canonical_code(key) else {
            let help = "write a code such as `200`, a range such as `4XX`, or `default`";
            walk.below(key, |walk| walk.error(format!("`{key}` is not a response code")).help = Some(help.to_owned()));
            continue;
        };
        if responses.contains_key(&code) {
            let message = format!("`{key}` and `{code}` are the same");
            walk.below(key, |walk| walk.error(message).help = Some("remove one of the two".to_owned()));
        } else {
            walk.below(key, |walk| walk.note(NoteKind::Lenient, format!("`{key}` is read as `{code}`")));
        }
    }
    if responses.keys().any(|key| canonical_code(key).is_some()) {
        *responses = std::mem::take(responses)
            .into_iter()
            .map(|(key, value)| (canonical_code(&key).unwrap_or(key), value))
            .collect();
    }
}

fn is_code(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'9', b'X', b'X'] => matches!(key.as_bytes()[0], b'1'..=b'5'),
        [b'1'..=b'9', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

/// The code, range or `default` as the specification spells it, when `key` spells it in another way.
pub(in crate::read) fn canonical_code(key: &str) -> Option<String> {
    let plain = key.trim();
    let spelled = match plain.to_ascii_uppercase().as_str() {
        "DEFAULT" => "default".to_owned(),
        upper => upper.to_owned(),
    };
    (spelled != key && (spelled == "default" || is_code(&spelled))).then_some(spelled)
}

/// Data in the place of an example is its value.
pub(super) fn check_example(walk: &mut Walk, value: &mut Value) {
    if !value.is_object() {
        *value = serde_json::json!({ "value": value.take() });
        walk.note(NoteKind::Lenient, "the example is data, which is read as its `value`");
    }
}

/// A link names an operation in one of two ways (section 4.7.20.1).
pub(super) fn check_link(walk: &mut Walk, value: &mut Value) {
    let link = members(value);
    if value.is_object() && !link.contains_key("operationRef") && !link.contains_key("operationId") {
        walk.error("a link must have `operationId` or `operationRef`");
    }
}

/// The type of a security scheme decides which keywords it must have.
pub(super) fn check_security_scheme(walk: &mut Walk, value: &mut Value) {
    let Value::Object(scheme) = value else { return };
    let name = scheme.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if name == "basic" || name == "bearer" {
        scheme.insert("type".to_owned(), Value::from("http"));
        walk.note(NoteKind::Lenient, format!("the type `{name}` is read as `http` with the scheme `{name}`"));
        scheme.insert("scheme".to_owned(), Value::from(name));
    } else if name == "oauth2" && !scheme.contains_key("flows") {
        scheme.insert("flows".to_owned(), Value::Object(Map::new()));
        walk.note(
            NoteKind::Lenient,
            "a security scheme of the type `oauth2` must have `flows`, which are read as empty",
        );
    }
    must_have(walk, value, SCHEME_KEYWORDS);
}

/// Checks a security scheme by a table of types and their keywords.
pub(super) fn must_have(walk: &mut Walk, value: &Value, table: &[(&str, &[&str])]) {
    let scheme = members(value);
    let name = scheme.get("type").and_then(Value::as_str).unwrap_or_default();
    let keywords = table.iter().find(|(known, _)| *known == name).map_or(&[][..], |(_, keywords)| keywords);
    for keyword in keywords.iter().filter(|keyword| !scheme.contains_key(**keyword)) {
        walk.error(format!("a security scheme of the type `{name}` must have `{keyword}`"));
    }
}

/// The members of an object; none when it is something else, which the walk reports.
fn members(value: &Value) -> &Map<String, Value> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&NONE)
}
