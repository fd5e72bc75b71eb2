//! Lists that come in pages: how a call becomes the one for the next page.

use std::fmt::{self, Debug};

use bytes::Bytes;
use http::{HeaderMap, Request, Response, Uri};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

use super::decode::json_text;
use super::link::next_link;
use super::style::encode;
use super::{Endpoint, Error, RequestError};

/// How an operation pages, as an extension of its requests; the constants and calls of the crate say it where the
/// description has `x-pagination`.
///
/// Places in a body are written as member names with dots between them: `result_info.total_pages`. An empty place is the
/// whole body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    turn: Turn,
    /// The query parameter, or the member of the body, that asks for a page.
    parameter: &'static str,
    in_body: bool,
    /// Where the list stands in the body of the response.
    items: &'static str,
    total: Option<&'static str>,
    pages: Option<&'static str>,
    size: Option<&'static str>,
    more: Option<&'static str>,
}

/// What the next page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Its number; that of the first page is given.
    Page(u64),
    /// The number of items before it.
    Offset,
    /// A value that the body of the response holds at this place.
    Cursor(&'static str),
    /// A value that a header of the response holds.
    CursorHeader(&'static str),
    /// The query of a URL that the body of the response holds at this place.
    Link(&'static str),
    /// The query of the URL that the header `Link` calls `next` (RFC 8288).
    LinkHeader,
}

impl Paging {
    const fn new(turn: Turn, parameter: &'static str) -> Self {
        Self { turn, parameter, in_body: false, items: "", total: None, pages: None, size: None, more: None }
    }

    /// A parameter has the number of the page, counted from `first`.
    #[must_use]
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Turn::Page(first), parameter)
    }

    /// A parameter has the number of items before the page.
    #[must_use]
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Turn::Offset, parameter)
    }

    /// A parameter has what the last response holds at the place `next`.
    #[must_use]
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::new(Turn::Cursor(next), parameter)
    }

    /// A parameter has what the last response has in a header.
    #[must_use]
    pub const fn cursor_header(parameter: &'static str, header: &'static str) -> Self {
        Self::new(Turn::CursorHeader(header), parameter)
    }

    /// The query is that of the URL which the last response holds at the place `next`.
    #[must_use]
    pub const fn link(next: &'static str) -> Self {
        Self::new(Turn::Link(next), "")
    }

    /// The query is that of the URL which the last response has in its header `Link` as `next`.
    #[must_use]
    pub const fn link_header() -> Self {
        Self::new(Turn::LinkHeader, "")
    }

    /// The parameter is a member of the request's body.
    #[must_use]
    pub const fn in_body(self) -> Self {
        Self { in_body: true, ..self }
    }

    /// Where the list stands in the response, if it is not the whole body.
    #[must_use]
    pub const fn items(self, place: &'static str) -> Self {
        Self { items: place, ..self }
    }

    /// Where the response says how many items there are.
    #[must_use]
    pub const fn total(self, place: &'static str) -> Self {
        Self { total: Some(place), ..self }
    }

    /// Where the response says how many pages there are.
    #[must_use]
    pub const fn pages(self, place: &'static str) -> Self {
        Self { pages: Some(place), ..self }
    }

    /// Where the response says how many items a page can have: one with fewer is the last.
    #[must_use]
    pub const fn size(self, place: &'static str) -> Self {
        Self { size: Some(place), ..self }
    }

    /// Where the response says whether there are more pages.
    #[must_use]
    pub const fn more(self, place: &'static str) -> Self {
        Self { more: Some(place), ..self }
    }
}

/// The pages of a call, one request after the other, without sending anything: `Client::pages` does that.
pub struct Pages<E> {
    call: E,
    next: Next,
    /// The body of the last response: a server that ignores the parameter answers the same for ever.
    last: Bytes,
    /// Items of the pages so far.
    seen: u64,
}

/// The request for the next page, if there is one.
type Following = Result<Option<Request<Bytes>>, RequestError>;

/// What a page is asked for with.
enum Next {
    /// The call as it is.
    Call,
    Request(Request<Bytes>),
    /// A request was handed out, whose response is not there yet.
    Sent(Request<Bytes>),
    /// There is a page that cannot be asked for.
    Refused(RequestError),
    Nothing,
}

impl<E: Endpoint> Pages<E> {
    /// The pages of a call, from the one that it asks for.
    pub fn new(call: E) -> Self {
        Self { call, next: Next::Call, last: Bytes::new(), seen: 0 }
    }

