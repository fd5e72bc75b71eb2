//! Calls that give more than the body of a response, or read it in another way.

use std::fmt::{self, Debug};
use std::marker::PhantomData;
use std::str::FromStr;

use bytes::Bytes;
use http::header::{ACCEPT, HeaderMap, HeaderValue};
use http::{Request, Response, StatusCode};

use super::{Decode, DecodeError, Endpoint, Error, RequestError};

/// The output of a call with the status and the headers of the response; see [`Endpoint::with_headers`].
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The status of the response.
    pub status: StatusCode,
    /// All headers of the response.
    pub headers: HeaderMap,
    /// The output of the call.
    pub body: T,
}

impl<T> Reply<T> {
    /// A header as a type, such as the one that the documentation of the operation names; nothing if the response has no
    /// such header.
    ///
    /// # Errors
    /// [`DecodeError`] when the header is there, and is not of that type.
    pub fn header<H: FromStr>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        header(self.status, &self.headers, name)
    }

    /// A header that is a list: the elements, with commas between them, of all headers of the name.
    ///
    /// # Errors
    /// [`DecodeError`] when one of them is not of that type.
    pub fn header_list<H: FromStr>(&self, name: &str) -> Result<Vec<H>, DecodeError> {
        let values = self.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let texts: Vec<String> =
            values.flat_map(|value| value.split(',').map(str::to_owned).collect::<Vec<_>>()).collect();
        let present = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        present.map(|text| text.parse().map_err(|_| unexpected(self.status, name))).collect()
    }
}

/// Of the headers, only the names are shown.
impl<T: Debug> Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body", &self.body)
            .finish()
    }
}

/// A header as a type.
pub(super) fn header<H: FromStr>(
    status: StatusCode,
    headers: &HeaderMap,
    name: &str,
) -> Result<Option<H>, DecodeError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let parsed = String::from_utf8_lossy(value.as_bytes()).trim().parse();
    parsed.map(Some).map_err(|_| unexpected(status, name))
}

fn unexpected(status: StatusCode, name: &str) -> DecodeError {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    DecodeError::new(&response, &format!("the header `{name}` is not what was expected"))
}

/// A call whose output is a [`Reply`]; see [`Endpoint::with_headers`].
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until a client sends it"]
pub struct WithHeaders<E>(pub(super) E);

impl<E: Endpoint> Endpoint for WithHeaders<E> {
    type Output = Reply<E::Output>;

    fn request(&self) -> Result<Request<Bytes>, Error> {
        self.0.request()
    }

    fn response(&self, response: &Response<Bytes>) -> Result<Self::Output, Error> {
        let body = self.0.response(response)?;
        Ok(Reply { status: response.status(), headers: response.headers().clone(), body })
    }
}

/// A call whose response is read as `R` says; see [`Endpoint::read_as`].
#[must_use = "a call does nothing until a client sends it"]
pub struct ReadAs<E, R> {
    call: E,
    response: PhantomData<fn() -> R>,
}

impl<E, R> ReadAs<E, R> {
    pub(super) fn new(call: E) -> Self {
        Self { call, response: PhantomData }
    }
}

impl<E: Endpoint, R: Decode> Endpoint for ReadAs<E, R> {
    type Output = R::Output;

    fn request(&self) -> Result<Request<Bytes>, Error> {
        let mut request = self.call.request()?;
        let accept = HeaderValue::from_str(R::ACCEPT)
            .map_err(|_| RequestError::new("accept", "has characters that a header cannot carry"))?;
        request.headers_mut().insert(ACCEPT, accept);
        Ok(request)
    }

    fn response(&self, response: &Response<Bytes>) -> Result<R::Output, Error> {
        R::decode(response)
    }
}

impl<E: Clone, R> Clone for ReadAs<E, R> {
    fn clone(&self) -> Self {
        Self::new(self.call.clone())
    }
}

impl<E: Debug, R> Debug for ReadAs<E, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadAs").field(&self.call).finish()
    }
}
