//! Values of the types of `fixtures/union_of_closed_cases.yaml`.

use serde_json::json;
use union_of_closed_cases::types::{Choice, Setting, Size};

use super::{again, read};

pub fn check() {
    assert!(matches!(again(json!({"name": "a"})), Setting::Named(_)));
    assert!(matches!(again(json!({"name": "a", "more": "b"})), Setting::Texts(_)));
    assert!(matches!(again(json!({"side": 1})), Size::Square(_)));
    assert!(matches!(again(json!({"side": 1, "depth": 2})), Size::Box(_)));
    // A new member, which no case allows, rules out none.
    assert!(matches!(read(json!({"side": 1, "weight": 2})), Ok(Size::Square(_))));
    assert!(matches!(read(json!({"side": 1, "depth": 2, "weight": 2})), Ok(Size::Box(_))));
    assert!(matches!(again(json!({"id": 1, "right": 2})), Choice::Right(_)));
    assert!(matches!(again(json!({"id": 1, "left": 1, "right": 2})), Choice::Other(_)), "each would lose what the other keeps");
}
