//! The envelope: an object around each answer, which `x-envelope` at the root of the document declares.
//!
//! ```yaml
//! x-envelope:
//!   payload: result                       # the member that differs from answer to answer
//!   members: [success, errors, messages]  # what every envelope has
//!   optional: [result_info]               # what some have
//! ```

use std::collections::BTreeSet;

use serde_json::Value;

use super::inline::Part;
use super::operation::Site;
use super::view::{self, Located, Target, View, component_name};
use super::{Lowering, schema_place};
use crate::diagnostic::{Diagnostic, Place};
use crate::ir::Type;

/// The members of the envelope that the support code knows.
const KNOWN: &[&str] = &["success", "errors", "messages", "result", "result_info"];

/// Which objects are envelopes.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    payload: String,
    members: Vec<String>,
    optional: Vec<String>,
}

impl Envelope {
    /// Whether an object has the members of an envelope and none beside them; the payload may be missing.
    fn fits(&self, view: &View<'_>) -> bool {
        let known =
            |name: &str| name == self.payload || self.members.iter().chain(&self.optional).any(|member| member == name);
        !self.members.is_empty()
            && self.members.iter().all(|member| view.properties.contains_key(member.as_str()))
            && view.properties.keys().all(|name| known(name))
    }
}

impl<'a> Lowering<'a> {
    /// Reads `x-envelope`.
    pub(super) fn declared_envelope(&mut self) -> Option<Envelope> {
        let declared = self.openapi.extensions.get("x-envelope")?;
        let place = Place::root().at("x-envelope");
        let list = |key: &str| -> Option<Vec<String>> {
            let Some(list) = declared.get(key) else { return Some(Vec::new()) };
            list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
        };
        let parts = (declared.get("payload").and_then(Value::as_str), list("members"), list("optional"));
        let (Some(payload), Some(members), Some(optional)) = parts else {
            let help = "write `payload: NAME`, `members: [NAME, …]` and, if some have more, `optional: [NAME, …]`";
            self.error(Diagnostic::new(&place, "`x-envelope` is not a description of an envelope").help(help));
            return None;
        };
        let envelope = Envelope { payload: payload.to_owned(), members, optional };
        let all = envelope.members.iter().chain(&envelope.optional).map(String::as_str);
        for name in all.chain([payload]).filter(|name| !KNOWN.contains(name)) {
            let help = format!("the members it can have are {}", KNOWN.join(", "));
            self.error(Diagnostic::new(&place, format!("the envelope has no member `{name}`")).help(help));
        }
        if payload != "result" || !envelope.members.iter().any(|member| member == "success") {
            let help = "give it `payload: result`, and `success` among its `members`";
            self.error(Diagnostic::new(&place, "this envelope cannot be told from its payload").help(help));
        }
        Some(envelope)
    }

    /// The type of the payload, when the schemas are an envelope.
    pub(super) fn payload(&mut self, site: &Site<'_, 'a>, located: &[Located<'a>]) -> Option<Type> {
        let view = self.envelope_view(located)?;
        let payload = self.envelope.as_ref()?.payload.clone();
        let whole = located.first()?;
        self.api.may_lack_success |= !view.required.contains("success");
        Some(match view.properties.get(payload.as_str()) {
            Some(schemas) => self.inline_part(site, &Part { word: "result", whole, schemas }),
            None => Type::Json,
        })
    }

    /// Whether the schemas are an envelope.
    pub(super) fn is_envelope(&self, located: &[Located<'a>]) -> bool {
        self.envelope_view(located).is_some()
    }

    fn envelope_view(&self, located: &[Located<'a>]) -> Option<View<'a>> {
        let envelope = self.envelope.as_ref()?;
        let view = View::of(self.openapi, located);
        envelope.fits(&view).then_some(view)
    }

    /// Components that are envelopes, and those that only the members of envelopes refer to.
    ///
    /// The support code stands for them; one that something else refers to as well is lowered when that is.
    pub(super) fn envelope_parts(&self) -> BTreeSet<&'a str> {
        let mut parts = BTreeSet::new();
        let mut open = Vec::new();
        for name in self.components.keys().copied() {
            let Some(schema) = view::find(self.openapi, name) else { continue };
            let Some(view) = self.envelope_view(&[Located::new(schema, schema_place(name))]) else { continue };
            parts.insert(name);
            let payload = self.envelope.as_ref().map(|envelope| envelope.payload.as_str());
            let members = view.properties.into_iter().filter(|(member, _)| Some(*member) != payload);
            open.extend(members.flat_map(|(_, schemas)| schemas));
        }
        while let Some(located) = open.pop() {
            match located.target {
                Target::Reference(reference) => {
                    let Some(name) = component_name(reference).filter(|name| parts.insert(*name)) else { continue };
                    let schema = view::find(self.openapi, name);
                    open.extend(schema.map(|schema| Located::new(schema, schema_place(name))));
                }
                Target::Schema(schema) => {
                    let view = View::of_keywords(schema, &located.place);
                    open.extend(view::all_of(schema, &located.place));
                    open.extend(view.properties.into_values().flatten());
                    open.extend(view.items);
                    open.extend(view.choices.into_iter().flatten());
                }
            }
        }
        parts
    }
}
