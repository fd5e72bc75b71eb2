//! Bytes as text.

use std::borrow::Cow;
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::text::{FromText, InvalidValue};

/// Bytes in base64 (RFC 4648, section 4), kept as the text that was received.
///
/// Any text is accepted from a server; [`FromStr`] takes only what [`Base64::decode`] reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(String);

/// Writes padding, and reads with and without.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Base64 {
    /// Any text, for an API that asks for more than base64, such as a `data:` URL.
    #[must_use]
    pub fn unchecked(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes; nothing if the text is no base64. The alphabet for URLs, line breaks and missing padding are understood.
    #[must_use]
    pub fn decode(&self) -> Option<Vec<u8>> {
        let letters = self.0.chars().filter(|letter| !letter.is_ascii_whitespace()).map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            letter => letter,
        });
        ENGINE.decode(letters.collect::<String>()).ok()
    }
}

/// The text of bytes, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    ENGINE.encode(bytes)
}

impl From<&[u8]> for Base64 {
    /// With padding.
    fn from(bytes: &[u8]) -> Self {
        Self(base64(bytes))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<&Self> for Base64 {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl FromStr for Base64 {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let value = Self(text.to_owned());
        if value.decode().is_some() { Ok(value) } else { Err(InvalidValue::new("Base64", "it is no base64")) }
    }
}

impl FromText for Base64 {
    fn from_text(text: Cow<'_, str>) -> Self {
        Self(text.into_owned())
    }
}

text_traits!(Base64);
