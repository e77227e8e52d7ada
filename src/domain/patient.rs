//! What bears on a patient's treatment, and the clinic's vocabulary for it (`facts.json`).

use crate::domain::content::{About, Confidence, Source};
use crate::domain::formulation::condition::Condition;
use crate::domain::ids::{IngredientId, Word};
use crate::domain::labs::result::LabResult;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sex as the cut-offs and the drug rules ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sex {
    /// Female.
    F,
    /// Male.
    M,
}

/// Whole years; a range where the record gives only a year or a month of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// At least so many years.
    pub from: u16,
    /// At most so many years.
    pub to: u16,
}

/// A stage on one of the clinic's scales: Norwood III.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// `norwood`, `ludwig`, `sinclair`.
    pub scale: Word,
    /// The step on it: `III-vertex`.
    pub value: Word,
}

/// What the record says about allergies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allergies {
    /// These.
    Listed(Vec<Word>),
    /// It was asked, and there are none.
    NoneKnown,
    /// Nobody wrote anything down.
    NotRecorded,
}

/// A fact that may be asked whether it is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The date of birth.
    Age,
    /// The sex.
    Sex,
    /// Allergies, or that there are none.
    Allergies,
    /// A yes-or-no fact of the vocabulary.
    Fact(Word),
    /// The day of the hair transplant.
    TransplantDay,
}

/// When the hair transplant was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transplant {
    /// There was none.
    None,
    /// So many days ago.
    DaysAgo(i64),
    /// There was one; the day is not known.
    DayNotGiven,
}

/// How an unanswered yes-or-no fact is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// A case file is a complete answer: what is not there is a no.
    No,
    /// A clinic's record is not: what is not there is open.
    Open,
}

/// Everything about a patient that the rules may ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Patient {
    /// Whole years, where known.
    pub age: Option<Age>,
    /// Where known.
    pub sex: Option<Sex>,
    /// Answered yes-or-no facts.
    pub facts: BTreeMap<Word, bool>,
    /// How the others are read.
    pub unanswered: Unanswered,
    /// Types of hair loss.
    pub types: Vec<Word>,
    /// The stage, where one was written.
    pub stage: Option<Stage>,
    /// Allergies.
    pub allergies: Allergies,
    /// Other illnesses.
    pub conditions: Vec<Word>,
    /// Medicines taken.
    pub medicines: Vec<Word>,
    /// What the patient wants.
    pub wishes: Vec<Word>,
    /// Treatments beside this one.
    pub adjuncts: Vec<Word>,
    /// The hair transplant.
    pub transplant: Transplant,
    /// Days until a planned blood test, where one is planned.
    pub blood_test_in_days: Option<i64>,
    /// Laboratory results, in the order listed.
    pub results: Vec<LabResult>,
    /// The day the rules are asked.
    pub as_of: NaiveDate,
}

/// The clinic's words for what bears on treatment, and the codes that carry them in a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Author, version, signature.
    pub about: About,
    /// Short names for code systems: `icd10` → its address.
    pub systems: BTreeMap<Box<str>, Box<str>>,
    /// Systems whose codes are read as those of another: `icd10cm` → `icd10`.
    pub read_as: BTreeMap<Box<str>, Box<str>>,
    /// The short name of the portal's own system, where any word is its own code.
    pub own_system: Box<str>,
    /// Codes of a record that answer a question with yes.
    pub yes: Vec<Code>,
    /// Codes of a record that answer a question with no.
    pub no: Vec<Code>,
    /// Spellings of units met in records: `mIU/L` → `m[IU]/L`. The sign for micro is read as `u`.
    pub unit_spellings: BTreeMap<Box<str>, Box<str>>,
    /// Types of hair loss.
    pub types: Vec<TypeWord>,
    /// The type taken where a record names hair loss that no type above carries.
    pub unknown_type: CodedWord,
    /// Scales of severity.
    pub stages: Vec<Scale>,
    /// Yes-or-no facts.
    pub facts: Vec<FactWord>,
    /// Allergies.
    pub allergies: Vec<CodedWord>,
    /// The code that says that there are no known allergies.
    pub no_known_allergies: Vec<Code>,
    /// Other illnesses.
    pub conditions: Vec<CodedWord>,
    /// Medicines.
    pub medicines: Vec<CodedWord>,
    /// Wishes.
    pub wishes: Vec<CodedWord>,
    /// Treatments beside this one.
    pub adjuncts: Vec<CodedWord>,
    /// Procedures the portal knows: the session itself, a transplant.
    pub procedures: Vec<CodedWord>,
    /// What a patient may report to the clinic, in the order in which it is offered.
    pub reports: Vec<ReportKind>,
    /// Ingredients that put biotin into the blood.
    pub biotin_ingredients: Vec<IngredientId>,
    /// Codes that say that nobody has asked: as if nothing were there.
    pub not_asked: Vec<Code>,
    /// Codes that are understood and that no rule asks for, so that nobody is told of them.
    pub no_effect: Vec<Code>,
}

