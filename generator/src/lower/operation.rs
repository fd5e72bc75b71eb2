//! Operations: one function each, in the module of its tag.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use indexmap::IndexMap;
use openapiv3::{Operation as Source, PathItem, ReferenceOr};

use super::Lowering;
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Body, Docs, Method, Module, Operation};
use crate::markdown::code;
use crate::names::{Ident, Scope, Style, without_words};

/// Where an operation stands in the document.
pub(super) struct Site<'s, 'a> {
    pub(super) path: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) source: &'a Source,
    pub(super) method: Method,
    pub(super) place: &'s Place,
    /// The words that types written inside the operation begin with.
    pub(super) words: &'s str,
    /// The file of those types.
    pub(super) file: Ident,
}

/// A module that is being filled.
struct Draft {
    module: Module,
    functions: Scope,
    types: Scope,
    /// The file of the types that are written inside the operations.
    file: Ident,
}

/// What operations without a tag are gathered under.
const NO_TAG: &str = "operations";

impl<'a> Lowering<'a> {
    pub(super) fn lower_operations(&mut self) {
        let mut drafts: IndexMap<Option<&'a str>, Draft> = IndexMap::new();
        let mut module_names = Scope::with(Style::Snake, super::OWN_MODULES);
        let mut identifiers: BTreeMap<&'a str, Place> = BTreeMap::new();
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else { continue };
            for (method, source) in methods(item) {
                let tag = source.tags.first().map(String::as_str);
                let draft = drafts.entry(tag).or_insert_with(|| self.draft(tag, &mut module_names));
                let place = Place::root().at("paths").at(path).at(method.name());
                self.identify(source, &place, &mut identifiers);
                let words = source.operation_id.clone().unwrap_or_else(|| format!("{} {path}", method.name()));
                let file = draft.file.clone();
                let site = Site { path, item, source, method, place: &place, words: &words, file };
                let operation = self.operation(&site, draft);
                draft.module.operations.push(operation);
            }
        }
        self.api.modules = drafts.into_values().map(|draft| draft.module).collect();
    }

    /// Says so where an operation has no name of its own.
    fn identify(&mut self, source: &'a Source, place: &Place, identifiers: &mut BTreeMap<&'a str, Place>) {
        let Some(id) = source.operation_id.as_deref() else {
            let text = "the operation has no `operationId`, so that its function is named after method and path";
            return self.note(NoteKind::Renamed, place, text);
        };
        match identifiers.entry(id) {
            Entry::Vacant(entry) => drop(entry.insert(place.clone())),
            Entry::Occupied(entry) => {
                let text = format!("{} is the operationId of {} too", code(id), code(&entry.get().to_string()));
                self.note(NoteKind::Contradiction, &place.at("operationId"), text);
            }
        }
    }

    fn draft(&mut self, tag: Option<&str>, names: &mut Scope) -> Draft {
        let text = self
            .openapi
            .tags
            .iter()
            .find(|known| Some(known.name.as_str()) == tag)
            .and_then(|known| known.description.clone());
        let docs = Docs { text, ..Docs::default() };
        let name = names.claim(&[tag.unwrap_or(NO_TAG)]);
        let file = self.files.claim(&[name.as_str(), &format!("{name}_operations")]);
        Draft {
            module: Module { name, tag: tag.map(str::to_owned), feature: None, docs, operations: Vec::new() },
            functions: Scope::new(Style::Snake),
            types: Scope::new(Style::Camel),
            file,
        }
    }

    fn operation(&mut self, site: &Site<'_, 'a>, draft: &mut Draft) -> Operation {
        let short = without_words(site.words, draft.module.tag.as_deref().unwrap_or_default());
        let name = draft.functions.claim(&[&short, site.words]);
        let mut arguments = Scope::new(Style::Snake);
        let parameters = self.parameters(site, &mut arguments);
        let body = self.body(site, &mut arguments);
        let outcome = self.outcome(site, &name, &mut draft.types);
        let optional_body = matches!(&body, Some(Body::Value { required: false, .. }));
        let has_options = optional_body || parameters.iter().any(|parameter| !parameter.required);
        let type_name = has_options.then(|| draft.types.claim(&[name.as_str()]));
        let server = self.server(site);
        let mut operation = Operation {
            name,
            type_name,
            method: site.method,
            path: site.path.to_owned(),
            target: self.target(site),
            parameters,
            body,
            output: outcome.output,
            failures: self.failures(site),
            headers: self.response_headers(site),
            accept: outcome.accept,
            security: self.security(site, server.as_deref()),
            server,
            paging: None,
            docs: operation_docs(site.source, outcome.facts),
        };
        operation.paging = self.paging(site, &operation);
        operation
    }
}

fn operation_docs(source: &Source, mut facts: Vec<String>) -> Docs {
    let url = source.external_docs.as_ref().map(|docs| docs.url.as_str());
    let is_plain = |url: &&str| url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\\`".contains(&byte));
    let is_web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    facts.extend(url.filter(is_plain).filter(is_web).map(|url| format!("More: <{url}>.")));
    Docs { text: description(source), facts, deprecated: source.deprecated }
}

/// Summary and description of an operation.
pub(super) fn description(source: &Source) -> Option<String> {
    let summary = source.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty());
    let description = source.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    match (summary, description) {
        (Some(summary), Some(description)) if description != summary => Some(format!("{summary}\n\n{description}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// The operations of a path, in the order of the specification (OpenAPI 3.0.3, section 4.7.9).
pub(super) fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Source)> {
    [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}
