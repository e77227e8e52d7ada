//! “Can I still come?” (`precheck.json`): what is asked before a session, and what the answers mean.

use crate::domain::content::{About, Confidence, Source};
use crate::domain::formulation::condition::{Condition, DaysSinceIs, Event};
use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::formulation::proposal::Rules;
use crate::domain::ids::{CareId, IngredientId};
use crate::domain::patient::Transplant;
use crate::domain::scheduling::protocol::Sourced;
use crate::domain::time::Elapsed;
use crate::domain::truth::Truth;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precheck {
    /// Author, version, signature.
    pub about: About,
    /// Answers count for a session that starts so long after them at most.
    pub counts_for: Sourced<Elapsed>,
    /// What is asked, in its order.
    pub questions: Vec<Question>,
}

/// One thing that is asked, measured or signed before a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name: `FEVER`.
    pub id: CareId,
    /// Who says it.
    #[serde(default)]
    pub how: How,
    /// Only of patients for whom this is so, or not known; of everybody where empty.
    #[serde(default)]
    pub ask_if: Option<Condition>,
    /// Only where one of these is in the cocktail or was given before; always where empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// Only once a session was given.
    #[serde(default)]
    pub after_a_session: bool,
    /// Where the record says it already.
    #[serde(default)]
    pub known: Option<Known>,
    /// What can be answered, the mildest first; nothing where it is not asked.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The patient, when asked.
    #[default]
    Asked,
    /// The clinic measures it there.
    Measured,
    /// The patient signs it: a step of its own.
    Signed,
}

/// Where the record says it, so that it is not asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Where this is so.
    pub when: Condition,
    /// The option that stands then.
    pub is: CareId,
}

/// What can be answered, and what that means for the session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name: `yes`.
    pub id: CareId,
    /// Whether the session may be.
    pub then: Then,
    /// Something to know although it may be. Of the others the reason is always said.
    #[serde(default)]
    pub note: bool,
    /// After how long it may be, where that can be said.
    #[serde(default)]
    pub wait: Option<Wait>,
    /// It cannot wait for the session: somebody has to see the patient now.
    #[serde(default)]
    pub urgent: bool,
    /// Which helplines of `triage.json` to offer.
    #[serde(default)]
    pub helplines: Vec<CareId>,
}

/// Whether a session may be; the worse the later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It may.
    Go,
    /// The clinic decides: talk to it first.
    Talk,
    /// Not today.
    NotToday,
}

/// How long to wait. A number that stands in another file is named, not written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// So long from the instant of the answer on: `{"after": {"hours": 72}}`.
    After(Elapsed),
    /// From the last PRP or GFC on, the protocol's days: `"prp_gfc_gap"`.
    PrpGfcGap,
    /// From the hair transplant on, the days of the formulary's status: `"transplant"`.
    Transplant,
}

impl Wait {
    /// The first day that lies after all of it, where it begins on a day; a day that has begun counts as a
    /// whole one. What counts from an instant may begin as late as that day's end, so that it is over in
    /// the middle of its last day: 72 hours from a Thursday on leave the Monday.
    fn over(self, day: NaiveDate, length: Elapsed) -> Option<NaiveDate> {
        let days = u64::try_from(length.minutes()).ok()?.div_ceil(24 * 60);
        let begun = match self {
            Self::After(_) => 1,
            Self::PrpGfcGap | Self::Transplant => 0,
        };
        day.checked_add_days(Days::new(days + begun))
    }
}

/// The days to wait that stand in other files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rests {
    /// After PRP or GFC.
    pub prp_gfc: u32,
    /// After a hair transplant; 0 where no status asks for any.
    pub transplant: u32,
}

impl Rests {
    /// As the clinic's rules say.
    pub fn of(rules: Rules<'_>) -> Self {
        let days = rules.formulary.status.iter().filter_map(|rule| match rule.when {
            Some(Condition::DaysSince(DaysSinceIs { event: Event::Transplant, below })) => Some(below),
            _ => None,
        });
        Self { prp_gfc: rules.protocol.prp_gfc_gap_days.is, transplant: days.max().unwrap_or_default() }
    }

    /// How long a wait is.
    pub fn length(self, wait: Wait) -> Elapsed {
        match wait {
            Wait::After(length) => length,
            Wait::PrpGfcGap => Elapsed::Days(self.prp_gfc),
            Wait::Transplant => Elapsed::Days(self.transplant),
        }
    }
}

/// Who is asked, and before which session.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// What the rules are asked of the patient, with their answers on the ingredients.
    pub asked: &'a Evaluation<'a>,
    /// What is in the cocktail, and what was given before.
    pub ingredients: &'a [IngredientId],
    /// Whether a session was given before.
    pub had_a_session: bool,
    /// The day of the session on the clinic's calendar.
    pub day: NaiveDate,
    /// The day of the last PRP or GFC, where one is recorded.
    pub prp_gfc: Option<NaiveDate>,
    /// The days to wait.
    pub rests: Rests,
}

/// A question that concerns the patient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked<'a> {
    /// Which.
    pub question: &'a Question,
    /// What the record says already: then it is not asked, and stands all the same.
    pub known: Option<&'a Choice>,
    /// The time in its words (`{days}` or `{hours}`): the wait of its answers.
    pub wait: Option<Elapsed>,
    /// The day from which on the wait of the record is over.
    until: Option<NaiveDate>,
}

/// What was answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: CareId,
    /// The option.
    pub option: CareId,
}

