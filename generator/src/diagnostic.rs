//! What is wrong with a description and where: data for a person, drawn by the caller.
//!
//! It must not print and must not know how lowering works.

use std::fmt;

use serde_json::Value;

/// A place in a description: one of its files and a JSON pointer into it (RFC 6901).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Index of the file, as [`Sources::iter`](crate::Sources::iter) counts them; the root document has 0.
    pub source: usize,
    /// JSON pointer to the node; empty for the whole document.
    pub pointer: String,
}

impl Place {
    /// The root of the first document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The place of the member `key` below this one; `~` and `/` are escaped as RFC 6901 section 3 says.
    #[must_use]
    pub fn at(&self, key: &str) -> Self {
        let mut pointer = String::with_capacity(self.pointer.len() + 1 + key.len());
        pointer.push_str(&self.pointer);
        let mut place = Self { source: self.source, pointer };
        place.push(key);
        place
    }

    /// Goes down to the member `key`; truncating the pointer goes up again.
    pub(crate) fn push(&mut self, key: &str) {
        self.pointer.push('/');
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.pointer.push_str(key);
        }
    }

    /// The place of an element of the list at this place, counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.at(&index.to_string())
    }

    /// The place of the node that this one is a member of; the root is its own parent.
    #[must_use]
    pub fn parent(&self) -> Self {
        let pointer = self.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        Self { source: self.source, pointer: pointer.to_owned() }
    }

    /// The node that stands here in `document`.
    #[must_use]
    pub fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        document.pointer(&self.pointer)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.pointer)
    }
}

/// Where a node stands in the text of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte of the node.
    pub start: usize,
    /// One past the last byte of what is worth showing.
    pub end: usize,
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
}

/// One problem that keeps a description from becoming a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The node that is at fault.
    pub place: Place,
    /// The name of the file that the node is in, once that is known.
    pub file: Option<String>,
    /// Where that node stands in the text, when it could be found.
    pub span: Option<Span>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place; the span is found later, by the stage that knows the text.
    #[must_use]
    pub fn new(place: &Place, message: impl Into<String>) -> Self {
        Self { message: message.into(), place: place.clone(), file: None, span: None, help: None }
    }

    /// Adds what the author of the description can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All problems of one run, in the order in which they stand in the description; never empty when returned as an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The problems.
    pub items: Vec<Diagnostic>,
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { items: vec![diagnostic] }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.items.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", item.message)?;
            write!(f, " at ")?;
            // The root document needs no name.
            let file = item.file.as_ref().filter(|_| item.place.source != 0);
            match (file, item.span) {
                (Some(file), Some(span)) => write!(f, "{file}:{}:{} (`{}`)", span.line, span.column, item.place)?,
                (Some(file), None) => write!(f, "{file} (`{}`)", item.place)?,
                (None, Some(span)) => write!(f, "{}:{} (`{}`)", span.line, span.column, item.place)?,
                (None, None) => write!(f, "`{}`", item.place)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
