//! A failure that the API reports.

use std::fmt::{self, Debug, Display};
use std::str::FromStr;
use std::time::Duration;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::api_message::{ApiMessage, integer, messages};
use super::redact::{excerpt, mask, status_line};
use super::{DateTime, DecodeError, date_time, decode, reply};

/// What the API says about a call that failed.
///
/// Neither `Display` nor `Debug` shows a JSON body, since it may hold secrets; [`ApiError::body`] gives it.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiError {
    /// The status of the response; it may be 200 when only the body says that the call failed.
    pub status: StatusCode,
    /// What went wrong.
    pub errors: Vec<ApiMessage>,
    /// What else the API has to say.
    pub messages: Vec<ApiMessage>,
    /// How long to wait before the next try.
    pub retry_after: Option<Duration>,
    /// The name under which the operator of the API finds the call in its logs.
    pub request_id: Option<String>,
    headers: HeaderMap,
    excerpt: String,
    body: Bytes,
}

impl ApiError {
    /// Reads what a response says about a failure, whatever form it has.
    #[must_use]
    pub fn from_response(response: &Response<Bytes>) -> Self {
        let (mut errors, mut messages) = match serde_json::from_slice(decode::json_text(response.body())) {
            Ok(Value::Object(body)) => read_body(body),
            _ => (Vec::new(), Vec::new()),
        };
        for message in errors.iter_mut().chain(&mut messages) {
            message.mask(&|text| mask(response, text));
        }
        Self {
            status: response.status(),
            errors,
            messages,
            retry_after: retry_after(response.headers()),
            request_id: request_id(response.headers()).map(|id| mask(response, &id)),
            headers: response.headers().clone(),
            excerpt: excerpt(response),
            body: response.body().clone(),
        }
    }

    /// The body as the type that the documentation of the operation names for the status: its "bodies of failures".
    ///
    /// Errors are one type for all operations, so that `?` passes them on; what a single operation declares is read on
    /// demand.
    ///
    /// # Errors
    /// [`DecodeError`] when the body is something else, such as the page of a proxy.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers.clone();
        decode::json(&response)
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header as a type; nothing if the response has no such header.
    ///
    /// # Errors
    /// [`DecodeError`] when the header is there, and is not of that type.
    pub fn header<T: FromStr>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        reply::header(self.status, &self.headers, name)
    }

    /// The body as it was received; it may hold secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether one of the errors, or of the causes in their chains, has this code.
    #[must_use]
    pub fn has_code(&self, code: i64) -> bool {
        self.errors.iter().any(|error| error.has_code(code))
    }

    /// 404: there is no such thing.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status == StatusCode::NOT_FOUND
    }

    /// 401: the credential is missing or not valid.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status == StatusCode::UNAUTHORIZED
    }

    /// 403: the credential does not allow this.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status == StatusCode::FORBIDDEN
    }

    /// 429: too many calls; see [`ApiError::retry_after`].
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status == StatusCode::TOO_MANY_REQUESTS
    }

    /// 5xx: the fault is not the caller's.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status.is_server_error()
    }
}

/// The most errors of one response that are shown.
const MAX_SHOWN: usize = 8;

impl Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", status_line(self.status))?;
        let shown = if self.errors.is_empty() { &self.messages } else { &self.errors };
        let texts = shown.iter().map(ToString::to_string).filter(|text| !text.is_empty());
        let texts: Vec<String> = texts.take(MAX_SHOWN).collect();
        if !texts.is_empty() {
            f.write_str(&texts.join("; "))?;
            let more = shown.len().saturating_sub(MAX_SHOWN);
            if more > 0 { write!(f, "; and {more} more") } else { Ok(()) }
        } else if self.body.is_empty() {
            f.write_str("empty body")
        } else if self.excerpt.is_empty() {
            f.write_str("the body has no error message")
        } else {
            f.write_str(&self.excerpt)
        }
    }
}

impl Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("status", &self.status)
            .field("errors", &self.errors)
            .field("messages", &self.messages)
            .field("retry_after", &self.retry_after)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ApiError {}

/// The errors and messages of an envelope; and where these say nothing, first an error from the members in which APIs
/// commonly put it.
fn read_body(mut body: serde_json::Map<String, Value>) -> (Vec<ApiMessage>, Vec<ApiMessage>) {
    let mut errors = body.remove("errors").map(messages).unwrap_or_default();
    let notes = match body.get("messages") {
        Some(Value::Array(_)) => body.remove("messages").map(messages).unwrap_or_default(),
        _ => Vec::new(),
    };
    if errors.iter().all(|error| error.to_string().is_empty()) {
        let inner = body.get("error").and_then(Value::as_object);
        let error = inner.and_then(common_error).or_else(|| common_error(&body));
        errors.splice(0..0, error);
    }
    (errors, notes)
}

/// `{"message": …}`, `{"error": …}`, and the `detail` or `title` of a problem document (RFC 9457), with a `code`.
fn common_error(body: &serde_json::Map<String, Value>) -> Option<ApiMessage> {
    let text = ["message", "error_description", "detail", "title", "error", "description"]
        .iter()
        .find_map(|name| body.get(*name).and_then(Value::as_str).filter(|text| !text.is_empty()))?;
    let mut error = ApiMessage::new(text);
    error.code = body.get("code").and_then(integer);
    Some(error)
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    ["cf-ray", "x-request-id", "request-id"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
        .map(str::to_owned)
}

/// Seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = date_time::from_http_date(text)?;
    Some(at.duration_since(&DateTime::now()).unwrap_or_default())
}
