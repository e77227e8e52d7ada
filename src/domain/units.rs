//! Exact numbers: a decimal as it was written, and the ratio the rules compare.
//!
//! No floating point: 38.2 °C, 0.15295 and 1.10 stay what they are.

use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

/// A decimal number exactly as written, trailing zeros included: `1.10` is not `1.1`.
///
/// At most 17 digits beside leading zeros, 20 of them after the point, so that every number a
/// laboratory's software writes can be read. Good: `14.60`. Refused: `1e99`, `12,5`, `NaN`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    mantissa: i64,
    places: u8,
}

/// A text that is no decimal number of at most 17 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number of at most 17 digits")]
pub struct NotADecimal(pub String);

/// At most so many digits after the point, zeros before the first other digit included.
const PLACES: u8 = 20;

impl Decimal {
    /// The number as an exact ratio.
    pub fn ratio(self) -> Ratio {
        Ratio::reduced(i128::from(self.mantissa), 10_i128.pow(u32::from(self.places)))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.ratio() == other.ratio()
    }
}
impl Eq for Decimal {}

impl FromStr for Decimal {
    type Err = NotADecimal;
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        parse(text).ok_or_else(|| NotADecimal(text.chars().take(40).collect()))
    }
}
impl TryFrom<String> for Decimal {
    type Error = NotADecimal;
    fn try_from(text: String) -> Result<Self, NotADecimal> {
        text.parse()
    }
}
impl From<Decimal> for String {
    fn from(decimal: Decimal) -> Self {
        decimal.to_string()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let point = if places == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{part}")
    }
}

/// Reads `-12.50`, and an exponent as JSON allows it (`1.2e3`).
fn parse(text: &str) -> Option<Decimal> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match number.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, number),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let pointed = whole.len() < digits.len();
    if whole.is_empty() || (pointed && part.is_empty()) {
        return None;
    }
    let mut mantissa: i64 = 0;
    for digit in whole.chars().chain(part.chars()) {
        mantissa = mantissa.checked_mul(10)?.checked_add(digit.to_digit(10)?.into())?;
    }
    let mut places = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
    while places < 0 {
        mantissa = mantissa.checked_mul(10)?;
        places += 1;
    }
    let places = u8::try_from(places).ok()?;
    if mantissa >= 10_i64.pow(17) || places > PLACES {
        return None;
    }
    Some(Decimal { mantissa: if negative { -mantissa } else { mantissa }, places })
}

/// An exact ratio: what a unit conversion or a saturation gives, ready to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    above: i128,
    /// Greater than zero.
    below: i128,
}

impl Ratio {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { above: number as i128, below: 1 }
    }

    /// The product, or nothing where it leaves the range of exact numbers.
    pub fn times(self, other: Self) -> Option<Self> {
        let (left, right) = (Self::reduced(self.above, other.below), Self::reduced(other.above, self.below));
        Some(Self {
            above: left.above.checked_mul(right.above)?,
            below: left.below.checked_mul(right.below)?,
        })
    }

    /// The quotient, or nothing where the divisor is zero or the range is left.
    pub fn over(self, other: Self) -> Option<Self> {
        match other.above {
            0 => None,
            _ => self.times(Self::reduced(other.below, other.above)),
        }
    }

    /// The sum, or nothing where it leaves the range of exact numbers.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Some(Self::reduced(left.checked_add(right)?, self.below.checked_mul(other.below)?))
    }

    /// The difference, or nothing where it leaves the range of exact numbers.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { above: -other.above, below: other.below })
    }

    /// How far it lies on the way from one number to another that is so many steps long, rounded
    /// down; nothing where the two are one.
    pub fn on_the_way(self, from: Self, to: Self, steps: i64) -> Option<i64> {
        let part = self.minus(from)?.over(to.minus(from)?)?.times(Self::whole(steps))?;
        i64::try_from(part.above.div_euclid(part.below)).ok()
    }

    /// The number rounded half up to so many decimal places, for a person to read.
    pub fn rounded(self, places: u8) -> String {
        let scale = 10_i128.pow(u32::from(places.min(9)));
        let scaled =
            self.above.checked_mul(scale).map(|above| (above + self.below / 2).div_euclid(self.below));
        match scaled.and_then(|mantissa| i64::try_from(mantissa).ok()) {
            Some(mantissa) => Decimal { mantissa, places }.to_string(),
            None => self.above.div_euclid(self.below).to_string(),
        }
    }

    fn reduced(above: i128, below: i128) -> Self {
        let mut rest = (above, below);
        while rest.1 != 0 {
            rest = (rest.1, rest.0 % rest.1);
        }
        let divisor = if (rest.0 < 0) == (below < 0) { rest.0 } else { -rest.0 };
        Self { above: above / divisor, below: below / divisor }
    }
}

impl Ord for Ratio {
    /// Compares whole parts, then the remainders turned over: no product, so nothing overflows.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right, mut turned) = (*self, *other, false);
        loop {
            let wholes = left.above.div_euclid(left.below).cmp(&right.above.div_euclid(right.below));
            let rests = (left.above.rem_euclid(left.below), right.above.rem_euclid(right.below));
            let order = match (wholes, rests) {
                (Ordering::Equal, (0, 0)) => Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (left_rest, right_rest)) => {
                    left = Self { above: left.below, below: left_rest };
                    right = Self { above: right.below, below: right_rest };
                    turned = !turned;
                    continue;
                }
                (decided, _) => decided,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}
impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Ratio};

    #[track_caller]
    fn written(text: &str) -> String {
        text.parse::<Decimal>().map_or_else(|e| e.to_string(), |d| d.to_string())
    }

    #[test]
    fn a_decimal_is_kept_as_it_was_written() {
        for text in
            ["0", "-3", "1.10", "0.0342", "14.60", "-0.5", "99999999999999999", "0.060000000000000005"]
        {
            assert_eq!(written(text), text);
        }
        assert_eq!(written("1.2e3"), "1200");
        assert_eq!(written("12E-3"), "0.012");
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", "1.", ".5", "12,5", "NaN", "1e99", "1e-40", "100000000000000000", "٣"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn ratios_compare_exactly_and_never_overflow() {
        let third = Ratio::whole(1).over(Ratio::whole(3));
        let more = "0.33333333333333334".parse::<Decimal>().map(Decimal::ratio).ok();
        assert!(third < more);
        let huge = Ratio { above: i128::MAX, below: i128::MAX - 1 };
        assert!(huge > Ratio::whole(1));
        assert!(Ratio::whole(-3) < Ratio::whole(-2));
        assert_eq!(huge.times(huge), None);
        assert_eq!(Ratio::whole(1).over(Ratio::whole(0)), None);
    }

    #[test]
    fn a_way_is_counted_in_steps() {
        let on = |at, from, to| Ratio::whole(at).on_the_way(Ratio::whole(from), Ratio::whole(to), 100);
        assert_eq!(on(62, 0, 70), Some(88));
        assert_eq!((on(70, 70, 120), on(120, 70, 120)), (Some(0), Some(100)));
        assert_eq!((on(60, 70, 120), on(5, 5, 5)), (Some(-20), None));
    }

    #[test]
    fn a_ratio_is_rounded_half_up() {
        let rounded = |above, below, places| {
            Ratio::whole(above).over(Ratio::whole(below)).map(|ratio| ratio.rounded(places))
        };
        assert_eq!(rounded(2, 3, 2).as_deref(), Some("0.67"));
        assert_eq!(rounded(5, 2, 0).as_deref(), Some("3"));
        assert_eq!(rounded(1, 8, 2).as_deref(), Some("0.13"));
    }
}
