//! Values of the types of `fixtures/formats_of_the_registry.yaml`.

use formats_of_the_registry::Base64;
use formats_of_the_registry::types::{Sizes, Texts};
use serde_json::json;

use super::{again, read};

pub fn check() {
    let sizes = json!({"i8": -128, "i16": -32768, "u8": 255, "u16": 65535, "u32": 4_294_967_295_u64, "u64": u64::MAX});
    assert_eq!(again::<Sizes>(sizes).u64, Some(u64::MAX));
    assert!(read::<Sizes>(json!({"u8": 256})).is_err());
    let digits = json!({"whole": 9_007_199_254_740_993_i64, "wider": 4_294_967_295_u64, "largest": u64::MAX, "mixed": u64::MAX});
    assert_eq!(again::<Sizes>(digits).whole, Some(9_007_199_254_740_993));
    again::<Sizes>(json!({"limit": i64::MAX, "mixed": "none"}));

    let texts = again::<Texts>(json!({"bytes": "AAEC/w==", "encoded": "__8", "price": "0.10", "lasts": null}));
    assert_eq!(texts.bytes.as_ref().and_then(Base64::decode), Some(vec![0, 1, 2, 255]));
    assert_eq!(texts.bytes, Some(Base64::from(&[0, 1, 2, 255])));
    assert_eq!(texts.encoded.as_ref().and_then(Base64::decode), Some(vec![255, 255]), "the alphabet of URLs");
    let odd: Base64 = read(json!("not base64")).unwrap();
    assert_eq!((odd.as_str(), odd.decode()), ("not base64", None), "what a server sends is kept");
    assert!("A".parse::<Base64>().is_err());
    again::<Texts>(json!({"bytes": Base64::unchecked("data:image/png;base64,AAE=")}));
    for length in 0..9_u8 {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(151)).collect();
        assert_eq!(Base64::from(bytes.clone()).decode(), Some(bytes));
    }
    assert!(!format!("{:?}", read::<Texts>(json!({"secret": "hidden"})).unwrap()).contains("hidden"));
}
