//! Values of the types of `fixtures/union_loses_nothing.yaml`.

use serde_json::json;
use union_loses_nothing::types::{All, Amount, Animal, Counts, Cow, Created, Event, Labels, Mammal, Pet};

use super::{again, read};

pub fn check() {
    // Whole numbers with a fraction of zero are integers in unions too.
    let Pet::Cat(cat) = read(json!({"age": 3.0, "lives": 9})).unwrap() else { panic!("a cat") };
    assert_eq!((cat.age, cat.lives), (Some(3), Some(9)));
    let amount: Amount = read(json!({"n": 2.0, "unit": "m"})).unwrap();
    assert_eq!(serde_json::to_value(amount).unwrap(), json!({"n": 2, "unit": "m"}));
    // The case that keeps members without a name comes before one that names as many and loses them.
    again::<Labels>(json!({"id": "1", "n": 5}));
    again::<Labels>(json!({"id": "1", "name": "x"}));
    again::<Counts>(json!({"x": 1}));
    assert!(matches!(again(json!({"bark": "loud"})), Counts::Dog(_)));
    // A union writes the tag that the cases within its cases do not have.
    let animal: Animal = again(json!({"class": "Mammal", "milk": 1}));
    assert!(matches!(animal, Animal::Mammal(Mammal::Cow(_))));
    let cow: Cow = again(json!({"milk": 2}));
    let cow = serde_json::to_value(Animal::Mammal(Mammal::Cow(cow))).unwrap();
    assert_eq!(cow, json!({"class": "Mammal", "milk": 2}));
    // Two tags of one type are two cases.
    assert!(matches!(again(json!({"event": "created", "id": "x"})), Event::Created(_)));
    assert!(matches!(again(json!({"event": "deleted", "id": "x"})), Event::Deleted(_)));
    assert!(matches!(Event::from(again::<Created>(json!({"id": "y"}))), Event::Created(_)));
    // Unions that lead to one another are one type wherever they stand.
    again::<All>(json!({"bark": "x"}));
    again::<All>(json!("text"));
}
