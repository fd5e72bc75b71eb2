//! Values of the types of `fixtures/implied_types.yaml`.

use implied_types::types::{Pet, PetKind};
use serde_json::json;

use super::again;

pub fn check() {
    let json = json!({
        "born": "2026-01-01T00:00:00Z", "code": "A", "short": "abc", "count": 1, "share": 0.5, "tags": ["a"],
        "sizes": {"a": 1}, "kind": "dog", "either": [null], "anything": 1,
    });
    let pet = again::<Pet>(json);
    assert_eq!(pet.born.unwrap().unix_seconds(), Some(1_767_225_600));
    assert_eq!((pet.code.as_deref(), pet.short.as_deref(), pet.count, pet.share), (Some("A"), Some("abc"), Some(1), Some(0.5.into())));
    assert_eq!((pet.tags.unwrap().len(), pet.sizes.unwrap()["a"], pet.kind), (1, 1, Some(PetKind::Dog)));
}
