//! Numbers: at the edges of their width, and inside their limits.

use serde_json::{Number, Value};

use super::make::Maker;
use super::schema::Part;

/// The integers of a format (OpenAPI Format Registry).
const WIDTHS: &[(&str, i128, i128)] = &[
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint8", 0, u8::MAX as i128),
    ("uint16", 0, u16::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
    ("double-int", -TWO_TO_53 + 1, TWO_TO_53 - 1),
    ("sf-integer", -999_999_999_999_999, 999_999_999_999_999),
];

/// The other formats of numbers.
const FRACTIONS: &[&str] = &["float", "double", "decimal", "decimal128", "sf-decimal"];

/// The first integer that a double cannot hold, less one.
const TWO_TO_53: i128 = 1 << 53;

/// The type that a format is of, if that is one of numbers.
pub(super) fn of_format(format: &str) -> Option<&'static str> {
    let is_integer = WIDTHS.iter().any(|(name, ..)| *name == format);
    is_integer.then_some("integer").or_else(|| FRACTIONS.contains(&format).then_some("number"))
}

/// Limits of a number.
#[derive(Clone, Copy, Debug, Default)]
struct Limits {
    min: Option<f64>,
    max: Option<f64>,
    /// Whether the limits themselves are outside.
    above: bool,
    under: bool,
    step: Option<f64>,
}

impl Maker<'_, '_> {
    pub(super) fn any_number(&mut self) -> Value {
        if self.rng.bool() { self.whole(i128::from(i64::MIN), i128::from(u64::MAX)) } else { self.decimal() }
    }