/// A word and the codes that carry it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodedWord {
    /// The word.
    pub id: Word,
    /// Codes of a record that mean it. A code that ends in `*` stands for all that begin so.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// For an illness: how long it counts after the record says that it is over; not at all
    /// where empty.
    #[serde(default)]
    pub past: Option<Past>,
}

/// How long an illness counts after it is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// So many years; for ever where empty. One whose end is not dated counts too.
    pub years: Option<u32>,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A type of hair loss.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeWord {
    /// The word.
    pub id: Word,
    /// Whether the clinic's description lists it among those who benefit.
    pub listed: bool,
    /// Codes of a record that mean it.
    #[serde(default)]
    pub codes: Vec<Code>,
}

/// A scale of severity and its steps, mildest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The scale.
    pub scale: Word,
    /// Its steps.
    pub values: Vec<Word>,
}

/// A yes-or-no fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactWord {
    /// The word.
    pub id: Word,
    /// Whether silence in a record leaves it open (else silence is a no).
    #[serde(default)]
    pub open: bool,
    /// Where it cannot be, so that silence is a no.
    #[serde(default)]
    pub cannot_be: Option<Condition>,
    /// Codes of a record that mean it.
    #[serde(default)]
    pub codes: Vec<Code>,
    /// Codes of a record that deny it.
    #[serde(default)]
    pub denied_by: Vec<Code>,
    /// Codes of a record that ask and leave it open.
    #[serde(default)]
    pub left_open_by: Vec<Code>,
    /// How long an answer counts; for ever where empty.
    #[serde(default)]
    pub counts: Option<Counts>,
}

/// How long the answer to a yes-or-no fact counts after its day. An undated yes counts, an
/// undated no does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Days for which a yes counts.
    pub yes_days: u32,
    /// Days for which a no counts.
    pub no_days: u32,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A kind of report that a patient may make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportKind {
    /// Its name: `allergy`.
    pub id: Word,
    /// From what the patient chooses.
    pub asks: Asks,
    /// The yes-or-no facts to choose from, where it asks for those.
    #[serde(default)]
    pub facts: Vec<Word>,
    /// Whether a day belongs to it, and which.
    #[serde(default)]
    pub day: Option<DayAsked>,
}

/// From what a patient chooses in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Yes-or-no facts.
    Facts,
    /// The vocabulary's allergies, or another one in words.
    Allergies,
    /// Its medicines, or another one in words.
    Medicines,
    /// Its illnesses, or another one in words.
    Conditions,
    /// Its treatments beside this one.
    Adjuncts,
    /// Its wishes.
    Wishes,
    /// Nothing but the day of a blood test.
    BloodTest,
    /// Only words.
    Words,
}

/// Which day a report asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayAsked {
    /// Today or one that lies ahead.
    Ahead,
    /// Any day.
    Any,
}

/// A code of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The short name of its system.
    pub system: Box<str>,
    /// The code.
    pub code: Box<str>,
    /// Only for this sex.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Only if it began fewer months ago than this; else the next entry with the code is meant.
    #[serde(default)]
    pub began_under_months: Option<u32>,
    /// Only together with one of these codes of the same system, or of another one
    /// (`snomed|87522002`).
    #[serde(default)]
    pub together_with: Vec<Box<str>>,
    /// For an observation: only with this value, a code of the same system table.
    #[serde(default)]
    pub answer: Option<Box<Code>>,
}

impl Vocabulary {
    /// Whether the clinic's description lists the type among those who benefit.
    pub fn lists(&self, type_: &Word) -> bool {
        self.types.iter().any(|word| word.listed && word.id == *type_)
    }

    /// The yes-or-no fact of that name.
    pub fn fact(&self, id: &Word) -> Option<&FactWord> {
        self.facts.iter().find(|fact| fact.id == *id)
    }

    /// Whether the scale has the step.
    pub fn has_stage(&self, stage: &Stage) -> bool {
        self.stages.iter().any(|scale| scale.scale == stage.scale && scale.values.contains(&stage.value))
    }
}

impl Patient {
    /// A patient of whom nothing is known, on a day.
    pub fn unknown(as_of: NaiveDate, unanswered: Unanswered) -> Self {
        Self {
            age: None,
            sex: None,
            facts: BTreeMap::new(),
            unanswered,
            types: Vec::new(),
            stage: None,
            allergies: Allergies::NotRecorded,
            conditions: Vec::new(),
            medicines: Vec::new(),
            wishes: Vec::new(),
            adjuncts: Vec::new(),
            transplant: Transplant::None,
            blood_test_in_days: None,
            results: Vec::new(),
            as_of,
        }
    }
}
