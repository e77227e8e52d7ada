//! What a patient reports to the clinic: one `QuestionnaireResponse` each, written here and read back
//! as what the clinic itself would have written.
//!
//! A report only ever adds: an allergy, a pregnancy, a result. That something is over is for the
//! clinic to record.

use crate::domain::ids::{AnalyteId, Word};
use crate::domain::patient::{Asks, ReportKind};
use crate::domain::time;
use crate::domain::units::Decimal;
use crate::fhir::AFTER_BIOTIN;
use crate::fhir::bundle::{Entries, Entry};
use crate::fhir::facts::Words;
use crate::fhir::json::object;
use crate::fhir::moment::Moment;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::questionnaire::{answer, item, response};
use crate::fhir::reading::{Context, Reading, reader};
use crate::fhir::record::Record;
use crate::fhir::value::{at, shown, text_at};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// The questionnaire that a report answers.
pub const REPORT: &str = "https://sapphireroots.example/fhir/Questionnaire/report";

/// What a patient reports.
#[derive(Debug, Clone, PartialEq)]
pub enum Reported {
    /// That something changed.
    Said {
        /// Which kind of report of the vocabulary.
        kind: Word,
        /// One of the clinic's words, where one fits.
        word: Option<Word>,
        /// The patient's own words.
        words: Option<String>,
        /// Its day.
        day: Option<NaiveDate>,
    },
    /// A laboratory result from the patient's own papers.
    Result {
        /// Which blood value.
        analyte: AnalyteId,
        /// The number as typed.
        value: Decimal,
        /// Its unit, in UCUM.
        unit: Box<str>,
        /// The day of the draw.
        drawn: NaiveDate,
        /// Whether biotin was taken or injected within the hold time before.
        after_biotin: bool,
    },
}

const RESULT: &str = "result";
const ANALYTE: &str = "analyte";
const DAY: &str = "day";
const WORDS: &str = "words";
const BIOTIN: &str = "after_biotin";

impl Reported {
    /// The report as a resource of the record, made at an instant.
    pub fn resource(&self, record: &Record, words: Words<'_>, at: DateTime<Utc>) -> Value {
        let own = |code: &str| {
            let system = words.own_address().into();
            ("valueCoding", object([("system", system), ("code", code.into())]))
        };
        let text = |text: &str| ("valueString", text.into());
        let date = |day: &NaiveDate| ("valueDate", day.to_string().into());
        let items = match self {
            Self::Said { kind, word, words, day } => {
                let said = word.as_ref().map(|word| item(kind.as_str(), own(word.as_str())));
                let kind_alone = || item(kind.as_str(), ("valueBoolean", true.into()));
                let said = [Some(said.unwrap_or_else(kind_alone))];
                let words = words.as_ref().map(|words| item(WORDS, text(words)));
                let day = day.as_ref().map(|day| item(DAY, date(day)));
                said.into_iter().chain([words, day]).flatten().collect()
            }
            Self::Result { analyte, value, unit, drawn, after_biotin } => {
                let quantity = object([
                    ("value", number(*value)),
                    ("unit", (&**unit).into()),
                    ("system", words.address("ucum").into()),
                    ("code", (&**unit).into()),
                ]);
                vec![
                    item(RESULT, ("valueQuantity", quantity)),
                    item(ANALYTE, own(analyte.as_str())),
                    item(DAY, date(drawn)),
                    item(BIOTIN, ("valueBoolean", (*after_biotin).into())),
                ]
            }
        };
        let id = ["report-", &at.timestamp_millis().to_string()].concat();
        response(record, REPORT, id, items, at)
    }

    /// Reads a report back; nothing where it is none of the portal's or lacks a part.
    pub fn read(resource: &Value) -> Option<Self> {
        if text_at(resource, "/questionnaire") != Some(REPORT) {
            return None;
        }
        let answer = |link| answer(resource, link);
        let day = || answer(DAY).and_then(|day| time::day(text_at(day, "/valueDate")?).ok());
        let word = |answer: &Value| Word::try_from(text_at(answer, "/valueCoding/code")?).ok();
        if let Some(result) = answer(RESULT) {
            let Some(Value::Number(number)) = at(result, "/valueQuantity/value") else {
                return None;
            };
            return Some(Self::Result {
                analyte: text_at(answer(ANALYTE)?, "/valueCoding/code")?.try_into().ok()?,
                value: number.as_str().parse().ok()?,
                unit: text_at(result, "/valueQuantity/code")?.into(),
                drawn: day()?,
                after_biotin: answer(BIOTIN).and_then(|biotin| biotin.get("valueBoolean")?.as_bool())?,
            });
        }
        let kind = text_at(resource, "/item/0/linkId")?;
        Some(Self::Said {
            kind: kind.try_into().ok()?,
            word: answer(kind).and_then(word),
            words: answer(WORDS).and_then(|words| text_at(words, "/valueString")).map(str::to_owned),
            day: day(),
        })
    }
}

