//! What is sent and read for `fixtures/references_for_inline.yaml`.

use references_for_inline::types::Pet;
use references_for_inline::{Endpoint, pets};

pub fn check() {
    let call = pets::get_pet("a").limit(2);
    assert_eq!(call.request().unwrap().uri(), "/pets/a?limit=2");
    let pet = call.response(&http::Response::new(br#"{"name":"Rex","tags":[{"name":"dog"}]}"#.as_slice().into())).unwrap();
    assert_eq!((pet.name.as_str(), pet.tags.as_ref().unwrap()[0].name.as_deref()), ("Rex", Some("dog")));
    let call = pets::put_pet("a", &Pet::new("Rex"));
    assert_eq!(call.request().unwrap().body(), br#"{"name":"Rex"}"#.as_slice());
}
