//! Strings and numbers.

use std::ops::RangeInclusive;

use super::Lowering;
use super::schema::Subject;
use super::values::common_values;
use super::view::View;
use crate::diagnostic::Diagnostic;
use crate::formats::{self, Number};
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
            Some("byte") => Type::Base64,
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
    let has_format = view.formats.iter().any(|format| formats::is_integer(format));
    let is_whole = view.multiple_of.is_none_or(|step| step.fract() == 0.0);
    let is_integer = view.types.contains(&"integer") || has_format && is_whole;
    let is_float = view.formats.iter().any(|format| formats::number(format) == Some(Number::Float));
    Some(match (is_integer, is_float) {
        (true, _) => Type::Int(width(view)),
        (_, true) => Type::Float,
        (false, false) => Type::Number,
    })
}

/// The type of what a caller passes as one piece of text, where more digits than a program counts with serve nobody.
pub(super) fn of_argument(ty: Type) -> Type {
    match ty {
        Type::Number => Type::Float,
        Type::Int(Width::I128) => Type::Int(Width::I64),
        Type::List(inner) if matches!(*inner, Type::Int(Width::I128)) => Type::Int(Width::I64).list(),
        other => other,
    }
}

/// The integers of a format, and those that are left where there are no negative ones.
fn widths(format: &str) -> Option<(Width, Width)> {
    Some(match formats::number(format)? {
        Number::Signed(8) => (Width::I8, Width::U8),
        Number::Signed(16) => (Width::I16, Width::U16),
        Number::Signed(32) => (Width::I32, Width::U32),
        Number::Signed(_) => (Width::I64, Width::U64),
        Number::Unsigned(8) => (Width::U8, Width::U8),
        Number::Unsigned(16) => (Width::U16, Width::U16),
        Number::Unsigned(32) => (Width::U32, Width::U32),
        Number::Unsigned(_) => (Width::U64, Width::U64),
        Number::Float | Number::Fraction => return None,
    })
}

/// The smallest integers that the format allows and that hold the limits and the values which are listed. Where there is
/// nothing of these, any integer is valid.
fn width(view: &View<'_>) -> Width {
    if view.formats.is_empty() && view.minimum.is_none() && view.maximum.is_none() && view.enums.is_empty() {
        return Width::I128;
    }
    let named = view.formats.iter().find_map(|format| widths(format));
    let (signed, unsigned) = named.unwrap_or((Width::I64, Width::U64));
    let is_unsigned = view.minimum.is_some_and(|minimum| minimum.value >= 0.0);
    let wanted = if is_unsigned { [unsigned, Width::U64, Width::I64] } else { [signed, Width::I64, Width::U64] };
    let values = common_values(view);
    if values.iter().any(|value| value.is_u64() && !value.is_i64()) {
        return Width::U64;
    }
    let limits: Vec<f64> = [view.minimum, view.maximum].into_iter().flatten().map(|bound| bound.value).collect();
    let listed = || values.iter().filter_map(serde_json::Value::as_f64);
    let holds = |width: &Width| limits.iter().copied().chain(listed()).all(|value| range(*width).contains(&value));
    wanted.into_iter().find(holds).unwrap_or(wanted[0])
}

/// The numbers that an integer can be, rounded where they have too many digits.
fn range(width: Width) -> RangeInclusive<f64> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    match width {
        Width::I8 => f64::from(i8::MIN)..=f64::from(i8::MAX),
        Width::I16 => f64::from(i16::MIN)..=f64::from(i16::MAX),
        Width::I32 => f64::from(i32::MIN)..=f64::from(i32::MAX),
        Width::I64 => -TWO_TO_63..=TWO_TO_63,
        Width::I128 => f64::MIN..=f64::MAX,
        Width::U8 => 0.0..=f64::from(u8::MAX),
        Width::U16 => 0.0..=f64::from(u16::MAX),
        Width::U32 => 0.0..=f64::from(u32::MAX),
        Width::U64 => 0.0..=2.0 * TWO_TO_63,
    }
}
