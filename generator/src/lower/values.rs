//! Enums: one of several values.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Lowering;
use super::cases::Cases;
use super::scalar::try_number;
use super::schema::Subject;
use super::view::{Located, View};
use crate::NoteKind;
use crate::ir::{Case, Docs, Enum, EnumValue, Scalar, Shape, Standing, Tagging, Type, Width};
use crate::names::{Scope, Style};

/// A value that a schema allows, and what the description says about it.
#[derive(Clone, Debug)]
struct Listed<'a> {
    value: Value,
    name: Option<&'a str>,
    docs: Option<&'a str>,
}

impl<'a> Lowering<'a> {
    /// `enum`: of strings a type, of integers too if they have names, of anything else the type of its values.
    pub(super) fn try_enum(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let last = subject.view.enums.last()?;
        let mut values = common_values(&subject.view);
        if values.is_empty() {
            if last.iter().all(Value::is_null) {
                return Some(Type::Unit);
            }
            let text = "the values of several `enum` exclude each other; the last one is taken";
            self.note(NoteKind::Contradiction, &subject.place, text);
            let present = last.iter().filter(|value| !value.is_null());
            values = present.map(|value| as_type_says(value, &subject.view)).collect();
        }
        let listed = values.iter().enumerate().map(|(index, value)| Listed {
            value: value.clone(),
            name: about(subject.annotations.value_names, index, value).filter(|_| last.len() == values.len()),
            docs: about(subject.annotations.value_docs, index, value).filter(|_| last.len() == values.len()),
        });
        Some(self.values(subject, &listed.collect::<Vec<_>>()))
    }

