//! Values of the types of `fixtures/choice_of_constants.yaml`.

use choice_of_constants::types::{AnyModel, Event, Model, Style};
use serde_json::json;

use super::{again, read};

pub fn check() {
    assert_eq!(again::<Event>(json!("TYPING_START")), Event::TypingStart);
    assert_eq!(again::<Event>(json!("NEW")), Event::Other("NEW".to_owned()));
    assert_eq!(again::<Style>(json!(2)), Style::Danger);
    assert_eq!(again::<Style>(json!(7)), Style::Other(7));
    assert_eq!(i64::from(Style::Primary), 1);
    assert!(read::<Style>(json!("1")).is_err());
    assert_eq!(again::<Model>(json!("large")), Model::Large);
    assert_eq!(again::<Model>(json!("tiny")), Model::Other("tiny".to_owned()));
    assert_eq!([AnyModel::Small, AnyModel::Huge].map(|model| model.to_string()), ["small", "huge"]);
}
