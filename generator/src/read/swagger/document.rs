//! The document itself, its paths, and what has names in it.

use serde_json::{Map, Value, json};

use super::body::Placed;
use super::{Rewriting, follow, media_types};
use crate::read::lint::grammar::{DOCUMENT, SCHEMA, SECURITY_SCHEME};
use crate::read::lint::grammar_swagger::PATH_ITEM;
use crate::read::lint::kind::{Holds, visit_all};
use crate::{NoteKind, Place};

/// Where things with names stand in 2.0 and in 3.0.
const SECTIONS: [(&str, &str); 4] = [
    ("definitions", "schemas"),
    ("parameters", "parameters"),
    ("responses", "responses"),
    ("securityDefinitions", "securitySchemes"),
];

/// The pointers to the schemas of objects that are written inside of shared parameters and responses: these are copied to
/// where they are used, and their types get names of their own.
pub(super) fn shared_schemas(document: &Value) -> Vec<String> {
    let is_object = |schema: &Value| schema.get("properties").is_some() || schema.get("allOf").is_some();
    let mut found = Vec::new();
    for section in ["parameters", "responses"] {
        for (name, value) in document.get(section).and_then(Value::as_object).into_iter().flatten() {
            if value.get("schema").is_some_and(|schema| schema.get("$ref").is_none() && is_object(schema)) {
                found.push(Place::root().at(section).at(name).at("schema").pointer);
            }
        }
    }
    found
}

impl Rewriting {
    /// Rewrites the whole document.
    pub(super) fn document(&mut self, document: &mut Value) {
        let Value::Object(members) = document else { return };
        let servers = self.servers(members);
        if let Some(paths) = members.get_mut("paths") {
            self.paths(paths);
        }
        let components = self.components(members);
        let version = members.shift_remove("swagger").unwrap_or_default();
        members.retain(|key, _| {
            DOCUMENT.field(key).is_some_and(|field| field.name != "components") || key.starts_with("x-")
        });
        members.shift_insert(0, "openapi".to_owned(), version);
        members.insert("servers".to_owned(), servers);
        members.insert("components".to_owned(), Value::Object(components));
        lead(document);
    }

    /// `host`, `basePath` and `schemes` together are the servers; a safe one comes first.
    fn servers(&mut self, members: &Map<String, Value>) -> Value {
        let text = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default().trim();
        let host = text("host").trim_end_matches('/');
        let host = host.split_once("://").map_or(host, |(_, host)| host);
        let path = text("basePath").trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        let root = Place::root();
        self.moved(&root.at("servers"), &root.at(if host.is_empty() { "basePath" } else { "host" }));
        if host.is_empty() {
            return if path.is_empty() { json!([]) } else { json!([{ "url": path }]) };
        }
        let schemes = media_types(members.get("schemes")).unwrap_or_default();
        let mut schemes: Vec<&str> =
            schemes.iter().map(String::as_str).filter(|name| name.starts_with("http")).collect();
        schemes.sort_by_key(|name| *name != "https");
        if schemes.is_empty() {
            schemes.push("https");
        }
        schemes.iter().map(|scheme| json!({ "url": format!("{scheme}://{host}{path}") })).collect()
    }

    fn components(&mut self, members: &mut Map<String, Value>) -> Map<String, Value> {
        let mut components = Map::new();
        for (old, new) in SECTIONS {
            let Some(Value::Object(mut entries)) = members.shift_remove(old) else { continue };
            let (new_place, old_place) = (Place::root().at("components").at(new), Place::root().at(old));
            self.moved(&new_place, &old_place);
            if old == "parameters" {
                // Bodies have been copied to where they are used.
                entries.retain(|_, parameter| !is_body(parameter));
            }
            for (name, entry) in &mut entries {
                let (new, old_place) = (new_place.at(name), old_place.at(name));
                match old {
                    "parameters" => self.parameter(entry, &new, &old_place),
                    "responses" => {
                        let produces = self.produces.clone();
                        self.response(entry, &produces, &old_place);
                        self.contents(entry, &new, &old_place);
                    }
                    "securityDefinitions" => security_scheme(entry),
                    _ => {}
                }
            }
            components.insert(new.to_owned(), Value::Object(entries));
        }
        components
    }

