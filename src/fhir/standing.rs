//! Where a patient stands at an instant: what their Today is about.

use crate::domain::content::Content;
use crate::domain::scheduling::lateness::{Lateness, lateness};
use crate::domain::scheduling::series::{Series, Session};
use crate::fhir::record::{Booked, BookedStatus, Record};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// So many hours before a session getting ready comes first on the patient's screen, and so many
/// hours after one its aftercare.
const FIRST_HOURS: i64 = 48;

/// What a patient's Today is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing<'a> {
    /// The hour of a booked session has passed, and nothing says whether it was given.
    Unrecorded(&'a Booked),
    /// A session has just been given.
    JustAfter,
    /// A session is booked for this day.
    SessionDay(&'a Booked),
    /// A session is booked, and near enough to get ready for it.
    GettingReady(&'a Booked),
    /// A session is booked or asked for.
    Ahead(&'a Booked),
    /// None is booked, and the gap is longer than the series allows for.
    Late(&'a Session, Lateness<'a>),
    /// None is booked.
    NotBooked(&'a Session),
    /// None is planned.
    NothingPlanned,
}

impl Record {
    /// What is foremost at an instant, `today` being its day on the clinic's calendar. Where no
    /// cocktail is shown there is no series, and nothing to get ready for.
    pub fn standing<'a>(
        &'a self,
        series: Option<&'a Series>,
        content: &'a Content,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Standing<'a> {
        let first = TimeDelta::hours(FIRST_HOURS);
        if let Some(booked) = self.unrecorded(now) {
            return Standing::Unrecorded(booked);
        }
        let ended = self.given.last().and_then(|session| session.ended);
        if ended.is_some_and(|ended| now >= ended && now - ended < first) {
            return Standing::JustAfter;
        }
        let Some(next) = series.and_then(Series::next) else {
            return Standing::NothingPlanned;
        };
        match self.booked_for(next, now) {
            Some(booked) if booked.status == BookedStatus::Requested => Standing::Ahead(booked),
            Some(booked) if booked.day == today => Standing::SessionDay(booked),
            Some(booked) if booked.start - now <= first => Standing::GettingReady(booked),
            Some(booked) => Standing::Ahead(booked),
            None => match self.lateness(next, content) {
                Some(late) if late.is_late() => Standing::Late(next, late),
                _ => Standing::NotBooked(next),
            },
        }
    }

    /// The last booked session whose hour has passed and of which nothing says whether it was
    /// given.
    pub fn unrecorded(&self, now: DateTime<Utc>) -> Option<&Booked> {
        let after_last = |day| self.given.last().is_none_or(|last| day > last.day);
        self.booked.iter().rfind(|booked| {
            booked.status == BookedStatus::Booked
                && booked.end <= now
                && after_last(booked.day)
                && !self.not_given.contains(&booked.day)
        })
    }

    /// The appointment of a session of the series; nothing where it is over or none is booked.
    pub fn booked_for(&self, session: &Session, now: DateTime<Utc>) -> Option<&Booked> {
        self.booked.iter().find(|booked| booked.day == session.on && booked.end > now)
    }

    /// What the days since the last session mean for one that is to come.
    pub fn lateness<'a>(&self, session: &Session, content: &'a Content) -> Option<Lateness<'a>> {
        let last = self.given.last()?.day;
        lateness(&content.protocol, &session.phase, last, session.on).ok()
    }
}
