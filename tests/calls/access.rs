//! Which credentials go with which call, where calls go, and that no error shows a credential.

use kinds::support::Builder;
use kinds::{Call, Client, ClientBuilder, Endpoint, Error, access, blocking, schemes};
use tests::stub::{Answer, Recorded, Stub};

use crate::clients::run;

/// Sends the call with both clients, built alike, and gives what arrived; nothing if the call was refused.
fn sent<E: Endpoint>(call: &E, asynchronous: ClientBuilder, blocking: Builder<blocking::Client>) -> Option<Recorded> {
    let stub = Stub::start(&[Answer::json(204, ""), Answer::json(204, "")]);
    let one = run(asynchronous.base_url(stub.url()).build().unwrap().send(call)).is_ok();
    let other = blocking.base_url(stub.url()).build().unwrap().send(call).is_ok();
    let requests = stub.requests();
    assert_eq!((one, other, requests.len()), if one { (true, true, 2) } else { (false, false, 0) });
    let credentials = |request: &Recorded| {
        let names = ["authorization", "x-key", "x-account", "cookie"];
        (names.map(|name| request.headers.get(name).cloned()), request.target.clone())
    };
    assert!(requests.iter().all(|request| credentials(request) == credentials(&requests[0])));
    requests.into_iter().next()
}

/// What arrives of a client that is built in a way.
macro_rules! sent {
    ($call:expr $(, $method:ident($($argument:expr),*))*) => {
        sent(&$call, ClientBuilder::default()$(.$method($($argument),*))*, Builder::default()$(.$method($($argument),*))*)
    };
}

#[test]
fn a_token_goes_with_the_calls_that_take_one() {
    let token = |call: &Call<()>| sent(call, ClientBuilder::new("T"), Builder::new("T"));
    for (call, expected) in [
        (access::general(), Some("Bearer T")),
        (access::open(), None),
        (access::optional(), None),
        (access::either(), Some("Bearer T")),
    ] {
        assert_eq!(token(&call).unwrap().headers.get("authorization").map(String::as_str), expected, "{call:?}");
    }
    assert_eq!(token(&access::both()), None);
    assert_eq!(token(&access::custom()), None);
    assert_eq!(schemes::SOLE, [schemes::TOKEN, schemes::OAUTH]);
}

#[test]
fn a_credential_goes_only_with_the_calls_that_declare_its_scheme() {
    assert_eq!(sent!(access::general(), key("K"), account("A"), oauth("O"), user("u", "p")), None);
    let request = sent!(access::general(), key("K"), token("T")).unwrap();
    assert_eq!((request.headers.get("x-key"), request.headers["authorization"].as_str()), (None, "Bearer T"));
    assert_eq!(sent!(access::optional(), key("K")).unwrap().headers["x-key"], "K");
    assert!(!sent!(access::optional()).unwrap().headers.contains_key("x-key"));
    assert!(!sent!(access::open(), key("K"), token("T")).unwrap().headers.contains_key("authorization"));
}

