//! What it costs to tell the cases of unions apart: counted in looks at the nodes of a value, not by a clock.

use kinds::support::union::steps;
use kinds::types::{Animals, Nest, Node, Twin, Wide};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Nodes in nodes: the outermost case is told by `value`, and by nothing else.
fn nodes(depth: usize, value: &Value) -> Value {
    (1..depth).fold(json!({"value": value}), |child, _| {
        // `json!` would copy the child.
        let mut node = json!({"child": null, "value": value});
        node["child"] = child;
        node
    })
}

/// A value as the type reads it, and how many looks that took.
fn counted<T: DeserializeOwned>(value: Value) -> (T, usize) {
    let before = steps();
    let read = serde_json::from_value(value).unwrap();
    (read, steps() - before)
}

/// Runs where there is room for deep values.
fn with_room(run: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(256 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn chains_of_unions_take_looks_in_proportion_to_their_length() {
    with_room(|| {
        for depth in [30, 300, 3_000] {
            let value = nodes(depth, &json!("x"));
            let (node, looks) = counted::<Node>(value.clone());
            assert!(looks <= 20 * depth, "{looks} at {depth}");
            assert!(matches!(node, Node::TextNode(_)));
            assert_eq!(serde_json::to_value(node).unwrap(), value);
        }
    });
}

#[test]
fn chains_whose_cases_cannot_be_read_do_too() {
    with_room(|| {
        for depth in [30, 300, 3_000] {
            // An integer, but none that the type holds.
            let value = nodes(depth, &json!(u64::MAX));
            let (node, looks) = counted::<Node>(value.clone());
            assert!(looks <= 40 * depth, "{looks} at {depth}");
            assert_eq!(node, Node::Other(value));
        }
    });
}

#[test]
fn each_outermost_value_is_tried_anew() {
    for value in [json!(u64::MAX), json!("x"), json!(1)] {
        let value = nodes(8, &value);
        assert_eq!(serde_json::to_value(counted::<Node>(value.clone()).0).unwrap(), value);
    }
}

#[test]
fn a_long_list_of_values_takes_looks_in_proportion_to_its_length() {
    let (list, looks) = counted::<Vec<Node>>(Value::Array(vec![nodes(4, &json!("x")); 5_000]));
    assert_eq!(list.len(), 5_000);
    assert!(looks <= 20 * 4 * 5_000, "{looks}");
}

#[test]
fn a_list_is_of_the_case_whose_elements_name_most_of_its_members() {
    for text in [r#"[{"bark":"x"}]"#, r#"[{},{"bark":"x"}]"#, r#"[{"meow":"x"}]"#, "[]", "[1]"] {
        let animals: Animals = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&animals).unwrap(), text);
    }
}

#[test]
fn lists_within_lists_take_looks_in_proportion_to_their_size() {
    let twig = json!({"length": 1});
    for depth in [1, 3, 12, 120] {
        let value = (0..depth).fold(twig.clone(), |inner, _| json!([inner]));
        let (nest, looks) = counted::<Nest>(value.clone());
        assert!(looks <= 40 * (depth + 2), "{looks} at {depth}");
        assert_eq!(serde_json::to_value(nest).unwrap(), value);
    }
    let wide = (0..6).fold(twig, |inner, _| Value::Array(vec![inner; 6]));
    let (_, looks) = counted::<Nest>(wide);
    assert!(looks <= 20 * 6_usize.pow(7), "{looks}");
}

#[test]
fn values_of_a_thousand_cases_take_looks_in_proportion_to_their_number() {
    for text in
        ["{}", r#"{"x":1}"#, r#"{"w0":true}"#, r#"{"w999":true}"#, r#"{"w999":1}"#, r#"{"w0":true,"w999":true}"#]
    {
        let value: Value = serde_json::from_str(text).unwrap();
        let (_, looks) = counted::<Vec<Wide>>(Value::Array(vec![value; 100]));
        assert!(looks <= 50 * 100, "{looks} for {text}");
    }
}

#[test]
fn an_object_of_many_members_and_a_thousand_cases_takes_looks_in_proportion_to_its_size() {
    for names in [1_000, 20_000] {
        let members: serde_json::Map<_, _> =
            (0..20_000).map(|index| (format!("w{}", index % names), json!(1))).collect();
        let size = members.len();
        let (_, looks) = counted::<Wide>(Value::Object(members));
        assert!(looks <= 50 * size, "{looks} for {size} members");
    }
}

#[test]
fn cases_that_differ_only_inside_are_looked_into_once_each() {
    for (name, most) in [("a", 20), ("b", 20), ("c", 20), ("x", 40)] {
        let value = json!({"id": 1, "name": "", "inner": {name: "", "n": 1}});
        let (_, looks) = counted::<Twin>(value);
        assert!(looks <= most, "{looks} for {name}");
    }
}
