//! Strings and numbers.

use super::Lowering;
use super::schema::Subject;
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::ir::{Length, Shape, Type, Width};

impl<'a> Lowering<'a> {
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
    number(&subject.view)
}

/// The type of numbers, if that is what a schema is about.
pub(super) fn number(view: &View<'_>) -> Option<Type> {
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
