//! The tasks that the crate is for: each example does what it says, against a server on loopback.

use std::time::Duration;

use generated::support::{DAY, DateTime};
use generated::types::{AccountId, TokenId, TokenStatus};
use serde_json::{Value, json};
use tests::stub::{Answer, Recorded, Stub};

use crate::clients::{TOKEN, async_client, run};

macro_rules! examples {
    ($($name:ident: $path:literal;)*) => {
        /// The files of the examples.
        const EXAMPLES: &[&str] = &[$(concat!(stringify!($name), ".rs")),*];

        $(
            #[path = $path]
            #[expect(dead_code, unreachable_pub, reason = "an example is a program of its own")]
            mod $name;
        )*
    };
}

examples! {
    audit_writers: "../generated/examples/audit_writers.rs";
    create_scoped_token: "../generated/examples/create_scoped_token.rs";
    disable_unused: "../generated/examples/disable_unused.rs";
    expiring_soon: "../generated/examples/expiring_soon.rs";
    lock_to_office: "../generated/examples/lock_to_office.rs";
    roll_secret: "../generated/examples/roll_secret.rs";
    scope_to_all_zones: "../generated/examples/scope_to_all_zones.rs";
    tell_errors_apart: "../generated/examples/tell_errors_apart.rs";
    verify_at_startup: "../generated/examples/verify_at_startup.rs";
    warn_before_expiry: "../generated/examples/warn_before_expiry.rs";
}

const SECRET: &str = "EXAMPLE-oNlY-t7Gm2xQ9bLw4ZrKc8VdNf5HyUs1";

fn account() -> AccountId {
    "023e105f4ecef8ad9ca31a8372d0c353".parse().unwrap()
}

fn id(text: &str) -> TokenId {
    text.parse().unwrap()
}

fn ok(result: &Value) -> Answer {
    Answer::json(200, &json!({"success": true, "errors": [], "messages": [], "result": result}).to_string())
}

fn page(result: &Value, info: &Value) -> Answer {
    let body = json!({"success": true, "errors": [], "messages": [], "result": result, "result_info": info});
    Answer::json(200, &body.to_string())
}

fn failure(status: u16, code: i64, message: &str) -> Answer {
    let body =
        json!({"success": false, "errors": [{"code": code, "message": message}], "messages": [], "result": null});
    Answer::json(status, &body.to_string())
}

fn in_days(days: u32) -> String {
    (DateTime::now() + days * DAY).to_string()
}

fn days_ago(days: u32) -> String {
    (DateTime::now() - days * DAY).to_string()
}

/// A token with further members.
fn token(id: &str, more: &Value) -> Value {
    let mut token = json!({"id": id, "name": format!("token {id}"), "status": "active", "policies": []});
    let members = token.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    token
}

/// Method, path and query of each request.
fn lines(stub: &Stub) -> Vec<String> {
    stub.requests().iter().map(|request| format!("{} {}", request.method, request.target)).collect()
}

fn body(request: &Recorded) -> Value {
    serde_json::from_str(&request.body).unwrap()
}

const TOKENS: &str = "/accounts/023e105f4ecef8ad9ca31a8372d0c353/tokens";

#[test]
fn each_example_stands_here() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/examples");
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    assert_eq!(files, EXAMPLES);
}

#[test]
fn a_token_of_either_family_is_verified_at_startup() {
    let good = ok(&json!({"id": "ed17574386854bf78a67040be0a770b0", "status": "active"}));
    let user = Stub::start(std::slice::from_ref(&good));
    let verified = run(verify_at_startup::verify(&async_client(user.url()), &account())).unwrap();
    assert_eq!(verified.status, TokenStatus::Active);
    assert_eq!(lines(&user), ["GET /user/tokens/verify"]);
    let owned = Stub::start(&[failure(401, 1000, "Invalid API Token"), good]);
    let verified = run(verify_at_startup::verify(&async_client(owned.url()), &account())).unwrap();
    assert_eq!(verified.id.as_str(), "ed17574386854bf78a67040be0a770b0");
    assert_eq!(lines(&owned), ["GET /user/tokens/verify", &format!("GET {TOKENS}/verify")]);
    let neither = Stub::start(&[failure(403, 9109, "Valid user-level authentication not found")]);
    assert!(run(verify_at_startup::verify(&async_client(neither.url()), &account())).is_err());
    assert_eq!(lines(&neither).len(), 1);
}

