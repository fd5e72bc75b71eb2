//! Values of the types of `fixtures/union_tag_only_written.yaml`.

use serde_json::json;
use union_tag_only_written::types::Room;

use super::again;

pub fn check() {
    assert!(matches!(again(json!({"seats": 4})), Room::Hall(_)));
    assert!(matches!(again(json!({"boxes": 4})), Room::Attic(_)));
    assert!(matches!(again(json!({"form": "hall", "seats": 4})), Room::Hall(_)));
    assert!(matches!(again(json!({"form": "attic", "boxes": 4})), Room::Attic(_)));
    assert!(matches!(again(json!({"form": "cellar", "boxes": 4})), Room::Other(_)));
}
