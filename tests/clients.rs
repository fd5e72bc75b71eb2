//! Sends a call with each of the clients, to a server on loopback.

use generated::{Client, Endpoint, Error, blocking};
use tests::stub::{Answer, Recorded, Stub};

/// The credential of the tests' clients.
pub(crate) const TOKEN: &str = "EXAMPLE-caller-W4n8Tz1kQv6yLb3XdRs0GhJp";

/// Where no server listens, not even one of a test that runs at the same time.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

/// What became of a call.
pub(crate) struct Outcome<T> {
    /// The client's name, for messages.
    pub(crate) client: &'static str,
    pub(crate) result: Result<T, Error>,
    pub(crate) requests: Vec<Recorded>,
}

/// Sends the call with the asynchronous and with the blocking client, each to a server of its own with these answers.
pub(crate) fn exchange<E: Endpoint>(endpoint: &E, answers: &[Answer]) -> [Outcome<E::Output>; 2] {
    let stub = Stub::start(answers);
    let result = run(async_client(stub.url()).send(endpoint));
    let asynchronous = Outcome { client: "Client", result, requests: stub.requests() };
    let stub = Stub::start(answers);
    let result = blocking_client(stub.url()).send(endpoint);
    [asynchronous, Outcome { client: "blocking::Client", result, requests: stub.requests() }]
}

pub(crate) fn async_client(url: &str) -> Client {
    Client::builder(TOKEN).base_url(url).build().expect("the settings are valid")
}

pub(crate) fn blocking_client(url: &str) -> blocking::Client {
    blocking::Client::builder(TOKEN).base_url(url).build().expect("the settings are valid")
}

/// Waits for a future on this thread.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}
