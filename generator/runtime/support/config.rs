//! The settings that every client has, whatever it sends with.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};

use super::credentials::{Credential, Missing, authenticate, spellings};
use super::security::{Hidden, Scheme};
use super::{Error, RequestError, Secret, Server};
use crate::schemes::SOLE;

/// The most bytes of a response that a client reads.
pub const MAX_RESPONSE_BYTES: usize = 256 << 20;

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The settings of a client of the kind `C` before it is built.
#[must_use = "nothing happens until `build`"]
pub struct Builder<C> {
    credentials: Vec<(Scheme, Secret)>,
    missing: Missing,
    base_url: Option<String>,
    user_agent: String,
    timeout: Duration,
    client: PhantomData<fn() -> C>,
}

/// A client without credentials so far. A call that needs one that the client does not have is refused before it is sent.
impl<C> Default for Builder<C> {
    fn default() -> Self {
        Self {
            credentials: Vec::new(),
            missing: Missing::Refuse,
            base_url: None,
            user_agent: DEFAULT_USER_AGENT.to_owned(),
            timeout: DEFAULT_TIMEOUT,
            client: PhantomData,
        }
    }
}

impl<C> Builder<C> {
    /// A client that sends `token`: as a bearer token; if the API takes none, as its API key; if it has none either, as
    /// `user:password`. [`SOLE`](crate::schemes::SOLE) says which.
    pub fn new(token: impl Into<Secret>) -> Self {
        let token = token.into();
        Self { credentials: SOLE.iter().map(|scheme| (*scheme, token.clone())).collect(), ..Self::default() }
    }

    /// A client without a credential that sends calls also if they need one: the server decides.
    pub fn anonymous() -> Self {
        Self { missing: Missing::Send, ..Self::default() }
    }

    /// Gives the client the credential of a scheme, in place of an earlier one: the token, the key, or `user:password`.
    ///
    /// It is sent only with calls that declare the scheme. Where a call takes one of several, the first is used for which
    /// the client has all credentials.
    pub fn credential(mut self, scheme: Scheme, credential: impl Into<Secret>) -> Self {
        self.credentials.retain(|(other, _)| *other != scheme);
        self.credentials.push((scheme, credential.into()));
        self
    }

    /// What stands before every path: an absolute `http` or `https` URL, by default the API's first server.
    ///
    /// All calls go there, also those of operations that have a server of their own.
    pub fn base_url(mut self, url: &str) -> Self {
        self.base_url = Some(url.to_owned());
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
        let is_own = self.base_url.is_some();
        let base_url = check_base_url(self.base_url.as_deref().unwrap_or(crate::BASE_URL))?;
        let (credentials, hidden) = check_credentials(&self.credentials)?;
        let missing = self.missing;
        Ok(Config { base_url, is_own, credentials, hidden, missing, user_agent, timeout: self.timeout })
    }
}

impl<C> Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base_url", &self.base_url.as_deref().map(without_credentials))
            .field("credentials", &self.credentials)
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

/// The credentials as requests carry them, and the texts by which they may be echoed.
fn check_credentials(credentials: &[(Scheme, Secret)]) -> Result<(Vec<Credential>, Hidden), RequestError> {
    let checked = credentials.iter().map(|(scheme, secret)| Credential::new(*scheme, secret));
    let hidden = credentials.iter().flat_map(|(scheme, secret)| spellings(*scheme, secret));
    Ok((checked.collect::<Result<_, _>>()?, Hidden(hidden.collect())))
}

/// Whether a request says how long its body is even if that is empty (RFC 9110, section 8.6).
pub(super) fn wants_length(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// Settings that have been checked.
#[derive(Clone)]
pub(super) struct Config {
    base_url: String,
    /// Whether the base URL is the caller's, which is for all calls.
    is_own: bool,
    credentials: Vec<Credential>,
    hidden: Hidden,
    missing: Missing,
    user_agent: HeaderValue,
    pub(super) timeout: Duration,
}

impl Config {
    pub(super) fn with_token(&self, token: &Secret) -> Result<Self, RequestError> {
        let token: Vec<_> = SOLE.iter().map(|scheme| (*scheme, token.clone())).collect();
        let (mut credentials, mut hidden) = check_credentials(&token)?;
        credentials.extend(self.credentials.iter().filter(|other| !SOLE.contains(&other.scheme())).cloned());
        hidden = hidden.and(&self.hidden);
        Ok(Self { credentials, hidden, ..self.clone() })
    }

    /// What errors about a response must not show.
    pub(super) fn hidden(&self) -> Hidden {
        self.hidden.clone()
    }

    /// Completes an endpoint's request: the URL, the credentials and the user agent.
    pub(super) fn complete(&self, mut request: Request<Bytes>) -> Result<Request<Bytes>, RequestError> {
        let server = request.extensions().get::<Server>().filter(|_| !self.is_own);
        let url = format!("{}{}", server.map_or(self.base_url.as_str(), |server| server.0), request.uri());
        *request.uri_mut() = Uri::try_from(url)
            .map_err(|error| RequestError::new("path", &format!("makes no URL with the base URL: {error}")))?;
        authenticate(&mut request, &self.credentials, self.missing)?;
        request.headers_mut().entry(USER_AGENT).or_insert_with(|| self.user_agent.clone());
        Ok(request)
    }
}

impl Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("base_url", &self.base_url)
            .field("credentials", &self.credentials)
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
