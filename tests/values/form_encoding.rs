//! What is sent for `fixtures/form_encoding.yaml`.

use form_encoding::types::{Pet, PetPlace};
use form_encoding::{Endpoint, pets};

fn sent(call: &impl Endpoint) -> String {
    String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
}

pub fn check() {
    let pet = Pet::new().name("a b").colours(["red", "blue"]).marks([("x", 1)]).place(PetPlace::new().town("T").map([1, 2]));
    let place = "place%5Bmap%5D%5B%5D=1&place%5Bmap%5D%5B%5D=2&place%5Btown%5D=T";
    assert_eq!(sent(&pets::add_pet(&pet)), format!("colours=red,blue&marks=%7B%22x%22%3A1%7D&name=a%20b&{place}"));
    let body = sent(&pets::add_photo().body(&pet));
    assert!(body.contains("name=\"name\"\r\ncontent-type: text/markdown\r\n\r\na b\r\n"), "{body}");
    assert!(body.contains("name=\"colours\"\r\n\r\nred|blue\r\n"), "{body}");
    assert!(body.contains("name=\"place\"\r\ncontent-type: application/json\r\n\r\n{"), "{body}");
}
