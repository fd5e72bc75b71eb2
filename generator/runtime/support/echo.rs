//! Credentials that a server repeats, however pages, URLs and JSON write them.
//!
//! It must not know where a text comes from.

/// The text with `mask` in the place of the secrets.
pub(super) fn hide<'s>(text: &str, secrets: impl Iterator<Item = &'s str>, mask: &str) -> String {
    let read = Read::new(text);
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    for secret in secrets {
        hidden.extend(text.match_indices(secret).map(|(start, found)| (start, start.saturating_add(found.len()))));
        hidden.extend(read.find(secret));
        if secret.contains(' ') {
            // As forms write it.
            hidden.extend(read.find(&secret.replace(' ', "+")));
        }
    }
    hidden.sort_unstable();
    let (mut shown, mut at) = (String::with_capacity(text.len()), 0);
    for (start, end) in hidden {
        if start >= at {
            shown.push_str(text.get(at..start).unwrap_or_default());
            shown.push_str(mask);
        }
        at = at.max(end);
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    shown
}

/// What a text means when percent-encoding, references of HTML and escapes of JSON are read.
struct Read {
    bytes: Vec<u8>,
    /// Where each byte begins in the text, and where the last one ends.
    places: Vec<usize>,
}

impl Read {
    fn new(text: &str) -> Self {
        let mut read = Self { bytes: Vec::with_capacity(text.len()), places: Vec::with_capacity(text.len()) };
        let mut rest = text;
        while !rest.is_empty() {
            let at = text.len().saturating_sub(rest.len());
            let (piece, after) = piece(rest);
            read.bytes.extend_from_slice(&piece);
            read.places.resize(read.bytes.len(), at);
            rest = after;
        }
        read.places.push(text.len());
        read
    }

    /// Where the text means this.
    fn find(&self, wanted: &str) -> Vec<(usize, usize)> {
        let windows = self.bytes.windows(wanted.len().max(1)).enumerate();
        let found = windows.filter(|(_, window)| *window == wanted.as_bytes());
        found
            .filter_map(|(index, _)| {
                let end = index.saturating_add(wanted.len());
                Some((*self.places.get(index)?, *self.places.get(end)?))
            })
            .collect()
    }
}

/// What the beginning of a text means, and the rest.
fn piece(text: &str) -> (Vec<u8>, &str) {
    let read = match text.as_bytes().first() {
        Some(b'%') => hex(text, 1, 2).and_then(|(code, rest)| Some((vec![u8::try_from(code).ok()?], rest))),
        Some(b'&') => reference(text),
        Some(b'\\') => escape(text),
        _ => None,
    };
    read.unwrap_or_else(|| {
        let length = text.chars().next().map_or(0, char::len_utf8);
        let (first, rest) = text.split_at(length);
        (first.as_bytes().to_vec(), rest)
    })
}

/// Hexadecimal digits after a prefix.
fn hex(text: &str, prefix: usize, digits: usize) -> Option<(u32, &str)> {
    let end = prefix.checked_add(digits)?;
    let code = text.get(prefix..end).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    Some((u32::from_str_radix(code, 16).ok()?, text.get(end..)?))
}

fn utf8(code: u32) -> Option<Vec<u8>> {
    Some(char::from_u32(code)?.to_string().into_bytes())
}

/// A reference of HTML: `&amp;`, `&#38;`, `&#x26;`.
fn reference(text: &str) -> Option<(Vec<u8>, &str)> {
    const NAMES: [(&str, char); 10] = [
        ("amp", '&'),
        ("apos", '\''),
        ("colon", ':'),
        ("equals", '='),
        ("gt", '>'),
        ("lt", '<'),
        ("nbsp", ' '),
        ("plus", '+'),
        ("quot", '"'),
        ("sol", '/'),
    ];
    let (name, rest) = text.strip_prefix('&')?.split_once(';')?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| u32::from(*c))?,
    };
    Some((utf8(code)?, rest))
}

/// An escape of a string of JSON: `\/`, `\u002f`.
fn escape(text: &str) -> Option<(Vec<u8>, &str)> {
    match text.as_bytes().get(1)? {
        b'u' => hex(text, 2, 4).and_then(|(code, rest)| Some((utf8(code)?, rest))),
        quoted @ (b'/' | b'"' | b'\\' | b'\'') => Some((vec![*quoted], text.get(2..)?)),
        _ => None,
    }
}
