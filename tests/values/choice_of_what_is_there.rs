//! Values of the types of `fixtures/choice_of_what_is_there.yaml`.

use choice_of_what_is_there::types::{Either, Note, Pet, Price};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Pet>(json!({"name": "Tom", "age": 3})), Pet::Aged(pet) if pet.age == 3));
    assert!(matches!(again::<Pet>(json!({"name": "Tom"})), Pet::Named(pet) if pet.name == "Tom"));
    assert_eq!(again::<Note>(json!({"text": "x", "colour": "red"})).colour.as_deref(), Some("red"));
    again::<Price>(json!({"amount": 1.5, "unit": "kg"}));
    again::<Price>(json!({"amount": 1.5}));
    assert_eq!(again::<Either>(json!({"b": "x"})).b.as_deref(), Some("x"));
}
