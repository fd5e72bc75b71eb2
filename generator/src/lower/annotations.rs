//! What schemas say about the use of a value, beside its shape.
//!
//! It must not decide what becomes of it.

use openapiv3::VariantOrUnknownOrEmpty as Format;
use openapiv3::{Discriminator, Schema, SchemaKind, Type as SchemaType};
use serde_json::Value;

use super::described::Described;
use super::view::Located;
use super::walk::walk;
use crate::diagnostic::Place;

/// What schemas which hold together say about the use of a value.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(super) struct Annotations<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) default: Option<&'a Value>,
    pub(super) nullable: bool,
    pub(super) deprecated: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) sensitive: bool,
    pub(super) rust_name: Option<&'a str>,
    pub(super) rust_type: Option<&'a str>,
    pub(super) newtype: bool,
    /// Whether values are behind a box (`x-rust-box`): of the schemas themselves, not of what they are made of.
    pub(super) rust_box: Option<&'a Value>,
    /// Names of the values of the `enum`, in their order (`x-enum-varnames` and its like).
    pub(super) value_names: Option<&'a Value>,
    /// What is said about the values, in their order or by value (`x-enum-descriptions` and its like).
    pub(super) value_docs: Option<&'a Value>,
    /// The `discriminator`, and the schema that has it.
    pub(super) discriminator: Option<(&'a Discriminator, Place)>,
}

impl<'a> Annotations<'a> {
    /// Collects from all that holds; where several speak, the outermost is heard.
    pub(super) fn of(openapi: &'a Described<'_>, roots: &[Located<'a>]) -> Self {
        let mut found = Self::default();
        walk(openapi, roots, &mut |schema, spot| {
            let data = &schema.schema_data;
            let extension = |key: &str| data.extensions.get(key);
            found.title = found.title.or(data.title.as_deref());
            found.description = found.description.or(data.description.as_deref());
            found.default = found.default.or(data.default.as_ref());
            if let (None, Some(discriminator)) = (&found.discriminator, &data.discriminator) {
                found.discriminator = Some((discriminator, spot.place()));
            }
            found.nullable |= data.nullable || allows_null(schema);
            found.deprecated |= data.deprecated;
            found.read_only |= data.read_only;
            found.write_only |= data.write_only;
            found.sensitive |= extension("x-sensitive") == Some(&Value::Bool(true)) || is_password(schema);
            found.rust_name = found.rust_name.or(extension("x-rust-name").and_then(Value::as_str));
            found.rust_type = found.rust_type.or(extension("x-rust-type").and_then(Value::as_str));
            if spot.is_own() {
                found.rust_box = found.rust_box.or(extension("x-rust-box"));
            }
            let first_of = |keys: &[&str]| keys.iter().find_map(|key| extension(key));
            found.value_names = found.value_names.or(first_of(&["x-enum-varnames", "x-enumNames", "x-enumVarnames"]));
            found.value_docs = found.value_docs.or(first_of(&["x-enum-descriptions", "x-enumDescriptions"]));
            found.newtype |= extension("x-rust-newtype") == Some(&Value::Bool(true));
        });
        found
    }
}

/// Whether an `enum` lists `null`.
fn allows_null(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => string.enumeration.contains(&None),
        SchemaKind::Type(SchemaType::Integer(integer)) => integer.enumeration.contains(&None),
        SchemaKind::Type(SchemaType::Number(number)) => number.enumeration.contains(&None),
        SchemaKind::Type(SchemaType::Boolean(boolean)) => boolean.enumeration.contains(&None),
        SchemaKind::Any(any) => any.enumeration.contains(&Value::Null),
        _ => false,
    }
}

fn is_password(schema: &Schema) -> bool {
    use openapiv3::StringFormat::Password;
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => string.format == Format::Item(Password),
        SchemaKind::Any(any) => {
            any.format.as_deref() == Some("password") && any.typ.as_deref().is_none_or(|name| name == "string")
        }
        _ => false,
    }
}
