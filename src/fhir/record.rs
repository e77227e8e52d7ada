//! A patient's record: one Bundle, read for the rules, kept whole.

use crate::domain::aftercare::preparation::Appointed;
use crate::domain::formulation::proposal::Rules;
use crate::domain::formulation::signed::SignedPlan;
use crate::domain::ids::{IngredientId, Word};
use crate::domain::patient::Patient;
use crate::domain::scheduling::protocol::Course;
use crate::fhir::away::Away;
use crate::fhir::bundle::Entries;
use crate::fhir::facts::Words;
use crate::fhir::moment::{Moment, WallClock};
use crate::fhir::not_understood::{MOST, NotUnderstood};
use crate::fhir::reading::{Context, Reading};
use crate::fhir::visit::VisitTold;
use crate::fhir::{care_plan, condition, json, patient, procedure, value};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// The smallest size of a file that is refused: 20 MB, a megabyte being a million bytes.
pub const TOO_LARGE: usize = 20_000_000;

/// A record that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Everything that came, untouched.
    pub bundle: Value,
    /// The patient's name as written; show it isolated, it may run right to left.
    pub patient_name: Option<String>,
    /// The name to speak to the patient by.
    pub given_name: Option<String>,
    /// The birth date, as exact as it was written.
    pub born: Option<Moment>,
    /// What the rules may ask for.
    pub patient: Patient,
    /// Sessions that were given, oldest first.
    pub given: Vec<GivenSession>,
    /// Days of sessions that were recorded as not given.
    pub not_given: Vec<NaiveDate>,
    /// Appointments for sessions, soonest first, past ones included.
    pub booked: Vec<Booked>,
    /// Appointments for sessions that the patient has cancelled here, soonest first, past ones
    /// included; their status is the one they had before.
    pub cancelled: Vec<Booked>,
    /// Days on which the patient is away, as they have told, soonest first, past ones left out.
    pub away: Vec<Away>,
    /// What the patient has told around sessions, the oldest first.
    pub visits: Vec<VisitTold>,
    /// The plan on file, where there is one.
    pub plan: Option<PlanOnFile>,
    /// The versions before it, newest first.
    pub earlier_plans: Vec<PlanOnFile>,
    /// Other treatments of the scalp that were done, oldest first.
    pub other_procedures: Vec<OtherProcedure>,
    /// What is not used or used with a doubt, in the record's order.
    pub not_understood: Vec<NotUnderstood>,
    /// Lists on which nothing at all was recorded.
    pub nothing_recorded: NothingRecorded,
}

/// A session that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSession {
    /// When it ended, where the record says so to the minute: the aftercare clock's zero.
    pub ended: Option<DateTime<Utc>>,
    /// When it started, where the record says so.
    pub started: Option<DateTime<Utc>>,
    /// Its day on the clinic's calendar.
    pub day: NaiveDate,
    /// What was injected, as far as recorded.
    pub injected: Vec<Injected>,
    /// Whether the patient recorded it, not the clinic.
    pub told: bool,
}

/// An ingredient that was injected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Injected {
    /// Which.
    pub ingredient: IngredientId,
    /// The batch on the label of what it came from, where recorded.
    pub batch: Option<String>,
}

impl GivenSession {
    /// The ingredients that were injected.
    pub fn ingredients(&self) -> Vec<IngredientId> {
        self.injected.iter().map(|injected| injected.ingredient.clone()).collect()
    }
}

/// An appointment for a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// Its day on the clinic's calendar.
    pub day: NaiveDate,
    /// Whether the clinic has agreed.
    pub status: BookedStatus,
    /// The name of its resource; empty where the file gives it none: such a one cannot be changed.
    pub id: String,
    /// The id of its slot, where one is named.
    pub slot: Option<String>,
    /// The claim (a uuid) under which the patient holds the slot; empty where the clinic has made the
    /// appointment.
    pub claim: Option<String>,
    /// How often the patient has moved it.
    pub moves: u32,
    /// How often the patient has changed it at all: moved it, cancelled it, put it back. A calendar
    /// takes the version of it that was changed most.
    pub changes: u32,
}

