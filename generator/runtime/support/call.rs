//! Calls as values: what to send and how to read the answer, without sending anything.

use std::fmt::{self, Debug, Display};
use std::marker::PhantomData;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use super::draft::Draft;
use super::{Decode, Error, Form, Multipart, Paging, ReadAs, Scheme, Security, Style, WithBody, WithHeaders};

/// Something that can be sent: it makes a request and reads the response.
///
/// There is no I/O in it, so that any transport can serve it. The request's URI is a path and a query without a host:
/// the transport puts the base URL before it, which is another one if the request has a [`Server`] among its extensions,
/// and adds the credentials that its [`Security`] asks for.
pub trait Endpoint {
    /// What a successful response becomes.
    type Output;

    /// The request to send.
    ///
    /// # Errors
    /// [`Error::Request`] when a parameter or the body cannot be sent.
    fn request(&self) -> Result<http::Request<Bytes>, Error>;

    /// Reads the response.
    ///
    /// # Errors
    /// [`Error::Api`] when the response says that the call failed, [`Error::Decode`] when it is not what was promised.
    fn response(&self, response: &http::Response<Bytes>) -> Result<Self::Output, Error>;

    /// The same call with an output that has the status and the headers of the response too.
    fn with_headers(self) -> WithHeaders<Self>
    where
        Self: Sized,
    {
        WithHeaders(self)
    }

    /// The same call with its response read in another way, for what the description does not say: as
    /// [`Text`](super::Text), [`Binary`](super::Binary) or [`Json`](super::Json) of a type.
    fn read_as<R: Decode>(self) -> ReadAs<Self, R>
    where
        Self: Sized,
    {
        ReadAs::new(self)
    }

    /// The same call with another body, for a media type that the call has no type for.
    fn with_body(self, media_type: &str, body: impl Into<Bytes>) -> WithBody<Self>
    where
        Self: Sized,
    {
        WithBody::new(self, media_type.to_owned(), body.into())
    }

    /// The same call with a form of several parts in place of its body. Members are written as the description says of
    /// those of its body.
    fn with_form(self, form: &impl Multipart) -> WithBody<Self>
    where
        Self: Sized,
    {
        WithBody::form(self, form)
    }
}

impl<E: Endpoint + ?Sized> Endpoint for &E {
    type Output = E::Output;

    fn request(&self) -> Result<http::Request<Bytes>, Error> {
        (**self).request()
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<Self::Output, Error> {
        (**self).response(response)
    }
}

/// The URL, as an extension of the request, that an operation has in place of the API's base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server(pub &'static str);

/// A call of one operation, whose response is read as `R` says.
///
/// It is built by chaining. What cannot be sent, such as a path parameter that would make another path, is remembered,
/// and [`Endpoint::request`] returns the first such problem.
#[must_use = "a call does nothing until a client sends it"]
pub struct Call<R> {
    draft: Draft,
    response: PhantomData<fn() -> R>,
}

/// Each takes the operation's path, in which `{name}` stands for a path parameter.
impl<R> Call<R> {
    /// A `GET` call.
    pub fn get(template: &'static str) -> Self {
        Self::new(Method::GET, template)
    }

    /// A `PUT` call.
    pub fn put(template: &'static str) -> Self {
        Self::new(Method::PUT, template)
    }

    /// A `POST` call.
    pub fn post(template: &'static str) -> Self {
        Self::new(Method::POST, template)
    }

    /// A `DELETE` call.
    pub fn delete(template: &'static str) -> Self {
        Self::new(Method::DELETE, template)
    }

    /// A `PATCH` call.
    pub fn patch(template: &'static str) -> Self {
        Self::new(Method::PATCH, template)
    }

    /// A `HEAD` call.
    pub fn head(template: &'static str) -> Self {
        Self::new(Method::HEAD, template)
    }

    /// An `OPTIONS` call.
    pub fn options(template: &'static str) -> Self {
        Self::new(Method::OPTIONS, template)
    }

    /// A `TRACE` call.
    pub fn trace(template: &'static str) -> Self {
        Self::new(Method::TRACE, template)
    }

    fn new(method: Method, template: &'static str) -> Self {
        Self { draft: Draft::new(method, template), response: PhantomData }
    }
}

impl<R> Call<R> {
    /// Fills in a path parameter, percent-encoded so that it stays one segment.
    ///
    /// An empty value, `.` and `..` are refused, since each would make another path.
    pub fn path(mut self, name: &str, value: impl Display) -> Self {
        self.draft.path(name, &value);
        self
    }

