//! The client that blocks the thread, over ureq.

use std::fmt::{self, Debug};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;

use super::config::{Builder, Config, MAX_RESPONSE_BYTES, wants_length};
use super::{Endpoint, Error, Pages, Secret, TransportError, TransportErrorKind};

/// Sends calls, and blocks the thread until their responses are there.
///
/// Clones share their connections. Redirects are not followed: an API that answers with one is an error.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
    http: ureq::Agent,
}

/// The settings of a [`Client`].
pub type ClientBuilder = Builder<Client>;

impl Client {
    /// A client for the API's own server that sends `token`, as a bearer token or as the API takes it: see [`Builder::new`].
    ///
    /// # Errors
    /// [`Error::Request`] when the token cannot stand in a header.
    pub fn new(token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder(token).build()
    }

    /// A client with other settings. For other credentials than a token, see [`Builder::default`]; for none, see
    /// [`Builder::anonymous`].
    pub fn builder(token: impl Into<Secret>) -> ClientBuilder {
        ClientBuilder::new(token)
    }

    /// A client with another token, and otherwise the same settings and connections.
    ///
    /// # Errors
    /// [`Error::Request`] when the token cannot stand in a header.
    pub fn with_token(&self, token: impl Into<Secret>) -> Result<Self, Error> {
        let config = Arc::new(self.config.with_token(&token.into())?);
        Ok(Self { config, http: self.http.clone() })
    }

    /// Sends a call and reads its response.
    ///
    /// # Errors
    /// Any [`Error`].
    pub fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        let request = endpoint.request()?;
        let response = self.execute(request)?;
        endpoint.response(&response)
    }

    /// The pages of a call, if its operation says how it pages; its one page otherwise.
    pub fn pages<E: Endpoint>(&self, call: E) -> ClientPages<E> {
        ClientPages { client: self.clone(), pages: Pages::new(call) }
    }

    fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let (parts, body) = self.config.complete(request)?.into_parts();
        // ureq sends an empty body even with `GET`, and without one announces chunks where a length is wanted.
        let received = if body.is_empty() && !wants_length(&parts.method) {
            self.http.run(http::Request::from_parts(parts, ()))
        } else {
            self.http.run(http::Request::from_parts(parts, &body[..]))
        };
        let (parts, body) = received.map_err(|error| failure(error, TransportErrorKind::Other))?.into_parts();
        let body = body.into_with_config().limit(MAX_RESPONSE_BYTES as u64).read_to_vec();
        let body = body.map_err(|error| failure(error, TransportErrorKind::Body))?;
        let mut response = http::Response::from_parts(parts, Bytes::from(body));
        response.extensions_mut().insert(self.config.hidden());
        Ok(response)
    }
}

impl Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("config", &self.config).finish_non_exhaustive()
    }
}

/// One page after the other, until the last one or an error; see [`Client::pages`].
#[derive(Debug)]
#[must_use = "nothing is sent until `next`"]
pub struct ClientPages<E> {
    client: Client,
    pages: Pages<E>,
}

impl<E: Endpoint> Iterator for ClientPages<E> {
    type Item = Result<E::Output, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let request = match self.pages.request()? {
            Ok(request) => request,
            Err(error) => return Some(Err(error)),
        };
        Some(self.client.execute(request).and_then(|response| self.pages.response(&response)))
    }
}

impl Builder<Client> {
    /// The client.
    ///
    /// # Errors
    /// [`Error::Request`] when a setting is not valid.
    pub fn build(self) -> Result<Client, Error> {
        let config = Arc::new(self.config()?);
        let http = ureq::Agent::config_builder()
            // A time that the clock cannot count to is none.
            .timeout_global(Some(config.timeout).filter(|timeout| Instant::now().checked_add(*timeout).is_some()))
            .max_redirects(0)
            .http_status_as_error(false)
            .build()
            .new_agent();
        Ok(Client { config, http })
    }
}

/// `otherwise` is the kind of what cannot be told apart.
fn failure(error: ureq::Error, otherwise: TransportErrorKind) -> TransportError {
    let kind = match &error {
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportErrorKind::Connect,
        ureq::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => TransportErrorKind::Connect,
        _ => otherwise,
    };
    TransportError::new(kind, error)
}
