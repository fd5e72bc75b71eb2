//! `null` and an absent member stay what they were.

use null_of_anything::types::Page;
use serde_json::json;

pub fn check() {
    for value in [json!({ "links": null }), json!({}), json!({ "links": 1 }), json!({ "links": { "next": "/2" } })] {
        crate::again::<Page>(value);
    }
}
