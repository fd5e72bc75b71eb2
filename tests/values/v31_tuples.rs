//! Values of the types of `fixtures/v31_tuples.yaml`.

use serde_json::json;
use v31_tuples::types::Place;

use super::{again, read};

pub fn check() {
    let place = again::<Place>(json!({"entry": ["a", 1], "leaf": [{"pair": ["b"]}, null], "point": [1.5, 2.5]}));
    assert_eq!(place.entry, Some(("a".to_owned(), 1)));
    assert_eq!(place.leaf.flatten().unwrap().0.pair, Some(vec!["b".to_owned()]));
    assert!(read::<Place>(json!({"entry": ["a", 1, 2]})).is_err());
    again::<Place>(json!({"either": [{"x": 1}, [true]]}));
    again::<Place>(json!({"either": ["a", "b", "c"], "leaf": null}));
}
