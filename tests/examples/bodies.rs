//! Reads bodies that were seen elsewhere: `cargo run -p tests --example bodies -- FOLDER`.
//!
//! A `.json` file has the members `status`, `schema` (a name of the published description) and `body`; a `.txt` file is
//! the head of an HTTP response, an empty line and the body. Each file makes one line, and the exit code is 1 if one is
//! not read as its status and its `success` say.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a file that is no such file ends it all")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use generated::Error;
use serde_json::Value;

#[path = "../operations.rs"]
mod operations;

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).expect("the folder with the bodies");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut problems = 0;
    for path in &paths {
        let (name, text) = (path.file_name().unwrap().to_string_lossy(), std::fs::read_to_string(path).unwrap());
        match check(path, &text) {
            Ok(line) => println!("ok       {name}: {line}"),
            Err(line) => {
                println!("problem  {name}: {line}");
                problems += 1;
            }
        }
    }
    println!("{} bodies, {problems} problems", paths.len());
    ExitCode::from(u8::from(problems > 0 || paths.is_empty()))
}

/// What a file is read as, or what is wrong with that.
fn check(path: &Path, text: &str) -> Result<String, String> {
    if path.extension().is_some_and(|extension| extension == "txt") {
        let failure = operations::again("user_tokens_verify", &parse(text));
        return match failure {
            Err(Error::Api(error)) if error.is_server_error() && error.errors.is_empty() => Ok(error.to_string()),
            other => Err(format!("not the page of a proxy: {other:?}")),
        };
    }
    let file: Value = serde_json::from_str(text).unwrap();
    let status = u16::try_from(file["status"].as_u64().unwrap()).unwrap();
    let body = &file["body"];
    let response = http::Response::builder().status(status).body(body.to_string().into()).unwrap();
    let succeeds = status < 300 && body["success"] == true;
    match operations::again(operation(file["schema"].as_str().unwrap()), &response) {
        Ok(back) if succeeds && operations::is_part(&back["result"], &body["result"]) => Ok("success".to_owned()),
        Err(Error::Api(error)) if !succeeds && error.status.as_u16() == status && has_codes(&error, body) => {
            Ok(error.to_string())
        }
        other => Err(format!("{other:?}")),
    }
}

/// Whether the error has every code that the body has.
fn has_codes(error: &generated::ApiError, body: &Value) -> bool {
    let errors = body["errors"].as_array().into_iter().flatten();
    let chained = errors.clone().flat_map(|error| error["error_chain"].as_array().into_iter().flatten());
    errors.chain(chained).chain([body]).filter_map(|error| error["code"].as_i64()).all(|code| error.has_code(code))
}

/// The operation whose successful response the published description describes with this schema.
fn operation(schema: &str) -> &'static str {
    match schema {
        "iam_token_verify_response_single_segment" | "iam_api-response-common-failure" => "user_tokens_verify",
        "iam_single_token_response" => "user_tokens_get",
        "iam_single_token_create_response" => "user_tokens_create",
        "iam_collection_tokens_response" => "account_tokens_list",
        "iam_permissions_group_response_collection" => "account_tokens_list_permission_groups",
        "iam_response_single_value" => "account_tokens_roll",
        "iam_api-response-single-id" => "account_tokens_delete",
        other => panic!("no operation answers with `{other}`"),
    }
}

/// A response from its text.
fn parse(text: &str) -> http::Response<bytes::Bytes> {
    let text = text.replace("\r\n", "\n");
    let (head, body) = text.split_once("\n\n").expect("an empty line after the head");
    let mut lines = head.lines();
    let status: u16 = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let mut response = http::Response::builder().status(status);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        response = response.header(name, value.trim());
    }
    response.body(body.to_owned().into()).unwrap()
}
