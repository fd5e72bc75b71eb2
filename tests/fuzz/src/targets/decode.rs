//! Types of generated crates: whatever a body is, it is read or refused, and what was read is written and read as the same.

use std::fmt::Debug;

use bytes::Bytes;
use generated::types;
use generated::{Endpoint, Error, account_tokens, user_tokens};
use http::Response;
use kinds::Endpoint as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::entropy::Entropy;
use crate::grammar::Pool;
use crate::seeds;

/// Reads a value; if it is one, it is written, read and written again as the same.
fn again<T: DeserializeOwned + Serialize + PartialEq + Debug>(body: &[u8]) -> Result<(), String> {
    let name = std::any::type_name::<T>();
    let Ok(value) = serde_json::from_slice::<T>(body) else { return Ok(()) };
    let written = serde_json::to_vec(&value).map_err(|error| format!("{name} cannot be written: {error}"))?;
    let other: T = serde_json::from_slice(&written)
        .map_err(|error| format!("{name} cannot be read again: {error}\n{}", String::from_utf8_lossy(&written)))?;
    let twice = serde_json::to_vec(&other).map_err(|error| error.to_string())?;
    // Without what no type describes, a value may be of an earlier case of a union; its text stays the same.
    let is_whole = serde_json::from_slice::<Value>(body).ok() == serde_json::from_slice::<Value>(&written).ok();
    if written != twice || is_whole && value != other {
        let texts = [&written, &twice].map(|text| String::from_utf8_lossy(text).into_owned());
        return Err(format!("{name} is another value when it is read again:\n{}\n{}", texts[0], texts[1]));
    }
    // From a value in memory it is the same as from text.
    let memory = serde_json::from_slice::<Value>(body).ok().and_then(|value| serde_json::from_value::<T>(value).ok());
    if memory.as_ref().is_some_and(|memory| *memory != value) {
        return Err(format!("{name} is another value when it is read from memory"));
    }
    drop(format!("{value:?}"));
    Ok(())
}

/// The body, the `result` in it, and what is in that, as every type of the tokens crate.
pub(super) fn tokens(input: &[u8]) -> Result<(), String> {
    tokens_of(input)?;
    let Ok(value) = serde_json::from_slice::<Value>(input) else { return Ok(()) };
    let result = &value["result"];
    let parts =
        [result, &result[0], &result["policies"], &result["policies"][0], &result["condition"], &result["status"]];
    parts.into_iter().filter(|part| !part.is_null()).try_for_each(|part| tokens_of(part.to_string().as_bytes()))
}

fn tokens_of(body: &[u8]) -> Result<(), String> {
    again::<generated::Envelope<types::Token>>(body)?;
    again::<generated::Envelope<Vec<types::PermissionGroup>>>(body)?;
    again::<types::Token>(body)?;
    again::<types::CreatedToken>(body)?;
    again::<types::CreateToken>(body)?;
    again::<types::UpdateToken>(body)?;
    again::<types::TokenPolicy>(body)?;
    again::<types::TokenPolicyInput>(body)?;
    again::<types::TokenCondition>(body)?;
    again::<types::TokenVerification>(body)?;
    again::<types::ResourceScope>(body)?;
    again::<types::PolicyPermissionGroup>(body)?;
    again::<types::TokenStatus>(body)
}

/// A response to each call: its status, its headers and its body are anything.
pub(super) fn answers(input: &[u8]) -> Result<(), String> {
    let response = answer(input);
    let id: types::TokenId = "ed17574386854bf78a67040be0a770b0".parse().map_err(|_| "an identifier is refused")?;
    let account: types::AccountId =
        "023e105f4ecef8ad9ca31a8372d0c353".parse().map_err(|_| "an identifier is refused")?;
    shown(user_tokens::list().response(&response));
    shown(user_tokens::get(&id).response(&response));
    shown(user_tokens::verify().response(&response));
    shown(user_tokens::roll(&id).response(&response));
    shown(account_tokens::list_permission_groups(&account).response(&response));
    shown(kinds::jobs::find("a").with_headers().response(&response));
    shown(kinds::jobs::start().response(&response));
    shown(kinds::jobs::read_log("a").response(&response));
    Ok(())
}

