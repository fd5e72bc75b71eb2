//! Forms are written so that a server can read them.

use generated::Endpoint as _;
use generated::support::{Call, Empty, File, Form, Multipart, Style};
use serde_json::json;

struct Photo(File);

impl Multipart for Photo {
    fn parts(&self, form: &mut Form) {
        form.value("title", &Some("A \"dog\""));
        form.value("absent", &None::<String>);
        form.value("tags", &["a", "b"]);
        form.value("place", &json!({"lat": 1}));
        form.file("photo", &self.0);
    }
}

fn sent(call: &Call<Empty>) -> (String, String) {
    let request = call.request().unwrap();
    let media_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    (media_type, String::from_utf8(request.into_body().to_vec()).unwrap())
}

#[test]
fn a_form_is_encoded_once_and_leaves_out_what_is_null() {
    let body = json!({"a b": "c&d", "list": [1, 2], "none": null, "object": {"x": true}});
    let (media_type, body) = sent(&Call::post("/p").form(&body));
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "a%20b=c%26d&list=1&list=2&object=%7B%22x%22%3Atrue%7D");
}

#[test]
fn members_of_a_form_are_written_as_the_description_says() {
    let body = json!({
        "c": [1, 2], "d": {"w": ["v"], "x": [{"y": 1}, {"z": "a b"}]}, "e": {"f": 1}, "p": [1, 2], "s": [1, 2],
    });
    let call = Call::post("/p").form_style("c", Style::Commas).form_style("s", Style::Spaces);
    let call = call.form_style("p", Style::Pipes).form_style("d", Style::Deep).form_style("e", Style::Each);
    let deep = "d%5Bw%5D%5B%5D=v&d%5Bx%5D%5B0%5D%5By%5D=1&d%5Bx%5D%5B1%5D%5Bz%5D=a%20b";
    assert_eq!(sent(&call.clone().form(&body)).1, format!("c=1,2&{deep}&f=1&p=1%7C2&s=1%202"));
    let (_, body) = sent(&call.multipart(&body));
    for part in [("c", "1,2"), ("s", "1 2"), ("p", "1|2"), ("d[w][]", "v"), ("d[x][1][z]", "a b"), ("f", "1")] {
        assert!(body.contains(&format!("name=\"{}\"\r\n\r\n{}\r\n", part.0, part.1)), "{part:?}: {body}");
    }
}

#[test]
fn a_part_has_the_media_type_that_is_described() {
    let call = Call::post("/p").part_type("title", "text/markdown").part_type("tags", "application/json");
    let (_, body) = sent(&call.part_type("photo", "image/png").multipart(&Photo(File::new("a", "PNG"))));
    let part = |name: &str, rest: &str| format!("name=\"{name}\"{rest}\r\n");
    for part in [
        part("title", "\r\ncontent-type: text/markdown\r\n\r\nA \"dog\""),
        part("tags", "\r\ncontent-type: application/json\r\n\r\n\"b\""),
        part("photo", "; filename=\"a\"\r\ncontent-type: image/png\r\n\r\nPNG"),
    ] {
        assert!(body.contains(&part), "{part:?}: {body}");
    }
}

#[test]
fn a_list_within_a_list_is_json() {
    let (_, body) = sent(&Call::post("/p").multipart(&json!({"a": [[1, 2], [3]], "b": [null, {"c": 1}]})));
    let part = |name: &str, text: &str| format!("name=\"{name}\"\r\ncontent-type: application/json\r\n\r\n{text}\r\n");
    for part in [part("a", "[1,2]"), part("a", "[3]"), part("b", "{\"c\":1}")] {
        assert!(body.contains(&part), "{part:?}: {body}");
    }
    assert_eq!(body.matches("name=").count(), 3);
}

#[test]
fn a_text_in_a_part_of_json_is_json() {
    for media_type in ["application/json; charset=utf-8", "application/merge-patch+JSON", "text/json ;q=1"] {
        let (_, body) = sent(&Call::post("/p").part_type("a", media_type).multipart(&json!({"a": "x"})));
        assert!(body.contains(&format!("content-type: {media_type}\r\n\r\n\"x\"\r\n")), "{body}");
    }
    let (_, body) = sent(&Call::post("/p").part_type("a", "text/plain; was=json").multipart(&json!({"a": "x"})));
    assert!(body.contains("\r\n\r\nx\r\n"), "{body}");
}

#[test]
fn another_form_is_written_as_the_call_says() {
    let call = Call::<Empty>::post("/p").form_style("list", Style::Commas).part_type("text", "text/markdown");
    let request = call.with_form(&json!({"list": [1, 2], "text": "x"})).request().unwrap();
    let body = String::from_utf8(request.into_body().to_vec()).unwrap();
    assert!(body.contains("name=\"list\"\r\n\r\n1,2\r\n"), "{body}");
    assert!(body.contains("name=\"text\"\r\ncontent-type: text/markdown\r\n\r\nx\r\n"), "{body}");
}

#[test]
fn the_parts_of_a_form_carry_names_types_and_content() {
    let photo = Photo(File::new("d\"og.png", "PNG").media_type("image/png"));
    let (media_type, body) = sent(&Call::post("/p").multipart(&photo));
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    let part = |name: &str, rest: &str| format!("\r\ncontent-disposition: form-data; name=\"{name}\"{rest}\r\n");
    let expected = [
        part("title", "\r\n\r\nA \"dog\""),
        part("tags", "\r\n\r\na"),
        part("tags", "\r\n\r\nb"),
        part("place", "\r\ncontent-type: application/json\r\n\r\n{\"lat\":1}"),
        part("photo", "; filename=\"d%22og.png\"\r\ncontent-type: image/png\r\n\r\nPNG"),
    ];
    assert_eq!(parts[0], "");
    assert_eq!(parts[1..6], expected);
    assert_eq!(parts[6..], ["--\r\n"]);
}

#[test]
fn a_call_can_have_another_body() {
    let call = Call::<Empty>::post("/p").json(&1);
    let request = call.clone().with_body("text/csv", "a,b").request().unwrap();
    assert_eq!((request.headers()["content-type"].as_bytes(), &request.body()[..]), (&b"text/csv"[..], &b"a,b"[..]));
    let request = call.clone().with_form(&Photo(File::new("a", "PNG"))).request().unwrap();
    assert!(request.headers()["content-type"].as_bytes().starts_with(b"multipart/form-data; boundary="));
    assert!(String::from_utf8_lossy(request.body()).contains("filename=\"a\""));
    assert!(call.with_body("a\nb", "").request().is_err());
}

#[test]
fn no_content_ends_its_part_early() {
    let first = "form-data-boundary-0000000000";
    for content in ["--form-data-boundary--\r\n".to_owned(), format!("--{first}--\r\n"), first.repeat(50_000)] {
        let photo = Photo(File::new("a", content));
        let (media_type, body) = sent(&Call::post("/p").multipart(&photo));
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        assert!(boundary.len() <= 70, "{boundary}");
        assert_eq!(body.matches(&format!("--{boundary}--")).count(), 1);
    }
}

#[test]
fn a_file_does_not_show_its_content() {
    let file = File::new("a.txt", "secret").media_type("text/plain");
    assert_eq!(format!("{file:?}"), r#"File { name: "a.txt", media_type: "text/plain", content: 6 bytes }"#);
}
