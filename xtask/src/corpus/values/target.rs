//! What values are made for: a schema, or the arguments of a call.

use serde_json::Value;

use super::judge::{self, Fault};
use super::make::{Made, Maker};
use super::plan::{Subject, Travel};
use super::program::Reply;
use super::request::Request;
use super::schema::{Document, below};
use super::valid::Validators;

/// What values are made for.
#[derive(Debug)]
pub(super) enum Target<'p> {
    /// The values of a type.
    Type(&'p Subject),
    /// The arguments of a call, as an object.
    Call(Request<'p>),
}

impl Target<'_> {
    /// Pointer to the schema or the operation.
    pub(super) fn pointer(&self) -> String {
        match self {
            Self::Type(subject) => subject.pointer.clone(),
            Self::Call(request) => below(&below("/paths", &request.call.template), &request.call.method),
        }
    }

    /// The type or the function in Rust.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Type(subject) => &subject.path,
            Self::Call(request) => &request.call.path,
        }
    }

    /// Which members values have.
    pub(super) fn travel(&self) -> Travel {
        match self {
            Self::Type(subject) => subject.travel,
            Self::Call(_) => Travel::Sent,
        }
    }

    /// A value; none where the dice found none.
    pub(super) fn made(&self, maker: &mut Maker<'_, '_>) -> Option<Made> {
        match self {
            Self::Type(subject) => maker.value(&subject.pointer),
            Self::Call(request) => request.made(maker),
        }
    }

    /// Why a value is not valid.
    pub(super) fn rejects(&self, made: &Made, document: &Document<'_>, validators: &mut Validators) -> Option<String> {
        match self {
            // An argument that is `null` is none.
            Self::Type(subject) if made.value.is_null() && subject.pointer.contains("/parameters/") => {
                Some("it is null".to_owned())
            }
            Self::Type(subject) => validators.rejects(&document.resolved(&subject.pointer), made),
            Self::Call(request) => request.rejects(made, document, validators),
        }
    }

    /// What the program is given.
    pub(super) fn line(&self, made: &Made) -> String {
        match self {
            Self::Type(subject) => format!("{}\t\t{}", subject.number, made.value),
            Self::Call(request) => request.line(made),
        }
    }

    /// What is wrong with what came of a value.
    pub(super) fn fault(
        &self,
        made: &Made,
        reply: &Reply,
        (document, validators): (&Document<'_>, &mut Validators),
    ) -> Option<Fault> {
        let subject = match self {
            Self::Call(request) => return request.fault(made, reply),
            Self::Type(subject) => subject,
        };
        let text = made.value.to_string();
        if let Some(fault) = judge::judge(&text, reply) {
            return Some(fault);
        }
        let Reply::Read { json, head } = reply else { return None };
        if let Some(case) = &made.case
            && let Some(fault) = judge::other_case((subject, document), (made, case), head, validators)
        {
            return Some(fault);
        }
        // The same text is as valid as it was.
        if *json == text {
            return None;
        }
        let value: Value = serde_json::from_str(json).unwrap_or_default();
        let why = validators.rejects(&document.resolved(&subject.pointer), &Made { value, ..made.clone() })?;
        Some(Fault { kind: "invalid", why: format!("what was written is not valid: {why}"), way: Vec::new() })
    }
}
