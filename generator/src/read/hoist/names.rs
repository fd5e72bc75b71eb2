//! What is moved is called after where it stood: `A_b` for the member `b` of the component `A`.
//!
//! It must not look at the objects themselves.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::read::lint::kind::{Grammar, Kind};

/// Steps of a pointer that say nothing about what is found there.
const SILENT: &[&str] = &[
    "$defs",
    "allOf",
    "anyOf",
    "components",
    "content",
    "definitions",
    "headers",
    "oneOf",
    "parameters",
    "paths",
    "pathItems",
    "properties",
    "responses",
    "schema",
    "schemas",
    "webhooks",
];

/// The pointer that each of `wanted` shall have. Names that the description has taken are left alone.
pub(super) fn choose(
    document: &Value,
    grammar: &Grammar,
    wanted: &BTreeMap<String, &'static Kind>,
) -> BTreeMap<String, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut chosen = BTreeMap::new();
    for (pointer, kind) in wanted {
        let Some(section) = grammar.section(kind) else { continue };
        let mut is_free = |name: &str| {
            let new = format!("{section}/{name}");
            document.pointer(&new).is_none() && taken.insert(new)
        };
        let words = words(pointer);
        let numbered = (2..).map(|number| format!("{words}_{number}"));
        let name = std::iter::once(words.clone()).chain(numbered).find(|name| is_free(name));
        chosen.extend(name.map(|name| (pointer.clone(), format!("{section}/{name}"))));
    }
    chosen
}

fn words(pointer: &str) -> String {
    let steps = pointer.split('/').skip(1).filter(|step| !SILENT.contains(step) && !step.contains("json"));
    let words: Vec<String> = steps
        .flat_map(|step| {
            let plain = step.replace("~1", "/").replace("~0", "~");
            plain.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { "part".to_owned() } else { words.join("_") }
}
