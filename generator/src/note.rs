//! What was carried over in another way than the description says: data for a person, drawn by the caller.

use std::fmt;

use crate::diagnostic::Place;

/// Something that was carried into the types in another way than the description says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of difference it is.
    pub kind: NoteKind,
    /// The node.
    pub place: Place,
    /// What became of it.
    pub text: String,
}

impl Note {
    /// A note about the node at `place`.
    #[must_use]
    pub fn new(kind: NoteKind, place: &Place, text: impl Into<String>) -> Self {
        Self { kind, place: place.clone(), text: text.into() }
    }
}

/// What kind of difference a note tells, the heaviest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteKind {
    /// Values became untyped JSON.
    Untyped,
    /// The type takes more values than the schema, as an integer does for an enum of integers.
    Widened,
    /// The description contradicts itself; one side of it was taken.
    Contradiction,
    /// A part of the description that is understood has no counterpart in the crate, such as a webhook.
    Unsupported,
    /// Something that a program which uses the crate has to tell the compiler.
    Compiler,
    /// A default that the crate does not know.
    DroppedDefault,
    /// A constraint that is not checked.
    Unchecked,
    /// A keyword that is not known or has no meaning where it stands.
    Ignored,
    /// Something that says nothing about types or calls, such as an example.
    LeftOut,
    /// Something was written in another way than the specification asks for, and was understood.
    Lenient,
    /// Something got another name than the description suggests.
    Renamed,
    /// Two types that are equal became one.
    Joined,
}

impl NoteKind {
    /// All kinds, in their order.
    pub const ALL: [Self; 12] = [
        Self::Untyped,
        Self::Widened,
        Self::Contradiction,
        Self::Unsupported,
        Self::Compiler,
        Self::DroppedDefault,
        Self::Unchecked,
        Self::Ignored,
        Self::LeftOut,
        Self::Lenient,
        Self::Renamed,
        Self::Joined,
    ];

    /// The name of the kind, for tables: lower case, words joined by `-`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Untyped => "untyped",
            Self::Widened => "widened",
            Self::Contradiction => "contradiction",
            Self::Unsupported => "unsupported",
            Self::Compiler => "compiler",
            Self::DroppedDefault => "dropped-default",
            Self::Unchecked => "unchecked",
            Self::Ignored => "ignored",
            Self::LeftOut => "left-out",
            Self::Lenient => "lenient",
            Self::Renamed => "renamed",
            Self::Joined => "joined",
        }
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
