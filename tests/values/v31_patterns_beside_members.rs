//! Values of the types of `fixtures/v31_patterns_beside_members.yaml`.

use serde_json::json;
use v31_patterns_beside_members::types::{Closed, Open};

use super::{again, read};

pub fn check() {
    let open: Open = again(json!({"id": 1, "x-a": "s", "count": 5}));
    assert_eq!((&open.other["x-a"], &open.other["count"]), (&json!("s"), &json!(5)));
    assert_eq!(again::<Closed>(json!({"id": 1, "x-a": "s"})).other["x-a"], "s");
    assert!(read::<Closed>(json!({"count": 5})).is_err(), "a pattern says what others are");
}
