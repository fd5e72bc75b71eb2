//! Where a `$ref` leads: a URI reference (RFC 3986) to a file, and a JSON pointer into it.
//!
//! It must not know which files there are.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::read::lint::percent_decoded;

/// What a `$ref` says.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) enum Address {
    /// A pointer into the file that it stands in.
    Here { pointer: String },
    /// A pointer into a file, which has a plain name.
    File { name: String, pointer: String },
}

/// Why a `$ref` leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct Lost {
    pub(in crate::read) message: String,
    pub(in crate::read) help: &'static str,
}

/// Reads a `$ref` that stands in the file called `base`.
pub(in crate::read) fn parse(base: &str, reference: &str) -> Result<Address, Lost> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    if is_on_network(file) {
        return Err(Lost {
            message: format!("`{reference}` is on the network, and nothing is fetched from there"),
            help: "save the file beside the description, and refer to it by its path",
        });
    }
    let decoded = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
    let pointer = decoded(fragment);
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return Err(Lost {
            message: format!("`{reference}` is not a JSON pointer"),
            help: "write the path from the root of the file, such as `models.yaml#/Token`",
        });
    }
    if file.is_empty() {
        return Ok(Address::Here { pointer });
    }
    let file = decoded(file).replace('\\', "/");
    let folder = base.rfind(['/', '\\']).map_or("", |at| &base[..=at]);
    let name = if file.starts_with('/') { plain(&file) } else { plain(&format!("{folder}{file}")) };
    Ok(Address::File { name, pointer })
}

/// The `$id`s of the schemas of a document: a `$ref` to one of them stays in the document.
pub(in crate::read) fn collect_ids(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            ids.extend(members.get("$id").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect_ids(value, ids));
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect_ids(element, ids)),
        _ => {}
    }
}

/// Whether a reference has a scheme, or at least a host. A scheme of one letter is a drive.
fn is_on_network(file: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    file.starts_with("//") || file.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// A path without `.`, and without `..` where a folder stands before it.
pub(in crate::read) fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let (root, path) = path.strip_prefix('/').map_or(("", path), |rest| ("/", rest));
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if !root.is_empty() => {}
            part => parts.push(part),
        }
    }
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(base: &str, reference: &str) -> (String, String) {
        match parse(base, reference) {
            Ok(Address::File { name, pointer }) => (name, pointer),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_found_from_the_one_that_refers_to_it() {
        let is = |base, reference, name: &str, pointer: &str| {
            assert_eq!(file(base, reference), (name.to_owned(), pointer.to_owned()), "{reference} in {base}");
        };
        is("api.yaml", "pet.yaml", "pet.yaml", "");
        is("spec/api.yaml", "./models/pet.yaml#/Pet", "spec/models/pet.yaml", "/Pet");
        is("spec/api/api.yaml", "../models/my%20pet.yaml#/a%7Eb", "spec/models/my pet.yaml", "/a~b");
        is("spec/api.yaml", "../../pet.yaml#", "../pet.yaml", "");
        is("/spec/api.yaml", "../../pet.yaml", "/pet.yaml", "");
        is("spec/api.yaml", "/etc/pet.yaml", "/etc/pet.yaml", "");
        is("spec/api.yaml", "models\\pet.yaml", "spec/models/pet.yaml", "");
        is("C:\\spec\\api.yaml", "pet.yaml", "C:\\spec\\pet.yaml", "");
    }

    #[test]
    fn the_network_is_no_file() {
        for reference in ["https://example.com/pet.yaml#/Pet", "//example.com/pet.yaml", "urn:pet", "file:///pet.yaml"]
        {
            assert!(parse("api.yaml", reference).unwrap_err().message.contains("on the network"), "{reference}");
        }
        assert!(parse("api.yaml", "pet.yaml#Pet").unwrap_err().message.contains("not a JSON pointer"));
        assert_eq!(parse("api.yaml", "#/a"), Ok(Address::Here { pointer: "/a".to_owned() }));
    }
}
