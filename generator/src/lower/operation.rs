//! Operations: one function each, in the module of its tag.

use indexmap::IndexMap;
use openapiv3::{Operation as Source, PathItem, ReferenceOr};

use super::Lowering;
use super::parameter::Parameters;
use crate::diagnostic::Place;
use crate::ir::{Body, Docs, Method, Module, Operation};
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
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else { continue };
            for (method, source) in methods(item) {
                let tag = source.tags.first().map(String::as_str);
                let draft = drafts.entry(tag).or_insert_with(|| self.draft(tag, &mut module_names));
                let place = Place::root().at("paths").at(path).at(method.name());
                let words = source.operation_id.clone().unwrap_or_else(|| format!("{} {path}", method.name()));
                let file = draft.file.clone();
                let site = Site { path, item, source, method, place: &place, words: &words, file };
                let operation = self.operation(&site, draft);
                draft.module.operations.push(operation);
            }
        }
        self.api.modules = drafts.into_values().map(|draft| draft.module).collect();
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
            module: Module { name, tag: tag.map(str::to_owned), docs, operations: Vec::new() },
            functions: Scope::new(Style::Snake),
            types: Scope::new(Style::Camel),
            file,
        }
    }

    fn operation(&mut self, site: &Site<'_, 'a>, draft: &mut Draft) -> Operation {
        let short = without_words(site.words, draft.module.tag.as_deref().unwrap_or_default());
        let name = draft.functions.claim(&[&short, site.words]);
        let mut arguments = Scope::new(Style::Snake);
        let Parameters { path, parameters } = self.parameters(site, &mut arguments);
        let body = self.body(site, &mut arguments);
        let outcome = self.outcome(site, &name, &mut draft.types);
        let optional_body = matches!(&body, Some(Body::Value { required: false, .. }));
        let has_options = optional_body || parameters.iter().any(|parameter| !parameter.required);
        let type_name = has_options.then(|| draft.types.claim(&[name.as_str()]));
        Operation {
            name,
            type_name,
            method: site.method,
            path,
            parameters,
            body,
            output: outcome.output,
            failures: self.failures(site),
            headers: self.response_headers(site),
            accept: outcome.accept,
            security: self.security(site),
            server: self.server(site),
            docs: operation_docs(site, outcome.facts),
        }
    }
}

fn operation_docs(site: &Site<'_, '_>, facts: Vec<String>) -> Docs {
    let summary = site.source.summary.as_deref().map(str::trim).filter(|summary| !summary.is_empty());
    let description = site.source.description.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let text = match (summary, description) {
        (Some(summary), Some(description)) if description != summary => Some(format!("{summary}\n\n{description}")),
        (one, other) => one.or(other).map(str::to_owned),
    };
    Docs { text, facts, deprecated: site.source.deprecated }
}

/// The operations of a path, in the order of the specification (OpenAPI 3.0.3, section 4.7.9).
fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Source)> {
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