/// Why a session may be or not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Why<'a> {
    /// The question.
    pub question: &'a Question,
    /// What was answered, or stands in the record.
    pub choice: &'a Choice,
    /// Whether the record says so.
    pub is_known: bool,
    /// The first day on which it may be, as far as this goes; nothing where that cannot be said.
    pub earliest: Option<NaiveDate>,
    /// The time in its words (`{days}` or `{hours}`).
    pub wait: Option<Elapsed>,
}

/// What all answers mean for the session.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict<'a> {
    /// The worst of them.
    pub worst: Then,
    /// All that is to be said, the worst first.
    pub why: Vec<Why<'a>>,
    /// What is not answered yet: until it is, nobody is told to come.
    pub open: Vec<&'a Question>,
    /// The first day on which the session may be; nothing where it may be now, and where that cannot be
    /// said.
    pub earliest: Option<NaiveDate>,
}

impl Precheck {
    /// Whether answers of an instant count for a session that starts at another.
    pub fn counts(&self, answered: DateTime<Utc>, start: DateTime<Utc>) -> bool {
        self.counts_for.is.before(start) <= answered
    }

    /// The questions that concern a patient before a session, those that the record answers too.
    pub fn asked<'a>(&'a self, before: &Before<'_>) -> Vec<Asked<'a>> {
        self.questions.iter().filter_map(|question| question.asked(before)).collect()
    }
}

impl Question {
    /// Whether it is asked: of whom it concerns, and of whom it may concern.
    fn asked(&self, before: &Before<'_>) -> Option<Asked<'_>> {
        let has_any =
            self.if_given.is_empty() || self.if_given.iter().any(|id| before.ingredients.contains(id));
        let concerns = self.ask_if.as_ref().map_or(Truth::Yes, |when| before.asked.judge(when).truth);
        if concerns == Truth::No || !has_any || self.after_a_session && !before.had_a_session {
            return None;
        }
        let by_rule = self.known.as_ref().filter(|known| before.asked.judge(&known.when).truth == Truth::Yes);
        let mut known = by_rule.and_then(|known| self.option(&known.is));
        let (mut wait, mut until) = (None, None);
        for choice in &self.options {
            let Some(kind) = choice.wait else { continue };
            let length = before.rests.length(kind);
            wait = Some(length);
            let since = match kind {
                Wait::PrpGfcGap => before.prp_gfc,
                Wait::Transplant => before.transplant(),
                Wait::After(_) => None,
            };
            let over = since.and_then(|since| kind.over(since, length));
            if over.is_some_and(|over| before.day < over) {
                (known, until) = (Some(choice), over);
            } else if kind == Wait::Transplant && over.is_some() {
                // There is one transplant, so a day that is long past answers it too.
                return None;
            }
        }
        Some(Asked { question: self, known, wait, until })
    }

    /// One of its options.
    pub fn option(&self, id: &CareId) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.id == *id)
    }
}

impl Choice {
    /// Whether there is something to say after it.
    pub fn says(&self) -> bool {
        self.note || self.then > Then::Go
    }
}

impl Before<'_> {
    /// The day of the hair transplant, where it is known.
    fn transplant(&self) -> Option<NaiveDate> {
        let patient = self.asked.patient;
        match patient.transplant {
            Transplant::DaysAgo(days) => patient.as_of.checked_sub_days(Days::new(days.try_into().ok()?)),
            Transplant::None | Transplant::DayNotGiven => None,
        }
    }
}

impl<'a> Verdict<'a> {
    /// What the answers mean, which were given on a day of the clinic's calendar: theirs, not that on
    /// which they are read. The worst wins, also of two answers to one question. An option that the question does not have answers nothing.
    pub fn of(asked: &[Asked<'a>], answers: &[Answer], on: NaiveDate) -> Self {
        let (mut all, mut open) = (Vec::new(), Vec::new());
        for Asked { question, known, wait, until } in asked.iter().copied() {
            let before = all.len();
            let why = |choice: &'a Choice, is_known, until: Option<NaiveDate>| {
                let wait = wait.filter(|_| choice.wait.is_some());
                let earliest = until.or_else(|| choice.wait?.over(on, wait?));
                Why { question, choice, is_known, earliest, wait }
            };
            all.extend(known.map(|choice| why(choice, true, until)));
            for answer in answers.iter().filter(|answer| answer.question == question.id) {
                let chosen = question.option(&answer.option).filter(|choice| known != Some(choice));
                all.extend(chosen.map(|choice| why(choice, false, None)));
            }
            if all.len() == before && question.how == How::Asked {
                open.push(question);
            }
        }
        let worst = all.iter().map(|why| why.choice.then).max().unwrap_or(Then::Go);
        let mut worst_ones = all.iter().filter(|why| worst > Then::Go && why.choice.then == worst);
        let can_be_said = worst_ones.clone().next().is_some() && worst_ones.all(|why| why.earliest.is_some());
        let latest = all.iter().filter_map(|why| why.earliest).max();
        let said = |then| {
            let is_said = move |why: &&Why<'a>| why.choice.then == then && why.choice.says();
            all.iter().filter(is_said).copied()
        };
        let why = said(Then::NotToday).chain(said(Then::Talk)).chain(said(Then::Go)).collect();
        Self { worst, why, open, earliest: latest.filter(|_| can_be_said) }
    }

    /// Whether the session may be, everything being answered.
    pub fn may_come(&self) -> bool {
        self.worst == Then::Go && self.open.is_empty()
    }

    /// Whether somebody has to see the patient now.
    pub fn is_urgent(&self) -> bool {
        self.why.iter().any(|why| why.choice.urgent)
    }
}
