//! “Can I …?” (`activities.json`): what a patient may do after a session, and from when on.
//!
//! What `aftercare.json` says to leave has its end there and nowhere else. Where the clinic has no rule
//! the answer is to ask it, never an hour that nobody gave.

use crate::domain::aftercare::given::{Given, Say};
use crate::domain::aftercare::timeline::Aftercare;
use crate::domain::content::{About, Confidence, Source};
use crate::domain::ids::{ActivityId, CareId, IngredientId};
use crate::domain::scheduling::protocol::Protocol;
use crate::domain::truth::Truth;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activities {
    /// Author, version, signature.
    pub about: About,
    /// What a patient may ask to do, in the order of the screen.
    pub activities: Vec<Activity>,
}

/// Something that a patient may ask to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Its name.
    pub id: ActivityId,
    /// What is said before the next session; nothing where getting ready for it says nothing.
    #[serde(default)]
    pub before: Option<BeforeSession>,
    /// What is said after what was given; the first that fits, the last fits always.
    pub cases: Vec<Case>,
}

/// What is said while a stage of getting ready for a session holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeSession {
    /// The stage of `preparation.json`: its hour stands there and nowhere else.
    pub stage: CareId,
    /// What is said.
    pub say: Permission,
}

/// What is said after some ingredients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// One of these was given; it fits after everything where empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// And one of these too; nothing more is needed where empty.
    #[serde(default)]
    pub and_given: Vec<IngredientId>,
    /// One after the other from the end of the session on, the last without an end.
    pub stretches: Vec<Stretch>,
}

/// What is said for some time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// Until when; for good where empty.
    #[serde(default)]
    pub until: Option<Until>,
    /// What is said.
    pub say: Permission,
    /// What to know with it.
    #[serde(default)]
    pub notes: Vec<Say>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Whether something may be done, the freest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// It may.
    Yes,
    /// The clinic is to be asked.
    Ask,
    /// It may not.
    No,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Ask, Self::No];

    /// The key of its words in the content.
    pub fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Ask => "ask",
            Self::No => "no",
        }
    }
}

/// Until when something is said, counted from the end of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// As long as aftercare says to leave this: `{"avoid": "wash"}`.
    Avoid(CareId),
    /// As long as aftercare notes this: `{"note": "biotin_blood_tests"}`.
    Note(CareId),
    /// Hours: `{"hours": 2}`.
    Hours(u32),
    /// Days of 24 hours: `{"days": 3}`.
    Days(u32),
    /// As long as the protocol keeps free of PRP and GFC, in days of the calendar: `"prp_gfc_gap"`.
    PrpGfcGap,
    /// Months of the calendar, over with the start of the day: `{"months": 6}`.
    Months(u32),
}

/// When something ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// At an instant.
    At(DateTime<Utc>),
    /// With the start of a day of the clinic's calendar.
    On(NaiveDate),
}

/// A session that has ended, and when it is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// The day of that on the clinic's calendar.
    pub day: NaiveDate,
    /// The instant.
    pub now: DateTime<Utc>,
    /// The day of that on the clinic's calendar.
    pub today: NaiveDate,
}

/// Where the ends stand that are written only once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ends<'a> {
    /// The hours after a session.
    pub aftercare: &'a Aftercare,
    /// The course of treatment.
    pub protocol: &'a Protocol,
}

/// An answer at an instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// What is said now.
    pub say: Permission,
    /// Until when; for good where empty.
    pub until: Option<End>,
    /// What is said after that; empty where it is for good.
    pub next: Option<Permission>,
    /// What to know now.
    pub notes: Vec<&'a CareId>,
    /// Where it comes from.
    pub source: &'a Source,
    /// How sure that is.
    pub confidence: Confidence,
}

impl Activities {
    /// All answers, in the order of the content.
    pub fn answers<'a>(&'a self, after: After, given: Given<'_>, ends: Ends<'_>) -> Vec<Answer<'a>> {
        self.activities.iter().filter_map(|activity| activity.answer(after, given, ends)).collect()
    }

    /// The answer on one activity; nothing for one that the content does not have.
    pub fn answer<'a>(
        &'a self,
        activity: &ActivityId,
        after: After,
        given: Given<'_>,
        ends: Ends<'_>,
    ) -> Option<Answer<'a>> {
        self.activities.iter().find(|known| known.id == *activity)?.answer(after, given, ends)
    }
}

