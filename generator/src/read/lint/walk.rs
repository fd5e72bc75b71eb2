//! The walk over a document by its grammar: each member is held against its table.
//!
//! It must not know single keywords; those that need more than a table are in `objects` and `schema`.

use serde_json::{Map, Value};

use super::grammar_later;
use super::kind::{Absent, Field, Grammar, Holds, Kind};
use super::references;
use crate::read::words::{self, found, kind};
use crate::{Diagnostic, Note, NoteKind, Place};

/// What a walk knows and has found.
pub(super) struct Walk {
    pub(super) grammar: &'static Grammar,
    /// Where the walk is.
    pub(super) place: Place,
    pub(super) problems: Vec<Diagnostic>,
    pub(super) notes: Vec<Note>,
    pub(super) references: Vec<Reference>,
    depth: usize,
    /// The deepest nesting of referable objects that was met.
    pub(super) nesting: usize,
}

/// A `$ref` that was met.
pub(super) struct Reference {
    /// The object that holds it.
    pub(super) node: Place,
    /// What it says.
    pub(super) target: String,
    /// What it must lead to.
    pub(super) kind: &'static Kind,
}

impl Walk {
    pub(super) fn new(grammar: &'static Grammar) -> Self {
        let (problems, notes, references) = (Vec::new(), Vec::new(), Vec::new());
        Self { grammar, place: Place::root(), problems, notes, references, depth: 0, nesting: 0 }
    }

    /// Adds a problem at the present place.
    pub(super) fn error(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(&self.place, message);
        self.problems.push(diagnostic);
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// Adds a note at the present place.
    pub(super) fn note(&mut self, kind: NoteKind, text: impl Into<String>) {
        self.notes.push(Note::new(kind, &self.place, text));
    }

    /// Runs `look` one level down.
    pub(super) fn below<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.pointer.len();
        self.place.push(key);
        let seen = look(self);
        self.place.pointer.truncate(length);
        seen
    }

    /// Checks one object and all below it.
    pub(super) fn node(&mut self, value: &mut Value, kind: &'static Kind) {
        if references::take(self, value, kind) {
            return;
        }
        self.fill_null(value, kind);
        self.remove_nulls(value, kind);
        if let Some(check) = kind.check {
            check(self, value);
        }
        let Value::Object(members) = value else {
            self.error(format!("{} must be a mapping, not {}", kind.name, found(value)));
            return;
        };
        self.depth += usize::from(kind.reference);
        self.nesting = self.nesting.max(self.depth);
        members.retain(|key, value| self.below(key, |walk| walk.member(key, value, kind)));
        self.fill(members, kind);
        self.depth -= usize::from(kind.reference);
    }

    /// Checks a member, and gives whether it stays.
    fn member(&mut self, key: &str, value: &mut Value, kind: &'static Kind) -> bool {
        match (kind.field(key), kind.others) {
            (Some(field), _) => return self.field(key, value, field),
            (None, _) if key.starts_with("x-") => {}
            (None, Some(other)) => self.node(value, other),
            (None, None) => self.unknown(key, kind),
        }
        true
    }

    /// What is wrong about a keyword, of which nothing is kept but this.
    pub(super) fn problem(&mut self, key: &str, value: &Value, field: &Field) -> Option<Diagnostic> {
        let (problems, notes, references) = (self.problems.len(), self.notes.len(), self.references.len());
        self.below(key, |walk| walk.holds(key, &mut value.clone(), field.holds));
        let first = self.problems.drain(problems..).next();
        self.notes.truncate(notes);
        self.references.truncate(references);
        first
    }

    /// Checks a keyword, and gives whether it stays: one that is wrong and on which nothing depends does not.
    fn field(&mut self, key: &str, value: &mut Value, field: &Field) -> bool {
        let (problems, references) = (self.problems.len(), self.references.len());
        self.holds(key, value, field.holds);
        if !field.idle || self.problems.len() == problems {
            return true;
        }
        let first = self.problems.drain(problems..).next();
        self.references.truncate(references);
        let text = first.map(|problem| format!("{}; `{key}` is ignored", problem.message)).unwrap_or_default();
        self.note(NoteKind::Ignored, text);
        false
    }

