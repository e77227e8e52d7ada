//! `/sessions`: the whole series with the days between, past ones folded.

use crate::domain::ids::PhaseId;
use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::fhir::record::BookedStatus;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::next_session::{missed, next_session_card, still_booked, to_book};
use crate::web::components::parts::{Row, group, unsigned_notice};
use crate::web::components::question::question;
use crate::web::components::series_line::series_card;
use crate::web::components::states::Tall;
use crate::web::components::status::status_card;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::details::{Detailed, with_details};
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, list, live, maybe, text};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::NaiveDate;
use std::sync::Arc;

/// Sessions.
pub fn sessions_page(care: &Arc<Care>) -> Markup {
    let (words, now, asked) = (words(), around().now, care.clone());
    let status = if care.series.is_none() { status_card(care) } else { None };
    let dates = match &care.series {
        Some(series) => all(vec![
            ahead(care, series),
            maybe(markers(care, series)),
            text("p", "notice", words.say(key::SESSIONS_PLANNED_MEANS)),
        ]),
        None => all(Vec::new()),
    };
    all(vec![
        question(care),
        maybe(status),
        maybe(still_booked(care)),
        live(move || maybe(next_session_card(&asked, now.get()))),
        to_book(care),
        maybe(missed(care)),
        maybe(cancelled(care)),
        maybe(of_several(care)),
        maybe(series_card(care)),
        maybe(past(care)),
        dates,
        below(care),
        unsigned_notice(),
    ])
}

/// What was cancelled here and can be put back; it comes with the details. Nothing where nothing was.
fn cancelled(care: &Arc<Care>) -> Option<Markup> {
    let now = around().now.get_untracked();
    let any = care.record.cancelled.iter().any(|off| off.start > now);
    any.then(|| with_details(&[Tall::Middle], Detailed::Cancelled, Some(care.clone())))
}

/// What can be done with several of them; nothing where no series is shown.
fn of_several(care: &Care) -> Option<Markup> {
    let words = words();
    let is_ahead = |session: &&Session| session.is_ahead();
    let ahead: Vec<_> = care.series.as_ref()?.sessions.iter().filter(is_ahead).collect();
    let any = |booked: bool| ahead.iter().any(|session| care.booked(session).is_some() == booked);
    let row = |title, note, route| Row::new(words.say(title), Some(words.say(note))).link(here().href(route));
    let rest = any(false).then(|| row(key::BOOK_REST_TITLE, key::SESSIONS_REST_ROW, Route::BookRest));
    let away = row(key::BOOK_AWAY_TITLE, key::SESSIONS_AWAY_ROW, Route::Away);
    Some(list(rest.into_iter().chain([away]).collect()))
}

/// The calendar; it comes with the details. Nothing where no series is shown.
fn below(care: &Arc<Care>) -> Markup {
    let is_shown = care.series.is_some();
    let below = || with_details(&[Tall::Middle], Detailed::Calendar, Some(care.clone()));
    maybe(is_shown.then(below))
}

/// Sessions to come, by phase.
fn ahead(care: &Care, series: &Series) -> Markup {
    let mut phases: Vec<(&PhaseId, Vec<Markup>)> = Vec::new();
    let mut before: Option<NaiveDate> = None;
    for session in &series.sessions {
        let last = before.replace(session.on);
        if session.state == SessionState::Given {
            continue;
        }
        let row = row(care, session, last);
        match phases.last_mut().filter(|(phase, _)| **phase == session.phase) {
            Some((_, rows)) => rows.push(row),
            None => phases.push((&session.phase, vec![row])),
        }
    }
    all(phases
        .into_iter()
        .map(|(phase, rows)| group(words().of("phase", phase.as_str()), list(rows)))
        .collect())
}

fn row(care: &Care, session: &Session, last: Option<NaiveDate>) -> Markup {
    let words = words();
    let day = words.weekday_and_day(session.on);
    let day = match care.booked(session) {
        Some(booked) => words
            .fill(key::SESSIONS_DAY_AND_TIME, &[("day", &day), ("time", &clock_time(care, booked.start))]),
        None => words.fill(key::SESSIONS_AROUND, &[("day", &day)]),
    };
    let gap = last.map(|last| words.count(key::SESSIONS_LATER, (session.on - last).num_days()));
    let row = Row { small: gap, ..Row::new(numbered(session.number), Some(day)) };
    let asked = care.booked(session).is_some_and(|booked| booked.status == BookedStatus::Requested);
    row.link_with(page_of(session.number), state(session.state, asked))
}

fn page_of(number: u32) -> String {
    here().href(Route::Session(number))
}

fn state(state: SessionState, asked: bool) -> Markup {
    let (word, class) = match state {
        SessionState::Booked if asked => (key::SESSIONS_ASKED, "chip chip--care row__end"),
        SessionState::Given => (key::SESSIONS_GIVEN, "chip chip--done row__end"),
        SessionState::Booked => (key::SESSIONS_BOOKED, "chip chip--info row__end"),
        SessionState::Planned => (key::SESSIONS_PLANNED, "chip chip--plain row__end"),
    };
    text("span", class, words().say(word))
}

/// “Session 5”.
pub fn numbered(number: u32) -> String {
    words().fill(key::SESSIONS_NUMBER, &[("number", &number.to_string())])
}

/// What was given, newest first, folded; nothing where nothing was.
fn past(care: &Care) -> Option<Markup> {
    let words = words();
    let given = (1..).zip(&care.record.given);
    let mut rows: Vec<_> = given
        .map(|(number, given)| {
            Row::new(numbered(number), Some(words.full_day(given.day)))
                .link_with(page_of(number), state(SessionState::Given, false))
        })
        .collect();
    rows.reverse();
    let count = i64::try_from(rows.len()).unwrap_or_default();
    let summary = Row::new(words.count(key::SESSIONS_PAST, count), None).summary();
    (count > 0).then(|| {
        element("details")
            .class("card folded")
            .child(summary)
            .child(element("ul").class("folded__list").children(rows).view())
            .view()
    })
}

/// The blood test and the photos that hang on the first session.
fn markers(care: &Care, series: &Series) -> Option<Markup> {
    let words = words();
    let test = (series.lab_retest >= care.today).then(|| words.full_day(series.lab_retest));
    let photos: Vec<_> =
        series.photos.iter().filter(|day| **day >= care.today).map(|day| words.day_and_month(*day)).collect();
    let photos = (!photos.is_empty()).then(|| words.list(&photos));
    let row = |name, picture, days: Option<String>| {
        days.map(|days| {
            element("li")
                .class("row")
                .child(icon(picture))
                .child(Row::new(words.say(name), Some(days)).words())
                .view()
        })
    };
    let rows: Vec<_> =
        [row(key::SESSIONS_TEST, Icon::Blood, test), row(key::SESSIONS_PHOTOS, Icon::Camera, photos)]
            .into_iter()
            .flatten()
            .collect();
    (!rows.is_empty()).then(|| group(words.say(key::SESSIONS_BESIDE), list(rows)))
}
