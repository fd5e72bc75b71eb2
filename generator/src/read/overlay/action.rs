//! Reads an overlay: its actions, or what is wrong with it.
//!
//! It must not apply them.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use crate::read::words;
use crate::{Diagnostic, Diagnostics, Place};

/// Bytes that a `JSONPath` may have, and levels of brackets and parentheses in it: its parser goes deeper with each.
const MAX_LENGTH: usize = 1_000;
const MAX_LEVELS: usize = 10;

/// One action of an overlay.
pub(super) struct Action<'a> {
    pub(super) place: Place,
    /// The target as it is written.
    pub(super) text: &'a str,
    pub(super) target: JsonPath,
    pub(super) change: Change<'a>,
}

/// What an action does to each node that its target selects.
pub(super) enum Change<'a> {
    Remove,
    Update(&'a Value),
}

/// The actions of the overlay at `place`.
///
/// # Errors
///
/// All that is wrong with the overlay.
pub(super) fn actions<'a>(overlay: &'a Value, place: &Place) -> Result<Vec<Action<'a>>, Diagnostics> {
    let mut reader = Reader { problems: Vec::new() };
    let actions = reader.overlay(overlay, place);
    if reader.problems.is_empty() { Ok(actions) } else { Err(Diagnostics { items: reader.problems }) }
}

struct Reader {
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn error(&mut self, place: &Place, message: impl Into<String>, help: &str) {
        self.problems.push(Diagnostic::new(place, message).help(help));
    }

    fn overlay<'a>(&mut self, overlay: &'a Value, place: &Place) -> Vec<Action<'a>> {
        let help = "the first level of an overlay has `overlay: 1.0.0`, `info` and `actions`";
        let Value::Object(members) = overlay else {
            self.error(place, format!("an overlay must be a mapping, not {}", words::kind(overlay)), help);
            return Vec::new();
        };
        match members.get("overlay") {
            Some(version @ (Value::String(_) | Value::Number(_))) => self.version(version, &place.at("overlay")),
            Some(other) => {
                let message = format!("`overlay` must be a string such as `1.0.0`, not {}", words::found(other));
                self.error(&place.at("overlay"), message, help);
            }
            None => {
                self.error(place, "`overlay` is missing, so this is no overlay", help);
                return Vec::new();
            }
        }
        self.known(members, place, ("an overlay", &["overlay", "info", "extends", "actions"]));
        self.info(members.get("info"), place);
        if let Some(other) = members.get("extends").filter(|extends| !extends.is_string()) {
            let message = format!("`extends` must be a string, not {}", words::found(other));
            self.error(&place.at("extends"), message, "write the name of the description, or leave it out");
        }
        let help = "list what is to be changed, each with `target` and `update` or `remove`";
        let place = place.at("actions");
        match members.get("actions") {
            Some(Value::Array(actions)) if !actions.is_empty() => {
                let action = |(index, action)| self.action(action, &place.index(index));
                actions.iter().enumerate().filter_map(action).collect()
            }
            Some(Value::Array(_)) => {
                self.error(&place, "the overlay has no actions", help);
                Vec::new()
            }
            Some(other) => {
                self.error(&place, format!("`actions` must be a list, not {}", words::found(other)), help);
                Vec::new()
            }
            None => {
                self.error(&place.parent(), "an overlay must have `actions`", help);
                Vec::new()
            }
        }
    }

    fn version(&mut self, version: &Value, place: &Place) {
        let text = version.as_str().map_or_else(|| version.to_string(), |text| text.trim().to_owned());
        if text != "1.0" && !text.starts_with("1.0.") {
            let message = format!("`{text}` is not a version of overlays that is known here");
            self.error(place, message, "overlays of version 1.0 are supported: `overlay: 1.0.0`");
        }
    }

    fn info(&mut self, info: Option<&Value>, place: &Place) {
        let help = "write `info: { title: …, version: … }`";
        let Some(info) = info else { return self.error(place, "an overlay must have `info`", help) };
        let place = place.at("info");
        let Value::Object(members) = info else {
            return self.error(&place, format!("`info` must be a mapping, not {}", words::found(info)), help);
        };
        for key in ["title", "version"].into_iter().filter(|key| !members.contains_key(*key)) {
            self.error(&place, format!("the `info` of an overlay must have `{key}`"), help);
        }
    }

    /// What is misspelt would have no effect.
    fn known(&mut self, members: &Map<String, Value>, place: &Place, (what, known): (&str, &[&str])) {
        for key in members.keys().filter(|key| !known.contains(&key.as_str()) && !key.starts_with("x-")) {
            let help = match words::nearest(key, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", words::list(known, "and")),
            };
            self.error(&place.at(key), format!("`{key}` is not a member of {what}"), &help);
        }
    }

    fn action<'a>(&mut self, action: &'a Value, place: &Place) -> Option<Action<'a>> {
        let help = "write `target` and `update` or `remove`";
        let Value::Object(members) = action else {
            self.error(place, format!("an action must be a mapping, not {}", words::found(action)), help);
            return None;
        };
        self.known(members, place, ("an action", &["target", "description", "update", "remove"]));
        let remove = match members.get("remove") {
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                let message = format!("`remove` must be `true` or `false`, not {}", words::found(other));
                self.error(&place.at("remove"), message, help);
                return None;
            }
            None => false,
        };
        let target = self.target(members.get("target"), place);
        // `remove: true` wins (section 4.4.3).
        let change = match (remove, members.get("update")) {
            (true, _) => Change::Remove,
            (false, Some(update)) => Change::Update(update),
            (false, None) => {
                self.error(place, "the action changes nothing", "add `update` or `remove: true`");
                return None;
            }
        };
        let (text, target) = target?;
        Some(Action { place: place.clone(), text, target, change })
    }

    fn target<'a>(&mut self, target: Option<&'a Value>, place: &Place) -> Option<(&'a str, JsonPath)> {
        let help = "write a JSONPath (RFC 9535), such as `$.paths['/pets'].get`";
        let Some(target) = target else {
            self.error(place, "an action must have `target`", help);
            return None;
        };
        let place = place.at("target");
        let Value::String(text) = target else {
            self.error(&place, format!("`target` must be a string, not {}", words::found(target)), help);
            return None;
        };
        if text.len() > MAX_LENGTH || levels(text) > MAX_LEVELS {
            let message =
                format!("`target` is longer than {MAX_LENGTH} bytes or nested deeper than {MAX_LEVELS} levels");
            self.error(&place, message, "split the action");
            return None;
        }
        match JsonPath::parse(text) {
            Ok(path) => Some((text, path)),
            Err(error) => {
                let message =
                    format!("`{text}` is not a JSONPath: {} at byte {}", error.message(), error.position() + 1);
                self.error(&place, message, help);
                None
            }
        }
    }
}

fn levels(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}
