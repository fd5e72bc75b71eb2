//! Values of the types of `fixtures/discriminator_inherited.yaml`.

use discriminator_inherited::types::{Owner, Pet, Sign};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Pet>(json!({"kind": "cat", "name": "Tom", "lives": 9})), Pet::Cat(cat) if cat.lives == Some(9)));
    assert!(matches!(again::<Pet>(json!({"kind": "Dog", "name": "Rex"})), Pet::Dog(_)));
    assert!(matches!(again::<Pet>(json!({"kind": "Puppy", "name": "Pip", "age": 1})), Pet::Puppy(_)));
    assert!(matches!(again::<Pet>(json!({"kind": "fish", "name": "Bob"})), Pet::Base(pet) if pet.name == "Bob"));
    let odd = json!({"kind": "fish"});
    assert_eq!(again::<Pet>(odd.clone()), Pet::Other(odd));
    assert!(matches!(again::<Sign>(json!({"is": "Stop"})), Sign::Stop(_)));
    assert_eq!(again::<Sign>(json!({"is": "Go"})), Sign::Other(json!({"is": "Go"})), "it is no `Stop`");
    let owner = again::<Owner>(json!({"pet": {"kind": "cat", "name": "Tom"}, "dog": {"kind": "Dog", "name": "Rex"}}));
    assert!(matches!(owner.pet, Some(Pet::Cat(_))));
    assert_eq!(owner.dog.unwrap().name, "Rex");
}