#[test]
fn an_expiry_within_two_weeks_is_warned_of_and_no_other() {
    let expiries = [json!({"expires_on": in_days(13)}), json!({"expires_on": in_days(15)}), json!({})];
    let answers = expiries.map(|more| ok(&token("a", &more)));
    let stub = Stub::start(&answers);
    let client = async_client(stub.url());
    let warnings: Vec<_> =
        (0..3).map(|_| run(warn_before_expiry::expires_soon(&client, &account())).unwrap()).collect();
    assert!(warnings[0].is_some());
    assert_eq!(warnings[1..], [None, None]);
}

#[test]
fn a_token_for_one_zone_is_created_and_its_secret_reaches_the_vault_alone() {
    let groups = json!([{"id": "aa", "name": "Account DNS Write"}, {"id": "bb", "name": "DNS Write"}]);
    let stub = Stub::start(&[ok(&groups), ok(&token("new", &json!({"value": SECRET})))]);
    let mut vault = String::new();
    let keep = |secret: generated::support::Secret| {
        secret.expose().clone_into(&mut vault);
        Ok(())
    };
    let created = run(create_scoped_token::create(&async_client(stub.url()), "5c7d", keep)).unwrap();
    assert_eq!(created, id("new"));
    assert_eq!(vault, SECRET);
    assert_eq!(lines(&stub), ["GET /user/tokens/permission_groups?name=DNS%20Write", "POST /user/tokens"]);
    let mut sent = body(&stub.requests()[1]);
    let expiry: DateTime = sent["expires_on"].take().as_str().unwrap().parse().unwrap();
    assert!(expiry <= DateTime::now() + 90 * DAY && expiry > DateTime::now() + 89 * DAY);
    assert_eq!(
        sent["policies"],
        json!([{
            "effect": "allow",
            "permission_groups": [{"id": "bb"}],
            "resources": {"com.cloudflare.api.account.zone.5c7d": "*"},
        }])
    );
}

#[test]
fn a_policy_for_all_zones_of_an_account_is_nested() {
    let stub = Stub::start(&[ok(&token("new", &json!({"value": SECRET})))]);
    let permission = "c8fed203ed3043cba015a93ad1616f1f".parse().unwrap();
    let secret = run(scope_to_all_zones::create(&async_client(stub.url()), &account(), &permission)).unwrap();
    assert_eq!(secret.expose(), SECRET);
    assert_eq!(lines(&stub), [format!("POST {TOKENS}")]);
    let resources = &body(&stub.requests()[0])["policies"][0]["resources"];
    let nested = json!({"com.cloudflare.api.account.zone.*": "*"});
    assert_eq!(*resources, json!({"com.cloudflare.api.account.023e105f4ecef8ad9ca31a8372d0c353": nested}));
}

#[test]
fn a_rolled_secret_is_kept_and_verified_with_a_client_of_its_own() {
    let stub = Stub::start(&[ok(&json!(SECRET)), ok(&json!({"id": "a", "status": "active"}))]);
    let mut kept = None;
    let keep = |secret: &_| kept = Some(Clone::clone(secret));
    let client = async_client(stub.url());
    let verified = run(roll_secret::roll(&client, &account(), &id("a"), keep)).unwrap();
    assert_eq!(verified.id, id("a"));
    assert_eq!(kept, Some(generated::support::Secret::from(SECRET)));
    assert_eq!(lines(&stub), [format!("PUT {TOKENS}/a/value"), format!("GET {TOKENS}/verify")]);
    let credentials: Vec<_> = stub.requests().iter().map(|request| request.headers["authorization"].clone()).collect();
    assert_eq!(credentials, [format!("Bearer {TOKEN}"), format!("Bearer {SECRET}")]);
}

