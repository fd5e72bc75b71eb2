//! Unions that are told apart by trying their cases.

use std::time::{Duration, Instant};

use kinds::types::{Animals, Nest, Node};
use serde_json::{Value, json};

/// Nodes in nodes: the outermost case is told by `value`, and by nothing else.
fn nodes(depth: usize, value: &Value) -> String {
    (1..depth).fold(json!({"value": value}), |child, _| json!({"child": child, "value": value})).to_string()
}

#[test]
fn cases_within_cases_do_not_take_time_without_end() {
    let started = Instant::now();
    for depth in [30, 60] {
        let error = serde_json::from_str::<Node>(&nodes(depth, &json!("x"))).unwrap_err();
        assert!(error.to_string().contains("its cases within cases are too many to try them all"), "{error}");
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn each_outermost_value_is_tried_anew() {
    assert!(serde_json::from_str::<Node>(&nodes(30, &json!("x"))).is_err());
    for value in [json!("x"), json!(1)] {
        let text = nodes(8, &value);
        let node: Node = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
    }
}

#[test]
fn a_long_list_of_values_is_read_whole() {
    let list = format!("[{}]", vec![nodes(4, &json!("x")); 5_000].join(","));
    assert_eq!(serde_json::from_str::<Vec<Node>>(&list).unwrap().len(), 5_000);
}

#[test]
fn a_list_is_of_the_case_whose_elements_name_most_of_its_members() {
    for text in [r#"[{"bark":"x"}]"#, r#"[{},{"bark":"x"}]"#, r#"[{"meow":"x"}]"#, "[]"] {
        let animals: Animals = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&animals).unwrap(), text);
    }
    assert!(serde_json::from_str::<Animals>("[1]").unwrap_err().to_string().contains("another JSON type"));
}

#[test]
fn lists_within_lists_are_not_looked_into_without_end() {
    for depth in [1, 3, 12] {
        let text = format!("{}{{\"length\":1}}{}", "[".repeat(depth), "]".repeat(depth));
        let nest: Nest = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&nest).unwrap(), text);
    }
    let started = Instant::now();
    let wide = (0..6).fold("{\"length\":1}".to_owned(), |inner, _| format!("[{}]", [inner.as_str(); 6].join(",")));
    assert!(serde_json::from_str::<Nest>(&wide).is_ok());
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}
