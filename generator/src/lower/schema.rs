//! Which type a schema is: a cascade whose order is the documentation.

use serde_json::Value;

use super::annotations::Annotations;
use super::scalar::try_number;
use super::view::{Located, MAX_PARTS, Target, View, all_of, component_name};
use super::{Hint, Lowering, nominal, schema_place};
use crate::NoteKind;
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::{Output, Type, TypeId, Width};
use crate::markdown::code;

/// One schema on its way through the cascade.
pub(super) struct Subject<'s, 'a> {
    pub(super) view: View<'a>,
    pub(super) annotations: Annotations<'a>,
    pub(super) hint: &'s Hint<'a>,
    pub(super) place: Place,
}

/// Schemas that can be lowered within one another, those with members aside, whose members follow later.
const MAX_DEPTH: usize = 128;

/// The most types within one tuple, which has no name of its own and is written out wherever it stands.
const MAX_TUPLE_PARTS: usize = 256;

/// Types that choices beside members can make in one description.
const MAX_COMBINATIONS: usize = 10_000;

/// The types that `x-rust-type` can ask for.
const DECLARED: &[(&str, Type)] = &[
    ("String", Type::String),
    ("Secret", Type::Secret),
    ("DateTime", Type::DateTime),
    ("Date", Type::Date),
    ("Base64", Type::Base64),
    ("Json", Type::Json),
    ("bool", Type::Bool),
    ("f64", Type::Float),
    ("Number", Type::Number),
    ("i8", Type::Int(Width::I8)),
    ("i16", Type::Int(Width::I16)),
    ("i32", Type::Int(Width::I32)),
    ("i64", Type::Int(Width::I64)),
    ("i128", Type::Int(Width::I128)),
    ("u8", Type::Int(Width::U8)),
    ("u16", Type::Int(Width::U16)),
    ("u32", Type::Int(Width::U32)),
    ("u64", Type::Int(Width::U64)),
];

impl<'a> Lowering<'a> {
    /// The type of values for which all of the given schemas hold.
    pub(super) fn schema(&mut self, located: &[Located<'a>], hint: &Hint<'a>) -> Type {
        self.within_limits(&place_of(located), |lowering| lowering.schema_within_limits(located, hint))
    }

    /// The type of values for which the given schemas and what stands beside them hold.
    pub(super) fn schema_beside(&mut self, beside: &View<'a>, located: &[Located<'a>], hint: &Hint<'a>) -> Type {
        let place = place_of(located);
        self.combinations += 1;
        if self.combinations == MAX_COMBINATIONS {
            let message = format!("choices beside members make more than {MAX_COMBINATIONS} types");
            self.error(Diagnostic::new(&place, message).help("describe the members in the cases of the choice alone"));
        }
        if self.combinations >= MAX_COMBINATIONS {
            return Type::Json;
        }
        let annotations = self.annotations(located);
        let view = beside.and(&View::of(self.openapi, located));
        let subject = Subject { view, annotations, hint, place: place.clone() };
        self.within_limits(&place, |lowering| lowering.cascade(subject))
    }

    fn within_limits(&mut self, place: &Place, lower: impl FnOnce(&mut Self) -> Type) -> Type {
        if self.depth == MAX_DEPTH {
            let message = format!("schemas are nested more than {MAX_DEPTH} levels deep, counted through `$ref`");
            self.error(Diagnostic::new(place, message).help("shorten the chain of lists, maps and references"));
            return Type::Json;
        }
        self.depth += 1;
        let ty = lower(self);
        self.depth -= 1;
        ty
    }