pub(super) fn show_answers(input: &[u8]) -> String {
    format!("{:?}", answer(input))
}

fn answer(input: &[u8]) -> Response<Bytes> {
    let mut entropy = Entropy::new(input);
    let status = 100 + u16::try_from(entropy.below(900)).unwrap_or_default();
    let mut response = Response::builder().status(status);
    for _ in 0..entropy.below(4) {
        const NAMES: [&str; 8] = [
            "content-type",
            "retry-after",
            "link",
            "cf-ray",
            "x-remaining",
            "x-steps",
            "content-length",
            "x-request-id",
        ];
        const VALUES: [&str; 8] = [
            "application/json",
            "text/plain",
            "text/html; charset=x",
            "application/zip",
            "1",
            "1,2",
            "application/vnd.log+json",
            "",
        ];
        let name = entropy.one(&NAMES).copied().unwrap_or_default();
        let value = if entropy.once_in(2) {
            entropy.one(&VALUES).copied().unwrap_or_default().as_bytes()
        } else {
            entropy.bytes()
        };
        if let Ok(value) = http::HeaderValue::from_bytes(value) {
            response = response.header(name, value);
        }
    }
    let body = match entropy.below(4) {
        0 => entropy.rest().to_vec(),
        1 => {
            let text = Pool::payloads().document(&mut entropy).to_string();
            text.into_bytes().into_iter().take(entropy.below(500)).collect()
        }
        _ => Pool::payloads().document(&mut entropy).to_string().into_bytes(),
    };
    response.body(body.into()).unwrap_or_default()
}

/// What a program would log of it.
fn shown<T: Debug, E: Debug + Into<Shown>>(result: Result<T, E>) {
    drop(format!("{result:?}"));
    if let Err(error) = result {
        drop(format!("{:?}", error.into().0));
    }
}

/// An error of one of the crates, with all its texts.
struct Shown(String);

impl From<Error> for Shown {
    fn from(error: Error) -> Self {
        Self(texts(&error))
    }
}

impl From<kinds::Error> for Shown {
    fn from(error: kinds::Error) -> Self {
        Self(texts(&error))
    }
}

/// `Display` and `Debug`, plain and pretty, of an error and of all its causes.
pub(super) fn texts(error: &(dyn std::error::Error + 'static)) -> String {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        texts.extend([format!("{error}"), format!("{error:#}"), format!("{error:?}"), format!("{error:#?}")]);
        next = error.source();
    }
    texts.join("\n")
}

/// The body as every union of the crate of all kinds.
pub(super) fn unions(input: &[u8]) -> Result<(), String> {
    again::<kinds::types::Node>(input)?;
    again::<kinds::types::Animals>(input)?;
    again::<kinds::types::Nest>(input)?;
    again::<kinds::types::Shape>(input)?;
    again::<kinds::types::Setting>(input)?;
    again::<kinds::types::Anything>(input)?;
    again::<kinds::types::Tree>(input)?;
    again::<kinds::types::Rule>(input)
}

pub(super) fn union_seeds() -> Vec<Vec<u8>> {
    let values = [
        json!({ "value": 1, "child": { "value": "a", "child": { "value": 2 } } }),
        json!([{ "meow": "a" }, { "bark": "b", "meow": "c" }]),
        json!([[[{ "length": 1 }], []], { "length": 2 }]),
        json!({ "kind": "circle", "radius": 1.5, "more": null }),
        json!({ "kind": "group", "shapes": [{ "kind": "square", "side": 1 }, { "kind": "other" }, {}] }),
        json!({ "on": true, "level": 3 }),
        json!({ "a": 1, "b": "c", "d": [1, 2], "e": { "f": null } }),
        json!([1, "a", true, 1.5, { "a": "b" }, ["c"], "2020-01-01"]),
        json!({ "left": { "leaf": 1 }, "right": { "left": { "leaf": 2 }, "right": { "leaf": 18_446_744_073_709_551_615_u64 } } }),
        json!({ "action": "block", "status": 403, "next": { "action": "log", "next": { "action": "new", "x": [1] } } }),
    ];
    let texts = values.iter().map(Value::to_string).chain(seeds::payloads());
    texts.map(String::into_bytes).collect()
}
