//! A schema where it stands in the document, written out or as a `$ref`.
//!
//! It must not look into it.

use openapiv3::{ReferenceOr, Schema};

use crate::diagnostic::Place;

/// A schema or a reference to one, with its place.
#[derive(Clone, Debug)]
pub(super) struct Located<'a> {
    pub(super) target: Target<'a>,
    pub(super) place: Place,
    /// How many components that build on one another are between it and what it was found from.
    pub(super) level: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'a> {
    /// Text of a `$ref`.
    Reference(&'a str),
    Schema(&'a Schema),
}

impl<'a> Target<'a> {
    pub(super) fn of(schema: &'a ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Reference { reference } => Self::Reference(reference),
            ReferenceOr::Item(schema) => Self::Schema(schema),
        }
    }

    /// Whether both are the same text of the description.
    pub(super) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Reference(one), Self::Reference(other)) => std::ptr::eq(one, other),
            (Self::Schema(one), Self::Schema(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }
}

impl<'a> Located<'a> {
    pub(super) fn new(schema: &'a ReferenceOr<Schema>, place: Place) -> Self {
        Self { target: Target::of(schema), place, level: 0 }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>, place: Place) -> Self {
        let target = match schema {
            ReferenceOr::Reference { reference } => Target::Reference(reference),
            ReferenceOr::Item(schema) => Target::Schema(schema),
        };
        Self { target, place, level: 0 }
    }

    /// A reference that follows from what stands at a place.
    pub(super) fn reference(reference: &'a str, place: Place) -> Self {
        Self { target: Target::Reference(reference), place, level: 0 }
    }

    /// The component that it refers to.
    pub(super) fn component(&self) -> Option<&'a str> {
        match self.target {
            Target::Reference(reference) => component_name(reference),
            Target::Schema(_) => None,
        }
    }
}

/// Name of the schema component that a reference points to.
pub(super) fn component_name(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))
}
