//! Values of the types of `fixtures/choices_at_once.yaml`.

use choices_at_once::types::{Both, ListAnswer, PetAnswer, TextAnswer};
use serde_json::json;

use super::again;

pub fn check() {
    assert_eq!(again::<PetAnswer>(json!({"result": {"name": "Tom"}})).result.unwrap().name, "Tom");
    assert_eq!(again::<TextAnswer>(json!({"result": "yes"})).result.as_deref(), Some("yes"));
    assert_eq!(again::<ListAnswer>(json!({"result": [1, 2]})).result, Some(vec![1, 2]));
    for (one, other) in [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")] {
        again::<Both>(json!({one: "x", other: "y"}));
    }
    assert!(matches!(again::<Both>(json!({"a": "x"})), Both::Other(_)));
}
