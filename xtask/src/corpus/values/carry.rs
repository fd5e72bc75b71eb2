//! Whether a place in a request has a way to say a value, as far as the specification has one (OpenAPI 3.0.4, section
//! 4.7.12.3).
//!
//! It must not look at what is sent.

use serde_json::Value;

use super::described::{Body, Parameter, Style, Written};
use super::wire::{self, is_scalar};

/// Whether the style of a parameter has a way to say a value.
pub(super) fn carries(parameter: &Parameter, value: &Value) -> bool {
    // An argument that is `null` is none.
    !value.is_null() && fits_integers(value) && carries_in(parameter.written, &parameter.location, value)
}

/// Whether all integers are such that arguments can be.
fn fits_integers(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_u64() || number.is_i64(),
        Value::Array(elements) => elements.iter().all(fits_integers),
        Value::Object(members) => members.values().all(fits_integers),
        _ => true,
    }
}

/// The same for any value with a style.
fn carries_in(written: Written, location: &str, value: &Value) -> bool {
    let texts = texts(value);
    let no_text_has = |letters: &[char]| !texts.iter().any(|text| text.contains(letters));
    let is_flat = match value {
        Value::Array(elements) => elements.iter().all(|element| is_scalar(element) && !element.is_null()),
        Value::Object(members) => members.values().all(is_scalar),
        _ => true,
    };
    let is_said = match location {
        // A segment that is empty, `.` or `..` would be another path (RFC 3986, section 5.2.4).
        "path" if is_scalar(value) => !texts.iter().any(|text| matches!(text.as_str(), "" | "." | "..")),
        "path" => !wire::is_nothing(value),
        // What a header cannot have, and the spaces around it (RFC 9110, section 5.5).
        "header" => !texts.iter().any(|text| text.contains(|c: char| c.is_control()) || text.trim() != text),
        _ => !value.is_null(),
    };
    let is_single = is_scalar(value) || written.style == Style::Json;
    let is_empty = matches!(texts.as_slice(), [one] if one.is_empty());
    is_said
        && match written.style {
            _ if is_single => true,
            Style::Spaces => is_flat && no_text_has(&[' ']),
            Style::Pipes => is_flat && no_text_has(&['|']),
            Style::Tabs => is_flat && no_text_has(&['\t']),
            Style::Label if texts.iter().any(String::is_empty) => false,
            Style::Label if written.explode => is_flat && no_text_has(&['.', ',', '=']),
            Style::Deep => carries_deep(value),
            _ if location == "header" => is_flat && !is_empty && no_text_has(&[',', '=']),
            // Nobody says how an element is written that has members; an empty list or text in a list says nothing.
            Style::Form if written.explode => value.as_array().is_none_or(|list| !list.contains(&Value::Null)),
            _ => is_flat && !is_empty,
        }
}

/// Whether each part of an object has a text, and no name has the letters that stand around names.
fn carries_deep(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().all(|(key, value)| {
            let is_empty = !is_scalar(value) && wire::is_nothing(value);
            !key.contains(['[', ']']) && !is_empty && carries_deep(value)
        }),
        Value::Array(elements) => elements.iter().all(|element| {
            let is_empty = wire::is_nothing(element);
            !is_empty && carries_deep(element)
        }),
        _ => true,
    }
}

/// Whether a body can say a value: there is no form that is no object, and its members have styles.
pub(super) fn carries_body(media_type: &str, body: &Body, value: &Value) -> bool {
    if !media_type.contains("form") || value.is_string() {
        return true;
    }
    let is_said = |(name, value): (&String, &Value)| {
        let member = body.members.iter().find(|(other, _)| other == name);
        match member.and_then(|(_, member)| member.written) {
            Some(written) => value.is_null() || carries_in(written, "form", value),
            None => value.as_array().is_none_or(|elements| elements.iter().all(|element| !element.is_null())),
        }
    };
    value.as_object().is_some_and(|members| members.iter().all(is_said))
}

/// Whether a text has nothing that is also between two parameters of one segment.
pub(super) fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The pieces of text of a value: names and values.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(elements) => elements.iter().flat_map(texts).collect(),
        Value::Object(members) => {
            members.iter().flat_map(|(key, value)| std::iter::once(key.clone()).chain(texts(value))).collect()
        }
        other => vec![other.to_string()],
    }
}
