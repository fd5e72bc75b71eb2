//! What is read for `fixtures/files_as_responses.yaml`.

use files_as_responses::{Endpoint, files};

const BYTES: &[u8] = b"\xff\x00";

/// What a response of these bytes becomes.
fn read<E: Endpoint>(call: &E, body: &'static [u8]) -> E::Output {
    call.response(&http::Response::new(body.into())).unwrap()
}

fn accept(call: &impl Endpoint) -> String {
    call.request().unwrap().headers()["accept"].to_str().unwrap().to_owned()
}

pub fn check() {
    assert_eq!(read(&files::get_table(), BYTES), BYTES);
    assert_eq!(read(&files::get_archive(), BYTES), BYTES);
    assert_eq!(read(&files::get_video(), BYTES), BYTES);
    assert_eq!(accept(&files::get_video()), "video/mp4, image/webp");
    assert!(read(&files::get_usual(), b"true"));
    assert_eq!(accept(&files::get_usual()), "application/json");
}
