//! Smaller values than one, one step each.
//!
//! It must not know schemas: whether a smaller value is valid is asked elsewhere.

use serde_json::{Map, Value};

/// Values that one step gives at most.
const MAX_STEPS: usize = 400;

/// Values that are one step smaller, the smallest first.
pub(super) fn smaller(value: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    steps(value, &mut |smaller| {
        if found.len() < MAX_STEPS {
            found.push(smaller);
        }
    });
    found.retain(|smaller| weight(smaller) < weight(value));
    found.sort_by_cached_key(weight);
    found.dedup();
    found
}

/// How large a value is: what says less comes first.
pub(super) fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 1,
        Value::Number(number) => {
            let text = number.to_string();
            1 + text.len() + usize::from(text != "0" && text != "1")
        }
        Value::String(text) => {
            let odd = text.chars().filter(|c| !c.is_ascii_alphanumeric()).count();
            2 + text.chars().count() + odd
        }
        Value::Array(elements) => 3 + elements.iter().map(weight).sum::<usize>(),
        Value::Object(members) => {
            3 + members.iter().map(|(key, value)| 2 + key.chars().count() + weight(value)).sum::<usize>()
        }
    }
}

fn steps(value: &Value, give: &mut dyn FnMut(Value)) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(_) => [0, 1].into_iter().for_each(|number| give(Value::from(number))),
        Value::String(text) => {
            for shorter in ["", "a"] {
                give(Value::from(shorter));
            }
            let count = text.chars().count();
            if count > 1 {
                give(text.chars().take(count / 2).collect::<String>().into());
                give(text.chars().skip(count / 2).collect::<String>().into());
                give(text.chars().take(count - 1).collect::<String>().into());
                give("a".repeat(count).into());
            }
        }
        Value::Array(elements) => {
            let halves = [&elements[..elements.len() / 2], &elements[elements.len() / 2..]];
            for half in halves {
                give(Value::from(half.to_vec()));
            }
            for index in 0..elements.len() {
                let mut fewer = elements.clone();
                fewer.remove(index);
                give(Value::from(fewer));
            }
            for (index, element) in elements.iter().enumerate() {
                steps(element, &mut |smaller| {
                    let mut other = elements.clone();
                    other[index] = smaller;
                    give(Value::from(other));
                });
            }
        }
        Value::Object(members) => object(members, give),
    }
}

fn object(members: &Map<String, Value>, give: &mut dyn FnMut(Value)) {
    let half = members.len() / 2;
    let part = |keep: &dyn Fn(usize) -> bool| {
        let kept = members.iter().enumerate().filter(|(index, _)| keep(*index));
        Value::Object(kept.map(|(_, (key, value))| (key.clone(), value.clone())).collect())
    };
    if half > 1 {
        give(part(&|index| index < half));
        give(part(&|index| index >= half));
    }
    for left_out in 0..members.len() {
        give(part(&|index| index != left_out));
    }
    for (key, value) in members {
        steps(value, &mut |smaller| {
            let mut other = members.clone();
            other.insert(key.clone(), smaller);
            give(Value::Object(other));
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{smaller, weight};

    /// The smallest value for which something holds.
    fn smallest(mut value: Value, holds: impl Fn(&Value) -> bool) -> Value {
        while let Some(next) = smaller(&value).into_iter().find(&holds) {
            value = next;
        }
        value
    }

    #[test]
    fn a_value_becomes_as_small_as_what_it_shows_lets_it() {
        let value = json!({ "a": [1, { "bad": "é word", "x": null }, 3], "b": { "c": 12.5 }, "d": "long text" });
        let is_bad = |value: &Value| value.pointer("/a").is_some_and(|a| a.to_string().contains('é'));
        let small = smallest(value, is_bad);
        assert_eq!(small, json!({ "a": [{ "bad": "é" }] }));
    }

    #[test]
    fn every_step_is_smaller() {
        let value = json!([{ "a": -7, "b": "xyz" }, "", [], {}, true]);
        assert!(!smaller(&value).is_empty());
        assert!(smaller(&value).iter().all(|next| weight(next) < weight(&value)));
    }
}
