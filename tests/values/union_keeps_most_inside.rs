//! Values of the types of `fixtures/union_keeps_most_inside.yaml`.

use serde_json::{Value, json};
use union_keeps_most_inside::types::{Found, OpenOrChosen, OpenOrFree, OpenOrFreeLists, Payment, Shop, Tree};

use super::{again, read};

pub fn check() {
    assert!(matches!(again(json!({"id": 1, "source": {"number": "4"}})), Payment::ByCard(_)));
    assert!(matches!(again(json!({"id": 1, "source": {"iban": "DE"}})), Payment::ByBank(_)));
    assert!(matches!(again(json!({"id": 1, "source": {"holder": "a"}})), Payment::ByCard(_)), "the first of two");
    assert!(matches!(again(json!({"source": {"iban": "DE", "number": "4"}})), Payment::Other(_)), "both at once");
    // What no case names is drift, and ignored as in any struct.
    assert!(matches!(read(json!({"source": {"iban": "DE", "new": 1}, "newer": 2})), Ok(Payment::ByBank(_))));
    again::<Shop>(json!({"payments": [{"source": {"iban": "DE"}}, {"source": {"number": "4"}}, {"id": "no integer"}]}));
    assert!(matches!(again(json!([{"number": "4"}, {}])), Found::Cards(_)));
    assert!(matches!(again(json!([{}, {"iban": "DE"}])), Found::Banks(_)));
    assert!(matches!(again(json!([{"number": "4"}, {"iban": "DE"}])), Found::Other(_)));
    assert!(matches!(again(json!({"names": {"a": {"number": "4"}}})), Found::ByName(_)));
    assert!(matches!(again(json!({"names": {"a": {}, "b": {"iban": "4"}}})), Found::ByCode(_)));
    let tree = again(json!({"left": {"left": {"fruit": 1}, "right": {"left": "x"}}, "right": {}}));
    let Tree::Fork(fork) = tree else { panic!("{tree:?}") };
    let Some(left) = fork.left else { panic!("no branch") };
    assert!(matches!(left, Tree::Fork(fork) if matches!(fork.right, Some(Tree::Leaf(_)))));
    // Of `Open` alone, by its `e`, but another case keeps what it loses.
    let open = |m: Value| json!({"m": m, "n": {"e": "new"}});
    assert!(matches!(again(open(json!({"k": "1", "extra": 2}))), OpenOrFree::Other(_)), "any value is kept");
    assert!(matches!(again(json!([open(json!({"extra": 2}))])), OpenOrFreeLists::Other(_)), "also in a list");
    assert!(matches!(again(open(json!({"k": "1", "extra": 2}))), OpenOrChosen::Other(_)), "a union keeps it");
    assert!(matches!(read(open(json!({"k": "1", "newer": 2}))), Ok(OpenOrChosen::Open(_))), "nor does the union");
    assert!(matches!(again(open(json!({"deep": {"extra": 2}}))), OpenOrFree::Other(_)), "at any depth");
    assert!(matches!(again(open(json!({"k": "1"}))), OpenOrFree::Open(_)));
    assert!(matches!(again(open(json!({"k": "1"}))), OpenOrChosen::Open(_)));
}
