//! Text, JSON or YAML, to one ordered value without duplicate keys, tags or numbers that JSON lacks.
//!
//! It must not know OpenAPI. The limits below keep hostile text from taking the machine down.

use std::fmt;

use serde::de::{self, Deserialize as _, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::locate;
use crate::{Diagnostic, Place, Source, Span};

/// Values in one file, counted after the expansion of YAML aliases. The largest published descriptions have 1,000,000.
pub(super) const MAX_NODES: usize = 5_000_000;

/// Levels of mappings and lists. Published descriptions have at most 40; both parsers end at 128.
pub(super) const MAX_DEPTH: usize = 100;

/// Parses the text of `source`: JSON when it begins with `{`, else YAML.
///
/// # Errors
///
/// The first problem; with a span where the parser tells one, else with a place that [`locate()`] can find.
pub(super) fn parse(source: &Source) -> Result<Value, Diagnostic> {
    let text = without_bom(&source.text);
    let bom = source.text.len() - text.len();
    let at = |offset| locate::span_at(&source.text, bom + offset);
    if text.trim().is_empty() {
        return Err(Diagnostic::new(&Place::root(), "the file is empty"));
    }
    if !text.trim_start().starts_with('{') {
        return parse_yaml(text, at);
    }
    match parse_json(text, at) {
        // A flow mapping in a file that claims to be YAML.
        Err(_) if has_extension(&source.name, &["yaml", "yml"]) => parse_yaml(text, at),
        result => result,
    }
}

/// The text without the byte order mark that some editors put in front.
pub(super) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| extensions.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

fn parse_json(text: &str, at: impl Fn(usize) -> Span) -> Result<Value, Diagnostic> {
    let mut loader = Loader::new(Format::Json);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Node(&mut loader).deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    result.map_err(|error| {
        loader.problem.take().unwrap_or_else(|| {
            let message = error.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
            let mut diagnostic = Diagnostic::new(&Place::root(), format!("not valid JSON: {}", lower_first(message)));
            diagnostic.span = Some(at(locate::line_start(text, error.line()) + error.column().saturating_sub(1)));
            diagnostic
        })
    })
}

fn parse_yaml(text: &str, at: impl Fn(usize) -> Span) -> Result<Value, Diagnostic> {
    let mut loader = Loader::new(Format::Yaml);
    let result = Node(&mut loader).deserialize(serde_yaml::Deserializer::from_str(text));
    result.map_err(|error| {
        loader.problem.take().unwrap_or_else(|| {
            let message = error.to_string();
            let mut diagnostic = if message.starts_with("deserializing from YAML containing more than one") {
                Diagnostic::new(&Place::root(), "the file holds more than one YAML document")
                    .help("keep the first, up to the line `---`, and put the others into files of their own")
            } else if message.starts_with("repetition limit") {
                Diagnostic::new(&Place::root(), "the aliases of the file expand to too many values")
            } else {
                Diagnostic::new(&Place::root(), format!("not valid YAML: {}", without_positions(&message)))
            };
            diagnostic.span = error.location().map(|location| {
                let line = locate::line_start(text, location.line());
                let before: usize = text[line..].chars().take(location.column() - 1).map(char::len_utf8).sum();
                at(line + before)
            });
            diagnostic
        })
    })
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    // `EOF` and the like keep their case.
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            format!("{}{}", first.to_lowercase(), &message[first.len_utf8()..])
        }
        _ => message.to_owned(),
    }
}

/// Cuts the first ` at line 3 column 7`, for the diagnostic has its own span, and shortens those of the context.
fn without_positions(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        let line = &part[..part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len())];
        let rest = &part[line.len()..];
        let rest = rest.strip_prefix(" column ").unwrap_or(rest).trim_start_matches(|c: char| c.is_ascii_digit());
        if index > 0 {
            kept.extend([" in line ", line]);
        }
        kept.push_str(rest);
    }
    lower_first(&kept)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// What is known while a text is loaded.
struct Loader {
    format: Format,
    nodes: usize,
    depth: usize,
    place: Place,
    /// The members of the mappings that are being read, those of the inner ones behind those of the outer.
    members: Vec<(String, Value)>,
    problem: Option<Diagnostic>,
}

impl Loader {
    fn new(format: Format) -> Self {
        Self { format, nodes: 0, depth: 0, place: Place::root(), members: Vec::new(), problem: None }
    }

    /// Keeps the problem for [`parse`]; the parser's own error only ends the parsing.
    fn fail<E: de::Error>(&mut self, place: &Place, message: impl Into<String>, help: &str) -> E {
        let diagnostic = Diagnostic::new(place, message).help(help);
        let error = E::custom(&diagnostic.message);
        self.problem.get_or_insert(diagnostic);
        error
    }

    /// Runs `load` one level down, at the member or element `key` of the present node.
    fn below<T>(&mut self, key: &str, load: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.place.pointer.len();
        self.place.push(key);
        let loaded = load(self);
        self.place.pointer.truncate(length);
        loaded
    }

    fn enter<E: de::Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let place = self.place.clone();
            let message = format!("mappings and lists are nested more than {MAX_DEPTH} levels deep");
            return Err(self.fail(&place, message, "name the inner schemas in `components` and refer to them"));
        }
        Ok(())
    }
}

/// Loads one value.
struct Node<'a>(&'a mut Loader);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.nodes += 1;
        if self.0.nodes > MAX_NODES {
            let message = format!("the file holds more than {MAX_NODES} values");
            return Err(self.0.fail(&Place::root(), message, "split the description, or lessen its YAML aliases"));
        }
        if self.0.format == Format::Yaml && is_version(&self.0.place) {
            return deserializer.deserialize_str(self);
        }
        deserializer.deserialize_any(self)
    }
}

