//! Values of the types of `fixtures/discriminator_of_any_kind.yaml`.

use discriminator_of_any_kind::types::{Event, Outcome, Versions};
use serde_json::json;

use super::{again, read};

pub fn check() {
    assert!(matches!(read::<Versions>(json!({"v": 1, "size": 3})), Ok(Versions::V1(_))));
    assert!(matches!(read::<Versions>(json!({"v": 1.0, "size": 3})), Ok(Versions::V1(_))));
    assert!(matches!(read::<Versions>(json!({"v": 2.0, "width": 3})), Ok(Versions::V2(_))));
    assert!(matches!(again::<Versions>(json!({"v": 2.5, "height": 3})), Versions::V25(_)));
    assert!(matches!(again::<Outcome>(json!({"ok": false, "value": "x"})), Outcome::False(_)));
    assert!(matches!(again::<Outcome>(json!({"ok": true})), Outcome::True(_)));
    assert!(matches!(again::<Event>(json!({"kind": "gone", "at": "now"})), Event::Gone(_)));
    assert!(matches!(again::<Event>(json!({"kind": "made", "at": "now"})), Event::Made(_)));
    assert!(matches!(again::<Event>(json!({"kind": "own", "at": "now", "data": 1})), Event::Custom(_)));
    assert!(matches!(again::<Event>(json!({"at": "now"})), Event::Made(_)));
}
