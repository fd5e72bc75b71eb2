//! The credentials of a client, as requests carry them.

use std::fmt::{self, Debug};

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http::{Request, Uri};
use percent_encoding::percent_decode_str;

use super::base64::base64;
use super::security::{Carrier, Scheme, Security};
use super::style::encode;
use super::{RequestError, Secret};

/// A credential that has been checked: what requests carry for a scheme.
#[derive(Clone)]
pub(super) struct Credential {
    scheme: Scheme,
    /// The value of the header, or `name=value` as it stands in the query or among the cookies.
    text: Secret,
}

impl Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credential").field(&self.scheme.name()).finish()
    }
}

impl Credential {
    /// The credential of a scheme; for user name and password `user:password`.
    pub(super) fn new(scheme: Scheme, secret: &Secret) -> Result<Self, RequestError> {
        let secret = secret.expose();
        let name = if crate::schemes::SOLE.contains(&scheme) { "token" } else { scheme.name() };
        let refuse = |reason: &str| Err(RequestError::new(name, reason));
        let is_visible = secret.bytes().all(|byte| byte.is_ascii_graphic());
        let is_line = secret.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && secret.trim() == secret;
        let text = match scheme.carrier() {
            Carrier::Basic if secret.contains(char::is_control) => return refuse("must not have control characters"),
            Carrier::Basic => format!("Basic {}", base64(secret.as_bytes())),
            _ if secret.is_empty() => return refuse("must not be empty"),
            Carrier::Authorization(_) if !is_visible => {
                return refuse("must be visible ASCII characters without spaces or line ends");
            }
            Carrier::Authorization(word) => format!("{word} {secret}"),
            Carrier::Header(_) if !is_line => return refuse("must be visible ASCII characters in one line"),
            Carrier::Header(_) => secret.to_owned(),
            Carrier::Query(name) => format!("{}={}", encode(name), encode(secret)),
            Carrier::Cookie(_) if !is_cookie(secret) => {
                return refuse("must be visible ASCII characters without `,`, `;`, `\\` and `\"`");
            }
            Carrier::Cookie(name) => format!("{name}={secret}"),
        };
        Ok(Self { scheme, text: text.into() })
    }

    pub(super) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Puts it where the scheme says, unless a parameter of the operation stands there.
    fn apply(&self, request: &mut Request<Bytes>) -> Result<(), RequestError> {
        let name = match self.scheme.carrier() {
            Carrier::Authorization(_) | Carrier::Basic => AUTHORIZATION,
            Carrier::Header(name) => HeaderName::from_bytes(name.as_bytes()).map_err(|_| self.cannot_carry())?,
            Carrier::Cookie(name) => {
                let earlier = request.headers().get(COOKIE).and_then(|cookies| cookies.to_str().ok());
                let text = self.text.expose();
                let cookies = match earlier {
                    Some(earlier) if has_pair(earlier, ';', name) => return Ok(()),
                    Some(earlier) => format!("{earlier}; {text}"),
                    None => text.to_owned(),
                };
                let value = self.value(&cookies)?;
                request.headers_mut().insert(COOKIE, value);
                return Ok(());
            }
            Carrier::Query(name) => {
                let joint = match request.uri().query() {
                    Some(query) if has_pair(query, '&', name) => return Ok(()),
                    Some(_) => '&',
                    None => '?',
                };
                let uri = format!("{}{joint}{}", request.uri(), self.text.expose());
                *request.uri_mut() = Uri::try_from(uri).map_err(|_| self.cannot_carry())?;
                return Ok(());
            }
        };
        let value = self.value(self.text.expose())?;
        request.headers_mut().entry(name).or_insert(value);
        Ok(())
    }

    fn value(&self, text: &str) -> Result<HeaderValue, RequestError> {
        let mut value = HeaderValue::try_from(text).map_err(|_| self.cannot_carry())?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn cannot_carry(&self) -> RequestError {
        RequestError::new(self.scheme.name(), "has characters that the request cannot carry")
    }
}

/// Whether one of the pairs in a text has the name, however it is encoded.
fn has_pair(pairs: &str, separator: char, name: &str) -> bool {
    let names = pairs.split(separator).map(|pair| pair.split('=').next().unwrap_or_default().trim());
    names.map(|name| percent_decode_str(name).decode_utf8_lossy()).any(|found| found == name)
}

/// Whether a text can be the value of a cookie as it is (RFC 6265, section 4.1.1).
fn is_cookie(text: &str) -> bool {
    let inner = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    inner.bytes().all(|byte| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte))
}

/// What a client does with calls for which it has no credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Refuses them.
    Refuse,
    /// Sends them without one: the server decides.
    Send,
}

/// Adds the credentials that the request needs: those of the first alternative for which the client has all.
pub(super) fn authenticate(
    request: &mut Request<Bytes>,
    credentials: &[Credential],
    missing: Missing,
) -> Result<(), RequestError> {
    let security = request.extensions().get::<Security>().copied().unwrap_or(Security(crate::schemes::DEFAULT));
    let find = |scheme: &Scheme| credentials.iter().find(|credential| credential.scheme == *scheme);
    let all = |schemes: &&[Scheme]| schemes.iter().map(find).collect::<Option<Vec<_>>>();
    let chosen = security.0.iter().copied().filter(|schemes| !schemes.is_empty()).find_map(|schemes| all(&schemes));
    match chosen {
        Some(chosen) => chosen.into_iter().try_for_each(|credential| credential.apply(request)),
        None if missing == Missing::Send || security.is_optional() => Ok(()),
        None => {
            let lacks = |schemes: &&[Scheme]| schemes.iter().find(|scheme| find(scheme).is_none()).map(Scheme::name);
            let name = security.0.first().and_then(lacks).unwrap_or_default();
            let reason = format!("is a credential that the client does not have; the call needs {}", security.words());
            Err(RequestError::new(name, &reason))
        }
    }
}

/// The texts by which a credential may be echoed: itself, what the header has of it, and a password alone.
pub(super) fn spellings(scheme: Scheme, secret: &Secret) -> Vec<Secret> {
    let text = secret.expose();
    let mut texts = vec![text.to_owned()];
    if scheme.carrier() == Carrier::Basic {
        texts.push(base64(text.as_bytes()));
        // A name must not have a colon, and a password may.
        texts.extend(text.match_indices(':').filter_map(|(colon, _)| text.get(colon + 1..)).map(str::to_owned));
    }
    texts.into_iter().map(Secret::from).collect()
}
