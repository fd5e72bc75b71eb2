//! What the tables of the grammar are made of, and what stands at a place according to them.
//!
//! It must not name any keyword.

use serde_json::Value;

use super::grammar::OPENAPI;
use super::grammar_later;
use super::grammar_swagger::SWAGGER;
use super::walk::Walk;
use crate::Place;

/// The grammar of descriptions in some versions.
pub(in crate::read) struct Grammar {
    /// A whole description.
    pub(in crate::read) document: &'static Kind,
    /// Where objects get names that a `$ref` may lead to: pointers to the mappings, and what these hold.
    pub(in crate::read) sections: &'static [(&'static str, &'static Kind)],
}

/// One kind of object.
pub(in crate::read) struct Kind {
    /// What messages call it, with its article.
    pub(in crate::read) name: &'static str,
    /// The keywords that it has.
    pub(in crate::read) fields: &'static [Field],
    /// What the members hold whose keys are names, not keywords.
    pub(in crate::read) others: Option<&'static Kind>,
    /// Whether a `$ref` may stand in its place.
    pub(in crate::read) reference: bool,
    /// What no table can say; it runs before the members are looked at, and mends what can be mended.
    pub(super) check: Option<fn(&mut Walk, &mut Value)>,
}

/// A keyword of a kind.
pub(in crate::read) struct Field {
    /// The keyword.
    pub(in crate::read) name: &'static str,
    /// What it holds.
    pub(in crate::read) holds: Holds,
    /// What becomes of an object without it.
    pub(in crate::read) absent: Absent,
    /// Whether no type and no request depends on it: what is wrong there is ignored.
    pub(in crate::read) idle: bool,
}

/// What becomes of an object that lacks a keyword.
#[derive(Clone, Copy)]
pub(in crate::read) enum Absent {
    /// It is complete.
    Fine,
    /// It is in error.
    Error,
    /// An empty text is as good; published descriptions often leave it out.
    EmptyText,
    /// An empty mapping is as good.
    EmptyMapping,
    /// An empty mapping is as good, and it is told.
    NotedMapping,
}

/// What a keyword holds.
#[derive(Clone, Copy)]
pub(in crate::read) enum Holds {
    /// Any data; it is not looked into.
    Anything,
    /// A string; a bare number or boolean is taken as it is written.
    Text,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// A boolean.
    Flag,
    /// A number.
    Number,
    /// A whole number of 0 or more.
    Count,
    /// A list of any data.
    Values,
    /// A list of strings; one string alone is a list of one.
    Texts,
    /// A mapping of names to strings.
    TextMap,
    /// A mapping of names to any data.
    ValueMap,
    /// A list of mappings of names to lists of strings.
    Security,
    /// One object.
    One(&'static Kind),
    /// A boolean or one object.
    FlagOr(&'static Kind),
    /// A list of objects.
    List(&'static Kind),
    /// A mapping of names to objects.
    Map(&'static Kind),
}

impl Grammar {
    /// The grammar that a description says it is written by.
    pub(in crate::read) fn of(document: &Value) -> &'static Self {
        if document.get("openapi").is_none() && document.get("swagger").is_some() { &SWAGGER } else { &OPENAPI }
    }

    /// Where objects of a kind get names.
    pub(in crate::read) fn section(&self, kind: &'static Kind) -> Option<&'static str> {
        self.sections.iter().find(|(_, held)| std::ptr::eq(*held, kind)).map(|(pointer, _)| *pointer)
    }

    /// What stands at a JSON pointer, when the grammar says it.
    pub(in crate::read) fn kind_at(&self, pointer: &str) -> Option<&'static Kind> {
        let mut holds = Holds::One(self.document);
        for key in pointer.split('/').skip(1) {
            holds = match holds {
                Holds::One(kind) | Holds::FlagOr(kind) => kind.holds(&key.replace("~1", "/").replace("~0", "~"))?,
                Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
                _ => return None,
            };
        }
        match holds {
            Holds::One(kind) | Holds::FlagOr(kind) => Some(kind),
            _ => None,
        }
    }
}

impl Kind {
    /// The keyword `name` of this kind.
    pub(in crate::read) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// What a member of this kind holds, in any version of OpenAPI.
    pub(in crate::read) fn holds(&'static self, name: &str) -> Option<Holds> {
        let field = self.field(name).or_else(|| grammar_later::field(self, name));
        let other = || self.others.filter(|_| !name.starts_with("x-")).map(Holds::One);
        field.map(|field| field.holds).or_else(other)
    }
}

/// Calls `visit` with `value` and then with each object below it, by the grammar of all versions of OpenAPI.
pub(in crate::read) fn visit_all(
    value: &mut Value,
    kind: &'static Kind,
    place: &mut Place,
    visit: &mut dyn FnMut(&mut Value, &'static Kind, &Place),
) {
    visit(value, kind, place);
    for (key, value) in value.as_object_mut().into_iter().flatten() {
        let Some(holds) = kind.holds(key) else { continue };
        let length = place.pointer.len();
        place.push(key);
        match (holds, value) {
            (Holds::FlagOr(_), Value::Bool(_)) => {}
            // `items` was a list before 2020-12.
            (Holds::One(kind) | Holds::FlagOr(kind) | Holds::List(kind), Value::Array(list)) => {
                for (index, value) in list.iter_mut().enumerate() {
                    visit_below(&index.to_string(), (value, kind), place, visit);
                }
            }
            (Holds::One(kind) | Holds::FlagOr(kind), value) => visit_all(value, kind, place, visit),
            (Holds::Map(kind), Value::Object(map)) => {
                for (name, value) in map {
                    visit_below(name, (value, kind), place, visit);
                }
            }
            _ => {}
        }
        place.pointer.truncate(length);
    }
}

fn visit_below(
    step: &str,
    (value, kind): (&mut Value, &'static Kind),
    place: &mut Place,
    visit: &mut dyn FnMut(&mut Value, &'static Kind, &Place),
) {
    let length = place.pointer.len();
    place.push(step);
    visit_all(value, kind, place, visit);
    place.pointer.truncate(length);
}
