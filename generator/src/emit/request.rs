//! What a type of requests has beside its members: a constructor, setters, conversions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Item;
use super::model::scalar;
use super::types::Speller;
use crate::ir::{Conversion, Convert, Field, Presence, Struct, Type, TypeDef};

/// Whether a value can be made from nothing.
pub(super) fn has_default(def: &TypeDef, object: &Struct) -> bool {
    def.direction.request && object.fields.iter().all(|field| !is_required(field))
}

/// The constructor, the setters and the conversions of a type that occurs in requests.
pub(super) fn items(def: &TypeDef, object: &Struct, speller: &mut Speller<'_>, items: &mut Vec<Item>) {
    if !def.direction.request {
        return;
    }
    let name = def.name.token();
    items.push(Item::Rust(constructor(def, object, speller)));
    if !has_default(def, object) && !object.fields.iter().any(is_argument) {
        items.push(Item::Rust(quote!(impl Default for #name { fn default() -> Self { Self::new() } })));
    }
    let optional = object.fields.iter().filter(|field| !is_required(field));
    let entries: Vec<TokenStream> = optional.map(|field| setter(field, speller)).collect();
    if !entries.is_empty() {
        items.push(Item::List { notation: "setters", head: quote!(#name), entries });
    }
    for conversion in &object.from {
        items.push(convert(def, conversion, speller));
    }
}

/// Whether the member is always there.
fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// Whether `new` takes the member.
fn is_argument(field: &Field) -> bool {
    is_required(field) && constant(field).is_none()
}

/// The value that `new` gives to a member which must be there and has no other.
fn constant(field: &Field) -> Option<TokenStream> {
    let value = scalar(field.constant.as_ref().filter(|_| field.presence == Presence::Required)?);
    Some(if field.ty == Type::String { quote!(#value.to_owned()) } else { value })
}

fn constructor(def: &TypeDef, object: &Struct, speller: &mut Speller<'_>) -> TokenStream {
    let name = def.name.token();
    if has_default(def, object) {
        return quote! {
            impl #name {
                #[doc = " A value with no member set."]
                #[must_use]
                pub fn new() -> Self { Default::default() }
            }
        };
    }
    let mut arguments = Vec::new();
    let mut members = Vec::new();
    for field in &object.fields {
        let name = field.name.token();
        if let Some(value) = constant(field) {
            members.push(quote!(#name: #value));
        } else if is_required(field) {
            let (ty, value) = argument(field, speller);
            arguments.push(quote!(#name: #ty));
            let value = value.map(|value| quote!(: #value));
            members.push(quote!(#name #value));
        } else {
            members.push(quote!(#name: None));
        }
    }
    members.extend(object.rest.as_ref().map(|rest| {
        let name = rest.name.token();
        quote!(#name: BTreeMap::new())
    }));
    let must_use = arguments.is_empty().then(|| quote!(#[must_use]));
    quote! {
        impl #name {
            #[doc = " A value with all members that are required."]
            #must_use
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#members),* }
            }
        }
    }
}

/// The type of an argument, and how it becomes the member; as it is when nothing is to be done.
fn argument(field: &Field, speller: &mut Speller<'_>) -> (TokenStream, Option<TokenStream>) {
    let name = field.name.token();
    if field.presence == Presence::Nullable {
        let ty = speller.ty(&field.ty);
        return (quote!(impl Into<Option<#ty>>), Some(quote!(#name.into())));
    }
    match &field.ty {
        ty @ (Type::Bool | Type::Int(_) | Type::Float | Type::Unit) => (speller.ty(ty), None),
        Type::List(inner) => {
            let inner = speller.ty(inner);
            let value = quote!(#name.into_iter().map(Into::into).collect());
            (quote!(impl IntoIterator<Item = impl Into<#inner>>), Some(value))
        }
        Type::Map(inner) => {
            // The member's type is a map, whose name the file must import.
            speller.ty(&field.ty);
            let inner = speller.ty(inner);
            let value = quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect());
            (quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#inner>)>), Some(value))
        }
        ty => {
            let ty = speller.ty(ty);
            (quote!(impl Into<#ty>), Some(quote!(#name.into())))
        }
    }
}

/// `expires_on: one<DateTime>`.
fn setter(field: &Field, speller: &mut Speller<'_>) -> TokenStream {
    let name = field.name.token();
    let (kind, inner) = match &field.ty {
        ty if field.presence == Presence::OptionalNullable => ("nullable", ty),
        Type::List(inner) => ("list", inner.as_ref()),
        Type::Map(inner) => ("map", inner.as_ref()),
        ty @ (Type::Bool | Type::Int(_) | Type::Float | Type::Unit) => ("value", ty),
        ty => ("one", ty),
    };
    let kind = format_ident!("{kind}");
    let inner = speller.ty(inner);
    quote!(#name: #kind<#inner>)
}

fn convert(def: &TypeDef, conversion: &Conversion, speller: &mut Speller<'_>) -> Item {
    let to = def.name.token();
    let from = speller.ty(&Type::Named(conversion.from));
    let entries = conversion.members.iter().map(|(name, how)| {
        let name = name.token();
        let how = format_ident!("{}", convert_name(*how));
        quote!(#name: #how)
    });
    Item::List { notation: "convert", head: quote!(#from => #to), entries: entries.collect() }
}

fn convert_name(how: Convert) -> &'static str {
    match how {
        Convert::Same => "same",
        Convert::Some => "some",
        Convert::One => "one",
        Convert::Option => "option",
        Convert::List => "list",
        Convert::OptionList => "option_list",
        Convert::Map => "map",
    }
}
