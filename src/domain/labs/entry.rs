//! A result that the patient types: from text to a checked result, or to what is wrong with it.
//!
//! Nothing is corrected silently. Where a number was probably meant otherwise, the patient chooses.

use crate::domain::ids::AnalyteId;
use crate::domain::labs::panel::{Analyte, Panel, Plausibility};
use crate::domain::labs::result::LabResult;
use crate::domain::time;
use crate::domain::units::Decimal;
use chrono::NaiveDate;

/// What was typed and chosen, as it stands in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name of the blood value.
    pub analyte: String,
    /// The number.
    pub number: String,
    /// The unit, UCUM.
    pub unit: String,
    /// The day of the draw: `2026-11-02`.
    pub drawn: String,
    /// Whether biotin was taken within the panel's hold time before; not answered where empty.
    pub after_biotin: Option<bool>,
}

/// What is wrong with an answer. Each belongs to one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No blood value is chosen.
    NoAnalyte,
    /// No number.
    NoNumber,
    /// Something else than digits and one comma or point.
    NotANumber,
    /// More than one comma or point.
    TwoSeparators,
    /// A minus.
    Negative,
    /// The unit is none of this blood value's.
    Unit,
    /// Less than is believed.
    TooLow(Outside),
    /// More than is believed.
    TooHigh(Outside),
    /// No day, or none of the calendar.
    NoDay,
    /// A day that is still to come.
    Future,
    /// Not said whether biotin was taken before a test that it spoils.
    NoBiotin,
}

/// The limit that a number passes, and what it was probably meant to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The limit, in the unit that was typed.
    pub limit: String,
    /// A unit in which the number would be as expected.
    pub rather: Option<Box<str>>,
}

/// A result that can be believed, and others that may be meant instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Entered {
    /// As typed.
    pub result: LabResult,
    /// Whether to ask before it is taken.
    pub doubt: Option<Doubt>,
}

/// Why to ask whether it was meant so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Such a number is rare.
    Rare,
    /// It was probably read in this unit.
    Unit(Box<str>),
    /// The comma may stand between thousands: this number.
    Thousands(Decimal),
}

impl Fault {
    /// The field it belongs to.
    pub fn field(&self) -> Field {
        match self {
            Self::NoAnalyte => Field::Analyte,
            Self::NoNumber
            | Self::NotANumber
            | Self::TwoSeparators
            | Self::Negative
            | Self::TooLow(_)
            | Self::TooHigh(_) => Field::Number,
            Self::Unit => Field::Unit,
            Self::NoDay | Self::Future => Field::Day,
            Self::NoBiotin => Field::Biotin,
        }
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Which blood value.
    Analyte,
    /// The number.
    Number,
    /// The unit.
    Unit,
    /// The day of the draw.
    Day,
    /// Whether biotin was taken.
    Biotin,
}

/// Reads what was typed, on a day.
///
/// # Errors
/// Every fault, in the order of the fields.
pub fn read(panel: &Panel, typed: &Typed, today: NaiveDate) -> Result<Entered, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut note = |fault| faults.push(fault);
    let id = AnalyteId::try_from(typed.analyte.as_str()).ok();
    let analyte = id.and_then(|id| panel.analyte(&id));
    if analyte.is_none() {
        note(Fault::NoAnalyte);
    }
    let number = number(&typed.number).map_err(&mut note).ok();
    let unit = analyte.filter(|analyte| analyte.takes(&typed.unit));
    match (analyte, number) {
        (Some(_), _) if unit.is_none() => note(Fault::Unit),
        (Some(analyte), Some(number)) => limits(analyte, number, &typed.unit).map_or_else(&mut note, drop),
        _ => {}
    }
    let drawn = match time::day(typed.drawn.trim()) {
        Ok(day) if day > today => {
            note(Fault::Future);
            None
        }
        Ok(day) => Some(day),
        Err(_) => {
            note(Fault::NoDay);
            None
        }
    };
    let asks_biotin = analyte.is_some_and(|analyte| analyte.biotin_sensitive);
    if asks_biotin && typed.after_biotin.is_none() {
        note(Fault::NoBiotin);
    }
    let (Some(analyte), Some(number), Some(drawn), true) = (unit, number, drawn, faults.is_empty()) else {
        return Err(faults);
    };
    let after_biotin = asks_biotin && typed.after_biotin == Some(true);
    let result = LabResult::checked(panel, &analyte.id, number, &typed.unit, drawn, after_biotin);
    let result = result.map_err(|_| vec![Fault::Unit])?;
    let thousands = thousands(typed.number.trim()).filter(|more| believed(analyte, *more, &typed.unit));
    let doubt = match thousands {
        Some(more) => Some(Doubt::Thousands(more)),
        None => doubt(analyte, number, &typed.unit),
    };
    Ok(Entered { result, doubt })
}

