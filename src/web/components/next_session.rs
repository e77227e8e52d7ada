//! The next session: its day, its time, how long it takes.

use crate::web::care::{Care, NextSession};
use crate::web::content::words;
use crate::web::markup::{Markup, element, heading, text};
use crate::web::text::key;
use chrono::{Datelike, NaiveDate};

/// The next session in a card; nothing where none is planned.
pub fn next_session_card(care: &Care) -> Option<Markup> {
    let words = words();
    let next = care.next()?;
    let on = next.session.on;
    let when = element("div")
        .child(heading(title(next)))
        .child(text("p", "unseen", words.full_day(on)))
        .child(text("p", "second", words.days_ahead((on - care.today).num_days())));
    let section = element("section")
        .class("card card--hero")
        .child(text("p", "second", number(care, next)))
        .child(element("div").class("when").child(tile(on)).child(when.view()).view())
        .children(about(care, next).into_iter().map(|line| text("p", "second", line)).collect());
    Some(section.view())
}

/// A leaf of a calendar.
fn tile(on: NaiveDate) -> Markup {
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
fn number(care: &Care, next: NextSession<'_>) -> String {
    let words = words();
    let of_phase = care
        .series
        .iter()
        .flat_map(|series| &series.sessions)
        .filter(|session| session.phase == next.session.phase)
        .count();
    let (number, all) = (next.session.number_in_phase.to_string(), of_phase.to_string());
    words.fill(
        key::NEXT_NUMBER,
        &[("phase", &words.of("phase", next.session.phase.as_str())), ("number", &number), ("count", &all)],
    )
}

fn title(next: NextSession<'_>) -> String {
    let words = words();
    next.starts.map_or_else(|| words.say(key::NEXT_NOT_BOOKED), |starts| words.time(starts.time()))
}

/// How long it takes; and for one that is not booked, what its day rests on.
fn about(care: &Care, next: NextSession<'_>) -> Vec<String> {
    let words = words();
    let visit = &care.pack.clinic().visit;
    let (numbing, session) = (visit.numbing_minutes, visit.session_minutes);
    let (from, to) = ((numbing.0 + session.0).to_string(), (numbing.1 + session.1).to_string());
    let length = words.fill(key::NEXT_LENGTH, &[("from", &from), ("to", &to)]);
    let late = care.lateness().map(|late| {
        let gap = words.count(key::NEXT_GAP, late.gap_days.into());
        [gap, words.of("verdict", late.band.verdict.as_str())].join(" ")
    });
    if next.starts.is_some() { vec![length] } else { late.into_iter().chain([length]).collect() }
}