    /// The request for the next page; nothing after the last one, or after an error.
    ///
    /// # Errors
    /// Those of [`Endpoint::request`], and [`Error::Request`] when the last response names a next page that cannot be
    /// asked for.
    pub fn request(&mut self) -> Option<Result<Request<Bytes>, Error>> {
        let request = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Call => match self.call.request() {
                Ok(request) => request,
                Err(error) => return Some(Err(error)),
            },
            Next::Request(request) => request,
            Next::Refused(error) => return Some(Err(error.into())),
            Next::Sent(_) | Next::Nothing => return None,
        };
        self.next = Next::Sent(request.clone());
        Some(Ok(request))
    }

    /// Reads the response to that request.
    ///
    /// # Errors
    /// Those of [`Endpoint::response`]. There is no next page then.
    pub fn response(&mut self, response: &Response<Bytes>) -> Result<E::Output, Error> {
        let sent = std::mem::replace(&mut self.next, Next::Nothing);
        let output = self.call.response(response)?;
        if let Next::Sent(request) = sent {
            self.next = match self.follow(request, response) {
                Ok(next) => next.map_or(Next::Nothing, Next::Request),
                Err(error) => Next::Refused(error),
            };
        }
        Ok(output)
    }

    fn follow(&mut self, request: Request<Bytes>, response: &Response<Bytes>) -> Following {
        let Some(paging) = request.extensions().get::<Paging>().copied() else { return Ok(None) };
        let repeated = !self.last.is_empty() && self.last == *response.body();
        self.last = response.body().clone();
        let body: Value = serde_json::from_slice(json_text(response.body())).unwrap_or_default();
        let items = match find(&body, paging.items) {
            Some(Value::Array(items)) => items.len(),
            None | Some(Value::Null) => 0,
            Some(_) if paging.is_counted() => {
                let reason = "leads to no list in the response, so that the next page cannot be reckoned";
                return Err(RequestError::new("x-pagination", reason));
            }
            Some(_) => 0,
        };
        let items = u64::try_from(items).unwrap_or_default();
        self.seen = self.seen.saturating_add(items);
        if repeated && paging.is_counted() || paging.is_last(&body, items) {
            return Ok(None);
        }
        paging.turn(request, self.seen, (&body, items, response.headers()))
    }
}

/// Shows the call alone: the query, the headers and the body may be secret.
impl<E: Debug> Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).finish_non_exhaustive()
    }
}

impl Paging {
    fn is_last(&self, body: &Value, items: u64) -> bool {
        let number = |place: Option<&str>| place.and_then(|place| find(body, place)).and_then(Value::as_u64);
        let ended = self.more.and_then(|place| find(body, place)) == Some(&Value::Bool(false));
        let short = number(self.size).is_some_and(|size| items < size);
        ended || short || items == 0 && self.is_counted()
    }

    /// Whether the next page is reckoned, and not told by the server.
    fn is_counted(&self) -> bool {
        matches!(self.turn, Turn::Page(_) | Turn::Offset)
    }

    fn turn(&self, request: Request<Bytes>, seen: u64, (body, items, headers): (&Value, u64, &HeaderMap)) -> Following {
        let present = self.present(&request);
        let number = present.as_deref().and_then(|text| text.parse().ok());
        let next = match self.turn {
            Turn::Page(first) => self.next_page(body, number.unwrap_or(first), (first, seen)),
            Turn::Offset => self.next_offset(body, number.unwrap_or_default().checked_add(items)),
            Turn::Cursor(place) | Turn::Link(place) => told(find(body, place)),
            Turn::CursorHeader(name) => told(header(headers, name)?.as_ref()),
            Turn::LinkHeader => next_link(headers).map(Value::from),
        };
        let Some(next) = next else { return Ok(None) };
        match (self.turn, next) {
            (Turn::Link(place), next) => with_query(request, next.as_str().ok_or_else(|| refused(place))?, place),
            (Turn::LinkHeader, next) => with_query(request, next.as_str().unwrap_or_default(), "Link"),
            (Turn::Cursor(place), Value::Bool(_) | Value::Array(_) | Value::Object(_)) => Err(refused(place)),
            // A cursor that stays where it is leads nowhere.
            (_, next) if present.is_some_and(|present| present == text(&next)) => Ok(None),
            (_, next) => self.ask(request, next).map(Some).ok_or_else(|| refused(self.parameter)),
        }
    }

