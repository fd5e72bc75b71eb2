//! Which version of OpenAPI a description is written in, and whether it can be read.
//!
//! It must look at nothing but the root's `openapi` and `swagger` members.

use serde_json::{Map, Value};

use super::words;
use crate::{Diagnostic, Place};

/// Lets descriptions in OpenAPI 3.0 pass; an unquoted `openapi: 3.0` becomes a string.
///
/// # Errors
///
/// The document is no mapping, no description, or in a version that is not supported.
pub(super) fn check(document: &mut Value) -> Result<(), Diagnostic> {
    let root = Place::root();
    let kind = words::kind(document);
    let Value::Object(members) = document else {
        return Err(Diagnostic::new(&root, format!("a description must be a mapping, not {kind}"))
            .help("give the file whose first level has `openapi`, `info` and `paths`"));
    };
    let version = match members.get("openapi") {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => {
            let message = format!("`openapi` must be a string such as `3.0.3`, not {}", words::kind(other));
            return Err(Diagnostic::new(&root.at("openapi"), message));
        }
        None => return Err(no_version(members)),
    };
    if is_of(&version, "3.0") {
        members.insert("openapi".to_owned(), Value::String(version));
        return Ok(());
    }
    let place = root.at("openapi");
    Err(match ["3.1", "3.2"].iter().find(|known| is_of(&version, known)) {
        Some(known) => Diagnostic::new(&place, format!("OpenAPI {known} is not supported yet"))
            .help("give a description in OpenAPI 3.0; converters from 3.1 to 3.0 exist"),
        None => Diagnostic::new(&place, format!("`{version}` is not a version of OpenAPI that is known here"))
            .help("OpenAPI 3.0 is supported, such as `openapi: 3.0.3`"),
    })
}

fn is_of(version: &str, series: &str) -> bool {
    version.strip_prefix(series).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

fn no_version(members: &Map<String, Value>) -> Diagnostic {
    let root = Place::root();
    if let Some(version) = members.get("swagger") {
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        return Diagnostic::new(&root.at("swagger"), format!("Swagger {version} is not supported yet"))
            .help("give a description in OpenAPI 3.0; converters from Swagger 2.0 exist");
    }
    if let Some(key) = words::nearest("openapi", members.keys().map(String::as_str)) {
        return Diagnostic::new(&root.at(key), format!("`openapi` is missing, but there is `{key}`"))
            .help("write the key as `openapi`");
    }
    Diagnostic::new(&root, "`openapi` is missing, so this is no OpenAPI description")
        .help("the first level of a description has `openapi: 3.0.3` or the like")
}
