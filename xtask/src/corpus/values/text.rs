//! Texts: of all scripts, in the spellings of their formats, and inside their limits.

use serde_json::Value;

use super::make::Maker;
use super::object::{limit, limits};
use super::pattern;
use super::schema::Part;

/// Texts that code may trip over.
const ODD: &[&str] = &[
    "",
    " ",
    "a",
    "word",
    "two words",
    " space around ",
    "\"",
    "\\",
    "/",
    "\u{8}\u{c}\n\r\t",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "é",
    "e\u{301}",
    "ß",
    "日本語",
    "עברית",
    "العربية",
    "\u{202e}abc",
    "👩‍👩‍👧",
    "𝕊",
    "\u{feff}",
    "\u{2028}\u{2029}",
    "\u{fffd}",
    "null",
    "true",
    "123",
    "1.0",
    "-0",
    "1e21",
    "NaN",
    "{}",
    "[]",
    "<b>&amp;</b>",
    "%20+",
    "2020-01-01",
    "https://a.b/c?d=e#f",
    "'; --",
    "${x}",
    "{{x}}",
    "../..",
    "\u{10ffff}",
    "İ",
    "ﬀ",
    "0x1F",
    "١٢٣",
];

const LETTERS: &[char] =
    &['a', 'b', 'z', 'A', 'Z', '0', '9', '-', '_', '.', ' ', '"', '\\', 'é', '\u{301}', 'א', '日', '😀'];

/// The longest text that is made only because a schema lets it be that long.
const LONG: usize = 300;

impl Maker<'_, '_> {
    pub(super) fn any_text(&mut self) -> String {
        if self.rng.bool() {
            return ODD[self.rng.usize(..ODD.len())].to_owned();
        }
        let count = self.rng.usize(..10);
        self.letters(count)
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| LETTERS[self.rng.usize(..LETTERS.len())]).collect()
    }

    pub(super) fn text(&mut self, parts: &[Part<'_>]) -> Option<Value> {
        let low = limits(parts, "minLength").max().unwrap_or_default();
        let high = limit(parts, "maxLength").unwrap_or(usize::MAX);
        if low > high {
            return None;
        }
        let word = |key: &str| parts.iter().find_map(|part| part.keywords.get(key)?.as_str());
        let fits = |text: &String| (low..=high).contains(&text.chars().count());
        if let Some(pattern) = word("pattern") {
            let mut tries = (0..20).filter_map(|_| pattern::matching(pattern, low, &mut self.rng));
            return tries.find(fits).map(Value::from);
        }
        if let Some(format) = word("format") {
            let mut texts = (0..10).map_while(|_| self.formatted(format));
            let found = texts.by_ref().next();
            match found {
                Some(text) if fits(&text) => return Some(Value::from(text)),
                Some(_) => return texts.find(fits).map(Value::from),
                None => {}
            }
        }
        if let Some(text) = Some(self.any_text()).filter(fits) {
            return Some(Value::from(text));
        }
        let most = high.min(LONG.max(low));
        let count = match self.rng.usize(..3) {
            0 => low,
            1 => most,
            _ => self.rng.usize(low..=most.min(low + 20)),
        };
        Some(Value::from(self.letters(count)))
    }

    /// A text of a format; none if any text is.
    fn formatted(&mut self, format: &str) -> Option<String> {
        let text = match format {
            "date-time" => self.date_time(),
            "date" => self.date(),
            "time" => format!("{}{}", self.time(), self.offset()),
            "uuid" => {
                let mut digits = |count: usize| (0..count).map(|_| self.rng.digit(16)).collect::<String>();
                format!("{}-{}-4{}-8{}-{}", digits(8), digits(4), digits(3), digits(3), digits(12))
            }
            "email" => format!("a{}@example.com", self.rng.u16(..)),
            "uri" | "url" | "uri-reference" | "iri" => {
                let rest = ["", "/", "/a%20b?c=d&e=%2F#f", "/~a", ":8080/x"];
                format!("https://example.com{}", rest[self.rng.usize(..rest.len())])
            }
            "hostname" => format!("a{}.example.com", self.rng.u16(..)),
            "ipv4" => format!("192.0.2.{}", self.rng.u8(..)),
            "ipv6" => {
                let texts = ["::1", "::", "2001:db8::8a2e:370:7334", "::ffff:192.0.2.1"];
                texts[self.rng.usize(..texts.len())].to_owned()
            }
            "duration" => ["P1D", "PT0S", "P3Y6M4DT12H30M5S", "P2W"][self.rng.usize(..4)].to_owned(),
            "json-pointer" => ["", "/a~1b/0", "/~0"][self.rng.usize(..3)].to_owned(),
            "regex" => ["", "^a+$", "[a-z]"][self.rng.usize(..3)].to_owned(),
            "byte" | "base64" => self.base64(),
            _ => return None,
        };
        Some(text)
    }

    fn date(&mut self) -> String {
        let year = [0, 1, 1970, 1999, 2000, 2024, 9999, 1582][self.rng.usize(..8)];
        let (month, day) = [(1, 1), (12, 31), (2, 28), (6, 30), (10, 9)][self.rng.usize(..5)];
        if year == 2024 && self.rng.bool() { "2024-02-29".to_owned() } else { format!("{year:04}-{month:02}-{day:02}") }
    }

    fn time(&mut self) -> String {
        let fraction = ["", "", ".0", ".5", ".123", ".123456", ".999999999", ".1234567890123"][self.rng.usize(..8)];
        let times = ["00:00:00", "23:59:59", "12:34:56"];
        format!("{}{fraction}", times[self.rng.usize(..times.len())])
    }

    fn offset(&mut self) -> &'static str {
        let offsets = ["Z", "Z", "z", "+00:00", "-00:00", "+05:30", "-23:59", "+14:00"];
        offsets[self.rng.usize(..offsets.len())]
    }

    /// A time in one of the spellings of RFC 3339, section 5.6.
    fn date_time(&mut self) -> String {
        let separator = if self.rng.u8(..6) == 0 { 't' } else { 'T' };
        match self.rng.u8(..16) {
            0 => format!("1990-12-31{separator}23:59:60Z"),
            1 => format!("1990-12-31{separator}15:59:60-08:00"),
            _ => format!("{}{separator}{}{}", self.date(), self.time(), self.offset()),
        }
    }

    fn base64(&mut self) -> String {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for _ in 0..self.rng.usize(..6) {
            text.extend((0..4).map(|_| char::from(DIGITS[self.rng.usize(..64)])));
        }
        // Bits that are left over are zero (RFC 4648, section 3.5).
        text.push_str(["", "", "QQ==", "QUI="][self.rng.usize(..4)]);
        text
    }
}
