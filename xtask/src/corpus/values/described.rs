//! What a description says of the request of an operation: its parameters, and the bodies that it takes.
//!
//! It reads the description itself, in whatever version it is written, and must not know what the generator makes of it.

use serde_json::{Map, Value};

use super::schema::below;

/// What can be said in a request.
#[derive(Clone, Debug, Default)]
pub(super) struct Described {
    pub(super) parameters: Vec<Parameter>,
    /// The bodies, by their media types.
    pub(super) bodies: Vec<(String, Body)>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    /// `path`, `query`, `header` or `cookie`.
    pub(super) location: String,
    pub(super) name: String,
    /// Pointer to its schema.
    pub(super) schema: String,
    pub(super) written: Written,
}

/// A body of one media type.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// Pointer to its schema.
    pub(super) schema: String,
    /// How the members of a form are written, where that is said.
    pub(super) members: Vec<(String, Member)>,
}

/// What is said of a member of a form.
#[derive(Clone, Debug, Default)]
pub(super) struct Member {
    pub(super) written: Option<Written>,
    pub(super) media_type: Option<String>,
}

/// How a value is written (OpenAPI 3.0.4, section 4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) style: Style,
    pub(super) explode: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Form,
    Spaces,
    Pipes,
    Tabs,
    Deep,
    Simple,
    Label,
    Matrix,
    Json,
    Text,
}

/// References that lead from one to the next.
const MAX_STEPS: usize = 16;

/// What is beside the schema in a parameter of version 2.0.
const BESIDE: &[&str] = &["name", "in", "description", "required", "collectionFormat", "allowEmptyValue"];

/// Gives the parameters that are written as in version 2.0, whose schemas are spread among their own members, a `schema`,
/// and the operations the schemas of their forms.
pub(super) fn spell_out(document: &mut Value) {
    let mut lists = vec!["/parameters".to_owned(), "/components/parameters".to_owned()];
    let mut operations = Vec::new();
    for (path, item) in members(document.get("paths")) {
        let pointer = below("/paths", path);
        lists.push(below(&pointer, "parameters"));
        for (method, _) in members(Some(item)).filter(|(_, operation)| operation.is_object()) {
            lists.push(format!("{pointer}/{method}/parameters"));
            operations.push((path.clone(), method.clone()));
        }
    }
    for list in lists {
        let parameters: Vec<&mut Value> = match document.pointer_mut(&list) {
            Some(Value::Array(parameters)) => parameters.iter_mut().collect(),
            Some(Value::Object(parameters)) => parameters.values_mut().collect(),
            _ => Vec::new(),
        };
        parameters.into_iter().filter_map(Value::as_object_mut).for_each(spell_out_schema);
    }
    for (path, method) in operations {
        let pointer = below(&below("/paths", &path), &method);
        let form = form_of(document, &pointer);
        if let (Some(form), Some(Value::Object(operation))) = (form, document.pointer_mut(&pointer)) {
            operation.insert(FORM.to_owned(), form);
        }
    }
}

/// The member of an operation of version 2.0 that holds the schema of its form.
pub(super) const FORM: &str = "x-form";

fn spell_out_schema(parameter: &mut Map<String, Value>) {
    if ["$ref", "schema", "content"].iter().any(|key| parameter.contains_key(*key)) {
        return;
    }
    let own = parameter.iter().filter(|(key, _)| !BESIDE.contains(&key.as_str()));
    let mut schema: Map<String, Value> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
    if schema.get("type").is_some_and(|name| name == "file") {
        schema.insert("type".to_owned(), "string".into());
    }
    if !schema.is_empty() {
        parameter.insert("schema".to_owned(), schema.into());
    }
}

/// The schema of the form that an operation of version 2.0 takes.
fn form_of(document: &Value, pointer: &str) -> Option<Value> {
    let fields = fields(document, pointer);
    let required: Vec<Value> = fields
        .iter()
        .filter_map(|pointer| document.pointer(pointer))
        .filter(|field| field.get("required") == Some(&Value::Bool(true)))
        .filter_map(|field| field.get("name").cloned())
        .collect();
    let field = |pointer: &String| {
        let field = document.pointer(pointer)?;
        Some((field.get("name")?.as_str()?.to_owned(), field.get("schema")?.clone()))
    };
    let properties: Map<String, Value> = fields.iter().filter_map(field).collect();
    let mut form = Map::from_iter([("type".to_owned(), "object".into()), ("properties".to_owned(), properties.into())]);
    if !required.is_empty() {
        form.insert("required".to_owned(), required.into());
    }
    (!fields.is_empty()).then_some(form.into())
}

