//! One error or note of an API, in whichever of its forms.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::redact::{Clean, Names};

/// An error or a note of the API.
///
/// Reading is lenient: plain text is a message too, and a member that is not of its usual kind stays in `other`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ApiMessage {
    /// The API's number for it.
    pub code: Option<i64>,
    /// The text for people.
    pub message: String,
    /// Where to read about it.
    pub documentation_url: Option<String>,
    /// What in the request it is about.
    pub source: Option<ErrorSource>,
    /// What caused it.
    pub error_chain: Vec<ApiMessage>,
    /// All other members.
    pub other: BTreeMap<String, Value>,
    form: Form,
}

/// What the fields do not tell of what was read, so that it is written as it came.
#[derive(Clone, Default, PartialEq)]
struct Form {
    has_no_message: bool,
    has_empty_chain: bool,
    /// A list, which the chain holds.
    is_list: bool,
    /// What is neither an object nor a list.
    bare: Option<Value>,
}

/// What in the request an error is about.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorSource {
    /// The place in the request's body, as a JSON pointer.
    pub pointer: Option<String>,
    /// All other members.
    pub other: BTreeMap<String, Value>,
}

impl ApiMessage {
    /// A message of nothing but text.
    #[must_use]
    pub fn new(message: &str) -> Self {
        Self { message: message.to_owned(), ..Self::default() }
    }

    /// Changes all texts, those of its causes and of what has no field too.
    pub(super) fn mask(&mut self, change: &dyn Fn(&str) -> String) {
        if let Some(ErrorSource { pointer, other }) = &mut self.source {
            *pointer = pointer.take().map(|pointer| change(&pointer));
            *other = masked_members(std::mem::take(other), change);
        }
        for text in self.documentation_url.iter_mut().chain([&mut self.message]) {
            *text = change(text);
        }
        self.other = masked_members(std::mem::take(&mut self.other), change);
        self.form.bare = self.form.bare.take().map(|bare| masked(bare, change));
        self.error_chain.iter_mut().for_each(|cause| cause.mask(change));
    }

    /// Whether there is nothing but a list of others.
    fn is_list(&self) -> bool {
        let has_field = self.code.is_some() || self.documentation_url.is_some() || self.source.is_some();
        self.form.is_list && self.message.is_empty() && self.other.is_empty() && !has_field
    }

    /// Whether it, or a cause in its chain, has this code.
    #[must_use]
    pub fn has_code(&self, code: i64) -> bool {
        self.code == Some(code) || self.error_chain.iter().any(|cause| cause.has_code(code))
    }
}

impl From<Value> for ApiMessage {
    fn from(value: Value) -> Self {
        let bare = || Form { bare: Some(value.clone()), ..Form::default() };
        match value {
            Value::Object(members) => Self {
                form: Form {
                    has_no_message: !members.contains_key("message"),
                    has_empty_chain: members.get("error_chain").and_then(Value::as_array).is_some_and(Vec::is_empty),
                    ..Form::default()
                },
                code: take(&members, "code", integer),
                message: take(&members, "message", text).unwrap_or_default(),
                documentation_url: take(&members, "documentation_url", text),
                source: take(&members, "source", source),
                error_chain: take(&members, "error_chain", chain).unwrap_or_default(),
                other: members
                    .into_iter()
                    .filter(|(name, value)| match name.as_str() {
                        "code" => integer::<i64>(value).is_none(),
                        "message" | "documentation_url" => !value.is_string(),
                        "source" => !value.is_object(),
                        "error_chain" => !value.is_array(),
                        _ => true,
                    })
                    .collect(),
            },
            Value::String(ref message) => Self { form: bare(), ..Self::new(message) },
            Value::Array(causes) => Self {
                form: Form { has_no_message: true, is_list: true, ..Form::default() },
                error_chain: causes.into_iter().map(Self::from).collect(),
                ..Self::default()
            },
            Value::Null => Self { form: bare(), ..Self::default() },
            ref other => Self { form: bare(), ..Self::new(&other.to_string()) },
        }
    }
}

