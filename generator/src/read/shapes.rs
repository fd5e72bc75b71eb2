//! Gives what stands at a place the shape that it must have there, where what is meant is clear: a `$ref` in the place of an
//! object that has no name, the bare name of a component in a `$ref`, a mapping in the place of a list of parameters.
//!
//! It must not look into data, and leaves alone what it cannot mend: that is for the lint walk to report.

mod copies;

use serde_json::{Map, Value};

use super::lint::grammar::PATH_ITEM;
use super::lint::kind::{Grammar, Holds, Kind};
use crate::{Diagnostics, Note, NoteKind, Place};
use copies::Copies;

/// `$ref`s that may follow each other.
const MAX_STEPS: usize = 16;

/// What is to be done at a place.
enum Change {
    /// Write out what the `$ref` leads to.
    Copy,
    /// Let the `$ref` lead to this component.
    Lead(String),
    /// Make a list of the mapping.
    List,
    /// Make a text of the `$ref`.
    Text,
}

/// Mends the document, and tells each change.
///
/// # Errors
///
/// Copies that contain themselves, or that make the document too large.
pub(super) fn mend(document: &mut Value) -> Result<Vec<Note>, Diagnostics> {
    let mut notes = Vec::new();
    let mut copies = Copies::default();
    for _ in 0..MAX_STEPS {
        let mut search = Search { document, grammar: Grammar::of(document), steps: Vec::new(), found: Vec::new() };
        search.look(document, Holds::One(search.grammar.document));
        let found = search.found;
        let before = notes.len();
        for (place, change) in found {
            let text = match change {
                Change::Copy => copies.copy(document, &place)?,
                Change::Lead(target) => lead(document, &place, target),
                Change::List => document.pointer_mut(&place.pointer).and_then(list),
                Change::Text => document.pointer_mut(&place.pointer).and_then(text_of),
            };
            notes.extend(text.map(|text| Note::new(NoteKind::Lenient, &place, text)));
        }
        copies.check()?;
        if notes.len() == before {
            break;
        }
    }
    Ok(notes)
}

struct Search<'a> {
    document: &'a Value,
    grammar: &'static Grammar,
    /// The way to the present node.
    steps: Vec<String>,
    found: Vec<(Place, Change)>,
}

impl<'a> Search<'a> {
    fn below(&mut self, key: &str, value: &'a Value, holds: Holds) {
        self.steps.push(key.to_owned());
        self.look(value, holds);
        self.steps.pop();
    }

    fn take(&mut self, change: Change) {
        let place = self.steps.iter().fold(Place::root(), |place, key| place.at(key));
        self.found.push((place, change));
    }

    fn look(&mut self, value: &'a Value, holds: Holds) {
        let reference = value.get("$ref").and_then(Value::as_str);
        match (holds, value) {
            (Holds::One(kind) | Holds::FlagOr(kind), Value::Object(members)) => {
                match reference {
                    Some(target) if kind.reference => {
                        if let Some(component) = self.component(target, kind) {
                            self.take(Change::Lead(component));
                        }
                    }
                    Some(target) if is_local(target) && !std::ptr::eq(kind, &raw const PATH_ITEM) => {
                        return self.take(Change::Copy);
                    }
                    _ => {}
                }
                for (key, value) in members {
                    if let Some(holds) = kind.holds(key) {
                        self.below(key, value, holds);
                    }
                }
            }
            (Holds::Map(_) | Holds::List(_) | Holds::TextMap | Holds::Texts | Holds::Values | Holds::Security, _)
                if reference.is_some_and(is_local) =>
            {
                self.take(Change::Copy);
            }
            (Holds::TextMap, Value::Object(members)) => {
                for (key, value) in members.iter().filter(|(_, value)| is_reference(value)) {
                    self.below(key, value, Holds::Text);
                }
            }
            (Holds::Text, value) if is_reference(value) => self.take(Change::Text),
            (Holds::Map(kind), Value::Object(members)) => {
                members.iter().for_each(|(key, value)| self.below(key, value, Holds::One(kind)));
            }
            (Holds::One(kind) | Holds::FlagOr(kind) | Holds::List(kind), Value::Array(elements)) => {
                let elements = elements.iter().enumerate();
                elements.for_each(|(index, value)| self.below(&index.to_string(), value, Holds::One(kind)));
            }
            (Holds::List(kind), Value::Object(members)) if is_parameters(kind) && is_list(members) => {
                self.take(Change::List);
            }
            _ => {}
        }
    }

    /// The pointer to a component that a `$ref` names without the signs of a pointer.
    fn component(&self, target: &str, kind: &'static Kind) -> Option<String> {
        let section = self.grammar.section(kind)?;
        let path = target.trim_start_matches(['#', '/']);
        let name = path.strip_prefix(&section[1..]).and_then(|name| name.strip_prefix('/')).unwrap_or(path);
        let is_plain = !name.is_empty() && !name.contains(['/', '#', '~', '%']);
        let pointer = format!("{section}/{name}");
        let is_known = is_plain && self.document.pointer(&pointer).is_some();
        // An anchor is a name too.
        let is_shorthand = !target.starts_with('#') || path.len() > name.len();
        (is_known && is_shorthand).then(|| format!("#{pointer}")).filter(|pointer| pointer != target)
    }
}

fn is_local(target: &str) -> bool {
    target.starts_with("#/")
}

/// Whether a list is one of parameters.
pub(super) fn is_parameters(kind: &Kind) -> bool {
    kind.name == "a parameter"
}

/// Whether a mapping is a parameter, or parameters by their names.
fn is_list(members: &Map<String, Value>) -> bool {
    is_parameter(members) || members.values().all(Value::is_object)
}

fn is_parameter(members: &Map<String, Value>) -> bool {
    ["name", "in"].iter().any(|key| members.get(*key).is_some_and(Value::is_string))
}

fn lead(document: &mut Value, place: &Place, target: String) -> Option<String> {
    let reference = document.pointer_mut(&place.pointer)?.get_mut("$ref")?;
    let text = format!("`{}` is read as `{target}`", reference.as_str()?);
    *reference = Value::String(target);
    Some(text)
}

/// Makes a text of a `$ref` in the mapping of a discriminator. Gives what to say of it.
pub(super) fn text_of(node: &mut Value) -> Option<String> {
    let target = node.get_mut("$ref").filter(|target| target.is_string())?.take();
    *node = target;
    Some("an entry of `mapping` is a text, not a `$ref`; what it leads to is taken".to_owned())
}

fn is_reference(value: &Value) -> bool {
    value.get("$ref").is_some_and(Value::is_string)
}

/// Makes a list of the parameters that stand under their names. Gives what to say of it.
pub(super) fn list(node: &mut Value) -> Option<String> {
    if !node.as_object().is_some_and(is_list) {
        return None;
    }
    let Value::Object(members) = node.take() else { return None };
    if is_parameter(&members) {
        *node = Value::Array(vec![Value::Object(members)]);
        return Some("one parameter stands here, which is read as a list of one".to_owned());
    }
    let named = members.into_iter().map(|(key, mut value)| {
        if let Value::Object(parameter) = &mut value
            && !parameter.contains_key("$ref")
        {
            parameter.entry("name").or_insert(Value::String(key));
        }
        value
    });
    *node = Value::Array(named.collect());
    Some("parameters must be a list, not a mapping; they are read by their names".to_owned())
}
