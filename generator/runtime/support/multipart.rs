//! Bodies of several parts: `multipart/form-data` (RFC 7578).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Debug};

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::form::Encodings;
use super::style::pairs;

/// What a file is when nothing says it.
const BYTES: &str = "application/octet-stream";

/// A file to send.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The name that the server is told.
    pub name: String,
    /// The media type of the content.
    pub media_type: String,
    /// The content.
    pub content: Bytes,
}

impl File {
    /// A file of the media type `application/octet-stream`.
    pub fn new(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self { name: name.into(), media_type: BYTES.to_owned(), content: content.into() }
    }

    /// Sets the media type.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }
}

/// Shows how long the content is: it may be secret.
impl Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, media_type, content } = self;
        let length = format_args!("{} bytes", content.len());
        f.debug_struct("File").field("name", name).field("media_type", media_type).field("content", &length).finish()
    }
}

/// In JSON, which has no files, a file is its content as text; what is no text cannot be written.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = std::str::from_utf8(&self.content).map_err(|_| S::Error::custom("a file that is no text"))?;
        serializer.serialize_str(text)
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new("", String::deserialize(deserializer)?))
    }
}

/// What can be sent as a form of several parts.
pub trait Multipart {
    /// Adds the parts.
    fn parts(&self, form: &mut Form);
}

/// The parts of a form, as they are collected.
#[derive(Default)]
pub struct Form {
    parts: Vec<Part>,
    encodings: Encodings,
    problem: Option<serde_json::Error>,
}

struct Part {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    content: Bytes,
}

impl Form {
    pub(super) fn new(encodings: Encodings) -> Self {
        Self { encodings, ..Self::default() }
    }

    /// Adds a value: text as it is, a list as a part for each element, an object or a list within a list as JSON, and
    /// nothing for nothing, unless [`Call::form_style`](super::Call::form_style) said otherwise.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match (serde_json::to_value(value), self.encodings.style(name)) {
            (Ok(value), None) => self.json(name, value),
            (Ok(value), Some(style)) => {
                let media_type = self.encodings.media_type(name);
                for (name, text) in pairs(name, style, &value, str::to_owned) {
                    self.text(name, media_type, text);
                }
            }
            (Err(problem), _) => self.problem = Some(problem),
        }
    }

    /// Adds the parts of another form.
    pub fn parts(&mut self, form: &impl Multipart) {
        form.parts(self);
    }

    /// Adds the members of an object as values.
    pub fn members<T: Serialize + ?Sized>(&mut self, object: &T) {
        match serde_json::to_value(object) {
            Ok(object) => object.parts(self),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Adds the member that tells which type an object is of, unless there is one.
    pub fn tag(&mut self, name: &str, tag: &str) {
        if self.parts.iter().all(|part| part.name != name) {
            self.part(name, tag.into());
        }
    }

    /// Adds the files of a member.
    pub fn file(&mut self, name: &str, files: &impl Files) {
        files.add(name, self);
    }

    fn json(&mut self, name: &str, value: Value) {
        match value {
            Value::Array(elements) => elements.into_iter().for_each(|element| self.part(name, element)),
            value => self.part(name, value),
        }
    }

    fn part(&mut self, name: &str, value: Value) {
        let said = self.encodings.media_type(name);
        let (usual, text) = match value {
            Value::Null => return,
            Value::String(text) if !said.is_some_and(is_json) => (None, text),
            value @ (Value::Array(_) | Value::Object(_)) => (Some("application/json"), value.to_string()),
            scalar => (None, scalar.to_string()),
        };
        self.text(name.to_owned(), said.or(usual), text);
    }

    fn text(&mut self, name: String, media_type: Option<&'static str>, text: String) {
        let media_type = media_type.map(str::to_owned);
        self.parts.push(Part { name, file_name: None, media_type, content: text.into() });
    }

    /// The media type with its boundary, and the body.
    pub(super) fn finish(self) -> serde_json::Result<(String, Bytes)> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let boundary = self.boundary();
        let mut body = Vec::new();
        for part in &self.parts {
            body.extend_from_slice(part.head(&boundary).as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), body.into()))
    }

    /// A text that no part contains, of at most 70 characters (RFC 2046, section 5.1.1); the same parts have the same one.
    fn boundary(&self) -> String {
        let mut taken = BTreeSet::new();
        for part in &self.parts {
            let starts =
                part.content.windows(BOUNDARY.len()).enumerate().filter(|(_, window)| *window == BOUNDARY.as_bytes());
            for (at, _) in starts {
                let number = part.content.get(at.saturating_add(BOUNDARY.len())..).unwrap_or_default();
                let number = number.get(..DIGITS).and_then(|number| std::str::from_utf8(number).ok());
                taken.extend(number.and_then(|number| number.parse::<usize>().ok()));
            }
        }
        let free = (0..=taken.len()).find(|number| !taken.contains(number)).unwrap_or_default();
        format!("{BOUNDARY}{free:0DIGITS$}")
    }
}

