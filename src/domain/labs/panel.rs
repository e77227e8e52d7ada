//! The clinic's panel (`labs.json`): codes, units, limits and ages of every blood value.

use crate::domain::content::{About, Confidence, Source};
use crate::domain::ids::AnalyteId;
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
    /// Where the limits come from.
    pub source: Source,
    /// How sure they are.
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
