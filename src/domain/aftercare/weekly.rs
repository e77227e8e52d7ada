//! The weeks after a session: what the patient is asked to look at, to answer or to know, and when it
//! is due. The lists are `checks` and `dates` in `aftercare.json`.

use crate::domain::aftercare::timeline::Aftercare;
use crate::domain::content::{Confidence, Source};
use crate::domain::ids::{CareId, IngredientId};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Something that is due in the weeks after a session, from one day of them until another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its name.
    pub id: CareId,
    /// The first of its days of 24 hours, counted from the end of the session.
    pub from: u32,
    /// The day on which it ends, no longer one of them.
    pub to: u32,
    /// So many days after it was done it is due again; once it is enough where empty.
    #[serde(default)]
    pub every: Option<u32>,
    /// Only after sessions in which one of these was given; after every one where empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// After which sessions.
    pub after: After,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Something that is due near days of the series: `blood_test`, near that on which blood is drawn again,
/// and `photos`, near those of the photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateCheck {
    /// Its name.
    pub id: CareId,
    /// So many days before its day it begins.
    pub before: u16,
    /// So many days after its day it ends, the last one of them.
    pub after: u16,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Which sessions a check follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// Each: it goes on for as long as one of them has its days, and a new one does not begin it anew.
    EachSession,
    /// Only the last: a new session begins it anew.
    LastSession,
}

/// A session that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Its day on the clinic's calendar.
    pub day: NaiveDate,
    /// What was given in it; where nobody recorded it, what was planned.
    pub given: &'a [IngredientId],
}

/// What the patient answered when a check was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is done.
    Done,
    /// On the next day.
    Later,
    /// Not any more, until there is a new session.
    NotForMe,
}

impl Answered {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Later, Self::NotForMe];

    /// Its code in a record.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Later => "later",
            Self::NotForMe => "not_for_me",
        }
    }
}

/// A check that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDone {
    /// Which.
    pub check: CareId,
    /// The end of the last session before it.
    pub ended: DateTime<Utc>,
    /// What was answered.
    pub answered: Answered,
    /// On which day of the clinic's calendar.
    pub on: NaiveDate,
}

/// A check that is due.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Due<'a> {
    /// Which.
    pub check: &'a Check,
    /// Since which day of the clinic's calendar.
    pub since: NaiveDate,
    /// The end of the last session, which the answer names.
    pub ended: DateTime<Utc>,
}

impl DateCheck {
    /// Whether what belongs to a day of the calendar is due: near that day, until it is answered. Later is
    /// on the next day.
    pub fn is_due(&self, day: NaiveDate, today: NaiveDate, done: &[CheckDone]) -> bool {
        let from = day - Days::new(self.before.into());
        let to = day + Days::new(self.after.into());
        let answered = done.iter().filter(|one| one.check == self.id && (from..=today).contains(&one.on));
        let is_over = answered.clone().any(|one| one.answered != Answered::Later);
        let later = answered.map(|one| one.on).max();
        (from..=to).contains(&today) && !is_over && later.is_none_or(|on| on < today)
    }
}

impl Aftercare {
    /// What is due at an instant, each at most once, in the order of the content. `ended` are the
    /// sessions, oldest first; `today` is the instant's day on the clinic's calendar.
    pub fn due(
        &self,
        ended: &[Ended<'_>],
        now: DateTime<Utc>,
        today: NaiveDate,
        done: &[CheckDone],
    ) -> Vec<Due<'_>> {
        // Where a clock has jumped back, a session may lie ahead.
        let past = ended.iter().rposition(|session| session.at <= now).map_or(0, |last| last + 1);
        let ended = ended.split_at(past).0;
        let mut due = Vec::new();
        if let Some(last) = ended.last() {
            for check in &self.checks {
                if let Some(since) = check.since(ended, now, today, done) {
                    due.push(Due { check, since, ended: last.at });
                }
            }
        }
        due
    }
}

impl Check {
    /// Since when it is due; nothing where it is not.
    fn since(
        &self,
        ended: &[Ended<'_>],
        now: DateTime<Utc>,
        today: NaiveDate,
        done: &[CheckDone],
    ) -> Option<NaiveDate> {
        let first = self.first(ended, now, done)?;
        let mut newest: Option<&CheckDone> = None;
        for one in done.iter().filter(|one| one.check == self.id && !first.follows(one)) {
            if newest.is_none_or(|newest| newest.on <= one.on) {
                newest = Some(one);
            }
        }
        let since = match newest.map(|newest| (newest.answered, newest.on)) {
            None => first.day + Days::new(u64::from(self.from)),
            Some((Answered::Later, on)) => on + Days::new(1),
            Some((Answered::Done, on)) => on + Days::new(u64::from(self.every?)),
            Some((Answered::NotForMe, _)) => return None,
        };
        (newest.is_none() || since <= today).then_some(since)
    }

    /// The session with which the days began that it has now: the first of those whose days overlap or
    /// meet up to now. Nothing where it has none.
    fn first<'a>(
        &self,
        ended: &'a [Ended<'a>],
        now: DateTime<Utc>,
        done: &[CheckDone],
    ) -> Option<&'a Ended<'a>> {
        let sessions = match self.after {
            After::EachSession => ended,
            After::LastSession => &ended[ended.len().saturating_sub(1)..],
        };
        let over = |one: &CheckDone| one.check == self.id && one.answered == Answered::NotForMe;
        let mut days: Option<(&Ended<'_>, DateTime<Utc>)> = None;
        for session in sessions {
            let from = session.at + TimeDelta::days(i64::from(self.from));
            let to = session.at + TimeDelta::days(i64::from(self.to));
            let is_over = done.iter().any(|one| over(one) && !session.follows(one));
            if from > now || is_over || !session.has_any(&self.if_given) {
                continue;
            }
            days = match days {
                Some((first, until)) if from <= until => Some((first, until.max(to))),
                Some(_) | None => Some((session, to)),
            };
        }
        days.filter(|(_, until)| now < *until).map(|(first, _)| first)
    }
}

impl Ended<'_> {
    /// Whether one of these was given in it, or there is none to ask for.
    fn has_any(&self, ingredients: &[IngredientId]) -> bool {
        ingredients.is_empty() || ingredients.iter().any(|id| self.given.contains(id))
    }

    /// Whether it came after an answer. Its end alone does not say so: the clinic may have recorded it
    /// a few minutes later than the patient did.
    fn follows(&self, answer: &CheckDone) -> bool {
        self.at > answer.ended && self.day >= answer.on
    }
}
