//! Values of the types of `fixtures/child_replaces_constant.yaml`.

use child_replaces_constant::types::{Part, Screw, ScrewKind};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Part>(json!({"kind": "bolt", "nut": true, "size": "M4"})), Part::Bolt(_)));
    let screw = json!({"kind": "screw", "size": 4});
    assert!(matches!(again::<Part>(screw.clone()), Part::Screw(screw) if screw.size == Some(4)));
    assert_eq!(again::<Screw>(screw).kind, ScrewKind::Screw);
    assert!(matches!(again::<Part>(json!({"kind": "wood-screw", "nut": false})), Part::WoodScrew(_)));
    assert!(matches!(again::<Part>(json!({"kind": "plate", "width": 10, "nut": false, "size": "L"})), Part::Plate(_)));
}
