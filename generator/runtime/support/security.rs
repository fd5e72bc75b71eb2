//! How calls authenticate: the schemes of a description, what a call needs of them, and what a client has.

use std::fmt::Write as _;

use super::Secret;
use super::echo::hide;

/// A way in which calls authenticate; the constants of the module `schemes` are those of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    name: &'static str,
    carrier: Carrier,
}

/// Where a credential stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Carrier {
    /// In the header `Authorization`, after this word: `Bearer`.
    Authorization(&'static str),
    /// In the header `Authorization`, as user name and password (RFC 7617).
    Basic,
    /// In the header of this name.
    Header(&'static str),
    /// In the parameter of the query that has this name.
    Query(&'static str),
    /// In the cookie of this name.
    Cookie(&'static str),
}

impl Scheme {
    /// A scheme by its name in the description.
    #[must_use]
    pub const fn new(name: &'static str, carrier: Carrier) -> Self {
        Self { name, carrier }
    }

    /// The name in the description.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where the credential stands.
    #[must_use]
    pub const fn carrier(&self) -> Carrier {
        self.carrier
    }
}

/// What a request needs, as one of its extensions: any of these alternatives, and all schemes of it. An alternative
/// without schemes needs nothing, and neither does a request without alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Security(pub &'static [&'static [Scheme]]);

impl Security {
    /// Whether a request may do without any credential.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.0.is_empty() || self.0.iter().any(|schemes| schemes.is_empty())
    }

    /// The alternatives in words: `` `key` with `email`, or `token` ``.
    #[cfg_attr(not(any(feature = "reqwest", feature = "ureq")), expect(dead_code, reason = "the clients say it"))]
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for (index, schemes) in self.0.iter().enumerate() {
            words.push_str(if index == 0 { "" } else { ", or " });
            for (index, scheme) in schemes.iter().enumerate() {
                let with = if index == 0 { "" } else { " with " };
                // Writing to a string cannot fail.
                let _: Result<(), std::fmt::Error> = write!(words, "{with}`{}`", scheme.name);
            }
        }
        words
    }
}

/// The credentials of the client that received a response, as an extension of it: errors do not show them.
#[derive(Clone, Default)]
pub(super) struct Hidden(pub(super) std::sync::Arc<[Secret]>);

/// What stands in a text for a credential.
const MASK: &str = "[credential]";

/// The shortest credential that is looked for in a text, and the shortest beginning of one at its end.
const SHORTEST: usize = 4;

impl Hidden {
    /// These credentials and others.
    #[cfg_attr(not(any(feature = "reqwest", feature = "ureq")), expect(dead_code, reason = "the clients have them"))]
    pub(super) fn and(&self, others: &Self) -> Self {
        Self(self.0.iter().chain(&*others.0).cloned().collect())
    }

    /// The text without the credentials.
    pub(super) fn mask(&self, text: &str) -> String {
        let secrets = self.0.iter().map(Secret::expose).filter(|secret| secret.len() >= SHORTEST);
        hide(text, secrets, MASK)
    }

    /// A text that was cut, also without the beginning of a credential at its end.
    pub(super) fn mask_cut(&self, text: &str) -> String {
        let mut text = self.mask(text);
        for secret in self.0.iter().map(Secret::expose).filter(|secret| secret.len() >= SHORTEST) {
            let is_end = |end: &usize| secret.get(..*end).is_some_and(|start| text.ends_with(start));
            if let Some(end) = (SHORTEST..secret.len()).rev().find(is_end) {
                text.truncate(text.len() - end);
                text.push_str(MASK);
            }
        }
        text
    }
}
