//! What is wrong with what came of a value.

use std::collections::BTreeSet;

use super::super::exact::{self, Kind};
use super::make::{Case, Made};
use super::plan::Subject;
use super::program::Reply;
use super::schema::Document;
use super::valid::Validators;

/// Why a value did not survive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What kind of fault it is, so that a smaller value can be told to have the same.
    pub(super) kind: &'static str,
    pub(super) why: String,
    /// The way to what differs.
    pub(super) way: Vec<String>,
}

/// The fault, if there is any.
pub(super) fn judge(value: &str, reply: &Reply) -> Option<Fault> {
    let fault = |kind, why, way| Some(Fault { kind, why, way });
    let json = match reply {
        Reply::Crashed(why) => return fault("crash", why.clone(), Vec::new()),
        Reply::Unreadable(why) => return fault("unreadable", format!("cannot be read as its type: {why}"), Vec::new()),
        Reply::Read { json, .. } => json,
    };
    let difference = match exact::difference(value, json) {
        Err(why) => return fault("garbled", format!("what was written is no JSON: {why}"), Vec::new()),
        Ok(None) => return None,
        Ok(Some(difference)) => difference,
    };
    let kind = match difference.kind {
        Kind::Lost => "lost",
        Kind::New => "new",
        Kind::Twice => "twice",
        Kind::Length(..) => "length",
        Kind::Changed(..) => "changed",
    };
    fault(kind, difference.to_string(), difference.way)
}

/// The case that was read, if it is another one than was made, and the value is valid for that one alone.
pub(super) fn other_case(
    (subject, document): (&Subject, &Document<'_>),
    (made, case): (&Made, &Case),
    head: &str,
    validators: &mut Validators,
) -> Option<Fault> {
    let value = &made.value;
    if subject.variants.is_empty() {
        return None;
    }
    let names: BTreeSet<String> =
        case.names.iter().filter_map(|name| Some(document.component(name)?.pointer)).collect();
    let is_meant = |places: &[String]| places.contains(&case.arm) || places.iter().any(|place| names.contains(place));
    let expected: Vec<&str> =
        subject.variants.iter().filter(|(_, places)| is_meant(places)).map(|(name, _)| name.as_str()).collect();
    let head = head.strip_prefix("Some(").unwrap_or(head);
    let read = head.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if expected.is_empty() || expected.contains(&read) || value.is_null() {
        return None;
    }
    // Nothing says which case a value is without the member that tells (OpenAPI 3.0.3, section 4.7.25).
    if case.tag.as_ref().is_some_and(|member| value.get(member).is_none()) {
        return None;
    }
    let mut others = case.arms.iter().filter(|arm| **arm != case.arm);
    if !(case.tag.is_some() && made.says_tag()) && others.any(|arm| validators.is_valid(arm, made)) {
        return None;
    }
    let expected = expected.join("` or `");
    let why = format!("was made as `{expected}` and is read as `{read}`");
    Some(Fault { kind: "case", why, way: Vec::new() })
}
