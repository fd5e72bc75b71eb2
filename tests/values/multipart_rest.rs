//! What is sent for `fixtures/multipart_rest.yaml`.

use multipart_rest::types::{AddNoteBody, AddPhotoBody};
use multipart_rest::{Endpoint, File, photos};

fn sent(call: &impl Endpoint) -> String {
    String::from_utf8(call.request().unwrap().body().to_vec()).unwrap()
}

pub fn check() {
    let mut photo = AddPhotoBody::new("dog");
    photo.other.insert("small".to_owned(), File::new("s.png", "PNG").media_type("image/png"));
    let body = sent(&photos::add_photo(&photo));
    let file = "name=\"small\"; filename=\"s.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n";
    assert!(body.contains("name=\"title\"\r\n\r\ndog\r\n") && body.contains(file), "{body}");

    let mut note = AddNoteBody::new();
    note.other.insert("pages".to_owned(), vec![1, 2]);
    let body = sent(&photos::add_note(&note));
    assert!(body.contains("name=\"pages\"\r\n\r\n1\r\n") && body.contains("name=\"pages\"\r\n\r\n2\r\n"), "{body}");

    let files = [("first".to_owned(), File::new("1.png", "ONE"))].into();
    let body = sent(&photos::add_files(&files));
    assert!(body.contains("name=\"first\"; filename=\"1.png\"\r\n") && body.contains("\r\n\r\nONE\r\n"), "{body}");
}