    /// Sets a query parameter, in place of an earlier value of the same name.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.draft.query(name, &value);
        self
    }

    /// Fills in a path parameter that is a list or an object.
    pub fn path_as(mut self, name: &str, style: Style, value: impl Serialize) -> Self {
        self.draft.path_as(name, style, serde_json::to_value(value));
        self
    }

    /// Sets a query parameter that is a list or an object.
    pub fn query_as(mut self, name: &str, style: Style, value: impl Serialize) -> Self {
        self.draft.query_as(name, style, serde_json::to_value(value));
        self
    }

    /// Sets a header that is a list or an object.
    pub fn header_as(mut self, name: &str, style: Style, value: impl Serialize) -> Self {
        self.draft.header_as(name, style, serde_json::to_value(value));
        self
    }

    /// Sets a cookie, in place of an earlier value of the same name.
    pub fn cookie(self, name: &str, value: impl Display) -> Self {
        self.cookie_as(name, Style::Commas, value.to_string())
    }

    /// Sets a cookie that is a list or an object.
    pub fn cookie_as(mut self, name: &str, style: Style, value: impl Serialize) -> Self {
        self.draft.cookie(name, style, serde_json::to_value(value));
        self
    }

    /// Sets a header, in place of an earlier value of the same name.
    pub fn header(mut self, name: &str, value: impl Display) -> Self {
        self.draft.header(name, &value);
        self
    }

    /// Sends `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.draft.json("application/json", serde_json::to_vec(body));
        self
    }

    /// Sends `body` as JSON under another media type than `application/json`.
    pub fn json_as<T: Serialize + ?Sized>(mut self, media_type: &'static str, body: &T) -> Self {
        self.draft.json(media_type, serde_json::to_vec(body));
        self
    }

    /// Says how a member of a form is written that is a list or an object; before the form is given.
    pub fn form_style(mut self, name: &'static str, style: Style) -> Self {
        self.draft.encodings.set_style(name, style);
        self
    }

    /// Says of which media type a part of a form is; before the form is given.
    pub fn part_type(mut self, name: &'static str, media_type: &'static str) -> Self {
        self.draft.encodings.set_media_type(name, media_type);
        self
    }

    /// Sends the members of `body` as a form (`application/x-www-form-urlencoded`): a list as one pair for each element,
    /// an object as JSON, unless [`Call::form_style`] said otherwise.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.form_as("application/x-www-form-urlencoded", body)
    }

    /// Sends `body` as such a form under a media type that says more, as one with parameters does.
    pub fn form_as<T: Serialize + ?Sized>(mut self, media_type: &'static str, body: &T) -> Self {
        self.draft.form(media_type, serde_json::to_value(body));
        self
    }

    /// Sends `body` as a form of several parts (`multipart/form-data`).
    pub fn multipart(mut self, body: &impl Multipart) -> Self {
        let mut form = Form::new(self.draft.encodings.clone());
        body.parts(&mut form);
        self.draft.multipart(form);
        self
    }

    /// Sends `{}`, for an operation that wants an object but has nothing to say.
    pub fn empty_json(mut self) -> Self {
        self.draft.json("application/json", Ok(b"{}".to_vec()));
        self
    }

    /// Sends `body` as it is, under the given media type.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.draft.body(media_type, body.into());
        self
    }

    /// Sends no credential with it: the operation declares no security.
    pub fn anonymous(self) -> Self {
        self.security(&[])
    }

    /// Sends the credentials of one of these alternatives with it, in place of those that calls need in general.
    pub fn security(mut self, alternatives: &'static [&'static [Scheme]]) -> Self {
        self.draft.security(Security(alternatives));
        self
    }

    /// Says how the call for the next page is made.
    pub fn paged(mut self, paging: Paging) -> Self {
        self.draft.paged(paging);
        self
    }

    /// Sends it to the operation's own server, unless the client was given a base URL.
    pub fn server(mut self, url: &'static str) -> Self {
        self.draft.server(Server(url));
        self
    }
}

impl<R: Decode> Endpoint for Call<R> {
    type Output = R::Output;

    fn request(&self) -> Result<http::Request<Bytes>, Error> {
        self.draft.request(R::ACCEPT)
    }

    fn response(&self, response: &http::Response<Bytes>) -> Result<R::Output, Error> {
        R::decode(response)
    }
}

impl<R> Clone for Call<R> {
    fn clone(&self) -> Self {
        Self { draft: self.draft.clone(), response: PhantomData }
    }
}

/// Shows the method and the operation's path only: the parameters and the body may be secret.
impl<R> Debug for Call<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Call").field(&self.draft).finish()
    }
}