    pub(super) fn integer(&mut self, parts: &[Part<'_>]) -> Option<Value> {
        let format = parts.iter().find_map(|part| part.keywords.get("format")?.as_str());
        let width = WIDTHS.iter().find(|(name, ..)| Some(*name) == format);
        let (mut low, mut high) =
            width.map_or((i128::from(i64::MIN), i128::from(i64::MAX)), |(_, low, high)| (*low, *high));
        // Without a format an integer has no width.
        if format.is_none() && self.has_odd_numbers && self.rng.u8(..4) == 0 {
            high = i128::from(u64::MAX);
        }
        let limits = Limits::of(parts);
        if let Some(min) = exact(parts, &["minimum", "exclusiveMinimum"], i128::max).or(limits.min.map(whole_above)) {
            low = low.max(min + i128::from(limits.above));
        }
        if let Some(max) = exact(parts, &["maximum", "exclusiveMaximum"], i128::min).or(limits.max.map(whole_below)) {
            high = high.min(max - i128::from(limits.under));
        }
        if low > high {
            return None;
        }
        if let Some(step) = limits.step.filter(|step| step.fract() == 0.0 && *step > 1.0).map(whole_below) {
            let (least, most) = (low.div_euclid(step) + i128::from(low.rem_euclid(step) > 0), high.div_euclid(step));
            return (least <= most).then(|| self.whole_of(least, most, step));
        }
        let value = self.whole(low, high);
        // The same number in another spelling (JSON Schema Core, section 4.2.3).
        let is_small = value.as_i64().filter(|value| value.unsigned_abs() < (1 << 53));
        match (is_small, self.rng.u8(..4)) {
            _ if !self.has_odd_numbers => Some(value),
            (Some(0), 0) => Some(Value::from(-0.0)),
            (Some(value), 0 | 1) => value.to_string().parse::<f64>().ok().map(Value::from),
            _ => Some(value),
        }
    }

    /// An integer from a range: an edge of it or of a width, or any.
    fn whole(&mut self, low: i128, high: i128) -> Value {
        self.whole_of(low, high, 1)
    }

    fn whole_of(&mut self, low: i128, high: i128, step: i128) -> Value {
        let edges = [low, high, low + 1, high - 1, 0, 1, -1, TWO_TO_53 - 1, TWO_TO_53 + 1, -TWO_TO_53 - 1];
        let edges: Vec<i128> = edges.into_iter().filter(|edge| (low..=high).contains(edge)).collect();
        let number = match self.rng.usize(..4) {
            0 | 1 if !edges.is_empty() => edges[self.rng.usize(..edges.len())],
            2 => {
                let (low, high) = (low.max(-100), high.min(100));
                if low <= high { self.rng.i128(low..=high) } else { self.rng.i128(low.min(high)..=low.max(high)) }
            }
            _ => self.rng.i128(low..=high),
        };
        integer(number.clamp(low, high) * step)
    }

    pub(super) fn number(&mut self, parts: &[Part<'_>]) -> Option<Value> {
        let format = parts.iter().find_map(|part| part.keywords.get("format")?.as_str());
        if WIDTHS.iter().any(|(name, ..)| Some(*name) == format) {
            return self.integer(parts);
        }
        let limits = Limits::of(parts);
        if let Some(step) = limits.step {
            return self.multiple(limits, step);
        }
        // What a double cannot hold is no value of these formats.
        let is_float = matches!(format, Some("float" | "double"));
        for _ in 0..8 {
            let value = if self.rng.u8(..4) == 0 {
                let most = TWO_TO_53 + i128::from(self.has_odd_numbers && !is_float);
                self.whole(-most, most)
            } else {
                self.decimal()
            };
            if value.as_f64().is_some_and(|number| limits.hold(number)) {
                return Some(value);
            }
        }
        let (low, high) = (limits.min.unwrap_or(limits.max.unwrap_or(0.0) - 100.0), limits.max);
        let high = high.unwrap_or(low + 100.0);
        let mut numbers = (0..16).map(|_| match self.rng.usize(..4) {
            0 => low,
            1 => high,
            _ => low + (high - low) * self.rng.f64(),
        });
        numbers.find(|number| limits.hold(*number)).map(Value::from)
    }

    fn decimal(&mut self) -> Value {
        let numbers = [0.0, -0.0, 0.1, 1.5, -2.25, 1.0, 100.0, 1e21, -1e-7, 3.75, f64::MAX, f64::MIN_POSITIVE, 1e15];
        match self.rng.usize(..3) {
            0 => Value::from(self.rng.f64() * 1000.0 - 500.0),
            1 => Value::from((self.rng.f64() * 100.0).round() / 4.0),
            _ => Value::from(numbers[self.rng.usize(..numbers.len())]),
        }
    }

    /// A multiple of a step, by its digits: a product of doubles has others.
    fn multiple(&mut self, limits: Limits, step: f64) -> Option<Value> {
        if step <= 0.0 {
            return None;
        }
        let low = limits.min.map_or(-100.0, |min| (min / step).ceil());
        let high = limits.max.map_or(low + 200.0, |max| (max / step).floor());
        let times = whole_below(low) + self.rng.i128(0..=whole_below((high - low).clamp(0.0, 1e9)));
        let text = step.to_string();
        let digits = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        let unit: i128 = text.replace('.', "").parse().ok()?;
        let product = times.checked_mul(unit)?;
        if digits == 0 {
            return Some(integer(product));
        }
        let (sign, product) = (if product < 0 { "-" } else { "" }, product.unsigned_abs().to_string());
        let padded = format!("{product:0>width$}", width = digits + 1);
        let (whole, fraction) = padded.split_at(padded.len() - digits);
        format!("{sign}{whole}.{fraction}").parse::<f64>().ok().filter(|number| limits.hold(*number)).map(Value::from)
    }
}

impl Limits {
    fn of(parts: &[Part<'_>]) -> Self {
        let mut limits = Self::default();
        for part in parts {
            let number = |key: &str| part.keywords.get(key).and_then(Value::as_f64);
            let is_on = |key: &str| part.keywords.get(key) == Some(&Value::Bool(true));
            limits.least(number("minimum"), is_on("exclusiveMinimum"));
            limits.least(number("exclusiveMinimum"), true);
            limits.most(number("maximum"), is_on("exclusiveMaximum"));
            limits.most(number("exclusiveMaximum"), true);
            limits.step = limits.step.or(number("multipleOf"));
        }
        limits
    }

    fn least(&mut self, found: Option<f64>, is_outside: bool) {
        if let Some(found) =
            found.filter(|found| self.min.is_none_or(|min| *found > min || is_outside && *found >= min))
        {
            (self.min, self.above) = (Some(found), is_outside);
        }
    }

    fn most(&mut self, found: Option<f64>, is_outside: bool) {
        if let Some(found) =
            found.filter(|found| self.max.is_none_or(|max| *found < max || is_outside && *found <= max))
        {
            (self.max, self.under) = (Some(found), is_outside);
        }
    }

    fn hold(&self, number: f64) -> bool {
        self.min.is_none_or(|min| if self.above { number > min } else { number >= min })
            && self.max.is_none_or(|max| if self.under { number < max } else { number <= max })
    }
}

/// The narrowest of the limits that are whole, by all their digits.
fn exact(parts: &[Part<'_>], keys: &[&str], narrower: fn(i128, i128) -> i128) -> Option<i128> {
    let of = |part: &Part<'_>, key: &str| {
        let number = part.keywords.get(key)?;
        number.as_i64().map(i128::from).or(number.as_u64().map(i128::from))
    };
    let all = parts.iter().flat_map(|part| keys.iter().filter_map(|key| of(part, key)));
    let has_other = parts.iter().any(|part| {
        keys.iter().any(|key| part.keywords.get(*key).is_some_and(|limit| limit.is_number() && of(part, key).is_none()))
    });
    if has_other { None } else { all.reduce(narrower) }
}

fn integer(number: i128) -> Value {
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => Value::from(number),
        (_, Ok(number)) => Value::from(number),
        _ => Value::Number(Number::from(0)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "what is beyond all integers is the last one")]
fn whole_below(number: f64) -> i128 {
    number.floor() as i128
}

#[expect(clippy::cast_possible_truncation, reason = "what is beyond all integers is the last one")]
fn whole_above(number: f64) -> i128 {
    number.ceil() as i128
}
