//! Webhooks and callbacks: requests that the API makes. Who receives one wants the type of its body.

use openapiv3::{Operation, PathItem, ReferenceOr};

use super::body::encoding;
use super::operation::{description, methods};
use super::reference::Section;
use super::view::Located;
use super::{Hint, Lowering};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Docs, Incoming, Output};
use crate::names::{Scope, Style};

/// The key in `components.callbacks` under which `read` keeps webhooks.
const WEBHOOKS: &str = "x-webhooks";

impl<'a> Lowering<'a> {
    /// The bodies of webhooks, of the callbacks in `components`, and of those of operations.
    pub(super) fn lower_incoming(&mut self) {
        let mut names = Scope::new(Style::Camel);
        let place = Place::root().at("components").at("callbacks");
        let callbacks = self.openapi.components.as_ref().map(|components| &components.callbacks);
        for (name, callback) in callbacks.into_iter().flatten() {
            let ReferenceOr::Item(callback) = callback else { continue };
            let place = place.at(name);
            for (key, item) in callback {
                let (what, words) = if name == WEBHOOKS { ("Webhook", key) } else { ("Callback", name) };
                self.incoming(&Received { what, words, key, item, place: place.at(key) }, &mut names);
            }
        }
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else { continue };
            for (method, operation) in methods(item) {
                let place = Place::root().at("paths").at(path).at(method.name()).at("callbacks");
                let id = operation.operation_id.clone().unwrap_or_else(|| format!("{} {path}", method.name()));
                for (name, callback) in &operation.callbacks {
                    let words = &format!("{id} {name}");
                    for (key, item) in callback {
                        let place = place.at(name).at(key);
                        self.incoming(&Received { what: "Callback", words, key, item, place }, &mut names);
                    }
                }
            }
        }
    }

    fn incoming(&mut self, received: &Received<'_, 'a>, names: &mut Scope) {
        for (method, operation) in methods(received.item) {
            let place = received.place.at(method.name());
            let Some(located) = self.received_body(operation, &place) else {
                let text = "what is received here has no body that a type could be made of";
                self.note(NoteKind::Unsupported, &place, text);
                continue;
            };
            let hint = Hint { component: None, words: format!("{} body", received.words), module: None, within: None };
            let at = located.place.clone();
            let ty = self.schema(&[located], &hint);
            self.received_whole(&at, Output::Json(ty.clone()));
            let verb = method.name().to_ascii_uppercase();
            let longer = format!("{} {}", received.words, method.name());
            let fact = match received.what {
                "Webhook" => format!("Webhook: `{verb}`."),
                _ => format!("Callback: {}.", crate::markdown::code(&format!("{verb} {}", received.key))),
            };
            let docs = Docs { text: description(operation), facts: vec![fact], deprecated: operation.deprecated };
            let name = names.claim(&[received.words, &longer]);
            self.api.incoming.push(Incoming { name, ty, docs });
        }
    }

    /// The schema of the first body that a type is made of.
    fn received_body(&mut self, operation: &'a Operation, place: &Place) -> Option<Located<'a>> {
        let entries = self.openapi.components.as_ref().map(|components| &components.request_bodies);
        let section = Section { key: "requestBodies", entries };
        let (body, place) = self.resolve(operation.request_body.as_ref()?, place.at("requestBody"), &section)?;
        let mut content = body.content.iter().filter(|(name, _)| encoding(name).is_some());
        let (name, schema) = content.find_map(|(name, media)| Some((name, media.schema.as_ref()?)))?;
        self.unused_types(&body.content, &place.at("content"), Some(name));
        Some(Located::new(schema, place.at("content").at(name).at("schema")))
    }
}

/// A path item that the API sends requests for.
struct Received<'s, 'a> {
    what: &'static str,
    /// What it is called.
    words: &'s str,
    /// The name of the webhook, or the expression for the callback's URL.
    key: &'s str,
    item: &'a PathItem,
    place: Place,
}
