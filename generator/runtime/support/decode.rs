//! Ways to read a response: as JSON, as text, as bytes, or not at all.
//!
//! Each of them first asks the status: whatever is not 2xx is an [`ApiError`].

use std::marker::PhantomData;

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IgnoredAny, IntoDeserializer, value};
use serde_json::Value;

use super::tape::Tape;
use super::union::read_tape;
use super::{ApiError, DecodeError, Error};

/// How a response is read.
pub trait Decode: Sized {
    /// What comes out of it.
    type Output;

    /// The `Accept` header that asks for such a response.
    const ACCEPT: &'static str;

    /// Reads the response.
    ///
    /// # Errors
    /// [`Error::Api`] when the response says that the call failed, [`Error::Decode`] when it is not what was promised.
    fn decode(response: &Response<Bytes>) -> Result<Self::Output, Error>;
}

/// The response is one JSON value.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Decode for Json<T> {
    type Output = T;
    const ACCEPT: &'static str = "application/json";

    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        let body = check_status(response)?;
        if json_text(body).trim_ascii().is_empty()
            && let Some(value) = null()
        {
            return Ok(value);
        }
        Ok(json(response)?)
    }
}

/// The response says nothing but its status.
pub type Empty = ();

impl Decode for () {
    type Output = ();
    const ACCEPT: &'static str = "application/json";

    fn decode(response: &Response<Bytes>) -> Result<(), Error> {
        check_status(response).map(|_| ())
    }
}

/// The response is bytes.
#[derive(Debug)]
pub struct Binary(());

impl Decode for Binary {
    type Output = Bytes;
    // JSON and text have readers of their own.
    const ACCEPT: &'static str = "*/*, text/*;q=0.5, application/json;q=0.1";

    fn decode(response: &Response<Bytes>) -> Result<Bytes, Error> {
        check_status(response).cloned()
    }
}

/// The response is text in UTF-8.
#[derive(Debug)]
pub struct Text(());

impl Decode for Text {
    type Output = String;
    const ACCEPT: &'static str = "text/*, application/xml;q=0.9, */*;q=0.1";

    fn decode(response: &Response<Bytes>) -> Result<String, Error> {
        let body = check_status(response)?;
        match std::str::from_utf8(body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(DecodeError::new(response, "the body is not UTF-8").into()),
        }
    }
}

/// The response is one value that is written as a text: as it is, or as JSON if its `Content-Type` says so.
#[derive(Debug)]
pub struct TextOrJson<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Decode for TextOrJson<T> {
    type Output = T;
    const ACCEPT: &'static str = "text/plain, application/json;q=0.9, */*;q=0.5";

    fn decode(response: &Response<Bytes>) -> Result<T, Error> {
        let body = check_status(response)?;
        // Some servers say JSON of what is none.
        if is_json(response) && serde_json::from_slice::<IgnoredAny>(json_text(body)).is_ok() {
            return Ok(json(response)?);
        }
        if body.is_empty()
            && let Some(value) = null()
        {
            return Ok(value);
        }
        let text = Text::decode(response)?;
        let read: Result<T, serde_json::Error> = T::deserialize(Value::String(text));
        read.map_err(|error| DecodeError::from_json(response, &error).into())
    }
}

/// Whether a response says that it is JSON.
fn is_json(response: &Response<Bytes>) -> bool {
    let media_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// The error for a status that the description promises nothing about, or for a failure.
#[allow(dead_code, reason = "a crate uses what its description needs")]
pub(crate) fn unexpected_status(response: &Response<Bytes>) -> Error {
    let promised = |_| DecodeError::new(response, "the description says nothing about a success of this status").into();
    check_status(response).map_or_else(|error| error, promised)
}

/// The body of a response whose status is 2xx.
pub(crate) fn check_status(response: &Response<Bytes>) -> Result<&Bytes, Error> {
    if response.status().is_success() { Ok(response.body()) } else { Err(ApiError::from_response(response).into()) }
}

/// A body without the mark of UTF-8, which is no part of JSON, but is sent by some (RFC 8259, section 8.1).
pub(crate) fn json_text(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// Reads the body as one JSON value, and says where it does not fit.
pub(crate) fn json<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, DecodeError> {
    let body = json_text(response.body());
    serde_json::from_slice(body).or_else(|error| again(response, &error))
}

/// Reads a body again that could not be read, to find the place. A number such as `1.0` is then known to be an integer too.
#[cold]
fn again<T: DeserializeOwned>(response: &Response<Bytes>, error: &serde_json::Error) -> Result<T, DecodeError> {
    let mut json = serde_json::Deserializer::from_slice(json_text(response.body()));
    // What serde_json says of `1.0` for an integer of 128 bits is an error of syntax.
    let tape = Tape::fill(&mut json).ok().filter(|_| json.end().is_ok());
    let read = tape.map(|tape| {
        let value = read_tape(&tape);
        Tape::recycle(tape);
        value
    });
    match read {
        Some(Ok(value)) => Ok(value),
        Some(Err(fault)) => Err(DecodeError::from_fault(response, &fault)),
        None => Err(DecodeError::from_json(response, error)),
    }
}

/// What `T` makes of `null`, if it can be that.
pub(crate) fn null<T: DeserializeOwned>() -> Option<T> {
    let unit: value::UnitDeserializer<value::Error> = ().into_deserializer();
    T::deserialize(unit).ok()
}
