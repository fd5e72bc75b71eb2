//! A scanner that skips through JSON and remembers where the wanted nodes stand.
//!
//! It must not build values. It stops where the text is not JSON.

use super::{NOWHERE, Wanted, end_of_line};

/// Finds the wanted nodes in `text`.
pub(super) fn find(text: &str, wanted: &mut Wanted) {
    let mut scanner = Scanner { text, at: 0 };
    scanner.skip_space();
    wanted.found(0, scanner.at..end_of_line(text, scanner.at));
    scanner.value(wanted, 0);
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_space();
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The end of what is worth showing of the value that begins here.
    fn end_of_first_line(&self) -> usize {
        if matches!(self.peek(), Some(b'{' | b'[')) {
            return end_of_line(self.text, self.at);
        }
        let mut ahead = Scanner { text: self.text, at: self.at };
        ahead.skip_value();
        ahead.at.min(self.text.len())
    }

    /// Goes through a value. Recursion ends with the pointers that are wanted; all else is skipped in a loop.
    fn value(&mut self, wanted: &mut Wanted, node: usize) -> Option<()> {
        self.skip_space();
        match self.peek()? {
            b'{' if wanted.has_children(node) => self.object(wanted, node),
            b'[' if wanted.has_children(node) => self.array(wanted, node),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: &mut Wanted, node: usize) -> Option<()> {
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            self.skip_space();
            let start = self.at;
            self.skip_string()?;
            let range = start..self.at;
            self.take(b':')?;
            let key = serde_json::from_str::<String>(self.text.get(range.clone())?).ok()?;
            let child = wanted.child(node, &key);
            wanted.found(child, range);
            self.value(wanted, child)?;
            if self.take(b',').is_none() {
                return self.take(b'}');
            }
        }
    }

    fn array(&mut self, wanted: &mut Wanted, node: usize) -> Option<()> {
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(());
        }
        for index in 0_usize.. {
            self.skip_space();
            let child = wanted.child(node, &index.to_string());
            if child != NOWHERE {
                wanted.found(child, self.at..self.end_of_first_line());
            }
            self.value(wanted, child)?;
            if self.take(b',').is_none() {
                break;
            }
        }
        self.take(b']')
    }

    fn skip_string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    fn skip_value(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            self.skip_space();
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if open > 0 => self.at += 1,
                b',' | b':' => return None,
                _ => self.skip_word(),
            }
            if open == 0 {
                return Some(());
            }
        }
    }

    fn skip_word(&mut self) {
        while self.peek().is_some_and(|byte| !byte.is_ascii_whitespace() && !b",:{}[]\"".contains(&byte)) {
            self.at += 1;
        }
    }
}