/// The result as it was probably meant, for the patient to choose; nothing where nothing else is
/// likely.
pub fn instead(panel: &Panel, entered: &Entered) -> Option<LabResult> {
    let result = &entered.result;
    let (number, unit) = match entered.doubt.as_ref()? {
        Doubt::Rare => return None,
        Doubt::Unit(unit) => (result.value(), &**unit),
        Doubt::Thousands(number) => (*number, result.unit()),
    };
    LabResult::checked(panel, result.analyte(), number, unit, result.drawn(), result.after_biotin()).ok()
}

/// `12,5` and `12.5`, spaces around it left out.
fn number(text: &str) -> Result<Decimal, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::NoNumber);
    }
    if text.starts_with(['-', '\u{2212}']) {
        return Err(Fault::Negative);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return Err(Fault::NotANumber);
    }
    if text.bytes().filter(|byte| !byte.is_ascii_digit()).count() > 1 {
        return Err(Fault::TwoSeparators);
    }
    text.replace(',', ".").parse().map_err(|_| Fault::NotANumber)
}

/// `1,200` as one thousand two hundred; nothing where the comma cannot stand between thousands.
fn thousands(text: &str) -> Option<Decimal> {
    let (before, after) = text.split_once(',')?;
    let grouped = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    [before, after].concat().parse().ok().filter(|_| grouped)
}

/// What is outside the hard limits is refused, with the limit in the unit that was typed.
fn limits(analyte: &Analyte, number: Decimal, unit: &str) -> Result<(), Fault> {
    let Some(usual) = analyte.usual(number, unit) else { return Err(Fault::Unit) };
    let limit = |limit: Decimal| {
        let written = if *analyte.unit == *unit {
            limit.to_string()
        } else {
            let limit = analyte.written_in(limit.ratio(), unit).map(|limit| limit.rounded(2));
            limit.unwrap_or_default().trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        Outside { limit: written, rather: rather(analyte, number, unit) }
    };
    if usual < analyte.accept.from.ratio() {
        return Err(Fault::TooLow(limit(analyte.accept.from)));
    }
    if usual > analyte.accept.to.ratio() {
        return Err(Fault::TooHigh(limit(analyte.accept.to)));
    }
    Ok(())
}

fn believed(analyte: &Analyte, number: Decimal, unit: &str) -> bool {
    limits(analyte, number, unit).is_ok()
}

fn doubt(analyte: &Analyte, number: Decimal, unit: &str) -> Option<Doubt> {
    let rare =
        analyte.usual(number, unit).map(|usual| analyte.plausibility(usual)) == Some(Plausibility::AskAgain);
    let rather = rather(analyte, number, unit);
    rather.map(Doubt::Unit).or(rare.then_some(Doubt::Rare))
}

/// The unit in which the number was probably read: a usual slip of the clinic's list, or, where
/// the number is not as expected in the unit that was typed, the first in which it would be.
fn rather(analyte: &Analyte, number: Decimal, unit: &str) -> Option<Box<str>> {
    let exact = number.ratio();
    let slip = analyte.slips.iter().find(|slip| slip.from.ratio() <= exact && exact <= slip.to.ratio());
    if let Some(slip) = slip.filter(|_| *analyte.unit == *unit) {
        return Some(slip.unit.clone());
    }
    let expected = |unit: &str| analyte.usual(number, unit).is_some_and(|usual| analyte.sure.hold(usual));
    if expected(unit) {
        return None;
    }
    let others = analyte.other_units.iter().map(|other| &other.unit);
    let mut units = core::iter::once(&analyte.unit).chain(others);
    units.find(|other| ***other != *unit && expected(other)).cloned()
}
