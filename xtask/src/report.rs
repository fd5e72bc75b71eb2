//! Draws problems, notes and differences for a person.
//!
//! It must not decide whether something is a problem.

use std::fmt::Write as _;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use generator::{Diagnostic, Diagnostics, Note, NoteKind, Place, Source, Sources};
use similar::TextDiff;

use crate::codegen::Failure;
use crate::output::Change;
use crate::{Colour, Stream};

/// Problems that are drawn; the others are counted.
const MAX_PROBLEMS: usize = 50;

/// Files that are named in one line.
const MAX_NAMES: usize = 10;

/// Notes of a kind that are shown; the others are counted.
const MAX_NOTES: usize = 5;

/// Lines of a difference that are shown.
const MAX_DIFF_LINES: usize = 200;

/// Bytes of a source line that are shown on either side of what is at fault.
const MAX_CONTEXT: usize = 100;

/// Draws problems of a description.
pub(crate) fn diagnostics(stream: &mut Stream<'_>, sources: &Sources, diagnostics: &Diagnostics) {
    let renderer = renderer(stream.colour);
    for diagnostic in diagnostics.items.iter().take(MAX_PROBLEMS) {
        stream.line(renderer.render(&[drawn(file(sources, &diagnostic.place), diagnostic)]));
        stream.line("");
    }
    let total = diagnostics.items.len();
    let more = match total.saturating_sub(MAX_PROBLEMS) {
        0 => String::new(),
        more => format!(", {} of them not shown", thousands(more)),
    };
    let problems = count(total, "problem");
    let mut files: Vec<_> = diagnostics.items.iter().map(|item| &file(sources, &item.place).name).collect();
    files.sort();
    files.dedup();
    match files.as_slice() {
        [name] => stream.line(format_args!("{problems} in {}{more}; nothing was written", clean(name))),
        files => stream.line(format_args!("{problems} in {}{more}; nothing was written", count(files.len(), "file"))),
    }
}

fn file<'a>(sources: &'a Sources, place: &Place) -> &'a Source {
    sources.get(place).unwrap_or_else(|| sources.root())
}

fn drawn<'a>(source: &'a Source, diagnostic: &Diagnostic) -> Group<'a> {
    let mut group = Group::with_title(Level::ERROR.primary_title(clean(&diagnostic.message)));
    group = match excerpt(source, diagnostic) {
        Some(Excerpt { snippet, origin: Some(origin) }) => group.element(origin).element(snippet),
        Some(Excerpt { snippet, origin: None }) => group.element(snippet.path(clean(&source.name))),
        None => group.element(Origin::path(clean(&source.name))),
    };
    if !diagnostic.place.pointer.is_empty() {
        group = group.element(Level::NOTE.message(clean(&format!("at `{}`", diagnostic.place))));
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(clean(help))),
        None => group,
    }
}

/// The line of a problem. When its beginning is cut off, as in JSON that has one line, its place is told apart from it.
struct Excerpt<'a> {
    snippet: Snippet<'a, Annotation<'a>>,
    origin: Option<Origin<'a>>,
}

fn excerpt<'a>(source: &'a Source, diagnostic: &Diagnostic) -> Option<Excerpt<'a>> {
    let span = diagnostic.span?;
    let text = source.text.as_str();
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let line = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let start = line.max(boundary(span.start.saturating_sub(MAX_CONTEXT)));
    let shown = &text[start..boundary((span.start + 3 * MAX_CONTEXT).min(text.len()))];
    let line_end = shown[span.start - start..].find(['\r', '\n']).map_or(start + shown.len(), |at| span.start + at);
    let stop = boundary(span.end.min(line_end).min(span.start + 2 * MAX_CONTEXT));
    let end = line_end.min(boundary((stop + MAX_CONTEXT).min(text.len())));
    let origin = || Origin::path(clean(&source.name)).line(span.line).char_column(span.column);
    // Cleaned apart, because that changes lengths.
    let stop = stop.max(span.start);
    let [before, marked, after] =
        [text.get(start..span.start)?, text.get(span.start..stop)?, text.get(stop..end)?].map(clean);
    let snippet = Snippet::source(format!("{before}{marked}{after}")).line_start(span.line);
    let snippet = snippet.annotation(AnnotationKind::Primary.span(before.len()..before.len() + marked.len()));
    Some(Excerpt { snippet, origin: (start > line).then(origin) })
}

/// Draws a problem that is not in the description.
pub(crate) fn failure(stream: &mut Stream<'_>, failure: &Failure) {
    let mut group = Group::with_title(Level::ERROR.primary_title(clean(&failure.message)));
    if let Some(help) = &failure.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    stream.line(renderer(stream.colour).render(&[group]));
}

