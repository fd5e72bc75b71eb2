//! Values of the types of `fixtures/exact_numbers.yaml`.

use exact_numbers::types::Measure;

pub fn check() {
    let text = r#"{"seconds":0.011269427669584647}"#;
    let measure: Measure = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&measure).unwrap(), text);
}