/// The pointers to the members of the form of an operation of version 2.0.
fn fields(document: &Value, pointer: &str) -> Vec<String> {
    let is_field = |pointer: &String| {
        document.pointer(pointer).and_then(|field| field.get("in")).is_some_and(|at| at == "formData")
    };
    parameters(document, pointer).into_iter().filter(is_field).collect()
}

/// What a document says of an operation; none if there is no such operation.
pub(super) fn describe(document: &Value, template: &str, method: &str) -> Option<Described> {
    let item = resolved(document, &below("/paths", template));
    let pointer = below(&item, method);
    let operation = document.pointer(&pointer)?;
    let mut described = Described::default();
    for pointer in parameters(document, &pointer) {
        let Some(parameter) = document.pointer(&pointer) else { continue };
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        match text("in") {
            "body" => {
                for media_type in consumed(document, operation) {
                    let body = Body { schema: below(&pointer, "schema"), members: Vec::new() };
                    described.bodies.push((media_type, body));
                }
            }
            "formData" => {}
            location => described.parameters.push(parameter_of(document, &pointer, location)),
        }
    }
    if operation.get(FORM).is_some() {
        let members = fields(document, &pointer).into_iter().filter_map(|pointer| {
            let field = document.pointer(&pointer)?;
            let member = Member { written: Some(early(field, "formData")), media_type: None };
            Some((field.get("name")?.as_str()?.to_owned(), member))
        });
        let body = Body { schema: below(&pointer, FORM), members: members.collect() };
        let mut media_types = consumed(document, operation);
        media_types.retain(|name| name.contains("form"));
        for usual in ["application/x-www-form-urlencoded", "multipart/form-data"] {
            if !media_types.iter().any(|name| name == usual) {
                media_types.push(usual.to_owned());
            }
        }
        described.bodies.extend(media_types.into_iter().map(|media_type| (media_type, body.clone())));
    }
    let content = below(&resolved(document, &below(&pointer, "requestBody")), "content");
    for (name, media) in members(document.pointer(&content)) {
        let pointer = below(&content, name);
        let members = members(media.get("encoding")).map(|(name, encoding)| (name.clone(), member(encoding)));
        described.bodies.push((name.clone(), Body { schema: below(&pointer, "schema"), members: members.collect() }));
    }
    Some(described)
}

/// The pointers to the parameters of an operation: those of its path that it does not override, and its own.
fn parameters(document: &Value, operation: &str) -> Vec<String> {
    let item = operation.rsplit_once('/').map_or("", |(item, _)| item);
    let mut found: Vec<(String, (Value, Value))> = Vec::new();
    for list in [below(item, "parameters"), below(operation, "parameters")] {
        let count = document.pointer(&list).and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count {
            let pointer = resolved(document, &format!("{list}/{index}"));
            let Some(parameter) = document.pointer(&pointer) else { continue };
            let of = |key: &str| parameter.get(key).cloned().unwrap_or_default();
            let identity = (of("in"), of("name"));
            found.retain(|(_, other)| *other != identity);
            found.push((pointer, identity));
        }
    }
    found.into_iter().map(|(pointer, _)| pointer).collect()
}

fn parameter_of(document: &Value, pointer: &str, location: &str) -> Parameter {
    let parameter = document.pointer(pointer).unwrap_or(&Value::Null);
    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let media = members(parameter.get("content")).next();
    let is_early = document.get("swagger").is_some();
    let (schema, written) = match media {
        Some((media_type, _)) => {
            let style = if is_json(media_type) { Style::Json } else { Style::Text };
            (format!("{}/schema", below(&below(pointer, "content"), media_type)), Written { style, explode: false })
        }
        None if is_early => (below(pointer, "schema"), early(parameter, location)),
        None => (below(pointer, "schema"), styled(parameter, location)),
    };
    Parameter { location: location.to_owned(), name, schema, written }
}

/// How a parameter is written.
fn styled(parameter: &Value, location: &str) -> Written {
    let style = match (parameter.get("style").and_then(Value::as_str), location) {
        (Some("label"), "path") => Style::Label,
        (Some("matrix"), "path") => Style::Matrix,
        (_, "path" | "header") => Style::Simple,
        (Some("deepObject"), "query") => Style::Deep,
        (Some("spaceDelimited"), "query") => Style::Spaces,
        (Some("pipeDelimited"), "query") => Style::Pipes,
        _ => Style::Form,
    };
    let explode = parameter.get("explode").and_then(Value::as_bool).unwrap_or(style == Style::Form);
    // These two are only something of their own if they are not exploded.
    let style = if explode && matches!(style, Style::Spaces | Style::Pipes) { Style::Form } else { style };
    Written { style, explode }
}

