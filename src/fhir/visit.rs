//! What the patient tells around a session: the answers before it, that they have read what is planned,
//! when the numbing cream went on, how comfortable it was, and what was due in the weeks after. One
//! `QuestionnaireResponse` each, written here and read back.

use crate::domain::aftercare::comfort::Comfort;
use crate::domain::aftercare::precheck::Answer;
use crate::domain::aftercare::weekly::{Answered, CheckDone};
use crate::domain::ids::{CareId, IngredientId};
use crate::domain::time::{self, written};
use crate::fhir::bundle::Entry;
use crate::fhir::facts::Words;
use crate::fhir::json::{self, object};
use crate::fhir::moment::Moment;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::questionnaire::{answer, item, response};
use crate::fhir::reading::Reading;
use crate::fhir::record::Record;
use crate::fhir::told::TOLD;
use crate::fhir::value::{list_at, shown, text_at};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

/// The questionnaire of the answers before a session: `session` (`valueDateTime`), when it starts, and
/// for each question its name with the option (`valueCoding`).
pub const PRECHECK: &str = "https://sapphireroots.example/fhir/Questionnaire/precheck";
/// That the patient has read what is planned: `session`, `signed_on` (`valueDate`) and `signed_by`
/// (`valueString`) of the plan where it is signed, the version of the content, `content`
/// (`valueInteger`), and for each ingredient an `ingredient` (`valueCoding`) with its name.
pub const CONSENT: &str = "https://sapphireroots.example/fhir/Questionnaire/consent";
/// The numbing cream: `session`, and `cream` (`valueDateTime`), when it went on.
pub const CREAM: &str = "https://sapphireroots.example/fhir/Questionnaire/numbing-cream";
/// How comfortable it was: `session`, and `comfort` (`valueInteger`), 0 to 10.
pub const COMFORT: &str = "https://sapphireroots.example/fhir/Questionnaire/comfort";
/// What was due in the weeks after: `session`, when the last one ended, `check` (`valueCoding`), its
/// name, `answer` (`valueCoding`), and `day` (`valueDate`).
pub const CHECK: &str = "https://sapphireroots.example/fhir/Questionnaire/weekly-check";

const SESSION: &str = "session";
const SIGNED_ON: &str = "signed_on";
const SIGNED_BY: &str = "signed_by";
const CONTENT: &str = "content";
const INGREDIENT: &str = "ingredient";
const CREAM_ON: &str = "cream";
const SCORE: &str = "comfort";
const WHICH: &str = "check";
const ANSWER: &str = "answer";
const DAY: &str = "day";

/// Something that the patient has told around a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitTold {
    /// The name of its resource: `told-comfort-1795684800`; empty where the file gives it none: such a
    /// one cannot be taken back.
    pub id: String,
    /// The session: when it was appointed to start; of a check, when the last one ended.
    pub session: DateTime<Utc>,
    /// What.
    pub what: OfVisit,
    /// When it was told.
    pub at: DateTime<Utc>,
}

/// What is told around a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfVisit {
    /// The answers before it, at least one.
    Precheck(Vec<Answer>),
    /// What is planned was read.
    Consent(PlanRead),
    /// The numbing cream went on at this instant.
    Cream(DateTime<Utc>),
    /// How comfortable it was.
    Comfort(Comfort),
    /// What was due in the weeks after was answered.
    Check {
        /// Which.
        check: CareId,
        /// What.
        answered: Answered,
        /// On which day of the clinic's calendar.
        on: NaiveDate,
    },
}

/// The version of a plan that the patient has read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRead {
    /// The day on which it was signed; empty where it was not.
    pub signed_on: Option<NaiveDate>,
    /// Who signed it; empty where nobody did.
    pub signed_by: Option<String>,
    /// The version of the content in whose words it was read.
    pub content: u32,
    /// What is planned for the session, in the order of the plan: a plan with others has not been read.
    /// Empty where that was not told along.
    pub ingredients: Vec<IngredientId>,
}

impl VisitTold {
    /// Told at an instant. The same has the same name, so that a second answer takes the place of the
    /// first.
    pub fn new(session: DateTime<Utc>, what: OfVisit, at: DateTime<Utc>) -> Self {
        let of_session = |kind: &str| [TOLD, kind, &session.timestamp().to_string()].concat();
        let id = match &what {
            OfVisit::Precheck(_) => of_session("precheck-"),
            OfVisit::Consent(_) => of_session("consent-"),
            OfVisit::Cream(_) => of_session("cream-"),
            OfVisit::Comfort(_) => of_session("comfort-"),
            OfVisit::Check { check, on, .. } => {
                // An id of FHIR has no underline.
                [TOLD, "check-", &check.as_str().replace('_', "-"), "-", &on.to_string()].concat()
            }
        };
        Self { id, session, what, at }
    }