impl Activity {
    /// The answer at an instant; nothing where the content has none.
    ///
    /// Where nobody has recorded what was given, every case may be the patient's: at each time the
    /// strictest of them holds, so that the answer is never freer, and never free earlier, than it would
    /// be if it were known.
    fn answer<'a>(&'a self, after: After, given: Given<'_>, ends: Ends<'_>) -> Option<Answer<'a>> {
        let cases: Vec<&Case> = self.cases_after(given);
        let is_over = |end: End| match end {
            End::At(instant) => after.now >= instant,
            End::On(day) => after.today >= day,
        };
        let (stretch, mut until) = strictest(&cases, after, ends, &is_over)?;
        let mut next = None;
        while let Some(end) = until {
            let reached = end.minutes(after);
            let (then, its_end) = strictest(&cases, after, ends, &|end| end.minutes(after) <= reached)?;
            if then.say != stretch.say {
                next = Some(then.say);
                break;
            }
            until = its_end;
        }
        let notes = stretch.notes.iter().filter(|note| note.concerns(given)).map(|note| &note.id);
        Some(Answer {
            activity: self,
            say: stretch.say,
            until,
            next,
            notes: notes.collect(),
            source: &stretch.source,
            confidence: stretch.confidence,
        })
    }

    /// The case that fits; all that may, where nobody has recorded what was given.
    fn cases_after(&self, given: Given<'_>) -> Vec<&Case> {
        let mut cases = Vec::new();
        for case in &self.cases {
            let fits = Truth::all([given.fits(&case.if_given), given.fits(&case.and_given)]);
            if fits != Truth::No {
                cases.push(case);
            }
            if fits == Truth::Yes {
                break;
            }
        }
        cases
    }
}

/// The strictest stretch of some cases, of equal ones the last to end, and its end.
fn strictest<'a>(
    cases: &[&'a Case],
    after: After,
    ends: Ends<'_>,
    is_over: &dyn Fn(End) -> bool,
) -> Option<(&'a Stretch, Option<End>)> {
    let lasts = |end: Option<End>| end.map_or(i64::MAX, |end| end.minutes(after));
    let mut strictest: Option<(&Stretch, Option<End>)> = None;
    for case in cases {
        let holding = case.stretches.iter().find_map(|stretch| {
            let end = stretch.until.as_ref().and_then(|until| until.end(after, ends));
            (!end.is_some_and(is_over)).then_some((stretch, end))
        });
        let Some((stretch, end)) = holding else { continue };
        if strictest.is_none_or(|(other, its)| (stretch.say, lasts(end)) > (other.say, lasts(its))) {
            strictest = Some((stretch, end));
        }
    }
    strictest
}

impl Until {
    /// When it ends; never where it names what the content does not have.
    pub fn end(&self, after: After, ends: Ends<'_>) -> Option<End> {
        let minutes = |minutes: i64| Some(End::At(after.ended + TimeDelta::minutes(minutes)));
        match self {
            Self::Avoid(id) => {
                let avoid = ends.aftercare.avoid.iter().find(|avoid| avoid.id == *id)?;
                minutes(avoid.until.minutes())
            }
            Self::Note(id) => {
                let note = ends.aftercare.notes.iter().find(|note| note.id == *id)?;
                minutes(note.to.minutes())
            }
            Self::Hours(hours) => minutes(i64::from(*hours) * 60),
            Self::Days(days) => minutes(i64::from(*days) * 1440),
            Self::PrpGfcGap => {
                let days = Days::new(ends.protocol.prp_gfc_gap_days.is.into());
                after.day.checked_add_days(days).map(End::On)
            }
            Self::Months(months) => months_after(after.day, *months).map(End::On),
        }
    }
}

/// So many months later by the calendar. Where that month has no such day it is the day after its last:
/// never less than the months.
fn months_after(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let later = day.checked_add_months(Months::new(months))?;
    if later.day() < day.day() { later.succ_opt() } else { Some(later) }
}

impl End {
    /// The minutes from the end of the session to it, a day being 24 hours: to tell which of two comes
    /// later.
    pub fn minutes(self, after: After) -> i64 {
        match self {
            Self::At(instant) => (instant - after.ended).num_minutes(),
            Self::On(day) => (day - after.day).num_days() * 1440,
        }
    }
}
