//! Values of the types of `fixtures/union_most_members.yaml`.

use serde_json::json;
use union_most_members::types::Source;

use super::again;

pub fn check() {
    assert!(matches!(again(json!({"name": "a", "number": "1", "bank": "b"})), Source::Account(_)));
    assert!(matches!(again(json!({"name": "a", "number": "1", "cvc": "2"})), Source::Card(_)));
    assert!(matches!(again(json!({"number": "1"})), Source::Account(_)), "the first of those that name as many");

    // One that names none loses all.
    assert!(matches!(again(json!({"zip": "1"})), Source::Map(_)));

    // A case that names more members, but cannot read one of them, leaves the value to the one that loses nothing.
    assert!(matches!(again(json!({"name": "a", "number": "1", "limit": "none"})), Source::Map(_)));
    // Two of them at once are none.
    assert!(matches!(again(json!({"bank": "b", "limit": 1})), Source::Other(_)));
}
