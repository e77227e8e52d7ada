//! The sessions that a patient asks about: how long ago each was, and what was given in it. The last one
//! says most; what an earlier one still forbids or explains counts too.
//!
//! Where it is not known when a session ended, nothing is allowed too early, and nothing is taken for
//! milder than it may be.

use crate::domain::aftercare::activities::{Activity, After, Answer, End, Ends, Permission};
use crate::domain::aftercare::given::Given;
use crate::domain::aftercare::timeline::Moment;
use crate::domain::aftercare::triage::{Judged, Passed, Symptom};
use crate::domain::ids::{IngredientId, SymptomId};
use crate::web::care::Care;
use crate::web::content::{guidance, words};
use crate::web::markup::{Markup, maybe, text};
use crate::web::text::key;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

/// All sessions that are over, the last one first.
#[derive(Debug, Clone)]
pub struct Since(Vec<Past>);

/// A session that is over, or may be.
#[derive(Debug, Clone)]
struct Past {
    /// Its day on the clinic's calendar.
    day: NaiveDate,
    /// The first and the last instant at which it may have ended: one, where that is known.
    ended: (DateTime<Utc>, DateTime<Utc>),
    /// What was given, as far as it is recorded.
    recorded: Option<Vec<IngredientId>>,
    /// What was given, or else what was planned.
    planned: Option<Vec<IngredientId>>,
    /// Whether nobody has said yet that it was given.
    is_supposed: bool,
}

impl Since {
    /// The sessions before an instant; nothing where there is none.
    pub fn of(care: &Care, now: DateTime<Utc>) -> Option<Self> {
        let (zone, record) = (&care.pack.zone, &care.record);
        let supposed = record.unrecorded(now).or_else(|| care.going_on(now)).map(|booked| Past {
            day: booked.day,
            ended: (booked.start, booked.end),
            recorded: None,
            planned: None,
            is_supposed: true,
        });
        let given = record.given.iter().rev().map(|given| {
            let of_day = || (zone.begins(given.day), zone.begins(given.day + Days::new(1)));
            let recorded = (!given.injected.is_empty()).then(|| given.ingredients());
            Past {
                day: given.day,
                ended: given.ended.map_or_else(of_day, |ended| (ended, ended)),
                planned: care.given_in(given),
                recorded,
                is_supposed: false,
            }
        });
        // Where the clock has gone back, a session may lie ahead of it.
        let past: Vec<_> = supposed.into_iter().chain(given).filter(|past| past.ended.0 <= now).collect();
        (!past.is_empty()).then_some(Self(past))
    }

    /// How long ago the last one ended; nothing where that is not known.
    pub fn length(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let last = self.0.first()?;
        (last.ended.0 == last.ended.1).then(|| now - last.ended.0)
    }

    /// The day of the last one.
    pub fn day(&self) -> Option<NaiveDate> {
        self.0.first().map(|last| last.day)
    }

