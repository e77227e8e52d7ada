//! The next session: its day, its time, when to be there, how long it takes.

use crate::domain::scheduling::series::Session;
use crate::fhir::record::{Booked, BookedStatus};
use crate::fhir::standing::Standing;
use crate::web::answer::derived;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::states::Tall;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::details::{Detailed, with_details};
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, heading, link_button, live, maybe, text};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::sync::Arc;

/// The next session in a card, by where the patient stands; nothing where none is planned, where one
/// is to be booked, or where something else comes first.
pub fn next_session_card(care: &Arc<Care>, now: DateTime<Utc>) -> Option<Markup> {
    let standing = care.standing(now);
    match standing {
        // The visit goes on: its steps say more.
        Standing::SessionDay(booked) if now >= booked.start => None,
        // What to do stands below.
        Standing::SessionDay(booked) | Standing::GettingReady(booked) => {
            Some(booked_card(care, booked, None))
        }
        Standing::Ahead(booked) => Some(booked_card(care, booked, links(care))),
        Standing::JustAfter => {
            let booked = care.record.booked_for(care.series.as_ref()?.next()?, now)?;
            Some(booked_card(care, booked, links(care)))
        }
        Standing::NotBooked(_) | Standing::Late(..) | Standing::Unrecorded(_) | Standing::NothingPlanned => {
            None
        }
    }
}

/// The best times for the next session, where it is not booked. They come with the details.
pub fn to_book(care: &Arc<Care>) -> Markup {
    let (now, asked, care) = (around().now, care.clone(), care.clone());
    let is_open = derived(move || is_to_book(&asked, now.get()));
    live(move || {
        let times = || with_details(&[Tall::Middle, Tall::Middle], Detailed::NextTimes, Some(care.clone()));
        maybe(is_open.get().then(times))
    })
}

/// That the last session did not happen, and what that does; it comes with the details. Nothing where it
/// did.
pub fn missed(care: &Arc<Care>) -> Option<Markup> {
    let (record, last) = (&care.record, care.last_given().map(|given| given.day));
    let day = record.not_given.iter().max()?;
    let is_last = last.is_none_or(|last| *day > last) && care.series.is_some();
    is_last.then(|| with_details(&[Tall::Middle], Detailed::Missed, Some(care.clone())))
}

/// That a session stays booked although the plan waits; nothing where none is.
pub fn still_booked(care: &Arc<Care>) -> Option<Markup> {
    let now = around().now.get_untracked();
    let waits = care.cocktail.is_none();
    let mut ahead = care.record.booked.iter().filter(|booked| booked.end > now);
    let booked = ahead.find(|booked| waits && booked.status == BookedStatus::Booked);
    let still = || with_details(&[Tall::Middle], Detailed::StillBooked, Some(care.clone()));
    booked.map(|_| still())
}

fn is_to_book(care: &Care, now: DateTime<Utc>) -> bool {
    match care.standing(now) {
        Standing::Late(..) | Standing::NotBooked(_) => true,
        Standing::JustAfter => {
            let next = care.series.as_ref().and_then(|series| series.next());
            next.is_some_and(|next| care.record.booked_for(next, now).is_none())
        }
        Standing::SessionDay(_)
        | Standing::GettingReady(_)
        | Standing::Ahead(_)
        | Standing::Unrecorded(_)
        | Standing::NothingPlanned => false,
    }
}

/// The ways to another time, and to the session's own page.
fn links(care: &Arc<Care>) -> Option<Markup> {
    let next = care.series.as_ref()?.next()?.number;
    let link = |class, route, word| link_button(class, here().href(route), words().say(word));
    let links = vec![
        link("button button--quiet", Route::FindTime(next), key::NEXT_MOVE),
        link("button", Route::Session(next), key::NEXT_READY),
    ];
    let links = element("div").class("actions actions--pair").children(links).view();
    Some(all(vec![links, with_details(&[], Detailed::Ahead, Some(care.clone()))]))
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

/// A card for what comes next, under its number.
pub fn hero(number: Option<String>) -> crate::web::markup::Element {
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