    /// It as a resource beside the record.
    pub fn resource(&self, record: &Record, words: Words<'_>) -> Value {
        let own = |code: &str| {
            let system = words.own_address().into();
            ("valueCoding", object([("system", system), ("code", code.into())]))
        };
        let instant = |at| ("valueDateTime", written(at).into());
        let date = |day: NaiveDate| ("valueDate", day.to_string().into());
        let number = |number: u32| ("valueInteger", number.into());
        let mut items = vec![item(SESSION, instant(self.session))];
        let questionnaire = match &self.what {
            OfVisit::Precheck(answers) => {
                let answered = |answer: &Answer| item(answer.question.as_str(), own(answer.option.as_str()));
                items.extend(answers.iter().map(answered));
                PRECHECK
            }
            OfVisit::Consent(plan) => {
                items.extend(plan.signed_on.map(|day| item(SIGNED_ON, date(day))));
                let by = plan.signed_by.as_deref();
                items.extend(by.map(|by| item(SIGNED_BY, ("valueString", by.into()))));
                items.push(item(CONTENT, number(plan.content)));
                items.extend(plan.ingredients.iter().map(|id| item(INGREDIENT, own(id.as_str()))));
                CONSENT
            }
            OfVisit::Cream(on) => {
                items.push(item(CREAM_ON, instant(*on)));
                CREAM
            }
            OfVisit::Comfort(comfort) => {
                items.push(item(SCORE, number(comfort.number().into())));
                COMFORT
            }
            OfVisit::Check { check, answered, on } => {
                items.push(item(WHICH, own(check.as_str())));
                items.push(item(ANSWER, own(answered.key())));
                items.push(item(DAY, date(*on)));
                CHECK
            }
        };
        response(record, questionnaire, self.id.clone(), items, self.at)
    }

    /// Reads one back; nothing for a questionnaire that is none of these.
    ///
    /// # Errors
    /// [`WhyNot`] where a part is missing or cannot be read.
    pub fn of(resource: &Value) -> Option<Result<Self, WhyNot>> {
        let what = match text_at(resource, "/questionnaire")? {
            PRECHECK => precheck(resource),
            CONSENT => consent(resource),
            CREAM => instant_of(resource, CREAM_ON).map(OfVisit::Cream),
            COMFORT => comfort(resource),
            CHECK => check(resource),
            _ => return None,
        };
        Some(what.and_then(|what| {
            let session = instant_of(resource, SESSION)?;
            let at = instant(text_at(resource, "/authored"))?;
            Ok(Self { id: text_at(resource, "/id").unwrap_or_default().to_owned(), session, what, at })
        }))
    }
}

/// Whether a questionnaire is one of these.
pub fn is_of_visit(questionnaire: &str) -> bool {
    matches!(questionnaire, PRECHECK | CONSENT | CREAM | COMFORT | CHECK)
}

/// Reads it; lists a questionnaire that is none of these.
pub fn read(entry: &Entry<'_>, read: &mut Reading) {
    match VisitTold::of(entry.resource) {
        Some(Ok(told)) => read.visits.push(told),
        Some(Err(why)) => read.note(entry.name(), why),
        None => read.note(entry.name(), WhyNot::UnknownResource(shown(entry.kind))),
    }
}

fn precheck(resource: &Value) -> Result<OfVisit, WhyNot> {
    let mut answers = Vec::new();
    for item in list_at(resource, "/item") {
        let link = text_at(item, "/linkId").ok_or(WhyNot::NoCode)?;
        if link != SESSION {
            let option = code(text_at(item, "/answer/0/valueCoding/code"))?;
            answers.push(Answer { question: code(Some(link))?, option });
        }
    }
    if answers.is_empty() { Err(WhyNot::NoValue { reason: None }) } else { Ok(OfVisit::Precheck(answers)) }
}

fn consent(resource: &Value) -> Result<OfVisit, WhyNot> {
    let signed_on = answer(resource, SIGNED_ON).map(|_| day_of(resource, SIGNED_ON)).transpose()?;
    let signed_by = answer(resource, SIGNED_BY).and_then(|by| text_at(by, "/valueString"));
    let content = number_of(resource, CONTENT)?;
    let content = u32::try_from(content).map_err(|_| WhyNot::NotANumber(content.to_string()))?;
    let mut ingredients = Vec::new();
    for item in list_at(resource, "/item") {
        if text_at(item, "/linkId") == Some(INGREDIENT) {
            let id = text_at(item, "/answer/0/valueCoding/code").ok_or(WhyNot::NoValue { reason: None })?;
            ingredients.push(IngredientId::try_from(id).map_err(|_| WhyNot::UnknownAnswer(shown(id)))?);
        }
    }
    Ok(OfVisit::Consent(PlanRead { signed_on, signed_by: signed_by.map(shown), content, ingredients }))
}

