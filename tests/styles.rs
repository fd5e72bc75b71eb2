//! Lists and objects as parameters are written as the specification's table says (OpenAPI 3.0.3, section 4.7.12, "Style
//! Examples").

use generated::Endpoint as _;
use generated::support::{Call, Empty, Style};
use serde_json::{Value, json};

fn list() -> Value {
    json!(["blue", "black", "brown"])
}

fn object() -> Value {
    json!({"B": 150, "G": 200, "R": 100})
}

fn uri(call: &Call<Empty>) -> String {
    call.request().unwrap().uri().to_string()
}

fn query(style: Style, value: &Value) -> String {
    uri(&Call::get("/p").query_as("color", style, value))
}

fn path(style: Style, value: &Value) -> String {
    uri(&Call::get("/{color}").path_as("color", style, value))
}

#[test]
fn a_query_writes_lists_as_its_style_says() {
    assert_eq!(query(Style::Each, &list()), "/p?color=blue&color=black&color=brown");
    assert_eq!(query(Style::Commas, &list()), "/p?color=blue,black,brown");
    assert_eq!(query(Style::Spaces, &list()), "/p?color=blue%20black%20brown");
    assert_eq!(query(Style::Pipes, &list()), "/p?color=blue%7Cblack%7Cbrown");
    assert_eq!(query(Style::Json, &list()), "/p?color=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D");
}

#[test]
fn a_query_writes_objects_as_its_style_says() {
    assert_eq!(query(Style::Each, &object()), "/p?B=150&G=200&R=100");
    assert_eq!(query(Style::Commas, &object()), "/p?color=B,150,G,200,R,100");
    assert_eq!(query(Style::Deep, &object()), "/p?color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100");
    assert_eq!(query(Style::Deep, &json!({"a": {"b": ["c"]}})), "/p?color%5Ba%5D%5Bb%5D%5B%5D=c");
    let list = json!([{"a": 1}, {"b": 2}]);
    assert_eq!(query(Style::Deep, &list), "/p?color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Bb%5D=2");
}

#[test]
fn nothing_is_no_parameter() {
    for value in [json!(null), json!([]), json!({})] {
        assert_eq!(query(Style::Each, &value), "/p", "{value}");
    }
}

#[test]
fn a_member_that_is_null_is_left_out() {
    let object = json!({"a": null, "b": 2});
    assert_eq!(query(Style::Each, &object), "/p?b=2");
    assert_eq!(query(Style::Commas, &object), "/p?color=b,2");
    assert_eq!(path(Style::Pairs, &object), "/b=2");
    assert_eq!(path(Style::MatrixEach, &object), "/;b=2");
    assert!(Call::<Empty>::get("/{p}").path_as("p", Style::MatrixEach, json!({"a": null})).request().is_err());
}

#[test]
fn a_path_writes_lists_and_objects_as_its_style_says() {
    assert_eq!(path(Style::Commas, &list()), "/blue,black,brown");
    assert_eq!(path(Style::Pairs, &object()), "/B=150,G=200,R=100");
    assert_eq!(path(Style::Commas, &object()), "/B,150,G,200,R,100");
    assert_eq!(path(Style::Label, &list()), "/.blue,black,brown");
    assert_eq!(path(Style::LabelEach, &list()), "/.blue.black.brown");
    assert_eq!(path(Style::LabelEach, &object()), "/.B=150.G=200.R=100");
    assert_eq!(path(Style::Matrix, &list()), "/;color=blue,black,brown");
    assert_eq!(path(Style::MatrixEach, &list()), "/;color=blue;color=black;color=brown");
    assert_eq!(path(Style::MatrixEach, &object()), "/;B=150;G=200;R=100");
}

#[test]
fn no_style_leads_out_of_the_segment() {
    assert_eq!(path(Style::Commas, &json!(["a/b", "c,d"])), "/a%2Fb,c%2Cd");
    for (style, value) in [(Style::Commas, json!([".."])), (Style::Label, json!(["."])), (Style::Commas, json!([]))] {
        let call = Call::<Empty>::get("/{color}").path_as("color", style, &value);
        assert!(call.request().is_err(), "{style:?} {value}");
    }
}

#[test]
fn headers_and_cookies_carry_lists_too() {
    let call = Call::<Empty>::get("/p").header_as("x-color", Style::Commas, list());
    assert_eq!(call.request().unwrap().headers()["x-color"], "blue,black,brown");
    let call = Call::<Empty>::get("/p").cookie("a", "1 2").cookie_as("color", Style::Each, list());
    assert_eq!(call.request().unwrap().headers()["cookie"], "a=1%202; color=blue; color=black; color=brown");
}

#[test]
fn a_cookie_takes_the_place_of_an_earlier_one() {
    let cookies = |call: &Call<Empty>| {
        let cookies = call.request().unwrap().headers().get("cookie").cloned();
        cookies.map(|cookies| cookies.to_str().unwrap().to_owned())
    };
    let call = Call::get("/p").cookie("sid", 1).cookie_as("tags", Style::Each, json!([]));
    assert_eq!(cookies(&call).as_deref(), Some("sid=1"));
    assert_eq!(cookies(&call.cookie("a", 3).cookie("sid", 2)).as_deref(), Some("a=3; sid=2"));
    assert_eq!(cookies(&Call::get("/p").cookie_as("tags", Style::Each, json!([]))), None);
    assert_eq!(cookies(&Call::get("/p").header("cookie", "x=y").cookie("a", 1)).as_deref(), Some("x=y; a=1"));
}
