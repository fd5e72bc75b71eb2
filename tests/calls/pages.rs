//! Pages follow each other as `x-pagination` says.

use kinds::types::List;
use kinds::{Client, Endpoint, Error, blocking, lists};
use tests::stub::{Answer, Recorded, Stub};

use crate::clients::run;

/// All pages of a call, with both clients, and the requests for them, which are the same.
fn turn<E: Endpoint + Clone>(call: &E, answers: &[Answer]) -> (Vec<Result<E::Output, Error>>, Vec<Recorded>) {
    let stub = Stub::start(answers);
    let client = Client::builder("T").base_url(stub.url()).build().unwrap();
    let mut pages = client.pages(call.clone());
    let mut found = Vec::new();
    while let Some(page) = run(pages.next()) {
        found.push(page);
    }
    let other = Stub::start(answers);
    let client = blocking::Client::builder("T").base_url(other.url()).build().unwrap();
    assert_eq!(client.pages(call.clone()).count(), found.len());
    let (mut requests, mut others) = (stub.requests(), other.requests());
    for request in requests.iter_mut().chain(&mut others) {
        request.headers.retain(|name, _| name == "authorization");
    }
    assert_eq!(requests, others);
    assert!(requests.iter().all(|request| request.headers["authorization"] == "Bearer T"));
    (found, requests)
}

fn targets(requests: &[Recorded]) -> Vec<&str> {
    requests.iter().map(|request| request.target.as_str()).collect()
}

fn items(pages: Vec<Result<List, Error>>) -> Vec<i128> {
    pages.into_iter().flat_map(|page| page.unwrap().items.unwrap_or_default()).collect()
}

fn answers<const N: usize>(bodies: [&str; N]) -> [Answer; N] {
    bodies.map(|body| Answer::json(200, body))
}

