//! Documents that are changed along their grammar: nodes are moved, copied, left out and replaced by nodes of others.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::entropy::Entropy;
use crate::seeds;

/// Nodes that a document has at most, so that it does not grow for ever.
const MAX_NODES: usize = 4_000;

/// Documents, and their nodes by the key that they stand at.
pub(crate) struct Pool {
    pub(crate) documents: Vec<Value>,
    by_key: BTreeMap<String, Vec<Value>>,
}

impl Pool {
    fn new(documents: Vec<Value>) -> Self {
        let mut by_key: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for document in &documents {
            for pointer in pointers(document).iter().skip(1) {
                let (_, key) = pointer.rsplit_once('/').unwrap_or_default();
                if let Some(node) = document.pointer(pointer).filter(|node| pointers(node).len() < 100) {
                    by_key.entry(key.to_owned()).or_default().push(node.clone());
                }
            }
        }
        Self { documents, by_key }
    }

    /// The descriptions of the tests.
    pub(crate) fn descriptions() -> &'static Self {
        static POOL: OnceLock<Pool> = OnceLock::new();
        POOL.get_or_init(|| {
            let texts = seeds::descriptions();
            Self::new(
                texts.iter().filter_map(|text| serde_yaml::from_str(text).ok()).filter(Value::is_object).collect(),
            )
        })
    }

    /// What servers send.
    pub(crate) fn payloads() -> &'static Self {
        static POOL: OnceLock<Pool> = OnceLock::new();
        POOL.get_or_init(|| {
            Self::new(seeds::payloads().iter().filter_map(|text| serde_json::from_str(text).ok()).collect())
        })
    }

    /// One of the documents, changed in as many ways as there are bytes for.
    pub(crate) fn document(&self, entropy: &mut Entropy<'_>) -> Value {
        let mut document = entropy.one(&self.documents).cloned().unwrap_or_default();
        for _ in 0..=entropy.below(12) {
            self.change(&mut document, entropy);
        }
        document
    }

    /// Changes one node.
    pub(crate) fn change(&self, document: &mut Value, entropy: &mut Entropy<'_>) {
        let pointers = pointers(document);
        let Some(pointer) = entropy.one(&pointers).cloned() else { return };
        let key = pointer.rsplit_once('/').map_or("", |(_, key)| key);
        let other = entropy.one(&pointers).and_then(|pointer| document.pointer(pointer)).cloned().unwrap_or_default();
        let may_grow = pointers.len() < MAX_NODES;
        let kind = entropy.below(10);
        let Some(node) = document.pointer_mut(&pointer) else { return };
        match kind {
            0 => remove(document, &pointer),
            1 | 2 => *node = self.of_key(key, entropy),
            3 => *node = scalar(entropy),
            4 if may_grow => *node = other,
            5 if may_grow => wrap(node, entropy),
            6 if may_grow => self.add(node, entropy),
            7 => rename(node, entropy),
            8 => *node = json!({ "$ref": format!("#{}", entropy.one(&pointers).cloned().unwrap_or_default()) }),
            _ if may_grow => *node = self.any(entropy),
            _ => {}
        }
    }

    /// A node that stands at such a key somewhere.
    fn of_key(&self, key: &str, entropy: &mut Entropy<'_>) -> Value {
        let node = self.by_key.get(key).and_then(|nodes| entropy.one(nodes));
        node.cloned().unwrap_or_else(|| self.any(entropy))
    }

    fn any(&self, entropy: &mut Entropy<'_>) -> Value {
        let index = entropy.below(self.by_key.len());
        self.by_key.values().nth(index).and_then(|nodes| entropy.one(nodes)).cloned().unwrap_or_default()
    }

    /// Adds a member that other objects have, or one more element.
    fn add(&self, node: &mut Value, entropy: &mut Entropy<'_>) {
        match node {
            Value::Object(members) => {
                let index = entropy.below(self.by_key.len());
                if let Some((key, nodes)) = self.by_key.iter().nth(index) {
                    members.insert(unescaped(key), entropy.one(nodes).cloned().unwrap_or_default());
                }
            }
            Value::Array(list) => {
                let copy = entropy.one(list).cloned().unwrap_or_default();
                list.push(copy);
            }
            _ => *node = self.any(entropy),
        }
    }
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// The JSON pointers of all nodes, the root first.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(members) => open.extend(
                members
                    .iter()
                    .map(|(key, value)| (format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), value)),
            ),
            Value::Array(list) => {
                open.extend(list.iter().enumerate().map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            _ => {}
        }
        found.push(pointer);
    }
    found
}

fn remove(document: &mut Value, pointer: &str) {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.shift_remove(&unescaped(key))),
        Some(Value::Array(list)) => {
            if let Some(at) = key.parse().ok().filter(|at| *at < list.len()) {
                list.remove(at);
            }
        }
        _ => {}
    }
}

/// A value that fits hardly anywhere.
fn scalar(entropy: &mut Entropy<'_>) -> Value {
    match entropy.below(16) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(1.5),
        6 => json!(1e300),
        7 => json!(u64::MAX),
        8 => json!(i64::MIN),
        9 => json!(""),
        10 => json!([]),
        11 => json!({}),
        12 => json!("string"),
        13 => json!(["string", "null"]),
        14 => json!("\u{0}\"\\ \u{202e}é💥\r\n{}/~"),
        _ => json!(entropy.text()),
    }
}

/// Puts a node into something that holds nodes of its kind.
fn wrap(node: &mut Value, entropy: &mut Entropy<'_>) {
    let inner = node.take();
    *node = match entropy.below(10) {
        0 => json!({ "allOf": [inner] }),
        1 => json!({ "oneOf": [inner, { "type": "null" }] }),
        2 => json!({ "anyOf": [inner, { "type": "string" }] }),
        3 => json!({ "type": "array", "items": inner }),
        4 => json!({ "type": "object", "additionalProperties": inner }),
        5 => json!({ "type": "object", "properties": { "inner": inner }, "required": ["inner"] }),
        6 => json!({ "not": inner }),
        7 => json!({ "oneOf": [inner.clone(), inner], "discriminator": { "propertyName": "type" } }),
        8 => json!([inner]),
        _ => json!({ "type": "array", "prefixItems": [inner.clone(), inner], "minItems": 1 }),
    };
}

/// Gives a member of an object another name.
fn rename(node: &mut Value, entropy: &mut Entropy<'_>) {
    if let Value::Object(members) = node {
        let at = entropy.below(members.len());
        let name = entropy.text();
        let renamed = std::mem::take(members).into_iter().enumerate();
        *members = renamed
            .map(|(index, (key, value))| (if index == at { name.clone() } else { key }, value))
            .collect::<Map<_, _>>();
    } else if let Value::String(text) = node {
        *text = entropy.text();
    }
}