impl Booked {
    /// What getting ready for it counts from.
    pub fn appointed(&self) -> Appointed {
        Appointed { start: self.start, day: self.day }
    }
}

/// Whether the clinic has agreed to an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookedStatus {
    /// It has.
    Booked,
    /// It was asked and has not answered.
    Requested,
}

/// The plan the clinic has on file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOnFile {
    /// Its title.
    pub title: Option<String>,
    /// Its status: `active`.
    pub status: String,
    /// Who signed it; nobody where empty.
    pub signed_by: Option<String>,
    /// The day of the signature.
    pub signed_on: Option<NaiveDate>,
    /// The version of the clinic's rules that lay before the doctor, where recorded.
    pub rules_version: Option<u32>,
    /// The ingredients it orders; empty where they are not recorded.
    pub cocktail: Vec<IngredientId>,
    /// The doctor's own words on it.
    pub note: Option<String>,
    /// The course it orders, where it can be read.
    pub course: Option<Course>,
}

impl PlanOnFile {
    /// What the doctor signed; nothing where the signature or the ingredients are not recorded.
    pub fn signed(&self) -> Option<SignedPlan> {
        let plan = SignedPlan {
            by: self.signed_by.clone()?,
            on: self.signed_on?,
            cocktail: self.cocktail.clone(),
            rules_version: self.rules_version,
        };
        (!plan.cocktail.is_empty()).then_some(plan)
    }
}

/// PRP, GFC or a hair transplant that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherProcedure {
    /// Which: `prp`, `gfc`, `hair_transplant`.
    pub what: Word,
    /// Its day on the clinic's calendar, where recorded.
    pub day: Option<NaiveDate>,
}

/// Lists on which nothing at all was recorded, not even that there is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NothingRecorded {
    /// No illness beside hair loss.
    pub conditions: bool,
    /// No medicine.
    pub medicines: bool,
}

/// Why a file was not read as a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not UTF-8.
    #[error(
        "the file is not readable text from byte {byte} on; ask the clinic for the record as a FHIR file (JSON)"
    )]
    NotText {
        /// The first byte that cannot be read.
        byte: usize,
    },
    /// Not JSON.
    #[error(
        "the file is not JSON: line {line} cannot be read; ask the clinic for the record as a FHIR file (JSON)"
    )]
    NotJson {
        /// The line of the fault, 1 for the first.
        line: usize,
    },
    /// Too large.
    #[error(
        "the file has {bytes} bytes, and only files under {limit} bytes are opened; ask the clinic for your record without pictures"
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The smallest size that is refused.
        limit: usize,
    },
    /// JSON of something else.
    #[error("the file is {}, not a FHIR Bundle; ask the clinic for the whole record as one Bundle", found.as_ref().map_or("JSON of another kind".to_owned(), |kind| format!("a FHIR {kind}")))]
    NotABundle {
        /// The type it has, where it has one.
        found: Option<String>,
    },
    /// Nobody's record.
    #[error(
        "the Bundle has no Patient, so it cannot be told whose record it is; ask the clinic for the whole record"
    )]
    NoPatient,
    /// More of it than can be listed is not understood.
    #[error(
        "more than {limit} parts of the file are not understood; ask the clinic for the record of your treatment alone"
    )]
    TooMuchUnknown {
        /// So many are listed.
        limit: usize,
    },
    /// The record of several people.
    #[error(
        "the Bundle has {count} Patients, and only the record of one person is opened; ask the clinic for yours alone"
    )]
    SeveralPatients {
        /// How many.
        count: usize,
    },
}

impl Refusal {
    /// The key of the patient's words for it.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotText { .. } => "refusal.not_text",
            Self::NotJson { .. } => "refusal.not_json",
            Self::TooLarge { .. } => "refusal.too_large",
            Self::NotABundle { .. } => "refusal.not_a_bundle",
            Self::NoPatient => "refusal.no_patient",
            Self::SeveralPatients { .. } => "refusal.several_patients",
            Self::TooMuchUnknown { .. } => "refusal.too_much_unknown",
        }
    }
}

