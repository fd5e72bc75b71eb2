//! Values of the types of `fixtures/choice_of_texts.yaml`.

use choice_of_texts::types::{BoxType, BoxTypeContent};
use serde_json::json;

use super::again;

pub fn check() {
    let of = |content| again::<BoxType>(json!({"called": "red", "size": 2, "content": content})).content;
    assert!(matches!(of(json!("air")), Some(BoxTypeContent::Text(_))));
    assert!(matches!(of(json!({"a": 1})), Some(BoxTypeContent::Map(_))));
    assert!(matches!(of(json!([1, "b"])), Some(BoxTypeContent::List(_))));
}
