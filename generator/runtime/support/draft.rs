//! The request that a call builds up; compiled once, whatever the calls return.

use std::fmt::{self, Debug, Display};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{Method, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Anonymous, Error, RequestError};

/// All but the unreserved characters (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request in the making, and the first problem that was met.
#[derive(Clone)]
pub(super) struct Draft {
    method: Method,
    path: String,
    /// Names, and the encoded text that stands for each.
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    anonymous: bool,
    problem: Option<RequestError>,
}

impl Draft {
    pub(super) fn new(method: Method, template: &str) -> Self {
        Self {
            method,
            path: template.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            anonymous: false,
            problem: None,
        }
    }

    pub(super) fn path(&mut self, name: &str, value: &dyn Display) {
        let value = value.to_string();
        let placeholder = format!("{{{name}}}");
        if matches!(value.as_str(), "" | "." | "..") {
            self.refuse(name, "must not be empty, `.` or `..`");
        } else if self.path.contains(&placeholder) {
            self.path = self.path.replace(&placeholder, &encode(&value));
        } else {
            self.refuse(name, "is not in the path");
        }
    }

    pub(super) fn query(&mut self, name: &str, values: &[&dyn Display]) {
        let encoded_name = encode(name);
        let pairs: Vec<String> =
            values.iter().map(|value| format!("{encoded_name}={}", encode(&value.to_string()))).collect();
        self.set_query(name, pairs.join("&"));
    }

    pub(super) fn query_joined(&mut self, name: &str, values: &[&dyn Display]) {
        let values: Vec<String> = values.iter().map(|value| encode(&value.to_string())).collect();
        let pair = if values.is_empty() { String::new() } else { format!("{}={}", encode(name), values.join(",")) };
        self.set_query(name, pair);
    }

    fn set_query(&mut self, name: &str, encoded: String) {
        self.query.retain(|(other, _)| other != name);
        if !encoded.is_empty() {
            self.query.push((name.to_owned(), encoded));
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

    pub(super) fn json(&mut self, body: serde_json::Result<Vec<u8>>) {
        match body {
            Ok(body) => self.body("application/json", body.into()),
            Err(error) => self.refuse("body", &format!("cannot be written as JSON: {error}")),
        }
    }

    pub(super) fn body(&mut self, media_type: &'static str, body: Bytes) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
                self.body = body;
            }
            Err(_) => self.refuse("content-type", "has characters that a header cannot carry"),
        }
    }

    pub(super) fn anonymous(&mut self) {
        self.anonymous = true;
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
        if self.anonymous {
            request.extensions_mut().insert(Anonymous);
        }
        Ok(request)
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

impl Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
