//! The schemas of a document that hold together for one value: through `$ref` and `allOf`, with their places.
//!
//! It must not choose between cases, and must not make values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::number;

pub(super) use super::super::examples::at as below;

/// A schema, and the component that a value of it is meant as.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) pointer: String,
    pub(super) schema: &'a Value,
    /// The outermost component, also in what it is put together from.
    pub(super) meant: Option<&'a str>,
    /// The choice that it is a case of, as an index.
    pub(super) via: Option<usize>,
}

/// One of the schemas that hold.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) pointer: String,
    pub(super) keywords: &'a Map<String, Value>,
    pub(super) meant: Option<&'a str>,
    pub(super) via: Option<usize>,
}

/// A document whose schemas values are made of.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) root: &'a Value,
    /// Whether keywords beside a `$ref` count, as they do from version 3.1 on.
    pub(super) has_beside: bool,
    /// The components that build on one with a discriminator and no choice, by the name of that one.
    pub(super) heirs: BTreeMap<&'a str, Vec<&'a str>>,
}

/// Schemas that may hold together.
const MAX_PARTS: usize = 512;

/// References that lead from one to the next.
const MAX_STEPS: usize = 16;

impl<'a> Document<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        let version = root.get("openapi").and_then(Value::as_str).unwrap_or_default();
        let has_beside = !version.is_empty() && !version.starts_with("3.0");
        let mut document = Self { root, has_beside, heirs: BTreeMap::new() };
        document.heirs = document.find_heirs();
        document
    }

    /// The schema components, by name.
    pub(super) fn components(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let section = self.root.pointer("/components/schemas").or_else(|| self.root.get("definitions"));
        section.and_then(Value::as_object).into_iter().flatten().map(|(name, schema)| (name.as_str(), schema))
    }

    /// The node at a pointer.
    pub(super) fn node(&self, pointer: &str) -> Option<Node<'a>> {
        let schema = self.root.pointer(pointer)?;
        Some(Node { pointer: pointer.to_owned(), schema, meant: self.component_at(pointer), via: None })
    }

    /// The node of a component.
    pub(super) fn component(&self, name: &str) -> Option<Node<'a>> {
        let section = if self.root.get("definitions").is_some() { "/definitions" } else { "/components/schemas" };
        self.node(&below(section, name))
    }

    /// The component whose schema stands at a pointer.
    pub(super) fn component_at(&self, pointer: &str) -> Option<&'a str> {
        let token =
            ["/components/schemas/", "/definitions/"].iter().find_map(|section| pointer.strip_prefix(section))?;
        let name = token.replace("~1", "/").replace("~0", "~");
        if token.contains('/') {
            return None;
        }
        let section = self.root.pointer("/components/schemas").or_else(|| self.root.get("definitions"));
        section?.as_object()?.get_key_value(&name).map(|(name, _)| name.as_str())
    }

    /// Where a `$ref` leads to.
    pub(super) fn target(&self, schema: &Map<String, Value>) -> Option<Node<'a>> {
        let reference = schema.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.node(reference).or_else(|| self.node(&decoded(reference)))
    }

    /// Where the schema stands that one at a pointer is nothing but a reference to.
    pub(super) fn resolved(&self, pointer: &str) -> String {
        let mut pointer = pointer.to_owned();
        for _ in 0..MAX_STEPS {
            let schema = self.root.pointer(&pointer).and_then(Value::as_object);
            let target = schema.filter(|schema| schema.len() == 1).and_then(|schema| self.target(schema));
            match target {
                Some(target) => pointer = target.pointer,
                None => break,
            }
        }
        pointer
    }

    /// All schemas that hold; none if no value fits.
    pub(super) fn parts(&self, nodes: Vec<Node<'a>>) -> Option<Vec<Part<'a>>> {
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = nodes;
        open.reverse();
        while let Some(node) = open.pop() {
            let keywords = match node.schema {
                Value::Bool(false) => return None,
                Value::Object(keywords) => keywords,
                _ => continue,
            };
            if !seen.insert(node.pointer.clone()) || parts.len() == MAX_PARTS {
                continue;
            }
            if let Some(mut target) = self.target(keywords) {
                if is_of_another_kind(&target.pointer) {
                    return None;
                }
                target.meant = node.meant.or(target.meant);
                target.via = node.via;
                open.push(target);
                if !self.has_beside {
                    continue;
                }
            }
            for (index, schema) in list(keywords, "allOf").iter().enumerate().rev() {
                let pointer = format!("{}/allOf/{index}", node.pointer);
                open.push(Node { pointer, schema, meant: node.meant, via: node.via });
            }
            parts.push(Part { pointer: node.pointer, keywords, meant: node.meant, via: node.via });
        }
        Some(parts)
    }

    /// Whether `null` is a value of a schema.
    pub(super) fn takes_null(&self, schema: &Value, depth: usize) -> bool {
        let Value::Object(keywords) = schema else { return schema == &Value::Bool(true) };
        if depth > 20 {
            return false;
        }
        let inner = |schema: &Value| self.takes_null(schema, depth + 1);
        if let Some(target) = self.target(keywords) {
            return !is_of_another_kind(&target.pointer) && inner(target.schema);
        }
        let is_on = |key: &str| keywords.get(key) == Some(&Value::Bool(true));
        if !self.has_beside && (is_on("nullable") || is_on("x-nullable")) {
            return true;
        }
        let says = |key: &str| keywords.get(key);
        let choice = |key: &str| keywords.get(key).is_none_or(|_| list(keywords, key).iter().any(inner));
        says("type")
            .is_none_or(|name| name == "null" || name.as_array().is_some_and(|all| all.contains(&"null".into())))
            && says("enum").is_none_or(|values| values.as_array().is_some_and(|all| all.contains(&Value::Null)))
            && says("const").is_none_or(Value::is_null)
            && list(keywords, "allOf").iter().all(inner)
            && choice("oneOf")
            && choice("anyOf")
            && (keywords.contains_key("type") || shapes(std::iter::once(keywords)).is_empty())
    }

    fn find_heirs(&self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let is_base = |schema: &Value| {
            schema.get("discriminator").is_some() && schema.get("oneOf").is_none() && schema.get("anyOf").is_none()
        };
        let bases: Vec<(&'a str, &'a Value)> = self.components().filter(|(_, schema)| is_base(schema)).collect();
        if bases.is_empty() {
            return BTreeMap::new();
        }
        let mut children: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        for (name, schema) in self.components() {
            let parts = schema.as_object().map(|keywords| list(keywords, "allOf")).unwrap_or_default();
            for parent in parts.iter().filter_map(|part| self.target(part.as_object()?)) {
                if let Some(parent) = self.component_at(&parent.pointer) {
                    children.entry(parent).or_default().push(name);
                }
            }
        }
        let mut heirs = BTreeMap::new();
        for (base, schema) in bases {
            let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
            let mapped = mapping.into_iter().flatten().filter_map(|(_, target)| self.mapped(target.as_str()?));
            let mut open: Vec<&'a str> = vec![base];
            let mut found: Vec<&'a str> = mapped.filter(|name| *name != base).collect();
            while let Some(parent) = open.pop() {
                for child in children.get(parent).into_iter().flatten() {
                    if *child != base && !found.contains(child) {
                        found.push(child);
                        open.push(child);
                    }
                }
            }
            heirs.insert(base, found);
        }
        heirs
    }

    /// The component that an entry of a mapping means: by a reference or by its name.
    pub(super) fn mapped(&self, target: &str) -> Option<&'a str> {
        match target.strip_prefix('#') {
            Some(pointer) => self.component_at(&decoded(pointer)),
            None => self.components().find(|(name, _)| *name == target).map(|(name, _)| name),
        }
    }
}