#[test]
fn schemes_are_combined_and_the_first_alternative_that_can_be_met_is_used() {
    assert_eq!(sent!(access::both(), key("K")), None);
    let request = sent!(access::both(), key("K"), account("A")).unwrap();
    assert_eq!((request.headers["x-key"].as_str(), request.headers["x-account"].as_str()), ("K", "A"));

    let request = sent!(access::either(), key("K"), account("A"), oauth("O")).unwrap();
    assert_eq!((request.headers["x-key"].as_str(), request.headers.get("authorization")), ("K", None));
    let request = sent!(access::either(), key("K"), oauth("O")).unwrap();
    assert_eq!((request.headers.get("x-key"), request.headers["authorization"].as_str()), (None, "Bearer O"));
    let request = sent!(access::either(), oauth("O"), user("Aladdin", "open sesame")).unwrap();
    assert_eq!(request.headers["authorization"], "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

#[test]
fn keys_go_into_the_query_and_into_cookies_beside_what_is_there() {
    assert_eq!(sent!(access::in_query(2), query_key("a&b")).unwrap().target, "/in_query?page=2&api%20key=a%26b");
    assert_eq!(sent!(access::custom(), custom("7")).unwrap().headers["authorization"], "GenieKey 7");
    assert_eq!(sent!(access::optional(), key("Bot 7")).unwrap().headers["x-key"], "Bot 7");
    let request = sent!(access::in_cookies("dark"), session("s%3Aabc+/==")).unwrap();
    assert_eq!(request.headers["cookie"], "theme=dark; sid=s%3Aabc+/==");
}

#[test]
fn a_parameter_of_the_operation_stands_in_place_of_the_key() {
    let call = access::in_query(2).query("api key", "mine");
    assert_eq!(sent!(call, query_key("K")).unwrap().target, "/in_query?page=2&api%20key=mine");
    let call = access::in_query(2).query("api keys", "mine");
    assert!(sent!(call, query_key("K")).unwrap().target.ends_with("&api%20keys=mine&api%20key=K"));
    let call = access::in_cookies("dark").cookie("sid", "mine");
    assert_eq!(sent!(call, session("K")).unwrap().headers["cookie"], "theme=dark; sid=mine");
}

#[test]
fn a_call_without_its_credential_is_refused_and_the_scheme_is_named() {
    let client = Client::new("T").unwrap();
    let Err(Error::Request(error)) = run(client.send(access::both())) else { panic!("it was sent") };
    assert_eq!(error.parameter(), "key");
    let text = "`key` is a credential that the client does not have; the call needs `key` with `account`";
    assert_eq!(error.to_string(), text);
    let Err(Error::Request(error)) = run(ClientBuilder::default().build().unwrap().send(access::either())) else {
        panic!("it was sent")
    };
    assert!(error.to_string().ends_with("the call needs `user`, or `key` with `account`, or `oauth`"), "{error}");
}

#[test]
fn an_anonymous_client_leaves_it_to_the_server() {
    let request = sent(&access::both(), ClientBuilder::anonymous().key("K"), Builder::anonymous().key("K")).unwrap();
    assert!(!request.headers.contains_key("x-key"));
    let request = sent(&access::optional(), ClientBuilder::anonymous().key("K"), Builder::anonymous().key("K"));
    assert_eq!(request.unwrap().headers["x-key"], "K");
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for text in ["", " a", "a\r\nX: y", "größe"] {
        assert!(ClientBuilder::default().key(text).build().is_err(), "{text:?}");
        assert!(ClientBuilder::default().token(text).build().is_err(), "{text:?}");
    }
    assert!(ClientBuilder::default().query_key("").build().is_err());
    for text in ["", "a;b", "a,b", "a b", "a\\b", "\"a", "ü"] {
        assert!(ClientBuilder::default().session(text).build().is_err(), "{text:?}");
    }
    assert!(ClientBuilder::default().session("\"a\"").build().is_ok());
    assert!(ClientBuilder::default().user("u", "p\nq").build().is_err());
}

#[test]
fn another_token_leaves_the_other_credentials_alone() {
    let stub = Stub::start(&[Answer::json(204, ""), Answer::json(204, "")]);
    let client = Client::builder("old").key("K").account("A").base_url(stub.url()).build().unwrap();
    let client = client.with_token("new").unwrap();
    run(client.send(access::general())).unwrap();
    run(client.send(access::both())).unwrap();
    let requests = stub.requests();
    assert_eq!((&*requests[0].headers["authorization"], &*requests[1].headers["x-key"]), ("Bearer new", "K"));
}

#[test]
fn an_operation_has_a_server_of_its_own_unless_the_client_was_told_otherwise() {
    let stub = Stub::start_at(47831, &[Answer::json(204, ""), Answer::json(204, "")]);
    run(Client::new("T").unwrap().send(access::elsewhere())).unwrap();
    blocking::Client::new("T").unwrap().send(access::elsewhere()).unwrap();
    assert!(stub.requests().iter().all(|request| request.target == "/v2/elsewhere"));
    assert_eq!(stub.requests().len(), 2);

    let request = sent(&access::elsewhere(), ClientBuilder::new("T"), Builder::new("T")).unwrap();
    assert_eq!(request.target, "/elsewhere");
    let request = access::below().request().unwrap();
    let server = request.extensions().get::<kinds::support::Server>().unwrap();
    assert_eq!(server.0, "https://api.example/v3");
}

#[test]
fn no_error_shows_a_credential_that_the_server_echoes() {
    const KEY: &str = "EXAMPLE-key-9dJ2";
    let encoded = "dXNlcjpFWEFNUExFLWtleS05ZEoy";
    let page = format!("<html>{KEY} {encoded} user:{KEY} {} {KEY}</html>", "x ".repeat(60));
    let cut = format!("{}{KEY}", " ".repeat(4096 - 9));
    let json = format!(r#"{{"errors":[{{"message":"bad key {KEY}","source":{{"pointer":"/{KEY}"}}}}]}}"#);
    let map = format!(r#"{{"{KEY}":7}}"#);
    for answer in [
        Answer::new(502, "text/html", &page),
        Answer::new(502, "text/html", &cut),
        Answer::json(403, &json).header("x-request-id", KEY),
        Answer::json(200, &map),
        Answer::new(200, "text/html", &page),
    ] {
        let stub = Stub::start(&[answer.clone(), answer]);
        let call = Call::<kinds::support::Json<std::collections::BTreeMap<String, String>>>::get("/x")
            .security(&[&[schemes::USER]]);
        let client = ClientBuilder::default().user("user", KEY).base_url(stub.url());
        assert!(!format!("{client:?}").contains(KEY));
        let client = client.build().unwrap();
        assert!(!format!("{client:?}").contains(KEY));
        let blocking = Builder::<blocking::Client>::default().user("user", KEY).base_url(stub.url()).build().unwrap();
        assert!(!format!("{blocking:?}").contains(KEY));
        for error in [run(client.send(&call)).unwrap_err(), blocking.send(&call).unwrap_err()] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("EXAMPLE") && !shown.contains(encoded), "{shown}");
        }
        assert_eq!(stub.requests()[0].headers["authorization"], format!("Basic {encoded}"));
    }
}

#[test]
fn a_credential_is_not_shown_as_pages_and_urls_write_it() {
    const KEY: &str = "K'EY<&/\"Zq8";
    for echoed in [
        KEY,
        "K&#39;EY&lt;&amp;/&#34;Zq8",
        "K&#x27;EY&lt;&amp;/&quot;Zq8",
        "K&#039;EY&lt;&amp;/&quot;Zq8",
        "K'EY&lt;&amp;/\"Zq8",
        "K%27EY%3C%26%2F%22Zq8",
        "K%27EY%3c%26%2f%22Zq8",
        "K'EY%3C&amp;%2F\"Zq8",
        "K&#x27;EY&lt;&amp;&#x2F;&quot;Zq8",
        r#"K'EY<&\/\"Zq8"#,
        r"K\u0027EY\u003c\u0026\u002F\u0022Zq8",
    ] {
        let stub = Stub::start(&[Answer::new(502, "text/html", &format!("<html>key {echoed} is wrong</html>"))]);
        let client = ClientBuilder::default().key(KEY).base_url(stub.url()).build().unwrap();
        let error = run(client.send(access::optional())).unwrap_err();
        assert_eq!(error.to_string(), "502 Bad Gateway: <html>key [credential] is wrong</html>", "{echoed}");
    }
}

#[test]
fn no_message_holds_a_credential_that_the_server_echoes_in_a_member_or_a_list_of_any_kind() {
    const KEY: &str = "81726354";
    let body = serde_json::json!({
        "errors": [
            { "message": [KEY], "key": { KEY: [{ "sent": KEY }] }, "source": { "header": KEY, "pointer": 7 } },
            KEY, 81_726_354, [[KEY], { "error_chain": [{ "key": KEY }] }], { "documentation_url": KEY, "kept": 1 },
        ],
        "messages": [KEY],
    });
    let stub = Stub::start(&[Answer::json(403, &body.to_string())]);
    let client = ClientBuilder::default().key(KEY).base_url(stub.url()).build().unwrap();
    let Err(Error::Api(error)) = run(client.send(access::optional())) else { panic!() };
    let written = serde_json::to_string(&(&error.errors, &error.messages)).unwrap();
    let shown = format!("{written} {error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
    let expected = body.to_string().replace("81726354,", "\"81726354\",").replace(KEY, "[credential]");
    let expected: serde_json::Value = serde_json::from_str(&expected).unwrap();
    assert_eq!(serde_json::to_value(&error.errors).unwrap(), expected["errors"], "nothing else is changed");
}

#[test]
fn what_looks_like_the_beginning_of_a_credential_is_hidden_only_where_the_text_was_cut() {
    let stub = Stub::start(&[Answer::new(502, "text/html", "<html>there is no user admin")]);
    let call = Call::<kinds::support::Empty>::get("/x").security(&[&[schemes::USER]]);
    let client = ClientBuilder::default().user("admin", "EXAMPLE-9dJ2").base_url(stub.url()).build().unwrap();
    let error = run(client.send(&call)).unwrap_err();
    assert_eq!(error.to_string(), "502 Bad Gateway: <html>there is no user admin");
}

#[test]
fn a_password_is_hidden_whatever_the_name_of_the_user_is() {
    let stub = Stub::start(&[Answer::new(502, "text/html", "<html>hunter2zz is wrong</html>")]);
    let call = Call::<kinds::support::Empty>::get("/x").security(&[&[schemes::USER]]);
    let client = ClientBuilder::default().user("us:er", "hunter2zz").base_url(stub.url()).build().unwrap();
    let error = run(client.send(&call)).unwrap_err();
    assert_eq!(error.to_string(), "502 Bad Gateway: <html>[credential] is wrong</html>");
}
