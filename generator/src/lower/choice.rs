//! `oneOf` and `anyOf`: one of several schemas.

use super::object::{is_object, value_schemas};
use super::schema::Subject;
use super::view::{Located, Target, View, component_name};
use super::{Hint, Job, Lowering, Work};
use crate::NoteKind;
use crate::ir::{Case, Docs, Shape, Type};
use crate::names::{Scope, Style};

/// One of the schemas, and what its case is called.
#[derive(Clone, Debug)]
pub(super) struct Arm<'a> {
    pub(super) schemas: Vec<Located<'a>>,
    pub(super) name: String,
}

impl<'a> Lowering<'a> {
    pub(super) fn try_choice(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let (first, others) = subject.view.choices.split_first()?;
        if !others.is_empty() {
            self.note(NoteKind::Untyped, &subject.place, "several `oneOf` or `anyOf` that hold at once became JSON");
            return Some(Type::Json);
        }
        let (nulls, arms): (Vec<_>, Vec<_>) = first.iter().cloned().partition(|arm| self.is_null(arm));
        if is_object(&subject.view) && !subject.view.properties.is_empty() {
            return self.beside_members(subject, &arms);
        }
        let ty = self.choice(subject, &arms);
        let nullable = |arm: &Located<'a>| self.annotations(std::slice::from_ref(arm)).nullable;
        Some(if nulls.is_empty() && !arms.iter().any(nullable) { ty } else { ty.nullable() })
    }

    /// A choice beside members: ignored where it only asks for members that are there already.
    fn beside_members(&mut self, subject: &Subject<'_, 'a>, arms: &[Located<'a>]) -> Option<Type> {
        let asks_only = arms.iter().all(|arm| {
            let view = View::of(self.openapi, std::slice::from_ref(arm));
            view.properties.is_empty() && view.items.is_empty() && view.choices.is_empty() && view.enums.is_empty()
        });
        if asks_only {
            self.note(
                NoteKind::Unchecked,
                &subject.place,
                "a choice that only says which members go together is not checked",
            );
            return None;
        }
        self.note(NoteKind::Untyped, &subject.place, "a choice of objects beside members of their own became JSON");
        Some(Type::Json)
    }

    fn choice(&mut self, subject: &Subject<'_, 'a>, arms: &[Located<'a>]) -> Type {
        match arms {
            [] => return Type::Unit,
            [only] => return self.schema(std::slice::from_ref(only), subject.hint),
            _ => {}
        }
        let views: Vec<View<'a>> = arms.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))).collect();
        let names = self.arm_names(arms, &views);
        let maps: Vec<Vec<Located<'a>>> = views.iter().filter(|view| is_map(view)).map(value_schemas).collect();
        if maps.len() == arms.len() {
            // A map whose values are of several kinds fits no arm, and an empty one fits all: what differs are the values.
            let arms = maps.into_iter().zip(names).map(|(schemas, name)| Arm { schemas, name }).collect();
            let has_name = subject.annotations.rust_name.is_some();
            let hint = if has_name { subject.hint.clone() } else { subject.hint.inside("value") };
            return self.union(subject, arms, &hint).map();
        }
        let arms = arms.iter().zip(names).map(|(arm, name)| Arm { schemas: vec![arm.clone()], name }).collect();
        self.union(subject, arms, subject.hint)
    }

    fn union(&mut self, subject: &Subject<'_, 'a>, arms: Vec<Arm<'a>>, hint: &Hint<'a>) -> Type {
        let id = self.define(subject, hint, Shape::Union(Vec::new()));
        self.jobs.push_back(Job { id, work: Work::Union(arms) });
        Type::Named(id)
    }

    /// The cases of a union that was defined earlier; arms that come to the same type are one case.
    pub(super) fn union_cases(&mut self, arms: &[Arm<'a>], hint: &Hint<'a>) -> Shape {
        let mut scope = Scope::new(Style::Variant);
        let mut cases: Vec<Case> = Vec::with_capacity(arms.len());
        for arm in arms {
            let ty = self.schema(&arm.schemas, &hint.inside(&arm.name));
            let ty = if let Type::Nullable(inner) = ty { *inner } else { ty };
            if cases.iter().any(|case| case.ty == ty) {
                continue;
            }
            let text = self.annotations(&arm.schemas).description.map(str::to_owned);
            cases.push(Case { name: scope.claim(&[&arm.name]), ty, docs: Docs { text, ..Docs::default() } });
        }
        match <[Case; 1]>::try_from(cases) {
            Ok([only]) => Shape::Alias(only.ty),
            Err(cases) => Shape::Union(cases),
        }
    }

    /// What each case is called: after the component, the title, or the JSON type.
    fn arm_names(&self, arms: &[Located<'a>], views: &[View<'a>]) -> Vec<String> {
        let name = |(arm, view): (&Located<'a>, &View<'a>)| {
            if let Target::Reference(reference) = arm.target
                && let Some(name) = component_name(reference)
            {
                return name.to_owned();
            }
            if let Some(title) = self.annotations(std::slice::from_ref(arm)).title {
                return title.to_owned();
            }
            kind_name(view).to_owned()
        };
        arms.iter().zip(views).map(name).collect()
    }

    /// Whether a schema stands for `null` alone.
    fn is_null(&self, arm: &Located<'a>) -> bool {
        let view = View::of(self.openapi, std::slice::from_ref(arm));
        let only_null = |values: &Vec<serde_json::Value>| values.iter().all(serde_json::Value::is_null);
        !view.enums.is_empty() && view.enums.iter().all(only_null)
    }
}

/// An object without named members whose values have a schema.
fn is_map(view: &View<'_>) -> bool {
    is_object(view) && view.properties.is_empty() && view.choices.is_empty() && !value_schemas(view).is_empty()
}

fn kind_name(view: &View<'_>) -> &'static str {
    match view.types.first() {
        Some(&"string") => "text",
        Some(&"integer") => "integer",
        Some(&"number") => "number",
        Some(&"boolean") => "boolean",
        Some(&"array") => "list",
        Some(&"object") if view.properties.is_empty() => "map",
        Some(_) => "object",
        None => "value",
    }
}
