//! Values of the types of `fixtures/discriminator_by_constants.yaml`.

use discriminator_by_constants::types::{Block, Media, Optional, Part};
use serde_json::json;

use super::again;

pub fn check() {
    assert!(matches!(again::<Block>(json!({"type": "text", "size": 1})), Block::Text(_)));
    assert!(matches!(again::<Block>(json!({"type": "jpeg", "size": 1})), Block::Media(Media::Image(_))));
    assert!(matches!(again::<Block>(json!({"type": "sound"})), Block::Media(Media::Sound(_))));
    assert_eq!(again::<Block>(json!("plain")), Block::Text2("plain".to_owned()));
    assert_eq!(again::<Block>(json!({"type": "video"})), Block::Other(json!({"type": "video"})));
    assert!(matches!(again::<Part>(json!({"v": 2, "b": 3})), Part::V2(part) if part.b == 3));
    assert_eq!(again::<Part>(json!({"v": 3})), Part::Other(json!({"v": 3})));
    assert!(matches!(again::<Optional>(json!({"b": 1})), Optional::Two(_)), "a tag that is missing says nothing");
    assert!(matches!(again::<Optional>(json!({"v": "one", "a": 1})), Optional::One(_)));
    assert_eq!(again::<Optional>(json!({"v": "ten"})), Optional::Other(json!({"v": "ten"})));
}
