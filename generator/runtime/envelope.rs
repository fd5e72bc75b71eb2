//! The envelope around every result of the API.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{Response, StatusCode};
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::support::redact::Names;
use crate::support::{ApiError, ApiMessage, Decode, DecodeError, Error, api_message, decode};

/// What the API wraps around every result.
///
/// `Client::fetch` gives the result alone; `Client::send` gives all of it.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Envelope<T> {
    /// Whether the call did what was asked; what a client returns always did. Where the description lets an answer be
    /// without it, one without errors did.
    pub success: bool,
    /// What went wrong.
    pub errors: Vec<ApiMessage>,
    /// What else the API has to say.
    pub messages: Vec<ApiMessage>,
    /// The result; some successful calls have none.
    pub result: Option<T>,
    /// Which part of a list it is.
    pub result_info: Option<ResultInfo>,
    /// The members that say nothing, as they came: what is not among them was absent.
    empty: Empty,
    lacks_success: bool,
}

type Empty = BTreeMap<&'static str, Value>;

/// Which part of a list a response holds.
///
/// Reading is lenient: a member that is no whole number stays in `other`.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ResultInfo {
    /// The number of the page, from 1.
    pub page: Option<u64>,
    /// How many items a page has.
    pub per_page: Option<u64>,
    /// How many items this page has.
    pub count: Option<u64>,
    /// How many items there are on all pages.
    pub total_count: Option<u64>,
    /// How many pages there are.
    pub total_pages: Option<u64>,
    /// All other members.
    pub other: BTreeMap<String, Value>,
}

impl<T: DeserializeOwned> Envelope<T> {
    /// The result alone. Where there is none, it is what `T` makes of `null`: `None` for an `Option`.
    ///
    /// # Errors
    /// [`Error::Api`] when the call failed, [`Error::Decode`] when there is no result and `T` needs one.
    pub fn into_result(self) -> Result<T, Error> {
        let response = Response::new(Bytes::new());
        if !self.success {
            let mut error = ApiError::from_response(&response);
            (error.errors, error.messages) = (self.errors, self.messages);
            return Err(error.into());
        }
        let result = self.result.or_else(decode::null);
        result.ok_or_else(|| DecodeError::new(&response, "the response has no `result`").into())
    }
}

impl<T: DeserializeOwned> Decode for Envelope<T> {
    type Output = Self;
    const ACCEPT: &'static str = "application/json";

    fn decode(response: &Response<Bytes>) -> Result<Self, Error> {
        let body = decode::check_status(response)?;
        if body.is_empty() && response.status() == StatusCode::NO_CONTENT {
            let empty = ["errors", "messages"].map(|name| (name, Value::Array(Vec::new()))).into();
            return Ok(Self { success: true, result: decode::null(), empty, ..Self::failed() });
        }
        match decode::json::<Self>(response) {
            Ok(envelope) if envelope.success => Ok(envelope),
            Err(error) if !says_failure(response) => Err(error.into()),
            Ok(_) | Err(_) => Err(ApiError::from_response(response).into()),
        }
    }
}

impl<T> Envelope<T> {
    fn failed() -> Self {
        let (errors, messages) = (Vec::new(), Vec::new());
        let (result, result_info, empty) = (None, None, Empty::new());
        Self { success: false, errors, messages, result, result_info, empty, lacks_success: false }
    }
}

/// Whether the body is an envelope of a call that failed, whatever else it holds.
fn says_failure(response: &Response<Bytes>) -> bool {
    let body: Option<Value> = serde_json::from_slice(decode::json_text(response.body())).ok();
    body.is_some_and(|body| body.get("success") == Some(&Value::Bool(false)))
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Envelope<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor(PhantomData))
    }
}