/// How a parameter is written that is as in version 2.0 (section "Parameter Object", `collectionFormat`).
fn early(parameter: &Value, location: &str) -> Written {
    let usual = if matches!(location, "path" | "header") { Style::Simple } else { Style::Form };
    match parameter.get("collectionFormat").and_then(Value::as_str) {
        Some("multi") => Written { style: usual, explode: true },
        Some("ssv") => Written { style: Style::Spaces, explode: false },
        Some("tsv") => Written { style: Style::Tabs, explode: false },
        Some("pipes") => Written { style: Style::Pipes, explode: false },
        _ => Written { style: usual, explode: false },
    }
}

/// What an Encoding Object says (OpenAPI 3.0.4, section 4.7.15).
fn member(encoding: &Value) -> Member {
    let says = ["style", "explode"].iter().any(|key| encoding.get(*key).is_some());
    Member {
        written: says.then(|| styled(encoding, "query")),
        media_type: encoding.get("contentType").and_then(Value::as_str).map(str::to_owned),
    }
}

/// The media types that an operation of version 2.0 takes.
fn consumed(document: &Value, operation: &Value) -> Vec<String> {
    let list = operation.get("consumes").or_else(|| document.get("consumes")).and_then(Value::as_array);
    let names: Vec<String> = list.into_iter().flatten().filter_map(|name| Some(name.as_str()?.to_owned())).collect();
    if names.is_empty() { vec!["application/json".to_owned()] } else { names }
}

/// Where what a pointer leads to stands, through references.
fn resolved(document: &Value, pointer: &str) -> String {
    let mut pointer = pointer.to_owned();
    for _ in 0..MAX_STEPS {
        let target = document.pointer(&pointer).and_then(|value| value.get("$ref")?.as_str()?.strip_prefix('#'));
        match target {
            Some(target) => pointer = super::schema::decoded(target),
            None => break,
        }
    }
    pointer
}

/// Whether a media type is JSON, or any.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json") || essence == "*/*"
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Style, Written, describe, spell_out};

    #[test]
    fn an_operation_overrides_parameters_of_its_path_and_styles_have_defaults() {
        let document = json!({
            "openapi": "3.0.3",
            "paths": { "/pets/{id}": {
                "parameters": [{ "$ref": "#/components/parameters/Id" }, { "name": "q", "in": "query", "schema": {} }],
                "get": { "parameters": [
                    { "name": "q", "in": "query", "style": "pipeDelimited", "explode": false, "schema": {} },
                    { "name": "x", "in": "header", "content": { "application/json": { "schema": {} } } },
                ] },
            } },
            "components": { "parameters": { "Id": { "name": "id", "in": "path", "style": "label", "schema": {} } } },
        });
        let described = describe(&document, "/pets/{id}", "get").unwrap();
        let found: Vec<(&str, Written, &str)> = described
            .parameters
            .iter()
            .map(|parameter| (parameter.name.as_str(), parameter.written, parameter.schema.as_str()))
            .collect();
        let written = |style| Written { style, explode: false };
        assert_eq!(
            found,
            [
                ("id", written(Style::Label), "/components/parameters/Id/schema"),
                ("q", written(Style::Pipes), "/paths/~1pets~1{id}/get/parameters/0/schema"),
                ("x", written(Style::Json), "/paths/~1pets~1{id}/get/parameters/1/content/application~1json/schema"),
            ]
        );
        assert!(describe(&document, "/pets/{id}", "put").is_none());
    }

    #[test]
    fn the_form_of_version_2_0_has_a_schema() {
        let mut document = json!({
            "swagger": "2.0",
            "paths": { "/pets": { "post": { "parameters": [
                { "name": "name", "in": "formData", "type": "string", "required": true },
                { "name": "tags", "in": "formData", "type": "array", "items": { "type": "string" }, "collectionFormat": "ssv" },
            ] } } },
        });
        spell_out(&mut document);
        let described = describe(&document, "/pets", "post").unwrap();
        let (media_type, body) = described.bodies.first().unwrap();
        assert_eq!(media_type, "application/x-www-form-urlencoded");
        let schema = document.pointer(&body.schema).unwrap();
        assert_eq!((&schema["required"], &schema["properties"]["name"]["type"]), (&json!(["name"]), &json!("string")));
        let written = body.members.iter().map(|(name, member)| (name.as_str(), member.written.unwrap().style));
        assert_eq!(written.collect::<Vec<_>>(), [("name", Style::Form), ("tags", Style::Spaces)]);
    }
}
