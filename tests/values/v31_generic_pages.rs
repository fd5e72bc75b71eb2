//! Values of the types of `fixtures/v31_generic_pages.yaml`.

use serde_json::json;
use v31_generic_pages::types::{NamedTree, NumberPage, Page, PetAnswer, PetPage, Words};

use super::again;

pub fn check() {
    assert_eq!(again::<PetPage>(json!({"items": [{"name": "Tom"}]})).items[0].name.as_deref(), Some("Tom"));
    assert_eq!(again::<NumberPage>(json!({"items": [1, 2], "sum": 3})).items, [1, 2]);
    assert_eq!(again::<Page>(json!({"items": [null, "a"]})).items[1], "a");
    let answer = again::<PetAnswer>(json!({"page": {"items": [{"name": "Tom"}], "next": "b"}}));
    assert_eq!(answer.page.unwrap().items.len(), 1);
    let tree = again::<NamedTree>(json!({"name": "a", "branches": [{"name": "b"}]}));
    assert_eq!(tree.branches.unwrap()[0].name.as_deref(), Some("b"));
    let words = again::<Words>(json!({"first": "a", "more": {"first": "b"}}));
    assert_eq!(words.more.unwrap().first.as_deref(), Some("b"));
}