fn comfort(resource: &Value) -> Result<OfVisit, WhyNot> {
    let comfort = Comfort::try_from(number_of(resource, SCORE)?);
    comfort.map(OfVisit::Comfort).map_err(|refused| WhyNot::UnknownAnswer(refused.0.to_string()))
}

fn check(resource: &Value) -> Result<OfVisit, WhyNot> {
    let coded = |link| answer(resource, link).and_then(|answer| text_at(answer, "/valueCoding/code"));
    let answer = coded(ANSWER).ok_or(WhyNot::NoValue { reason: None })?;
    let known = Answered::ALL.into_iter().find(|known| known.key() == answer);
    let answered = known.ok_or_else(|| WhyNot::UnknownAnswer(shown(answer)))?;
    Ok(OfVisit::Check { check: code(coded(WHICH))?, answered, on: day_of(resource, DAY)? })
}

fn code(text: Option<&str>) -> Result<CareId, WhyNot> {
    let text = text.ok_or(WhyNot::NoValue { reason: None })?;
    CareId::try_from(text).map_err(|_| WhyNot::UnknownAnswer(shown(text)))
}

fn number_of(resource: &Value, link: &str) -> Result<u64, WhyNot> {
    let number = answer(resource, link).and_then(|answer| answer.get("valueInteger"));
    let number = number.ok_or(WhyNot::NoValue { reason: None })?;
    number.as_u64().ok_or_else(|| WhyNot::UnknownAnswer(shown(&json::write(number))))
}

fn day_of(resource: &Value, link: &str) -> Result<NaiveDate, WhyNot> {
    let text = answer(resource, link).and_then(|answer| text_at(answer, "/valueDate"));
    let text = text.ok_or(WhyNot::NoDate)?;
    time::day(text).map_err(|_| WhyNot::BadDate(shown(text)))
}

fn instant_of(resource: &Value, link: &str) -> Result<DateTime<Utc>, WhyNot> {
    instant(answer(resource, link).and_then(|answer| text_at(answer, "/valueDateTime")))
}

fn instant(text: Option<&str>) -> Result<DateTime<Utc>, WhyNot> {
    let text = text.ok_or(WhyNot::NoDate)?;
    Moment::read(text).and_then(Moment::instant).ok_or_else(|| WhyNot::BadDate(shown(text)))
}

impl Record {
    /// The newest answers before the session that starts then, and when they were given.
    pub fn precheck(&self, session: DateTime<Utc>) -> Option<(&[Answer], DateTime<Utc>)> {
        self.newest(session, |told| match &told.what {
            OfVisit::Precheck(answers) => Some((answers.as_slice(), told.at)),
            OfVisit::Consent(_) | OfVisit::Cream(_) | OfVisit::Comfort(_) | OfVisit::Check { .. } => None,
        })
    }

    /// What the patient has read before the session that starts then, and when.
    pub fn consent(&self, session: DateTime<Utc>) -> Option<(&PlanRead, DateTime<Utc>)> {
        self.newest(session, |told| match &told.what {
            OfVisit::Consent(plan) => Some((plan, told.at)),
            OfVisit::Precheck(_) | OfVisit::Cream(_) | OfVisit::Comfort(_) | OfVisit::Check { .. } => None,
        })
    }

    /// When the numbing cream went on for the session that starts then, and the name by which that is
    /// taken back.
    pub fn cream(&self, session: DateTime<Utc>) -> Option<(DateTime<Utc>, &str)> {
        self.newest(session, |told| match &told.what {
            OfVisit::Cream(on) => Some((*on, told.id.as_str())),
            OfVisit::Precheck(_) | OfVisit::Consent(_) | OfVisit::Comfort(_) | OfVisit::Check { .. } => None,
        })
    }

    /// How comfortable the session was that was appointed to start then.
    pub fn comfort(&self, session: DateTime<Utc>) -> Option<Comfort> {
        self.newest(session, |told| match &told.what {
            OfVisit::Comfort(comfort) => Some(*comfort),
            OfVisit::Precheck(_) | OfVisit::Consent(_) | OfVisit::Cream(_) | OfVisit::Check { .. } => None,
        })
    }

    /// What was answered in the weeks after sessions, the oldest first.
    pub fn checks_done(&self) -> Vec<CheckDone> {
        let done = self.visits.iter().filter_map(|told| match &told.what {
            OfVisit::Check { check, answered, on } => {
                Some(CheckDone { check: check.clone(), ended: told.session, answered: *answered, on: *on })
            }
            OfVisit::Precheck(_) | OfVisit::Consent(_) | OfVisit::Cream(_) | OfVisit::Comfort(_) => None,
        });
        done.collect()
    }

    /// What was told last of a session.
    fn newest<'a, T>(
        &'a self,
        session: DateTime<Utc>,
        find: impl Fn(&'a VisitTold) -> Option<T>,
    ) -> Option<T> {
        self.visits.iter().rev().filter(|told| told.session == session).find_map(find)
    }
}
