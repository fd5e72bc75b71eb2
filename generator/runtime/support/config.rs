//! The settings that every client has, whatever it sends with.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderValue, USER_AGENT};
use http::{Request, Uri};

use super::{Anonymous, Error, RequestError, Secret};

/// The most bytes of a response that a client reads.
pub const MAX_RESPONSE_BYTES: usize = 256 << 20;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The settings of a client of the kind `C` before it is built.
#[must_use = "nothing happens until `build`"]
pub struct Builder<C> {
    token: Option<Secret>,
    base_url: String,
    user_agent: String,
    timeout: Duration,
    client: PhantomData<fn() -> C>,
}

impl<C> Builder<C> {
    /// A client that sends `token` as a bearer token.
    pub fn new(token: impl Into<Secret>) -> Self {
        Self { token: Some(token.into()), ..Self::anonymous() }
    }

    /// A client that sends no credential.
    pub fn anonymous() -> Self {
        Self {
            token: None,
            base_url: crate::BASE_URL.to_owned(),
            user_agent: DEFAULT_USER_AGENT.to_owned(),
            timeout: DEFAULT_TIMEOUT,
            client: PhantomData,
        }
    }

    /// What stands before every path: an absolute `http` or `https` URL, by default the API's first server.
    pub fn base_url(mut self, url: &str) -> Self {
        url.clone_into(&mut self.base_url);
        self
    }

    /// How the client names itself, by default with the name and version of this crate.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        user_agent.clone_into(&mut self.user_agent);
        self
    }

    /// How long a call may take until its whole response is there, by default 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    pub(super) fn config(self) -> Result<Config, Error> {
        let user_agent = HeaderValue::try_from(self.user_agent)
            .map_err(|_| RequestError::new("user_agent", "has characters that a header cannot carry"))?;
        Ok(Config {
            base_url: check_base_url(&self.base_url)?,
            credential: self.token.as_ref().map(credential).transpose()?,
            user_agent,
            timeout: self.timeout,
        })
    }
}

impl<C> Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base_url", &without_credentials(&self.base_url))
            .field("token", &self.token)
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish()
    }
}

/// A URL without the user name and password that a base URL must not have.
fn without_credentials(url: &str) -> &str {
    url.rsplit_once('@').map_or(url, |(_, rest)| rest)
}

fn check_base_url(text: &str) -> Result<String, RequestError> {
    let wrong = |reason| RequestError::new("base_url", reason);
    let url: Uri = text.parse().map_err(|_| wrong("is not a URL"))?;
    if !matches!(url.scheme_str(), Some("http" | "https")) {
        return Err(wrong("must be an absolute `http` or `https` URL"));
    }
    if url.authority().is_none_or(|authority| authority.host().is_empty() || authority.as_str().contains('@')) {
        return Err(wrong("must have a host, and no user name or password"));
    }
    if text.contains(['?', '#']) {
        return Err(wrong("must have no query and no fragment"));
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn credential(token: &Secret) -> Result<HeaderValue, RequestError> {
    let text = token.expose();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(RequestError::new("token", "must be visible ASCII characters without spaces or line ends"));
    }
    let mut value = HeaderValue::try_from(format!("Bearer {text}"))
        .map_err(|_| RequestError::new("token", "has characters that a header cannot carry"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Settings that have been checked. `Debug` of a sensitive header value does not show it.
#[derive(Clone, Debug)]
pub(super) struct Config {
    base_url: String,
    credential: Option<HeaderValue>,
    user_agent: HeaderValue,
    pub(super) timeout: Duration,
}

impl Config {
    pub(super) fn with_token(&self, token: &Secret) -> Result<Self, RequestError> {
        Ok(Self { credential: Some(credential(token)?), ..self.clone() })
    }

    /// Completes an endpoint's request: the URL, the credential and the user agent.
    pub(super) fn complete(&self, mut request: Request<Bytes>) -> Result<Request<Bytes>, RequestError> {
        let url = format!("{}{}", self.base_url, request.uri());
        *request.uri_mut() = Uri::try_from(url)
            .map_err(|error| RequestError::new("path", &format!("makes no URL with the base URL: {error}")))?;
        let anonymous = request.extensions().get::<Anonymous>().is_some();
        let headers = request.headers_mut();
        if let Some(credential) = self.credential.as_ref().filter(|_| !anonymous) {
            headers.entry(AUTHORIZATION).or_insert_with(|| credential.clone());
        }
        headers.entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
        Ok(request)
    }
}
