//! What is new in objects other than schemas.

use serde_json::{Map, Value, json};

use super::Node;
use crate::read::lint::grammar::{
    COMPONENTS, DISCRIMINATOR, ENCODING, EXAMPLE, FLOWS, MEDIA_TYPE, RESPONSE, SECURITY_SCHEME, SERVER, TAG,
};
use crate::read::lint::kind::Kind;
use crate::{Note, NoteKind};

/// Dialects whose keywords are those that are known here.
const DIALECTS: &[&str] = &["spec.openapis.org/oas/3.", "json-schema.org/draft/2020-12/schema"];

/// The key in `components.callbacks` under which webhooks stand: they are callbacks that no operation asks for.
pub(in crate::read) const WEBHOOKS: &str = "x-webhooks";

/// Whether schemas in a dialect of JSON Schema are read as they are meant.
pub(super) fn is_known_dialect(dialect: &str) -> bool {
    DIALECTS.iter().any(|known| dialect.contains(known))
}

/// `paths` may be missing, and the dialect may be another one.
pub(super) fn document(node: &mut Node<'_>) {
    node.members.entry("paths").or_insert_with(|| json!({}));
    node.park("$self");
    if let Some(webhooks) = node.members.shift_remove("webhooks") {
        let components = node.members.entry("components").or_insert_with(|| json!({}));
        if let Some(callbacks) = components.as_object_mut().map(|members| members.entry("callbacks"))
            && let Value::Object(callbacks) = callbacks.or_insert_with(|| json!({}))
        {
            callbacks.insert(WEBHOOKS.to_owned(), webhooks);
        }
    }
    let dialect = node.members.get("jsonSchemaDialect").and_then(Value::as_str).map(str::to_owned);
    if dialect.is_some_and(|dialect| !is_known_dialect(&dialect)) {
        node.note(
            NoteKind::Lenient,
            "jsonSchemaDialect",
            "schemas of another dialect are read as those of OpenAPI 3.1",
        );
    }
    node.park("jsonSchemaDialect");
}

/// A client's certificate is no header: it is a matter of the transport.
pub(super) fn components(node: &mut Node<'_>) {
    let Some(Value::Object(schemes)) = node.members.get_mut("securitySchemes") else { return };
    let is_mutual = |scheme: &Value| scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
    let names: Vec<_> = schemes.iter().filter(|(_, scheme)| is_mutual(scheme)).map(|(name, _)| name.clone()).collect();
    let mut parked = Map::new();
    for name in names {
        parked.extend(schemes.shift_remove_entry(&name));
        let place = node.place.at("securitySchemes").at(&name);
        let text = "`mutualTLS` is set up in the HTTP client, not by what is sent";
        node.notes.push(Note::new(NoteKind::Unsupported, &place, text));
    }
    if !parked.is_empty() {
        node.set("x-securitySchemes", parked);
    }
}

const UNSHOWN: &str = "is not shown in the documentation";
const POSITION: &str = "is not carried: the parts of a body are sent by the names of members, not by position";
const METADATA: &str = "is not looked at: the caller brings the token";

/// Keywords of OpenAPI 3.1 and 3.2 that the crate does not carry, and why.
pub(in crate::read) static NOT_CARRIED: &[(&Kind, &str, NoteKind, &str)] = &[
    (
        &MEDIA_TYPE,
        "itemSchema",
        NoteKind::Unsupported,
        "is not carried: a stream is read as a whole, and its items are for the caller to read",
    ),
    (&MEDIA_TYPE, "prefixEncoding", NoteKind::Unsupported, POSITION),
    (&MEDIA_TYPE, "itemEncoding", NoteKind::Unsupported, POSITION),
    (&ENCODING, "encoding", NoteKind::Unsupported, "is not carried: a part is sent as it is, without parts of its own"),
    (&ENCODING, "prefixEncoding", NoteKind::Unsupported, POSITION),
    (&ENCODING, "itemEncoding", NoteKind::Unsupported, POSITION),
    (
        &DISCRIMINATOR,
        "defaultMapping",
        NoteKind::Unsupported,
        "is not carried: an object whose tag is missing or unknown is of the case that it fits, or kept as JSON",
    ),
    (&EXAMPLE, "dataValue", NoteKind::LeftOut, UNSHOWN),
    (&EXAMPLE, "serializedValue", NoteKind::LeftOut, UNSHOWN),
    (&TAG, "summary", NoteKind::LeftOut, UNSHOWN),
    (&TAG, "parent", NoteKind::LeftOut, "is not looked at: modules are not within one another"),
    (&TAG, "kind", NoteKind::LeftOut, UNSHOWN),
    (&SERVER, "name", NoteKind::LeftOut, UNSHOWN),
    (&RESPONSE, "summary", NoteKind::LeftOut, UNSHOWN),
    (
        &COMPONENTS,
        "mediaTypes",
        NoteKind::LeftOut,
        "are not carried themselves: each is copied to where something refers to it",
    ),
    (&FLOWS, "deviceAuthorization", NoteKind::LeftOut, METADATA),
    (&SECURITY_SCHEME, "deprecated", NoteKind::LeftOut, UNSHOWN),
    (&SECURITY_SCHEME, "oauth2MetadataUrl", NoteKind::LeftOut, METADATA),
];

/// Parks what is not carried, and tells why where that is not for the ledger.
pub(super) fn not_carried(node: &mut Node<'_>, kind: &Kind) {
    for (_, key, note, text) in NOT_CARRIED.iter().filter(|(of, ..)| std::ptr::eq(*of, kind)) {
        if *note == NoteKind::LeftOut {
            node.park(key);
        } else {
            node.park_with(*note, key, text);
        }
    }
}

/// Methods that 3.0 does not have.
pub(super) fn path_item(node: &mut Node<'_>) {
    for key in ["query", "additionalOperations"] {
        node.park_with(NoteKind::Unsupported, key, "of a path item belongs to OpenAPI 3.2 and becomes no function");
    }
}

/// `responses` may be missing.
pub(super) fn operation(node: &mut Node<'_>) {
    node.members.entry("responses").or_insert_with(|| json!({ "default": { "description": "" } }));
}
