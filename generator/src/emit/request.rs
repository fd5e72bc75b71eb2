//! What a type of requests has beside its members: a constructor, setters, conversions.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Item;
use super::model::scalar;
use super::types::Speller;
use crate::ir::{Boxes, Conversion, Convert, Field, Presence, Struct, Type, TypeDef};

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
    items.push(request(def, object, speller));
    if !has_default(def, object) && !object.fields.iter().any(is_argument) {
        items.push(Item::Rust(quote!(impl Default for #name { fn default() -> Self { Self::new() } })));
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

/// `request!(Rule(action: one<Action>; kind = "ip".to_owned()) { note: one<String> });`
fn request(def: &TypeDef, object: &Struct, speller: &mut Speller<'_>) -> Item {
    let name = def.name.token();
    let mut required = Vec::new();
    let mut constants = Vec::new();
    let mut entries = Vec::new();
    for field in &object.fields {
        if let Some(value) = constant(field) {
            let name = field.name.token();
            constants.push(quote!(#name = #value));
        } else if is_required(field) {
            required.push(member(field, speller));
        } else {
            entries.push(member(field, speller));
        }
    }
    entries.extend(object.rest.as_ref().map(|rest| {
        let name = rest.name.token();
        quote!(..#name)
    }));
    let constants = (!constants.is_empty()).then(|| quote!(; #(#constants),*));
    Item::List { notation: "request", head: quote!(#name(#(#required),* #constants)), entries }
}

/// `expires_on: one<DateTime>`.
fn member(field: &Field, speller: &mut Speller<'_>) -> TokenStream {
    let name = field.name.token();
    let is_nullable = matches!(field.presence, Presence::Nullable | Presence::OptionalNullable);
    let (kind, inner) = match &field.ty {
        Type::Boxed(inner) if is_nullable => ("nullable_boxed", inner.as_ref()),
        Type::Boxed(inner) => ("boxed", inner.as_ref()),
        ty if is_nullable => ("nullable", ty),
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
        Convert::One(Boxes::None) => "one",
        Convert::One(Boxes::Both) => "boxed",
        Convert::One(Boxes::Source) => "from_box",
        Convert::One(Boxes::Target) => "to_box",
        Convert::Option(Boxes::None) => "option",
        Convert::Option(Boxes::Both) => "option_boxed",
        Convert::Option(Boxes::Source) => "option_from_box",
        Convert::Option(Boxes::Target) => "option_to_box",
        Convert::List => "list",
        Convert::OptionList => "option_list",
        Convert::Map => "map",
    }
}