    /// The answers on all activities, in the order of the content.
    pub fn answers(&self, care: &Care, now: DateTime<Utc>) -> Vec<Answer<'static>> {
        let all = &guidance().activities.activities;
        all.iter().filter_map(|activity| self.answer(care, now, activity)).collect()
    }

    /// The answer on an activity: the strictest that any of the sessions gives, and after it again.
    pub fn answer(&self, care: &Care, now: DateTime<Utc>, activity: &Activity) -> Option<Answer<'static>> {
        let mut answer = self.strictest(care, now, activity)?;
        answer.next = answer.until.and_then(|end| {
            let then = instant(care, end);
            self.strictest(care, then, activity).map(|then| then.say)
        });
        Some(answer)
    }

    fn strictest(&self, care: &Care, now: DateTime<Utc>, activity: &Activity) -> Option<Answer<'static>> {
        let content = &care.pack.content;
        let ends = Ends { aftercare: &content.aftercare, protocol: &content.protocol };
        let today = care.pack.zone.day(now);
        let answers = self.0.iter().filter_map(|past| {
            // What ends late is allowed late.
            let after = After { ended: past.ended.1.min(now), day: past.day, now, today };
            guidance().activities.answer(&activity.id, after, given(past.planned.as_deref()), ends)
        });
        let lasts = |answer: &Answer<'_>| {
            let until = answer.until.map_or(DateTime::<Utc>::MAX_UTC, |end| instant(care, end));
            (answer.say, until)
        };
        // Of equal ones the last session's, which comes first.
        answers.reduce(|strictest, other| if lasts(&other) > lasts(&strictest) { other } else { strictest })
    }

    /// The symptoms to choose from after all that was given or planned.
    pub fn shown(&self) -> impl Iterator<Item = &'static Symptom> {
        let is_unknown = self.0.iter().any(|past| past.planned.is_none());
        let all: Vec<_> = self.0.iter().filter_map(|past| past.planned.clone()).flatten().collect();
        let triage = &guidance().triage;
        let symptoms = triage.symptoms.iter();
        symptoms.filter(move |symptom| {
            let concerns = symptom.if_given.is_empty() || symptom.if_given.iter().any(|id| all.contains(id));
            concerns || is_unknown
        })
    }

    /// How urgent symptoms are at an instant. Only what is recorded makes anything milder.
    pub fn judge(&self, symptoms: &[SymptomId], now: DateTime<Utc>) -> Option<Judged<'static>> {
        let passed = |ended: fn(&Past) -> DateTime<Utc>| -> Vec<_> {
            let passed = |past| Passed {
                since_end: (now - ended(past)).max(TimeDelta::zero()),
                given: given(past.recorded.as_deref()),
            };
            self.0.iter().map(passed).collect()
        };
        let triage = &guidance().triage;
        let longest = triage.judge_after(symptoms, &passed(|past| past.ended.0))?;
        // Where every end is known, there is one answer.
        if self.0.iter().all(|past| past.ended.0 == past.ended.1) {
            return Some(longest);
        }
        let shortest = triage.judge_after(symptoms, &passed(|past| past.ended.1))?;
        Some(if shortest.level > longest.level { shortest } else { longest })
    }

    /// What is not known of the last session, and what is gone by instead; nothing where all is known.
    pub fn unknown(&self) -> Markup {
        let Some(last) = self.0.first() else { return maybe(None) };
        let end = match last {
            Past { is_supposed: true, .. } => Some(key::SINCE_SUPPOSED),
            Past { ended: (first, last), .. } if first != last => Some(key::SINCE_NO_END),
            Past { .. } => None,
        };
        let given = match last {
            Past { is_supposed: true, .. } | Past { recorded: Some(_), .. } => None,
            Past { planned: Some(_), .. } => Some(key::SINCE_BY_PLAN),
            Past { .. } => Some(key::SINCE_NOT_RECORDED),
        };
        let said: Vec<_> = end.into_iter().chain(given).map(|said| words().say(said)).collect();
        maybe((!said.is_empty()).then(|| text("p", "notice", said.join(" "))))
    }
}

/// The next session as it bears on an activity.
#[derive(Debug, Clone, Copy)]
pub struct Next {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// What getting ready for it says already now; nothing where it says nothing yet.
    pub say: Option<Permission>,
}

/// The next booked session, and what getting ready for it says on an activity; nothing where none is booked.
pub fn next_session(care: &Care, now: DateTime<Utc>, activity: &Activity) -> Option<Next> {
    let booked = care.record.booked.iter().find(|booked| booked.start > now)?;
    let stages = care.pack.content.preparation.at(booked.appointed(), now, care.pack.zone.day(now));
    let say = activity.before.as_ref().and_then(|before| {
        let is_now = stages.iter().any(|one| one.stage.id == before.stage && one.moment == Moment::Now);
        is_now.then_some(before.say)
    });
    Some(Next { start: booked.start, say })
}

fn given(known: Option<&[IngredientId]>) -> Given<'_> {
    known.map_or(Given::Unknown, Given::Known)
}

/// When it ends, as an instant.
pub fn instant(care: &Care, end: End) -> DateTime<Utc> {
    match end {
        End::At(instant) => instant,
        End::On(day) => care.pack.zone.begins(day),
    }
}
