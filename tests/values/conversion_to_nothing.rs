//! What is built for `fixtures/conversion_to_nothing.yaml`.

use conversion_to_nothing::types::{Cage, CageInput, Lock, LockInput};
use serde_json::json;

use super::again;

pub fn check() {
    let cage: Cage = again(json!({ "lock": { "keys": 2 }, "spare": [{ "keys": 1 }] }));
    assert_eq!(serde_json::to_value(CageInput::from(&cage)).unwrap(), json!({ "lock": {}, "spare": [{}] }));
    assert_eq!(LockInput::from(&cage.lock), LockInput::new());
    assert_eq!(LockInput::from(again::<Lock>(json!({}))), LockInput::default());
}
