//! Finds the examples of a description, those of parameters aside.
//!
//! It knows where the specification lets an example stand, and looks nowhere else. It must not judge examples.

use serde_json::Value;

/// An example: pointers into the document.
#[derive(Clone, Debug)]
pub(super) struct Example {
    /// The value.
    pub(super) value: String,
    /// The schema that it should fit.
    pub(super) schema: String,
    /// The schema or media type that it belongs to.
    pub(super) owner: String,
}

/// What a walk through a document found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) examples: Vec<Example>,
    /// All schemas, inner ones after those that they are in.
    pub(super) schemas: Vec<String>,
}

/// Keywords that hold one schema, a list of schemas, or schemas by name.
const INNER: &[&str] = &["items", "additionalProperties", "not", "unevaluatedProperties", "propertyNames", "contains"];
const LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Walks through a document.
pub(super) fn find(document: &Value) -> Found {
    let mut walk = Walk { document, found: Found::default() };
    walk.each("/components/schemas", Walk::schema);
    walk.each("/definitions", Walk::schema);
    walk.each("/components/responses", Walk::content);
    walk.each("/components/requestBodies", Walk::content);
    walk.each("/components/parameters", Walk::parameter);
    walk.each("/components/headers", Walk::parameter);
    walk.each("/components/pathItems", Walk::path_item);
    walk.each("/paths", Walk::path_item);
    walk.each("/webhooks", Walk::path_item);
    walk.found
}

struct Walk<'a> {
    document: &'a Value,
    found: Found,
}

impl<'a> Walk<'a> {
    /// The object at a pointer; none when it is a `$ref`, whose target is met where it stands.
    fn object(&self, pointer: &str) -> Option<&serde_json::Map<String, Value>> {
        self.document.pointer(pointer)?.as_object().filter(|object| !object.contains_key("$ref"))
    }

    /// The pointers to the members of what stands at a pointer.
    fn below(&self, pointer: &str) -> Vec<String> {
        match self.document.pointer(pointer) {
            Some(Value::Object(members)) => members.keys().map(|key| at(pointer, key)).collect(),
            Some(Value::Array(elements)) => (0..elements.len()).map(|index| format!("{pointer}/{index}")).collect(),
            _ => Vec::new(),
        }
    }

    fn each(&mut self, pointer: &str, visit: fn(&mut Walk<'a>, &str)) {
        for below in self.below(pointer) {
            visit(self, &below);
        }
    }

    fn path_item(&mut self, pointer: &str) {
        self.each(&at(pointer, "parameters"), Self::parameter);
        for method in METHODS {
            let operation = at(pointer, method);
            self.each(&at(&operation, "parameters"), Self::parameter);
            self.content(&at(&operation, "requestBody"));
            self.each(&at(&operation, "responses"), Self::content);
            self.each(&at(&operation, "callbacks"), |walk, callback| walk.each(callback, Self::path_item));
        }
    }

    /// A parameter or a header: its examples may be in the style of the parameter, and are left out.
    fn parameter(&mut self, pointer: &str) {
        if self.object(pointer).is_some() {
            self.schema(&at(pointer, "schema"));
        }
    }

    /// A request body or a response.
    fn content(&mut self, pointer: &str) {
        if self.object(pointer).is_none() {
            return;
        }
        self.each(&at(pointer, "headers"), Self::parameter);
        // A response of version 2.0.
        self.schema(&at(pointer, "schema"));
        for media in self.below(&at(pointer, "content")) {
            let schema = at(&media, "schema");
            if self.document.pointer(&schema).is_none() {
                continue;
            }
            if is_json(&media) {
                let given = self.below(&at(&media, "examples")).into_iter().filter_map(|one| self.value(&one));
                let values: Vec<String> = given.chain(self.there(at(&media, "example"))).collect();
                let example = |value| Example { value, schema: schema.clone(), owner: media.clone() };
                self.found.examples.extend(values.into_iter().map(example));
            }
            self.schema(&schema);
        }
    }

    /// The value of an Example Object, maybe through a `$ref`.
    fn value(&self, pointer: &str) -> Option<String> {
        let target = self.document.pointer(pointer)?.get("$ref").and_then(Value::as_str);
        let object = target.and_then(|target| target.strip_prefix('#')).unwrap_or(pointer);
        self.there(at(object, "value"))
    }

    fn there(&self, pointer: String) -> Option<String> {
        self.document.pointer(&pointer).is_some().then_some(pointer)
    }

    fn schema(&mut self, pointer: &str) {
        let Some(Value::Object(schema)) = self.document.pointer(pointer) else { return };
        self.found.schemas.push(pointer.to_owned());
        // Version 3.0 does not look beside a `$ref`.
        if !schema.contains_key("$ref") {
            let list = self.below(&at(pointer, "examples")).into_iter();
            let list = list.filter(|_| schema.get("examples").is_some_and(Value::is_array));
            let values: Vec<String> = list.chain(self.there(at(pointer, "example"))).collect();
            let example = |value| Example { value, schema: pointer.to_owned(), owner: pointer.to_owned() };
            self.found.examples.extend(values.into_iter().map(example));
        }
        for key in INNER {
            self.schema(&at(pointer, key));
        }
        for key in LISTS.iter().chain(MAPS) {
            self.each(&at(pointer, key), Self::schema);
        }
    }
}

/// The pointer to a member.
pub(super) fn at(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Whether a pointer ends in a media type of JSON.
fn is_json(media: &str) -> bool {
    let name = media.rsplit('/').next().unwrap_or_default().replace("~1", "/").to_ascii_lowercase();
    let essence = name.split(';').next().unwrap_or_default().trim();
    matches!(essence, "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}
