//! Reads a request as a server does that knows the description: each part of it by its style (OpenAPI 3.0.4, section
//! 4.7.12.3; RFC 6570; RFC 7578).
//!
//! It must not know how requests are written. What was read is taken away, so that what is left over shows.

mod parts;

use std::collections::BTreeMap;

use serde_json::Value;

use super::described::{Body, Member, Style, Written, is_json};
use crate::corpus::exact;

/// A request.
#[derive(Debug, Default)]
pub(super) struct Wire {
    pub(super) path: String,
    /// Names and values, as they stand there.
    pub(super) query: Pairs,
    pub(super) cookies: Pairs,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// Names and values that are written alike.
#[derive(Debug)]
pub(super) struct Pairs {
    items: Vec<(String, String)>,
    decode: fn(&str) -> String,
}

impl Default for Pairs {
    fn default() -> Self {
        Self { items: Vec::new(), decode: decoded }
    }
}

impl Wire {
    /// A request, as the program shows it.
    pub(super) fn of(request: &Value) -> Result<Self, String> {
        let text = |key: &str| request.get(key).and_then(Value::as_str).ok_or_else(|| format!("there is no {key}"));
        let uri = text("uri")?;
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let headers: Vec<(String, String)> =
            serde_json::from_value(request.get("headers").cloned().unwrap_or_default())
                .map_err(|why| why.to_string())?;
        let cookies = headers.iter().filter(|(name, _)| name == "cookie").flat_map(|(_, value)| value.split("; "));
        Ok(Self {
            path: path.to_owned(),
            query: Pairs { items: query.split('&').filter_map(pair).collect(), decode: decoded },
            cookies: Pairs { items: cookies.filter_map(pair).collect(), decode: decoded },
            body: text("body")?.to_owned(),
            headers,
        })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Takes the header that says a value.
    pub(super) fn take_header(&mut self, name: &str, written: Written, value: &Value) -> Result<(), String> {
        let at = self.headers.iter().position(|(other, _)| other.eq_ignore_ascii_case(name));
        match at.map(|at| self.headers.remove(at)) {
            Some((_, text)) => says(&text, written, value, str::to_owned),
            None if is_nothing(value) => Ok(()),
            None => Err("there is no such header".to_owned()),
        }
    }

    /// Whether the body is a text as it is.
    pub(super) fn body_is(&self, value: &Value) -> Result<(), String> {
        same(&self.body, value)
    }

    /// Whether the body says a value.
    pub(super) fn body_says(&self, media_type: &str, body: &Body, value: &Value) -> Result<(), String> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let mut pairs = match essence.as_str() {
            "application/x-www-form-urlencoded" if !value.is_string() => {
                let items = self.body.split('&').filter_map(pair).collect();
                Pairs { items, decode: |text| decoded(&text.replace('+', " ")) }
            }
            "multipart/form-data" => return parts::say(parts::of(&self.body, media_type)?, body, value),
            _ if is_json(&essence) => return same_json(&value.to_string(), &self.body),
            _ => return same(&self.body, value),
        };
        for (name, value) in members(value) {
            let member = body.members.iter().find(|(other, _)| other == name).map(|(_, member)| member);
            let written = member.and_then(|member| of_member(member, value)).unwrap_or(usual(value));
            pairs.take(name, written, value).map_err(|why| format!("`{name}` in the form: {why}"))?;
        }
        pairs.rest().map_or(Ok(()), |rest| Err(format!("the form says `{rest}`, too")))
    }
}

/// How a member of a form is written where nothing is said.
fn usual(value: &Value) -> Written {
    match value {
        Value::Object(_) => Written { style: Style::Json, explode: false },
        _ => Written { style: Style::Form, explode: true },
    }
}

fn of_member(member: &Member, value: &Value) -> Option<Written> {
    let is_scalar = !value.is_array() && !value.is_object();
    let says_json = member.media_type.as_deref().is_some_and(is_json);
    let json = || (says_json && !is_scalar).then_some(Written { style: Style::Json, explode: false });
    member.written.or_else(json)
}

fn pair(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (!text.is_empty()).then(|| (name.to_owned(), value.to_owned()))
}

impl Pairs {
    /// What nothing has taken.
    pub(super) fn rest(&self) -> Option<String> {
        self.items.first().map(|(name, value)| format!("{name}={value}"))
    }

