//! `/sessions/rest`: a time for each session that is not booked yet, chosen together.

use crate::domain::scheduling::choose::{Beyond, Infeasible, Placed, ToPlace, choose_series};
use crate::domain::scheduling::slots::FreeTime;
use crate::fhir::record::BookedStatus;
use crate::web::booking::{Deed, Planning, Tells, carry_out, with_planning};
use crate::web::care::Care;
use crate::web::components::closed::booking_closed;
use crate::web::components::parts::{Row, actions, call_clinic};
use crate::web::components::series_change::why_closed;
use crate::web::components::states::Tall;
use crate::web::components::times::{day_and_time, sample_notice};
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, button, card, link_button, list, maybe, paragraph, text};
use crate::web::pages::session::unknown;
use crate::web::pages::sessions::numbered;
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::NaiveDate;
use std::sync::Arc;

/// Book the rest.
pub fn book_rest_page(care: &Arc<Care>) -> Markup {
    if let Some(closed) = booking_closed(care) {
        return closed;
    }
    with_planning(care, &[Tall::Short, Tall::Tall], rest)
}

fn rest(planning: &Arc<Planning>) -> Markup {
    let (words, care) = (words(), &planning.care);
    let (Some(bounds), Some(series)) = (planning.bounds(), &care.series) else { return unknown() };
    let ahead: Vec<_> = series.sessions.iter().filter(|session| session.is_ahead()).collect();
    let standing = |on| planning.ahead.iter().find(|time| time.day() == on).copied();
    let to_place: Vec<_> = ahead
        .iter()
        .map(|session| ToPlace {
            number: session.number,
            phase: &session.phase,
            stands: standing(session.on).filter(|_| care.booked(session).is_some()),
        })
        .collect();
    let last = care.last_given().map(|given| given.day);
    let preferences = &planning.booking.preferences.is;
    let chosen = choose_series(&planning.times, &to_place, last, &bounds, planning.habit, preferences);
    let is_new = |placed: &&Placed| !planning.ahead.iter().any(|time| time.start == placed.time.start);
    let keep =
        link_button("button button--quiet", here().href(Route::Sessions), words.say(key::BOOK_KEEP_ALL));
    let (placed, beyond, trouble) = match &chosen {
        Ok(chosen) => (&chosen.placed, &*chosen.beyond, None),
        Err(infeasible) => (&infeasible.before, &[][..], Some(cannot(infeasible))),
    };
    let new: Vec<_> = placed.iter().filter(is_new).copied().collect();
    let day_of = |number: u32| {
        let found = placed.iter().find(|placed| placed.number == number).map(|placed| placed.time.day());
        found.or_else(|| planning.before(number + 1))
    };
    let rows = new
        .iter()
        .map(|placed| row(planning, placed, day_of(placed.number - 1)))
        .chain(beyond.iter().map(later))
        .collect();
    let none = new.is_empty() && trouble.is_none();
    let lead = if none { key::BOOK_REST_NONE } else { key::BOOK_REST_LEAD };
    let book = (!new.is_empty()).then(|| book(planning, &new));
    all(vec![
        text("p", "lead", words.say(lead)),
        list(rows),
        maybe(trouble),
        actions(book.into_iter().chain([keep]).collect()),
        maybe(sample_notice(planning)),
    ])
}

fn row(planning: &Planning, placed: &Placed, last: Option<NaiveDate>) -> Markup {
    let days = last.map(|last| (placed.time.day() - last).num_days());
    let gap = days.map(|days| words().count(key::BOOK_WHY_GAP, days));
    let note = Some(day_and_time(&planning.care, &placed.time));
    Row { small: gap, ..Row::new(numbered(placed.number), note) }.plain(None)
}

/// A session that cannot be booked yet.
fn later(beyond: &Beyond) -> Markup {
    let day = |day| words().day_and_month(day);
    let filling = [("day", &*day(beyond.around)), ("from", &day(beyond.bookable_from))];
    Row::new(numbered(beyond.number), Some(words().fill(key::BOOK_BEYOND, &filling))).plain(None)
}

/// Which session finds no time, and why.
fn cannot(infeasible: &Infeasible) -> Markup {
    let (words, window) = (words(), &infeasible.window);
    let day = |day| words.day_and_month(day);
    let why: Vec<_> = infeasible.why.iter().map(|closed| why_closed(*closed)).collect();
    let why = if why.is_empty() { words.say(key::BOOK_WHY_NOT_TAKEN) } else { why.join(" ") };
    let said = words.fill(
        key::BOOK_INFEASIBLE,
        &[
            ("number", &infeasible.number.to_string()),
            ("from", &day(window.earliest)),
            ("to", &day(window.latest)),
            ("why", &why),
        ],
    );
    card(vec![paragraph(said), call_clinic()])
}

fn book(planning: &Arc<Planning>, new: &[Placed]) -> Markup {
    let words = words();
    let count = i64::try_from(new.len()).unwrap_or_default();
    let asks = planning.becomes() == BookedStatus::Requested;
    let verb = if asks { key::BOOK_ASK_COUNT } else { key::BOOK_BOOK_COUNT };
    let said = words.count(if asks { key::BOOK_SAID_ALL_ASKED } else { key::BOOK_SAID_ALL_BOOKED }, count);
    let times: Vec<FreeTime> = new.iter().map(|placed| placed.time).collect();
    let (planning, number) = (planning.clone(), new.first().map_or(1, |placed| placed.number));
    button("button", words.count(verb, count), move || {
        let acts = times.iter().map(|time| planning.act(None, *time)).collect();
        carry_out(
            &planning.care,
            Deed { acts, number, said: said.clone(), next: Some(Route::Sessions), tells: Tells::Nothing },
        );
    })
}
