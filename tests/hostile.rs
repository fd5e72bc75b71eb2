//! A path parameter stays one segment of the path, or nothing is sent.

use std::collections::BTreeMap;

use generated::support::{Call, Security};
use generated::types::{AccountId, CreateToken, TokenId, TokenPolicyInput, UpdateToken};
use generated::{Endpoint, Error, account_tokens as account, user_tokens as user};
use serde_json::json;
use tests::stub::Answer;

use crate::clients::exchange;

/// Each would make another path: the parent's, or the list's.
const REFUSED: [&str; 3] = ["", ".", ".."];

/// Values that look like more than one segment, or like the end of the path, and how each is sent.
const ENCODED: [(&str, &str); 22] = [
    ("/", "%2F"),
    ("a/b", "a%2Fb"),
    ("../verify", "..%2Fverify"),
    ("..\\verify", "..%5Cverify"),
    ("?", "%3F"),
    ("a?page=1", "a%3Fpage%3D1"),
    ("#", "%23"),
    ("%2e%2e", "%252e%252e"),
    ("..%2f", "..%252f"),
    ("%", "%25"),
    ("...", "..."),
    (". .", ".%20."),
    (" ", "%20"),
    (" .. ", "%20..%20"),
    ("a;b&c=d+e", "a%3Bb%26c%3Dd%2Be"),
    ("größe/✓", "gr%C3%B6%C3%9Fe%2F%E2%9C%93"),
    ("．．", "%EF%BC%8E%EF%BC%8E"),
    ("\n", "%0A"),
    (".\t.", ".%09."),
    ("a\r\nhost: b", "a%0D%0Ahost%3A%20b"),
    ("\0", "%00"),
    ("{token_id}", "%7Btoken_id%7D"),
];

/// Identifiers as lenient as those of a server: any text is one.
fn ids(account: &str, token: &str) -> (AccountId, TokenId) {
    (serde_json::from_value(json!(account)).unwrap(), serde_json::from_value(json!(token)).unwrap())
}

/// What is sent for a value of each path parameter: method and URI, or the parameter that is refused.
fn outcome(call: &impl Endpoint) -> Result<String, String> {
    match call.request() {
        Ok(request) => Ok(format!("{} {}", request.method(), request.uri())),
        Err(Error::Request(error)) => Err(error.parameter().to_owned()),
        Err(error) => panic!("{error}"),
    }
}

/// All calls with a token in the path.
fn with_token(a: &AccountId, t: &TokenId) -> [Result<String, String>; 8] {
    let update = UpdateToken::new("", [] as [TokenPolicyInput; 0]);
    [
        outcome(&account::get(a, t)),
        outcome(&account::update(a, t, &update)),
        outcome(&account::delete(a, t)),
        outcome(&account::roll(a, t)),
        outcome(&user::get(t)),
        outcome(&user::update(t, &update)),
        outcome(&user::delete(t)),
        outcome(&user::roll(t)),
    ]
}

/// All calls with an account in the path.
fn with_account(a: &AccountId, t: &TokenId) -> [Result<String, String>; 8] {
    let create = CreateToken::new("", [] as [TokenPolicyInput; 0]);
    let update = UpdateToken::new("", [] as [TokenPolicyInput; 0]);
    [
        outcome(&account::list(a).page(2)),
        outcome(&account::create(a, &create)),
        outcome(&account::list_permission_groups(a)),
        outcome(&account::verify(a)),
        outcome(&account::get(a, t)),
        outcome(&account::update(a, t, &update)),
        outcome(&account::delete(a, t)),
        outcome(&account::roll(a, t)),
    ]
}

#[test]
fn a_value_that_makes_another_path_is_refused_by_every_operation() {
    for value in REFUSED {
        let (a, t) = ids("account", value);
        assert_eq!(with_token(&a, &t), std::array::from_fn(|_| Err("token_id".to_owned())), "{value:?}");
        let (a, t) = ids(value, "token");
        assert_eq!(with_account(&a, &t), std::array::from_fn(|_| Err("account_id".to_owned())), "{value:?}");
    }
}

