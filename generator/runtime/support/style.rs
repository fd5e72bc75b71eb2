//! Lists and objects as parameters: how their parts are joined (OpenAPI 3.0.3, section 4.7.12, "Style Values").

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// How a value that is not one piece of text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `name=a&name=b`; an object as `key=value&key=value` (`form`, exploded).
    Each,
    /// `a,b`; an object as `key,value,key,value` (`form` and `simple`).
    Commas,
    /// `a b` (`spaceDelimited`).
    Spaces,
    /// `a|b` (`pipeDelimited`).
    Pipes,
    /// `name[key]=value`, to any depth (`deepObject`).
    Deep,
    /// `key=value,key=value` (`simple`, exploded).
    Pairs,
    /// `.a,b` (`label`).
    Label,
    /// `.a.b` (`label`, exploded).
    LabelEach,
    /// `;name=a,b` (`matrix`).
    Matrix,
    /// `;name=a;name=b` (`matrix`, exploded).
    MatrixEach,
    /// The value as JSON (`content`).
    Json,
}

/// All but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a piece of text.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The parameter in a query: the encoded pairs, joined with `&`; empty when there is nothing to say.
pub(super) fn query(name: &str, style: Style, value: &Value) -> String {
    let pairs = pairs(name, style, value, encode).into_iter();
    pairs.map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("&")
}

/// Names and texts of a parameter or of a member of a form, spelled as `spell` says.
pub(super) fn pairs(name: &str, style: Style, value: &Value, spell: fn(&str) -> String) -> Vec<(String, String)> {
    let own = spell(name);
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Style::Json, value) => vec![(own, spell(&value.to_string()))],
        (Style::Deep, value) => {
            let mut pairs = Vec::new();
            deep(&own, value, spell, &mut pairs);
            pairs
        }
        (Style::Each, Value::Array(elements)) => {
            let elements = elements.iter().filter(|element| !element.is_null());
            elements.map(|element| (own.clone(), spell(&text(element)))).collect()
        }
        (Style::Each, Value::Object(members)) => {
            present(members).map(|(key, value)| (spell(key), spell(&text(value)))).collect()
        }
        (style, value) => {
            let separator = match style {
                Style::Spaces => spell(" "),
                Style::Pipes => spell("|"),
                _ => ",".to_owned(),
            };
            let parts = list(value, spell);
            if parts.is_empty() { Vec::new() } else { vec![(own, parts.join(&separator))] }
        }
    }
}

/// The parameter in a path, encoded.
pub(super) fn path(name: &str, style: Style, value: &Value) -> String {
    match style {
        Style::Label => format!(".{}", list(value, encode).join(",")),
        Style::LabelEach => format!(".{}", pieces(value, encode).join(".")),
        Style::Matrix => format!(";{}={}", encode(name), list(value, encode).join(",")),
        Style::MatrixEach if value.is_object() => {
            pieces(value, encode).iter().map(|piece| format!(";{piece}")).collect()
        }
        Style::MatrixEach => list(value, encode).iter().map(|element| format!(";{}={element}", encode(name))).collect(),
        Style::Pairs => pieces(value, encode).join(","),
        Style::Json => encode(&value.to_string()),
        _ => list(value, encode).join(","),
    }
}

/// The parameter in a header, where nothing is encoded.
pub(super) fn header(style: Style, value: &Value) -> String {
    match style {
        Style::Pairs => pieces(value, str::to_owned).join(","),
        Style::Json => value.to_string(),
        _ => list(value, str::to_owned).join(","),
    }
}

/// Elements of a list that have members of their own are told apart by their index.
fn deep(name: &str, value: &Value, spell: fn(&str) -> String, pairs: &mut Vec<(String, String)>) {
    let (open, close) = (spell("["), spell("]"));
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}{open}{}{close}", spell(key)), value, spell, pairs);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                let index = if element.is_object() || element.is_array() { index.to_string() } else { String::new() };
                deep(&format!("{name}{open}{index}{close}"), element, spell, pairs);
            }
        }
        scalar => pairs.push((name.to_owned(), spell(&text(scalar)))),
    }
}

/// The elements of a list, or names and values of an object in turn.
fn list(value: &Value, spell: impl Fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Array(elements) => elements.iter().map(|element| spell(&text(element))).collect(),
        Value::Object(members) => present(members).flat_map(|(key, value)| [spell(key), spell(&text(value))]).collect(),
        scalar => vec![spell(&text(scalar))],
    }
}

/// The elements of a list, or `name=value` of each member of an object.
fn pieces(value: &Value, spell: impl Fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Object(members) => {
            present(members).map(|(key, value)| format!("{}={}", spell(key), spell(&text(value)))).collect()
        }
        other => list(other, spell),
    }
}

/// The members that say something.
fn present(members: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    members.iter().filter(|(_, value)| !value.is_null())
}

/// A value as one piece of text: a string as it is, anything else as JSON.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
