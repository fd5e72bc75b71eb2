//! Values of the types of `fixtures/discriminator_mapping_anywhere.yaml`.

use discriminator_mapping_anywhere::types::Pet;
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Pet>(json!({"kind": "cat", "mood": "good"})), Pet::BasketCat(_)));
    assert!(matches!(again::<Pet>(json!({"kind": "dog", "size": 3})), Pet::BasketDog(dog) if dog.size == Some(3)));
    assert!(matches!(again::<Pet>(json!({"kind": "Basket_dog"})), Pet::Other(_)));
}
