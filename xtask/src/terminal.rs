//! Where a command writes to, and whether it may use colours there.
//!
//! It must not decide what is written.

use std::fmt;
use std::io::{IsTerminal, Write};

/// The two streams of a command.
#[derive(Debug)]
pub struct Terminal<'a> {
    /// What was asked for.
    pub out: Stream<'a>,
    /// Problems.
    pub err: Stream<'a>,
}

/// A stream of text.
pub struct Stream<'a> {
    writer: Box<dyn Write + 'a>,
    /// Whether the text may have colours.
    pub colour: Colour,
}

/// Whether a stream shows colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// ANSI escapes are written.
    Always,
    /// Plain text is written.
    Never,
}

impl Terminal<'_> {
    /// The streams of the process.
    #[must_use]
    pub fn standard() -> Self {
        let (out, err) = (std::io::stdout(), std::io::stderr());
        let (out_colour, err_colour) = (Colour::choose(&out), Colour::choose(&err));
        Self { out: Stream::new(out, out_colour), err: Stream::new(err, err_colour) }
    }
}

impl<'a> Stream<'a> {
    /// A stream into `writer`.
    pub fn new(writer: impl Write + 'a, colour: Colour) -> Self {
        Self { writer: Box::new(writer), colour }
    }

    /// Writes text as it is. A reader that has gone away, such as `head`, is no reason to fail.
    pub fn write(&mut self, text: impl fmt::Display) {
        let _ = write!(self.writer, "{text}").and_then(|()| self.writer.flush());
    }

    /// Writes a line.
    pub fn line(&mut self, text: impl fmt::Display) {
        self.write(format_args!("{text}\n"));
    }
}

impl fmt::Debug for Stream<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("colour", &self.colour).finish_non_exhaustive()
    }
}

impl Colour {
    /// Colours go to terminals; `NO_COLOR` and then `CLICOLOR_FORCE` overrule that.
    fn choose(stream: &impl IsTerminal) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            return Self::Never;
        }
        if set("CLICOLOR_FORCE") || stream.is_terminal() { Self::Always } else { Self::Never }
    }
}
