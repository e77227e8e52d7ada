//! The next session: its day, its time, when to be there, how long it takes.

use crate::domain::scheduling::lateness::Lateness;
use crate::domain::scheduling::series::Session;
use crate::fhir::record::{Booked, BookedStatus};
use crate::fhir::standing::Standing;
use crate::web::care::Care;
use crate::web::components::parts::{actions, call_clinic};
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, element, heading, link_button, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// The next session in a card, by where the patient stands; nothing where none is planned or
/// something else comes first.
pub fn next_session_card(care: &Care, now: DateTime<Utc>) -> Option<Markup> {
    let standing = care.standing(now);
    match standing {
        // The visit goes on: its steps say more.
        Standing::SessionDay(booked) if now >= booked.start => None,
        // What to do stands below.
        Standing::SessionDay(booked) | Standing::GettingReady(booked) => {
            Some(booked_card(care, booked, None))
        }
        Standing::Ahead(booked) => Some(booked_card(care, booked, link(care))),
        Standing::Late(session, late) => Some(late_card(session, &late)),
        Standing::NotBooked(session) => Some(planned_card(care, session)),
        Standing::JustAfter => {
            let next = care.series.as_ref()?.next()?;
            let booked = care.record.booked_for(next, now);
            Some(match booked {
                Some(booked) => booked_card(care, booked, link(care)),
                None => planned_card(care, next),
            })
        }
        Standing::Unrecorded(_) | Standing::NothingPlanned => None,
    }
}

/// The way to the session's own page.
fn link(care: &Care) -> Option<Markup> {
    let next = care.series.as_ref()?.next()?;
    let page = here().href(Route::Session(next.number));
    Some(actions(vec![link_button("button", page, words().say(key::NEXT_READY))]))
}

/// A session with its hour.
fn booked_card(care: &Care, booked: &Booked, link: Option<Markup>) -> Markup {
    let words = words();
    let next = care.series.as_ref().and_then(|series| series.next());
    let asked = booked.status == BookedStatus::Requested;
    let asked = asked.then(|| text("p", "second", words.say(key::NEXT_ASKED)));
    let when = element("div")
        .child(heading(clock_time(care, booked.start)))
        .child(text("p", "unseen", words.full_day(booked.day)))
        .child(text("p", "second", words.days_ahead((booked.day - care.today).num_days())))
        .child(text("p", "second", arrive(care, booked)));
    hero(next.map(|session| number(care, session)))
        .child(element("div").class("when").child(tile(booked.day)).child(when.view()).view())
        .maybe(asked)
        .child(text("p", "second", length(care)))
        .maybe(link)
        .view()
}

/// A session that falls on a day by the plan alone; the day of the first one is open.
fn planned_card(care: &Care, session: &Session) -> Markup {
    let words = words();
    let gap = care.record.lateness(session, &care.pack.content);
    let (leaf, around) = match &gap {
        Some(_) => {
            let day = words.weekday_and_day(session.on);
            (Some(tile(session.on)), words.fill(key::NEXT_AROUND, &[("day", &day)]))
        }
        None => (None, words.say(key::NEXT_FIRST)),
    };
    let gap = gap.map(|gap| {
        let days = words.count(key::NEXT_GAP, gap.gap_days.into());
        text("p", "second", [days, words.of("verdict", gap.band.verdict.as_str())].join(" "))
    });
    let when =
        element("div").child(heading(words.say(key::NEXT_NOT_BOOKED))).child(text("p", "second", around));
    hero(Some(number(care, session)))
        .child(element("div").class("when").maybe(leaf).child(when.view()).view())
        .maybe(gap)
        .child(text("p", "second", words.say(key::NEXT_BOOK)))
        .child(call_clinic())
        .view()
}

/// A session that is overdue, and what that means.
fn late_card(session: &Session, late: &Lateness<'_>) -> Markup {
    let words = words();
    let phase = words.of("phase", session.phase.as_str());
    element("section")
        .class("card card--care")
        .child(text("p", "second", phase))
        .child(heading(words.say(key::LATE_TITLE)))
        .child(paragraph(words.count(key::LATE_GAP, late.gap_days.into())))
        .child(paragraph(words.of("verdict", late.band.verdict.as_str())))
        .child(text("p", "second", words.say(key::NEXT_BOOK)))
        .child(call_clinic())
        .view()
}

fn hero(number: Option<String>) -> crate::web::markup::Element {
    let number = number.map(|number| text("p", "second", number));
    element("section").class("card card--hero").maybe(number)
}

/// A leaf of a calendar.
pub fn tile(on: NaiveDate) -> Markup {
    let words = words();
    element("div")
        .class("when__day")
        .fixed("aria-hidden", "true")
        .child(text("span", "", words.short_weekday(on)))
        .child(text("b", "", on.day().to_string()))
        .child(text("span", "", words.month(on)))
        .view()
}

/// “Your next session · Loading 5 of 8”.
fn number(care: &Care, session: &Session) -> String {
    words().fill(key::NEXT_NUMBER, &[("place", &place(care, session))])
}

/// “Loading 5 of 8”.
pub fn place(care: &Care, session: &Session) -> String {
    let words = words();
    let sessions = care.series.iter().flat_map(|series| &series.sessions);
    let of_phase = sessions.filter(|other| other.phase == session.phase).count();
    let (number, all) = (session.number_in_phase.to_string(), of_phase.to_string());
    let phase = words.of("phase", session.phase.as_str());
    words.fill(key::NEXT_PLACE, &[("phase", &phase), ("number", &number), ("count", &all)])
}

/// “Be there at 4:50pm.”
pub fn arrive(care: &Care, booked: &Booked) -> String {
    let arrive = care.pack.content.preparation.arrive(booked.appointed());
    let time = words().time(care.pack.zone.wall_clock(arrive).time());
    words().fill(key::NEXT_ARRIVE, &[("time", &time)])
}

/// How long a visit takes.
pub fn length(care: &Care) -> String {
    let visit = &care.pack.clinic().visit;
    let (numbing, session) = (visit.numbing_minutes, visit.session_minutes);
    let (from, to) = ((numbing.0 + session.0).to_string(), (numbing.1 + session.1).to_string());
    words().fill(key::NEXT_LENGTH, &[("from", &from), ("to", &to)])
}
