//! Keywords by which schemas are named and described, and those that only check.

use serde_json::{Value, json};

use super::{Node, objects};
use crate::NoteKind;

/// Keywords that say nothing about values; what refers to them was found before.
const SILENT: &[&str] =
    &["$anchor", "$comment", "$defs", "$dynamicAnchor", "$id", "$recursiveAnchor", "$vocabulary", "definitions"];

/// Keywords that no type can say, and what becomes of them.
const CHECKS: &[(NoteKind, &str, &str)] = &[
    (NoteKind::Untyped, "$dynamicRef", "can lead to several schemas and is not followed: any value may stand here"),
    (NoteKind::Untyped, "$recursiveRef", "leads to no schema around it and is not followed: any value may stand here"),
    (NoteKind::Unchecked, "contains", "is a constraint that is not checked"),
    (NoteKind::Widened, "contentSchema", "describes what is within a text, which stays a text"),
    (NoteKind::Unchecked, "dependentRequired", "is a constraint that is not checked"),
    (NoteKind::Unchecked, "dependentSchemas", "is a constraint that no type can say; it is ignored"),
    (NoteKind::Unchecked, "else", "is a constraint that no type can say; it is ignored"),
    (NoteKind::Unchecked, "if", "is a constraint that no type can say; it is ignored"),
    (NoteKind::Unchecked, "maxContains", "is a constraint that is not checked"),
    (NoteKind::Unchecked, "minContains", "is a constraint that is not checked"),
    (NoteKind::Unchecked, "propertyNames", "is a constraint that is not checked"),
    (NoteKind::Unchecked, "then", "is a constraint that no type can say; it is ignored"),
    (NoteKind::Unchecked, "unevaluatedItems", "is a constraint that is not checked"),
];

/// Parks what no type can say.
pub(super) fn park(node: &mut Node<'_>) {
    for key in SILENT {
        node.park(key);
    }
    for (kind, key, note) in CHECKS {
        node.park_with(*kind, key, note);
    }
    let dialect = node.members.get("$schema").and_then(Value::as_str).map(str::to_owned);
    if node.park("$schema") && dialect.is_some_and(|dialect| !objects::is_known_dialect(&dialect)) {
        node.note(NoteKind::Lenient, "$schema", "a schema of another dialect is read as one of OpenAPI 3.1");
    }
}

/// One of the `examples` becomes the `example`.
pub(super) fn examples(node: &mut Node<'_>) {
    if let Some(Value::Array(examples)) = node.members.get("examples")
        && let Some(first) = examples.first().cloned()
    {
        node.members.entry("example").or_insert(first);
    }
    node.park("examples");
}

/// A text that stands for bytes: 3.0 says it by `format`.
pub(super) fn content(node: &mut Node<'_>) {
    let text = |key: &str| node.members.get(key).and_then(Value::as_str).map(str::to_ascii_lowercase);
    let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
    let is_text = media_type.as_deref().is_none_or(|name| name.starts_with("text/") || name.contains("json"));
    let format = match encoding.as_deref() {
        Some("base64") => Some("byte"),
        None | Some("binary") if !is_text => Some("binary"),
        _ => None,
    };
    if let Some(format) = format {
        node.members.entry("type").or_insert_with(|| json!("string"));
        node.members.entry("format").or_insert_with(|| json!(format));
    }
    if encoding.is_some() && format != Some("byte") && format != Some("binary") {
        node.note(NoteKind::LeftOut, "contentEncoding", "`contentEncoding` is not looked at: the text stays as it is");
    }
    if media_type.is_some() && format != Some("binary") {
        node.note(
            NoteKind::LeftOut,
            "contentMediaType",
            "`contentMediaType` is not looked at: the caller reads what it is",
        );
    }
    node.park("contentEncoding");
    node.park("contentMediaType");
}
