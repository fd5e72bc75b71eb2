//! `x-pagination`: how a list goes on from page to page, at the root for all operations that can, or at one of them.
//!
//! ```yaml
//! x-pagination: { style: page, parameter: page, items: data, total: meta.total }   # or `offset`
//! x-pagination: { style: cursor, parameter: after, next: meta.next }               # or `header: X-Next`
//! x-pagination: { style: link, next: links.next }                                  # or the header `Link`
//! ```

use serde_json::Value;

use super::Lowering;
use super::operation::Site;
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::{Body, Encoding, Location, Method, Operation, Pages, Paging, Turn};

/// What `x-pagination` can hold.
const KEYS: &[&str] =
    &["style", "parameter", "in", "first", "items", "total", "pages", "size", "more", "next", "header"];

impl Lowering<'_> {
    /// What the root says.
    pub(super) fn general_paging(&mut self) -> Option<Paging> {
        let value = self.openapi.extensions.get("x-pagination")?;
        let place = Place::root().at("x-pagination");
        let paging = self.declared_paging(value, &place)?;
        if paging.in_body || matches!(paging.turn, Turn::Link(Some(_))) {
            let help = "put it at the operations";
            let message = "at the root, `x-pagination` is for a query parameter or for the header `Link`";
            self.error(Diagnostic::new(&place, message).help(help));
        }
        Some(paging)
    }

    /// How the operation pages: as it says itself, or as the root says, if it has what that names.
    pub(super) fn paging(&mut self, site: &Site<'_, '_>, operation: &Operation) -> Option<Pages> {
        let Some(value) = site.source.extensions.get("x-pagination") else {
            let general = self.api.paging.as_ref()?;
            let fits = operation.method == Method::Get && has_parameter(operation, general);
            return fits.then_some(Pages::General);
        };
        if *value == Value::Bool(false) {
            return None;
        }
        let place = site.place.at("x-pagination");
        let paging = self.declared_paging(value, &place)?;
        if !has_parameter(operation, &paging) {
            self.error(lacks(&paging, &place));
        }
        Some(Pages::Own(paging))
    }

    fn declared_paging(&mut self, value: &Value, place: &Place) -> Option<Paging> {
        let wrong = |message: String| Some(Diagnostic::new(place, message));
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let unknown = value.as_object().and_then(|members| members.keys().find(|key| !KEYS.contains(&key.as_str())));
        let texts =
            KEYS.iter().find(|key| **key != "first" && value.get(**key).is_some_and(|value| !value.is_string()));
        let (next, header) = (text("next"), text("header"));
        let style = text("style").unwrap_or_default();
        let turn = match (style.as_str(), next, header) {
            ("page", None, None) => Some(Turn::Page(value.get("first").map_or(Some(1), Value::as_u64).unwrap_or(1))),
            ("offset", None, None) => Some(Turn::Offset),
            ("cursor", Some(next), None) => Some(Turn::Cursor(next)),
            ("cursor", None, Some(header)) => Some(Turn::CursorHeader(header)),
            ("link", next, None) => Some(Turn::Link(next)),
            _ => None,
        };
        let parameter = text("parameter");
        let problem = match (&turn, unknown, texts) {
            (_, Some(key), _) => wrong(format!("`x-pagination` has no `{key}`")),
            (_, _, Some(key)) => wrong(format!("`{key}` of `x-pagination` must be a string")),
            (None, ..) => wrong("`x-pagination` is not a description of pages".to_owned()),
            (Some(Turn::Link(_)), ..) => None,
            _ if parameter.is_none() => wrong("`x-pagination` must have a `parameter`".to_owned()),
            _ => None,
        };
        if let Some(problem) = problem {
            let help = "write `style: page` or `offset` with a `parameter`, `style: cursor` with a `parameter` and `next` or \
                        `header`, or `style: link` with `next` or, for the header `Link`, without";
            self.error(problem.help(help));
            return None;
        }
        Some(Paging {
            turn: turn?,
            parameter: parameter.unwrap_or_default(),
            in_body: text("in").as_deref() == Some("body"),
            items: text("items"),
            total: text("total"),
            pages: text("pages"),
            size: text("size"),
            more: text("more"),
        })
    }
}

/// What to say of an operation that lacks what pages need.
fn lacks(paging: &Paging, place: &Place) -> Diagnostic {
    if paging.turn == Turn::Link(None) {
        let help = "declare the header, or name the member that holds the link under `next`";
        return Diagnostic::new(place, "no response of the operation has a header `Link`").help(help);
    }
    let what = if paging.in_body { "body in JSON" } else { "query parameter" };
    let message = format!("the operation has no {what} `{}`", paging.parameter);
    Diagnostic::new(place, message).help("name what asks for a page under `parameter`")
}

/// Whether the operation has what asks for another page.
fn has_parameter(operation: &Operation, paging: &Paging) -> bool {
    match &paging.turn {
        Turn::Link(Some(_)) => true,
        Turn::Link(None) => operation.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("link")),
        _ if paging.in_body => matches!(operation.body, Some(Body::Value { encoding: Encoding::Json, .. })),
        _ => {
            let mut parameters = operation.parameters.iter();
            parameters.any(|parameter| parameter.location == Location::Query && parameter.wire == paging.parameter)
        }
    }
}
