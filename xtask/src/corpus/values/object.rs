//! Objects and lists: which members and elements are there.

use serde_json::{Map, Value};

use super::compose::Composed;
use super::make::{Filling, Ghost, Maker};
use super::pattern;
use super::plan::Travel;
use super::schema::{Node, Part, below, list};

/// Names of members that code may trip over.
const ODD_KEYS: &[&str] = &[
    "",
    "a",
    "b",
    "id",
    "key with spaces",
    "ключ",
    "鍵",
    "e\u{301}",
    "🔑",
    "a.b",
    "a/b",
    "a~b",
    "~0",
    "#",
    "$ref",
    "%2F",
    "__proto__",
    "constructor",
    "type",
    "0",
    "-1",
    "\"quoted\"",
    "back\\slash",
    "tab\tand\nline",
    "\u{0}",
    "\u{202e}rtl",
    "\u{feff}bom",
    "true",
    "null",
    "Other",
    "other",
    "self",
    "Self",
    "r#type",
    "content-type",
    "Content-Type",
    "items",
];

/// Elements of a list that nothing limits.
const MAX_ELEMENTS: usize = 4;

impl<'a> Maker<'a, '_> {
    /// The name of a member that no schema names.
    pub(super) fn odd_key(&mut self) -> String {
        match self.rng.usize(..6) {
            0 => self.any_text(),
            _ => ODD_KEYS[self.rng.usize(..ODD_KEYS.len())].to_owned(),
        }
    }

    pub(super) fn object(&mut self, composed: &Composed<'a>) -> Option<Value> {
        let parts = composed.parts.as_slice();
        let mut members = Map::new();
        let required: Vec<&'a str> =
            parts.iter().flat_map(|part| list(part.keywords, "required")).filter_map(Value::as_str).collect();
        let mut names: Vec<&'a str> = Vec::new();
        for part in parts {
            let described = part.keywords.get("properties").and_then(Value::as_object).into_iter().flatten();
            names.extend(described.map(|(name, _)| name.as_str()));
        }
        names.extend(&required);
        let mut seen = std::collections::BTreeSet::new();
        names.retain(|name| seen.insert(*name));
        let limit = limit(parts, "maxProperties").unwrap_or(usize::MAX);
        for &name in &names {
            let is_required = required.contains(&name);
            let is_tag = composed.tags.iter().any(|(member, _)| *member == name);
            let is_there = is_required || is_tag && self.rng.u8(..5) > 0 || self.takes();
            if !is_there || !is_required && members.len() >= limit {
                continue;
            }
            let is_made = match of_member(parts, name) {
                Some(nodes) => self.member((name, is_required), nodes, &mut members),
                None => false,
            };
            if is_required && !is_made {
                return None;
            }
        }
        for (member, tag) in &composed.tags {
            if members.contains_key(*member) || required.contains(member) || self.rng.u8(..5) > 0 {
                members.insert((*member).to_owned(), Value::from(tag.clone()));
            }
        }
        self.others(parts, &mut members);
        let lower = limits(parts, "minProperties").max().unwrap_or_default();
        for name in names {
            if members.len() < lower
                && !members.contains_key(name)
                && let Some(nodes) = of_member(parts, name)
            {
                self.member((name, false), nodes, &mut members);
            }
        }
        Some(Value::Object(members))
    }

    /// Whether a member that may be absent is there.
    fn takes(&mut self) -> bool {
        match self.filling {
            _ if self.is_sparse() => false,
            Filling::All => true,
            _ => self.rng.bool(),
        }
    }

    /// Makes a member. What travels the other way is for the validator alone.
    fn member(
        &mut self,
        (name, is_required): (&str, bool),
        nodes: Vec<Node<'a>>,
        members: &mut Map<String, Value>,
    ) -> bool {
        let is_ghost = matches!(
            (self.travel, self.one_way(&nodes)),
            (Travel::Sent, Some("readOnly")) | (Travel::Received, Some("writeOnly"))
        );
        if is_ghost && !is_required {
            return false;
        }
        self.way.push(name.to_owned());
        let (ghosts, pins) = (self.ghosts.len(), self.pins.len());
        let value = if nodes.is_empty() { Some(self.anything()) } else { self.make(nodes) };
        self.way.pop();
        match value {
            Some(value) if is_ghost => {
                self.ghosts.truncate(ghosts);
                self.pins.truncate(pins);
                self.ghosts.push(Ghost { way: self.way.clone(), key: name.to_owned(), value });
            }
            Some(value) => {
                members.insert(name.to_owned(), value);
            }
            None => {
                self.ghosts.truncate(ghosts);
                self.pins.truncate(pins);
                return false;
            }
        }
        true
    }

    /// The keyword that says which way alone a member travels.
    fn one_way(&self, nodes: &[Node<'a>]) -> Option<&'static str> {
        let parts = self.document.parts(nodes.to_vec())?;
        let is_on = |key: &str| parts.iter().any(|part| part.keywords.get(key) == Some(&Value::Bool(true)));
        match (is_on("readOnly"), is_on("writeOnly")) {
            (true, false) => Some("readOnly"),
            (false, true) => Some("writeOnly"),
            _ => None,
        }
    }

    /// Members that no schema names, where it says that there are some.
    fn others(&mut self, parts: &[Part<'a>], members: &mut Map<String, Value>) {
        let lower = limits(parts, "minProperties").max().unwrap_or_default();
        let upper = limit(parts, "maxProperties").unwrap_or(usize::MAX);
        let has_names = parts.iter().any(|part| part.keywords.contains_key("properties"));
        let is_free = says_others(parts) || !patterns(parts).is_empty() || !has_names;
        let wanted = match self.rng.usize(..4) {
            _ if !is_free || self.is_sparse() => 0,
            count => count,
        };
        // A type need not keep what no schema describes, where some members are described.
        let needed = if is_free { lower.saturating_sub(members.len()) } else { 0 };
        let wanted = wanted.max(needed).min(upper.saturating_sub(members.len()));
        for _ in 0..wanted * 3 {
            if others_done(members, parts, wanted) {
                break;
            }
            let Some(key) = self.key(parts) else { continue };
            if members.contains_key(&key) || parts.iter().any(|part| names(part, &key)) || !is_described(parts, &key) {
                continue;
            }
            if let Some(nodes) = of_member(parts, &key) {
                self.member((&key, false), nodes, members);
            }
        }
    }

    /// A name for such a member.
    fn key(&mut self, parts: &[Part<'a>]) -> Option<String> {
        let names: Vec<Node<'a>> = parts
            .iter()
            .filter_map(|part| {
                let schema = part.keywords.get("propertyNames")?;
                Some(Node { pointer: below(&part.pointer, "propertyNames"), schema, meant: None, via: None })
            })
            .collect();
        if !names.is_empty() {
            return self.make(names)?.as_str().map(str::to_owned);
        }
        let patterns = patterns(parts);
        if !patterns.is_empty() && (!says_others(parts) || self.rng.bool()) {
            let pattern = patterns[self.rng.usize(..patterns.len())];
            return pattern::matching(pattern, 0, &mut self.rng);
        }
        Some(self.odd_key())
    }

    pub(super) fn array(&mut self, parts: &[Part<'a>]) -> Option<Value> {
        let lower = limits(parts, "minItems").max().unwrap_or_default();
        let upper = limit(parts, "maxItems").unwrap_or(usize::MAX);
        let prefix = parts.iter().map(|part| list(part.keywords, "prefixItems").len()).max().unwrap_or_default();
        let wanted = match self.rng.usize(..4) {
            _ if self.is_sparse() => lower,
            0 => lower,
            1 => lower + 1,
            2 if upper <= 12 => upper,
            _ => lower.max(prefix) + self.rng.usize(..=MAX_ELEMENTS),
        };
        let wanted = wanted.min(upper).max(lower);
        let is_unique = parts.iter().any(|part| part.keywords.get("uniqueItems") == Some(&Value::Bool(true)));
        let mut elements: Vec<Value> = Vec::new();
        let mut tries = 0;
        while elements.len() < wanted && tries < wanted * 4 {
            tries += 1;
            let Some(nodes) = of_element(parts, elements.len()) else { break };
            self.way.push(elements.len().to_string());
            let (ghosts, pins) = (self.ghosts.len(), self.pins.len());
            let value = if nodes.is_empty() { Some(self.anything()) } else { self.make(nodes) };
            self.way.pop();
            match value {
                Some(value) if !(is_unique && elements.iter().any(|other| is_same(other, &value))) => {
                    elements.push(value);
                }
                _ => {
                    self.ghosts.truncate(ghosts);
                    self.pins.truncate(pins);
                }
            }
        }
        (elements.len() >= lower).then_some(Value::Array(elements))
    }
}

/// The patterns for names of members.
fn patterns<'a>(parts: &[Part<'a>]) -> Vec<&'a String> {
    let patterns = parts.iter().filter_map(|part| part.keywords.get("patternProperties")?.as_object());
    patterns.flat_map(Map::keys).collect()
}

/// Whether something is said of members that have neither a name nor a pattern, but that there are none.
fn says_others(parts: &[Part<'_>]) -> bool {
    let says =
        |key: &str| parts.iter().any(|part| part.keywords.get(key).is_some_and(|others| others != &Value::Bool(false)));
    says("additionalProperties") || says("unevaluatedProperties")
}

/// Whether something is said of such a member: one that fits none of the patterns is as undescribed as one beside names.
fn is_described(parts: &[Part<'_>], name: &str) -> bool {
    let patterns = patterns(parts);
    says_others(parts) || patterns.is_empty() || patterns.iter().any(|pattern| pattern::is_match(pattern, name))
}

/// Whether so many members are there that no schema names.
fn others_done(members: &Map<String, Value>, parts: &[Part<'_>], wanted: usize) -> bool {
    members.keys().filter(|key| !parts.iter().any(|part| names(part, key))).count() >= wanted
}

/// The schemas of a member; none if it must not be there.
fn of_member<'a>(parts: &[Part<'a>], name: &str) -> Option<Vec<Node<'a>>> {
    let mut nodes = Vec::new();
    for part in parts {
        let node = |pointer: String, schema: &'a Value| Node { pointer, schema, meant: None, via: None };
        let own = part.keywords.get("properties").and_then(|properties| properties.get(name));
        let mut found: Vec<Node<'a>> =
            own.map(|schema| node(below(&below(&part.pointer, "properties"), name), schema)).into_iter().collect();
        let patterns = part.keywords.get("patternProperties").and_then(Value::as_object).into_iter().flatten();
        for (pattern, schema) in patterns.filter(|(pattern, _)| pattern::is_match(pattern, name)) {
            found.push(node(below(&below(&part.pointer, "patternProperties"), pattern), schema));
        }
        let others = ["additionalProperties", "unevaluatedProperties"];
        for key in others.iter().filter(|_| found.is_empty()).copied().collect::<Vec<_>>() {
            if let Some(schema) = part.keywords.get(key) {
                // What another schema evaluates needs no evaluation here.
                let is_evaluated = key == "unevaluatedProperties" && parts.iter().any(|part| names(part, name));
                if !is_evaluated {
                    found.push(node(below(&part.pointer, key), schema));
                }
            }
        }
        if found.iter().any(|node| node.schema == &Value::Bool(false)) {
            return None;
        }
        nodes.extend(found);
    }
    Some(nodes)
}

/// Whether a schema names a member.
fn names(part: &Part<'_>, name: &str) -> bool {
    part.keywords.get("properties").is_some_and(|properties| properties.get(name).is_some())
}

/// Whether two values are one, as `0` and `-0.0` are.
fn is_same(one: &Value, other: &Value) -> bool {
    one == other || one.is_number() && one.as_f64() == other.as_f64()
}

/// The schemas of an element; none if it must not be there.
fn of_element<'a>(parts: &[Part<'a>], index: usize) -> Option<Vec<Node<'a>>> {
    let mut nodes = Vec::new();
    for part in parts {
        let node = |pointer: String, schema: &'a Value| Node { pointer, schema, meant: None, via: None };
        let prefix = list(part.keywords, "prefixItems");
        let found = match (prefix.get(index), part.keywords.get("items")) {
            (Some(schema), _) => Some(node(format!("{}/prefixItems/{index}", part.pointer), schema)),
            (None, Some(Value::Array(_)) | None) => None,
            (None, Some(schema)) => Some(node(below(&part.pointer, "items"), schema)),
        };
        if found.as_ref().is_some_and(|node| node.schema == &Value::Bool(false)) {
            return None;
        }
        nodes.extend(found);
    }
    Some(nodes)
}

/// The numbers that a keyword gives.
pub(super) fn limits<'p>(parts: &'p [Part<'_>], key: &'p str) -> impl Iterator<Item = usize> + 'p {
    let numbers = parts.iter().filter_map(move |part| part.keywords.get(key)?.as_u64());
    numbers.map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

/// The least of them.
pub(super) fn limit(parts: &[Part<'_>], key: &str) -> Option<usize> {
    limits(parts, key).min()
}
