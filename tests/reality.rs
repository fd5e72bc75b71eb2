//! Bodies as servers really send them, where they differ from every description: each is read as it is meant.

use std::collections::BTreeMap;

use generated::support::{ApiError, DateTime};
use generated::types::{AccountId, PermissionGroupCategory, ResourceScope, Token, TokenId, TokenStatus, UpdateToken};
use generated::{Endpoint, Envelope, Error, account_tokens as account, user_tokens as user};
use serde_json::Value;

use crate::operations::{again, is_part};

fn ids() -> (AccountId, TokenId) {
    ("023e105f4ecef8ad9ca31a8372d0c353".parse().unwrap(), "6b1f0d9c27e84a35b2c97f40e1d8a653".parse().unwrap())
}

fn folder() -> String {
    format!("{}/payloads/reality", env!("CARGO_MANIFEST_DIR"))
}

fn payload(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{}/{name}.json", folder())).unwrap()).unwrap()
}

fn response(payload: &Value) -> http::Response<bytes::Bytes> {
    let status = u16::try_from(payload["status"].as_u64().unwrap()).unwrap();
    http::Response::builder().status(status).body(payload["body"].to_string().into()).unwrap()
}

/// What the call makes of a payload.
fn read<E: Endpoint>(call: E, name: &str) -> E::Output {
    call.response(&response(&payload(name))).unwrap()
}

/// The failure that a payload says.
fn failure(name: &str) -> ApiError {
    let payload = payload(name);
    match again(payload["operation"].as_str().unwrap(), &response(&payload)) {
        Err(Error::Api(error)) => *error,
        other => panic!("{name}: {other:?}"),
    }
}

fn token(name: &str) -> Token {
    read(user::get(&ids().1), name).into_result().unwrap()
}

#[test]
fn every_payload_is_read_as_its_status_and_its_success_say() {
    let mut seen = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        let payload = payload(&name);
        let succeeds = payload["status"] == 200 && payload["body"]["success"] == true;
        match again(payload["operation"].as_str().unwrap(), &response(&payload)) {
            Ok(back) => {
                assert!(succeeds, "{name} is a failure");
                assert!(is_part(&back["result"], &payload["body"]["result"]), "{name} comes back as {back:#}");
            }
            Err(Error::Api(error)) => {
                assert!(!succeeds, "{name} is a success");
                assert_eq!(u64::from(error.status.as_u16()), payload["status"].as_u64().unwrap(), "{name}");
                assert!(!error.errors.is_empty(), "{name}");
            }
            Err(error) => panic!("{name}: {error}"),
        }
        seen += 1;
    }
    assert_eq!(seen, 32, "each payload is read");
}

#[test]
fn a_code_is_a_notice_or_an_error_by_the_list_that_it_stands_in() {
    let verified = read(user::verify(), "verify_with_notice");
    assert_eq!((verified.errors.len(), verified.messages[0].code), (0, Some(10000)));
    assert_eq!(verified.messages[0].other, BTreeMap::from([("type".to_owned(), Value::Null)]));
    assert_eq!(verified.result.unwrap().status, TokenStatus::Active);
    assert!(failure("permission_missing").has_code(10000));
}

#[test]
fn a_verified_token_has_its_dates_if_there_are_any() {
    let date = |text: &str| Some(text.parse::<DateTime>().unwrap());
    let (a, _) = ids();
    let token = read(account::verify(&a), "verify_with_expiry").into_result().unwrap();
    assert_eq!((token.not_before, token.expires_on), (None, date("2031-02-28T23:59:59Z")));
    let token = read(user::verify(), "verify_between_dates").into_result().unwrap();
    assert_eq!((token.not_before, token.expires_on), (date("2026-02-01T00:00:00Z"), date("2026-03-01T00:00:00Z")));
}

#[test]
fn what_was_added_later_is_kept() {
    let token = read(user::verify(), "verify_unknown_status").into_result().unwrap();
    assert_eq!(token.status, TokenStatus::Other("quarantined".to_owned()));
    let groups = read(user::list_permission_groups(), "permission_groups_new_kinds").into_result().unwrap();
    let categories: Vec<_> = groups.iter().map(|group| group.category.clone()).collect();
    let unknown = PermissionGroupCategory::Unknown("quantum".to_owned());
    assert_eq!(categories, [Some(unknown), Some(PermissionGroupCategory::Other), None]);
    assert_eq!(groups[0].scopes.as_deref(), Some(&["com.cloudflare.edge.ledger".to_owned()][..]));
    assert_eq!(groups[2].scopes, None);
}

#[test]
fn failures_say_what_their_bodies_say() {
    for (name, text) in [
        ("invalid_token", "401 Unauthorized: Invalid API Token (code 1000)"),
        (
            "malformed_credential",
            "400 Bad Request: Invalid request headers (code 6003): Invalid format for Authorization header (code 6111)",
        ),
        ("missing_authorization", "400 Bad Request: Missing \"Authorization\" header (code 1001)"),
        (
            "policy_identifier_sent",
            "400 Bad Request: Reusing existing policies is not supported by token creation (code 1001)",
        ),
        ("account_token_on_user_endpoint", "403 Forbidden: Valid user-level authentication not found (code 9109)"),
        ("permission_missing", "403 Forbidden: Authentication error (code 10000)"),
        ("rate_limit", "429 Too Many Requests: Please wait and consider throttling your request speed (code 971)"),
        ("no_envelope", "401 Unauthorized: auth.key_not_in_claims (code 1007)"),
        ("code_above_16_bits", "400 Bad Request: A record with that host already exists. (code 81053)"),
        ("failure_with_status_200", "200 OK: token does not exist (code 1000)"),
    ] {
        assert_eq!(failure(name).to_string(), text);
    }
    assert!(failure("rate_limit").is_rate_limited());
    assert!(failure("malformed_credential").has_code(6111));
    assert!(failure("no_envelope").has_code(1007));
}

