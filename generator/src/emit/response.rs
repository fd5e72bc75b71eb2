//! What becomes of a response: how it is read, and what the documentation says about headers and failures.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::types::{Speller, plain};
use super::{Declaration, Item, Member, docs};
use crate::ir::{Answer, Operation, Output, Status, Type};
use crate::markdown::code;
use crate::names::Ident;

/// How a response is read: the argument of `Call`.
pub(super) fn output(output: &Output, speller: &mut Speller<'_>) -> TokenStream {
    let (wrapper, inner) = match output {
        Output::Empty => ("Empty", None),
        Output::Json(ty) => ("Json", Some(ty)),
        Output::TextOrJson(ty) => ("TextOrJson", Some(ty)),
        Output::Envelope(ty) => ("Envelope", Some(ty)),
        Output::Text => ("Text", None),
        Output::Binary => ("Binary", None),
        Output::ByStatus(name, _) => {
            let name = name.token();
            return quote!(#name);
        }
    };
    speller.imports.support(wrapper);
    let wrapper = format_ident!("{wrapper}");
    let inner = inner.map(|ty| {
        let ty = speller.ty(ty);
        quote!(<#ty>)
    });
    quote!(#wrapper #inner)
}

/// The name of the type that the module has for what an operation answers.
pub(super) fn type_name(operation: &Operation) -> Option<&Ident> {
    match &operation.output {
        Output::ByStatus(name, _) => Some(name),
        _ => None,
    }
}

/// The type of an output that the status chooses.
pub(super) fn by_status(operation: &Operation, speller: &mut Speller<'_>) -> Option<Item> {
    let Output::ByStatus(name, answers) = &operation.output else { return None };
    let name = name.token();
    let variants = answers.iter().map(|answer| variant(answer, speller));
    let docs = format!("What [`{}()`] answers, by its status.", operation.name);
    Some(Item::Declaration(Declaration::new(vec![docs], quote!(pub enum #name)).within("answers").members(variants)))
}

/// `Accepted(Json<Job>) = 202`.
fn variant(answer: &Answer, speller: &mut Speller<'_>) -> Member {
    let docs = docs::lines(&answer.docs, &[]);
    let name = answer.name.token();
    let inner = (answer.output != Output::Empty).then(|| {
        let output = output(&answer.output, speller);
        quote!((#output))
    });
    let number = |number: u16| proc_macro2::Literal::u16_unsuffixed(number);
    let status = match answer.status {
        Status::Code(code) => {
            let code = number(code);
            quote!(#code)
        }
        Status::Range(digit) => {
            let (first, last) = (number(digit * 100), number(digit * 100 + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    };
    Member { docs, text: quote!(#name #inner = #status) }
}

/// Paragraphs about the headers of successes and the bodies of failures.
pub(super) fn closing(operation: &Operation, speller: &Speller<'_>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    if !operation.headers.is_empty() {
        let headers = operation.headers.iter().map(|(name, ty)| format!("{} ({})", code(name), link(ty, speller)));
        paragraphs.push(format!("Headers of the response: {}.", headers.collect::<Vec<_>>().join(", ")));
    }
    let mut failures: Vec<(&Type, Vec<String>)> = Vec::new();
    for (status, ty) in &operation.failures {
        match failures.iter_mut().find(|(other, _)| *other == ty) {
            Some((_, statuses)) => statuses.push(status.to_string()),
            None => failures.push((ty, vec![status.to_string()])),
        }
    }
    if !failures.is_empty() {
        let failures = failures.iter().map(|(ty, statuses)| format!("{} ({})", link(ty, speller), statuses.join(", ")));
        paragraphs.push(format!("Bodies of failures: {}.", failures.collect::<Vec<_>>().join(", ")));
    }
    paragraphs
}

/// A type in documentation, as a link if it has a name. What the file imports is a link by its name alone.
fn link(ty: &Type, speller: &Speller<'_>) -> String {
    match ty {
        Type::Named(id) => {
            let name = &speller.api.get(*id).name;
            if speller.imports.has(name) { format!("[`{name}`]") } else { format!("[`{name}`](crate::types::{name})") }
        }
        other => code(&plain(other, speller.api)),
    }
}
