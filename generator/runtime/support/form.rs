//! Forms in one line of text, and how the members of any form are written (OpenAPI 3.0.4, section 4.8.15).

use serde_json::Value;

use super::Style;
use super::style::query;

/// What the description of a body says about the members of a form, by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct Encodings {
    styles: Vec<(&'static str, Style)>,
    media_types: Vec<(&'static str, &'static str)>,
}

impl Encodings {
    pub(super) fn is_empty(&self) -> bool {
        self.styles.is_empty() && self.media_types.is_empty()
    }

    pub(super) fn set_style(&mut self, name: &'static str, style: Style) {
        self.styles.push((name, style));
    }

    pub(super) fn set_media_type(&mut self, name: &'static str, media_type: &'static str) {
        self.media_types.push((name, media_type));
    }

    /// How a list or an object is written.
    pub(super) fn style(&self, name: &str) -> Option<Style> {
        self.styles.iter().find(|(member, _)| *member == name).map(|(_, style)| *style)
    }

    /// What the part that holds the member is.
    pub(super) fn media_type(&self, name: &str) -> Option<&'static str> {
        self.media_types.iter().find(|(member, _)| *member == name).map(|(_, media_type)| *media_type)
    }

    /// A form of the media type `application/x-www-form-urlencoded`. Where nothing else is said, a list is a pair for each
    /// element, an object is JSON, and nothing is no pair.
    pub(super) fn urlencoded(&self, body: &Value) -> String {
        let pairs = body.as_object().into_iter().flatten().map(|(name, value)| {
            let usual = if value.is_object() { Style::Json } else { Style::Each };
            query(name, self.style(name).unwrap_or(usual), value)
        });
        pairs.filter(|pair| !pair.is_empty()).collect::<Vec<_>>().join("&")
    }
}
