//! Values of the types of `fixtures/v31_null_within_choices.yaml`.

use serde_json::json;
use v31_null_within_choices::types::{Owner, OwnerColor};

use super::again;

pub fn check() {
    let owner: Owner = again(json!({"pet": null, "color": null}));
    assert_eq!((owner.pet, owner.color), (None, None));
    let owner: Owner = again(json!({"pet": {"meow": "loud"}, "color": "green"}));
    assert_eq!(owner.color, Some(OwnerColor::Green));
}
