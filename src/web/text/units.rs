//! Numbers and units as people read them, from the way records write them (UCUM).

use crate::domain::units::Ratio;

/// `ug/dL` → `µg/dL`, `m[IU]/L` → `mIU/L`.
pub fn readable_unit(ucum: &str) -> String {
    let plain: String = ucum.chars().filter(|letter| !matches!(letter, '[' | ']')).collect();
    match plain.strip_prefix('u') {
        Some(rest) => ["µ", rest].concat(),
        None => plain,
    }
}

/// `62 µg/dL`, `5.6%`: on one line.
pub fn with_unit(number: &str, ucum: &str) -> String {
    let unit = readable_unit(ucum);
    if unit == "%" { [number, &unit].concat() } else { [number, &unit].join("\u{a0}") }
}

/// A number that was worked out, with as many digits as help: `9.48`, `126`, `0.4`.
pub fn readable_number(number: Ratio) -> String {
    let places = if number < Ratio::whole(10) { 2 } else { u8::from(number < Ratio::whole(100)) };
    let written = number.rounded(places);
    if places == 0 { written } else { written.trim_end_matches('0').trim_end_matches('.').to_owned() }
}
