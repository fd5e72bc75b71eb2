//! Paths: what of them can be sent (RFC 3986, section 3.3).

use super::Lowering;
use super::operation::Site;
use crate::NoteKind;
use crate::diagnostic::Diagnostic;

/// What stands in a path beside letters and digits, and in the query that some descriptions write into it.
const PLAIN: &str = "-._~!$&'()*+,;=:@/%?";

impl Lowering<'_> {
    /// The path as it is sent, with its parameters in braces.
    pub(super) fn target(&mut self, site: &Site<'_, '_>) -> String {
        let (path, fragment) = site.path.split_once('#').map_or((site.path, None), |(path, rest)| (path, Some(rest)));
        let place = site.place.parent();
        if fragment.is_some() {
            self.note(NoteKind::Lenient, &place, "what stands after `#` in a path is not sent");
        }
        let is_dots = |segment: &str| matches!(segment, "." | "..");
        if path.split('?').next().unwrap_or_default().split('/').any(is_dots) {
            let message = "the path has the segment `.` or `..`, which no client sends";
            self.error(Diagnostic::new(&place, message).help("write the path that is meant"));
        }
        let mut target = String::with_capacity(path.len());
        let mut in_braces = false;
        for c in path.chars() {
            in_braces = c == '{' || in_braces && c != '}';
            if in_braces || c == '}' || c.is_ascii_alphanumeric() || PLAIN.contains(c) {
                target.push(c);
            } else {
                target.extend(c.to_string().bytes().map(|byte| format!("%{byte:02X}")));
            }
        }
        if target.len() != path.len() {
            self.note(NoteKind::Lenient, &place, format!("the path is sent as `{target}`"));
        }
        target
    }
}
