//! What a source file of the generated crate consists of, in the forms that the printer knows how to lay out.
//!
//! It must not know the API.

use proc_macro2::{Ident, TokenStream};

/// A source file of the generated crate.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Path below the crate's folder.
    pub(crate) path: String,
    pub(crate) content: Content,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// Text that is printed as it is, below the header.
    Text(String),
    /// The same of a file in TOML.
    Manifest(String),
    /// Lines of documentation of the file, and its items.
    Items { docs: Vec<String>, items: Vec<Item> },
}

/// One item of a file.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// Rust as it is; neighbours of this kind stand together without a blank line.
    Line(TokenStream),
    /// `use path::{names};`, which stands together with its neighbours too.
    Use {
        path: TokenStream,
        names: Vec<TokenStream>,
    },
    /// A blank line between such neighbours.
    Gap,
    Rust(TokenStream),
    Function(Function),
    Declaration(Declaration),
    /// A declaration on one line, if it fits: `object!(Token { id: required, … });`.
    List {
        notation: &'static str,
        head: TokenStream,
        entries: Vec<TokenStream>,
    },
}

/// A public function whose body is one chain of calls.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    /// Lines of documentation.
    pub(crate) docs: Vec<String>,
    pub(crate) attributes: Vec<TokenStream>,
    pub(crate) name: Ident,
    pub(crate) arguments: Vec<TokenStream>,
    pub(crate) returned: TokenStream,
    /// `Call::get("/pets")` and each `.path("id", id)` after it.
    pub(crate) calls: Vec<TokenStream>,
}

/// A struct, an enum, or an item of one line, with its documentation.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    /// The support code's notation that it stands in: `string_enum! { pub enum … }`.
    pub(crate) notation: Option<&'static str>,
    /// Lines of documentation.
    pub(crate) docs: Vec<String>,
    pub(crate) attributes: Vec<TokenStream>,
    /// `pub struct Token`.
    pub(crate) head: TokenStream,
    /// What stands between the braces, if there are any.
    pub(crate) members: Option<Vec<Member>>,
}

/// A member of a struct or a variant of an enum.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Lines of documentation.
    pub(crate) docs: Vec<String>,
    pub(crate) text: TokenStream,
}

impl Declaration {
    /// An item that ends behind its head.
    pub(crate) fn new(docs: Vec<String>, head: TokenStream) -> Self {
        Self { notation: None, docs, attributes: Vec::new(), head, members: None }
    }

    /// The same in a notation of the support code.
    pub(crate) fn within(self, notation: &'static str) -> Self {
        Self { notation: Some(notation), ..self }
    }

    pub(crate) fn attributes(self, attributes: impl IntoIterator<Item = TokenStream>) -> Self {
        Self { attributes: attributes.into_iter().collect(), ..self }
    }

    pub(crate) fn members(self, members: impl IntoIterator<Item = Member>) -> Self {
        Self { members: Some(members.into_iter().collect()), ..self }
    }
}
