//! Whether an example fits its schema, as a validator of JSON Schema says.
//!
//! It must not know Rust types.

use std::fmt::Write as _;

use jsonschema::{Draft, Registry, ValidationOptions};
use serde_json::{Value, json};

/// What the document is called for the validator.
const NAME: &str = "json-schema:///description";

/// A document whose schemas the validator can be asked about.
pub(super) struct Schemas {
    document: Value,
    draft: Draft,
}

/// The member that marks a schema which was put into a choice with `null`.
const MARK: &str = "x-or-null";

/// The member that marks a schema whose `oneOf` became an `anyOf`.
const MEANT: &str = "x-by-meaning";

impl Schemas {
    /// Prepares the schemas at `pointers` of a document.
    pub(super) fn new(document: &Value, pointers: &[String]) -> Self {
        Self::of(document.clone(), pointers)
    }

    /// The same, but where a tag says which case a value is, other cases may fit it by the letter.
    pub(super) fn by_meaning(document: &Value, pointers: &[String]) -> Self {
        let mut document = document.clone();
        // The inner ones first, as the way to those changes.
        for pointer in pointers.iter().rev() {
            if let Some(schema) = document.pointer_mut(pointer) {
                let_several_fit(schema);
            }
        }
        let meant = Self { document, draft: Draft::Draft202012 };
        let pointers: Vec<String> = pointers.iter().map(|pointer| meant.actual(pointer)).collect();
        Self::of(meant.document, &pointers)
    }

    fn of(document: Value, pointers: &[String]) -> Self {
        let version = document.get("openapi").and_then(Value::as_str).unwrap_or_default();
        let is_early = version.starts_with("3.0") || version.is_empty();
        let mut schemas = Self { document, draft: Draft::Draft202012 };
        for pointer in pointers {
            let reference = schemas.document.pointer_mut(pointer).and_then(|schema| schema.get_mut("$ref"));
            if let Some(Value::String(target)) = reference {
                *target = encoded(target);
            }
        }
        if is_early {
            schemas.draft = Draft::Draft4;
            // The inner ones first, as the way to those changes.
            for pointer in pointers.iter().rev() {
                if let Some(schema) = schemas.document.pointer_mut(pointer) {
                    spell_out_null(schema);
                }
            }
        }
        schemas
    }

    /// The document for the validator, which borrows it.
    pub(super) fn registry(&self) -> Result<Registry<'static>, String> {
        let registry = Registry::new().draft(self.draft).add(NAME, self.document.clone());
        registry.and_then(jsonschema::RegistryBuilder::prepare).map_err(|error| error.to_string())
    }

    /// The validator of the schema at a pointer.
    pub(super) fn validator(&self, registry: &Registry<'_>, pointer: &str) -> Result<jsonschema::Validator, String> {
        let pointer = encoded(&format!("#{}", self.actual(pointer).replace('%', "%25")));
        let options: ValidationOptions<'_> = jsonschema::options();
        options
            .with_draft(self.draft)
            .with_registry(registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .build(&json!({ "$ref": format!("{NAME}{pointer}") }))
            .map_err(|error| format!("the schema is not valid: {error}"))
    }

    /// Where the node at a pointer has gone.
    fn actual(&self, pointer: &str) -> String {
        let mut actual = String::new();
        for token in pointer.split('/').skip(1) {
            // The whole choice stands for the schema; what is inside of it is below its second arm.
            if self.document.pointer(&actual).is_some_and(|node| node.get(MARK).is_some()) {
                actual += "/anyOf/1";
            }
            let node = self.document.pointer(&actual);
            let is_moved = token == "oneOf" && node.is_some_and(|node| node.get(MEANT).is_some());
            actual.push('/');
            actual += if is_moved { "anyOf" } else { token };
        }
        actual
    }
}

/// The text of a reference with what a URI cannot have, such as braces, percent-encoded (RFC 3986, section 2.1).
fn encoded(reference: &str) -> String {
    let mut text = String::new();
    for byte in reference.bytes() {
        // The first `#` begins the fragment.
        let is_first = byte == b'#' && !text.contains('#');
        if byte.is_ascii_alphanumeric() || b"-._~/?%!$&'()*+,;=:@".contains(&byte) || is_first {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Lets several cases fit where a discriminator says which one is meant.
fn let_several_fit(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if members.contains_key("discriminator")
        && !members.contains_key("anyOf")
        && let Some(cases) = members.shift_remove("oneOf")
    {
        members.insert("anyOf".to_owned(), cases);
        members.insert(MEANT.to_owned(), Value::Bool(true));
    }
}

/// `nullable: true` in the words of JSON Schema (OpenAPI 3.0.3, section 4.7.24.2).
fn spell_out_null(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if members.get("nullable") != Some(&Value::Bool(true)) && members.get("x-nullable") != Some(&Value::Bool(true)) {
        return;
    }
    let is_plain = members.get("type").is_some_and(Value::is_string)
        && !["enum", "allOf", "anyOf", "oneOf", "$ref", "not"].iter().any(|key| members.contains_key(*key));
    if is_plain {
        if let Some(name) = members.get_mut("type") {
            *name = json!([name.take(), "null"]);
        }
        return;
    }
    let inner = schema.take();
    *schema = json!({ "anyOf": [{ "enum": [null] }, inner] });
    schema[MARK] = Value::Bool(true);
}
