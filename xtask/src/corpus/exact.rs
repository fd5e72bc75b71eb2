//! Compares two texts of JSON: numbers by all their digits, everything else exactly.
//!
//! It must not round: what `f64` cannot hold is held as digits.

use std::borrow::Cow;
use std::fmt::{self, Display};

use super::examples::at;

/// JSON with the digits of its numbers and all of its members, also those that stand twice.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Exact {
    Word(String),
    Number(Digits),
    Text(String),
    List(Vec<Exact>),
    Object(Vec<(String, Exact)>),
}

/// A number: its digits without zeros at the ends, and the power of ten of the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Digits {
    is_negative: bool,
    significant: String,
    exponent: i64,
}

/// How two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The way to what differs.
    pub(super) way: Vec<String>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Lost,
    New,
    Twice,
    Length(usize, usize),
    Changed(String, String),
}

/// The first difference of two texts of JSON; the reason if one of them is no JSON.
pub(super) fn difference(before: &str, after: &str) -> Result<Option<Difference>, String> {
    if before == after {
        return Ok(None);
    }
    let (before, after) = (parse(before)?, parse(after)?);
    let mut way = Vec::new();
    Ok(find(&before, &after, &mut way).map(|kind| Difference { way, kind }))
}

fn find(before: &Exact, after: &Exact, way: &mut Vec<String>) -> Option<Kind> {
    match (before, after) {
        (Exact::Object(before), Exact::Object(after)) => {
            for (key, value) in before {
                way.push(key.clone());
                let mut same = after.iter().filter(|(other, _)| other == key);
                match (same.next(), same.next()) {
                    (None, _) => return Some(Kind::Lost),
                    (_, Some(_)) => return Some(Kind::Twice),
                    (Some((_, other)), None) => {
                        if let Some(kind) = find(value, other, way) {
                            return Some(kind);
                        }
                    }
                }
                way.pop();
            }
            let new = after.iter().find(|(key, _)| !before.iter().any(|(other, _)| other == key));
            new.map(|(key, _)| {
                way.push(key.clone());
                Kind::New
            })
        }
        (Exact::List(before), Exact::List(after)) if before.len() != after.len() => {
            Some(Kind::Length(before.len(), after.len()))
        }
        (Exact::List(before), Exact::List(after)) => {
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                way.push(index.to_string());
                if let Some(kind) = find(before, after, way) {
                    return Some(kind);
                }
                way.pop();
            }
            None
        }
        (before, after) if before == after => None,
        (before, after) => Some(Kind::Changed(short(before), short(after))),
    }
}

/// Reads JSON.
fn parse(text: &str) -> Result<Exact, String> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    if reader.at == text.len() { Ok(value) } else { Err(format!("something follows the JSON at byte {}", reader.at)) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// Levels of lists and objects.
const MAX_DEPTH: usize = 256;

impl<'a> Reader<'a> {
    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn wrong(&self) -> String {
        format!("no JSON at byte {}", self.at)
    }

    fn value(&mut self, depth: usize) -> Result<Exact, String> {
        self.space();
        match self.peek() {
            _ if depth > MAX_DEPTH => Err(self.wrong()),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string().map(Exact::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'a'..=b'z') => {
                let word = self.while_is(|byte| byte.is_ascii_lowercase());
                let is_known = matches!(word, "true" | "false" | "null");
                if is_known { Ok(Exact::Word(word.to_owned())) } else { Err(self.wrong()) }
            }
            _ => Err(self.wrong()),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Exact, String> {
        self.at += 1;
        let mut members = Vec::new();
        if self.take(b'}') {
            return Ok(Exact::Object(members));
        }
        loop {
            self.space();
            let key = self.string()?;
            if !self.take(b':') {
                return Err(self.wrong());
            }
            members.push((key, self.value(depth + 1)?));
            if self.take(b'}') {
                return Ok(Exact::Object(members));
            }
            if !self.take(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn list(&mut self, depth: usize) -> Result<Exact, String> {
        self.at += 1;
        let mut elements = Vec::new();
        if self.take(b']') {
            return Ok(Exact::List(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Exact::List(elements));
            }
            if !self.take(b',') {
                return Err(self.wrong());
            }
        }
    }

    fn string(&mut self) -> Result<String, String> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.wrong());
        }
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.at += 2,
                Some(_) => self.at += 1,
                None => return Err(self.wrong()),
            }
        }
        self.at += 1;
        let text = self.text.get(start..self.at).ok_or_else(|| self.wrong())?;
        let text: Cow<'_, str> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        Ok(text.into_owned())
    }

    fn number(&mut self) -> Result<Exact, String> {
        let text = self.while_is(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'));
        Digits::of(text).map(Exact::Number).ok_or_else(|| self.wrong())
    }

    fn while_is(&mut self, is: impl Fn(u8) -> bool) -> &'a str {
        let start = self.at;
        while self.peek().is_some_and(&is) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }
}

impl Digits {
    /// The number that a text says; `-0` is 0.
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let places = i64::try_from(fraction.len()).ok()?;
        let exponent: i64 = exponent.parse().ok()?;
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_end_matches('0');
        if digits.trim_start_matches('0').is_empty() {
            return Some(Self { is_negative: false, significant: String::new(), exponent: 0 });
        }
        let zeros = i64::try_from(all.len() - digits.len()).ok()?;
        let digits = digits.trim_start_matches('0').to_owned();
        Some(Self { is_negative, significant: digits, exponent: exponent - places + zeros })
    }
}

