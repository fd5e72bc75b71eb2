//! Values of the types of `fixtures/rust_type.yaml`.

use rust_type::Date;
use rust_type::types::Pet;
use serde_json::json;

use super::again;

pub fn check() {
    let pet = again::<Pet>(json!({"seen": "2020-01-01T00:00:00Z", "born": "2020-01-31", "raw": [1], "size": u64::MAX}));
    assert_eq!(pet.seen.unix_seconds(), Some(1_577_836_800));
    assert_eq!(pet.born.flatten().as_ref().and_then(Date::year_month_day), Some((2020, 1, 31)));
    assert_eq!((pet.raw, pet.size), (json!([1]), Some(u64::MAX)));
    again::<Pet>(json!({"seen": "", "born": null, "raw": null, "photos": ["AAE="]}));
}