    /// Takes the pair that is written so.
    pub(super) fn take_same(&mut self, text: &str) {
        let wanted = pair(text);
        if let Some(at) = self.items.iter().position(|item| Some(item) == wanted.as_ref()) {
            self.items.remove(at);
        }
    }

    /// Takes the pairs that say a value.
    pub(super) fn take(&mut self, name: &str, written: Written, value: &Value) -> Result<(), String> {
        let Written { style, explode } = written;
        match value {
            Value::Null => Ok(()),
            _ if style == Style::Deep && !is_scalar(value) => self.take_deep(name, value),
            value if is_nothing(value) && style != Style::Json => Ok(()),
            Value::Array(elements) if explode && style == Style::Form => {
                elements.iter().try_for_each(|element| self.take_one(name, element))
            }
            Value::Object(_) if explode && style == Style::Form => {
                members(value).try_for_each(|(key, value)| self.take_one(key, value))
            }
            value => {
                let at = self.position(name).ok_or_else(|| format!("there is no `{name}`"))?;
                let (_, text) = self.items.remove(at);
                says(&text, written, value, self.decode)
            }
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.items.iter().position(|(other, _)| (self.decode)(other) == name)
    }

    /// Takes one of the pairs with a name, that which says the value if any does.
    fn take_one(&mut self, name: &str, value: &Value) -> Result<(), String> {
        let says = |(other, text): &(String, String)| {
            (self.decode)(other) == name && same(&(self.decode)(text), value).is_ok()
        };
        match self.items.iter().position(says) {
            Some(at) => drop(self.items.remove(at)),
            None => match self.position(name) {
                Some(at) => return same(&(self.decode)(&self.items[at].1), value),
                None => return Err(format!("there is no `{name}`")),
            },
        }
        Ok(())
    }

    /// `name[key]=value`, to any depth; an element has an index only if it has members.
    fn take_deep(&mut self, name: &str, value: &Value) -> Result<(), String> {
        match value {
            Value::Null => Ok(()),
            Value::Object(_) => {
                members(value).try_for_each(|(key, value)| self.take_deep(&format!("{name}[{key}]"), value))
            }
            Value::Array(elements) => elements.iter().enumerate().try_for_each(|(index, element)| {
                let index = if is_scalar(element) { String::new() } else { index.to_string() };
                self.take_deep(&format!("{name}[{index}]"), element)
            }),
            scalar => self.take_one(name, scalar),
        }
    }
}

/// Whether a text in a style says a value.
pub(super) fn says(text: &str, written: Written, value: &Value, decode: fn(&str) -> String) -> Result<(), String> {
    let Written { style, explode } = written;
    let separators: &[&str] = match style {
        Style::Json => return same_json(&value.to_string(), &decode(text)),
        Style::Text => return same(&decode(text), value),
        Style::Spaces => &["%20", " "],
        Style::Pipes => &["%7C", "|"],
        Style::Tabs => &["%09", "\t"],
        _ => &[","],
    };
    let pieces: Vec<String> = split(text, separators).iter().map(|piece| decode(piece)).collect();
    match value {
        Value::Array(elements) => each_says(&pieces, &elements.iter().collect::<Vec<_>>()),
        Value::Object(_) if explode => {
            let pieces: Vec<(String, String)> = split(text, separators)
                .into_iter()
                .filter_map(pair)
                .map(|(key, text)| (decode(&key), decode(&text)))
                .collect();
            let (keys, texts): (Vec<String>, Vec<String>) = pieces.into_iter().unzip();
            names_say(&keys, &texts, value)
        }
        Value::Object(_) => {
            let keys: Vec<String> = pieces.iter().step_by(2).cloned().collect();
            let texts: Vec<String> = pieces.iter().skip(1).step_by(2).cloned().collect();
            names_say(&keys, &texts, value)
        }
        scalar => same(&decode(text), scalar),
    }
}

/// Whether what stands in a path says a value.
pub(super) fn path_says(text: &str, name: &str, written: Written, value: &Value) -> Result<(), String> {
    let Written { style, explode } = written;
    let wrong = |what: &str| format!("`{text}` does not begin with `{what}`");
    let inner = Written { style: Style::Simple, explode };
    match style {
        Style::Label => {
            let rest = text.strip_prefix('.').ok_or_else(|| wrong("."))?;
            let rest = if explode { rest.replace('.', ",") } else { rest.to_owned() };
            says(if is_scalar(value) { &text[1..] } else { &rest }, inner, value, decoded)
        }
        Style::Matrix if explode && !is_scalar(value) => {
            let mut pairs = Pairs { items: text.split(';').filter_map(pair).collect(), decode: decoded };
            text.strip_prefix(';').ok_or_else(|| wrong(";"))?;
            pairs.take(name, Written { style: Style::Form, explode }, value)?;
            pairs.rest().map_or(Ok(()), |rest| Err(format!("the path says `{rest}`, too")))
        }
        Style::Matrix => {
            let rest = text.strip_prefix(';').and_then(|rest| rest.split_once('='));
            let (own, rest) = rest.ok_or_else(|| wrong(";"))?;
            if decoded(own) != name {
                return Err(format!("`{own}` is not `{name}`"));
            }
            says(rest, inner, value, decoded)
        }
        _ => says(text, written, value, decoded),
    }
}

fn split<'t>(text: &'t str, separators: &[&str]) -> Vec<&'t str> {
    let used = separators.iter().find(|separator| text.contains(**separator));
    used.map_or_else(|| vec![text], |separator| text.split(separator).collect())
}

