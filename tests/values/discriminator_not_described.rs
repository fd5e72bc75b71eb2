//! Values of the types of `fixtures/discriminator_not_described.yaml`.

use discriminator_not_described::types::{Car, Vehicle};
use serde_json::json;

use super::again;

pub fn check() {
    for vehicle in [
        json!({"kind": "car", "wheels": 4}),
        json!({"kind": "auto", "wheels": 4}),
        json!({"kind": "Bike", "bell": true, "lock": "none"}),
        json!({"kind": "boat", "masts": 2}),
        json!({"kind": "plane", "wings": 2}),
    ] {
        again::<Vehicle>(vehicle);
    }
    let car: Car = again(json!({"wheels": 3}));
    let car = serde_json::to_value(Vehicle::Car(car)).unwrap();
    assert_eq!(car, json!({"kind": "car", "wheels": 3}));
}