/// Reads a report as what the clinic would have written. One of a later day counts not yet.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let Some(reported) = Reported::read(entry.resource) else {
        return read.note(entry.name(), WhyNot::UnknownResource(shown(entry.kind)));
    };
    let authored = text_at(entry.resource, "/authored").and_then(Moment::read);
    let Some(told) = authored.and_then(|at| at.day(context.clock)) else {
        return read.note(entry.name(), WhyNot::NoDate);
    };
    if told > context.as_of {
        return;
    }
    let results = read.patient.results.len();
    if let Some((kind, resource)) = as_the_clinic_writes(context, &reported, told, read, entry)
        && let Some((reads, _)) = reader(kind)
    {
        reads(context, &Entry { resource: &resource, kind, ..*entry }, read);
    }
    for result in read.patient.results.iter_mut().skip(results) {
        result.set_told();
    }
}

/// The resource that says the same; nothing where none is needed.
fn as_the_clinic_writes(
    context: &Context<'_>,
    reported: &Reported,
    told: NaiveDate,
    read: &mut Reading,
    entry: &Entry<'_>,
) -> Option<(&'static str, Value)> {
    let words = context.words;
    let id = text_at(entry.resource, "/id").unwrap_or_default();
    let own = |code: &str| {
        let coding = object([("system", words.own_address().into()), ("code", code.into())]);
        object([("coding", Value::Array(vec![coding]))])
    };
    match reported {
        Reported::Result { analyte, value, unit, drawn, after_biotin } => {
            let quantity = object([
                ("value", number(*value)),
                ("system", words.address("ucum").into()),
                ("code", (&**unit).into()),
            ]);
            let biotin = object([("url", AFTER_BIOTIN.into()), ("valueBoolean", (*after_biotin).into())]);
            let observation = object([
                ("id", id.into()),
                ("extension", Value::Array(vec![biotin])),
                ("status", "final".into()),
                ("code", own(analyte.as_str())),
                ("effectiveDateTime", drawn.to_string().into()),
                ("valueQuantity", quantity),
            ]);
            Some(("Observation", observation))
        }
        Reported::Said { kind, word, words: said, day } => {
            let concept = match (word, said) {
                (Some(word), _) => own(word.as_str()),
                (None, Some(said)) => object([("text", said.as_str().into())]),
                (None, None) => Value::Null,
            };
            let known = context.rules.vocabulary.reports.iter().find(|known| known.id == *kind);
            let asks = known.map_or(Asks::Words, |known: &ReportKind| known.asks);
            let observation = |day: NaiveDate| {
                let observation = object([
                    ("id", id.into()),
                    ("status", "final".into()),
                    ("code", concept.clone()),
                    ("effectiveDateTime", day.to_string().into()),
                    ("valueBoolean", true.into()),
                ]);
                Some(("Observation", observation))
            };
            match asks {
                Asks::Facts | Asks::Wishes | Asks::Adjuncts => observation(told),
                Asks::Allergies => {
                    Some(("AllergyIntolerance", object([("id", id.into()), ("code", concept)])))
                }
                Asks::Conditions => Some(("Condition", object([("id", id.into()), ("code", concept)]))),
                Asks::Medicines => {
                    let medicine = [
                        ("id", id.into()),
                        ("status", "active".into()),
                        ("medicationCodeableConcept", concept),
                    ];
                    Some(("MedicationStatement", object(medicine)))
                }
                Asks::BloodTest => {
                    if let Some(day) = day {
                        read.blood_test_on(*day);
                    }
                    None
                }
                Asks::Words => {
                    read.note(entry.name(), WhyNot::ForTheClinic);
                    None
                }
            }
        }
    }
}

fn number(value: Decimal) -> Value {
    // A decimal is a number of JSON as it stands.
    crate::fhir::json::read(&value.to_string()).unwrap_or_default()
}

impl Record {
    /// The reference by which a resource beside the record names its patient.
    pub fn patient_reference(&self) -> Value {
        let entries = Entries::of(&self.bundle, &mut Vec::new());
        match entries.reference("Patient") {
            Some(reference) => object([("reference", reference.into())]),
            None => object([("display", self.patient_name.clone().unwrap_or_default().into())]),
        }
    }
}
