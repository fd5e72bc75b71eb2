//! Which version of OpenAPI a description is written in, and whether it can be read.
//!
//! It must look at nothing but the root's `openapi` and `swagger` members.

use serde_json::{Map, Value};

use super::words;
use crate::{Diagnostic, Place};

/// What a description is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// OpenAPI 2.0, which was called Swagger.
    Swagger,
    /// OpenAPI 3.0, which the typed model knows.
    V30,
    /// OpenAPI 3.1 or 3.2, whose schemas are those of JSON Schema 2020-12.
    Later,
}

/// Tells the version of a description; an unquoted `openapi: 3.0` becomes a string.
///
/// # Errors
///
/// The document is no mapping, no description, or in a version that is not supported.
pub(super) fn check(document: &mut Value) -> Result<Version, Diagnostic> {
    let root = Place::root();
    let kind = words::kind(document);
    let Value::Object(members) = document else {
        return Err(Diagnostic::new(&root, format!("a description must be a mapping, not {kind}"))
            .help("give the file whose first level has `openapi`, `info` and `paths`"));
    };
    let Some(key) = ["openapi", "swagger"].into_iter().find(|key| members.contains_key(*key)) else {
        return Err(no_version(members));
    };
    let version = match members.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        other => {
            let found = other.map_or("null", words::kind);
            return Err(Diagnostic::new(
                &root.at(key),
                format!("`{key}` must be a string such as `3.0.3`, not {found}"),
            ));
        }
    };
    let known = [("2", Version::Swagger), ("3.0", Version::V30), ("3.1", Version::Later), ("3.2", Version::Later)];
    if let Some((_, found)) = known.into_iter().find(|(series, _)| is_of(&version, series)) {
        members.shift_remove(key);
        let key = if found == Version::Swagger { "swagger" } else { "openapi" };
        members.shift_insert(0, key.to_owned(), Value::String(version));
        return Ok(found);
    }
    let message = format!("`{version}` is not a version of OpenAPI that is known here");
    Err(Diagnostic::new(&root.at(key), message)
        .help("OpenAPI 2.0, 3.0, 3.1 and 3.2 are supported, such as `openapi: 3.1.1`"))
}

fn is_of(version: &str, series: &str) -> bool {
    version.strip_prefix(series).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

fn no_version(members: &Map<String, Value>) -> Diagnostic {
    let root = Place::root();
    if let Some(key) = words::nearest("openapi", members.keys().map(String::as_str)) {
        return Diagnostic::new(&root.at(key), format!("`openapi` is missing, but there is `{key}`"))
            .help("write the key as `openapi`");
    }
    Diagnostic::new(&root, "`openapi` is missing, so this is no OpenAPI description")
        .help("the first level of a description has `openapi: 3.0.3` or the like")
}
