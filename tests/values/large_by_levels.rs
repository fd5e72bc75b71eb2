//! What is read for `fixtures/large_by_levels.yaml`, with little room on the stack.

use large_by_levels::types::{L0, L1, L16};
use serde_json::{Value, json};

use super::again;

/// Bytes of the stack, an eighth of what threads have by default.
const STACK: usize = 256 << 10;

/// Levels within one another, by each of the two members.
fn nested(levels: usize) -> Value {
    (0..levels).fold(json!({ "id": "leaf" }), |inner, _| json!({ "a": inner, "b": inner }))
}

pub fn check() {
    let check = || {
        assert_eq!(again::<L0>(json!({})), L0::default());
        assert_eq!(again::<L0>(nested(17).clone()).a.is_some(), true);
        assert_eq!(L0::default().a(L1::default()).a, Some(L1::default().into()));
    };
    std::thread::Builder::new().stack_size(STACK).spawn(check).unwrap().join().unwrap();
    assert!(size_of::<L0>() <= 4096 && size_of::<L16>() <= 64);
}
