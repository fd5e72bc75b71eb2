//! What can go wrong with a call, in the order in which it can happen.

use std::fmt::{self, Display};

use super::{ApiError, DecodeError};

/// Why a call has no result.
///
/// No variant shows the credential, a value of the request or the JSON of a response in its `Display` or `Debug`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Nothing was sent: a parameter, the body or the client's settings are not valid.
    Request(RequestError),
    /// No whole response came back.
    Transport(TransportError),
    /// The API says that the call failed.
    Api(Box<ApiError>),
    /// The response is not what the API's description promises.
    Decode(Box<DecodeError>),
}

impl Error {
    /// What the API said, if it said that the call failed.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Request(_) | Self::Api(_) | Self::Decode(_) => None,
        }
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// A parameter, a body or a setting that cannot be sent; nothing was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    parameter: String,
    reason: String,
}

impl RequestError {
    /// `parameter` cannot be sent; `reason` goes on after its name, and must not hold its value.
    #[must_use]
    pub fn new(parameter: &str, reason: &str) -> Self {
        Self { parameter: parameter.to_owned(), reason: reason.to_owned() }
    }

    /// The name of the parameter or setting.
    #[must_use]
    pub fn parameter(&self) -> &str {
        &self.parameter
    }
}

impl Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.parameter, self.reason)
    }
}

impl std::error::Error for RequestError {}

/// The request did not arrive, or no whole response came back; the cause is the error's `source`.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// How far a call came that got no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection to the server: the request was not sent.
    Connect,
    /// It took too long: the server may have done what was asked.
    Timeout,
    /// The response is not whole: the server may have done what was asked.
    Body,
    /// Something else.
    Other,
}

impl TransportError {
    /// The transport failed with `source`, which must not show the credential.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// How far the call came.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether it took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind == TransportErrorKind::Timeout
    }
}

impl Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect to the server",
            TransportErrorKind::Timeout => "no response within the time limit",
            TransportErrorKind::Body => "cannot read the whole response",
            TransportErrorKind::Other => "cannot exchange request and response",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
