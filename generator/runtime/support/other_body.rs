//! Calls with another body than the one that they have a type for.

use std::fmt::{self, Debug};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response};

use super::form::Encodings;
use super::{Endpoint, Error, Form, Multipart, RequestError};

/// A call with another body; see [`Endpoint::with_body`].
#[derive(Clone)]
#[must_use = "a call does nothing until a client sends it"]
pub struct WithBody<E> {
    call: E,
    /// The media type and the body, or why there is none.
    body: Result<(String, Bytes), String>,
}

impl<E> WithBody<E> {
    pub(super) fn new(call: E, media_type: String, body: Bytes) -> Self {
        Self { call, body: Ok((media_type, body)) }
    }
}

impl<E: Endpoint> WithBody<E> {
    /// The members are written as the call says.
    pub(super) fn form(call: E, form: &impl Multipart) -> Self {
        // What is wrong with the call itself is said when it is sent.
        let request = call.request().ok();
        let encodings = request.and_then(|request| request.extensions().get::<Encodings>().cloned());
        let mut parts = Form::new(encodings.unwrap_or_default());
        form.parts(&mut parts);
        Self { call, body: parts.finish().map_err(|error| format!("cannot be written as a form: {error}")) }
    }
}

impl<E: Endpoint> Endpoint for WithBody<E> {
    type Output = E::Output;

    fn request(&self) -> Result<Request<Bytes>, Error> {
        let mut request = self.call.request()?;
        let (media_type, body) = self.body.as_ref().map_err(|reason| RequestError::new("body", reason))?;
        let media_type = HeaderValue::from_str(media_type)
            .map_err(|_| RequestError::new("content-type", "has characters that a header cannot carry"))?;
        request.headers_mut().insert(CONTENT_TYPE, media_type);
        *request.body_mut() = body.clone();
        Ok(request)
    }

    fn response(&self, response: &Response<Bytes>) -> Result<E::Output, Error> {
        self.call.response(response)
    }
}

/// Shows the call and the media type: the body may be secret.
impl<E: Debug> Debug for WithBody<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let media_type = self.body.as_ref().map(|(media_type, _)| media_type);
        f.debug_struct("WithBody").field("call", &self.call).field("body", &media_type).finish_non_exhaustive()
    }
}
