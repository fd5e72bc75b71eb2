//! The secret of a created token is in no text that a program may log, whatever else the answer is.

use bytes::Bytes;
use generated::types::{CreateToken, TokenPolicyInput};
use generated::{Endpoint, user_tokens};
use http::Response;
use serde_json::{Value, json};

use super::decode::texts;
use crate::entropy::Entropy;
use crate::grammar::Pool;

/// Holds what redaction by quotes might trip over, between parts that must not be seen.
const SECRETS: [&str; 4] =
    [r#"Zq8"R`, expected `Zq8\"; not `Zq8`: missing"#, "Zq8", "Zq8\u{0}\n\u{202e}'Zq8", "a: Zq8, line 1 column 2 Zq8"];
const PROBE: &str = "Zq8";

pub(super) fn run(input: &[u8]) -> Result<(), String> {
    let response = answer(input);
    let create = user_tokens::create(&CreateToken::new("reader", [] as [TokenPolicyInput; 0]));
    let shown = match create.response(&response) {
        Ok(envelope) => format!("{envelope:?} {envelope:#?}"),
        Err(error) => texts(&error),
    };
    if shown.contains(PROBE) { Err(format!("the secret is seen in: {shown}")) } else { Ok(()) }
}

pub(super) fn show(input: &[u8]) -> String {
    let response = answer(input);
    format!("{response:?}\n{}", String::from_utf8_lossy(response.body()))
}

/// An answer in which all is changed but the secret.
fn answer(input: &[u8]) -> Response<Bytes> {
    const TYPES: [&str; 5] = ["application/json", "text/plain", "text/html", "", "application/problem+json"];
    const STATUSES: [u16; 6] = [200, 201, 400, 403, 429, 500];
    let mut entropy = Entropy::new(input);
    let secret = entropy.one(&SECRETS).copied().unwrap_or_default();
    let mut body = Pool::payloads().document(&mut entropy);
    if !body.is_object() {
        body = json!({});
    }
    match entropy.below(4) {
        0 => body["result"] = Value::from(secret),
        1 => body["result"] = json!([{ "value": secret }]),
        _ => {
            if !body["result"].is_object() {
                body["result"] = json!({ "id": "a" });
            }
            body["result"]["value"] = if entropy.once_in(4) { json!([secret]) } else { json!(secret) };
        }
    }
    let mut text = body.to_string().into_bytes();
    match entropy.below(4) {
        0 => text.truncate(entropy.below(text.len() + 1)),
        1 => {
            // What does not begin as JSON does, and is no success, is shown as it is: it is the page of a proxy.
            let at = entropy.below(text.len() - 1) + 1;
            text[at] = entropy.byte();
        }
        _ => {}
    }
    let response = Response::builder()
        .status(entropy.one(&STATUSES).copied().unwrap_or_default())
        .header("content-type", entropy.one(&TYPES).copied().unwrap_or_default());
    response.body(text.into()).unwrap_or_default()
}