    fn next_page(&self, body: &Value, page: u64, (first, seen): (u64, u64)) -> Option<Value> {
        let number = |place: Option<&str>| place.and_then(|place| find(body, place)).and_then(Value::as_u64);
        let read = page.saturating_sub(first).saturating_add(1);
        let seen = number(self.size).map_or(seen, |size| read.saturating_mul(size));
        let is_last = number(self.pages).is_some_and(|pages| read >= pages)
            || number(self.total).is_some_and(|total| seen >= total);
        Some(page).filter(|_| !is_last)?.checked_add(1).map(Value::from)
    }

    fn next_offset(&self, body: &Value, offset: Option<u64>) -> Option<Value> {
        let total = self.total.and_then(|place| find(body, place)).and_then(Value::as_u64);
        offset.filter(|offset| total.is_none_or(|total| *offset < total)).map(Value::from)
    }

    /// What the request asks for.
    fn present(&self, request: &Request<Bytes>) -> Option<String> {
        if self.in_body {
            let body: Value = serde_json::from_slice(request.body()).ok()?;
            return find(&body, self.parameter).map(text);
        }
        let prefix = format!("{}=", encode(self.parameter));
        let pair = request.uri().query()?.split('&').find_map(|pair| pair.strip_prefix(&prefix))?;
        Some(percent_encoding::percent_decode_str(pair).decode_utf8_lossy().into_owned())
    }

    /// The request for another page.
    fn ask(&self, mut request: Request<Bytes>, next: Value) -> Option<Request<Bytes>> {
        if !self.in_body {
            let pair = format!("{}={}", encode(self.parameter), encode(&text(&next)));
            let prefix = format!("{}=", encode(self.parameter));
            let query = request.uri().query().unwrap_or_default();
            let others = query.split('&').filter(|other| !other.is_empty() && !other.starts_with(&prefix));
            let pairs: Vec<&str> = others.chain([pair.as_str()]).collect();
            let target = format!("{}?{}", request.uri().path(), pairs.join("&"));
            *request.uri_mut() = Uri::try_from(target).ok()?;
            return Some(request);
        }
        let mut body: Value = serde_json::from_slice(request.body()).ok()?;
        let (parents, name) = self.parameter.rsplit_once('.').unwrap_or(("", self.parameter));
        let mut node = &mut body;
        for parent in parents.split('.').filter(|parent| !parent.is_empty()) {
            node = node.as_object_mut()?.entry(parent).or_insert_with(|| Value::Object(serde_json::Map::new()));
        }
        node.as_object_mut()?.insert(name.to_owned(), next);
        *request.body_mut() = serde_json::to_vec(&body).ok()?.into();
        Some(request)
    }
}

/// The node at a place, such as `meta.next`.
fn find<'a>(body: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('.').filter(|name| !name.is_empty()).try_fold(body, |node, name| node.get(name))
}

/// What a server tells of the next page, if there is one.
fn told(value: Option<&Value>) -> Option<Value> {
    value.filter(|value| !matches!(value, Value::Null | Value::Bool(false)) && value.as_str() != Some("")).cloned()
}

/// A header as text.
fn header(headers: &HeaderMap, name: &str) -> Result<Option<Value>, RequestError> {
    let text = headers.get(name).map(|value| std::str::from_utf8(value.as_bytes()));
    text.transpose().map(|text| text.map(Value::from)).map_err(|_| refused(name))
}

/// The next page cannot be asked for by what stands at the place.
fn refused(place: &str) -> RequestError {
    RequestError::new(place, "names a next page that cannot be asked for")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// What the query of a URI cannot hold.
const NOT_IN_QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// The request with the query of a URL. Nothing else of the URL is followed: the call stays with its operation, and its
/// credential with its server.
fn with_query(mut request: Request<Bytes>, url: &str, place: &str) -> Following {
    let url = url.split('#').next().unwrap_or_default();
    let (path, query) = url.split_once('?').ok_or_else(|| refused(place))?;
    let query = utf8_percent_encode(query, NOT_IN_QUERY).to_string();
    if request.uri().query() == Some(&query) {
        let name = |path: &str| path.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
        // A page that the path tells is none that can be asked for.
        return if path.is_empty() || name(path) == name(request.uri().path()) {
            Ok(None)
        } else {
            Err(refused(place))
        };
    }
    let target = format!("{}?{query}", request.uri().path());
    *request.uri_mut() = Uri::try_from(target).map_err(|_| refused(place))?;
    Ok(Some(request))
}
