//! Values of the types of `fixtures/enums_of_all_kinds.yaml`.

use enums_of_all_kinds::Endpoint as _;
use enums_of_all_kinds::types::{Disjoint, Level, Mixed, MixedText, Odd, Quoted};
use serde_json::json;

use super::again;

pub fn check() {
    assert_eq!(again::<Level>(json!(-1)), Level::Below);
    assert_eq!(again::<Level>(json!(5)), Level::Other(5));
    let call = enums_of_all_kinds::operations::levels().level(Level::Above);
    assert_eq!(call.request().unwrap().uri(), "/levels?level=10");
    assert_eq!(again::<Mixed>(json!("auto")), Mixed::Text(MixedText::Auto));
    assert_eq!(again::<Mixed>(json!(2.5)), Mixed::Number(2.5.into()));
    assert_eq!(again::<Mixed>(json!(true)), Mixed::Boolean(true));
    assert_eq!(again::<Quoted>(json!("2")), Quoted::N2);
    for text in ["", " ", "a", "A", "a b", "a-b", "Other", "1.5"] {
        assert!(!matches!(again::<Odd>(json!(text)), Odd::Unknown(_)), "{text:?} is listed");
    }
    assert_eq!(again::<Odd>(json!("?")), Odd::Unknown("?".to_owned()));
    assert_eq!(again::<Disjoint>(json!("c")), Disjoint::C);
}
