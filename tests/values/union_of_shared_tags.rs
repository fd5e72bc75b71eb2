//! Values of the types of `fixtures/union_of_shared_tags.yaml`.

use serde_json::json;
use union_of_shared_tags::types::{Entry, Input, Level, Step};

use super::{again, read};

pub fn check() {
    assert!(matches!(again(json!({"kind": "pause", "mode": "timed", "then": {"minutes": 1}})), Step::Wait(_)));
    assert!(matches!(again(json!({"kind": "pause", "mode": "person", "then": {"text": "so?", "minutes": 1}})), Step::Ask(_)));
    assert!(matches!(again(json!({"kind": "stop"})), Step::Stop(_)));
    // No case has these constants.
    assert!(matches!(again(json!({"kind": "pause", "mode": "never"})), Step::Other(_)));
    assert!(matches!(again(json!({"kind": "go"})), Step::Other(_)));
    assert!(matches!(again(json!({"kind": "pause"})), Step::Other(_)));
    assert!(matches!(again(json!({"type": "line", "text": "x"})), Input::Line(_)));
    assert!(matches!(again(json!({"type": "line", "text": "x", "id": "1"})), Input::Entry(Entry::Numbered(_))));
    assert!(matches!(again(json!({"type": "mark"})), Input::Entry(Entry::Mark(_))));
    assert!(matches!(again(json!({"a": 1, "b": true, "c": "x"})), Level::Low(_)));
    assert!(matches!(again(json!({"a": 1, "b": false})), Level::Mid(_)));
    assert!(matches!(again(json!({"a": 2, "b": false, "e": "x"})), Level::High(_)));
    assert!(matches!(again(json!({"a": 2, "b": true})), Level::Other(_)));
    assert!(matches!(read(json!({"a": 2.0, "b": false})), Ok(Level::High(_))));
}