    fn paths(&mut self, paths: &mut Value) {
        let root = Place::root().at("paths");
        for (path, item) in paths.as_object_mut().into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
            let Value::Object(item) = item else { continue };
            let place = root.at(path);
            let (shared, bodies) = self.parameters(item.shift_remove("parameters"), &place.at("parameters"));
            for (method, operation) in item.iter_mut() {
                if matches!(PATH_ITEM.field(method).map(|field| field.holds), Some(Holds::One(_)))
                    && let Value::Object(operation) = operation
                {
                    self.operation(operation, &bodies, &place.at(method));
                }
            }
            if !shared.is_empty() {
                item.insert("parameters".to_owned(), Value::Array(shared));
            }
        }
    }

    fn operation(&mut self, operation: &mut Map<String, Value>, shared: &[Placed], place: &Place) {
        let consumes = media_types(operation.shift_remove("consumes").as_ref());
        let produces = media_types(operation.shift_remove("produces").as_ref());
        operation.shift_remove("schemes");
        let (parameters, mut bodies) = self.parameters(operation.shift_remove("parameters"), &place.at("parameters"));
        bodies.extend(self.inherited(shared, &bodies));
        let consumes = consumes.unwrap_or_else(|| self.consumes.clone());
        if let Some(body) = self.body(bodies, &consumes, &place.at("requestBody")) {
            operation.insert("requestBody".to_owned(), body);
        }
        if !parameters.is_empty() {
            operation.insert("parameters".to_owned(), Value::Array(parameters));
        }
        let is_own = produces.as_ref().is_some_and(|own| *own != self.produces);
        let produces = produces.unwrap_or_else(|| self.produces.clone());
        let place = place.at("responses");
        for (status, response) in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten() {
            let place = place.at(status);
            let mut old = place.clone();
            if response.get("$ref").is_some() {
                if !is_own {
                    continue;
                }
                (*response, old) = follow("responses", &self.responses, response, &place);
                self.moved(&place, &old);
            }
            self.response(response, &produces, &old);
            self.contents(response, &place, &old);
        }
    }

    /// The bodies of a path that an operation with the bodies `own` has too.
    fn inherited(&mut self, shared: &[Placed], own: &[Placed]) -> Vec<Placed> {
        let mut inherited: Vec<Placed> =
            shared.iter().filter(|(body, _)| !own.iter().any(|(own, _)| is_same(own, body))).cloned().collect();
        if own.first().is_some_and(|(own, _)| is_form(own)) {
            for (_, place) in inherited.extract_if(.., |(body, _)| !is_form(body)) {
                self.note(NoteKind::Ignored, &place, "an operation with a form of its own does not have this body");
            }
        }
        inherited
    }

    /// Remembers where the schemas of a response that has been rewritten stood.
    fn contents(&mut self, response: &Value, new: &Place, old: &Place) {
        for name in response.get("content").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name) {
            self.moved(&new.at("content").at(name).at("schema"), &old.at("schema"));
        }
    }

    /// Rewrites a list of parameters, and takes out those that are bodies.
    fn parameters(&mut self, list: Option<Value>, place: &Place) -> (Vec<Value>, Vec<Placed>) {
        let Some(Value::Array(list)) = list else { return (Vec::new(), Vec::new()) };
        let (mut others, mut bodies) = (Vec::new(), Vec::new());
        for (index, mut parameter) in list.into_iter().enumerate() {
            let old = place.index(index);
            let (whole, whole_place) = follow("parameters", &self.parameters, &parameter, &old);
            if is_body(&whole) {
                bodies.push((whole, whole_place));
            } else {
                self.parameter(&mut parameter, &place.index(others.len()), &old);
                others.push(parameter);
            }
        }
        (others, bodies)
    }
}

fn is_body(parameter: &Value) -> bool {
    matches!(parameter.get("in").and_then(Value::as_str), Some("body" | "formData"))
}

/// Whether a parameter that is a body is a part of a form.
pub(super) fn is_form(parameter: &Value) -> bool {
    parameter.get("in").and_then(Value::as_str) == Some("formData")
}

/// Whether a parameter of an operation stands for one of its path; there is one body at most.
fn is_same(own: &Value, other: &Value) -> bool {
    own.get("in") == other.get("in") && (own.get("in") == Some(&json!("body")) || own.get("name") == other.get("name"))
}

/// `basic` is a scheme of HTTP, and each flow of `oauth2` has its own object.
fn security_scheme(scheme: &mut Value) {
    let Value::Object(members) = scheme else { return };
    match members.get("type").and_then(Value::as_str) {
        Some("basic") => {
            members.insert("type".to_owned(), json!("http"));
            members.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") => {
            let name = match members.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let flow: Map<String, Value> = ["authorizationUrl", "tokenUrl", "scopes"]
                .into_iter()
                .filter_map(|key| members.shift_remove_entry(key))
                .collect();
            members.insert("flows".to_owned(), json!({ name: flow }));
        }
        _ => {}
    }
    members.retain(|key, _| SECURITY_SCHEME.field(key).is_some() || key.starts_with("x-"));
}

/// Lets each `$ref` lead to where its target stands now.
fn lead(document: &mut Value) {
    visit_all(document, &DOCUMENT, &mut Place::root(), &mut |value, kind, _| {
        if !kind.reference && !std::ptr::eq(kind, &raw const SCHEMA) {
            return;
        }
        let Some(Value::String(target)) = value.get_mut("$ref") else { return };
        for (old, new) in SECTIONS {
            if let Some(name) = target.strip_prefix(&format!("#/{old}/")) {
                *target = format!("#/components/{new}/{name}");
                return;
            }
        }
    });
}
