//! Neither the secret of a created token nor the caller's own shows up in any text that a program may log.

use std::error::Error as StdError;
use std::time::Duration;

use generated::support::{Call, Form, Json, Secret};
use generated::types::{CreateToken, CreatedToken, TokenId, TokenPolicyInput};
use generated::{Client, Endpoint, Envelope, Error, blocking, user_tokens};
use serde::de::{Deserialize, Deserializer, Error as _, Unexpected};
use serde_json::{Value, json};
use tests::stub::{Answer, Stub};

use crate::clients::{NOBODY, TOKEN, async_client, blocking_client, exchange, run};

/// Holds what redaction by quotes might trip over. `probes` has the parts that must not be seen.
const SECRET: &str = r#"cfut-Zq8"R`, expected `t7\"; not `K2`: missing"#;
const PROBES: [&str; 3] = ["Zq8", "t7", "K2"];

fn id() -> TokenId {
    "ed17574386854bf78a67040be0a770b0".parse().unwrap()
}

fn create() -> Call<Envelope<CreatedToken>> {
    user_tokens::create(&CreateToken::new("reader", [] as [TokenPolicyInput; 0]))
}

/// The answer to a create, in which members of the result are replaced.
fn created(change: &[(&str, Value)]) -> String {
    let policy = json!({
        "id": "f267", "effect": "allow", "permission_groups": [{"id": "c8fe", "meta": {"label": "zone"}}],
        "resources": {"a": "*", "b": {"c": "*"}},
    });
    let mut body = json!({
        "success": true, "errors": [], "messages": [],
        "result": {"id": "ed17", "name": "reader", "status": "active", "policies": [policy], "value": SECRET},
    });
    for (pointer, value) in change {
        *body.pointer_mut(pointer).unwrap() = value.clone();
    }
    body.to_string()
}

