//! Values of the types of `fixtures/v31_unevaluated_members.yaml`.

use serde_json::json;
use v31_unevaluated_members::types::{Anything, Cost, Labels, Mixed, Scores, Told};

use super::{again, read};

pub fn check() {
    let scores = again::<Scores>(json!({"name": "a", "best": 1.5, "chess": 3}));
    assert_eq!(scores.best, Some(1.5.into()));
    assert_eq!(scores.other["chess"], 3);
    assert!(read::<Scores>(json!({"chess": "three"})).is_err());
    assert_eq!(again::<Labels>(json!({"name": "a", "b": "c"})).other["b"], "c");
    again::<Mixed>(json!({"id": "a", "x-on": true, "count": 1}));
    assert_eq!(again::<Anything>(json!({"id": 1, "b": [null]})).other["b"], json!([null]));
    assert!(again::<Told>(json!({"id": "a", "all": true, "most": false})).other.contains_key("most"));
    assert!(matches!(again::<Cost>(json!({"gross": "a", "tax": 1.5})), Cost::Object2(cost) if cost.other["tax"] == 1.5));
}
