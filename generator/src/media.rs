//! Which of several media types is taken by itself, as far as their names tell.
//!
//! It must not look at schemas: files are a matter of lowering.

use crate::markdown::code;
use crate::{Note, NoteKind, Place};

/// What to say of a media type that is not taken.
pub(crate) fn unused(name: &str, place: &Place) -> Note {
    let text = format!(
        "{} is not sent or read by itself, since another media type is there; `with_body` and `read_as` take any",
        code(name)
    );
    Note::new(NoteKind::LeftOut, place, text)
}

/// The name without parameters, in small letters.
pub(crate) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase()
}

/// Whether values of a media type are JSON: `application/json`, anything with the suffix `+json` (RFC 6839), or any type
/// at all.
pub(crate) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}

/// Whether a media type stands for several, as `*/*` and `image/*` do.
pub(crate) fn is_range(name: &str) -> bool {
    essence(name).contains('*')
}

/// Whether a media type of JSON says more than that. JSON has one character set (RFC 8259, section 8.1).
pub(crate) fn is_special(name: &str) -> bool {
    let is_charset = |parameter: &str| parameter.trim().to_ascii_lowercase().starts_with("charset=");
    !is_range(name) && (essence(name) != "application/json" || !name.split(';').skip(1).all(is_charset))
}

/// The rank of a media type among those that a body can be sent as; the least is taken.
pub(crate) fn rank_sent(name: &str) -> u8 {
    match essence(name).as_str() {
        _ if is_json(name) && is_range(name) => 3,
        _ if is_json(name) => 1 + u8::from(is_special(name)),
        "application/x-www-form-urlencoded" => 4,
        "multipart/form-data" => 5,
        _ if name.starts_with("text/") => 6,
        _ => 7,
    }
}

/// The rank of a media type among those that a form can be sent as; the least is taken.
pub(crate) fn rank_form(name: &str) -> u8 {
    match rank_sent(name) {
        form @ (4 | 5) => form - 4,
        other => 2 + other,
    }
}

/// The rank of a media type among those that a response can be read as; the least is taken.
pub(crate) fn rank_read(name: &str) -> u8 {
    match is_json(name) {
        true if is_range(name) => 2,
        true => u8::from(is_special(name)),
        false => 3,
    }
}
