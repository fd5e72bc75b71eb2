//! Finds the nodes that diagnostics point to in the text of a source.
//!
//! It runs when something is wrong and at no other time. It must not fail: what it cannot find gets the span of the
//! nearest node above, which is also right for nodes that reading has added.

mod json;
mod yaml;

use std::collections::BTreeMap;
use std::ops::Range;

use super::{lint::canonical_code, parse::without_bom};
use crate::{Diagnostic, Diagnostics, Source, Span};

/// Fills the span of each diagnostic in the source `index` that has none: the key of a member, the first line of an element.
pub(super) fn locate(source: &Source, index: usize, diagnostics: &mut Diagnostics) {
    let is_sought = |item: &Diagnostic| item.span.is_none() && item.place.source == index;
    let mut wanted = Wanted::new(diagnostics.items.iter().filter(|item| is_sought(item)));
    let text = without_bom(&source.text);
    let bom = source.text.len() - text.len();
    if text.trim_start().starts_with('{') {
        json::find(text, &mut wanted);
    } else {
        yaml::find(text, &mut wanted);
    }
    let lines = Lines::new(&source.text);
    for item in diagnostics.items.iter_mut().filter(|item| is_sought(item)) {
        item.span = wanted.range(item).map(|range| lines.span(range.start + bom..range.end + bom));
    }
}

/// The span from the byte `start` to the end of its line, for a problem that a parser has told the position of.
pub(super) fn span_at(text: &str, start: usize) -> Span {
    let start = boundary(text, start);
    Lines::new(text).span(start..end_of_line(text, start))
}

/// The byte at which a line begins, counted from 1.
pub(super) fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

/// The end of the line in which the byte `start` stands, but no further than is worth showing.
fn end_of_line(text: &str, start: usize) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let rest = &rest[..rest.len().min(MAX_SHOWN)];
    let length = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
    boundary(text, start + length)
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The text and where its lines begin.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    fn span(&self, range: Range<usize>) -> Span {
        let line = self.starts.partition_point(|start| *start <= range.start);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.text.get(start..range.start).unwrap_or_default();
        Span { start: range.start, end: range.end, line, column: without_bom(before).chars().count() + 1 }
    }
}

/// Bytes of a line that a span reaches over at most: a whole document can stand in one line.
const MAX_SHOWN: usize = 1_000;

/// The index that stands for all nodes that are not wanted.
const NOWHERE: usize = usize::MAX;

/// The places that are looked for, as a tree; nodes are found by their index, the root's is 0.
struct Wanted {
    nodes: Vec<WantedNode>,
}

#[derive(Default)]
struct WantedNode {
    children: BTreeMap<String, usize>,
    /// Bytes of the text.
    range: Option<Range<usize>>,
}

impl Wanted {
    fn new<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> Self {
        let mut wanted = Self { nodes: vec![WantedNode::default()] };
        for diagnostic in diagnostics {
            let mut node = 0;
            for key in keys(&diagnostic.place.pointer) {
                let next = wanted.nodes.len();
                node = *wanted.nodes[node].children.entry(key).or_insert(next);
                if node == next {
                    wanted.nodes.push(WantedNode::default());
                }
            }
        }
        wanted
    }

    fn has_children(&self, node: usize) -> bool {
        self.nodes.get(node).is_some_and(|node| !node.children.is_empty())
    }

    /// The wanted node below `node`, else [`NOWHERE`]; a code such as `4xx` is also found as `4XX`, as it is read.
    fn child(&self, node: usize, key: &str) -> usize {
        let Some(WantedNode { children, .. }) = self.nodes.get(node) else { return NOWHERE };
        children.get(key).or_else(|| children.get(&canonical_code(key)?)).copied().unwrap_or(NOWHERE)
    }

    /// The last node of one place wins, so that a duplicate key is shown where it stands the second time.
    fn found(&mut self, node: usize, range: Range<usize>) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.range = Some(range);
        }
    }

    fn range(&self, diagnostic: &Diagnostic) -> Option<Range<usize>> {
        let mut node = 0;
        let mut range = self.nodes[node].range.clone();
        for key in keys(&diagnostic.place.pointer) {
            let Some(below) = self.nodes[node].children.get(&key) else { break };
            node = *below;
            range = self.nodes[node].range.clone().or(range);
        }
        range
    }
}

/// The keys of a JSON pointer, without the escapes of RFC 6901.
fn keys(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|key| key.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;

    fn shown(text: &str, pointer: &str) -> (usize, usize, String) {
        let place = Place { source: 0, pointer: pointer.to_owned() };
        let mut diagnostics = Diagnostics::from(Diagnostic::new(&place, ""));
        locate(&Source { name: String::new(), text: text.to_owned() }, 0, &mut diagnostics);
        let span = diagnostics.items[0].span.unwrap();
        (span.line, span.column, text[span.start..span.end].to_owned())
    }

    #[test]
    fn members_are_shown_by_their_key_and_elements_by_their_first_line() {
        let yaml = "\u{feff}é: 1\r\n/a/b:\r\n  - x: [1, {k: v}]\r\n  - 'two'\r\n  -\r\n    three: 3\r\n";
        assert_eq!(shown(yaml, "/é"), (1, 1, "é".to_owned()));
        assert_eq!(shown(yaml, "/~1a~1b"), (2, 1, "/a/b".to_owned()));
        assert_eq!(shown(yaml, "/~1a~1b/0"), (3, 5, "x: [1, {k: v}]".to_owned()));
        assert_eq!(shown(yaml, "/~1a~1b/0/x/1/k"), (3, 13, "k".to_owned()));
        assert_eq!(shown(yaml, "/~1a~1b/1"), (4, 5, "'two'".to_owned()));
        assert_eq!(shown(yaml, "/~1a~1b/2/three"), (6, 5, "three".to_owned()));
        assert_eq!(shown(yaml, ""), (1, 1, "é: 1".to_owned()));
        let json = "\u{feff}{\"é\": 1,\n \"/a/b\": [{\"x\": [1, {\"k\": \"}\\\"\"}]},\n \"two\"]}";
        assert_eq!(shown(json, "/é"), (1, 2, "\"é\"".to_owned()));
        assert_eq!(shown(json, "/~1a~1b/0/x/1/k"), (2, 22, "\"k\"".to_owned()));
        assert_eq!(shown(json, "/~1a~1b/1"), (3, 2, "\"two\"".to_owned()));
    }

    #[test]
    fn added_nodes_are_shown_by_the_node_above_and_duplicates_by_the_second() {
        let yaml = "a: {$ref: b}\na: 1\n4xx: 2\n";
        assert_eq!(shown(yaml, "/a"), (2, 1, "a".to_owned()));
        assert_eq!(shown(yaml, "/a/allOf/0/$ref"), (2, 1, "a".to_owned()));
        assert_eq!(shown(yaml, "/4XX"), (3, 1, "4xx".to_owned()));
        assert_eq!(shown("a: !tag [", "/a").2, "a");
        assert_eq!(shown("{\"a\": [", "/a").2, "\"a\"");
    }
}
