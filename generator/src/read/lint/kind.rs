//! What the tables of the grammar are made of, and what stands at a place according to them.
//!
//! It must not name any keyword.

use serde_json::Value;

use super::grammar::DOCUMENT;
use super::walk::Walk;

/// One kind of object.
pub(super) struct Kind {
    /// What messages call it, with its article.
    pub(super) name: &'static str,
    /// The keywords that it has.
    pub(super) fields: &'static [Field],
    /// What the members hold whose keys are names, not keywords.
    pub(super) others: Option<&'static Kind>,
    /// Whether a `$ref` may stand in its place.
    pub(super) reference: bool,
    /// What no table can say; it runs before the members are looked at, and mends what can be mended.
    pub(super) check: Option<fn(&mut Walk, &mut Value)>,
}

/// A keyword of a kind.
pub(super) struct Field {
    /// The keyword.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// What becomes of an object without it.
    pub(super) absent: Absent,
}

/// What becomes of an object that lacks a keyword.
#[derive(Clone, Copy)]
pub(super) enum Absent {
    /// It is complete.
    Fine,
    /// It is in error.
    Error,
    /// An empty text is as good; published descriptions often leave it out.
    EmptyText,
    /// An empty mapping is as good.
    EmptyMapping,
}

/// What a keyword holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Any data; it is not looked into.
    Anything,
    /// A string.
    Text,
    /// A string; a bare number or boolean is taken as it is written.
    LooseText,
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
    /// A list of strings.
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

/// What stands at a JSON pointer, when the grammar says it.
pub(super) fn kind_at(pointer: &str) -> Option<&'static Kind> {
    let mut holds = Holds::One(&DOCUMENT);
    for key in pointer.split('/').skip(1) {
        holds = match holds {
            Holds::One(kind) | Holds::FlagOr(kind) => match kind.field(&key.replace("~1", "/").replace("~0", "~")) {
                Some(field) => field.holds,
                None => Holds::One(kind.others.filter(|_| !key.starts_with("x-"))?),
            },
            Holds::List(kind) | Holds::Map(kind) => Holds::One(kind),
            _ => return None,
        };
    }
    match holds {
        Holds::One(kind) | Holds::FlagOr(kind) => Some(kind),
        _ => None,
    }
}

impl Kind {
    /// The keyword `name` of this kind.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
