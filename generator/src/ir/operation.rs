//! The operations: what a call sends, and what becomes of the response.

use std::fmt;

use super::{Docs, Type};
use crate::names::Ident;

/// The operations of one tag.
#[derive(Clone, Debug)]
pub(crate) struct Module {
    pub(crate) name: Ident,
    /// The tag as the description spells it; none for the operations that have none.
    pub(crate) tag: Option<String>,
    /// The Cargo feature that the module needs.
    pub(crate) feature: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) name: Ident,
    /// Name of the type that carries the optional parameters; none when there are none.
    pub(crate) type_name: Option<Ident>,
    pub(crate) method: Method,
    /// The path as the description writes it.
    pub(crate) path: String,
    /// The path as it is sent, with its parameters in braces.
    pub(crate) target: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) output: Output,
    /// The bodies of failures that are no envelopes.
    pub(crate) failures: Vec<(Status, Type)>,
    /// The headers of successes, by name.
    pub(crate) headers: Vec<(String, Type)>,
    /// The media type to ask for, where it is not the usual one.
    pub(crate) accept: Option<String>,
    /// What a call needs, where that is not what the API's calls need in general.
    pub(crate) security: Option<Security>,
    /// URL of the operation's own server, without a trailing slash.
    pub(crate) server: Option<String>,
    /// How the call for the next page is made.
    pub(crate) paging: Option<Pages>,
    pub(crate) docs: Docs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Ident,
    pub(crate) wire: String,
    pub(crate) location: Location,
    /// None for a piece of text.
    pub(crate) style: Option<Style>,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// How a parameter that is not one piece of text is written; the support code's `Style` says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Each,
    Commas,
    Spaces,
    Pipes,
    Deep,
    Pairs,
    Label,
    LabelEach,
    Matrix,
    MatrixEach,
    Json,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// A value of a type; the media type is given where the encoding does not say it.
    Value {
        encoding: Encoding,
        media_type: Option<String>,
        name: Ident,
        ty: Type,
        required: bool,
        docs: Docs,
        members: Vec<FormMember>,
    },
    /// Bytes of a media type that have no type.
    Raw { media_type: String, name: Ident, docs: Docs },
    /// A required body that can hold nothing: `{}`.
    EmptyObject { docs: Docs },
}

/// A member of a form that is written in another way than such members are in general.
#[derive(Clone, Debug)]
pub(crate) struct FormMember {
    pub(crate) wire: String,
    pub(crate) style: Option<Style>,
    /// Of the part that holds it.
    pub(crate) media_type: Option<String>,
}

/// How a value becomes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
}

/// What a successful answer carries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Output {
    Empty,
    Json(Type),
    /// A value that is one text, written as it is or as JSON: the response says which.
    TextOrJson(Type),
    /// The payload of an envelope.
    Envelope(Type),
    Text,
    Binary,
    /// One of several, as the status says: the name of the type that holds it, and what it can be.
    ByStatus(Ident, Vec<Answer>),
}

impl Output {
    /// What some answers come down to: one output if they do not differ, and an optional one if some of them are empty
    /// besides, as `204` is.
    pub(crate) fn of(name: &Ident, answers: Vec<Answer>) -> Self {
        let mut outputs: Vec<&Self> = Vec::new();
        for answer in &answers {
            if !outputs.contains(&&answer.output) {
                outputs.push(&answer.output);
            }
        }
        match outputs.as_slice() {
            [] => Self::Empty,
            [only] => (*only).clone(),
            [Self::Empty, Self::Json(ty)] | [Self::Json(ty), Self::Empty] => Self::Json(ty.clone().nullable()),
            [Self::Empty, Self::TextOrJson(ty)] | [Self::TextOrJson(ty), Self::Empty] => {
                Self::TextOrJson(ty.clone().nullable())
            }
            [Self::Empty, Self::Envelope(ty)] | [Self::Envelope(ty), Self::Empty] => {
                Self::Envelope(ty.clone().nullable())
            }
            _ => Self::ByStatus(name.clone(), answers),
        }
    }

    /// Calls `visit` with each type inside.
    pub(crate) fn for_each_type(&self, visit: &mut impl FnMut(&Type)) {
        for output in self.parts() {
            if let Self::Json(ty) | Self::TextOrJson(ty) | Self::Envelope(ty) = output {
                visit(ty);
            }
        }
    }

    /// Calls `visit` with each type inside, to change it.
    pub(crate) fn for_each_type_mut(&mut self, visit: &mut impl FnMut(&mut Type)) {
        let parts = match self {
            Self::ByStatus(_, answers) => answers.iter_mut().map(|answer| &mut answer.output).collect(),
            one => vec![one],
        };
        for output in parts {
            if let Self::Json(ty) | Self::TextOrJson(ty) | Self::Envelope(ty) = output {
                visit(ty);
            }
        }
    }

    /// The output itself, or what it can be by status.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::ByStatus(_, answers) => answers.iter().map(|answer| &answer.output).collect(),
            one => vec![one],
        }
    }
}

/// One of the successes of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    /// The name of the variant.
    pub(crate) name: Ident,
    pub(crate) status: Status,
    /// Never one of several again.
    pub(crate) output: Output,
    pub(crate) docs: Docs,
}

/// Which responses something is said about (OpenAPI 3.0.3, section 4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX` and the like, by the first digit.
    Range(u16),
    /// All that are not described otherwise.
    Default,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("any other status"),
        }
    }
}

/// A way to authenticate (OpenAPI 3.0.3, section 4.7.27).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scheme {
    /// Name of the constant.
    pub(crate) name: Ident,
    /// Name of the method that gives a client the credential.
    pub(crate) setter: Ident,
    /// Name in the description.
    pub(crate) wire: String,
    pub(crate) carrier: Carrier,
    pub(crate) docs: Docs,
}

/// Where a credential stands; the support code's `Carrier` says what each means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Carrier {
    /// The word before it.
    Authorization(String),
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
}

/// Alternatives, each of which takes all of its schemes, by their index in the API; nothing is needed if there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Security(pub(crate) Vec<Vec<usize>>);

/// How an operation pages.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pages {
    /// As the API does in general.
    General,
    Own(Paging),
}

/// What asks for a page, and where the response has what; the support code's `Paging` says what each means.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paging {
    pub(crate) turn: Turn,
    pub(crate) parameter: String,
    pub(crate) in_body: bool,
    pub(crate) items: Option<String>,
    pub(crate) total: Option<String>,
    pub(crate) pages: Option<String>,
    pub(crate) size: Option<String>,
    pub(crate) more: Option<String>,
}

/// What the next page is asked for by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Turn {
    /// The number of the first page.
    Page(u64),
    Offset,
    Cursor(String),
    CursorHeader(String),
    /// None for the header `Link`.
    Link(Option<String>),
}

/// The body of a request that the API makes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Incoming {
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
}

impl Method {
    /// The keyword of OpenAPI, in lower case.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Put => "put",
            Self::Post => "post",
            Self::Delete => "delete",
            Self::Options => "options",
            Self::Head => "head",
            Self::Patch => "patch",
            Self::Trace => "trace",
        }
    }
}
