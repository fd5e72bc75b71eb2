//! What each operation sends: method, path, query, headers and body.

use std::collections::{BTreeMap, BTreeSet};

use generated::support::{DAY, DateTime};
use generated::types::{
    AccountId, CreateToken, PermissionGroupId, PolicyEffect, PolicyPermissionGroupInput, RequestIp, SortDirection,
    Token, TokenCondition, TokenId, TokenPolicyInput, TokenStatus, UpdateToken,
};
use generated::{Endpoint, account_tokens as account, user_tokens as user};
use serde_json::{Value, json};

use crate::description;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const GROUP: &str = "c8fed203ed3043cba015a93ad1616f1f";
const TOKEN: &str = "ed17574386854bf78a67040be0a770b0";

fn ids() -> (AccountId, TokenId) {
    (ACCOUNT.parse().unwrap(), TOKEN.parse().unwrap())
}

/// Allows to read one zone.
fn policy() -> TokenPolicyInput {
    let group = PolicyPermissionGroupInput::new(GROUP.parse::<PermissionGroupId>().unwrap());
    TokenPolicyInput::new(PolicyEffect::Allow, [group], [("com.cloudflare.api.account.zone.5c7d", "*")])
}

const POLICY: &str = r#"{"effect":"allow","permission_groups":[{"id":"c8fed203ed3043cba015a93ad1616f1f"}],"resources":{"com.cloudflare.api.account.zone.5c7d":"*"}}"#;

/// Method, path and query, and body, in one line.
fn line(call: &impl Endpoint) -> String {
    let request = call.request().unwrap();
    let body = std::str::from_utf8(request.body()).unwrap();
    format!("{} {} {body}", request.method(), request.uri()).trim_end().to_owned()
}

fn body(call: &impl Endpoint) -> Value {
    serde_json::from_slice(call.request().unwrap().body()).unwrap()
}

