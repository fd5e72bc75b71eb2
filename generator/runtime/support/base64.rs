//! Bytes as text.

use std::borrow::Cow;
use std::str::FromStr;

use super::text::{FromText, InvalidValue};

/// Bytes in base64 (RFC 4648, section 4), kept as the text that was received.
///
/// Any text is accepted from a server; [`FromStr`] takes only what [`Base64::decode`] reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(String);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
        let text = self.0.trim_end_matches(|c: char| c == '=' || c.is_ascii_whitespace());
        let (mut bytes, mut group, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0_u32);
        for letter in text.bytes().filter(|letter| !letter.is_ascii_whitespace()) {
            group = group << 6 | u32::from(sextet(letter)?);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                bytes.push(u8::try_from(group >> bits & 255).ok()?);
                group &= (1 << bits) - 1;
            }
        }
        // A letter alone stands for no byte.
        (bits < 6).then_some(bytes)
    }
}

/// The text of bytes, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().unwrap_or_default();
        let group = u32::from(byte(0)) << 16 | u32::from(byte(1)) << 8 | u32::from(byte(2));
        for index in 0..4 {
            let sextet = (group >> (18 - 6 * index)) & 63;
            let letter = usize::try_from(sextet).ok().and_then(|at| ALPHABET.get(at)).copied().unwrap_or(b'=');
            out.push(if index <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

fn sextet(letter: u8) -> Option<u8> {
    let place = match letter {
        b'-' => 62,
        b'_' => 63,
        _ => ALPHABET.iter().position(|other| *other == letter)?,
    };
    u8::try_from(place).ok()
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
