//! Types as they are spelled in Rust.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};

use super::Item;
use crate::ir::{Api, Type, TypeId, Width};
use crate::names::Ident;

/// Names of the support code that types may have too: a file that has both spells one of them with its path.
pub(super) const SHARED: &[&str] = &["File", "Number", "Paging", "Positions", "Style"];

/// What a file must import for the types that it names.
#[derive(Debug, Default)]
pub(super) struct Imports {
    map: bool,
    /// Whether the module of the security schemes is named.
    pub(super) schemes: bool,
    support: BTreeSet<&'static str>,
    types: BTreeSet<Ident>,
}

impl Imports {
    /// Whether nothing is named that is not in scope everywhere.
    pub(super) fn is_empty(&self) -> bool {
        !self.map && self.support.is_empty() && self.types.is_empty()
    }

    /// Whether a type of another file is named.
    pub(super) fn has(&self, name: &Ident) -> bool {
        self.types.contains(name)
    }

    pub(super) fn support(&mut self, name: &'static str) {
        self.support.insert(name);
    }

    /// A type of another file is named.
    pub(super) fn named(&mut self, name: &Ident) {
        self.types.insert(name.clone());
    }

    /// The `use` lines; `types` is the path of the models, and the names in `own` stand in the file itself.
    pub(super) fn lines(&self, types: &TokenStream, own: &[Ident]) -> Vec<Item> {
        let mut lines = Vec::new();
        let mut line = |path: TokenStream, names: Vec<TokenStream>| {
            if !names.is_empty() {
                lines.push(Item::Use { path, names });
            }
        };
        if self.map {
            line(quote!(std::collections), vec![quote!(BTreeMap)]);
        }
        if self.support.contains("Envelope") {
            line(quote!(crate::envelope), vec![quote!(Envelope)]);
        }
        if self.schemes {
            line(quote!(crate), vec![quote!(schemes)]);
        }
        let support = self.support.iter().filter(|name| **name != "Envelope");
        line(quote!(crate::support), support.map(|name| format_ident!("{name}").into_token_stream()).collect());
        let names = self.types.iter().filter(|name| !own.contains(name));
        line(types.clone(), names.map(|name| name.token().into_token_stream()).collect());
        lines
    }
}

/// The spelling of types, collecting what must be imported for them.
#[derive(Debug)]
pub(super) struct Speller<'a> {
    pub(super) api: &'a Api,
    pub(super) imports: Imports,
    /// Names that the file declares, so that what else has the name is spelled with its path.
    pub(super) taken: BTreeSet<&'a Ident>,
}

impl<'a> Speller<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self { api, imports: Imports::default(), taken: BTreeSet::new() }
    }

    /// The type of an owned value.
    pub(super) fn ty(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Bool => quote!(bool),
            Type::Int(width) => int(*width),
            Type::Float => quote!(f64),
            Type::Number => self.support("Number"),
            Type::String => quote!(String),
            Type::Secret => self.support("Secret"),
            Type::File => self.support("File"),
            Type::DateTime => self.support("DateTime"),
            Type::Date => self.support("Date"),
            Type::Base64 => self.support("Base64"),
            Type::Json => quote!(serde_json::Value),
            Type::List(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                self.imports.map = true;
                let inner = self.ty(inner);
                quote!(BTreeMap<String, #inner>)
            }
            Type::Tuple(elements) => self.tuple(elements),
            Type::Trailing(inner) => self.ty(inner),
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            Type::Named(id) => self.named(*id),
        }
    }

    fn tuple(&mut self, elements: &[Type]) -> TokenStream {
        let (optional, required): (Vec<&Type>, Vec<&Type>) =
            elements.iter().partition(|ty| matches!(ty, Type::Trailing(_)));
        let required: Vec<TokenStream> = required.into_iter().map(|ty| self.ty(ty)).collect();
        let required = quote!((#(#required,)*));
        if optional.is_empty() {
            return required;
        }
        let optional: Vec<TokenStream> = optional.into_iter().map(|ty| self.ty(ty)).collect();
        let positions = self.support("Positions");
        quote!(#positions<#required, (#(Option<#optional>,)*)>)
    }

    /// The type of an argument that is only looked at.
    pub(super) fn borrowed(&mut self, ty: &Type) -> TokenStream {
        match ty {
            copied if copied.is_copied() => self.ty(ty),
            Type::String => quote!(&str),
            Type::List(inner) => {
                let inner = self.ty(inner);
                quote!(&[#inner])
            }
            other => {
                let other = self.ty(other);
                quote!(&#other)
            }
        }
    }

    fn named(&mut self, id: TypeId) -> TokenStream {
        let name = &self.api.get(id).name;
        let token = name.token();
        if self.taken.contains(name) || SHARED.contains(&name.as_str()) {
            return quote!(crate::types::#token);
        }
        self.imports.named(name);
        quote!(#token)
    }

    /// A name of the support code.
    pub(super) fn support(&mut self, name: &'static str) -> TokenStream {
        let token = format_ident!("{name}");
        if self.taken.iter().any(|taken| taken.as_str() == name) {
            return quote!(crate::support::#token);
        }
        self.imports.support(name);
        quote!(#token)
    }
}

fn int(width: Width) -> TokenStream {
    match width {
        Width::I8 => quote!(i8),
        Width::I16 => quote!(i16),
        Width::I32 => quote!(i32),
        Width::I64 => quote!(i64),
        Width::I128 => quote!(i128),
        Width::U8 => quote!(u8),
        Width::U16 => quote!(u16),
        Width::U32 => quote!(u32),
        Width::U64 => quote!(u64),
    }
}

/// A type as documentation spells it.
pub(super) fn plain(ty: &Type, api: &Api) -> String {
    match ty {
        Type::List(inner) => format!("Vec<{}>", plain(inner, api)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", plain(inner, api)),
        Type::Tuple(elements) => {
            format!("({})", elements.iter().map(|ty| plain(ty, api)).collect::<Vec<_>>().join(", "))
        }
        Type::Nullable(inner) | Type::Trailing(inner) => format!("Option<{}>", plain(inner, api)),
        Type::Named(id) => api.get(*id).name.to_string(),
        other => Speller::new(api).ty(other).to_string().replace(' ', ""),
    }
}
