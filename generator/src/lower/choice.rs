//! `oneOf` and `anyOf`: one of several schemas.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::cases::Cases;
use super::docs::Subjects;
use super::object::{is_object, value_schemas};
use super::schema::Subject;
use super::view::{Additional, Located, Target, View, component_name};
use super::{Hint, Job, Lowering, Work, schema_place};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Case, Docs, Shape, Standing, Tagging, Type};
use crate::names::{Scope, Style};

/// One of the schemas, and what its case is called.
#[derive(Clone, Debug)]
pub(super) struct Arm<'a> {
    pub(super) schemas: Vec<Located<'a>>,
    /// What holds beside the choice, if the schemas do not say it too.
    pub(super) beside: Option<Rc<View<'a>>>,
    pub(super) name: String,
    /// The values of the tag that stand for it.
    pub(super) tags: Vec<String>,
}

impl Arm<'_> {
    /// Where its schemas stand, and the components that they are.
    fn places(&self) -> Vec<Place> {
        let components = self.schemas.iter().filter_map(Located::component).map(schema_place);
        self.schemas.iter().map(|schema| schema.place.clone()).chain(components).collect()
    }
}

/// What is left of a choice in the light of all that holds beside it.
enum Settled<'a> {
    /// One of these must hold.
    Choice(Vec<Located<'a>>),
    /// It says nothing more than the names of members.
    Nothing(BTreeSet<&'a str>),
    /// It says nothing more but what no type can say.
    Unchecked(&'static str, BTreeSet<&'a str>),
    /// None of it can hold.
    Contradiction,
}

impl<'a> Lowering<'a> {
    /// Leaves out of the choices what cannot be, and the choices that say nothing more than what holds beside them.
    /// Gives whether `null` is one of the values.
    pub(super) fn settle_choices(&mut self, view: &mut View<'a>, place: &Place) -> bool {
        let mut or_null = false;
        self.pass_over_any(view);
        for arms in std::mem::take(&mut view.choices) {
            let (nulls, arms): (Vec<_>, Vec<_>) = arms.into_iter().partition(|arm| self.is_null(arm));
            or_null |= !nulls.is_empty();
            or_null |= arms.iter().any(|arm| self.takes_null(arm));
            if arms.is_empty() && !nulls.is_empty() {
                view.choices.push(Vec::new());
                continue;
            }
            let arms = self.settle_kinds(view, arms, place);
            match self.in_light_of(view, arms) {
                Settled::Choice(arms) => view.choices.push(arms),
                Settled::Nothing(named) => view.mentioned.extend(named),
                Settled::Unchecked(text, named) => {
                    view.mentioned.extend(named);
                    self.note(NoteKind::Unchecked, place, text);
                }
                Settled::Contradiction => self.no_case_agrees(place),
            }
        }
        if view.choices.len() > 1 {
            self.settle_types(view, place);
        }
        or_null
    }

    /// That an object may have any other members says nothing where the values are not only objects.
    fn pass_over_any(&self, view: &mut View<'a>) {
        let says_more = !(view.types.is_empty() && view.properties.is_empty() && view.required.is_empty());
        if says_more || view.additional.is_empty() {
            return;
        }
        let is_other = |arm: &Located<'a>| {
            let kinds = View::of(self.openapi, std::slice::from_ref(arm)).kinds();
            !kinds.is_empty() && !kinds.contains(&"object")
        };
        if view.choices.iter().flatten().any(is_other) {
            view.additional.retain(|additional| !matches!(additional, Additional::Any));
        }
    }

    /// Choices that name types alone leave of the other choices what is of these types, and say nothing more.
    fn settle_types(&mut self, view: &mut View<'a>, place: &Place) {
        let views = |arms: &[Located<'a>]| -> Vec<View<'a>> {
            arms.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))).collect()
        };
        let names_types = |arms: &Vec<Located<'a>>| !arms.is_empty() && views(arms).iter().all(View::names_types);
        let (mut types, mut choices): (Vec<_>, Vec<_>) =
            std::mem::take(&mut view.choices).into_iter().partition(names_types);
        if choices.is_empty() {
            choices.push(types.remove(0));
        }
        let mut agrees = true;
        for types in types.iter().map(|arms| views(arms)) {
            for choice in &mut choices {
                let is_of_a_type = |view: &View<'a>| types.iter().any(|of| !of.excludes(view));
                let own = views(choice);
                let left: Vec<_> = choice.iter().zip(&own).filter(|(_, view)| is_of_a_type(view)).collect();
                if left.is_empty() {
                    agrees = false;
                } else {
                    *choice = left.into_iter().map(|(arm, _)| arm.clone()).collect();
                }
            }
        }
        view.choices = choices;
        if !agrees {
            self.no_case_agrees(place);
        }
    }

    fn no_case_agrees(&mut self, place: &Place) {
        let text = "no case of a choice agrees with what stands beside it; the choice is ignored";
        self.note(NoteKind::Contradiction, place, text);
    }

    fn in_light_of(&self, beside: &View<'a>, arms: Vec<Located<'a>>) -> Settled<'a> {
        if arms.is_empty() {
            return Settled::Unchecked("a choice of no schemas is ignored", BTreeSet::new());
        }
        let views: Vec<View<'a>> = arms.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))).collect();
        let describes = !beside.properties.is_empty() || !beside.items.is_empty() || !beside.enums.is_empty();
        let is_part = |arm: &Located<'a>| {
            matches!(arm.target, Target::Reference(reference)
                if component_name(reference).is_some_and(|name| beside.parts.contains(name)))
        };
        let holds_anyway = |(arm, view): (&Located<'a>, &View<'a>)| {
            is_part(arm) || view.names_types() && view.kinds() == beside.kinds() || describes && view.is_empty()
        };
        let relates = describes && views.iter().any(|view| !view.negations.is_empty());
        let is_open = relates || arms.iter().zip(&views).any(holds_anyway);
        if is_open || !beside.properties.is_empty() && views.iter().all(View::only_requires) {
            let more = self.further(beside, arms, &views);
            let named = views.iter().flat_map(|view| view.required.iter().copied()).collect();
            return match () {
                () if !more.is_empty() => Settled::Choice(more),
                () if is_open && !relates => Settled::Nothing(named),
                () => Settled::Unchecked("a choice that only says which members go together is not checked", named),
            };
        }
        if views.iter().all(|view| view.excludes(beside)) { Settled::Contradiction } else { Settled::Choice(arms) }
    }

    /// Leaves out the arms that are of another JSON type than what stands beside them. A `type: object` that stands there
    /// alone is left out instead: the arms say more of what is sent.
    fn settle_kinds(&mut self, view: &mut View<'a>, arms: Vec<Located<'a>>, place: &Place) -> Vec<Located<'a>> {
        let views: Vec<View<'a>> = arms.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))).collect();
        let excluded = views.iter().filter(|arm| arm.excludes(view)).count();
        let is_alone = !View { choices: Vec::new(), ..view.clone() }.is_structural();
        // What names types alone is there to be narrowed.
        let is_stray = excluded == arms.len() || excluded > 0 && !views.iter().all(View::names_types);
        if is_stray && view.is_type("object") && is_alone && views.iter().all(|arm| !arm.kinds().is_empty()) {
            let text = "`type: object` stands beside a choice with cases of other types; the cases are taken";
            self.note(NoteKind::Contradiction, place, text);
            view.types.clear();
            return arms;
        }
        if excluded == 0 || excluded == arms.len() {
            return arms;
        }
        if views.iter().any(|arm| arm.excludes(view) && !arm.names_types()) {
            let text = format!(
                "{excluded} of {} cases of a choice are of another JSON type than what stands beside them; they are left \
                 out",
                arms.len()
            );
            self.note(NoteKind::Contradiction, place, text);
        }
        arms.into_iter().zip(&views).filter(|(_, arm)| !arm.excludes(view)).map(|(arm, _)| arm).collect()
    }

    /// The arms that name members which are not there yet, and where values can do without them one that does not; none
    /// if no arm names any.
    fn further(&self, beside: &View<'a>, arms: Vec<Located<'a>>, views: &[View<'a>]) -> Vec<Located<'a>> {
        let names_more = |view: &View<'a>| !view.excludes(beside) && self.names_more(view, beside);
        let takes_all = |view: &&View<'a>| view.choices.is_empty() && view.required.is_subset(&beside.required);
        let (more, others): (Vec<_>, Vec<_>) = arms.into_iter().zip(views).partition(|(_, view)| names_more(view));
        let needs_other = !more.is_empty() && !more.iter().map(|(_, view)| *view).any(|view| takes_all(&view));
        let other = others.into_iter().find(|(_, view)| !view.excludes(beside)).filter(|_| needs_other);
        more.into_iter().chain(other).map(|(arm, _)| arm).collect()
    }

    /// Whether a schema has a member that another one does not have.
    fn names_more(&self, view: &View<'a>, than: &View<'a>) -> bool {
        let is_more = |view: &View<'a>| view.properties.keys().any(|name| !than.properties.contains_key(name));
        is_more(view) || Cases::new(self.openapi, view.choices.iter().flatten()).any(|(_, view)| is_more(&view))
    }

    pub(super) fn try_choice(&mut self, subject: &Subject<'_, 'a>) -> Option<Type> {
        let (first, others) = subject.view.choices.split_first()?;
        if first.is_empty() {
            return Some(Type::Unit);
        }
        let mut beside = subject.view.clone();
        beside.choices = others.to_vec();
        let beside = Rc::new(beside);
        let mut views: Vec<View<'a>> =
            first.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))).collect();
        let teller = self.teller(subject.annotations.discriminator.as_ref(), &views);
        let mut first = first.clone();
        if let Some(teller) = &teller {
            let further = self.further_heirs(&first, subject, teller);
            views.extend(further.iter().map(|arm| View::of(self.openapi, std::slice::from_ref(arm))));
            first.extend(further);
        }
        let names = self.arm_names(&first, &views);
        let arms = first.iter().zip(&views).zip(names).map(|((arm, view), name)| Arm {
            schemas: vec![arm.clone()],
            beside: (!view.covers(&beside)).then(|| beside.clone()),
            name,
            tags: Vec::new(),
        });
        let mut arms: Vec<Arm<'a>> = arms.collect();
        if let [only] = arms.as_slice() {
            return Some(self.arm(only, subject.hint));
        }
        let simple = self.try_values(subject, &first).or_else(|| self.try_same(subject, &arms, &views));
        simple.or_else(|| self.try_maps(subject, &arms, &views)).or_else(|| {
            let tag = self.tell_apart(&mut arms, teller.as_ref());
            for (arm, view) in arms.iter_mut().zip(&views) {
                // A name that only says the JSON type says less than the tag does.
                if let (Some(member), Some(first)) = (tag, arm.tags.first())
                    && arm.name == kind_name(view)
                {
                    let is_number = first.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                    arm.name = if is_number { format!("{member} {first}") } else { first.clone() };
                }
            }
            Some(self.union(subject, subject.hint, Work::Union { arms, tag }))
        })
    }

    /// A choice of texts, or of numbers, that come to the same type is that type: no value tells the arms apart.
    fn try_same(&mut self, subject: &Subject<'_, 'a>, arms: &[Arm<'a>], views: &[View<'a>]) -> Option<Type> {
        let is_simple =
            |(arm, view): (&Arm<'a>, &View<'a>)| view.is_scalar() && !self.annotations(&arm.schemas).newtype;
        if !arms.iter().zip(views).all(is_simple) {
            return None;
        }
        let types: Vec<Type> = arms.iter().map(|arm| self.arm(arm, subject.hint).not_null()).collect();
        let (first, others) = types.split_first()?;
        others.iter().all(|ty| ty == first).then(|| first.clone())
    }

    /// A choice of maps is a map of choices: one whose values are of several kinds fits no arm, and an empty one fits all.
    fn try_maps(&mut self, subject: &Subject<'_, 'a>, arms: &[Arm<'a>], views: &[View<'a>]) -> Option<Type> {
        if !views.iter().all(is_map) || arms.iter().any(|arm| arm.beside.is_some()) {
            return None;
        }
        let of_values = |(view, arm): (&View<'a>, &Arm<'a>)| Arm { schemas: value_schemas(view), ..arm.clone() };
        let arms = views.iter().zip(arms).map(of_values).collect();
        let has_name = subject.annotations.rust_name.is_some();
        let hint = if has_name { subject.hint.clone() } else { subject.hint.inside("value") };
        let or_null = views.iter().flat_map(value_schemas).any(|values| self.takes_null(&values));
        let value = self.union(subject, &hint, Work::Union { arms, tag: None });
        Some(if or_null { value.nullable() } else { value }.map())
    }

    /// A union whose cases follow later.
    pub(super) fn union(&mut self, subject: &Subject<'_, 'a>, hint: &Hint<'a>, work: Work<'a>) -> Type {
        if let Some(outer) = self.outer(subject, |shape| matches!(shape, Shape::Union(..))) {
            return outer;
        }
        let id = self.define(subject, hint, Shape::Union(Vec::new(), Tagging::unknown()));
        self.jobs.push_back(Job { id, work });
        Type::Named(id)
    }

    fn arm(&mut self, arm: &Arm<'a>, hint: &Hint<'a>) -> Type {
        match &arm.beside {
            Some(beside) => self.schema_beside(beside, &arm.schemas, hint),
            None => self.schema(&arm.schemas, hint),
        }
    }

    /// The cases of a union that was defined earlier; arms that come to the same type are one case.
    pub(super) fn union_cases(&mut self, arms: &[Arm<'a>], tag: Option<&str>, hint: &Hint<'a>) -> Shape {
        let mut scope = Scope::new(Style::Variant);
        let mut cases: Vec<Case> = Vec::with_capacity(arms.len());
        for arm in arms {
            let ty = self.arm(arm, &hint.inside(&arm.name)).not_null();
            if let Some(case) = cases.iter_mut().find(|case| case.ty == ty) {
                case.join(&arm.tags, arm.places());
                continue;
            }
            let annotations = self.annotations(&arm.schemas);
            let text = annotations.description.map(str::to_owned);
            let has_docs = matches!(ty, Type::Named(_));
            let subjects = Subjects { located: &arm.schemas, annotations: &annotations, ty: &ty };
            let facts = if has_docs { Vec::new() } else { self.member_docs(&subjects).facts };
            let docs = Docs { text, facts, deprecated: false };
            cases.push(Case {
                name: scope.claim(&[&arm.name]),
                ty,
                tags: arm.tags.clone(),
                standing: Standing::default(),
                places: arm.places(),
                docs,
            });
        }
        let tag = tag.filter(|_| cases.len() > 1);
        Shape::Union(cases, Tagging::new(tag, &mut scope))
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

    /// Whether `null` is a value of a schema or of one of its cases.
    fn takes_null(&self, arm: &Located<'a>) -> bool {
        let takes_null =
            |arm: &Located<'a>, view: &View<'a>| is_null(view) || self.annotations(std::slice::from_ref(arm)).nullable;
        self.leads.borrow_mut().null.any(self.openapi, std::slice::from_ref(arm), takes_null)
    }

    /// Whether a schema stands for `null` alone.
    fn is_null(&self, arm: &Located<'a>) -> bool {
        is_null(&View::of(self.openapi, std::slice::from_ref(arm)))
    }
}

fn is_null(view: &View<'_>) -> bool {
    let only_null = |values: &Vec<serde_json::Value>| values.iter().all(serde_json::Value::is_null);
    !view.enums.is_empty() && view.enums.iter().all(only_null)
}

/// An object without named members whose values have a schema.
fn is_map(view: &View<'_>) -> bool {
    is_object(view) && view.properties.is_empty() && view.choices.is_empty() && !value_schemas(view).is_empty()
}

fn kind_name(view: &View<'_>) -> &'static str {
    match view.types.first() {
        Some(&"string") if view.formats.iter().any(|format| format == "binary") => "file",
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
