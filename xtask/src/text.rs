//! The bytes of a file as text.
//!
//! It must not guess: what has no mark of another encoding is UTF-8.

/// The text of a file in UTF-8, or in UTF-16 where a byte order mark says so.
///
/// # Errors
///
/// The first line that cannot be read, counted from 1.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, usize> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            error.as_bytes()[..valid].split(|byte| *byte == b'\n').count()
        }),
    }
}

/// The bytes of a file in which words of ASCII can be looked for, whether or not all of it can be read.
pub(crate) fn for_search(bytes: Vec<u8>) -> Vec<u8> {
    let lossy = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.as_chunks().0.iter().map(|bytes| unit(*bytes)).collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => lossy(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => lossy(rest, u16::from_be_bytes),
        _ => bytes,
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (units, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(units.len());
    let lines = |text: &str| text.split('\n').count();
    for found in char::decode_utf16(units.iter().map(|bytes| unit(*bytes))) {
        text.push(found.map_err(|_| lines(&text))?);
    }
    if rest.is_empty() { Ok(text) } else { Err(lines(&text)) }
}
