//! The lowered description: what the crate will contain, with every decision made and every name final.
//!
//! It must not know `openapiv3`, `$ref` or tokens.

mod operation;
mod text;
mod union;
mod visit;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::Note;
use crate::diagnostic::Place;
use crate::names::Ident;

pub(crate) use operation::{
    Answer, Body, Carrier, Encoding, FormMember, Incoming, Location, Method, Module, Operation, Output, Pages, Paging,
    Parameter, Scheme, Security, Status, Style, Turn,
};
pub(crate) use text::text;
pub(crate) use union::{Case, Standing, Tagging, shared_tags};

/// Everything that a description says, ready to be written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) docs: Option<String>,
    /// URL of the first server, without a trailing slash.
    pub(crate) base_url: Option<String>,
    /// Those that clients can serve.
    pub(crate) schemes: Vec<Scheme>,
    /// Whether the description names any security scheme, also one that no client can serve.
    pub(crate) names_schemes: bool,
    /// What calls need in general.
    pub(crate) security: Security,
    /// How lists page in general.
    pub(crate) paging: Option<Paging>,
    /// Webhooks and callbacks.
    pub(crate) incoming: Vec<Incoming>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) modules: Vec<Module>,
    pub(crate) components: Vec<Component>,
    pub(crate) notes: Vec<Note>,
    /// What says nothing about types or calls, for who wants to know all of it.
    pub(crate) left_out: Vec<Note>,
    /// How often schemas of the description were looked at, and what was taken from them.
    pub(crate) looks: usize,
    /// The Cargo features that need each file of types; empty if the crate has none for its tags.
    pub(crate) features: BTreeMap<Ident, BTreeSet<String>>,
    pub(crate) samples: Vec<Sample>,
    pub(crate) roots: Vec<Root>,
    /// Whether an envelope need not say whether the call did what was asked.
    pub(crate) may_lack_success: bool,
    /// The limit that rustc needs for types which hold one another deeper than it follows by itself.
    pub(crate) recursion_limit: Option<usize>,
}

/// What the examples of a schema or a media type are examples of.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) place: Place,
    pub(crate) output: Output,
    pub(crate) way: Way,
}

/// Whether an example is one of what requests send, or of what the server answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Sent,
    Received,
}

/// A schema of which whole values are read or written, and what it became.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) place: Place,
    pub(crate) output: Output,
    pub(crate) way: Way,
}

impl Api {
    pub(crate) fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Whether some operation answers with an envelope.
    pub(crate) fn has_envelope(&self) -> bool {
        self.operations()
            .any(|operation| operation.output.parts().iter().any(|output| matches!(output, Output::Envelope(_))))
    }

    pub(crate) fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.modules.iter().flat_map(|module| &module.operations)
    }
}

/// Index of a type in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) usize);

/// A schema component of the description and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) fate: Fate,
}

/// What became of a schema component.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fate {
    /// A type of its own.
    Emitted(TypeId),
    /// Written out where it is used.
    Inlined(Type),
    /// The same as another type, which stands for both.
    Joined(TypeId),
    /// Part of the envelope of the support code.
    Envelope,
}

/// A type with a name.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: Ident,
    /// The file below `types` that it stands in.
    pub(crate) module: Ident,
    pub(crate) docs: Docs,
    pub(crate) shape: Shape,
    /// Whether some operation sends it as a form of several parts.
    pub(crate) multipart: bool,
    pub(crate) direction: Direction,
    /// Whether it is behind a box wherever another type holds it, if the description says so.
    pub(crate) boxed: Option<bool>,
    /// How many bytes a value takes itself, at most.
    pub(crate) size: usize,
    pub(crate) place: Place,
}

/// Documentation of an item, as it will be printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Docs {
    /// The text of the description.
    pub(crate) text: Option<String>,
    /// Facts in words, such as "At most 120 characters".
    pub(crate) facts: Vec<String>,
    pub(crate) deprecated: bool,
}

impl Docs {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.facts.is_empty() && !self.deprecated && self.text.as_deref().is_none_or(|text| text.trim().is_empty())
    }
}