    fn unknown(&mut self, key: &str, kind: &'static Kind) {
        if grammar_later::field(kind, key).is_some() {
            self.note(NoteKind::Ignored, format!("`{key}` belongs to a later version of OpenAPI and is ignored"));
            return;
        }
        let hint = words::nearest(key, kind.fields.iter().map(|field| field.name))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        self.note(NoteKind::Ignored, format!("`{key}` is not a keyword of {} and is ignored{hint}", kind.name));
    }

    /// An object of which nothing is written is empty, where names and not keywords say that there is one.
    fn fill_null(&mut self, value: &mut Value, kind: &Kind) {
        if value.is_null() {
            self.note(NoteKind::Lenient, format!("{} is null and is read as if it were empty", kind.name));
            *value = Value::Object(Map::new());
        }
    }

    /// A keyword that holds null says nothing; YAML makes it easy to write one by leaving the value out.
    fn remove_nulls(&mut self, value: &mut Value, kind: &Kind) {
        let Value::Object(members) = value else { return };
        let says_nothing = |key: &str, value: &Value| {
            value.is_null() && kind.field(key).is_some_and(|field| !matches!(field.holds, Holds::Anything))
        };
        if !members.iter().any(|(key, value)| says_nothing(key, value)) {
            return;
        }
        members.retain(|key, value| {
            let remove = says_nothing(key, value);
            if remove {
                self.below(key, |walk| {
                    walk.note(NoteKind::Lenient, format!("`{key}` is null and is read as if it were absent"));
                });
            }
            !remove
        });
    }

    fn fill(&mut self, members: &mut Map<String, Value>, kind: &Kind) {
        let missing = |field: &&Field| !matches!(field.absent, Absent::Fine) && !members.contains_key(field.name);
        for field in kind.fields.iter().filter(missing).collect::<Vec<_>>() {
            match field.absent {
                Absent::Fine => {}
                Absent::Error => {
                    self.error(format!("{} must have `{}`", kind.name, field.name));
                }
                Absent::EmptyText => {
                    members.insert(field.name.to_owned(), Value::String(String::new()));
                }
                Absent::EmptyMapping | Absent::NotedMapping => {
                    let mut empty = Value::Object(Map::new());
                    if let Holds::One(held) = field.holds {
                        let text = format!("{} must have `{}`, which is read as empty", kind.name, field.name);
                        self.note(NoteKind::Lenient, text);
                        self.below(field.name, |walk| walk.node(&mut empty, held));
                    }
                    members.insert(field.name.to_owned(), empty);
                }
            }
        }
    }

    fn holds(&mut self, key: &str, value: &mut Value, holds: Holds) {
        match holds {
            Holds::Anything => {}
            Holds::Text | Holds::Word(_) => self.text(key, value, holds),
            Holds::Flag => self.flag(key, value),
            Holds::Number if value.is_number() => {}
            Holds::Number => self.number(key, value),
            Holds::Count => self.count(key, value),
            Holds::Values | Holds::Texts | Holds::Security | Holds::List(_) => self.list(key, value, holds),
            Holds::TextMap | Holds::ValueMap | Holds::Map(_) => self.map(key, value, holds),
            Holds::FlagOr(_) if value.is_boolean() => {}
            Holds::One(kind) | Holds::FlagOr(kind) => self.node(value, kind),
        }
    }

    fn must_be(&mut self, key: &str, what: &str, value: &Value) {
        self.error(format!("`{key}` must be {what}, not {}", found(value)));
    }

    /// Takes another value for the one that is written, and tells it.
    fn read_as(&mut self, key: &str, value: &mut Value, other: Value) {
        let text = match &other {
            Value::String(_) => format!("`{key}` is {}, which is read as text", kind(value)),
            other => format!("`{key}` is {}, which is read as `{other}`", found(value)),
        };
        self.note(NoteKind::Lenient, text);
        *value = other;
    }

