//! The request that a call builds up; compiled once, whatever the calls return.

use std::fmt::{self, Debug, Display};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use serde_json::Value;

use super::form::Encodings;
use super::style::{self, encode};
use super::{Error, Form, Paging, RequestError, Security, Server, Style};

/// A request in the making, and the first problem that was met.
#[derive(Clone)]
pub(super) struct Draft {
    method: Method,
    /// The path as the description has it, to be shown.
    template: &'static str,
    path: String,
    /// Names, and the encoded text that stands for each.
    query: Vec<(String, String)>,
    cookies: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    /// How the members of a form are written.
    pub(super) encodings: Encodings,
    security: Security,
    server: Option<Server>,
    paging: Option<Paging>,
    problem: Option<RequestError>,
}

impl Draft {
    pub(super) fn new(method: Method, template: &'static str) -> Self {
        Self {
            method,
            template,
            path: template.to_owned(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            encodings: Encodings::default(),
            security: Security(crate::schemes::DEFAULT),
            server: None,
            paging: None,
            problem: None,
        }
    }

    pub(super) fn path(&mut self, name: &str, value: &dyn Display) {
        self.set_path(name, &encode(&value.to_string()));
    }

    pub(super) fn path_as(&mut self, name: &str, style: Style, value: serde_json::Result<Value>) {
        if let Some(value) = self.accept(name, value) {
            self.set_path(name, &style::path(name, style, &value));
        }
    }

    fn set_path(&mut self, name: &str, encoded: &str) {
        let placeholder = format!("{{{name}}}");
        if matches!(encoded, "" | "." | "..") {
            self.refuse(name, "must not be empty, `.` or `..`");
        } else if self.path.contains(&placeholder) {
            self.path = self.path.replace(&placeholder, encoded);
        } else {
            self.refuse(name, "is not in the path");
        }
    }

    pub(super) fn query(&mut self, name: &str, value: &dyn Display) {
        set_pair(&mut self.query, name, format!("{}={}", encode(name), encode(&value.to_string())));
    }

    pub(super) fn query_as(&mut self, name: &str, style: Style, value: serde_json::Result<Value>) {
        if let Some(value) = self.accept(name, value) {
            set_pair(&mut self.query, name, style::query(name, style, &value));
        }
    }

    pub(super) fn header_as(&mut self, name: &str, style: Style, value: serde_json::Result<Value>) {
        if let Some(value) = self.accept(name, value) {
            let text = style::header(style, &value);
            // An empty list says nothing, as in a query.
            if !(text.is_empty() && (value.is_array() || value.is_object())) {
                self.header(name, &text);
            }
        }
    }

    /// Sets a cookie; what a cookie cannot carry is percent-encoded.
    pub(super) fn cookie(&mut self, name: &str, style: Style, value: serde_json::Result<Value>) {
        if let Some(value) = self.accept(name, value) {
            set_pair(&mut self.cookies, name, style::query(name, style, &value).replace('&', "; "));
        }
    }

    fn accept(&mut self, name: &str, value: serde_json::Result<Value>) -> Option<Value> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(name, &format!("cannot be written as a parameter: {error}"));
                None
            }
        }
    }

    pub(super) fn header(&mut self, name: &str, value: &dyn Display) {
        let header = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::try_from(value.to_string());
        if let (Ok(header), Ok(mut value)) = (header, value) {
            value.set_sensitive(true);
            self.headers.insert(header, value);
        } else {
            self.refuse(name, "has characters that a header cannot carry");
        }
    }

    pub(super) fn json(&mut self, media_type: &str, body: serde_json::Result<Vec<u8>>) {
        match body {
            Ok(body) => self.body(media_type, body.into()),
            Err(error) => self.refuse("body", &format!("cannot be written as JSON: {error}")),
        }
    }

    pub(super) fn form(&mut self, media_type: &str, body: serde_json::Result<Value>) {
        let Some(body) = self.accept("body", body) else { return };
        let text = self.encodings.urlencoded(&body);
        self.body(media_type, text.into());
    }

    pub(super) fn multipart(&mut self, form: Form) {
        match form.finish() {
            Ok((media_type, body)) => self.body(&media_type, body),
            Err(error) => self.refuse("body", &format!("cannot be written as a form: {error}")),
        }
    }

    pub(super) fn body(&mut self, media_type: &str, body: Bytes) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
                self.body = body;
            }
            Err(_) => self.refuse("content-type", "has characters that a header cannot carry"),
        }
    }

    pub(super) fn security(&mut self, security: Security) {
        self.security = security;
    }

    pub(super) fn paged(&mut self, paging: Paging) {
        self.paging = Some(paging);
    }

    pub(super) fn server(&mut self, server: Server) {
        self.server = Some(server);
    }

    fn refuse(&mut self, parameter: &str, reason: &str) {
        self.problem.get_or_insert_with(|| RequestError::new(parameter, reason));
    }

    pub(super) fn request(&self, accept: &str) -> Result<http::Request<Bytes>, Error> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone().into());
        }
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri()?;
        *request.headers_mut() = self.headers.clone();
        if !self.headers.contains_key(ACCEPT) {
            let accept = HeaderValue::from_str(accept)
                .map_err(|_| RequestError::new("accept", "has characters that a header cannot carry"))?;
            request.headers_mut().insert(ACCEPT, accept);
        }
        if let Some(cookies) = self.cookies()? {
            request.headers_mut().insert(COOKIE, cookies);
        }
        request.extensions_mut().insert(self.security);
        if let Some(server) = self.server {
            request.extensions_mut().insert(server);
        }
        if !self.encodings.is_empty() {
            request.extensions_mut().insert(self.encodings.clone());
        }
        if let Some(paging) = self.paging {
            request.extensions_mut().insert(paging);
        }
        Ok(request)
    }

    /// All cookies in one header, those of a header that was set among them.
    fn cookies(&self) -> Result<Option<HeaderValue>, RequestError> {
        if self.cookies.is_empty() {
            return Ok(None);
        }
        let header = self.headers.get(COOKIE).and_then(|cookies| cookies.to_str().ok());
        let pairs = header.into_iter().chain(self.cookies.iter().map(|(_, pair)| pair.as_str()));
        let mut value = HeaderValue::try_from(pairs.collect::<Vec<_>>().join("; "))
            .map_err(|_| RequestError::new("cookie", "has characters that a header cannot carry"))?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    fn uri(&self) -> Result<Uri, RequestError> {
        let path = self.path.split('?').next().unwrap_or_default();
        if let Some((_, rest)) = path.split_once('{') {
            let name = rest.split('}').next().unwrap_or_default();
            return Err(RequestError::new(name, "is missing"));
        }
        // Two parameters in one segment may make what neither of them is.
        if !path.starts_with('/') || path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(RequestError::new("path", "must be absolute, without the segments `.` and `..`"));
        }
        let mut text = self.path.clone();
        for (_, encoded) in &self.query {
            text.push(if text.contains('?') { '&' } else { '?' });
            text.push_str(encoded);
        }
        let target = PathAndQuery::try_from(text)
            .map_err(|error| RequestError::new("path", &format!("cannot be part of a URL: {error}")))?;
        Ok(Uri::from(target))
    }
}

/// Sets what stands for a name, in place of what stood for it; nothing if that is empty.
fn set_pair(pairs: &mut Vec<(String, String)>, name: &str, encoded: String) {
    pairs.retain(|(other, _)| other != name);
    if !encoded.is_empty() {
        pairs.push((name.to_owned(), encoded));
    }
}

/// Shows no parameter, not even of the path, since each may be secret.
impl Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.template)
    }
}
