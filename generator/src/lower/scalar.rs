//! Strings, numbers and enums.

use serde_json::Value;

use super::Lowering;
use super::schema::Subject;
use crate::NoteKind;
use crate::diagnostic::Diagnostic;
use crate::ir::{Enum, EnumValue, Length, Shape, Type, Width};
use crate::names::{Scope, Style};

impl<'a> Lowering<'a> {
    /// `enum`: of strings a type, of anything else the type of its values.
    pub(super) fn try_enum(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let (first, others) = subject.view.enums.split_first()?;
        let mut values: Vec<&Value> = Vec::new();
        for value in first.iter().filter(|value| !value.is_null()) {
            if others.iter().all(|other| other.contains(value)) && !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            return if first.contains(&Value::Null) { Some(Type::Unit) } else { None };
        }
        if let Some(texts) = values.iter().map(|value| value.as_str()).collect::<Option<Vec<_>>>() {
            let shape = Shape::Enum(string_enum(&texts));
            return Some(Type::Named(self.define(subject, subject.hint, shape)));
        }
        if values.iter().all(|value| value.is_boolean()) {
            return Some(Type::Bool);
        }
        if values.iter().all(|value| value.is_i64() || value.is_u64()) {
            self.note(NoteKind::Widened, &subject.place, "an enum of integers became an integer");
            return Some(Type::Int(Width::I64));
        }
        if values.iter().all(|value| value.is_number()) {
            self.note(NoteKind::Widened, &subject.place, "an enum of numbers became a number");
            return Some(Type::Float);
        }
        self.note(NoteKind::Untyped, &subject.place, "an enum of values of several types became JSON");
        Some(Type::Json)
    }

    pub(super) fn try_text(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let view = &subject.view;
        if !view.is_type("string") {
            if subject.annotations.newtype {
                let help = "remove it, or give the schema `type: string`";
                self.error(Diagnostic::new(&subject.place, "`x-rust-newtype` is for strings only").help(help));
            }
            return None;
        }
        if subject.annotations.newtype {
            let shape = Shape::Newtype(Length { min: view.min_length, max: view.max_length });
            return Some(Type::Named(self.define(subject, subject.hint, shape)));
        }
        if subject.annotations.sensitive {
            return Some(Type::Secret);
        }
        Some(match view.formats.first().map(String::as_str) {
            Some("date-time") => Type::DateTime,
            Some("date") => Type::Date,
            Some("binary") => Type::File,
            _ => Type::String,
        })
    }
}

pub(super) fn try_number(subject: &Subject<'_, '_>) -> Option<Type> {
    let view = &subject.view;
    let all_numbers = view.types.iter().all(|name| matches!(*name, "integer" | "number"));
    if view.types.is_empty() || !all_numbers {
        return None;
    }
    if !view.types.contains(&"integer") {
        return Some(Type::Float);
    }
    let small = view.formats.iter().any(|format| format == "int32");
    let unsigned = view.minimum.is_some_and(|minimum| minimum.value >= 0.0);
    Some(Type::Int(match (small, unsigned) {
        (true, true) => Width::U32,
        (true, false) => Width::I32,
        (false, true) => Width::U64,
        (false, false) => Width::I64,
    }))
}

fn string_enum(texts: &[&str]) -> Enum {
    let mut scope = Scope::new(Style::Variant);
    let values = texts.iter().map(|text| EnumValue { name: scope.claim(&[text]), wire: (*text).to_owned() }).collect();
    Enum { values, other: scope.claim(&["other", "unknown", "other value"]) }
}
