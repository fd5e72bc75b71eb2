//! Values of the types of `fixtures/union_absent_or_null.yaml`.

use serde_json::json;
use union_absent_or_null::types::{End, Marked, Remark};

use super::again;

pub fn check() {
    assert!(matches!(again(json!({"by": "a"})), Remark::Plain(_)), "absent is not null");
    assert!(matches!(again(json!({"by": "a", "text": null})), Remark::Comment(_)));
    assert!(matches!(again(json!({"by": "a", "stars": 3})), Remark::Plain(_)));
    assert!(matches!(again(json!({"at": null})), End::Ended(_)));
    assert!(matches!(again(json!({"at": "now"})), End::Open(_)));
    assert!(matches!(again(json!({})), End::Open(_)));
    again::<Marked>(json!({"marks": {"x": true, "y": null, "z": "text"}}));
}
