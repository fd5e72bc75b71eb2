//! What stands in the documentation of an item: the text of the description, and the facts that its type does not say.

use super::Lowering;
use super::schema::Subject;
use super::view::{Annotations, Located, View};
use crate::ir::{Docs, Type};

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
    Docs { text: description.or(title).map(str::to_owned), facts, deprecated }
}

impl<'a> Lowering<'a> {
    /// Documentation of a member or parameter: a type with a name brings its own facts.
    pub(super) fn member_docs(&self, subjects: &Subjects<'_, 'a>) -> Docs {
        let Annotations { description, title, deprecated, default, .. } = *subjects.annotations;
        let mut facts = Vec::new();
        if is_written_out(subjects.ty) {
            facts = scalar_facts(&View::of(self.openapi, subjects.located));
        }
        facts.extend(default.filter(|value| !value.is_null()).map(|value| format!("Default: `{value}`.")));
        Docs { text: description.or(title).map(str::to_owned), facts, deprecated }
    }
}

/// Whether all that the schema says must be read at the member, since its type has no documentation of its own.
fn is_written_out(ty: &Type) -> bool {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) => is_written_out(inner),
        Type::Named(_) | Type::List(_) | Type::Map(_) => false,
        _ => true,
    }
}

/// The constraints of a scalar, in words (JSON Schema validation, section 6).
fn scalar_facts(view: &View<'_>) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(match (view.min_length, view.max_length) {
        (Some(min), Some(max)) if min == max => Some(format!("Exactly {min} characters.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max} characters.")),
        (Some(min), None) => Some(format!("At least {min} characters.")),
        (None, Some(max)) => Some(format!("At most {max} characters.")),
        (None, None) => None,
    });
    facts.extend(match (view.minimum, view.maximum) {
        (Some(min), Some(max)) => Some(format!("From {min} to {max}.")),
        (Some(min), None) => Some(format!("At least {min}.")),
        (None, Some(max)) => Some(format!("At most {max}.")),
        (None, None) => None,
    });
    facts.extend(pattern(view));
    let spelled_by_type = ["date-time", "date", "int32", "int64", "float", "double", "password"];
    let formats = view.formats.iter().filter(|format| !spelled_by_type.contains(&format.as_str()));
    facts.extend(formats.map(|format| format!("Format: `{format}`.")));
    facts
}

fn pattern(view: &View<'_>) -> Option<String> {
    view.pattern.map(|pattern| format!("Pattern: `{pattern}`."))
}