    /// A choice of single values: the other way to write an `enum`, with room for what each value means.
    pub(super) fn try_values(&mut self, subject: &Subject<'_, 'a>, arms: &[Located<'a>]) -> Option<Type> {
        let beside = &subject.view;
        if !beside.properties.is_empty() || !beside.items.is_empty() || beside.choices.len() > 1 {
            return None;
        }
        let mut listed = self.list_values(arms)?;
        if !beside.enums.is_empty() {
            let common = common_values(beside);
            listed.retain(|listed| common.contains(&listed.value));
        }
        let is_text = listed.iter().all(|listed| listed.value.is_string());
        let is_integer = listed.iter().all(|listed| listed.value.is_i64());
        (!listed.is_empty() && (is_text || is_integer)).then(|| self.values(subject, &listed))
    }

    /// The values of schemas that list some, or take any text; none when one of them is of another kind.
    fn list_values(&self, arms: &[Located<'a>]) -> Option<Vec<Listed<'a>>> {
        if self.leads.borrow_mut().other.any(self.openapi, arms, |_, view| !lists_values(view)) {
            return None;
        }
        let mut listed: Vec<Listed<'a>> = Vec::new();
        let mut known = BTreeSet::new();
        for (arm, view) in Cases::new(self.openapi, arms) {
            let values = common_values(&view);
            let annotations = self.annotations(std::slice::from_ref(&arm));
            let is_one = values.len() == 1;
            for value in values.into_iter().filter(|value| known.insert(value.to_string())) {
                let (name, docs) = (annotations.title, annotations.description);
                listed.push(Listed { value, name: name.filter(|_| is_one), docs: docs.filter(|_| is_one) });
            }
        }
        Some(listed)
    }

    /// The type of values that are listed.
    fn values(&mut self, subject: &Subject<'_, 'a>, listed: &[Listed<'a>]) -> Type {
        let all = |is: fn(&Value) -> bool| listed.iter().all(|listed| is(&listed.value));
        if all(Value::is_string) {
            return Type::Named(self.define(subject, subject.hint, Shape::Enum(an_enum(listed))));
        }
        if all(Value::is_boolean) {
            return Type::Bool;
        }
        if all(Value::is_i64) && listed.iter().all(|listed| listed.name.is_some()) {
            return Type::Named(self.define(subject, subject.hint, Shape::Numbers(an_enum(listed))));
        }
        let has_beyond = listed.iter().any(|listed| listed.value.is_u64() && !listed.value.is_i64());
        if has_beyond && listed.iter().any(|listed| listed.value.as_i64().is_some_and(i64::is_negative)) {
            self.note(NoteKind::Untyped, &subject.place, "an enum of integers that no type holds all of became JSON");
            return Type::Json;
        }
        if all(|value| value.is_i64() || value.is_u64()) {
            self.note(NoteKind::Widened, &subject.place, "an enum of integers became an integer");
            let width = if has_beyond { Width::U64 } else { Width::I64 };
            return try_number(subject).unwrap_or(Type::Int(width));
        }
        if all(Value::is_number) {
            self.note(NoteKind::Widened, &subject.place, "an enum of numbers became a number");
            return Type::Number;
        }
        if all(|value| value.is_string() || value.is_number() || value.is_boolean()) {
            return self.mixed_values(subject, listed);
        }
        self.note(NoteKind::Untyped, &subject.place, "an enum of lists or objects became JSON");
        Type::Json
    }

    /// A union of the texts, as an enum, and of what else there is.
    fn mixed_values(&mut self, subject: &Subject<'_, 'a>, listed: &[Listed<'a>]) -> Type {
        let texts: Vec<Listed<'a>> = listed.iter().filter(|listed| listed.value.is_string()).cloned().collect();
        let has = |is: fn(&Value) -> bool| listed.iter().any(|listed| is(&listed.value));
        let id = self.define(subject, subject.hint, Shape::Union(Vec::new(), Tagging::unknown()));
        let mut scope = Scope::new(Style::Variant);
        let mut cases = Vec::new();
        let mut add = |name: &str, ty| {
            cases.push(Case {
                name: scope.claim(&[name]),
                ty,
                tags: Vec::new(),
                standing: Standing::default(),
                places: Vec::new(),
                docs: Docs::default(),
            });
        };
        if has(Value::is_boolean) {
            add("boolean", Type::Bool);
        }
        if has(Value::is_f64) {
            add("number", Type::Number);
        } else if has(Value::is_number) {
            let has_beyond = has(|value| value.is_u64() && !value.is_i64());
            add("integer", Type::Int(if has_beyond { Width::U64 } else { Width::I64 }));
        }
        if !texts.is_empty() {
            let hint = self.hint_of(id).inside("text");
            add("text", Type::Named(self.define(subject, &hint, Shape::Enum(an_enum(&texts)))));
        }
        self.api.types[id.0].shape = Shape::Union(cases, Tagging::new(None, &mut scope));
        Type::Named(id)
    }
}

/// Whether a schema, its cases aside, lists values or takes any text.
fn lists_values(view: &View<'_>) -> bool {
    if !view.properties.is_empty() || !view.items.is_empty() || !view.additional.is_empty() {
        return false;
    }
    match view.choices.len() {
        0 => !view.enums.is_empty() || view.is_type("string") && view.formats.is_empty(),
        cases => cases == 1 && view.enums.is_empty(),
    }
}

/// The values that all `enum`s allow, `null` aside, each once, and as the type says.
pub(super) fn common_values(view: &View<'_>) -> Vec<Value> {
    let Some((first, others)) = view.enums.split_first() else { return Vec::new() };
    let said = |value: &Value| as_type_says(value, view);
    let others: Vec<BTreeSet<String>> =
        others.iter().map(|other| other.iter().map(|value| said(value).to_string()).collect()).collect();
    let mut known = BTreeSet::new();
    let values = first.iter().filter(|value| !value.is_null()).map(said);
    values
        .filter(|value| {
            let text = value.to_string();
            others.iter().all(|other| other.contains(&text)) && known.insert(text)
        })
        .collect()
}

/// A value as it must be for the schema's type to hold: `1` where texts are meant is `"1"`.
fn as_type_says(value: &Value, view: &View<'_>) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) if view.is_type("string") => Value::from(value.to_string()),
        Value::String(text) if view.is_type("integer") || view.is_type("number") => {
            text.parse::<serde_json::Number>().map_or_else(|_| value.clone(), Value::Number)
        }
        // `1.0` is an integer, too (JSON Schema Core, section 4.2.3).
        Value::Number(number) if number.is_f64() && view.is_type("integer") => {
            let whole = number.as_f64().and_then(|number| number.to_string().parse::<i64>().ok());
            whole.map_or_else(|| value.clone(), Value::from)
        }
        _ => value.clone(),
    }
}

/// What an extension says about a value, in a list by position or in a mapping by the value.
fn about<'a>(extension: Option<&'a Value>, index: usize, value: &Value) -> Option<&'a str> {
    let found = match extension? {
        Value::Array(list) => list.get(index)?,
        Value::Object(map) => map.get(value.as_str().unwrap_or(&value.to_string()))?,
        _ => return None,
    };
    found.as_str().filter(|text| !text.is_empty())
}

fn an_enum(listed: &[Listed<'_>]) -> Enum {
    let mut scope = Scope::new(Style::Variant);
    let mut values = Vec::with_capacity(listed.len());
    for Listed { value, name, docs } in listed {
        let wire = match value {
            Value::String(text) => Scalar::Text(text.clone()),
            other => Scalar::Integer(other.as_i64().unwrap_or_default()),
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let wanted = if value.is_string() { text } else { name.map_or(text, str::to_owned) };
        let docs = Docs { text: docs.map(str::to_owned), ..Docs::default() };
        values.push(EnumValue { name: scope.claim(&[&wanted]), wire, docs });
    }
    Enum { values, other: scope.claim(&["other", "unknown", "other value"]) }
}