    fn schema_within_limits(&mut self, located: &[Located<'a>], hint: &Hint<'a>) -> Type {
        let annotations = self.annotations(located);
        let reference = self.only_reference(located).filter(|name| !self.is_heir(hint.component, name));
        let is_own = reference.is_none();
        let ty = match reference {
            Some(name) => {
                self.note_beside(located);
                self.component(name)
            }
            None => self.written_out(located, annotations.clone(), hint),
        };
        if let Some(value) = annotations.rust_box {
            self.check_box(value, nominal(&ty).filter(|_| is_own), &place_of(located).at("x-rust-box"));
        }
        let ty = if annotations.sensitive { self.secret(ty, located) } else { ty };
        let ty = if annotations.nullable { ty.nullable() } else { ty };
        for Located { target, place, .. } in located {
            if let Target::Schema(schema) = target
                && schema.schema_data.example.is_some()
            {
                self.sample(place, Output::Json(ty.clone()));
            }
        }
        ty
    }

    /// The component that the schemas refer to and say nothing more about than annotations.
    pub(super) fn only_reference(&self, located: &[Located<'a>]) -> Option<&'a str> {
        let mut name = None;
        let mut stack = located.to_vec();
        while let Some(Located { target, place, .. }) = stack.pop() {
            match target {
                Target::Reference(reference) => {
                    let found = component_name(reference)?;
                    if name.is_some_and(|other| other != found) {
                        return None;
                    }
                    name = Some(found);
                }
                Target::Schema(schema) => {
                    if View::of_keywords(schema, &place).is_structural() {
                        return None;
                    }
                    stack.extend(all_of(schema, &place));
                }
            }
        }
        name.filter(|name| self.components.contains_key(name))
    }

    fn written_out(&mut self, located: &[Located<'a>], annotations: Annotations<'a>, hint: &Hint<'a>) -> Type {
        let view = View::of(self.openapi, located);
        let subject = Subject { view, annotations, hint, place: place_of(located) };
        self.try_heirs(&subject, located).unwrap_or_else(|| self.cascade(subject))
    }

    fn cascade(&mut self, subject: Subject<'_, 'a>) -> Type {
        let Subject { mut view, annotations, hint, place } = subject;
        if view.is_incomplete {
            let message = format!("this schema is put together from more than {MAX_PARTS} components");
            self.error(Diagnostic::new(&place, message).help("shorten the chain of `allOf` and `$ref`"));
            return Type::Json;
        }
        if let Some(name) = annotations.rust_type {
            return self.declared_type(name, &place);
        }
        self.settle_type(&mut view, &place);
        let or_null = self.settle_choices(&mut view, &place);
        self.note_unchecked(&view, &place);
        if let Some((_, at)) = &annotations.discriminator
            && view.choices.is_empty()
            && *at == place
            && !self.heirs.keys().any(|base| schema_place(base) == place)
        {
            self.note(NoteKind::Ignored, &at.at("discriminator"), "`discriminator` tells nothing apart; it is ignored");
        }
        let named = annotations.rust_name.filter(|_| hint.component.is_none());
        let hint = &Hint { words: named.map_or_else(|| hint.words.clone(), str::to_owned), ..hint.clone() };
        let subject = Subject { view, annotations, hint, place };
        let ty = try_anything(&subject)
            .or_else(|| self.try_choice(&subject))
            .or_else(|| self.try_enum(&subject))
            .or_else(|| self.try_map(&subject))
            .or_else(|| self.try_struct(&subject))
            .or_else(|| self.try_list(&subject))
            .or_else(|| self.try_text(&subject))
            .or_else(|| try_number(&subject))
            .or_else(|| try_bool(&subject))
            .unwrap_or_else(|| self.contradiction(&subject));
        if or_null { ty.nullable() } else { ty }
    }

    /// Of types that exclude each other the last one is taken: what follows in `allOf` says more than what it is based on.
    /// An object whose members are described says more than a text or a number.
    fn settle_type(&mut self, view: &mut View<'a>, place: &Place) {
        let is_number = |name: &&str| matches!(*name, "integer" | "number");
        if let Some(last) = view.types.last().copied()
            && view.types.len() > 1
            && !view.types.iter().all(is_number)
        {
            let types = view.types.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
            let is_object = view.types.contains(&"object") && !view.properties.is_empty() && last != "array";
            let (taken, what) = if is_object { ("object", "the object") } else { (last, "the last one") };
            let text = format!("this schema asks for {types} at once, which no value is; {what} is taken");
            self.note(NoteKind::Contradiction, place, text);
            view.types = vec![taken];
            if is_object {
                view.enums.clear();
            }
        }
    }

    /// Notes what stands beside a reference and is not checked.
    fn note_beside(&mut self, located: &[Located<'a>]) {
        let mut stack = located.to_vec();
        while let Some(Located { target, place, .. }) = stack.pop() {
            if let Target::Schema(schema) = target {
                self.note_negations(&View::of_keywords(schema, &place));
                stack.extend(all_of(schema, &place));
            }
        }
    }

    fn note_negations(&mut self, view: &View<'a>) {
        for negation in &view.negations {
            self.note(NoteKind::Unchecked, negation, "`not` is a constraint that no type can say; it is ignored");
        }
    }

    fn note_unchecked(&mut self, view: &View<'a>, place: &Place) {
        // What the cases of a choice describe is for them to tell.
        let is_struct = view.choices.is_empty() && !view.properties.is_empty() && view.additional.is_empty();
        for (name, required) in view.undescribed().filter(|_| is_struct) {
            let what = if required { "is required" } else { "is named" };
            self.note(NoteKind::Untyped, place, format!("`{name}` {what} and not described; it became JSON"));
        }
        self.note_negations(view);
    }

    /// The type that `x-rust-type` asks for.
    fn declared_type(&mut self, name: &str, place: &Place) -> Type {
        if let Some((_, ty)) = DECLARED.iter().find(|(known, _)| *known == name) {
            return ty.clone();
        }
        let known = DECLARED.iter().map(|(known, _)| format!("`{known}`")).collect::<Vec<_>>().join(", ");
        let message = format!("`x-rust-type` is {}, which is no type that a value can be given", code(name));
        self.error(Diagnostic::new(place, message).help(format!("take one of {known}, or remove it")));
        Type::Json
    }

    /// What `x-rust-box` says is for a type that has a name and is made of this very schema.
    fn check_box(&mut self, value: &Value, own: Option<TypeId>, place: &Place) {
        if !value.is_boolean() {
            let message = "`x-rust-box` is neither `true` nor `false`";
            self.error(Diagnostic::new(place, message).help("say one of them, or remove it"));
        } else if own.is_none() {
            let text = "`x-rust-box` is for the schema of a type with a name, such as an object; it is ignored";
            self.note(NoteKind::Ignored, place, text);
        }
    }

    /// No type fits, since the schemas that should hold together exclude each other.
    fn contradiction(&mut self, subject: &Subject<'_, 'a>) -> Type {
        let text = "this schema gives no type that its other keywords agree with; it became JSON";
        self.note(NoteKind::Contradiction, &subject.place, text);
        Type::Json
    }

    /// Text that must not be shown, in lists and maps too.
    fn secret(&mut self, ty: Type, located: &[Located<'a>]) -> Type {
        match ty {
            Type::String | Type::Secret => Type::Secret,
            // Nothing but `null` is left of the text.
            Type::Unit => Type::Unit,
            Type::Nullable(inner) => self.secret(*inner, located).nullable(),
            Type::List(inner) => self.secret(*inner, located).list(),
            Type::Map(inner) => self.secret(*inner, located).map(),
            _ if View::of(self.openapi, located).is_type("string") => {
                let place = located.first().map_or_else(Place::root, |first| first.place.clone());
                let text = "this schema asks for a secret text and for something else; it became a secret text";
                self.note(NoteKind::Contradiction, &place, text);
                Type::Secret
            }
            other if View::of(self.openapi, located).types.contains(&"string") => {
                let place = located.first().map_or_else(Place::root, |first| first.place.clone());
                let text = "this schema asks for a secret text and for something else; nothing of it is held back";
                self.note(NoteKind::Contradiction, &place, text);
                other
            }
            other => {
                let place = place_of(located);
                let help = "put it on the strings that are secret, and without `x-rust-newtype`";
                self.error(Diagnostic::new(&place, "`x-sensitive` is for strings only").help(help));
                other
            }
        }
    }

    fn try_list(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let view = &subject.view;
        if !(view.is_type("array") || view.types.is_empty() && !view.items.is_empty()) {
            return None;
        }
        if view.items.is_empty() {
            self.note(NoteKind::Untyped, &subject.place, "an array without `items` became a list of JSON values");
            return Some(Type::Json.list());
        }
        if let [items] = view.items.as_slice()
            && view.is_tuple
            && let [elements] = View::of(self.openapi, std::slice::from_ref(items)).choices.as_slice()
        {
            let named = |index: usize| subject.hint.inside(&format!("item {}", index + 1));
            let place = subject.place.at("prefixItems");
            let required = view.min_items.unwrap_or_default();
            let elements = elements.iter().enumerate().map(|(index, element)| {
                let element = Located { target: element.target, place: place.index(index), level: 0 };
                let ty = self.schema(&[element], &named(index));
                if index < required { ty } else { Type::Trailing(Box::new(ty)) }
            });
            let tuple = Type::Tuple(elements.collect());
            if tuple.parts() <= MAX_TUPLE_PARTS {
                return Some(tuple);
            }
            let text = format!("a tuple of more than {MAX_TUPLE_PARTS} types became a list of JSON values");
            self.note(NoteKind::Untyped, &subject.place, text);
            return Some(Type::Json.list());
        }
        Some(self.schema(&view.items, &subject.hint.inside("item")).list())
    }
}

/// Where schemas stand that hold together: where the first one does.
pub(super) fn place_of(located: &[Located<'_>]) -> Place {
    located.first().map_or_else(Place::root, |first| first.place.clone())
}

fn try_anything(subject: &Subject<'_, '_>) -> Option<Type> {
    subject.view.is_empty().then_some(Type::Json)
}

fn try_bool(subject: &Subject<'_, '_>) -> Option<Type> {
    subject.view.is_type("boolean").then_some(Type::Bool)
}
