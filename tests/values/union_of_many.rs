//! Values of the types of `fixtures/union_of_many.yaml`.

use serde_json::json;
use union_of_many::types::Many;

use super::{again, read};

pub fn check() {
    for case in 1..=66 {
        let name = format!("c{case}");
        let many: Many = again(json!({"id": 1, &name: "x"}));
        assert!(format!("{many:?}").starts_with(&format!("C{case}(")), "{many:?}");
    }
    assert!(matches!(again(json!({"id": 1})), Many::C1(_)));
    assert!(matches!(again(json!({"c65": "x", "c66": "y"})), Many::Other(_)), "both at once");
    assert!(matches!(again(json!({"c1": "x", "c66": "y"})), Many::Other(_)), "also where they are far from one another");
    assert!(matches!(read(json!({"c66": "y", "c67": "x"})), Ok(Many::C66(_))));
}