/// All operations with as little as they need, and what each sends.
fn table() -> Vec<(String, String)> {
    let (a, t) = ids();
    let (create, update) = (CreateToken::new("reader", [policy()]), UpdateToken::new("reader", [policy()]));
    let named = format!(r#"{{"name":"reader","policies":[{POLICY}]}}"#);
    let tokens = format!("/accounts/{ACCOUNT}/tokens");
    vec![
        (line(&account::list(&a)), format!("GET {tokens}")),
        (line(&account::create(&a, &create)), format!("POST {tokens} {named}")),
        (line(&account::list_permission_groups(&a)), format!("GET {tokens}/permission_groups")),
        (line(&account::verify(&a)), format!("GET {tokens}/verify")),
        (line(&account::get(&a, &t)), format!("GET {tokens}/{TOKEN}")),
        (line(&account::update(&a, &t, &update)), format!("PUT {tokens}/{TOKEN} {named}")),
        (line(&account::delete(&a, &t)), format!("DELETE {tokens}/{TOKEN}")),
        (line(&account::roll(&a, &t)), format!("PUT {tokens}/{TOKEN}/value {{}}")),
        (line(&user::list()), "GET /user/tokens".to_owned()),
        (line(&user::create(&create)), format!("POST /user/tokens {named}")),
        (line(&user::list_permission_groups()), "GET /user/tokens/permission_groups".to_owned()),
        (line(&user::verify()), "GET /user/tokens/verify".to_owned()),
        (line(&user::get(&t)), format!("GET /user/tokens/{TOKEN}")),
        (line(&user::update(&t, &update)), format!("PUT /user/tokens/{TOKEN} {named}")),
        (line(&user::delete(&t)), format!("DELETE /user/tokens/{TOKEN}")),
        (line(&user::roll(&t)), format!("PUT /user/tokens/{TOKEN}/value {{}}")),
    ]
}

#[test]
fn every_operation_sends_its_method_path_and_body() {
    for (sent, expected) in table() {
        assert_eq!(sent, expected);
    }
}

#[test]
fn the_table_of_requests_has_every_operation_of_the_description() {
    let template = |line: &str| line.replace(ACCOUNT, "{account_id}").replace(TOKEN, "{token_id}");
    let sent: BTreeSet<String> =
        table().iter().map(|(line, _)| template(line).split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    let described: BTreeSet<String> = description::operations(&description::document())
        .iter()
        .map(|operation| format!("{} {}", operation.method, operation.path))
        .collect();
    assert_eq!(sent.len(), 16);
    assert_eq!(sent, described);
}

#[test]
fn a_request_asks_for_json_and_names_the_type_of_its_body_if_it_has_one() {
    let (a, t) = ids();
    let (accept, content) = (("accept", "application/json"), ("content-type", "application/json"));
    assert_eq!(headers(&account::get(&a, &t)), owned(&[accept]));
    assert_eq!(headers(&account::list(&a).page(2)), owned(&[accept]));
    assert_eq!(headers(&account::delete(&a, &t)), owned(&[accept]));
    assert_eq!(headers(&account::roll(&a, &t)), owned(&[accept, content]));
    assert_eq!(headers(&user::create(&CreateToken::new("reader", [policy()]))), owned(&[accept, content]));
}

fn headers(call: &impl Endpoint) -> BTreeMap<String, String> {
    let request = call.request().unwrap();
    let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
    request.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect()
}

fn owned(headers: &[(&str, &str)]) -> BTreeMap<String, String> {
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn optional_parameters_stand_in_the_query_in_the_order_in_which_they_are_set() {
    let (a, _) = ids();
    let all = account::list(&a).page(2).per_page(50).direction(SortDirection::Desc).include_expired(true);
    assert_eq!(
        line(&all),
        format!("GET /accounts/{ACCOUNT}/tokens?page=2&per_page=50&direction=desc&include_expired=true")
    );
    let some = user::list().direction(SortDirection::Other("new one".to_owned())).page(1);
    assert_eq!(line(&some), "GET /user/tokens?direction=new%20one&page=1");
}

#[test]
fn a_parameter_that_is_set_again_has_the_last_value_only() {
    assert_eq!(line(&user::list().page(1).per_page(5).page(2)), "GET /user/tokens?per_page=5&page=2");
}

#[test]
fn query_values_are_percent_encoded_once() {
    for (name, encoded) in [
        ("Account Settings Write", "Account%20Settings%20Write"),
        ("Account%20Settings", "Account%2520Settings"),
        ("a&b=c#d?e/f+g", "a%26b%3Dc%23d%3Fe%2Ff%2Bg"),
        ("größe ✓", "gr%C3%B6%C3%9Fe%20%E2%9C%93"),
        ("line\nend\0", "line%0Aend%00"),
        ("-._~", "-._~"),
        ("", ""),
    ] {
        let call = user::list_permission_groups().name(name);
        assert_eq!(line(&call), format!("GET /user/tokens/permission_groups?name={encoded}"));
    }
    let (a, _) = ids();
    let scope = account::list_permission_groups(&a).scope("com.cloudflare.api.account.zone");
    assert_eq!(
        line(&scope),
        format!("GET /accounts/{ACCOUNT}/tokens/permission_groups?scope=com.cloudflare.api.account.zone")
    );
}

#[test]
fn optional_members_are_sent_when_they_are_set() {
    let begin: DateTime = "2026-05-01T00:00:00Z".parse().unwrap();
    let networks = RequestIp::new().in_(["198.51.100.0/24", "2001:db8::/32"]).not_in(["198.51.100.7/32"]);
    let create = CreateToken::new("reader", [policy()])
        .condition(TokenCondition::new().request_ip(networks))
        .expires_on(&begin + 90 * DAY)
        .not_before(begin);
    let expected = json!({
        "name": "reader",
        "policies": [serde_json::from_str::<Value>(POLICY).unwrap()],
        "condition": {"request_ip": {"in": ["198.51.100.0/24", "2001:db8::/32"], "not_in": ["198.51.100.7/32"]}},
        "not_before": "2026-05-01T00:00:00Z",
        "expires_on": "2026-07-30T00:00:00Z",
    });
    assert_eq!(body(&user::create(&create)), expected);
    let (a, t) = ids();
    let update = UpdateToken::new("reader", [policy()]).status(TokenStatus::Disabled);
    assert_eq!(body(&account::update(&a, &t, &update))["status"], "disabled");
}

#[test]
fn members_that_only_the_server_sets_are_not_sent_back() {
    let answer = json!({
        "id": TOKEN, "name": "reader", "status": "active",
        "issued_on": "2025-01-01T00:00:00Z", "modified_on": "2025-01-01T00:00:00Z", "last_used_on": "2025-01-01T00:00:00Z",
        "expires_on": "2027-01-01T00:00:00Z", "not_before": "2025-01-02T00:00:00Z",
        "condition": {"request_ip": {"in": ["198.51.100.0/24"]}},
        "policies": [{
            "id": "f267e341f3dd4697bd3b9f71dd96247f", "effect": "deny",
            "permission_groups": [{"id": "c8fed203ed3043cba015a93ad1616f1f", "name": "Zone Read", "meta": {"label": "zone"}}],
            "resources": {"com.cloudflare.api.account.0a": {"com.cloudflare.api.account.zone.*": "*"}},
        }],
    });
    let token: Token = serde_json::from_value(answer).unwrap();
    let (a, t) = ids();
    let expected = json!({
        "name": "reader", "status": "active",
        "expires_on": "2027-01-01T00:00:00Z", "not_before": "2025-01-02T00:00:00Z",
        "condition": {"request_ip": {"in": ["198.51.100.0/24"]}},
        "policies": [{
            "effect": "deny",
            "permission_groups": [{"id": "c8fed203ed3043cba015a93ad1616f1f", "meta": {"label": "zone"}}],
            "resources": {"com.cloudflare.api.account.0a": {"com.cloudflare.api.account.zone.*": "*"}},
        }],
    });
    assert_eq!(body(&account::update(&a, &t, &UpdateToken::from(token))), expected);
}

#[test]
fn an_identifier_of_the_wrong_length_is_refused_without_showing_it() {
    let error = "short".parse::<AccountId>().unwrap_err();
    assert_eq!(error.to_string(), "invalid `AccountId`: it has 5 characters, fewer than 32");
    assert!(TokenId::try_from("x".repeat(33)).is_err());
    assert!(TokenId::try_from("x".repeat(32)).is_ok());
}
