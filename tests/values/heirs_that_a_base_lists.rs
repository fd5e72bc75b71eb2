//! Values of the types of `fixtures/heirs_that_a_base_lists.yaml`.

use heirs_that_a_base_lists::types::{Bike, Car, Shape, Vehicle};
use serde_json::json;

use super::again;

pub fn check() {
    let car = json!({"type": "car", "wheels": 4, "doors": 5});
    assert!(matches!(again::<Vehicle>(car.clone()), Vehicle::Car(car) if car.doors == 5));
    assert_eq!(again::<Car>(car.clone()).wheels, 4);
    let van = json!({"type": "van", "wheels": 4, "doors": 3, "volume": 2.5, "next": car});
    assert!(matches!(again::<Vehicle>(van), Vehicle::Van(van) if van.volume == Some(2.5.into()) && van.next.is_some()));
    assert!(matches!(again::<Vehicle>(json!({"type": "Trailer", "wheels": 2})), Vehicle::Trailer(_)));
    assert!(matches!(again::<Vehicle>(json!({"type": "tank", "wheels": 8, "armour": 3})), Vehicle::Tank(_)));
    let bike = |value| match again::<Vehicle>(value) {
        Vehicle::Bike(bike) => *bike,
        other => panic!("{other:?}"),
    };
    assert!(matches!(bike(json!({"type": "cargo", "wheels": 2, "load": 80})), Bike::Cargo(cargo) if cargo.load == Some(80)));
    assert!(matches!(bike(json!({"type": "Racer", "wheels": 2, "gears": 22})), Bike::Racer(racer) if racer.gears == Some(22)));
    assert!(matches!(bike(json!({"type": "bike", "wheels": 2, "bell": true})), Bike::Other(_)), "it is neither");
    let boat = json!({"type": "boat", "wheels": 0, "masts": 2});
    assert_eq!(again::<Vehicle>(boat.clone()), Vehicle::Other(boat));
    assert!(matches!(again::<Shape>(json!({"name": "a", "at": 1})), Shape::Dot(_)));
    assert!(matches!(again::<Shape>(json!({"name": "b", "length": 1.5})), Shape::Line(_)));
    assert!(matches!(again::<Shape>(json!({"name": "c", "radius": 2.5})), Shape::Disc(_)));
}
