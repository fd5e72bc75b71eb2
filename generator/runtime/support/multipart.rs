//! Bodies of several parts: `multipart/form-data` (RFC 7578).

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// A file to send.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        Self { name: name.into(), media_type: "application/octet-stream".to_owned(), content: content.into() }
    }

    /// Sets the media type.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = media_type.into();
        self
    }
}

/// In JSON, which has no files, a file is its content as text.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&String::from_utf8_lossy(&self.content))
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
#[derive(Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
    problem: Option<serde_json::Error>,
}

#[derive(Debug)]
struct Part {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    content: Bytes,
}

impl Form {
    /// Adds a value: text as it is, a list as a part for each element, an object as JSON, and nothing for nothing.
    pub fn value<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(value) => self.json(name, value),
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Adds the files of a member.
    pub fn file(&mut self, name: &str, files: &impl Files) {
        let part = |file: &File| Part {
            name: name.to_owned(),
            file_name: Some(file.name.clone()),
            media_type: Some(file.media_type.clone()),
            content: file.content.clone(),
        };
        self.parts.extend(files.files().iter().map(part));
    }

    fn json(&mut self, name: &str, value: Value) {
        let (media_type, text) = match value {
            Value::Null => return,
            Value::Array(elements) => return elements.into_iter().for_each(|element| self.json(name, element)),
            Value::String(text) => (None, text),
            object @ Value::Object(_) => (Some("application/json".to_owned()), object.to_string()),
            scalar => (None, scalar.to_string()),
        };
        self.parts.push(Part { name: name.to_owned(), file_name: None, media_type, content: text.into() });
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

    /// A text that no part contains; the same parts have the same one.
    fn boundary(&self) -> String {
        let contains = |text: &str| {
            self.parts.iter().any(|part| part.content.windows(text.len()).any(|window| window == text.as_bytes()))
        };
        let mut boundary = "form-data-boundary".to_owned();
        while contains(&boundary) {
            boundary.push('x');
        }
        boundary
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

/// A name between quotation marks, escaped as browsers do (RFC 7578, section 2; WHATWG HTML, "multipart form data").
fn quoted(name: &str) -> Cow<'_, str> {
    if name.contains(['"', '\r', '\n']) {
        name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").into()
    } else {
        name.into()
    }
}

/// A member that holds files.
pub trait Files {
    /// The files.
    fn files(&self) -> &[File];
}

impl Files for File {
    fn files(&self) -> &[File] {
        std::slice::from_ref(self)
    }
}

impl Files for Vec<File> {
    fn files(&self) -> &[File] {
        self
    }
}

impl<T: Files> Files for Option<T> {
    fn files(&self) -> &[File] {
        self.as_ref().map_or(&[], Files::files)
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