struct EnvelopeVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for EnvelopeVisitor<T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Envelope<T>, A::Error> {
        let mut success = None;
        let mut envelope = Envelope::failed();
        let empty = &mut envelope.empty;
        while let Some(name) = members.next_key::<String>()? {
            match name.as_str() {
                "success" => success = Some(members.next_value()?),
                "result" => {
                    envelope.result = members.next_value::<Option<T>>()?.or_else(decode::null);
                    if envelope.result.is_none() {
                        empty.insert("result", Value::Null);
                    }
                }
                "errors" => envelope.errors = lenient(empty, ("errors", members.next_value()?), api_message::messages),
                "messages" => {
                    envelope.messages = lenient(empty, ("messages", members.next_value()?), api_message::messages);
                }
                "result_info" => {
                    let info = ("result_info", members.next_value()?);
                    envelope.result_info = lenient(empty, info, ResultInfo::from_value);
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        envelope.lacks_success = success.is_none();
        envelope.success = match success {
            Some(success) => success,
            None if crate::MAY_LACK_SUCCESS => envelope.errors.is_empty(),
            None => return Err(A::Error::missing_field("success")),
        };
        Ok(envelope)
    }
}

/// Reads a member, and keeps it as it came if it says nothing.
fn lenient<R: Default + PartialEq>(empty: &mut Empty, (name, value): (&'static str, Value), read: fn(Value) -> R) -> R {
    let said = read(value.clone());
    if said == R::default() {
        empty.insert(name, value);
    }
    said
}

impl<T: Serialize> Serialize for Envelope<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        // Unless it was changed, what was left out is left out again.
        if !self.lacks_success || self.success != self.errors.is_empty() {
            members.serialize_entry("success", &self.success)?;
        }
        let [errors, messages] = [&self.errors, &self.messages].map(|list| Some(list).filter(|list| !list.is_empty()));
        write(&mut members, &self.empty, ("errors", errors))?;
        write(&mut members, &self.empty, ("messages", messages))?;
        write(&mut members, &self.empty, ("result", self.result.as_ref()))?;
        write(&mut members, &self.empty, ("result_info", self.result_info.as_ref()))?;
        members.end()
    }
}

/// Writes a member; one that says nothing as it came.
fn write<M: SerializeMap, V: Serialize>(
    members: &mut M,
    empty: &Empty,
    (name, value): (&'static str, Option<&V>),
) -> Result<(), M::Error> {
    match (value, empty.get(name)) {
        (Some(value), _) => members.serialize_entry(name, value),
        (None, Some(value)) => members.serialize_entry(name, value),
        (None, None) => Ok(()),
    }
}

impl ResultInfo {
    /// The number of the page that follows `page`, the one that was asked for; nothing after the last.
    ///
    /// What is known of the whole list decides, and where nothing is, a page that is not full is the last. So is a page
    /// of another number than `page`: some servers repeat a page for ever.
    #[must_use]
    pub fn next_after(&self, page: u64) -> Option<u64> {
        let another = self.page.is_some_and(|number| number != page);
        let follows = match (self.total_pages, self.total_count, self.per_page, self.count) {
            _ if another || self.count == Some(0) => false,
            (Some(pages), ..) => page < pages,
            (None, Some(total), Some(size), _) => page.saturating_mul(size) < total,
            (None, _, Some(size), Some(count)) => count >= size,
            _ => false,
        };
        if follows { page.checked_add(1) } else { None }
    }

    fn from_value(value: Value) -> Option<Self> {
        let Value::Object(members) = value else { return None };
        let mut info = Self::default();
        for (name, value) in members {
            match (info.member(&name), api_message::integer(&value)) {
                (Some(member), Some(number)) => *member = Some(number),
                _ => drop(info.other.insert(name, value)),
            }
        }
        Some(info)
    }

    fn member(&mut self, name: &str) -> Option<&mut Option<u64>> {
        match name {
            "page" => Some(&mut self.page),
            "per_page" => Some(&mut self.per_page),
            "count" => Some(&mut self.count),
            "total_count" => Some(&mut self.total_count),
            "total_pages" => Some(&mut self.total_pages),
            _ => None,
        }
    }
}

/// Without what says nothing.
impl<T: fmt::Debug> fmt::Debug for Envelope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("success", &self.success)
            .field("errors", &self.errors)
            .field("messages", &self.messages)
            .field("result", &self.result)
            .field("result_info", &self.result_info)
            .finish()
    }
}

/// Of the members that have no field, only the names are shown.
impl fmt::Debug for ResultInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultInfo")
            .field("page", &self.page)
            .field("per_page", &self.per_page)
            .field("count", &self.count)
            .field("total_count", &self.total_count)
            .field("total_pages", &self.total_pages)
            .field("other", &Names(&self.other))
            .finish()
    }
}

impl<'de> Deserialize<'de> for ResultInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Self::from_value(value).ok_or_else(|| D::Error::custom("the paging information is no object"))
    }
}

impl Serialize for ResultInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        let numbers = [
            ("page", self.page),
            ("per_page", self.per_page),
            ("count", self.count),
            ("total_count", self.total_count),
            ("total_pages", self.total_pages),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                members.serialize_entry(name, &number)?;
            }
        }
        self.other.iter().try_for_each(|(name, value)| members.serialize_entry(name, value))?;
        members.end()
    }
}

#[cfg(feature = "reqwest")]
impl crate::support::Client {
    /// Sends a call and gives its result alone.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::Decode`] also when the response has no result and `T` needs one.
    pub async fn fetch<T: DeserializeOwned>(
        &self,
        endpoint: impl crate::support::Endpoint<Output = Envelope<T>>,
    ) -> Result<T, Error> {
        self.send(endpoint).await?.into_result()
    }
}

#[cfg(feature = "ureq")]
impl crate::support::blocking::Client {
    /// Sends a call and gives its result alone.
    ///
    /// # Errors
    /// Any [`Error`]; [`Error::Decode`] also when the response has no result and `T` needs one.
    pub fn fetch<T: DeserializeOwned>(
        &self,
        endpoint: impl crate::support::Endpoint<Output = Envelope<T>>,
    ) -> Result<T, Error> {
        self.send(endpoint)?.into_result()
    }
}
