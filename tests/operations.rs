//! Reads a response with an operation that is given by its name.

use generated::types::{AccountId, CreateToken, TokenId, TokenPolicyInput, UpdateToken};
use generated::{Endpoint, Error, account_tokens as account, user_tokens as user};
use serde_json::Value;

/// From a response to what the operation returns, and back to JSON.
pub(crate) fn again(operation: &str, response: &http::Response<bytes::Bytes>) -> Result<Value, Error> {
    let a: AccountId = "023e105f4ecef8ad9ca31a8372d0c353".parse().expect("an account");
    let t: TokenId = "ed17574386854bf78a67040be0a770b0".parse().expect("a token");
    let create = CreateToken::new("", [] as [TokenPolicyInput; 0]);
    let update = UpdateToken::new("", [] as [TokenPolicyInput; 0]);
    match operation {
        "account_tokens_list" => through(&account::list(&a), response),
        "account_tokens_create" => through(&account::create(&a, &create), response),
        "account_tokens_list_permission_groups" => through(&account::list_permission_groups(&a), response),
        "account_tokens_verify" => through(&account::verify(&a), response),
        "account_tokens_get" => through(&account::get(&a, &t), response),
        "account_tokens_update" => through(&account::update(&a, &t, &update), response),
        "account_tokens_delete" => through(&account::delete(&a, &t), response),
        "account_tokens_roll" => through(&account::roll(&a, &t), response),
        "user_tokens_list" => through(&user::list(), response),
        "user_tokens_create" => through(&user::create(&create), response),
        "user_tokens_list_permission_groups" => through(&user::list_permission_groups(), response),
        "user_tokens_verify" => through(&user::verify(), response),
        "user_tokens_get" => through(&user::get(&t), response),
        "user_tokens_update" => through(&user::update(&t, &update), response),
        "user_tokens_delete" => through(&user::delete(&t), response),
        "user_tokens_roll" => through(&user::roll(&t), response),
        other => panic!("there is no operation `{other}`"),
    }
}

fn through<E>(call: &E, response: &http::Response<bytes::Bytes>) -> Result<Value, Error>
where
    E: Endpoint<Output: serde::Serialize>,
{
    let output = call.response(response)?;
    Ok(serde_json::to_value(output).expect("what was read can be written"))
}

/// Whether everything in `part` stands in `whole` as well.
pub(crate) fn is_part(part: &Value, whole: &Value) -> bool {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            part.iter().all(|(name, value)| whole.get(name).is_some_and(|other| is_part(value, other)))
        }
        (Value::Array(part), Value::Array(whole)) => {
            part.len() == whole.len() && part.iter().zip(whole).all(|(value, other)| is_part(value, other))
        }
        (part, whole) => part == whole,
    }
}
