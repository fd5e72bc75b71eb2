//! Values of the types of `fixtures/contradicting_types.yaml`.

use contradicting_types::types::Pet;
use serde_json::json;

use super::again;

pub fn check() {
    let pet = again::<Pet>(json!({"both": 1, "answer": {"name": "Rex"}}));
    assert_eq!(pet.answer.unwrap().name.as_deref(), Some("Rex"));
}