/// Three pages of one token each, of which the first and the last expire soon.
fn three_pages(info: fn(u64) -> Value) -> Vec<Answer> {
    let expiries = [in_days(1), in_days(400), in_days(2)];
    let names = ["a", "b", "c"];
    (1..)
        .zip(names.iter().zip(&expiries))
        .map(|(number, (name, expiry))| page(&json!([token(name, &json!({"expires_on": expiry}))]), &info(number)))
        .collect()
}

#[test]
fn tokens_that_expire_soon_are_found_on_all_pages_and_no_page_is_asked_for_in_vain() {
    let infos: [fn(u64) -> Value; 3] = [
        |page| json!({"page": page, "per_page": 1, "count": 1, "total_count": 3, "total_pages": 3}),
        |page| json!({"page": page, "per_page": 1, "count": 1, "total_count": 3}),
        |page| json!({"page": page, "per_page": if page < 3 { 1 } else { 2 }, "count": 1}),
    ];
    for info in infos {
        let stub = Stub::start(&three_pages(info));
        let found = run(expiring_soon::expiring(&async_client(stub.url()), &account(), 30 * DAY)).unwrap();
        let ids: Vec<_> = found.iter().map(|token| token.id.as_str()).collect();
        assert_eq!(ids, ["a", "c"]);
        assert_eq!(lines(&stub), [1, 2, 3].map(|page| format!("GET {TOKENS}?page={page}&per_page=50")));
    }
}

#[test]
fn a_server_that_repeats_its_first_page_is_asked_twice_at_most() {
    let endless = |info: &Value| vec![page(&json!([token("a", &json!({}))]), info); 5];
    let infos = [
        (json!({"page": 1, "per_page": 1, "count": 1}), 2),
        (json!({"page": 1, "per_page": 1, "count": 1, "total_count": 1, "total_pages": 1}), 1),
        (json!({}), 1),
        (json!(null), 1),
        (json!({"page": 1, "per_page": 50, "count": 0}), 1),
    ];
    for (info, asked) in infos {
        let stub = Stub::start(&endless(&info));
        run(expiring_soon::expiring(&async_client(stub.url()), &account(), DAY)).unwrap();
        assert_eq!(lines(&stub).len(), asked, "{info}");
    }
}

#[test]
fn the_audit_names_who_may_write_and_where() {
    let policy = |effect: &str, group: &str, resources: Value| json!({"id": "p", "effect": effect, "permission_groups": [{"id": "g", "name": group}], "resources": resources});
    let policies = json!({"policies": [
        policy("allow", "DNS Write", json!({"account.1": {"zone.*": "*"}, "account.2": "*"})),
        policy("allow", "Zone Read", json!({"account.1": "*"})),
        policy("deny", "Cache Settings Write", json!({"account.1": "*"})),
    ]});
    let info = json!({"page": 1, "per_page": 50, "count": 1, "total_count": 1, "total_pages": 1});
    let stub = Stub::start(&[page(&json!([token("a", &policies)]), &info)]);
    let found = run(audit_writers::audit(&async_client(stub.url()), &account())).unwrap();
    assert_eq!(found, ["token a: DNS Write on account.1/zone.*", "token a: DNS Write on account.2"]);
}

#[test]
fn locking_to_the_office_changes_the_condition_and_keeps_the_rest() {
    let policy = json!({"id": "p", "effect": "allow", "permission_groups": [{"id": "g", "name": "Zone Read"}], "resources": {"zone.1": "*"}});
    let old = token(
        "a",
        &json!({
            "policies": [policy], "issued_on": "2025-01-01T00:00:00Z", "modified_on": "2025-01-01T00:00:00Z",
            "expires_on": "2030-01-01T00:00:00Z", "condition": {"request_ip": {"not_in": ["192.0.2.1/32"]}},
        }),
    );
    let stub = Stub::start(&[ok(&old), ok(&old)]);
    let office = ["198.51.100.0/24".to_owned(), "2001:db8::/32".to_owned()];
    run(lock_to_office::lock(&async_client(stub.url()), &account(), &id("a"), &office)).unwrap();
    assert_eq!(lines(&stub), [format!("GET {TOKENS}/a"), format!("PUT {TOKENS}/a")]);
    let expected = json!({
        "name": "token a", "status": "active", "expires_on": "2030-01-01T00:00:00Z",
        "policies": [{"effect": "allow", "permission_groups": [{"id": "g"}], "resources": {"zone.1": "*"}}],
        "condition": {"request_ip": {"in": ["198.51.100.0/24", "2001:db8::/32"]}},
    });
    assert_eq!(body(&stub.requests()[1]), expected);
}