#[test]
fn lists_of_messages_may_be_null_or_absent() {
    let (a, _) = ids();
    let empty = read(account::list(&a), "list_null_errors");
    assert_eq!((&empty.errors[..], &empty.messages[..]), (&[][..], &[][..]));
    assert_eq!(empty.result_info.as_ref().unwrap().total_pages, Some(0));
    assert_eq!(empty.into_result().unwrap(), []);
    let bare = read(user::list(), "list_without_errors");
    assert_eq!((bare.errors.len(), bare.messages.len(), &bare.result_info), (0, 0, &None));
    assert_eq!(bare.into_result().unwrap().len(), 1);
}

#[test]
fn resources_of_both_kinds_stand_in_one_token_and_in_one_map() {
    let (a, _) = ids();
    let tokens = read(account::list(&a), "list_both_kinds_of_resources").into_result().unwrap();
    let [first, second] = &tokens[0].policies[..] else { panic!("two policies") };
    let all = ResourceScope::from("*");
    let nested = ResourceScope::from([("com.cloudflare.api.account.zone.*", "*")]);
    assert_eq!(first.resources.values().collect::<Vec<_>>(), [&nested]);
    assert_eq!(second.resources.values().collect::<Vec<_>>(), [&all]);
    assert_eq!(first.id, second.id);
    assert_eq!(tokens[0].last_used_on.as_ref().unwrap().as_str(), "2026-03-30T23:12:59Z");
    let mixed = token("resources_mixed");
    assert_eq!(mixed.policies[0].resources.values().collect::<Vec<_>>(), [&all, &nested]);
    assert!(token("resources_empty").policies[0].resources.is_empty());
}

#[test]
fn a_condition_that_is_not_described_survives_an_update() {
    let nothing = token("condition_empty").condition.unwrap();
    assert_eq!(serde_json::to_value(nothing).unwrap(), serde_json::json!({}));
    let dotted = token("condition_with_dot");
    assert_eq!(dotted.condition.as_ref().unwrap().request_ip, None);
    let update = serde_json::to_value(UpdateToken::from(&dotted)).unwrap();
    assert!(update["condition"]["request.ip"].is_object(), "{update}");
}

#[test]
fn null_is_taken_for_absent() {
    let token = token("dates_null");
    assert_eq!((token.expires_on, token.not_before, token.last_used_on), (None, None, None));
    assert_eq!(token.condition, None);
}

#[test]
fn dates_keep_their_text_and_are_compared_as_instants() {
    let token = token("dates_fractional");
    let (issued, modified) = (token.issued_on.unwrap(), token.modified_on.unwrap());
    assert_eq!((issued.as_str(), modified.as_str()), ("2025-04-01T05:20:00.12345Z", "2025-04-01T05:20:00.123456Z"));
    assert!(issued < modified);
    assert_eq!(token.expires_on, token.not_before);
}

#[test]
fn attributes_of_a_permission_group_are_free() {
    let token = token("permission_group_meta");
    let meta = token.policies[0].permission_groups[0].meta.as_ref().unwrap();
    assert_eq!(meta["label"], "zone_read");
    assert_eq!(meta["scopes"], "com.cloudflare.api.account.zone");
}

#[test]
fn a_secret_may_have_any_length() {
    let (a, t) = ids();
    let secret = read(account::roll(&a, &t), "rolled_53_characters").into_result().unwrap();
    assert_eq!(secret.expose().len(), 53);
    let payload = payload("created_with_secret");
    let back = again("user_tokens_create", &response(&payload)).unwrap();
    assert_eq!(back["result"]["value"], payload["body"]["result"]["value"]);
}

#[test]
fn a_result_may_be_null_or_absent_where_that_means_something() {
    let (a, t) = ids();
    let deleted = read(user::delete(&t), "deleted").into_result().unwrap();
    assert_eq!(deleted.unwrap().id, t);
    assert_eq!(read(account::delete(&a, &t), "deleted_null").into_result().unwrap(), None);
    for name in ["result_null", "result_absent"] {
        let envelope: Envelope<Token> = read(account::get(&a, &t), name);
        assert!(envelope.success && envelope.result.is_none(), "{name}");
        assert!(matches!(envelope.into_result(), Err(Error::Decode(_))), "{name}");
    }
}

#[test]
fn a_message_may_be_plain_text() {
    let (a, t) = ids();
    let deleted = read(account::delete(&a, &t), "message_as_text");
    assert_eq!((deleted.messages[0].message.as_str(), deleted.messages[0].code), ("deprecated", None));
    assert_eq!(deleted.result.unwrap().unwrap().id, t);
}
