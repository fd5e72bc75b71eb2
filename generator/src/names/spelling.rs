//! Any text as words of ASCII letters and digits, with gaps between them.
//!
//! It must not join them, nor know what the name is for.

use std::borrow::Cow;

use deunicode::deunicode_char;

/// Words with capitals inside that begin no new word.
const BRANDS: &[&str] = &[
    "BitBucket",
    "DevOps",
    "GitHub",
    "GitLab",
    "GraphQL",
    "JavaScript",
    "LinkedIn",
    "MySQL",
    "NoSQL",
    "OAuth",
    "PayPal",
    "PostgreSQL",
    "TypeScript",
    "WebAuthn",
    "WhatsApp",
    "YouTube",
    "iPad",
    "iPhone",
    "macOS",
];

/// What signs are called when a name consists of nothing else.
const SIGNS: &[(char, &str)] = &[
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('%', "percent"),
    ('<', "less"),
    ('>', "greater"),
    ('=', "equal"),
    ('!', "not"),
    ('~', "tilde"),
    ('&', "and"),
    ('|', "or"),
    ('^', "caret"),
    ('$', "dollar"),
    ('@', "at"),
    ('#', "hash"),
    ('?', "question"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
];

/// The text with everything but letters and digits made into a gap between words, other scripts written in Latin letters,
/// and signs spelled out where they are all there is or stand before a number.
pub(super) fn spelled(text: &str) -> String {
    let text = latin(text);
    let has_letters = text.chars().any(|c| c.is_ascii_alphanumeric());
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        let sign_of_number =
            index == 0 && text[c.len_utf8()..].starts_with(|next: char| next.is_ascii_digit()) && "+-".contains(c);
        match SIGNS.iter().find(|(sign, _)| *sign == c) {
            _ if c.is_ascii_alphanumeric() => out.push(c),
            Some((_, word)) if !has_letters || sign_of_number => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ => out.push(' '),
        }
    }
    let mut words = String::with_capacity(out.len());
    for (index, word) in out.split(' ').enumerate() {
        if index > 0 {
            words.push(' ');
        }
        unmix(word, &mut words);
    }
    words
}

/// The text in ASCII: `Größe` is `Grosse`, and a picture is its name.
fn latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match deunicode_char(c) {
            _ if c.is_ascii() => out.push(c),
            Some(latin) if c.is_alphabetic() => out.push_str(latin),
            Some(latin) => out.extend([" ", latin, " "]),
            None => out.push(' '),
        }
    }
    Cow::Owned(out)
}

/// Adds a word whose capitals begin words only where readers see some: `mTLS` is `MTLS`, `IPs` is `Ips`, `APIv2` is
/// `API v2`.
fn unmix(word: &str, out: &mut String) {
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let at_start = first.is_ascii_uppercase() || !out.ends_with(|c: char| c.is_ascii_alphabetic());
        if let Some((length, piece)) = if at_start { brand(rest).or_else(|| acronym(rest)) } else { None } {
            out.push_str(&piece);
            rest = &rest[length..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
}

/// The brand that the text begins with: its length, and the word with its first letter alone as a capital.
fn brand(text: &str) -> Option<(usize, String)> {
    let brand = BRANDS.iter().find(|brand| text.starts_with(**brand) && !continues(&text[brand.len()..]))?;
    Some((brand.len(), capitalized(brand)))
}

/// The acronym that the text begins with, if small letters belong to it: its length, and what it is spelled as.
fn acronym(text: &str) -> Option<(usize, String)> {
    let prefix = usize::from(text.starts_with(|c: char| c.is_ascii_lowercase() && c != 'x'));
    let capitals = text[prefix..].bytes().take_while(u8::is_ascii_uppercase).count();
    let end = prefix + capitals;
    if capitals < 2 {
        return None;
    }
    let rest = &text[end..];
    let is_versioned = rest.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if rest.starts_with('s') && !continues(&rest[1..]) {
        return Some((end + 1, capitalized(&text[..=end])));
    }
    if is_versioned {
        let gap = if text[..end].ends_with("IP") { "" } else { " " };
        return Some((end + 1, format!("{}{gap}v", capitalized(&text[..end]))));
    }
    // The last capital begins the word that follows: `mTLSKey`.
    let end = if continues(rest) { end - 1 } else { end };
    (prefix == 1 && end > 2).then(|| (end, text[..end].to_ascii_uppercase()))
}

/// Whether a word that ends before the text goes on.
fn continues(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_lowercase())
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_ascii_lowercase();
    word[..1].make_ascii_uppercase();
    word
}
