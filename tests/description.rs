//! The description of the API, as it is read by the tests that compare something with it.

use serde_json::Value;

/// One operation of the description.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) node: Value,
}

/// The whole document.
pub(crate) fn document() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/tokens.yaml");
    let text = std::fs::read_to_string(path).expect("the description is there");
    serde_yaml::from_str(&text).expect("the description is YAML")
}

/// All operations, in the document's order.
pub(crate) fn operations(document: &Value) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, item) in members(&document["paths"]) {
        for (method, node) in members(item).filter(|(name, _)| !name.starts_with("x-") && *name != "parameters") {
            let id = node["operationId"].as_str().expect("every operation has a name").to_owned();
            operations.push(Operation { id, method: method.to_uppercase(), path: path.clone(), node: node.clone() });
        }
    }
    operations
}

/// The members of an object; none of anything else.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The node itself, or the one that its `$ref` names.
pub(crate) fn resolve<'a>(document: &'a Value, node: &'a Value) -> &'a Value {
    let Some(reference) = node["$ref"].as_str() else { return node };
    let pointer = reference.strip_prefix('#').expect("references stay within the document");
    document.pointer(pointer).unwrap_or_else(|| panic!("{reference} leads nowhere"))
}
