//! The formats of numbers (OpenAPI Format Registry); all others are of strings.
//!
//! It must not decide which type a number becomes.

/// What the numbers of a format are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    /// Whole numbers with a sign that have so many bits.
    Signed(u8),
    /// Those without a sign.
    Unsigned(u8),
    /// Floats of at most 64 bits.
    Float,
    /// Numbers with a fraction, of any number of digits.
    Fraction,
}

static NUMBERS: &[(&str, Number)] = &[
    ("int8", Number::Signed(8)),
    ("int16", Number::Signed(16)),
    ("int32", Number::Signed(32)),
    ("int64", Number::Signed(64)),
    ("uint8", Number::Unsigned(8)),
    ("uint16", Number::Unsigned(16)),
    ("uint32", Number::Unsigned(32)),
    ("uint64", Number::Unsigned(64)),
    // What a float of 64 bits holds exactly.
    ("double-int", Number::Signed(64)),
    ("sf-integer", Number::Signed(64)),
    ("float", Number::Float),
    ("double", Number::Float),
    ("decimal", Number::Fraction),
    ("decimal128", Number::Fraction),
    ("sf-decimal", Number::Fraction),
];

/// What the numbers of a format are; none if it is one of strings.
pub(crate) fn number(format: &str) -> Option<Number> {
    NUMBERS.iter().find(|(name, _)| *name == format).map(|(_, number)| *number)
}

/// Whether a format is one of whole numbers.
pub(crate) fn is_integer(format: &str) -> bool {
    matches!(number(format), Some(Number::Signed(_) | Number::Unsigned(_)))
}
