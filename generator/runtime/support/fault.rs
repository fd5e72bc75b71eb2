//! What is wrong with a value on a tape, and where.
//!
//! The path grows on the way out, so that it costs nothing until there is an error.
#![allow(dead_code, reason = "a crate without unions uses it for the path of an error alone")]

use std::fmt::{self, Display, Write as _};

use serde::de;

/// An error with its path.
#[derive(Debug)]
pub(super) struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    message: String,
    /// The innermost step first.
    path: Vec<Step>,
    /// Where a tag says which case this is, which therefore no other one takes.
    told_at: Option<u32>,
}

#[derive(Debug)]
enum Step {
    Member(String),
    Element(usize),
}

impl Fault {
    /// The same in a member.
    pub(super) fn in_member(mut self, name: &str) -> Self {
        self.0.path.push(Step::Member(name.to_owned()));
        self
    }

    /// The same in an element of a list.
    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.0.path.push(Step::Element(index));
        self
    }

    /// The same of a case that the tag of the value at `at` stands for.
    pub(super) fn of_told(mut self, case: &str, union: &str, at: u32) -> Self {
        self.0.message = format!("not `{case}` of `{union}`: {}", self.0.message);
        self.0.told_at = Some(at);
        self
    }

    /// Whether a tag of the value at `at` says which case this is.
    pub(super) fn is_told_at(&self, at: u32) -> bool {
        self.0.told_at == Some(at)
    }

    /// What is wrong, without its place.
    pub(super) fn message(&self) -> &str {
        &self.0.message
    }

    /// The place, such as `result.policies[0].effect`; `.` is the whole value.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.path.iter().rev() {
            // Writing to a string cannot fail.
            let _: fmt::Result = match step {
                Step::Member(name) if path.is_empty() => write!(path, "{name}"),
                Step::Member(name) => write!(path, ".{name}"),
                Step::Element(index) => write!(path, "[{index}]"),
            };
        }
        if path.is_empty() { ".".to_owned() } else { path }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        if self.0.path.is_empty() { Ok(()) } else { write!(f, " at `{}`", self.path()) }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: Display>(text: T) -> Self {
        Self(Box::new(Inner { message: text.to_string(), path: Vec::new(), told_at: None }))
    }
}
