//! Headers that a response may have: `Link`, and `Retry-After`.

use std::time::Duration;

use bytes::Bytes;
use generated::support::ApiError;
use http::{HeaderValue, Response};
use kinds::lists;
use kinds::support::Pages;

use crate::entropy::Entropy;

pub(super) const WORDS_OF_LINKS: &[&str] = &[
    "<",
    ">",
    ";",
    ",",
    "\"",
    "\\",
    "=",
    "rel",
    "rel=next",
    "rel=\"next\"",
    "rel=\"last next\"",
    "anchor=\"#a\"",
    "?page=2",
    " ",
    "\t",
    "*",
];

pub(super) fn links() -> Vec<Vec<u8>> {
    let links = [
        "<https://api.example/v1/named?page=2>; rel=\"next\", <https://api.example/v1/named?page=9>; rel=\"last\"",
        "<?page=3>;rel=next",
        "</named>; title=\"a, b; <c>\"; rel=\"prev next\"; anchor=\"#x\"",
        "<https://x/named?p=ü>; rel*=UTF-8''next; rel=next",
    ];
    links.into_iter().map(|link| link.as_bytes().to_vec()).collect()
}

/// The target of the request for the page after the one that came with the header; none without one.
fn next_page(link: &[u8]) -> Result<Option<String>, String> {
    let Ok(value) = HeaderValue::from_bytes(link) else { return Ok(None) };
    let mut pages = Pages::new(lists::named());
    let first = pages.request().ok_or("there is no first page")?.map_err(|error| error.to_string())?;
    let response = Response::builder().header("link", value).body(Bytes::from_static(b"{\"items\":[1]}"));
    pages.response(&response.map_err(|error| error.to_string())?).map_err(|error| error.to_string())?;
    match pages.request() {
        // It is told that the page cannot be asked for.
        Some(Err(error)) if !error.to_string().is_empty() => Ok(None),
        Some(Err(_)) => Err("an error without a text".to_owned()),
        None => Ok(None),
        Some(Ok(next))
            if next.uri().path() != first.uri().path() || next.uri().authority() != first.uri().authority() =>
        {
            Err(format!("the next page is elsewhere: {}", next.uri()))
        }
        Some(Ok(next)) => Ok(Some(next.uri().query().unwrap_or_default().to_owned())),
    }
}

pub(super) fn link(input: &[u8]) -> Result<(), String> {
    next_page(input).map(drop)
}

/// Links that are written as RFC 8288 says: the first one to the next page is found, and no other one.
pub(super) fn made_links(input: &[u8]) -> Result<(), String> {
    const RELATIONS: [&str; 6] = ["next", "prev", "\"next\"", "\"last Next\"", "NEXT", "\"nextish\""];
    const OTHERS: [&str; 6] =
        ["; title=\"<x>; rel=next, \"", ";type=a/b", "; anchor=\"#a\"", ";x", " ; y = \"\\\"\" ", "; rel=next"];
    let mut entropy = Entropy::new(input);
    let (mut links, mut expected) = (Vec::new(), None);
    for index in 0..=entropy.below(5) {
        let relation = entropy.one(&RELATIONS).copied().unwrap_or_default();
        // Only the first `rel` counts (RFC 8288, section 3.3); what comes before it here is none.
        let before = entropy.one(&OTHERS[..5]).copied().unwrap_or_default();
        let after = entropy.one(&OTHERS).copied().unwrap_or_default();
        links.push(format!("<https://api.example/v1/named?at={index}>{before}; rel={relation}{after}"));
        let is_next = relation.trim_matches('"').split(' ').any(|word| word.eq_ignore_ascii_case("next"));
        if is_next && !before.contains("anchor") && !after.contains("anchor") {
            expected = expected.or(Some(format!("at={index}")));
        }
    }
    let text = links.join(", ");
    let found = next_page(text.as_bytes())?;
    if found == expected { Ok(()) } else { Err(format!("{found:?} is found in {text}, and not {expected:?}")) }
}

pub(super) const WORDS_OF_TIMES: &[&str] = &[
    "Mon, ",
    "Nov",
    " 2026 ",
    "23:59:60",
    " GMT",
    "UTC",
    "-0000",
    "9999",
    "Sunday, 06-Nov-94 ",
    "Sun Nov  6 08:49:37 1994",
    " ",
    "-",
    "+",
];

pub(super) fn times() -> Vec<Vec<u8>> {
    let times = ["120", "0", "18446744073709551615", "Fri, 31 Dec 9999 23:59:59 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"];
    times.into_iter().map(|time| time.as_bytes().to_vec()).collect()
}

pub(super) fn retry_after(input: &[u8]) -> Result<(), String> {
    let Ok(value) = HeaderValue::from_bytes(input) else { return Ok(()) };
    let response = Response::builder().status(429).header("retry-after", value).body(Bytes::new());
    let error = ApiError::from_response(&response.map_err(|error| error.to_string())?);
    drop(format!("{error} {error:?}"));
    let Ok(text) = std::str::from_utf8(input) else { return Ok(()) };
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.parse().ok().filter(|_| is_digits).map(Duration::from_secs), error.retry_after) {
        (Some(expected), found) if found != Some(expected) => Err(format!("{found:?} is not {expected:?}")),
        _ => Ok(()),
    }
}
