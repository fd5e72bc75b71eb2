//! Real HTTP on loopback, with both clients: what each kind of answer becomes.

use std::time::{Duration, Instant};

use generated::support::{ApiError, DecodeError, Json, TransportErrorKind};
use generated::types::{TokenId, TokenStatus};
use generated::{Client, Endpoint, Error, blocking, user_tokens};
use tests::stub::{Answer, Stub};

use crate::clients::{NOBODY, TOKEN, async_client, blocking_client, exchange, run};

const ACTIVE: &str = r#"{"success":true,"errors":[],"messages":[{"code":10000,"message":"This API Token is valid and active"}],"result":{"id":"ed17574386854bf78a67040be0a770b0","status":"active"}}"#;

fn id() -> TokenId {
    "ed17574386854bf78a67040be0a770b0".parse().unwrap()
}

/// The API's error that a call meets, which both clients agree on.
fn api_error(answer: &Answer) -> ApiError {
    let [one, other] = exchange(&user_tokens::verify(), std::slice::from_ref(answer)).map(|outcome| {
        let Err(Error::Api(error)) = outcome.result else { panic!("{}: {:?}", outcome.client, outcome.result) };
        *error
    });
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    assert_eq!(one.body(), other.body());
    one
}

/// The decoding error that a call meets, which both clients agree on.
fn decode_error(answer: &Answer) -> DecodeError {
    let [one, other] = exchange(&user_tokens::verify(), std::slice::from_ref(answer)).map(|outcome| {
        let Err(Error::Decode(error)) = outcome.result else { panic!("{}: {:?}", outcome.client, outcome.result) };
        *error
    });
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    one
}

/// How the transport fails for each client.
fn transport_errors<E: Endpoint>(endpoint: &E, answer: Answer) -> [TransportErrorKind; 2] {
    exchange(endpoint, &[answer]).map(|outcome| kind(outcome.client, outcome.result))
}

fn kind<T>(client: &str, result: Result<T, Error>) -> TransportErrorKind {
    match result {
        Err(Error::Transport(error)) => error.kind(),
        Err(error) => panic!("{client}: {error}"),
        Ok(_) => panic!("{client} succeeds"),
    }
}

#[test]
fn a_success_is_the_envelope_with_its_result() {
    for outcome in exchange(&user_tokens::verify(), &[Answer::json(200, ACTIVE)]) {
        let envelope = outcome.result.unwrap();
        assert_eq!(envelope.messages[0].code, Some(10000), "{}", outcome.client);
        assert_eq!(envelope.errors, []);
        assert_eq!(envelope.into_result().unwrap().status, TokenStatus::Active);
    }
}

#[test]
fn fetch_gives_the_result_alone() {
    let stub = Stub::start(&[Answer::json(200, ACTIVE), Answer::json(200, ACTIVE)]);
    assert_eq!(run(async_client(stub.url()).fetch(user_tokens::verify())).unwrap().id, id());
    assert_eq!(blocking_client(stub.url()).fetch(user_tokens::verify()).unwrap().id, id());
}

