//! What of a record is not used, or used with a doubt, and why: told to the patient, never dropped.

use crate::domain::ids::{AnalyteId, Word};
use chrono::NaiveDate;
use core::fmt;

/// A part of the record and why it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotUnderstood {
    /// Which: `Observation/ferritin-1`, or `entry 4 (Observation)` where it has no id.
    pub what: String,
    /// Why.
    pub why: WhyNot,
}

/// The most parts that are listed. A file with more of them is refused: nobody could read the list,
/// and a file may hold millions.
pub const MOST: usize = 50_000;

/// Lists a part; one more than the most at last, by which it is known that there are too many.
pub fn list(listed: &mut Vec<NotUnderstood>, what: String, why: WhyNot) {
    if listed.len() <= MOST {
        listed.push(NotUnderstood { what, why });
    }
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

/// A blood value outside limits of the panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfLimits {
    /// The blood value.
    pub analyte: AnalyteId,
    /// The number as written.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// The lowest number inside, in the usual unit.
    pub from: String,
    /// The highest number inside, in the usual unit.
    pub to: String,
    /// The usual unit.
    pub usual: String,
}

/// Why a part of the record is listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// A resource type the portal does not read.
    #[error("the portal does not read a resource of the type {0}")]
    UnknownResource(String),
    /// An entry of the Bundle without a resource.
    #[error("there is no resource in it")]
    NoResource,
    /// A modifier extension or implicit rules.
    #[error("it carries `{0}`, which may change its meaning, so it is not used")]
    Modified(String),
    /// Written by mistake.
    #[error("it is marked as entered in error, so it is not used")]
    EnteredInError,
    /// A status with which it does not count.
    #[error("its status is `{0}`, so it is not used")]
    StatusNotUsed(String),
    /// It is about somebody or something else.
    #[error("it is about {0}, not about this patient, so it is not used")]
    OtherPatient(String),
    /// It refers to something that is not in the Bundle.
    #[error("it refers to {0}, which is not in the file")]
    BrokenReference(String),
    /// What the patient reported in their own words.
    #[error("you told this in your own words; no rule reads it, the clinic has to")]
    ForTheClinic,
    /// No code and no text.
    #[error("it has neither a code nor a text, so it is not used")]
    NoCode,
    /// A code or text the clinic's vocabulary does not have.
    #[error("the clinic's vocabulary does not have `{0}`, so it is not used; show it to the doctor")]
    UnknownCode(String),
    /// An allergy the clinic's vocabulary does not have.
    #[error("the rules do not know the allergy `{0}`; tell the doctor of it before anything is injected")]
    UnknownAllergy(String),
    /// Codes that mean different things here.
    #[error("its codes mean different things, so it is not used")]
    SeveralMeanings,
    /// A kind of hair loss that no type carries.
    #[error("`{0}` is a kind of hair loss the rules do not know; it is read as unknown")]
    UnknownHairLoss(String),
    /// What the code means hangs on the sex.
    #[error("what `{0}` means depends on the sex, which the record does not give; it is read as unknown")]
    SexNeeded(String),
    /// What the code means hangs on when it began.
    #[error(
        "what `{code}` means depends on when it began, which the record does not give; it is read as {read_as}"
    )]
    OnsetNeeded {
        /// The code.
        code: String,
        /// The type taken.
        read_as: Word,
    },
    /// A diagnosis that is not confirmed.
    #[error("it is only `{0}`; it is used all the same")]
    NotConfirmed(String),
    /// A stage of no scale of the clinic.
    #[error("the stage `{0}` is on none of the clinic's scales, so it is not used")]
    UnknownStage(String),
    /// More than one stage.
    #[error("the record has more than one stage; the later one is used")]
    SeveralStages,
    /// No date.
    #[error("it has no date, so it is not used")]
    NoDate,
    /// A date that cannot be read.
    #[error("`{0}` is not a whole date, so it is not used")]
    BadDate(String),
    /// A day still to come.
    #[error("its date {0} is in the future, so it is not used")]
    Future(NaiveDate),
    /// An answer that no longer counts.
    #[error("it is from {day}; such an answer counts for {days} days, so please answer again")]
    TooOld {
        /// Its day.
        day: NaiveDate,
        /// How long it counts.
        days: u32,
    },
    /// An answer that counts for a while only, without its day.
    #[error("it has no date, and such an answer counts for {0} days only, so please answer again")]
    Undated(u32),
    /// Two answers of one day that contradict each other.
    #[error("it contradicts another answer on `{0}`; the yes is used")]
    Contradicted(Word),
    /// An answer that is neither yes nor no.
    #[error("its answer `{0}` is not understood, so the question stays open")]
    UnknownAnswer(String),
    /// No value.
    #[error("it has no value{}", reason.as_ref().map_or(String::new(), |why| format!(" ({why})")))]
    NoValue {
        /// The record's own reason.
        reason: Option<String>,
    },
    /// A value that is no number with a unit.
    #[error("its value is no number with a unit, so it is not used")]
    NotAQuantity,
    /// A value without a unit.
    #[error("its value {0} has no unit, so it is not used; ask the laboratory for the unit")]
    NoUnit(String),
    /// A unit of something else.
    #[error("{analyte} is not measured in `{unit}`, so the value is not used; it should be in {usual}")]
    Unit {
        /// The blood value.
        analyte: AnalyteId,
        /// The unit as written.
        unit: String,
        /// The usual unit.
        usual: String,
    },
    /// The unit's code and its text say different things.
    #[error("its unit is coded as `{code}` but written as `{text}`, so the value is not used")]
    UnitsDisagree {
        /// The code.
        code: String,
        /// The text.
        text: String,
    },
    /// "Less than", "more than".
    #[error("its value is only a bound (`{0}`), so it is not used")]
    Comparator(String),
    /// A number that cannot be kept exactly.
    #[error("`{0}` is not a number of at most 17 digits, so it is not used")]
    NotANumber(String),
    /// Outside what is believed.
    #[error("{} {} {} is not believed (it should lie between {} and {} {}), so it is not used", .0.analyte, .0.value, .0.unit, .0.from, .0.to, .0.usual)]
    Implausible(Box<OutOfLimits>),
    /// Possible, but worth asking.
    #[error("{} {} {} is unusual (mostly between {} and {} {}); it is used, but check it against the report", .0.analyte, .0.value, .0.unit, .0.from, .0.to, .0.usual)]
    AskAgain(Box<OutOfLimits>),
    /// An ingredient the formulary does not have.
    #[error("the formulary has no ingredient `{0}`")]
    UnknownIngredient(String),
    /// A session of which only the day is known.
    #[error("it does not say at what time the session ended, so its aftercare clock cannot run")]
    NoEnd,
    /// Something was injected, in no session of the record.
    #[error("it is part of no session in the file, so it is not used")]
    NoSession,
    /// An appointment that does not say what for.
    #[error("it does not say what for; it is read as a session")]
    PurposeNotSaid,
}