fn take<T>(members: &Map<String, Value>, name: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
    members.get(name).and_then(read)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn source(value: &Value) -> Option<ErrorSource> {
    let mut other: BTreeMap<String, Value> = value.as_object()?.clone().into_iter().collect();
    let pointer = other.get("pointer").and_then(text);
    if pointer.is_some() {
        other.remove("pointer");
    }
    Some(ErrorSource { pointer, other })
}

fn chain(value: &Value) -> Option<Vec<ApiMessage>> {
    value.as_array().map(|causes| causes.iter().cloned().map(ApiMessage::from).collect())
}

/// A value with all its texts changed, names too; a number whose digits change becomes text.
fn masked(value: Value, change: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => change(&text).into(),
        Value::Number(number) => {
            let text = number.to_string();
            let changed = change(&text);
            if changed == text { Value::Number(number) } else { changed.into() }
        }
        Value::Array(values) => values.into_iter().map(|value| masked(value, change)).collect(),
        Value::Object(members) => masked_members(members, change),
        Value::Null | Value::Bool(_) => value,
    }
}

fn masked_members<M: FromIterator<(String, Value)>>(
    members: impl IntoIterator<Item = (String, Value)>,
    change: &dyn Fn(&str) -> String,
) -> M {
    members.into_iter().map(|(name, value)| (change(&name), masked(value, change))).collect()
}

/// The messages in a list, in a single value, or in nothing. A list within the list is one message, with those in it as
/// its causes.
pub(crate) fn messages(value: Value) -> Vec<ApiMessage> {
    match value {
        Value::Array(values) => values.into_iter().map(ApiMessage::from).collect(),
        Value::Null => Vec::new(),
        Value::Object(members) if members.is_empty() => Vec::new(),
        single => vec![single.into()],
    }
}

/// A number without a fraction, also when it is written with one, as in `1.0`.
pub(crate) fn integer<T: FromStr>(value: &Value) -> Option<T> {
    let Value::Number(number) = value else { return None };
    let whole = number.as_f64().filter(|number| number.fract() == 0.0);
    number.to_string().parse().ok().or_else(|| format!("{:.0}", whole?).parse().ok())
}

impl<'de> Deserialize<'de> for ApiMessage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self::from)
    }
}

impl<'de> Deserialize<'de> for ErrorSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        source(&value).ok_or_else(|| D::Error::custom("invalid type: expected an object"))
    }
}

impl Serialize for ApiMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Unless it was changed.
        if let Some(bare) = self.form.bare.as_ref().filter(|bare| Self::from((*bare).clone()) == *self) {
            return bare.serialize(serializer);
        }
        if self.is_list() {
            return self.error_chain.serialize(serializer);
        }
        let mut members = serializer.serialize_map(None)?;
        if let Some(code) = &self.code {
            members.serialize_entry("code", code)?;
        }
        let is_left_out = self.message.is_empty() && self.form.has_no_message;
        if !is_left_out && !self.other.contains_key("message") {
            members.serialize_entry("message", &self.message)?;
        }
        if let Some(url) = &self.documentation_url {
            members.serialize_entry("documentation_url", url)?;
        }
        if let Some(source) = &self.source {
            members.serialize_entry("source", source)?;
        }
        if !self.error_chain.is_empty() || self.form.has_empty_chain {
            members.serialize_entry("error_chain", &self.error_chain)?;
        }
        self.other.iter().try_for_each(|(name, value)| members.serialize_entry(name, value))?;
        members.end()
    }
}

impl Serialize for ErrorSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        if let Some(pointer) = &self.pointer {
            members.serialize_entry("pointer", pointer)?;
        }
        self.other.iter().try_for_each(|(name, value)| members.serialize_entry(name, value))?;
        members.end()
    }
}

/// The text, the code, the place in the request and the causes: `Invalid request headers (code 6003): …`.
/// Of the members that have no field, only the names are shown.
impl Debug for ApiMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiMessage")
            .field("code", &self.code)
            .field("message", &self.message)
            .field("documentation_url", &self.documentation_url)
            .field("source", &self.source)
            .field("error_chain", &self.error_chain)
            .field("other", &Names(&self.other))
            .finish()
    }
}

/// Of the members that have no field, only the names are shown.
impl Debug for ErrorSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorSource").field("pointer", &self.pointer).field("other", &Names(&self.other)).finish()
    }
}

impl Display for ApiMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = self.source.as_ref().and_then(|source| source.pointer.as_deref());
        let code = self.code.map(|code| format!("(code {code})"));
        let place = pointer.map(|pointer| format!("at `{}`", Clean(pointer)));
        let own = said([Clean(&self.message).to_string()].into_iter().chain(code).chain(place), " ");
        let causes = said(self.error_chain.iter().map(ToString::to_string), ", ");
        f.write_str(&said([own, causes].into_iter(), ": "))
    }
}

/// The texts that say something.
fn said(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(between)
}