#[test]
fn pages_have_numbers_until_one_is_empty() {
    let bodies = answers([r#"{"items":[1,2]}"#, r#"{"items":[3]}"#, r#"{"items":[]}"#]);
    let (pages, requests) = turn(&lists::numbered().q("a b"), &bodies);
    assert_eq!(items(pages), [1, 2, 3]);
    assert_eq!(targets(&requests), ["/numbered?q=a%20b", "/numbered?q=a%20b&page=2", "/numbered?q=a%20b&page=3"]);
}

#[test]
fn what_a_response_knows_of_the_whole_ends_the_pages() {
    for last in [
        r#"{"items":[3],"meta":{"total":3}}"#,
        r#"{"items":[3],"meta":{"pages":2}}"#,
        r#"{"items":[3],"meta":{"size":2}}"#,
        r#"{"items":[3,4],"meta":{"size":2,"total":4}}"#,
    ] {
        let (pages, requests) = turn(&lists::numbered(), &answers([r#"{"items":[1,2]}"#, last]));
        assert_eq!(targets(&requests), ["/numbered", "/numbered?page=2"], "{last}");
        assert_eq!(items(pages)[..3], [1, 2, 3]);
    }
    let full = r#"{"items":[5,6],"meta":{"size":2,"total":6}}"#;
    let (_, requests) = turn(&lists::numbered().page(3), &answers([full]));
    assert_eq!(targets(&requests), ["/numbered?page=3"]);
}

#[test]
fn a_server_that_answers_the_same_for_ever_ends_the_pages() {
    let same = Answer::json(200, r#"{"items":[1]}"#);
    let (pages, _) = turn(&lists::numbered(), &[same.clone(), same.clone(), same]);
    assert_eq!(pages.len(), 2);
}

#[test]
fn an_offset_grows_by_the_items_of_a_page() {
    let (pages, requests) = turn(&lists::skipped().offset(5), &answers(["[1,2]", "[3]", "[]"]));
    assert_eq!(pages.into_iter().map(|page| page.unwrap().len()).collect::<Vec<_>>(), [2, 1, 0]);
    assert_eq!(targets(&requests), ["/skipped?offset=5", "/skipped?offset=7", "/skipped?offset=8"]);
}

#[test]
fn a_cursor_is_taken_from_the_body_until_there_is_none() {
    let first = r#"{"items":[1],"meta":{"next":"a&b"}}"#;
    for last in [
        r#"{"items":[2],"meta":{"next":null}}"#,
        r#"{"items":[2],"meta":{"next":""}}"#,
        r#"{"items":[2]}"#,
        r#"{"items":[2],"meta":{"next":"a&b"}}"#,
        r#"{"items":[2],"meta":{"next":"c","more":false}}"#,
    ] {
        let (pages, requests) = turn(&lists::after(), &answers([first, last]));
        assert_eq!((items(pages), targets(&requests)), (vec![1, 2], vec!["/after", "/after?after=a%26b"]), "{last}");
    }
}

#[test]
fn a_cursor_is_taken_from_a_header() {
    let bodies = [Answer::json(200, r#"{"items":[1]}"#).header("x-next", "m"), Answer::json(200, r#"{"items":[2]}"#)];
    let (pages, requests) = turn(&lists::marked(), &bodies);
    assert_eq!((items(pages), targets(&requests)), (vec![1, 2], vec!["/marked", "/marked?mark=m"]));
}

#[test]
fn a_cursor_goes_into_the_body_of_the_request() {
    let body = std::collections::BTreeMap::from([("q".to_owned(), "x".to_owned())]);
    let bodies = answers([r#"{"items":[1],"meta":{"next":7}}"#, r#"{"items":[2]}"#]);
    let (pages, requests) = turn(&lists::search(&body), &bodies);
    assert_eq!(items(pages), [1, 2]);
    assert_eq!(requests[1].body, r#"{"q":"x","page":{"cursor":7}}"#);
}

#[test]
fn of_a_link_only_the_query_is_followed() {
    let first = r#"{"items":[1],"meta":{"next":"https://elsewhere.example/other?from=2#x"}}"#;
    let (pages, requests) = turn(&lists::linked(), &answers([first, r#"{"items":[2],"meta":{"next":"?from=2"}}"#]));
    assert_eq!((items(pages), targets(&requests)), (vec![1, 2], vec!["/linked", "/linked?from=2"]));
}

#[test]
fn a_link_may_have_what_a_uri_cannot_hold() {
    let first = r#"{"items":[1],"meta":{"next":"/linked?page=3&f=a b\"<ü>%20"}}"#;
    let (pages, requests) = turn(&lists::linked(), &answers([first, r#"{"items":[2],"meta":{"next":null}}"#]));
    assert_eq!(items(pages), [1, 2]);
    assert_eq!(targets(&requests), ["/linked", "/linked?page=3&f=a%20b%22%3C%C3%BC%3E%20"]);
    let link = r#"<https://x/named?p=ü>; rel="next""#;
    let bodies = [Answer::json(200, r#"{"items":[1]}"#).header("link", link), Answer::json(200, r#"{"items":[2]}"#)];
    assert_eq!(targets(&turn(&lists::named(), &bodies).1), ["/named", "/named?p=%C3%BC"]);
}

#[test]
fn a_next_page_that_cannot_be_asked_for_is_an_error() {
    for next in ["\"/linked/2\"", "{\"href\":\"?page=2\"}", "7"] {
        let first = format!(r#"{{"items":[1],"meta":{{"next":{next}}}}}"#);
        let (pages, requests) = turn(&lists::linked(), &answers([&first]));
        let [Ok(_), Err(Error::Request(error))] = &pages[..] else { panic!("{next}: {pages:?}") };
        assert_eq!(error.to_string(), "`meta.next` names a next page that cannot be asked for");
        assert_eq!(requests.len(), 1);
    }
    // The path tells the page, and the query is the same.
    let next = r#"{"items":[1],"meta":{"next":"https://x/linked/after/5?q=a"}}"#;
    let first = r#"{"items":[1],"meta":{"next":"/linked?q=a"}}"#;
    let (pages, requests) = turn(&lists::linked(), &answers([first, next]));
    assert!(matches!(&pages[..], [Ok(_), Ok(_), Err(Error::Request(_))]), "{pages:?}");
    assert_eq!(requests.len(), 2);
    let (pages, requests) = turn(&lists::linked(), &answers([first, first]));
    assert!(matches!(&pages[..], [Ok(_), Ok(_)]) && requests.len() == 2, "{pages:?}");
    let (pages, _) = turn(&lists::after(), &answers([r#"{"items":[1],"meta":{"next":{"id":7}}}"#]));
    assert!(matches!(&pages[..], [Ok(_), Err(Error::Request(_))]), "{pages:?}");
    let no_next = answers([r#"{"items":[1],"meta":{"next":false}}"#]);
    assert_eq!((turn(&lists::linked(), &no_next).0.len(), turn(&lists::after(), &no_next).0.len()), (1, 1));
}

#[test]
fn equal_pages_may_follow_each_other_where_the_server_says_what_is_next() {
    let same = r#"{"items":[]}"#;
    let marked = |next: &str| Answer::json(200, same).header("x-next", next);
    let (_, requests) = turn(&lists::marked(), &[marked("a"), marked("b"), Answer::json(200, same)]);
    assert_eq!(targets(&requests), ["/marked", "/marked?mark=a", "/marked?mark=b"]);
}

#[test]
fn the_header_link_names_the_next_page() {
    let link = r#"<https://x/named?p=0,1>; rel="prev", <https://x/named?p=2>; title="a"; rel="last next""#;
    let bodies = [
        Answer::json(200, r#"{"items":[1]}"#).header("link", link),
        Answer::json(200, r#"{"items":[2]}"#).header("link", r#"<https://x/named?p=1>; rel="prev""#),
    ];
    let (pages, requests) = turn(&lists::named(), &bodies);
    assert_eq!((items(pages), targets(&requests)), (vec![1, 2], vec!["/named", "/named?p=2"]));

    // Texts between quotation marks are no links and no parameters, the first `rel` counts, and an anchor is another page.
    for link in [
        r#"<https://x/named?p=0>; rel="prev"; title="a; rel=next", <https://x/named?p=2>; rel=next"#,
        r#"<https://x/named?p=0>; rel=prev; rel=next, <https://x/named?p=2>; title="a<b>\"; rel=x, <c>"; rel="next""#,
        r##"<https://x/named?p=0>; rel="next"; anchor="#other", <https://x/named?p=2> ;REL = next"##,
    ] {
        let bodies = [Answer::json(200, r#"{"items":[1]}"#).header("link", link), Answer::json(200, "{}")];
        assert_eq!(targets(&turn(&lists::named(), &bodies).1), ["/named", "/named?p=2"], "{link}");
    }
}

#[test]
fn pages_without_a_list_where_it_should_be_are_an_error() {
    let (pages, requests) = turn(&lists::unlisted(), &answers([r#"{"items":[1]}"#]));
    let [Ok(_), Err(Error::Request(error))] = &pages[..] else { panic!("{pages:?}") };
    let told = "`x-pagination` leads to no list in the response, so that the next page cannot be reckoned";
    assert_eq!(error.to_string(), told);
    assert_eq!(requests.len(), 1);
}

#[test]
fn an_error_is_the_last_page() {
    let bodies =
        [Answer::json(200, r#"{"items":[1]}"#), Answer::json(500, "{}"), Answer::json(200, r#"{"items":[3]}"#)];
    let (pages, requests) = turn(&lists::numbered(), &bodies);
    assert_eq!((pages.len(), requests.len(), pages[1].is_err()), (2, 2, true));
}

#[test]
fn a_call_that_does_not_say_how_it_pages_has_one_page() {
    let (pages, _) = turn(&kinds::access::general(), &[Answer::json(204, ""), Answer::json(204, "")]);
    assert_eq!(pages.len(), 1);
}

#[test]
fn a_list_of_texts_is_given_as_texts_of_any_kind() {
    let uri = |call: &kinds::lists::Numbered| call.request().unwrap().uri().to_string();
    assert_eq!(uri(&lists::numbered().not(&["a", "b"])), "/numbered?not=a&not=b");
    assert_eq!(uri(&lists::numbered().not(&["a".to_owned()])), "/numbered?not=a");
}