#[test]
fn only_active_tokens_that_nobody_used_for_90_days_are_disabled() {
    let first = json!([
        token("old", &json!({"last_used_on": days_ago(91), "issued_on": days_ago(300)})),
        token("used", &json!({"last_used_on": days_ago(89), "issued_on": days_ago(300)})),
        token("off", &json!({"last_used_on": days_ago(91), "status": "disabled"})),
    ]);
    let second =
        json!([token("never", &json!({"issued_on": days_ago(91)})), token("new", &json!({"issued_on": days_ago(1)}))]);
    let info = |page: u64| json!({"page": page, "per_page": 50, "total_pages": 2});
    let done = ok(&token("x", &json!({"status": "disabled"})));
    let stub = Stub::start(&[page(&first, &info(1)), page(&second, &info(2)), done.clone(), done]);
    let disabled = run(disable_unused::disable(&async_client(stub.url()), &account())).unwrap();
    assert_eq!(disabled.iter().map(|token| token.id.as_str()).collect::<Vec<_>>(), ["old", "never"]);
    assert_eq!(lines(&stub)[2..], [format!("PUT {TOKENS}/old"), format!("PUT {TOKENS}/never")]);
    assert_eq!(body(&stub.requests()[2]), json!({"name": "token old", "policies": [], "status": "disabled"}));
}

#[test]
fn errors_are_told_apart() {
    let chain = r#"{"success":false,"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format for Authorization header"}]}]}"#;
    let cases = [
        (failure(404, 7003, "Could not route"), "there is no such token"),
        (
            failure(403, 9109, "Unauthorized to access requested resource"),
            "give the caller's token more permissions: 403 Forbidden: Unauthorized to access requested resource (code 9109)",
        ),
        (
            Answer::json(400, chain),
            "check how the credential is written: 400 Bad Request: Invalid request headers (code 6003): Invalid format for Authorization header (code 6111)",
        ),
        (failure(401, 1000, "Invalid API Token"), "get another token: 401 Unauthorized: Invalid API Token (code 1000)"),
        (
            Answer::new(502, "text/html", "<html><h1>502</h1></html>"),
            "try again later: 502 Bad Gateway: <html><h1>502</h1></html>",
        ),
        (
            Answer::new(200, "text/html", "<html>"),
            "report that the API changed: cannot decode the response (200 OK): expected value at line 1 column 1: <html>",
        ),
        (Answer::none(), "cannot exchange request and response"),
    ];
    for (answer, advice) in cases {
        let stub = Stub::start(&[answer]);
        let error = run(tell_errors_apart::get(&async_client(stub.url()), &account(), &id("a"))).unwrap_err();
        assert_eq!(tell_errors_apart::advice(&error), advice);
    }
}

#[test]
fn the_rate_limit_is_survived_once() {
    let limited = failure(429, 971, "Please wait").header("retry-after", "1");
    let stub = Stub::start(&[limited.clone(), ok(&token("a", &json!({})))]);
    let started = std::time::Instant::now();
    let token = run(tell_errors_apart::get(&async_client(stub.url()), &account(), &id("a"))).unwrap();
    assert_eq!(token.id, id("a"));
    assert!(started.elapsed() >= Duration::from_secs(1));
    let now = failure(429, 971, "Please wait").header("retry-after", "0");
    let stub = Stub::start(&[now.clone(), now]);
    let error = run(tell_errors_apart::get(&async_client(stub.url()), &account(), &id("a"))).unwrap_err();
    assert_eq!(tell_errors_apart::advice(&error), "wait Some(0ns): 429 Too Many Requests: Please wait (code 971)");
}