/// What boundaries begin with, and how many digits follow: none begins with another one.
const BOUNDARY: &str = "form-data-boundary-";
const DIGITS: usize = 10;

/// Shows the names of the parts: their content may be secret.
impl Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        f.debug_struct("Form").field("parts", &names).finish_non_exhaustive()
    }
}

impl Part {
    fn head(&self, boundary: &str) -> String {
        let mut head = format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"", quoted(&self.name));
        if let Some(file_name) = &self.file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = &self.media_type {
            head.push_str(&format!("\r\ncontent-type: {}", media_type.replace(['\r', '\n'], " ")));
        }
        head.push_str("\r\n\r\n");
        head
    }
}

/// Whether a media type, without its parameters, is JSON.
fn is_json(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim_end();
    name.to_ascii_lowercase().ends_with("json")
}

/// A name between quotation marks, escaped as browsers do (RFC 7578, section 2; WHATWG HTML, "multipart form data").
fn quoted(name: &str) -> Cow<'_, str> {
    if name.contains(['"', '\r', '\n']) {
        name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").into()
    } else {
        name.into()
    }
}

/// A member that holds files, or something else in place of them.
pub trait Files {
    /// Adds its parts.
    fn add(&self, name: &str, form: &mut Form);
}

impl Files for File {
    fn add(&self, name: &str, form: &mut Form) {
        let usual = form.encodings.media_type(name).unwrap_or(BYTES);
        form.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(self.name.clone()),
            media_type: Some(if self.media_type == BYTES { usual.to_owned() } else { self.media_type.clone() }),
            content: self.content.clone(),
        });
    }
}

impl<T: Files> Files for Vec<T> {
    fn add(&self, name: &str, form: &mut Form) {
        self.iter().for_each(|files| files.add(name, form));
    }
}

impl<T: Files> Files for Option<T> {
    fn add(&self, name: &str, form: &mut Form) {
        self.iter().for_each(|files| files.add(name, form));
    }
}

impl<T: Files> Files for Box<T> {
    fn add(&self, name: &str, form: &mut Form) {
        T::add(self, name, form);
    }
}

impl<T: Multipart> Multipart for Box<T> {
    fn parts(&self, form: &mut Form) {
        T::parts(self, form);
    }
}

impl Multipart for BTreeMap<String, Value> {
    fn parts(&self, form: &mut Form) {
        self.iter().for_each(|(name, value)| form.value(name, value));
    }
}

impl Multipart for BTreeMap<String, File> {
    fn parts(&self, form: &mut Form) {
        self.iter().for_each(|(name, file)| form.file(name, file));
    }
}

impl Multipart for Value {
    fn parts(&self, form: &mut Form) {
        if let Self::Object(members) = self {
            members.iter().for_each(|(name, value)| form.value(name, value));
        }
    }
}