/// Draws one line about something that will go wrong elsewhere.
pub(crate) fn warning(stream: &mut Stream<'_>, text: &str) {
    let group = Group::with_title(Level::WARNING.primary_title(clean(text)));
    stream.line(renderer(stream.colour).render(&[group]));
}

/// Shows notes, each with its place: the heaviest kinds first, and a few of each.
pub(crate) fn notes(stream: &mut Stream<'_>, sources: &Sources, notes: &[Note]) {
    let mut is_whole = true;
    for kind in NoteKind::ALL {
        let own: Vec<&Note> = notes.iter().filter(|note| note.kind == kind).collect();
        for note in own.iter().take(MAX_NOTES) {
            stream.line(clean(&note_line(sources, note)));
        }
        if let Some(more) = own.len().checked_sub(MAX_NOTES).filter(|more| *more > 0) {
            stream.line(format_args!("note[{kind}]: … and {} more", thousands(more)));
            is_whole = false;
        }
    }
    if !is_whole {
        stream.line("`--notes FILE` writes all notes into a file");
    }
}

/// A note on one line.
pub(crate) fn note_line(sources: &Sources, note: &Note) -> String {
    let name = &file(sources, &note.place).name;
    format!("note[{}]: {name}{}: {}", note.kind, note.place, note.text)
}

/// "no notes", "3 notes (1 untyped, 2 joined)".
pub(crate) fn count_notes(notes: &[Note]) -> String {
    let of_kind = |kind| (kind, notes.iter().filter(|note| note.kind == kind).count());
    let kinds: Vec<_> = NoteKind::ALL
        .into_iter()
        .map(of_kind)
        .filter(|(_, number)| *number > 0)
        .map(|(kind, number)| format!("{} {kind}", thousands(number)))
        .collect();
    match kinds.as_slice() {
        [] => "no notes".to_owned(),
        kinds => format!("{} ({})", count(notes.len(), "note"), kinds.join(", ")),
    }
}

/// The names of the files that differ, and how.
pub(crate) fn names(changes: &[Change]) -> String {
    let name = |change: &Change| match (&change.old, &change.new) {
        (None, _) => format!("{} (new)", change.path),
        (_, None) => format!("{} (removed)", change.path),
        _ => change.path.clone(),
    };
    let names: Vec<_> = changes.iter().take(MAX_NAMES).map(name).collect();
    let more = match changes.len().saturating_sub(MAX_NAMES) {
        0 => String::new(),
        more => format!(" and {} more", thousands(more)),
    };
    format!("{}{more}", names.join(", "))
}

/// Shows how the files on disk would change.
pub(crate) fn diff(stream: &mut Stream<'_>, changes: &[Change]) {
    let mut room = MAX_DIFF_LINES;
    for (index, change) in changes.iter().enumerate() {
        if room == 0 {
            stream.line(format_args!("… and {} more", count(changes.len() - index, "file")));
            return;
        }
        let (old, new) = (change.old.as_deref().unwrap_or_default(), change.new.as_deref().unwrap_or_default());
        let diff = TextDiff::from_lines(old, new);
        let name = |side: &str, text: &Option<String>| match text {
            Some(_) => format!("{side}/{}", change.path),
            None => "/dev/null".to_owned(),
        };
        let text = diff.unified_diff().header(&name("a", &change.old), &name("b", &change.new)).to_string();
        for line in text.split_terminator('\n').take(room) {
            stream.line(coloured(line, stream.colour));
        }
        let lines = text.lines().count();
        if lines > room {
            stream.line(format_args!("… {} of {}", count(lines - room, "more line"), change.path));
        }
        room = room.saturating_sub(lines);
    }
}

fn coloured(line: &str, colour: Colour) -> String {
    let line = clean(line);
    let code = match line.as_bytes() {
        _ if colour == Colour::Never => return line,
        [b'+', ..] => 32,
        [b'-', ..] => 31,
        [b'@', b'@', ..] => 36,
        _ => return line,
    };
    format!("\u{1b}[{code}m{line}\u{1b}[0m")
}

fn renderer(colour: Colour) -> Renderer {
    match colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    }
}

/// "1 note", "1,234 notes".
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{} {what}{}", thousands(number), if number == 1 { "" } else { "s" })
}

pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        let _ = write!(text, "{digit}");
    }
    text
}

/// The text without characters that would steer the terminal or are not seen there: a description is not ours.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|c| if c != '\t' && (c.is_control() || is_format(c)) { '\u{fffd}' } else { c }).collect()
}

/// Whether a character has no shape of its own: it turns the direction of writing, joins, breaks or tags.
fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