/// Whether a bare number at a place is meant as it is written: `1.10` is another version than `1.1`.
fn is_version(place: &Place) -> bool {
    let pointer = place.pointer.as_str();
    pointer == "/info/version"
        || pointer.starts_with("/servers/") && pointer.contains("/variables/") && pointer.ends_with("/default")
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    // As JSON does: a whole number beyond 64 bits is kept as a float.
    #[expect(clippy::cast_precision_loss, reason = "serde_json reads such numbers with the same loss")]
    fn visit_i128<E: de::Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "serde_json reads such numbers with the same loss")]
    fn visit_u128<E: de::Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| {
            let place = self.0.place.clone();
            self.0.fail(&place, "JSON has no such number as `.inf` or `.nan`", "put it in quotes or leave it out")
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.0.format == Format::Yaml && is_version(&self.0.place) {
            return deserializer.deserialize_str(self);
        }
        deserializer.deserialize_any(self)
    }

    /// A YAML tag, such as `!secret`.
    fn visit_enum<A: EnumAccess<'de>>(self, _: A) -> Result<Value, A::Error> {
        let place = self.0.place.clone();
        Err(self.0.fail(&place, "YAML tags have no meaning in a description", "remove the word that begins with `!`"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let loader = self.0;
        loader.enter()?;
        let mut list = Vec::new();
        while let Some(element) =
            loader.below(&list.len().to_string(), |loader| elements.next_element_seed(Node(loader)))?
        {
            list.push(element);
        }
        loader.depth -= 1;
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let loader = self.0;
        loader.enter()?;
        // A map that knows its size takes half the memory, and is filled in half the time.
        let first = loader.members.len();
        let mut merge = Vec::new();
        while let Some(key) = members.next_key_seed(Key)? {
            let value = loader.below(&key, |loader| members.next_value_seed(Node(loader)))?;
            if loader.format == Format::Yaml && key == "<<" {
                merge.extend(members_of(value).ok_or_else(|| {
                    let help = "write a mapping, or a list of mappings, behind `<<`";
                    let place = loader.place.at(&key);
                    loader.fail(&place, "the YAML merge key `<<` takes members from mappings only", help)
                })?);
                continue;
            }
            loader.members.push((key, value));
        }
        let mut map = Map::with_capacity(loader.members.len() - first + merge.len());
        let mut twice = None;
        for (key, value) in loader.members.drain(first..) {
            match map.entry(key) {
                Entry::Vacant(free) => drop(free.insert(value)),
                Entry::Occupied(taken) => drop(twice.get_or_insert_with(|| taken.key().clone())),
            }
        }
        if let Some(key) = twice {
            let place = loader.place.at(&key);
            let message = format!("the key `{key}` stands twice in one mapping");
            return Err(loader.fail(&place, message, "remove or rename one of the two"));
        }
        // A member that the mapping has itself wins, and of several mappings the first.
        for (key, value) in merge {
            map.entry(key).or_insert(value);
        }
        loader.depth -= 1;
        Ok(Value::Object(map))
    }
}

/// The members that a YAML merge key brings in: those of a mapping, or of each mapping in a list.
fn members_of(value: Value) -> Option<Vec<(String, Value)>> {
    match value {
        Value::Object(members) => Some(members.into_iter().collect()),
        Value::Array(list) => {
            let members: Option<Vec<_>> = list.into_iter().map(members_of).collect();
            members.map(|members| members.into_iter().flatten().collect())
        }
        _ => None,
    }
}

/// Loads a key; a YAML number or boolean, such as a bare `404`, is taken as it is written.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> (String, String) {
        let problem = parse(&Source { name: String::new(), text: text.to_owned() }).unwrap_err();
        (problem.message, problem.place.pointer)
    }

    #[test]
    fn what_a_value_cannot_hold_is_a_problem_with_its_place() {
        let twice = "the key `b` stands twice in one mapping";
        assert_eq!(problem("a: [{b: 1, b: 2}]"), (twice.to_owned(), "/a/0/b".to_owned()));
        assert_eq!(problem("{\"a\": [{\"b\": 1, \"b\": 2}]}"), (twice.to_owned(), "/a/0/b".to_owned()));
        assert_eq!(problem("a: [.nan]").1, "/a/0");
        assert_eq!(problem("a: !secret b").1, "/a");
        assert_eq!(problem("a: 1\nb:\n  <<: 2").1, "/b/<<");
    }

    #[test]
    fn a_merge_key_brings_in_what_the_mapping_has_not() {
        let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  x: 3\n  <<: [*a, *b]\n";
        let value = parse(&Source { name: String::new(), text: text.to_owned() }).unwrap();
        assert_eq!(value["c"], serde_json::json!({ "x": 3, "y": 1, "z": 2 }));
    }

    #[test]
    fn versions_keep_their_digits() {
        let text = "info: {version: 1.10}\nservers:\n- variables: {v: {default: 2.0}}\nother: 1.10\n";
        let value = parse(&Source { name: String::new(), text: text.to_owned() }).unwrap();
        assert_eq!(value["info"]["version"], "1.10");
        assert_eq!(value["servers"][0]["variables"]["v"]["default"], "2.0");
        assert_eq!(value["other"], 1.1);
    }

    #[test]
    fn syntax_errors_keep_the_words_of_the_parser_and_not_its_positions() {
        assert_eq!(problem("{\"a\": 1,}").0, "not valid JSON: trailing comma");
        let unclosed = "not valid YAML: found unexpected end of stream, while scanning a quoted scalar in line 2";
        assert_eq!(problem("a: 1\nb: \"").0, unclosed);
    }
}
