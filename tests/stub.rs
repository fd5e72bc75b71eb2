//! A small HTTP server on loopback that answers what a test tells it to and remembers what it was asked.
#![expect(clippy::unwrap_used, reason = "without its server a test cannot go on")]

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// A server that gives each request the next answer of its queue, and closes the connection after it.
///
/// A request for which there is no answer left gets a 599, and is remembered like the others.
#[derive(Debug)]
pub struct Stub {
    url: String,
    seen: Arc<Mutex<Vec<Recorded>>>,
}

/// A request that the server received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// `GET` and the like.
    pub method: String,
    /// Path and query, as they stood on the wire.
    pub target: String,
    /// By their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// What the server answers.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    announced: usize,
    delay: Duration,
}

impl Answer {
    /// An answer with a body of a media type.
    #[must_use]
    pub fn new(status: u16, media_type: &str, body: &str) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self { status, headers, body: body.to_owned(), announced: body.len(), delay: Duration::ZERO }
    }

    /// An answer in JSON.
    #[must_use]
    pub fn json(status: u16, body: &str) -> Self {
        Self::new(status, "application/json", body)
    }

    /// A connection that is closed without an answer.
    #[must_use]
    pub fn none() -> Self {
        Self::new(0, "", "")
    }

    /// The same with one header more.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same, but the connection is closed before the last bytes of the body, which were announced.
    #[must_use]
    pub fn cut(mut self, missing: usize) -> Self {
        self.body.truncate(self.body.len().saturating_sub(missing));
        self
    }

    /// The same after a time.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    fn write(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        thread::sleep(self.delay);
        if self.status == 0 {
            return Ok(());
        }
        write!(stream, "HTTP/1.1 {} -\r\nconnection: close\r\ncontent-length: {}\r\n", self.status, self.announced)?;
        for (name, value) in &self.headers {
            write!(stream, "{name}: {value}\r\n")?;
        }
        write!(stream, "\r\n{}", self.body)
    }
}

impl Stub {
    /// A server with these answers.
    ///
    /// # Panics
    /// If there is no free port.
    #[must_use]
    pub fn start(answers: &[Answer]) -> Self {
        Self::listen(&TcpListener::bind("127.0.0.1:0").unwrap(), answers)
    }

    /// A server on a port that a description names; waits until the port is free.
    ///
    /// # Panics
    /// If it never is.
    #[must_use]
    pub fn start_at(port: u16, answers: &[Answer]) -> Self {
        let bind = |_| {
            let listener = TcpListener::bind(("127.0.0.1", port)).ok();
            if listener.is_none() {
                thread::sleep(Duration::from_millis(100));
            }
            listener
        };
        Self::listen(&(0..600).find_map(bind).unwrap(), answers)
    }

    fn listen(listener: &TcpListener, answers: &[Answer]) -> Self {
        let listener = listener.try_clone().unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::default();
        let stub = Self { url, seen: Arc::clone(&seen) };
        let mut answers: VecDeque<Answer> = answers.iter().cloned().collect();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(request) = receive(&stream) else { continue };
                seen.lock().unwrap().push(request);
                let answer = answers.pop_front().unwrap_or_else(|| Answer::json(599, "{}"));
                // A client that waits no longer is what some tests are about.
                answer.write(&mut stream).ok();
            }
        });
        stub
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it was asked, in this order.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The request on a connection, unless it was closed before.
fn receive(stream: &TcpStream) -> Option<Recorded> {
    let mut reader = BufReader::new(stream);
    let mut lines = reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let start = lines.next()?;
    let mut words = start.split(' ').map(str::to_owned);
    let (method, target) = (words.next()?, words.next()?);
    let headers: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())))
        .collect();
    let length = headers.get("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Recorded { method, target, headers, body: String::from_utf8_lossy(&body).into_owned() })
}
