//! The asynchronous client, over reqwest.

use std::fmt::{self, Debug};
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, HeaderValue};

use super::config::{Builder, Config, MAX_RESPONSE_BYTES, wants_length};
use super::{Endpoint, Error, Pages, Secret, TransportError, TransportErrorKind};

/// Sends calls, and waits for their responses without blocking the thread.
///
/// Clones share their connections. Redirects are not followed: an API that answers with one is an error.
#[derive(Clone)]
pub struct Client {
    config: Arc<Config>,
    http: reqwest::Client,
}

/// The settings of a [`Client`].
pub type ClientBuilder = Builder<Client>;

impl Client {
    /// A client for the API's own server that sends `token`, as a bearer token or as the API takes it: see [`Builder::new`].
    ///
    /// # Errors
    /// [`Error::Request`] when the token cannot stand in a header; [`Error::Transport`] when TLS cannot be set up.
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
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        let request = endpoint.request()?;
        let response = self.execute(request).await?;
        endpoint.response(&response)
    }

    /// The pages of a call, if its operation says how it pages; its one page otherwise.
    pub fn pages<E: Endpoint>(&self, call: E) -> ClientPages<E> {
        ClientPages { client: self.clone(), pages: Pages::new(call) }
    }

    async fn execute(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let mut request = self.config.complete(request)?;
        // reqwest says nothing of a body that is empty.
        if request.body().is_empty() && wants_length(request.method()) {
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let request = reqwest::Request::try_from(request).map_err(failure)?;
        let mut received = self.http.execute(request).await.map_err(failure)?;
        let mut body = BytesMut::new();
        while let Some(chunk) = received.chunk().await.map_err(failure)? {
            if body.len() + chunk.len() > MAX_RESPONSE_BYTES {
                return Err(TransportError::new(TransportErrorKind::Body, "the response is too large").into());
            }
            body.extend_from_slice(&chunk);
        }
        let mut response = http::Response::new(body.freeze());
        *response.status_mut() = received.status();
        *response.headers_mut() = std::mem::take(received.headers_mut());
        response.extensions_mut().insert(self.config.hidden());
        Ok(response)
    }
}

impl Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("config", &self.config).finish_non_exhaustive()
    }
}

/// One page after the other; see [`Client::pages`].
#[derive(Debug)]
#[must_use = "nothing is sent until `next`"]
pub struct ClientPages<E> {
    client: Client,
    pages: Pages<E>,
}

impl<E: Endpoint> ClientPages<E> {
    /// The next page; nothing after the last one, or after an error.
    pub async fn next(&mut self) -> Option<Result<E::Output, Error>> {
        let request = match self.pages.request()? {
            Ok(request) => request,
            Err(error) => return Some(Err(error)),
        };
        match self.client.execute(request).await {
            Ok(response) => Some(self.pages.response(&response)),
            Err(error) => Some(Err(error)),
        }
    }
}

impl Builder<Client> {
    /// The client.
    ///
    /// # Errors
    /// [`Error::Request`] when a setting is not valid; [`Error::Transport`] when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let config = Arc::new(self.config()?);
        let http = reqwest::Client::builder()
            .timeout(config.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(failure)?;
        Ok(Client { config, http })
    }
}

/// The URL is left out, since a query may hold secrets.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}
