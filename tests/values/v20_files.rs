//! What is read for `fixtures/v20_files.yaml`.

use v20_files::{Endpoint, files};

const BYTES: &[u8] = b"\xff\x00";

/// What a response of these bytes becomes.
fn read<E: Endpoint>(call: &E, body: &'static [u8]) -> E::Output {
    call.response(&http::Response::new(body.into())).unwrap()
}

pub fn check() {
    assert_eq!(read(&files::get_table(), BYTES), BYTES);
    assert_eq!(read(&files::get_any(), BYTES), BYTES);
}