#[test]
fn every_other_value_is_one_segment_for_every_operation() {
    for (value, encoded) in ENCODED {
        let (a, t) = ids("account", value);
        let (owned, own) = (format!("/accounts/account/tokens/{encoded}"), format!("/user/tokens/{encoded}"));
        let lines = [
            format!("GET {owned}"),
            format!("PUT {owned}"),
            format!("DELETE {owned}"),
            format!("PUT {owned}/value"),
            format!("GET {own}"),
            format!("PUT {own}"),
            format!("DELETE {own}"),
            format!("PUT {own}/value"),
        ];
        assert_eq!(with_token(&a, &t), lines.map(Ok), "{value:?}");
        let (a, t) = ids(value, "token");
        for line in with_account(&a, &t) {
            let line = line.unwrap();
            assert!(line.contains(&format!(" /accounts/{encoded}/tokens")), "{value:?} makes {line}");
        }
    }
}

#[test]
fn nothing_is_sent_when_a_parameter_is_refused() {
    for value in REFUSED {
        let (a, t) = ids("account", value);
        for outcome in exchange(&account::delete(&a, &t), &[Answer::json(200, r#"{"success":true}"#)]) {
            let Err(Error::Request(error)) = outcome.result else { panic!("{} takes {value:?}", outcome.client) };
            assert_eq!(error.to_string(), "`token_id` must not be empty, `.` or `..`");
            assert_eq!(outcome.requests, [], "{} sends with {value:?}", outcome.client);
        }
    }
}

#[test]
fn the_clients_send_the_path_as_it_was_made() {
    for (value, encoded) in ENCODED {
        let (_, t) = ids("account", value);
        for outcome in exchange(&user::delete(&t), &[Answer::json(200, r#"{"success":true}"#)]) {
            let targets: Vec<&str> = outcome.requests.iter().map(|request| request.target.as_str()).collect();
            assert_eq!(targets, [format!("/user/tokens/{encoded}")], "{} with {value:?}", outcome.client);
        }
    }
}

#[test]
fn several_parameters_of_one_segment_cannot_make_another_path_together() {
    let call =
        |first: &str, second: &str| Call::<()>::get("/a/{first}{second}/b").path("first", first).path("second", second);
    assert_eq!(outcome(&call("x", "y")), Ok("GET /a/xy/b".to_owned()));
    assert_eq!(outcome(&call(".", "x")), Err("first".to_owned()));
    let dotted = Call::<()>::get("/a/.{rest}").path("rest", ".");
    assert_eq!(outcome(&dotted), Err("rest".to_owned()));
    assert_eq!(outcome(&Call::<()>::get("/a/../b")), Err("path".to_owned()));
}

#[test]
fn a_parameter_that_is_missing_or_unknown_is_refused() {
    assert_eq!(outcome(&Call::<()>::get("/a/{b}/{c}").path("b", "x")), Err("c".to_owned()));
    assert_eq!(outcome(&Call::<()>::get("/a").path("b", "x")), Err("b".to_owned()));
}

#[test]
fn a_header_cannot_carry_a_line_end() {
    for value in ["a\r\nx-other: b", "a\nb", "\0"] {
        assert_eq!(outcome(&Call::<()>::get("/a").header("x-name", value)), Err("x-name".to_owned()), "{value:?}");
    }
    assert_eq!(outcome(&Call::<()>::get("/a").header("x name", "a")), Err("x name".to_owned()));
}

#[test]
fn a_call_without_security_carries_no_credential() {
    let call = Call::<()>::get("/a").anonymous();
    assert!(call.request().unwrap().extensions().get::<Security>().unwrap().0.is_empty());
    for outcome in exchange(&call, &[Answer::json(200, "{}")]) {
        assert!(!outcome.requests[0].headers.contains_key("authorization"), "{}", outcome.client);
    }
}

#[test]
fn the_name_of_a_description_stays_in_its_comment() {
    let text = "openapi: 3.0.3\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n".to_owned();
    let source = generator::Source { name: "a\npub fn evil() {}\u{2028}.yaml".to_owned(), text };
    let options = generator::Options { crate_name: "t".to_owned(), examples: BTreeMap::new() };
    for (path, text) in generator::generate(&source.into(), &options).unwrap().files {
        let first = text.lines().next().unwrap();
        assert!(first.contains("pub fn evil") && first.ends_with("DO NOT EDIT."), "{path}: {first}");
    }
}
