//! Values of the types of `fixtures/choice_beside_members.yaml`.

use choice_beside_members::types::{Based, Drink, DrinkCoffee, Reach};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Drink>(json!({"size": 1, "leaves": "green"})), Drink::Tea(tea) if tea.size == 1));
    assert!(matches!(again::<Drink>(json!({"size": 2, "beans": "x"})), Drink::Coffee(coffee) if coffee.beans == "x"));
    let drink: Drink = again(json!({"beans": "x"}));
    assert!(matches!(drink, Drink::Other(_)), "what stands beside the choice is required in each case");
    let drink: Drink = DrinkCoffee::new(3, "arabica").into();
    assert_eq!(serde_json::to_value(drink).unwrap(), json!({"size": 3, "beans": "arabica"}));
    again::<Reach>(json!({"phone": "1"}));
    assert!(matches!(again::<Based>(json!({"id": 1, "beans": "x"})), Based::Coffee(based) if based.id == 1));
    assert!(matches!(again::<Based>(json!({"id": 1, "milk": true})), Based::Object(based) if based.milk));
}
