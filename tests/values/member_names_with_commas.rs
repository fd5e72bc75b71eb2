//! A name is the same on the wire wherever the line is broken that it stands on.

use member_names_with_commas::types::Table;
use serde_json::json;

pub fn check() {
    let table: Table = crate::again(json!({
        r#"a column with a rather long name, { in braces, with "quotes", and a \ before the end }, so that no line takes it"#: "A",
        "another, {  }": 1,
        "x": "one, two, three, and so on until the line is really too long for all of it, or more, at last",
    }));
    assert_eq!(table.another, Some(1));
}
