//! What calls of all kinds do over HTTP: the crate of `kinds/api.yaml`, and a server on loopback.

mod access;
mod pages;
mod responses;
mod unions;

use kinds::{Client, Endpoint, Error, blocking};
use tests::stub::{Answer, Recorded, Stub};

use crate::clients::{TOKEN, run};

/// Sends the call with the asynchronous and with the blocking client, each to a server of its own with this answer.
fn send<E: Endpoint>(call: &E, answer: &Answer) -> [(Result<E::Output, Error>, Recorded); 2] {
    let stub = Stub::start(std::slice::from_ref(answer));
    let client = Client::builder(TOKEN).base_url(stub.url()).build().unwrap();
    let one = (run(client.send(call)), stub.requests().remove(0));
    let stub = Stub::start(std::slice::from_ref(answer));
    let client = blocking::Client::builder(TOKEN).base_url(stub.url()).build().unwrap();
    [one, (client.send(call), stub.requests().remove(0))]
}
