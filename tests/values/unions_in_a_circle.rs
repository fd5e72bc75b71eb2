//! Values of the types of `fixtures/unions_in_a_circle.yaml`.

use serde_json::json;
use unions_in_a_circle::types::{Flag, Guest, House, Pet, TextType};

use super::again;

pub fn check() {
    assert!(matches!(again::<Guest>(json!({"kind": "cat", "lives": 9})), Guest::Cat(cat) if cat.lives == 9));
    assert!(matches!(again::<Pet>(json!({"kind": "dog", "tricks": 2})), Pet::Dog(dog) if dog.tricks == 2));
    again::<House>(json!({"pet": {"kind": "dog", "tricks": 2}, "guest": {"kind": "cat", "lives": 9}}));
    for value in [json!("x"), json!(1.5), json!(true)] {
        again::<TextType>(value.clone());
        again::<Flag>(value);
    }
    assert_eq!(again::<Flag>(json!([])), Flag::Other(json!([])));
}