/// The beginning of a value.
fn short(value: &Exact) -> String {
    let text = match value {
        Exact::Word(word) => word.clone(),
        Exact::Number(Digits { is_negative, significant: digits, exponent }) => {
            let (sign, digits) = (if *is_negative { "-" } else { "" }, if digits.is_empty() { "0" } else { digits });
            if *exponent == 0 { format!("{sign}{digits}") } else { format!("{sign}{digits}e{exponent}") }
        }
        Exact::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Exact::List(elements) => format!("a list of {}", elements.len()),
        Exact::Object(members) => format!("an object of {}", members.len()),
    };
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

impl Difference {
    /// The way as a JSON pointer.
    fn pointer(&self) -> String {
        self.way.iter().fold(String::new(), |pointer, key| at(&pointer, key))
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.pointer();
        match &self.kind {
            Kind::Lost => write!(f, "`{at}` is lost"),
            Kind::New => write!(f, "`{at}` is new"),
            Kind::Twice => write!(f, "`{at}` is there twice"),
            Kind::Length(before, after) => write!(f, "`{at}` had {before} elements and has {after}"),
            Kind::Changed(before, after) => write!(f, "`{at}` was {before} and is {after}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, difference};

    fn kind(before: &str, after: &str) -> Option<Kind> {
        difference(before, after).unwrap().map(|difference| difference.kind)
    }

    #[test]
    fn numbers_are_equal_by_all_their_digits() {
        for (one, other) in
            [("1", "1.0"), ("-0", "0"), ("1e21", "1000000000000000000000"), ("0.10", "1e-1"), ("120", "1.2E+2")]
        {
            assert_eq!(kind(one, other), None, "{one} {other}");
        }
        for (one, other) in
            [("9007199254740993", "9007199254740992.0"), ("1", "-1"), ("10", "1"), ("0.1", "0.10000000000000001")]
        {
            assert!(matches!(kind(one, other), Some(Kind::Changed(..))), "{one} {other}");
        }
    }

    #[test]
    fn nothing_is_lost_new_or_there_twice() {
        assert_eq!(kind(r#"{"a":1,"b":[2]}"#, r#"{ "b" : [2.0], "a": 1 }"#), None);
        assert_eq!(kind(r#"{"a":null}"#, "{}"), Some(Kind::Lost));
        assert_eq!(kind("{}", r#"{"a":null}"#), Some(Kind::New));
        assert_eq!(kind(r#"{"a":1}"#, r#"{"a":1,"a":1}"#), Some(Kind::Twice));
        assert_eq!(kind("[1]", "[1,1]"), Some(Kind::Length(1, 2)));
        assert_eq!(kind("\"e\u{301}\"", "\"\u{e9}\""), Some(Kind::Changed("\"e\u{301}\"".into(), "\"\u{e9}\"".into())));
        assert_eq!(kind(r#""\u0041""#, r#""A""#), None);
        assert!(difference("{}", "{").is_err());
        let found = difference(r#"{"a/b":[{"c":1}]}"#, r#"{"a/b":[{"c":2}]}"#).unwrap().unwrap();
        assert_eq!(found.pointer(), "/a~1b/0/c");
    }
}
