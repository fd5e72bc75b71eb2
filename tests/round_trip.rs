//! Each payload that the documentation prints goes from JSON to its type and back without a difference.

use std::collections::BTreeSet;

use generated::support::{ApiMessage, Secret};
use generated::types::{
    AccountId, CreateToken, PermissionGroupCategory, PermissionGroupId, PolicyEffect, PolicyId, SortDirection, TokenId,
    TokenStatus, UpdateToken,
};
use generated::{Endpoint, Envelope, Error, user_tokens as user};
use serde_json::{Value, json};

use crate::description::{Operation, document, members, operations, resolve};

fn response(status: u16, body: &Value) -> http::Response<bytes::Bytes> {
    http::Response::builder().status(status).body(body.to_string().into()).unwrap()
}

/// From JSON to a type, and back.
fn again<T: serde::de::DeserializeOwned + serde::Serialize>(json: &Value) -> Value {
    let value: T = serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}\n{json:#}"));
    serde_json::to_value(value).unwrap()
}

/// From JSON to what the operation returns, and back.
fn response_again(operation: &str, body: &Value) -> Value {
    crate::operations::again(operation, &response(200, body)).unwrap_or_else(|error| panic!("{error}\n{body:#}"))
}

fn request_again(operation: &str, body: &Value) -> Value {
    match operation {
        "account_tokens_create" | "user_tokens_create" => again::<CreateToken>(body),
        "account_tokens_update" | "user_tokens_update" => again::<UpdateToken>(body),
        "account_tokens_roll" | "user_tokens_roll" => {
            serde_json::from_slice(user::roll(&"ed17".parse().unwrap()).request().unwrap().body()).unwrap()
        }
        other => panic!("`{other}` has no body"),
    }
}

/// The examples of a request body or a response, whether they stand there or are referred to.
fn examples<'a>(document: &'a Value, node: &'a Value) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for (_, media_type) in members(&resolve(document, node)["content"]) {
        found.extend(media_type.get("example"));
        found.extend(members(&media_type["examples"]).map(|(_, example)| &resolve(document, example)["value"]));
    }
    found
}

#[test]
fn the_payloads_of_the_documentation_are_unchanged() {
    for (operation, file) in
        [("account_tokens_get", "token_details.json"), ("account_tokens_verify", "token_verify.json")]
    {
        let path = format!("{}/payloads/{file}", env!("CARGO_MANIFEST_DIR"));
        let payload: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(response_again(operation, &payload), payload);
        let document = document();
        let described = operations(&document).into_iter().find(|described| described.id == operation).unwrap();
        assert_eq!(examples(&document, &described.node["responses"]["200"]), [&payload]);
    }
}

#[test]
fn every_example_of_a_response_is_unchanged() {
    let document = document();
    for Operation { id, node, .. } in operations(&document) {
        let examples = examples(&document, &node["responses"]["200"]);
        assert!(!examples.is_empty(), "`{id}` has no example");
        for example in examples {
            assert_eq!(response_again(&id, example), *example, "{id}");
        }
    }
}

#[test]
fn every_example_of_a_request_is_unchanged() {
    let document = document();
    let with_body: Vec<Operation> =
        operations(&document).into_iter().filter(|operation| operation.node.get("requestBody").is_some()).collect();
    assert_eq!(with_body.len(), 6);
    for Operation { id, node, .. } in with_body {
        let examples = examples(&document, &node["requestBody"]);
        assert!(!examples.is_empty(), "`{id}` has no example");
        for example in examples {
            assert_eq!(request_again(&id, example), *example, "{id}");
        }
    }
}

#[test]
fn the_example_of_a_failure_is_unchanged() {
    let document = document();
    for Operation { id, node, .. } in operations(&document) {
        let examples = examples(&document, &node["responses"]["4XX"]);
        assert!(!examples.is_empty(), "`{id}` has no example of a failure");
        for example in examples {
            assert_eq!(again::<Envelope<()>>(example), *example);
            let Err(Error::Api(error)) = user::verify().response(&response(400, example)) else { panic!("{id}") };
            assert_eq!(serde_json::to_value(&error.errors).unwrap(), example["errors"]);
            assert_eq!(serde_json::to_value(&error.messages).unwrap(), example["messages"]);
        }
    }
}