/// `Display` and `Debug`, plain and pretty, of an error and of all its causes.
fn texts(error: &Error) -> String {
    let mut texts = Vec::new();
    let mut next: Option<&(dyn StdError + 'static)> = Some(error);
    while let Some(error) = next {
        texts.extend([format!("{error}"), format!("{error:#}"), format!("{error:?}"), format!("{error:#?}")]);
        next = error.source();
    }
    texts.join("\n")
}

fn hides(text: &str) {
    for probe in PROBES.iter().copied().chain([TOKEN]) {
        assert!(!text.contains(probe), "{probe} is seen in: {text}");
    }
}

/// Every client's error for an answer hides the secret; the texts.
fn hidden<E: Endpoint>(call: &E, answer: &Answer) -> String {
    let all = exchange(call, std::slice::from_ref(answer)).map(|outcome| match outcome.result {
        Ok(_) => panic!("{} succeeds", outcome.client),
        Err(error) => texts(&error),
    });
    let all = all.join("\n");
    hides(&all);
    all
}

#[test]
fn a_created_token_hides_its_secret() {
    for outcome in exchange(&create(), &[Answer::json(200, &created(&[]))]) {
        let envelope = outcome.result.unwrap();
        hides(&format!("{envelope:?} {envelope:#?}"));
        let token = envelope.into_result().unwrap();
        hides(&format!("{token:?} {:?} {:?}", token.value, Some(&token.value)));
        assert_eq!(token.value.expose(), SECRET);
    }
}

#[test]
fn a_rolled_secret_is_hidden_in_its_envelope() {
    let body = json!({"success": true, "errors": [], "messages": [], "result": SECRET}).to_string();
    for outcome in exchange(&user_tokens::roll(&id()), &[Answer::json(200, &body)]) {
        let envelope = outcome.result.unwrap();
        hides(&format!("{envelope:?} {envelope:#?}"));
        assert_eq!(envelope.result.unwrap().expose(), SECRET);
    }
}

#[test]
fn a_body_that_is_cut_anywhere_hides_the_secret() {
    let body = created(&[]);
    let response = |text: &str, media_type| {
        let builder = http::Response::builder().header("content-type", media_type);
        builder.body(bytes::Bytes::from(text.to_owned())).unwrap()
    };
    for (end, _) in body.char_indices() {
        for media_type in ["application/json", "text/plain", "text/html", ""] {
            hides(&texts(&create().response(&response(&body[..end], media_type)).unwrap_err()));
        }
    }
    hidden(&create(), &Answer::json(200, &body).cut(10));
}

#[test]
fn a_wrong_type_in_another_member_hides_the_secret() {
    for (pointer, value, place) in [
        ("/result/id", json!(7), "result.id"),
        ("/result/status", json!([SECRET]), "result.status"),
        ("/result/policies", json!(SECRET), "result.policies"),
        ("/result/policies/0/permission_groups/0/meta/label", json!({"x": SECRET}), "meta.label"),
        ("/result/policies/0", json!({"value": SECRET}), "result.policies[0]"),
        ("/result", json!(SECRET), "result"),
        ("/result", json!([SECRET]), "result"),
        ("/success", json!(SECRET), "success"),
    ] {
        let shown = hidden(&create(), &Answer::json(200, &created(&[(pointer, value)])));
        assert!(shown.contains(place), "{place} is not named in: {shown}");
    }
}

#[test]
fn a_wrong_type_of_the_secret_itself_is_not_shown() {
    for value in [json!([SECRET]), json!({"text": SECRET}), json!({"K2": 1}), json!(null)] {
        hidden(&create(), &Answer::json(200, &created(&[("/result/value", value)])));
    }
    for number in ["81726354", "-81726354", "8172.6354", "81726354817263548172635481726354", "8172635e4"] {
        let body = created(&[]).replace(&json!(SECRET).to_string(), number);
        let shown = hidden(&create(), &Answer::json(200, &body));
        assert!(!shown.contains("8172") && shown.contains("result.value"), "{shown}");
    }
    let shown = hidden(&user_tokens::roll(&id()), &Answer::json(200, r#"{"success":true,"result":81726354}"#));
    assert!(!shown.contains("8172"), "{shown}");
}

#[test]
fn a_value_of_no_case_is_kept_as_it_is_and_one_of_another_type_is_not_shown() {
    let resources = "/result/policies/0/resources";
    for value in [
        json!([SECRET]),
        json!({"c": [SECRET]}),
        json!({"c": {"d": SECRET}}),
        json!(81_726_354),
        json!({"c": 81_726_354}),
        json!({"c": true}),
        json!({"c": 8172.6354}),
    ] {
        for outcome in exchange(&create(), &[Answer::json(200, &created(&[(resources, json!({"a": value}))]))]) {
            let read = serde_json::to_value(outcome.result.unwrap()).unwrap();
            assert_eq!(read.pointer(&format!("{resources}/a")), Some(&value));
        }
    }
    hidden(&create(), &Answer::json(200, &created(&[(resources, json!(SECRET))])));
}

#[test]
fn a_failure_with_the_body_of_a_success_hides_the_secret() {
    for status in [300, 400, 401, 404, 429, 500, 502] {
        for media_type in ["application/json", "text/html", "text/plain"] {
            hidden(&create(), &Answer::new(status, media_type, &created(&[])));
            hidden(&user_tokens::roll(&id()), &Answer::new(status, media_type, &json!(SECRET).to_string()));
        }
    }
    let failed = created(&[("/success", json!(false))]);
    hidden(&create(), &Answer::json(200, &failed));
    let parts = created(&[("/result/id", json!(7)), ("/success", json!(false))]);
    hidden(&create(), &Answer::json(200, &parts));
}

/// A type that refuses every text, in the ways in which implementations of `Deserialize` do.
#[derive(Debug)]
struct Refused<const WAY: u8>;

impl<'de, const WAY: u8> Deserialize<'de> for Refused<WAY> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let in_union = |problem: serde_json::Error| {
            D::Error::custom(format!("no variant of `A`; not `B`: {problem}; not `C`: {problem}"))
        };
        Err(match WAY {
            0 => D::Error::invalid_type(Unexpected::Str(&text), &"a number"),
            1 => D::Error::invalid_value(Unexpected::Str(&text), &"a \"number\" or `text`"),
            2 => D::Error::unknown_variant(&text, &["a", "b"]),
            3 => D::Error::unknown_variant(&text, &[]),
            4 => D::Error::unknown_field(&text, &["a", "b"]),
            5 => D::Error::unknown_field(&text, &[]),
            6 => D::Error::invalid_value(Unexpected::Bytes(text.as_bytes()), &"text"),
            7 => in_union(serde_json::Error::unknown_variant(&text, &["a"])),
            8 => in_union(serde_json::Error::unknown_variant(&text, &[])),
            13 => D::Error::custom(format!(
                "{}; not `C`: {}",
                serde_json::Error::unknown_variant(&text, &["a"]),
                serde_json::Error::invalid_type(Unexpected::Str(&text), &"a number")
            )),
            9 => in_union(serde_json::Error::invalid_type(Unexpected::Str(&text), &"a number")),
            10 => in_union(serde_json::Error::invalid_value(Unexpected::Char('≠'), &"a digit")),
            11 => in_union(serde_json::Error::invalid_value(Unexpected::Signed(-81_726_354), &"a digit")),
            _ => in_union(serde_json::Error::invalid_value(Unexpected::Float(8172.6354), &"a digit")),
        })
    }
}

fn refused<const WAY: u8>() {
    let secrets =
        [SECRET, "Zq8`", "`Zq8", "\"Zq8", "Zq8\"", "Zq8\\", "\\\"Zq8\n`, expected Zq8", "`, there are no variants Zq8"];
    for secret in secrets {
        let body = json!([secret]).to_string();
        let call = Call::<Json<Vec<Refused<WAY>>>>::get("/");
        let error = call.response(&http::Response::new(body.into())).unwrap_err();
        let shown = texts(&error);
        hides(&shown);
        assert!(!shown.contains("8172") && !shown.contains('≠'), "{shown}");
        assert!(shown.contains("at `[0]`: "), "{shown}");
    }
}

#[test]
fn the_names_that_were_expected_are_shown_if_they_can_be_told_from_the_value() {
    let call = Call::<Json<Vec<Refused<2>>>>::get("/");
    let error = call.response(&http::Response::new(r#"["Zq8"]"#.into())).unwrap_err();
    assert!(error.to_string().ends_with("unknown variant, expected `a` or `b`"), "{error}");
}

#[test]
fn no_way_to_refuse_a_value_shows_it() {
    refused::<0>();
    refused::<1>();
    refused::<2>();
    refused::<3>();
    refused::<4>();
    refused::<5>();
    refused::<6>();
    refused::<7>();
    refused::<8>();
    refused::<9>();
    refused::<10>();
    refused::<11>();
    refused::<12>();
    refused::<13>();
}

#[test]
fn what_is_not_a_value_stays_in_the_message() {
    let missing = r#"{"success":true,"result":{"id":"ed17","name":"n","status":"active","policies":[]}}"#;
    let shown = hidden(&create(), &Answer::json(200, missing));
    assert!(shown.contains("at `result`: missing field `value`"), "{shown}");
    let wrong = r#"{"success":true,"result":7}"#;
    let shown = hidden(&create(), &Answer::json(200, wrong));
    assert!(shown.contains("at `result`: invalid type: integer, expected an object (`CreatedToken`)"), "{shown}");
}

#[test]
fn clients_and_calls_hide_the_bearer_token() {
    let (one, other) = (async_client("http://127.0.0.1:1/x"), blocking_client("http://127.0.0.1:1/x"));
    hides(&format!("{one:?} {one:#?} {other:?} {other:#?}"));
    assert!(format!("{one:?} {other:?}").contains("http://127.0.0.1:1/x"), "the rest is shown");
    hides(&format!("{:?} {:?}", Client::builder(TOKEN), blocking::Client::builder(TOKEN)));
    hides(&format!("{:?} {:?}", Secret::from(TOKEN), one.with_token("cfut-Zq8").unwrap()));
    let call = Call::<()>::post("/x").header("x-auth-key", SECRET).query("key", SECRET).json(SECRET);
    hides(&format!("{call:?} {call:#?} {:?}", user_tokens::list_permission_groups().name(SECRET)));
    hides(&format!("{:?}", call.request().unwrap().headers()));
}

#[test]
fn calls_and_forms_show_no_content() {
    let call = Call::<()>::post("/keys/{key}/{other}").path("key", "Zq8").path("other", 7);
    assert_eq!(format!("{call:?}"), "Call(POST /keys/{key}/{other})");
    let secrets = json!({"key": Secret::from(SECRET)});
    let mut form = Form::default();
    form.members(&secrets);
    hides(&format!("{form:?}"));
    assert!(format!("{form:?}").contains("\"key\""), "{form:?}");
    let (with_form, with_body) = (call.clone().with_form(&secrets), call.clone().with_body("text/csv", SECRET));
    hides(&format!("{with_form:?} {with_body:#?} {:?} {:?}", call.clone().with_headers(), call.read_as::<Json<u8>>()));
    assert!(format!("{with_body:?}").contains("text/csv"), "{with_body:?}");
}

#[test]
fn a_token_that_cannot_be_sent_is_not_shown() {
    for token in [format!("{TOKEN}\n"), format!("{SECRET} x"), format!("{TOKEN}ü")] {
        let error = Client::new(token.as_str()).unwrap_err();
        hides(&texts(&error));
        assert_eq!(error.to_string(), "`token` must be visible ASCII characters without spaces or line ends");
        hides(&texts(&blocking::Client::new(token).unwrap_err()));
    }
}

#[test]
fn errors_of_the_transport_hide_the_bearer_token_and_the_query() {
    let call = user_tokens::list_permission_groups().name("Zq8");
    hidden(&call, &Answer::none());
    hidden(&call, &Answer::json(200, "{}").cut(1));
    hidden(&call, &Answer::json(401, "{}"));
    hides(&texts(&run(async_client(NOBODY).send(&call)).unwrap_err()));
    hides(&texts(&blocking_client(NOBODY).send(&call).unwrap_err()));
    let slow = Stub::start(&vec![Answer::json(200, "{}").after(Duration::from_secs(20)); 2]);
    let timeout = Duration::from_millis(50);
    let client = Client::builder(TOKEN).base_url(slow.url()).timeout(timeout).build().unwrap();
    hides(&texts(&run(client.send(&call)).unwrap_err()));
    let client = blocking::Client::builder(TOKEN).base_url(slow.url()).timeout(timeout).build().unwrap();
    hides(&texts(&client.send(&call).unwrap_err()));
}

#[test]
fn a_success_that_is_no_json_is_not_shown() {
    for (media_type, body) in [
        ("text/plain", SECRET.to_owned()),
        ("text/event-stream", format!("data: {{\"value\":\"{SECRET}\"}}")),
        ("application/json", format!(")]}}',\n{{\"value\":\"{SECRET}\"}}")),
        ("application/xml", format!("<value>{SECRET}</value>")),
    ] {
        hidden(&user_tokens::roll(&id()), &Answer::new(200, media_type, &body));
    }
}

#[test]
fn members_that_have_no_field_are_named_and_not_shown() {
    let message = json!({"code": 1, "message": "bad", "token": SECRET, "source": {"at": SECRET}});
    let error = json!({"success": false, "errors": [message]}).to_string();
    let shown = hidden(&create(), &Answer::json(400, &error));
    assert!(shown.contains("\"token\"") && shown.contains("\"at\""), "{shown}");
    let info = json!({"page": 1, "cursor": SECRET});
    let info: generated::ResultInfo = serde_json::from_value(info).unwrap();
    hides(&format!("{info:?}"));
    hides(&format!("{:?}", generated::ClientBuilder::new("t").base_url(&format!("https://u:{SECRET}@host.example"))));
}

#[test]
fn an_error_has_an_end() {
    let error = json!({"success": false, "errors": vec![json!({"message": "x".repeat(100_000)}); 100]});
    let shown = hidden(&create(), &Answer::json(400, &error.to_string()));
    let display = shown.lines().next().unwrap();
    assert!(display.len() < 10_000 && display.ends_with("and 92 more"), "{}", display.len());
}
