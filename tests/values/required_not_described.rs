//! Values of the types of `fixtures/required_not_described.yaml`.

use required_not_described::types::{Contact, Later, Note, Place, Prices};
use serde_json::json;

use super::{again, read};

pub fn check() {
    let note = again::<Note>(json!({"text": "a", "extra": {"b": [1, null]}, "type": null}));
    assert_eq!(note.extra, json!({"b": [1, null]}));
    assert!(read::<Note>(json!({"text": "a", "extra": 1})).is_err(), "`type` is required");
    let later = again::<Later>(json!({"text": "a", "when": "now", "by": ["me"]}));
    assert_eq!((later.by, later.when.as_str()), (json!(["me"]), "now"));
    let prices = again::<Prices>(json!({"basic": 1.5, "pro": 2.5, "currency": "EUR"}));
    assert_eq!(prices.basic, 1.5);
    assert_eq!(prices.other["pro"], 2.5);
    assert_eq!(again::<Contact>(json!({"mail": "m", "bag": {"label": "x", "y": 1}})).bag.unwrap()["label"], "x");
    assert_eq!(again::<Contact>(json!({"name": "n", "phone": {"no": 1}})).phone, Some(json!({"no": 1})));
    assert_eq!(again::<Contact>(json!({"mail": "m"})).phone, None);
    again::<Place>(json!({"kind": "a", "at": 1.5}));
    again::<Place>(json!({"kind": "a", "at": "b", "zip": "c"}));
}