#[test]
fn what_says_nothing_in_an_envelope_is_unchanged() {
    let failed = |errors: Value| json!({ "success": false, "errors": errors, "messages": [] });
    let again = again::<Envelope<TokenStatus>>;
    for body in [
        failed(json!([])),
        json!({ "success": true }),
        json!({ "success": true, "errors": null, "messages": {}, "result": null, "result_info": null }),
        json!({ "success": true, "errors": [], "messages": [], "result": "active", "result_info": {} }),
        failed(json!([{ "code": 1, "message": "", "error_chain": [] }])),
        failed(json!([{}, { "message": null, "source": {}, "error_chain": [{ "error_chain": [] }] }])),
        failed(json!(["a text", "", null, 7, { "error_chain": ["a text", null] }])),
        failed(json!([[], [[1, "a text"], { "code": 7 }], { "error_chain": [[null]] }])),
    ] {
        assert_eq!(again(&body), body);
    }
}

#[test]
fn a_message_that_was_changed_is_written_as_it_is_now() {
    let mut message: ApiMessage = serde_json::from_value(json!("a text")).unwrap();
    assert_eq!(message.message, "a text");
    message.code = Some(1);
    assert_eq!(serde_json::to_value(&message).unwrap(), json!({ "code": 1, "message": "a text" }));
    let mut envelope: Envelope<TokenStatus> = serde_json::from_value(json!({ "success": true, "errors": [] })).unwrap();
    envelope.errors.push(message);
    let expected = json!({ "success": true, "errors": [{ "code": 1, "message": "a text" }] });
    assert_eq!(serde_json::to_value(&envelope).unwrap(), expected);
}

#[test]
fn a_list_within_the_errors_is_one_whose_causes_are_those_in_it() {
    let body = json!({ "success": false, "errors": [["first", { "code": 7 }], []] });
    let envelope: Envelope<TokenStatus> = serde_json::from_value(body).unwrap();
    let [list, empty] = envelope.errors.as_slice() else { panic!("{envelope:?}") };
    assert!(list.has_code(7) && !list.has_code(8));
    assert_eq!((list.to_string(), empty.to_string()), ("first, (code 7)".to_owned(), String::new()));
    let mut list = list.clone();
    list.code = Some(8);
    let expected = json!({ "code": 8, "error_chain": ["first", { "code": 7 }] });
    assert_eq!(serde_json::to_value(&list).unwrap(), expected);
}

/// The examples beside a schema in a media type, anywhere in a node, by their references if they have one.
fn count(node: &Value, named: &mut BTreeSet<String>) -> usize {
    let here = usize::from(node.get("schema").is_some() && node.get("example").is_some());
    let beside: Vec<&Value> =
        node.get("schema").into_iter().flat_map(|_| members(&node["examples"])).map(|e| e.1).collect();
    named.extend(beside.iter().filter_map(|example| example["$ref"].as_str()).map(str::to_owned));
    let below = node.as_array().into_iter().flatten().chain(members(node).map(|(_, value)| value));
    here + beside.len() + below.map(|value| count(value, named)).sum::<usize>()
}

#[test]
fn no_example_of_the_description_is_left_out() {
    let document = document();
    let mut named = BTreeSet::new();
    let in_operations = count(&document["paths"], &mut named);
    let in_components = count(&document["components"]["responses"], &mut named);
    let visited: usize = operations(&document)
        .iter()
        .map(|operation| {
            let success = examples(&document, &operation.node["responses"]["200"]).len();
            success + examples(&document, &operation.node["requestBody"]).len()
        })
        .sum();
    assert_eq!(visited, in_operations);
    assert_eq!(in_components, examples(&document, &document["components"]["responses"]["Failure"]).len());
    let components: BTreeSet<String> =
        members(&document["components"]["examples"]).map(|(name, _)| format!("#/components/examples/{name}")).collect();
    assert_eq!(named, components, "each example is used");
    assert!(visited >= 22 && in_components == 1, "{visited} and {in_components}");
}

#[test]
fn every_example_of_a_scalar_schema_is_unchanged() {
    let document = document();
    let mut seen = 0;
    for (name, schema) in members(&document["components"]["schemas"]) {
        let Some(example) = schema.get("example") else { continue };
        let back = match name.as_str() {
            "AccountId" => again::<AccountId>(example),
            "TokenId" => again::<TokenId>(example),
            "PolicyId" => again::<PolicyId>(example),
            "PermissionGroupId" => again::<PermissionGroupId>(example),
            "TokenStatus" => again::<TokenStatus>(example),
            "PolicyEffect" => again::<PolicyEffect>(example),
            "SortDirection" => again::<SortDirection>(example),
            "PermissionGroupCategory" => again::<PermissionGroupCategory>(example),
            "TokenValue" => again::<Secret>(example),
            "CidrList" => again::<Vec<String>>(example),
            other => panic!("the test does not know `{other}`"),
        };
        assert_eq!(back, *example, "{name}");
        seen += 1;
    }
    assert_eq!(seen, 10);
}
