//! A response that is not what was promised.

use std::fmt::{self, Debug, Display};

use bytes::Bytes;
use http::{Response, StatusCode};

use super::fault::Fault;
use super::redact::{Clean, excerpt, mask, redact, status_line};

/// The response is not what the API's description promises.
///
/// Neither `Display` nor `Debug` shows a value of the body, since it may be secret: only its place and what was
/// expected there. A body that is no JSON at all, such as a proxy's error page, is shown cut short.
#[derive(Clone)]
#[non_exhaustive]
pub struct DecodeError {
    /// The status of the response.
    pub status: StatusCode,
    path: String,
    message: String,
    excerpt: String,
    body: Bytes,
}

impl DecodeError {
    /// The response is not as expected, in the way that `message` says.
    #[must_use]
    pub fn new(response: &Response<Bytes>, message: &str) -> Self {
        Self {
            status: response.status(),
            path: ".".to_owned(),
            message: mask(response, message),
            excerpt: excerpt(response),
            body: response.body().clone(),
        }
    }

    pub(super) fn from_json(response: &Response<Bytes>, error: &serde_json::Error) -> Self {
        if response.body().is_empty() {
            return Self::new(response, "empty body");
        }
        let mut message = error.to_string();
        if error.is_data() {
            // The path says it better.
            let position = format!(" at line {} column {}", error.line(), error.column());
            message.truncate(message.strip_suffix(&position).map_or(message.len(), str::len));
        }
        Self::new(response, &redact(&message))
    }

    /// What is wrong with a value, and where.
    pub(super) fn from_fault(response: &Response<Bytes>, fault: &Fault) -> Self {
        let path = mask(response, &fault.path());
        Self { path, ..Self::new(response, &redact(fault.message())) }
    }

    /// Where in the body, such as `result.policies[0].effect`; `.` is the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The body as it was received; it may hold secrets.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot decode the response ({})", status_line(self.status))?;
        if self.path != "." {
            write!(f, " at `{}`", Clean(&self.path))?;
        }
        write!(f, ": {}", Clean(&self.message))?;
        if !self.excerpt.is_empty() {
            write!(f, ": {}", self.excerpt)?;
        }
        Ok(())
    }
}

impl Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status)
            .field("path", &self.path)
            .field("message", &self.message)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for DecodeError {}
