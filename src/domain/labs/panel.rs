//! The clinic's panel (`labs.json`): codes, units, limits and ages of every blood value.

use crate::domain::content::{About, Confidence, Source};
use crate::domain::formulation::condition::{Bound, Condition};
use crate::domain::ids::{AnalyteId, Word};
use crate::domain::scheduling::protocol::Sourced;
use crate::domain::units::{Decimal, Ratio};
use serde::{Deserialize, Serialize};

/// All blood values the clinic knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Author, version, signature.
    pub about: About,
    /// How long after biotin a sensitive test is spoiled, in hours.
    pub biotin_hold_hours: u32,
    /// Where the hold time comes from.
    pub biotin_hold_source: Source,
    /// How sure that is.
    pub biotin_hold_confidence: Confidence,
    /// How many days before a result gets too old it is said to be getting old.
    pub getting_old_days: Sourced<u32>,
    /// The values, in the order in which they are listed to a patient.
    pub analytes: Vec<Analyte>,
}

/// One blood value of the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analyte {
    /// Its name in the rules.
    pub id: AnalyteId,
    /// LOINC codes under which a record may carry it, the clinic's own first.
    pub loinc: Vec<Box<str>>,
    /// The usual unit, in UCUM. The rules compare in it.
    pub unit: Box<str>,
    /// Other units in which it may be written.
    #[serde(default)]
    pub other_units: Vec<OtherUnit>,
    /// What a result must lie in to be believed at all, ends included, usual unit.
    pub accept: Limits,
    /// Outside this it is asked back: "are you sure?".
    pub sure: Limits,
    /// How many days a result counts; for life where empty.
    pub max_age_days: Option<u32>,
    /// Whether biotin spoils the test.
    pub biotin_sensitive: bool,
    /// Whether a plan needs it.
    #[serde(default)]
    pub core: bool,
    /// A value worked out of two others of one day: 100 × one / the other.
    #[serde(default)]
    pub percent_of: Option<PercentOf>,
    /// What its numbers mean; the first set whose condition fits speaks. Empty where the clinic
    /// knows no range.
    #[serde(default)]
    pub bands: Vec<Bands>,
    /// Numbers that were probably meant in another unit.
    #[serde(default)]
    pub slips: Vec<Slip>,
    /// Where the limits come from.
    pub source: Source,
    /// How sure they are.
    pub confidence: Confidence,
}

/// What the numbers of a blood value mean, for those whom the condition fits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// For whom; for everybody where empty.
    #[serde(default)]
    pub when: Option<Condition>,
    /// From the lowest numbers up; the last has no end.
    pub steps: Vec<Step>,
    /// Where the cut-offs come from.
    pub source: Source,
    /// How sure the least sure of them is.
    pub confidence: Confidence,
}

/// One band, from the end of the one before it to its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What numbers in it are called: `low`.
    pub is: Word,
    /// Whether it is where a number is well.
    #[serde(default)]
    pub aim: bool,
    /// Its end, which is the next one's first number.
    #[serde(default)]
    pub below: Option<Bound>,
    /// Its end, which is its own last number.
    #[serde(default)]
    pub up_to: Option<Bound>,
}

impl Step {
    /// Its end, and whether that number is still its own; nothing for the last.
    pub fn end(&self) -> Option<(&Bound, bool)> {
        let below = self.below.as_ref().map(|bound| (bound, false));
        below.or_else(|| self.up_to.as_ref().map(|bound| (bound, true)))
    }
}

/// A usual slip: such a number, typed in the usual unit, was probably read in another one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// From this number on.
    pub from: Decimal,
    /// Up to this one.
    pub to: Decimal,
    /// The unit that was probably meant.
    pub unit: Box<str>,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Another unit: its number = `times` × (usual number − `less`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherUnit {
    /// The unit, in UCUM.
    pub unit: Box<str>,
    /// The factor from the usual unit.
    pub times: Decimal,
    /// What is taken off the usual number first; nothing where empty.
    #[serde(default)]
    pub less: Option<Decimal>,
}

/// Limits in the usual unit, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The lowest.
    pub from: Decimal,
    /// The highest.
    pub to: Decimal,
}

impl Limits {
    /// Whether the number lies in them.
    pub fn hold(&self, number: Ratio) -> bool {
        self.from.ratio() <= number && number <= self.to.ratio()
    }
}

/// Which two values make a percentage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PercentOf {
    /// The part.
    pub part: AnalyteId,
    /// The whole.
    pub whole: AnalyteId,
}

/// How far a number may be trusted on entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plausibility {
    /// As expected.
    Plausible,
    /// Possible, but ask whether it was meant so.
    AskAgain,
    /// Outside what is believed.
    Implausible,
}

impl Panel {
    /// The value of that name.
    pub fn analyte(&self, id: &AnalyteId) -> Option<&Analyte> {
        self.analytes.iter().find(|analyte| analyte.id == *id)
    }

    /// The value a LOINC code stands for.
    pub fn by_loinc(&self, code: &str) -> Option<&Analyte> {
        self.analytes.iter().find(|analyte| analyte.loinc.iter().any(|known| **known == *code))
    }
}

impl Analyte {
    /// Whether a result may be written in the unit.
    pub fn takes(&self, unit: &str) -> bool {
        *self.unit == *unit || self.other_units.iter().any(|other| *other.unit == *unit)
    }

    /// A number in one of its units, turned into the usual one; nothing for a foreign unit.
    pub fn usual(&self, number: Decimal, unit: &str) -> Option<Ratio> {
        if *self.unit == *unit {
            return Some(number.ratio());
        }
        let other = self.other_units.iter().find(|other| *other.unit == *unit)?;
        let scaled = number.ratio().over(other.times.ratio())?;
        match other.less {
            Some(less) => scaled.plus(less.ratio()),
            None => Some(scaled),
        }
    }

    /// A number in the usual unit, turned into another one; nothing for a foreign unit.
    pub fn written_in(&self, usual: Ratio, unit: &str) -> Option<Ratio> {
        if *self.unit == *unit {
            return Some(usual);
        }
        let other = self.other_units.iter().find(|other| *other.unit == *unit)?;
        let less = other.less.map_or(Some(usual), |less| usual.minus(less.ratio()))?;
        less.times(other.times.ratio())
    }

    /// How far a number in the usual unit may be trusted.
    pub fn plausibility(&self, usual: Ratio) -> Plausibility {
        match (self.accept.hold(usual), self.sure.hold(usual)) {
            (false, _) => Plausibility::Implausible,
            (true, false) => Plausibility::AskAgain,
            (true, true) => Plausibility::Plausible,
        }
    }
}
