//! Integers keep 64 bits with and without a sign, numbers are written as they came, and `1.0` is an integer.

use numbers_of_any_size::types::Meter;
use serde_json::json;

pub fn check() {
    for count in [json!(i64::MIN), json!(u64::MAX), json!(9_007_199_254_740_993_i64), json!(0)] {
        crate::again::<Meter>(json!({ "count": count, "level": count }));
    }
    for level in [json!(0.1), json!(1e21), json!(-2.5e-7), json!(9_007_199_254_740_993_u64)] {
        crate::again::<Meter>(json!({ "count": 1, "level": level, "share": 0.25, "least": u64::MAX, "few": i64::MIN }));
    }
    let meter: Meter = serde_json::from_str(r#"{"count": 5.0, "level": 3, "steps": [-0, 1e2], "few": 9.0}"#).unwrap();
    assert_eq!((meter.count, meter.few, meter.steps), (5, Some(9), Some(vec![0, 100])));
    assert!(meter.level == 3 && meter.level < 3.5 && meter.level.as_u64() == Some(3));
    for wrong in [r#"{"count": 1.5, "level": 1}"#, r#"{"count": 1, "level": "1"}"#, r#"{"count": 1e300, "level": 1}"#] {
        assert!(serde_json::from_str::<Meter>(wrong).is_err(), "{wrong}");
    }
    let sent = serde_json::to_string(&Meter::new(7, 7).few(-1)).unwrap();
    assert_eq!(sent, r#"{"count":7,"level":7,"few":-1}"#);
}
