//! Where both unions know the tag, the one whose case has all that it requires is read.

use serde_json::json;
use union_of_tagged_unions::types::{Gone, Kept, Source};

pub fn check() {
    let kept = crate::again::<Source>(json!({ "kind": "card", "digits": "42" }));
    assert!(matches!(kept, Source::Kept(Kept::Card(_))), "{kept:?}");
    let gone = crate::again::<Source>(json!({ "kind": "card", "gone": true }));
    assert!(matches!(gone, Source::Gone(Gone::GoneCard(_))), "{gone:?}");
    let gone = crate::again::<Source>(json!({ "kind": "bank", "gone": true }));
    assert!(matches!(gone, Source::Gone(Gone::GoneBank(_))), "{gone:?}");
}
