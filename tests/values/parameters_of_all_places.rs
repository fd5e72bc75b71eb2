//! What is sent for `fixtures/parameters_of_all_places.yaml`.

use parameters_of_all_places::types::FindEnd;
use parameters_of_all_places::{Endpoint, pets};

pub fn check() {
    let call = pets::find(3, true, "a b", &FindEnd::Png).name_query("q").name_header("h").name_cookie("c");
    let request = call.json(7).text("a\"b").x_json(&[1, 2]).request().unwrap();
    assert_eq!(request.uri(), "/labels/.3;matrix=true/a%20b.png?name=q&json=7&text=a%22b");
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!((header("name"), header("cookie"), header("x-json")), ("h", "name=c", "[1,2]"));
}
