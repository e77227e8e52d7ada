//! What belongs to a session that is near: whether the patient can come, what they agree to, and on its
//! day the numbing cream. It comes with the details.

use crate::domain::aftercare::precheck::Then;
use crate::fhir::standing::Standing;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::numbing::numbing;
use crate::web::components::parts::Row;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, list, maybe};
use crate::web::pages::{come, consent};
use crate::web::routes::Route;
use crate::web::text::key;
use std::sync::Arc;

/// The rows before a session, and the cream on its day; nothing where none is near.
pub fn visit_day(care: &Arc<Care>) -> Markup {
    let now = around().now.get_untracked();
    let (booked, is_today) = match care.standing(now) {
        Standing::SessionDay(booked) => (booked, true),
        Standing::GettingReady(booked) => (booked, false),
        _ => return all(Vec::new()),
    };
    let number = care.series.as_ref().and_then(|series| series.next()).map(|next| next.number);
    let number = number.filter(|_| now < booked.start);
    let before = number.map(|number| all(vec![rows(care, number), place(care, number)]));
    // None is put on for a session that cannot be.
    let is_held = come::standing(care, booked, now) == Some(Then::NotToday);
    all(vec![maybe(before), maybe((is_today && !is_held).then(|| numbing(care, booked)))])
}

/// Where it is, and the way to what else there is to know of it.
fn place(care: &Care, number: u32) -> Markup {
    let address = care.pack.clinic().address.as_ref().map(ToString::to_string);
    let address = address.unwrap_or_else(|| words().say(key::SESSION_NO_ADDRESS));
    let row = Row::new(words().say(key::SESSION_WHERE), Some(address));
    list(vec![row.link(here().href(Route::Session(number)))])
}

/// The ways to what is to be answered and read before a session, with how far that is.
pub fn rows(care: &Care, number: u32) -> Markup {
    let (words, now) = (words(), around().now.get_untracked());
    let session = care.session(number);
    let booked = session.and_then(|session| care.booked(session));
    let answered = match booked.and_then(|booked| come::standing(care, booked, now)) {
        None => key::COME_ROW,
        Some(Then::Go) => key::COME_GO,
        Some(Then::Talk) => key::COME_TALK,
        Some(Then::NotToday) => key::COME_NOT_TODAY,
    };
    let is_read = booked
        .zip(session)
        .is_some_and(|(booked, session)| consent::is_read(care, booked, &session.ingredients));
    let read = if is_read { key::CONSENT_ROW_READ } else { key::CONSENT_ROW };
    let row = |title, note, route| Row::new(words.say(title), Some(words.say(note))).link(here().href(route));
    list(vec![
        row(key::COME_TITLE, answered, Route::Ready(number)),
        row(key::CONSENT_TITLE, read, Route::Consent(number)),
    ])
}
