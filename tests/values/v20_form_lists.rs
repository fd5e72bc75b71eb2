//! What is sent for `fixtures/v20_form_lists.yaml`.

use v20_form_lists::types::{AddPetBody, ChangePetBody};
use v20_form_lists::{Endpoint, pets};

fn sent(call: &impl Endpoint) -> String {
    String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
}

pub fn check() {
    let pet = AddPetBody::new().usual(["a", "b"]).commas(["a", "b,c"]).spaces(["a", "b"]).tabs("a\tb").bars([1, 2]).each(["a", "b"]);
    let expected = "bars=1%7C2&commas=a,b%2Cc&each=a&each=b&spaces=a%20b&tabs=a%09b&usual=a,b";
    assert_eq!(sent(&pets::add_pet().body(&pet)), expected);
    let body = sent(&pets::change_pet(&ChangePetBody::new(["a", "b"], ["a", "b"])));
    assert!(body.contains("name=\"commas\"\r\n\r\na,b\r\n"), "{body}");
    assert!(body.contains("name=\"each\"\r\n\r\na\r\n") && body.contains("name=\"each\"\r\n\r\nb\r\n"), "{body}");
}