#[test]
fn a_request_carries_the_bearer_token_and_the_name_of_the_crate() {
    for outcome in exchange(&user_tokens::roll(&id()), &[Answer::json(200, r#"{"success":true,"result":"x"}"#)]) {
        let [request] = &outcome.requests[..] else { panic!("{} sends once", outcome.client) };
        assert_eq!(request.method, "PUT");
        assert_eq!(request.target, "/user/tokens/ed17574386854bf78a67040be0a770b0/value");
        assert_eq!(request.headers["authorization"], format!("Bearer {TOKEN}"));
        assert_eq!(request.headers["user-agent"], "generated/1.0.0");
        assert_eq!(request.headers["accept"], "application/json");
        assert_eq!(request.headers["content-type"], "application/json");
        assert_eq!(request.body, "{}");
    }
}

#[test]
fn a_delete_has_neither_body_nor_content_type() {
    for outcome in exchange(&user_tokens::delete(&id()), &[Answer::json(200, r#"{"success":true,"result":null}"#)]) {
        let request = &outcome.requests[0];
        assert_eq!((request.method.as_str(), request.body.as_str()), ("DELETE", ""), "{}", outcome.client);
        assert_eq!(request.headers.get("content-type"), None, "{}", outcome.client);
    }
}

#[test]
fn the_settings_of_a_client_are_used() {
    let stub = Stub::start(&[Answer::json(200, ACTIVE), Answer::json(200, ACTIVE)]);
    let url = format!("{}/client/v4/", stub.url());
    let client = Client::builder("first").base_url(&url).user_agent("audit/2").build().unwrap();
    run(client.with_token("second").unwrap().fetch(user_tokens::verify())).unwrap();
    let client = blocking::Client::builder("first").base_url(&url).user_agent("audit/2").build().unwrap();
    client.with_token("second").unwrap().fetch(user_tokens::verify()).unwrap();
    for request in stub.requests() {
        assert_eq!(request.target, "/client/v4/user/tokens/verify");
        assert_eq!(request.headers["user-agent"], "audit/2");
        assert_eq!(request.headers["authorization"], "Bearer second");
    }
    assert_eq!(stub.requests().len(), 2);
}

#[test]
fn an_anonymous_client_sends_no_credential() {
    let stub = Stub::start(&[Answer::json(200, ACTIVE), Answer::json(200, ACTIVE)]);
    let client = generated::support::ClientBuilder::anonymous().base_url(stub.url()).build().unwrap();
    run(client.fetch(user_tokens::verify())).unwrap();
    let client = blocking::ClientBuilder::anonymous().base_url(stub.url()).build().unwrap();
    client.fetch(user_tokens::verify()).unwrap();
    assert!(stub.requests().iter().all(|request| !request.headers.contains_key("authorization")));
    assert_eq!(stub.requests().len(), 2);
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    for url in [
        "",
        "/client/v4",
        "api.cloudflare.com",
        "ftp://host",
        "http://",
        "http://u:p@host",
        "http://h/?q",
        "http://h/#f",
        "http://h h",
    ] {
        assert!(matches!(Client::builder("t").base_url(url).build(), Err(Error::Request(_))), "{url}");
        assert!(matches!(blocking::Client::builder("t").base_url(url).build(), Err(Error::Request(_))), "{url}");
    }
    for token in ["", "a b", "a\nb", "a\r\nX-Header: b", "größe", "\0"] {
        assert!(matches!(Client::new(token), Err(Error::Request(_))), "{token:?}");
        assert!(matches!(blocking::Client::new(token), Err(Error::Request(_))), "{token:?}");
    }
    assert!(matches!(Client::builder("t").user_agent("a\nb").build(), Err(Error::Request(_))));
}

#[test]
fn the_failures_of_the_api_keep_status_code_and_text() {
    let failure = |status, code, message| {
        let body = format!(
            r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}"}}],"messages":[],"result":null}}"#
        );
        api_error(&Answer::json(status, &body).header("cf-ray", "9a1b2c3d4e5f-FRA"))
    };
    let error = failure(401, 1000, "Invalid API Token");
    assert!(error.is_unauthorized() && error.has_code(1000) && !error.is_forbidden());
    assert_eq!(error.to_string(), "401 Unauthorized: Invalid API Token (code 1000)");
    assert_eq!(error.request_id.as_deref(), Some("9a1b2c3d4e5f-FRA"));
    let error = failure(403, 9109, "Unauthorized to access requested resource");
    assert!(error.is_forbidden() && error.has_code(9109) && !error.is_unauthorized());
    let error = failure(404, 7003, "Could not route");
    assert!(error.is_not_found() && !error.is_server_error() && !error.is_rate_limited());
}

#[test]
fn the_cause_of_a_failure_is_in_its_chain() {
    let body = r#"{"success":false,"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"},{"code":6103,"message":"Invalid format for X-Auth-Key header"}]}],"messages":[],"result":null}"#;
    let error = api_error(&Answer::json(400, body));
    assert!(error.has_code(6003) && error.has_code(6103) && !error.has_code(1));
    assert_eq!(error.errors[0].error_chain[0].message, "Invalid format for Authorization header");
    let text = "400 Bad Request: Invalid request headers (code 6003): Invalid format for Authorization header (code 6111), Invalid format for X-Auth-Key header (code 6103)";
    assert_eq!(error.to_string(), text);
}

#[test]
fn success_false_is_a_failure_whatever_the_status() {
    for body in [
        r#"{"success":false,"errors":[{"code":1000,"message":"x"}],"messages":[],"result":null}"#,
        r#"{"success":false,"errors":[{"code":1000,"message":"x"}]}"#,
        r#"{"success":false,"errors":[{"code":1000,"message":"x"}],"result":{"unexpected":1}}"#,
        r#"{"success":false,"errors":[{"code":1000,"message":"x"}],"result":{"id":"ed17","status":"active"}}"#,
    ] {
        let error = api_error(&Answer::json(200, body));
        assert_eq!((error.status.as_u16(), error.has_code(1000)), (200, true), "{body}");
    }
}

#[test]
fn a_page_of_a_proxy_is_shown_cut_short() {
    let page = format!("<html>\r\n<h1>502 Bad Gateway</h1>\x07{}</html>", "cloudflare ".repeat(100));
    let error = api_error(&Answer::new(502, "text/html; charset=UTF-8", &page));
    assert!(error.is_server_error() && error.errors.is_empty());
    assert_eq!(error.body(), page.as_bytes());
    let text = error.to_string();
    assert!(text.starts_with("502 Bad Gateway: <html> <h1>502 Bad Gateway</h1>cloudflare cloudflare"), "{text}");
    assert!(text.ends_with('…') && text.chars().count() < 250 && !text.contains(char::is_control), "{text}");
    let error = decode_error(&Answer::new(200, "text/html", "<html>maintenance</html>"));
    assert!(error.to_string().ends_with(": <html>maintenance</html>"), "{error}");
}

#[test]
fn an_empty_body_is_said_to_be_empty() {
    assert_eq!(decode_error(&Answer::json(200, "")).to_string(), "cannot decode the response (200 OK): empty body");
    assert_eq!(api_error(&Answer::json(500, "")).to_string(), "500 Internal Server Error: empty body");
    assert_eq!(api_error(&Answer::json(599, "{}")).to_string(), "599: the body has no error message");
}

#[test]
fn a_cut_body_is_an_error_of_the_transport() {
    assert_eq!(
        transport_errors(&user_tokens::verify(), Answer::json(200, ACTIVE).cut(1)),
        [TransportErrorKind::Body; 2]
    );
    assert_eq!(
        transport_errors(&user_tokens::verify(), Answer::json(200, ACTIVE).cut(ACTIVE.len())),
        [TransportErrorKind::Body; 2]
    );
    assert_eq!(transport_errors(&user_tokens::verify(), Answer::none()), [TransportErrorKind::Other; 2]);
}

#[test]
fn json_that_is_cut_is_said_to_end_too_early() {
    let error = decode_error(&Answer::json(200, &ACTIVE[..ACTIVE.len() - 20]));
    assert!(error.to_string().contains("EOF while parsing"), "{error}");
}

#[test]
fn what_is_missing_or_of_another_kind_is_named_by_its_place() {
    let error = decode_error(&Answer::json(200, r#"{"success":true,"result":{"id":"ed17"}}"#));
    assert_eq!((error.path(), error.message()), ("result", "missing field `status`"));
    let error = decode_error(&Answer::json(200, r#"{"success":true,"result":{"id":"ed17","status":7}}"#));
    assert_eq!(error.path(), "result.status");
    assert_eq!(
        error.to_string(),
        "cannot decode the response (200 OK) at `result.status`: invalid type: integer, expected a string"
    );
    let error = decode_error(&Answer::json(200, r#"{"result":{"id":"ed17","status":"active"}}"#));
    assert_eq!(error.message(), "missing field `success`");
}

#[test]
fn json_may_begin_with_the_mark_of_its_encoding() {
    for outcome in exchange(&user_tokens::verify(), &[Answer::json(200, &format!("\u{feff}{ACTIVE}"))]) {
        assert_eq!(outcome.result.unwrap().into_result().unwrap().id, id(), "{}", outcome.client);
    }
    let failure = "\u{feff}{\"success\":false,\"errors\":[{\"code\":1000,\"message\":\"x\"}]}";
    assert!(api_error(&Answer::json(200, failure)).has_code(1000));
    assert!(api_error(&Answer::json(403, failure)).has_code(1000));
}

#[test]
fn a_whole_number_is_an_integer_however_it_is_written() {
    let call = || user_tokens::verify().read_as::<Json<Vec<(i64, f64)>>>();
    for outcome in exchange(&call(), &[Answer::json(200, "[[2.0, 1], [-3e2, 1.5]]")]) {
        assert_eq!(outcome.result.unwrap(), [(2, 1.0), (-300, 1.5)], "{}", outcome.client);
    }
    for outcome in exchange(&call(), &[Answer::json(200, "[[2.0, 1], [2.5, 1]]")]) {
        let Err(Error::Decode(error)) = outcome.result else { panic!("{}", outcome.client) };
        assert_eq!(error.path(), "[1][0]");
    }
}

#[test]
fn a_success_without_the_result_that_is_needed_is_an_error_of_fetch_alone() {
    for body in
        [r#"{"success":true,"errors":[],"messages":[]}"#, r#"{"success":true,"errors":[],"messages":[],"result":null}"#]
    {
        for outcome in exchange(&user_tokens::verify(), &[Answer::json(200, body)]) {
            let envelope = outcome.result.unwrap();
            assert_eq!(envelope.result, None);
            let error = envelope.into_result().unwrap_err();
            assert_eq!(error.to_string(), "cannot decode the response (200 OK): the response has no `result`");
        }
    }
}

#[test]
fn a_delete_without_a_result_is_a_success() {
    for body in [r#"{"success":true,"errors":[],"messages":[],"result":null}"#, r#"{"success":true}"#] {
        for outcome in exchange(&user_tokens::delete(&id()), &[Answer::json(200, body)]) {
            assert_eq!(outcome.result.unwrap().into_result().unwrap(), None, "{}", outcome.client);
        }
    }
}

#[test]
fn an_unknown_status_is_kept() {
    let body = r#"{"success":true,"errors":null,"messages":null,"result":{"id":"ed17","status":"revoked"}}"#;
    for outcome in exchange(&user_tokens::verify(), &[Answer::json(200, body)]) {
        let envelope = outcome.result.unwrap();
        assert_eq!((envelope.errors.len(), envelope.messages.len()), (0, 0));
        assert_eq!(envelope.result.unwrap().status, TokenStatus::Other("revoked".to_owned()));
    }
}

#[test]
fn a_rate_limit_says_how_long_to_wait() {
    let body = r#"{"success":false,"errors":[{"code":971,"message":"Please wait and consider throttling your request speed"}],"messages":[],"result":null}"#;
    let error = api_error(&Answer::json(429, body).header("retry-after", "240"));
    assert!(error.is_rate_limited() && error.has_code(971));
    assert_eq!(error.retry_after, Some(Duration::from_secs(240)));
    let past = api_error(&Answer::json(429, body).header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(past.retry_after, Some(Duration::ZERO));
    assert_eq!(api_error(&Answer::json(429, body)).retry_after, None);
    for nonsense in ["soon", "-1", "1.5", "99999999999999999999", "Sun, 31 Feb 2100 08:49:37 GMT"] {
        assert_eq!(api_error(&Answer::json(429, body).header("retry-after", nonsense)).retry_after, None, "{nonsense}");
    }
    let plain = api_error(&Answer::new(429, "text/plain", "error code: 1015"));
    assert_eq!(plain.to_string(), "429 Too Many Requests: error code: 1015");
}

#[test]
fn a_redirect_is_an_error_and_is_not_followed() {
    for outcome in exchange(&user_tokens::verify(), &[Answer::json(302, "").header("location", "/elsewhere")]) {
        let Err(Error::Api(error)) = outcome.result else { panic!("{} succeeds", outcome.client) };
        assert_eq!((error.status.as_u16(), outcome.requests.len()), (302, 1), "{}", outcome.client);
    }
}

#[test]
fn a_timeout_may_be_longer_than_the_clock_can_count() {
    let answer = Answer::json(200, r#"{"success":true,"errors":[],"messages":[],"result":[]}"#);
    let stub = Stub::start(&[answer.clone(), answer]);
    let client = Client::builder(TOKEN).base_url(stub.url()).timeout(Duration::MAX).build().unwrap();
    assert!(run(client.send(user_tokens::list_permission_groups())).is_ok());
    let client = blocking::Client::builder(TOKEN).base_url(stub.url()).timeout(Duration::MAX).build().unwrap();
    assert!(client.send(user_tokens::list_permission_groups()).is_ok());
}

#[test]
fn a_server_that_takes_too_long_is_a_timeout() {
    let stub = Stub::start(&[Answer::json(200, ACTIVE).after(Duration::from_secs(20)), Answer::json(200, ACTIVE)]);
    let client = Client::builder(TOKEN).base_url(stub.url()).timeout(Duration::from_millis(200)).build().unwrap();
    let started = Instant::now();
    assert_eq!(kind("Client", run(client.fetch(user_tokens::verify()))), TransportErrorKind::Timeout);
    let stub = Stub::start(&[Answer::json(200, ACTIVE).after(Duration::from_secs(20))]);
    let client =
        blocking::Client::builder(TOKEN).base_url(stub.url()).timeout(Duration::from_millis(200)).build().unwrap();
    assert_eq!(kind("blocking::Client", client.fetch(user_tokens::verify())), TransportErrorKind::Timeout);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_refused_connection_is_told_apart_since_nothing_was_sent() {
    assert_eq!(kind("Client", run(async_client(NOBODY).fetch(user_tokens::verify()))), TransportErrorKind::Connect);
    assert_eq!(
        kind("blocking::Client", blocking_client(NOBODY).fetch(user_tokens::verify())),
        TransportErrorKind::Connect
    );
}
