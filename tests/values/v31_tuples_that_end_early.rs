//! Values of the types of `fixtures/v31_tuples_that_end_early.yaml`.

use serde_json::json;
use v31_tuples_that_end_early::support::Positions;
use v31_tuples_that_end_early::types::Step;

use super::{again, read};

pub fn check() {
    let step = again::<Step>(json!({"call": ["a", {"a": 1}], "any": [], "cut": ["a", 1], "same": [1.5]}));
    let call = step.call.unwrap();
    assert_eq!((call.required.0.as_str(), call.optional.1), ("a", None));
    assert_eq!(step.any, Some(Positions::new((), (None, None))));
    assert_eq!(step.cut, Some(("a".to_owned(), 1)));
    let call = again::<Step>(json!({"call": ["a", {}, null]})).call.unwrap();
    assert_eq!(call.optional.1, Some(None), "it is there, and null");
    again::<Step>(json!({"any": ["a", 2], "open": ["a", 1, true, null], "rest": ["a", 1, 2]}));
    let step = again::<Step>(json!({"next": ["a", {"next": ["b"]}]}));
    assert!(step.next.unwrap().optional.0.is_some());
    again::<Step>(json!({"either": ["a"]}));
    again::<Step>(json!({"either": "a"}));
    assert!(read::<Step>(json!({"call": []})).is_err(), "the first must be there");
    assert!(read::<Step>(json!({"any": ["a", 1, 2]})).is_err(), "there is no third");
    assert!(read::<Step>(json!({"any": [1]})).is_err());
    let gap = Positions::new((), (None::<String>, Some(1)));
    assert_eq!(serde_json::to_value(gap).unwrap(), json!([null, 1]));
}
