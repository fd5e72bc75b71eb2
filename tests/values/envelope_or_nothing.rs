//! Values of the types of `fixtures/envelope_or_nothing.yaml`.

use envelope_or_nothing::{Endpoint, Envelope, Error, pets};
use serde_json::json;

use super::again;

pub fn check() {
    let nothing = again::<Envelope<i64>>(json!({}));
    assert!(nothing.success);
    let failed = again::<Envelope<i64>>(json!({"errors": ["no"]}));
    assert!(!failed.success);
    let mut other = failed;
    other.success = true;
    assert_eq!(serde_json::to_value(&other).unwrap(), json!({"success": true, "errors": ["no"]}));

    let answer = |body: &'static str| {
        let response = http::Response::builder().header("content-type", "application/json");
        pets::delete_pets().response(&response.body(body.into()).unwrap())
    };
    assert_eq!(answer(r#"{"result": 3}"#).unwrap().result, Some(Some(3)));
    let Err(Error::Api(error)) = answer(r#"{"errors": [["no"]]}"#) else { panic!() };
    assert_eq!(error.errors[0].to_string(), "no");
}
