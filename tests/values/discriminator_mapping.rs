//! Values of the types of `fixtures/discriminator_mapping.yaml`.

use discriminator_mapping::types::{Any, Pet};
use serde_json::json;

use super::{again, read};

pub fn check() {
    assert!(matches!(again::<Pet>(json!({"kind": "dog", "tricks": 1})), Pet::Dog(dog) if dog.tricks == Some(1)));
    assert!(matches!(again::<Pet>(json!({"kind": "kitten", "lives": 9})), Pet::Cat(cat) if cat.lives == Some(9)));
    assert!(matches!(again::<Pet>(json!({"kind": "Bird", "songs": 2})), Pet::Bird(_)));
    let unknown = json!({"kind": "fish", "depth": [1]});
    assert_eq!(again::<Pet>(unknown.clone()), Pet::Other(unknown.clone()));
    assert_eq!(again::<Pet>(json!({})), Pet::Other(json!({})), "servers leave members out");
    assert_eq!(again::<Pet>(json!("dog")), Pet::Other(json!("dog")));
    assert!(read::<Pet>(json!(null)).is_err(), "there is no pet");
    let error = read::<Pet>(json!({"kind": "dog", "tricks": "many"})).unwrap_err().to_string();
    assert!(error.starts_with("not `Dog` of `Pet`: invalid type: string"), "{error}");
    assert!(error.contains("at `tricks`"), "{error}");
    let error = read::<Any>(json!({"kind": "dog", "tricks": "many"})).unwrap_err().to_string();
    assert!(error.starts_with("not `Dog` of `Pet`: "), "also where the union is a case itself: {error}");
    assert_eq!(again::<Any>(json!("text")), Any::Text("text".to_owned()));
    assert_eq!(again::<Any>(unknown.clone()), Any::Pet(Pet::Other(unknown)));
}
