//! A walk over the events of a YAML text that remembers where the wanted nodes stand.
//!
//! It must not build values. It stops where the text is not YAML; what stands behind an alias is not looked at.

use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use super::{NOWHERE, Wanted, end_of_line};

/// Finds the wanted nodes in `text`.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    // The parser looks ahead; what stops it at once leaves the first line to show.
    wanted.found(0, 0..end_of_line(text, 0));
    let mut walk = Walk { wanted, open: Vec::new(), found: Vec::new() };
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        if walk.event(&event, span).is_none() {
            break;
        }
    }
    let found = std::mem::take(&mut walk.found);
    for (node, range) in in_bytes(text, found) {
        wanted.found(node, range);
    }
}

/// A mapping or list that is open, with its wanted node.
enum Open {
    Mapping {
        node: usize,
        /// The wanted node of the member whose key was read last and whose value was not.
        member: Option<usize>,
    },
    List {
        node: usize,
        length: usize,
    },
}

struct Walk<'a> {
    wanted: &'a Wanted,
    open: Vec<Open>,
    found: Vec<Found>,
}

/// Where a wanted node stands, in characters; without an end it reaches to the end of its first line.
struct Found {
    node: usize,
    start: usize,
    end: Option<usize>,
}

impl Walk<'_> {
    /// Takes one event; `None` ends the walk, at a key that is no scalar.
    fn event(&mut self, event: &Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, ..) => self.scalar(text, span)?,
            Event::Alias(_) => {
                self.value(span, Some(span.end.index()))?;
            }
            Event::SequenceStart(..) => {
                let node = self.value(span, None)?;
                self.open.push(Open::List { node, length: 0 });
            }
            Event::MappingStart(..) => {
                let node = self.value(span, None)?;
                self.open.push(Open::Mapping { node, member: None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {}
        }
        Some(())
    }

    fn scalar(&mut self, text: &str, span: Span) -> Option<()> {
        if let Some(Open::Mapping { node, member: member @ None }) = self.open.last_mut() {
            let child = self.wanted.child(*node, text);
            *member = Some(child);
            self.found(child, span, Some(span.end.index()));
        } else {
            self.value(span, Some(span.end.index()))?;
        }
        Some(())
    }

    /// The wanted node of the value that begins here; a scalar also has an end.
    fn value(&mut self, span: Span, end: Option<usize>) -> Option<usize> {
        match self.open.last_mut() {
            None => {
                self.found(0, span, end);
                Some(0)
            }
            Some(Open::Mapping { member, .. }) => member.take(),
            Some(Open::List { node, length }) => {
                let child = self.wanted.child(*node, &length.to_string());
                *length += 1;
                self.found(child, span, end);
                Some(child)
            }
        }
    }

    fn found(&mut self, node: usize, span: Span, end: Option<usize>) {
        if node != NOWHERE {
            self.found.push(Found { node, start: span.start.index(), end });
        }
    }
}

/// Turns counts of characters into ranges of bytes, in one pass; what was found stands in the order of the text.
fn in_bytes(text: &str, found: Vec<Found>) -> Vec<(usize, Range<usize>)> {
    let mut chars = text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).enumerate().peekable();
    let mut byte = |index: usize| {
        while chars.next_if(|(count, _)| *count < index).is_some() {}
        chars.peek().map_or(text.len(), |(_, at)| *at)
    };
    let mut ranges = Vec::new();
    for Found { node, start, end } in found {
        let start = byte(start);
        let line = end_of_line(text, start);
        let end = end.map_or(line, |end| byte(end).min(line));
        ranges.push((node, start..end));
    }
    ranges
}