impl WhyNot {
    /// Whether it is used all the same, and listed as a doubt only.
    pub fn is_used(&self) -> bool {
        match self {
            Self::NotConfirmed(_)
            | Self::OnsetNeeded { .. }
            | Self::SeveralStages
            | Self::Contradicted(_)
            | Self::AskAgain(_)
            | Self::NoEnd
            | Self::PurposeNotSaid => true,
            Self::UnknownResource(_)
            | Self::ForTheClinic
            | Self::NoResource
            | Self::Modified(_)
            | Self::EnteredInError
            | Self::StatusNotUsed(_)
            | Self::OtherPatient(_)
            | Self::BrokenReference(_)
            | Self::NoCode
            | Self::UnknownCode(_)
            | Self::UnknownAllergy(_)
            | Self::SeveralMeanings
            | Self::UnknownHairLoss(_)
            | Self::SexNeeded(_)
            | Self::UnknownStage(_)
            | Self::NoDate
            | Self::BadDate(_)
            | Self::Future(_)
            | Self::TooOld { .. }
            | Self::Undated(_)
            | Self::UnknownAnswer(_)
            | Self::NoValue { .. }
            | Self::NotAQuantity
            | Self::NoUnit(_)
            | Self::Unit { .. }
            | Self::UnitsDisagree { .. }
            | Self::Comparator(_)
            | Self::NotANumber(_)
            | Self::Implausible(_)
            | Self::UnknownIngredient(_)
            | Self::NoSession => false,
        }
    }
}