/// Whether what a pointer leads to is a component that is no schema, so that nobody can say what its values are.
fn is_of_another_kind(pointer: &str) -> bool {
    let tokens: Vec<&str> = pointer.split('/').skip(1).collect();
    match tokens.as_slice() {
        ["components", section, _] => *section != "schemas" && !section.starts_with("x-"),
        [section, _] => matches!(*section, "parameters" | "responses"),
        _ => false,
    }
}

/// The keywords that are about values of one type (JSON Schema Validation, sections 6.2 to 6.5, and Core, section 10.3).
const SHAPES: &[(&str, &str)] = &[
    ("properties", "object"),
    ("additionalProperties", "object"),
    ("patternProperties", "object"),
    ("unevaluatedProperties", "object"),
    ("propertyNames", "object"),
    ("required", "object"),
    ("minProperties", "object"),
    ("maxProperties", "object"),
    ("dependentRequired", "object"),
    ("items", "array"),
    ("prefixItems", "array"),
    ("contains", "array"),
    ("minItems", "array"),
    ("maxItems", "array"),
    ("minContains", "array"),
    ("maxContains", "array"),
    ("uniqueItems", "array"),
    ("pattern", "string"),
    ("minLength", "string"),
    ("maxLength", "string"),
    ("minimum", "number"),
    ("maximum", "number"),
    ("exclusiveMinimum", "number"),
    ("exclusiveMaximum", "number"),
    ("multipleOf", "number"),
];

/// The types that keywords are about where none is named, each once.
pub(super) fn shapes<'k>(all: impl Iterator<Item = &'k Map<String, Value>>) -> BTreeSet<&'static str> {
    let mut shapes = BTreeSet::new();
    for keywords in all {
        shapes.extend(SHAPES.iter().filter(|(key, _)| keywords.contains_key(*key)).map(|(_, name)| *name));
        let format = keywords.get("format").and_then(Value::as_str);
        // The formats that are not of numbers are of texts.
        shapes.extend(format.map(|format| number::of_format(format).unwrap_or("string")));
    }
    if shapes.contains("integer") {
        shapes.remove("number");
    }
    shapes
}

/// Makes plain references of those that lead back to the component that they stand in (JSON Schema 2019-09 and 2020-12).
pub(super) fn follow_recursion(document: &mut Value) {
    let components = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for (name, schema) in components.into_iter().flatten() {
        let anchor = schema.get("$dynamicAnchor").and_then(Value::as_str).map(|anchor| format!("#{anchor}"));
        let target = format!("#{}", below("/components/schemas", name));
        lead_back(schema, anchor.as_deref(), &target);
    }
}

fn lead_back(schema: &mut Value, anchor: Option<&str>, target: &str) {
    match schema {
        Value::Object(keywords) => {
            let is_recursive = keywords.get("$recursiveRef").is_some_and(|to| to == "#");
            let is_dynamic = anchor.is_some() && keywords.get("$dynamicRef").and_then(Value::as_str) == anchor;
            if is_recursive || is_dynamic {
                keywords.retain(|key, _| key != "$recursiveRef" && key != "$dynamicRef");
                keywords.insert("$ref".to_owned(), Value::from(target));
            }
            keywords.values_mut().for_each(|inner| lead_back(inner, anchor, target));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|inner| lead_back(inner, anchor, target)),
        _ => {}
    }
}

/// The schemas in a list.
pub(super) fn list<'a>(keywords: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    keywords.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// A fragment of a URI without its percent signs (RFC 3986, section 2.1).
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let digits = others.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
