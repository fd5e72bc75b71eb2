//! Forms: how their members are written, where the description says it.

use openapiv3::{Encoding as Source, MediaType, QueryStyle};

use super::Lowering;
use super::view::{Additional, View};
use crate::NoteKind;
use crate::diagnostic::Place;
use crate::ir::{Encoding, FormMember, Style};
use crate::markdown::code;

impl<'a> Lowering<'a> {
    /// The members of a form that are written in another way than usual (OpenAPI 3.0.4, section 4.8.15).
    pub(super) fn form_members(
        &mut self,
        (media, place): (&'a MediaType, &Place),
        encoding: Encoding,
        view: &View<'a>,
    ) -> Vec<FormMember> {
        let mut members = Vec::new();
        for (name, source) in &media.encoding {
            let place = place.at("encoding").at(name);
            let property = view.properties.get(name.as_str());
            if encoding == Encoding::Json || property.is_none() && !view.additional.iter().any(is_open) {
                self.note(NoteKind::Ignored, &place, "no member of a form has this name; the encoding is ignored");
                continue;
            }
            let member = property.map(|located| View::of(self.openapi, located)).unwrap_or_default();
            let mut style = match style(source) {
                // That is how they are written anyway.
                Some(Style::Each) if member.is_type("array") => None,
                Some(_) if is_scalar(&member) => None,
                style => style,
            };
            let mut media_type = None;
            if encoding == Encoding::Multipart {
                media_type = self.part_type(source, &member, &place);
                if !source.headers.is_empty() {
                    self.note(NoteKind::Unsupported, &place.at("headers"), "the headers of a part are not sent");
                }
            } else if source.style.is_none() {
                style = self.json_member(source, &member, &place);
            }
            if style.is_some() || media_type.is_some() {
                members.push(FormMember { wire: name.clone(), style, media_type });
            }
        }
        members
    }

    /// In a form of one line, a media type says how a member becomes text.
    fn json_member(&mut self, source: &Source, member: &View<'a>, place: &Place) -> Option<Style> {
        let media_type = source.content_type.as_ref()?;
        if super::body::encoding(media_type) == Some(Encoding::Json) {
            return Some(Style::Json).filter(|_| !member.is_type("object"));
        }
        if !is_scalar(member) {
            let text = format!("nothing is written as {} in a form; lists are, and objects are JSON", code(media_type));
            self.note(NoteKind::Unsupported, &place.at("contentType"), text);
        }
        None
    }

    /// The media type of a part, where it is another than it would have.
    fn part_type(&mut self, source: &Source, member: &View<'a>, place: &Place) -> Option<String> {
        let said = source.content_type.as_deref()?.trim();
        let usual = match () {
            () if is_file(member) => "application/octet-stream",
            () if member.is_type("object") => "application/json",
            () => "text/plain",
        };
        if !said.contains([',', '*']) {
            return Some(said.to_owned()).filter(|said| said != usual);
        }
        if !is_file(member) && !said.contains(usual) {
            let text = format!("a part of several media types is sent as one of `{usual}`");
            self.note(NoteKind::Unsupported, &place.at("contentType"), text);
        }
        None
    }
}

/// How lists and objects are written, if that is said.
fn style(source: &Source) -> Option<Style> {
    Some(match source.style.as_ref()? {
        QueryStyle::DeepObject => Style::Deep,
        QueryStyle::SpaceDelimited if !source.explode => Style::Spaces,
        QueryStyle::PipeDelimited if !source.explode => Style::Pipes,
        _ if source.explode => Style::Each,
        _ => Style::Commas,
    })
}

/// Whether an object may have members that are not named.
fn is_open(additional: &Additional<'_>) -> bool {
    !matches!(additional, Additional::None)
}

fn is_file(member: &View<'_>) -> bool {
    member.formats.iter().any(|format| format == "binary")
}

/// Whether a member is one piece of text, whatever the style.
fn is_scalar(view: &View<'_>) -> bool {
    ["string", "integer", "number", "boolean"].iter().any(|name| view.is_type(name))
}