/// Where values of a type occur.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    pub(crate) request: bool,
    pub(crate) response: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Struct(Struct),
    /// An open enum of strings.
    Enum(Enum),
    /// An open enum of integers.
    Numbers(Enum),
    /// One of several types, told apart by a tag or by what they look like.
    Union(Vec<Case>, Tagging),
    /// A string with a type of its own.
    Newtype(Length),
    /// The type's other name, where recursion leaves no other way.
    Alias(Type),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// Members beside the declared ones.
    pub(crate) rest: Option<Rest>,
    /// What the description says of such members where they are not kept.
    pub(crate) openness: Openness,
    /// Whether a union has to look at values to tell whether they are of this type.
    pub(crate) shaped: bool,
    /// Types of answers that this type can be made from, with a way for each member.
    pub(crate) from: Vec<Conversion>,
}

/// Whether there may be members that are not declared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Openness {
    #[default]
    Open,
    /// The description says that there are none.
    Closed,
}

/// The map that keeps the members which are not declared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rest {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
}

/// How the members of this struct are taken from another struct.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Conversion {
    pub(crate) from: TypeId,
    pub(crate) members: Vec<(Ident, Convert)>,
}

/// How one member is taken from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Convert {
    Same,
    Some,
    One(Boxes),
    Option(Boxes),
    List,
    OptionList,
    Map,
}

/// Which of two members, of which one is taken from the other, are behind a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boxes {
    None,
    Source,
    Target,
    Both,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) name: Ident,
    /// Name of the member in JSON.
    pub(crate) wire: String,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    pub(crate) visibility: Visibility,
    /// The only value that the description gives it.
    pub(crate) constant: Option<Scalar>,
    pub(crate) docs: Docs,
}

/// Whether a member may be absent or `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
    Nullable,
    OptionalNullable,
}

/// `readOnly` and `writeOnly` (OpenAPI 3.0.3, section 4.7.24.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    Both,
    ReadOnly,
    WriteOnly,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Enum {
    pub(crate) values: Vec<EnumValue>,
    /// The variant that keeps a value which is not listed.
    pub(crate) other: Ident,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumValue {
    pub(crate) name: Ident,
    pub(crate) wire: Scalar,
    pub(crate) docs: Docs,
}

/// A value that stands in a description and on the wire.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    Text(String),
    Integer(i64),
    Bool(bool),
}

/// Bounds of a string's length, in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) min: Option<usize>,
    pub(crate) max: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    /// JSON `null`.
    Unit,
    Bool,
    Int(Width),
    Float,
    /// An integer or a float, as it comes.
    Number,
    String,
    Secret,
    /// A file in a form.
    File,
    DateTime,
    Date,
    /// Bytes as text.
    Base64,
    /// Any JSON value.
    Json,
    List(Box<Type>),
    Map(Box<Type>),
    /// A list whose elements differ by position.
    Tuple(Vec<Type>),
    /// An element of a tuple that may be missing, and all that follow are of this kind.
    Trailing(Box<Type>),
    Nullable(Box<Type>),
    Boxed(Box<Type>),
    Named(TypeId),
}

/// Width and sign of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Width {
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
}

impl fmt::Display for Scalar {
    /// As JSON spells it, without the quotes of a text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Bool(value) => value.fmt(f),
        }
    }
}

impl Presence {
    /// The same of a member that may be absent.
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::Nullable | Self::OptionalNullable => Self::OptionalNullable,
        }
    }
}

impl Type {
    pub(crate) fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    pub(crate) fn map(self) -> Self {
        Self::Map(Box::new(self))
    }

    /// Whether arguments of the type are given by copy.
    pub(crate) fn is_copied(&self) -> bool {
        matches!(self, Self::Bool | Self::Int(_) | Self::Float | Self::Number)
    }

    /// The type without `null`.
    pub(crate) fn not_null(self) -> Self {
        if let Self::Nullable(inner) = self { *inner } else { self }
    }

    /// The type, or `null`; never `null` twice.
    pub(crate) fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Unit | Self::Json => self,
            other => Self::Nullable(Box::new(other)),
        }
    }
}
