//! What is sent for `fixtures/empty_content.yaml`.

use empty_content::{Endpoint, pets};

pub fn check() {
    let request = pets::put_pet("a b").page("2").request().unwrap();
    assert_eq!(request.uri(), "/pets/a%20b?page=2");
}
