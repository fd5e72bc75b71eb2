//! What stands in the documentation of an item: the text of the description, and the facts that its type does not say.

use super::Lowering;
use super::annotations::Annotations;
use super::object::value_schemas;
use super::schema::Subject;
use super::values::common_values;
use super::view::{Bound, Located, View};
use crate::formats::is_integer;
use crate::ir::{Docs, Type};
use crate::markdown::code;

/// The most numbers of an `enum` that documentation lists.
const MAX_LISTED: usize = 32;

/// The schemas of a member or parameter, and what became of them.
pub(super) struct Subjects<'s, 'a> {
    pub(super) located: &'s [Located<'a>],
    pub(super) annotations: &'s Annotations<'a>,
    pub(super) ty: &'s Type,
}

/// Documentation of a type.
pub(super) fn type_docs(subject: &Subject<'_, '_>) -> Docs {
    let Annotations { description, title, deprecated, .. } = subject.annotations;
    let mut facts = Vec::new();
    if subject.annotations.newtype {
        facts.extend(pattern(&subject.view));
    }
    // What stands inside something else is documented there.
    facts.extend(default_fact(&subject.annotations).filter(|_| subject.hint.component.is_some()));
    Docs { text: description.or(title).map(str::to_owned), facts, deprecated }
}

impl<'a> Lowering<'a> {
    /// Documentation of a member or parameter: a type with a name brings its own facts.
    pub(super) fn member_docs(&self, subjects: &Subjects<'_, 'a>) -> Docs {
        let Annotations { description, title, deprecated, .. } = *subjects.annotations;
        let view = View::of(self.openapi, subjects.located);
        let mut facts = match subjects.ty {
            ty if is_written_out(ty) => scalar_facts(&view),
            Type::List(_) => self.list_facts(&view),
            Type::Map(inner) if is_written_out(inner) => {
                self.each("value", &value_schemas(&view)).into_iter().collect()
            }
            _ => Vec::new(),
        };
        facts.extend(default_fact(subjects.annotations));
        Docs { text: description.or(title).map(str::to_owned), facts, deprecated }
    }

    /// The constraints of a list, in words.
    fn list_facts(&self, view: &View<'a>) -> Vec<String> {
        let mut facts: Vec<String> = count(view.min_items, view.max_items, "element").into_iter().collect();
        if view.unique_items {
            facts.push("No element twice.".to_owned());
        }
        facts.extend(self.each("element", &view.items));
        facts
    }

    /// What is said of each element or value, if that is a scalar.
    fn each(&self, what: &str, located: &[Located<'a>]) -> Option<String> {
        let view = View::of(self.openapi, located);
        let mut facts = scalar_facts(&view);
        facts.extend(default_fact(&self.annotations(located)));
        let is_scalar = view.properties.is_empty() && view.items.is_empty() && view.choices.is_empty();
        (is_scalar && !facts.is_empty()).then(|| format!("Each {what}: {}", facts.join(" ")))
    }
}

/// Whether all that the schema says must be read at the member, since its type has no documentation of its own.
fn is_written_out(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) | Type::Trailing(inner) | Type::Boxed(inner) => is_written_out(inner),
        Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Tuple(_) => false,
        _ => true,
    }
}

/// The constraints of a scalar, in words (JSON Schema validation, section 6).
fn scalar_facts(view: &View<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(count(view.min_length, view.max_length, "character"));
    match (view.minimum, view.maximum) {
        (Some(min @ Bound { exclusive: false, .. }), Some(max @ Bound { exclusive: false, .. })) => {
            facts.push(format!("From {min} to {max}."));
        }
        (min, max) => {
            let at_least = |bound: Bound<'_>| if bound.exclusive { "More than" } else { "At least" };
            let at_most = |bound: Bound<'_>| if bound.exclusive { "Less than" } else { "At most" };
            facts.extend(min.map(|bound| format!("{} {}.", at_least(bound), bound)));
            facts.extend(max.map(|bound| format!("{} {}.", at_most(bound), bound)));
        }
    }
    facts.extend(view.multiple_of.map(|step| format!("A multiple of {step}.")));
    facts.extend(pattern(view));
    facts.extend(listed_numbers(view));
    let formats = view.formats.iter().filter(|format| !is_spelled_by_type(view, format));
    facts.extend(formats.map(|format| format!("Format: {}.", code(format))));
    facts
}

fn default_fact(annotations: &Annotations<'_>) -> Option<String> {
    annotations.default.filter(|value| !value.is_null()).map(|value| format!("Default: {}.", code(&value.to_string())))
}

/// Whether the type says what the format says.
fn is_spelled_by_type(view: &View<'_>, format: &str) -> bool {
    if view.is_type("string") {
        return ["date-time", "date", "byte", "binary", "password"].contains(&format);
    }
    is_integer(format) || ["float", "double"].contains(&format)
}

/// The numbers of an `enum` that became a number, unless there is only one or there are many.
fn listed_numbers(view: &View<'_>) -> Option<String> {
    let values = common_values(view);
    let is_list = (2..=MAX_LISTED).contains(&values.len()) && values.iter().all(serde_json::Value::is_number);
    let listed = || values.iter().map(|value| code(&value.to_string())).collect::<Vec<_>>().join(", ");
    is_list.then(|| format!("One of {}.", listed()))
}

/// How many of something there can be.
fn count(min: Option<usize>, max: Option<usize>, what: &str) -> Option<String> {
    let plural = |number: usize| if number == 1 { "" } else { "s" };
    match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} {what}{}.", plural(min))),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {what}s.")),
        (Some(min), None) => Some(format!("At least {min} {what}{}.", plural(min))),
        (None, Some(max)) => Some(format!("At most {max} {what}{}.", plural(max))),
        (None, None) => None,
    }
}

fn pattern(view: &View<'_>) -> Option<String> {
    view.pattern.map(|pattern| format!("Pattern: {}.", code(pattern)))
}
