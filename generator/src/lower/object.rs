//! Objects: structs and maps.

use serde_json::Value;

use super::annotations::Annotations;
use super::docs::Subjects;
use super::scalar::number;
use super::schema::Subject;
use super::values::common_values;
use super::view::{Additional, Located, View};
use super::{Hint, Job, Lowering, Work};
use crate::ir::{Docs, Field, Openness, Presence, Rest, Scalar, Shape, Struct, Type, Visibility, Width};
use crate::markdown::code;
use crate::names::{Scope, Style};

impl<'a> Lowering<'a> {
    /// An object of which no member is named.
    pub(super) fn try_map(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        if !is_object(&subject.view) || !subject.view.properties.is_empty() {
            return None;
        }
        let values = value_schemas(&subject.view);
        if values.is_empty() {
            return Some(Type::Json.map());
        }
        Some(self.schema(&values, &subject.hint.inside("value")).map())
    }

    /// An object with named members.
    pub(super) fn try_struct(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        if !is_object(&subject.view) {
            return None;
        }
        if let Some(outer) = self.outer(subject, |shape| matches!(shape, Shape::Struct(_))) {
            return Some(outer);
        }
        let id = self.define(subject, subject.hint, Shape::Struct(Struct::default()));
        self.jobs.push_back(Job { id, work: Work::Struct(Box::new(subject.view.clone())) });
        Some(Type::Named(id))
    }

    /// The only value that a member has, if what allows it has no name of its own.
    fn constant(&self, located: &[Located<'a>], annotations: &Annotations<'a>) -> Option<Scalar> {
        let has_type = annotations.sensitive || annotations.rust_type.is_some();
        if annotations.nullable || has_type || self.only_reference(located).is_some() {
            return None;
        }
        let view = View::of(self.openapi, located);
        match common_values(&view).as_slice() {
            [Value::String(text)] if !view.is_type("integer") && !view.is_type("number") => {
                Some(Scalar::Text(text.clone()))
            }
            [Value::Number(number)] if view.is_type("integer") => number.as_i64().map(Scalar::Integer),
            [Value::Bool(value)] if view.is_type("boolean") => Some(Scalar::Bool(*value)),
            _ => None,
        }
    }

    /// The members of a struct that was defined earlier.
    pub(super) fn struct_members(&mut self, view: &View<'a>, hint: &Hint<'a>) -> Shape {
        // The constructor's name, which a setter must not have.
        let mut scope = Scope::with(Style::Snake, &["new"]);
        let mut fields = Vec::with_capacity(view.properties.len());
        for (wire, located) in &view.properties {
            let annotations = self.annotations(located);
            let nearest = self.nearest_with_notes(wire, located);
            let constant = self.constant(&nearest, &annotations);
            let ty = match &constant {
                Some(Scalar::Text(_)) => Type::String,
                Some(Scalar::Integer(_)) => number(&View::of(self.openapi, &nearest)).unwrap_or(Type::Int(Width::I64)),
                Some(Scalar::Bool(_)) => Type::Bool,
                None => self.schema(&nearest, &hint.inside(wire)),
            };
            let mut docs = self.member_docs(&Subjects { located, annotations: &annotations, ty: &ty });
            docs.facts.extend(constant.as_ref().map(|constant| format!("Always {}.", code(&constant.to_string()))));
            let (ty, presence) = presence(ty, view.required.contains(wire));
            let visibility = visibility(&annotations);
            let name = scope.claim(&[wire]);
            fields.push(Field { name, wire: (*wire).to_owned(), ty, presence, visibility, constant, docs });
        }
        let rest = self.rest(view, hint);
        for (wire, required) in view.undescribed() {
            let (ty, presence) = presence(rest.clone().unwrap_or(Type::Json), required);
            let (name, wire, visibility) = (scope.claim(&[wire]), wire.to_owned(), Visibility::Both);
            fields.push(Field { name, wire, ty, presence, visibility, constant: None, docs: Docs::default() });
        }
        let rest = rest.map(|ty| Rest { name: scope.claim(&["other", "rest", "other members"]), ty });
        let is_closed = matches!(view.additional.first(), Some(Additional::None));
        let openness = if is_closed { Openness::Closed } else { Openness::Open };
        Shape::Struct(Struct { fields, rest, openness, ..Struct::default() })
    }

    /// The type of the members that are not named, if there can be any.
    fn rest(&mut self, view: &View<'a>, hint: &Hint<'a>) -> Option<Type> {
        let values = value_schemas(view);
        match view.additional.first() {
            None | Some(Additional::None) => None,
            Some(Additional::Any) if values.is_empty() => Some(Type::Json),
            Some(_) => Some(self.schema(&values, &hint.inside("value"))),
        }
    }
}

pub(super) fn is_object(view: &View<'_>) -> bool {
    view.is_type("object")
        || view.types.is_empty()
            && !(view.properties.is_empty() && view.additional.is_empty() && view.required.is_empty())
}

/// The schemas of the members that are not named.
pub(super) fn value_schemas<'a>(view: &View<'a>) -> Vec<Located<'a>> {
    let schemas = view.additional.iter().filter_map(|additional| match additional {
        Additional::Schema(located) => Some(located.clone()),
        Additional::Any | Additional::None => None,
    });
    schemas.collect()
}

/// Absent and `null` are different things; together they make four kinds of members.
fn presence(ty: Type, required: bool) -> (Type, Presence) {
    match (ty, required) {
        (Type::Nullable(inner), true) => (*inner, Presence::Nullable),
        (Type::Nullable(inner), false) => (*inner, Presence::OptionalNullable),
        (ty, true) => (ty, Presence::Required),
        (ty, false) => (ty, Presence::Optional),
    }
}

fn visibility(annotations: &Annotations<'_>) -> Visibility {
    match (annotations.read_only, annotations.write_only) {
        (true, false) => Visibility::ReadOnly,
        (false, true) => Visibility::WriteOnly,
        _ => Visibility::Both,
    }
}