/// Reads the bytes of a file as JSON.
///
/// # Errors
/// [`Refusal`] for a file that is too large, no text or no JSON.
pub fn document(bytes: &[u8]) -> Result<Value, Refusal> {
    if bytes.len() >= TOO_LARGE {
        return Err(Refusal::TooLarge { bytes: bytes.len(), limit: TOO_LARGE });
    }
    let text = core::str::from_utf8(bytes).map_err(|fault| Refusal::NotText { byte: fault.valid_up_to() })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    json::read(text).map_err(|fault| Refusal::NotJson { line: fault.line().max(1) })
}

impl Record {
    /// Reads the bytes of a file as the record of one patient, as of a day. What is asked on
    /// another day is read again.
    ///
    /// # Errors
    /// [`Refusal`] for a file that is not the Bundle of exactly one patient, or that is hardly
    /// understood.
    pub fn read(
        bytes: &[u8],
        rules: Rules<'_>,
        clock: WallClock<'_>,
        as_of: NaiveDate,
    ) -> Result<Self, Refusal> {
        Self::of(document(bytes)?, rules, clock, as_of)
    }

    /// Reads a document as the record of one patient, as of a day.
    ///
    /// # Errors
    /// [`Refusal`] for a document that is not the Bundle of exactly one patient, or that is hardly
    /// understood.
    pub fn of(
        bundle: Value,
        rules: Rules<'_>,
        clock: WallClock<'_>,
        as_of: NaiveDate,
    ) -> Result<Self, Refusal> {
        let (read, (patient_name, given_name)) = read(&bundle, rules, clock, as_of)?;
        let (plan, earlier_plans) = care_plan::versions(&read.plans);
        Ok(Self {
            patient_name,
            given_name,
            born: read.born,
            patient: read.patient,
            given: read.given,
            not_given: read.not_given,
            booked: read.booked,
            cancelled: read.cancelled,
            away: read.away,
            visits: read.visits,
            plan,
            earlier_plans,
            other_procedures: read.other_procedures,
            not_understood: read.not_understood,
            nothing_recorded: read.nothing_recorded,
            bundle,
        })
    }

    /// The record as JSON, with everything in it that came.
    pub fn write(&self) -> String {
        json::write(&self.bundle)
    }
}

/// What the rules may ask for as the record stood on another day: results, answers and reports of
/// later days left out.
///
/// # Errors
/// [`Refusal`] for a document that is not the Bundle of exactly one patient.
pub fn patient_as_of(
    bundle: &Value,
    rules: Rules<'_>,
    clock: WallClock<'_>,
    as_of: NaiveDate,
) -> Result<Patient, Refusal> {
    Ok(read(bundle, rules, clock, as_of)?.0.patient)
}

/// The name as written, and the name to speak by.
type Names = (Option<String>, Option<String>);

fn read(
    bundle: &Value,
    rules: Rules<'_>,
    clock: WallClock<'_>,
    as_of: NaiveDate,
) -> Result<(Reading, Names), Refusal> {
    let found = value::text_at(bundle, "/resourceType");
    if found != Some("Bundle") {
        return Err(Refusal::NotABundle { found: found.map(value::shown) });
    }
    let mut read = Reading::new(as_of);
    let entries = Entries::of(bundle, &mut read.not_understood);
    let patients: Vec<_> = entries.of_kind("Patient").collect();
    let person = match patients.as_slice() {
        [] => return Err(Refusal::NoPatient),
        [one] => **one,
        several => {
            return Err(Refusal::SeveralPatients { count: several.len() });
        }
    };
    let names = patient::names(person.resource);
    let words = Words(rules.vocabulary);
    let (administrations, stray) = procedure::administrations(&entries);
    let context = Context {
        administrations,
        orders: care_plan::orders_by_plan(&entries),
        stray,
        rules,
        words,
        clock,
        as_of,
        entries: &entries,
        person,
        beside: condition::counting_codes(&entries, words),
    };
    read.everything(&context);
    if read.not_understood.len() > MOST {
        return Err(Refusal::TooMuchUnknown { limit: MOST });
    }
    Ok((read, names))
}