fn each_says(texts: &[String], elements: &[&Value]) -> Result<(), String> {
    if texts.len() != elements.len() {
        return Err(format!("there are {} elements instead of {}", texts.len(), elements.len()));
    }
    texts.iter().zip(elements).try_for_each(|(text, element)| same(text, element))
}

fn names_say(keys: &[String], texts: &[String], value: &Value) -> Result<(), String> {
    let said: BTreeMap<&String, &String> = keys.iter().zip(texts).collect();
    if keys.len() != texts.len() || keys.len() != members(value).count() || said.len() != keys.len() {
        return Err(format!("the members are `{}`", keys.join("`, `")));
    }
    members(value).try_for_each(|(name, value)| {
        said.get(name).ok_or_else(|| format!("there is no `{name}`")).and_then(|text| same(text, value))
    })
}

/// Whether a piece of text is a value: a list or an object is JSON there.
fn same(text: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::String(own) if own == text => Ok(()),
        Value::String(own) => Err(format!("it says {} instead of {}", Value::from(text), Value::from(own.as_str()))),
        other => same_json(&other.to_string(), text),
    }
}

fn same_json(wanted: &str, text: &str) -> Result<(), String> {
    match exact::difference(wanted, text) {
        Ok(None) => Ok(()),
        Ok(Some(difference)) => Err(format!("of its JSON {difference}")),
        Err(why) => Err(format!("it says {}: {why}", Value::from(text))),
    }
}

/// The members that say something.
fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null())
}

/// Whether a value is one piece of text.
pub(super) fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

/// Whether a list or an object has nothing to say.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.values().all(Value::is_null),
        other => other.is_null(),
    }
}

/// A piece of text without its percent signs (RFC 3986, section 2.1).
fn decoded(text: &str) -> String {
    super::schema::decoded(text)
}

#[cfg(test)]
mod tests;