    fn text(&mut self, key: &str, value: &mut Value, holds: Holds) {
        match (&*value, holds) {
            (Value::String(word), Holds::Word(known)) if !known.contains(&word.as_str()) => {
                let message = format!("`{key}` cannot be `{word}`");
                let help = words::nearest(word, known.iter().copied()).map_or_else(
                    || format!("write one of {}", words::list(known, "or")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.error(message).help = Some(help);
            }
            (Value::String(_), _) => {}
            (Value::Number(_) | Value::Bool(_), Holds::Text | Holds::Texts | Holds::TextMap) => {
                let text = Value::String(value.to_string());
                self.read_as(key, value, text);
            }
            _ => self.must_be(key, "a string", value),
        }
    }

    /// The words of YAML 1.1 are taken too; YAML 1.2 reads them as strings.
    fn flag(&mut self, key: &str, value: &mut Value) {
        let flag = match &*value {
            Value::Bool(_) => return,
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        };
        match flag {
            Some(flag) => self.read_as(key, value, Value::Bool(flag)),
            None => self.must_be(key, "`true` or `false`", value),
        }
    }

    fn number(&mut self, key: &str, value: &mut Value) {
        match value.as_str().and_then(|text| serde_json::from_str::<serde_json::Number>(text.trim()).ok()) {
            Some(number) => self.read_as(key, value, Value::Number(number)),
            None => self.must_be(key, "a number", value),
        }
    }

    fn count(&mut self, key: &str, value: &mut Value) {
        if value.is_u64() {
            return;
        }
        // A float such as `1.0`. Beyond 2^53 floats are not exact, and no length is meant.
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
        let whole = number.filter(|number| number.fract() == 0.0 && (0.0..9e15).contains(number));
        match whole.and_then(|number| format!("{number:.0}").parse::<u64>().ok()) {
            Some(count) => self.read_as(key, value, Value::from(count)),
            None => self.must_be(key, "a whole number of 0 or more", value),
        }
    }

    fn list(&mut self, key: &str, value: &mut Value, holds: Holds) {
        let is_one = value.is_string() || value.is_number() || value.is_boolean();
        if is_one && matches!(holds, Holds::Texts | Holds::Values) {
            self.note(NoteKind::Lenient, format!("`{key}` is {}, which is read as a list of one", kind(value)));
            *value = Value::Array(vec![value.take()]);
        }
        let Value::Array(elements) = value else {
            let what = match holds {
                Holds::Texts => "a list of strings",
                _ => "a list",
            };
            return self.must_be(key, what, value);
        };
        if matches!(holds, Holds::Values) {
            return;
        }
        for (index, element) in elements.iter_mut().enumerate() {
            self.below(&index.to_string(), |walk| match holds {
                Holds::List(kind) => walk.node(element, kind),
                Holds::Security => walk.map(key, element, holds),
                _ if element.is_string() || element.is_number() || element.is_boolean() => {
                    walk.text(key, element, holds);
                }
                _ => walk.element_must_be(key, "a string", element),
            });
        }
    }

    fn element_must_be(&mut self, key: &str, what: &str, element: &Value) {
        self.error(format!("each element of `{key}` must be {what}, not {}", found(element)));
    }

    fn map(&mut self, key: &str, value: &mut Value, holds: Holds) {
        let Value::Object(members) = value else {
            return match holds {
                Holds::Security => self.element_must_be(key, "a mapping of names to scopes", value),
                _ => self.must_be(key, "a mapping", value),
            };
        };
        if matches!(holds, Holds::ValueMap) {
            return;
        }
        for (name, value) in members.iter_mut() {
            self.below(name, |walk| match holds {
                Holds::Map(kind) => walk.node(value, kind),
                Holds::Security if value.is_null() => walk.read_as(name, value, Value::Array(Vec::new())),
                Holds::Security => walk.list(name, value, Holds::Texts),
                _ => walk.text(name, value, holds),
            });
        }
    }
}
