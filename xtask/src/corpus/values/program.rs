//! Drives the compiled program that reads values as their types and writes them again.
//!
//! A value that ends the program, or on which it does not end, is told; the program is started again for the others.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// What came of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// It was read; what was written again, and how its `Debug` text begins.
    Read { json: String, head: String },
    /// It could not be read as its type, or not be written.
    Unreadable(String),
    /// The program ended.
    Crashed(String),
}

/// How long one value may take.
const TIME: Duration = Duration::from_secs(10);

/// The address space of the program, in KiB.
const MEMORY: &str = "4194304";

/// Bytes of what the program says when it crashes that are kept.
const MAX_SAID: u64 = 4096;

/// The program, which is started when there is something to read.
#[derive(Debug)]
pub(super) struct Program {
    path: PathBuf,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
    said: JoinHandle<String>,
}

impl Program {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), running: None }
    }

    /// What comes of each of some lines.
    pub(super) fn run(&mut self, lines: &[String]) -> Result<Vec<Reply>, String> {
        let mut replies = Vec::with_capacity(lines.len());
        while replies.len() < lines.len() {
            let mut running = match self.running.take() {
                Some(running) => running,
                None => self.start().map_err(|error| format!("cannot start the program: {error}"))?,
            };
            let rest = &lines[replies.len()..];
            let text: String = rest.iter().flat_map(|line| [line, "\n"]).collect();
            // If it has ended, that shows when nothing comes back.
            let _ = running.stdin.write_all(text.as_bytes()).and_then(|()| running.stdin.flush());
            let mut end = None;
            for _ in rest {
                match running.lines.recv_timeout(TIME) {
                    Ok(line) => replies.push(reply(&line)),
                    Err(error) => {
                        end = Some(error);
                        break;
                    }
                }
            }
            match end {
                None => self.running = Some(running),
                Some(error) => replies.push(Reply::Crashed(running.end(error))),
            }
        }
        Ok(replies)
    }

    fn start(&self) -> std::io::Result<Running> {
        let mut command = command(&self.path);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let none = || std::io::Error::other("the program has no streams");
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (stdin, stdout, stderr) = (stdin.ok_or_else(none)?, stdout.ok_or_else(none)?, stderr.ok_or_else(none)?);
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                // Who does not listen any more has ended the program.
                if line.map(|line| send.send(line)).is_err() {
                    break;
                }
            }
        });
        let said = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = stderr.take(MAX_SAID).read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        });
        Ok(Running { child, stdin, lines, said })
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.end(RecvTimeoutError::Disconnected);
        }
    }
}

impl Running {
    /// Ends the program, and says why it had to end.
    fn end(mut self, error: RecvTimeoutError) -> String {
        if error == RecvTimeoutError::Timeout {
            // It may have ended by itself just now.
            let _ = self.child.kill();
        }
        drop(self.stdin);
        let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
        let said = self.said.join().unwrap_or_default();
        let said = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        match error {
            RecvTimeoutError::Timeout => format!("the program did not answer within {} s", TIME.as_secs()),
            RecvTimeoutError::Disconnected => format!("the program ended: {status}: {said}"),
        }
    }
}

/// The program with a limit to its memory, where the system has such limits.
fn command(path: &Path) -> Command {
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")]).arg(path);
        shell
    } else {
        Command::new(path)
    };
    command.arg("values");
    command
}

fn reply(line: &str) -> Reply {
    match line.strip_prefix('=') {
        Some(rest) => {
            let (json, head) = rest.split_once('\t').unwrap_or((rest, ""));
            Reply::Read { json: json.to_owned(), head: head.to_owned() }
        }
        None => Reply::Unreadable(line.trim_start_matches('!').to_owned()),
    }
}
