//! `/sessions/away`: the days on which the patient is away, kept, and new times for what falls among
//! them.

use crate::domain::scheduling::reflow::{Choice, reflow};
use crate::domain::time::DayRange;
use crate::fhir::away::Away;
use crate::web::answer::Changing;
use crate::web::booking::{Deed, Planning, Tells, carry_out, with_planning};
use crate::web::care::Care;
use crate::web::components::closed::booking_closed;
use crate::web::components::entry::{focus_soon, focused_heading};
use crate::web::components::month::{Choose, Day, month, month_after};
use crate::web::components::parts::{Row, actions, group};
use crate::web::components::series_change::{later_sessions, what_it_does};
use crate::web::components::states::Tall;
use crate::web::components::times::sample_notice;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{
    Markup, all, button, card, element, link_button, list, live, maybe, paragraph, text,
};
use crate::web::pages::at_time::act;
use crate::web::pages::session::unknown;
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use chrono::NaiveDate;
use std::sync::Arc;

const TITLE: &str = "away-days";

/// How far the patient has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Days {
    /// Nothing is chosen.
    #[default]
    None,
    /// The first day.
    From(NaiveDate),
    /// Both, in order.
    Both(NaiveDate, NaiveDate),
}

/// I am away.
pub fn away_page(care: &Arc<Care>) -> Markup {
    if let Some(closed) = booking_closed(care) {
        return closed;
    }
    with_planning(care, &[Tall::Tall], |planning| {
        let (planning, days, turned) =
            (planning.clone(), Changing::of(Days::None), Changing::of(planning.care.today));
        live(move || match days.get() {
            Days::Both(from, to) => changed(&planning, days, from, to),
            chosen @ (Days::None | Days::From(_)) => choosing(&planning, days, chosen, turned),
        })
    })
}

fn choosing(planning: &Planning, days: Changing<Days>, chosen: Days, turned: Changing<NaiveDate>) -> Markup {
    let (words, today) = (words(), planning.care.today);
    let (lead, from) = match chosen {
        Days::From(from) => {
            (words.fill(key::BOOK_AWAY_TO, &[("day", &words.weekday_and_day(from))]), Some(from))
        }
        Days::None | Days::Both(..) => (words.say(key::BOOK_AWAY_FROM), None),
    };
    let last = planning.last_day();
    let day = |day: NaiveDate| {
        let label = if from.is_some() { key::BOOK_AWAY_LAST } else { key::BOOK_AWAY_FIRST };
        Day {
            label: words.fill(label, &[("day", &words.full_day(day))]),
            note: String::new(),
            open: day >= from.unwrap_or(today) && day <= last,
            chosen: from == Some(day),
        }
    };
    let choose: Choose = Arc::new(move |day| {
        days.set(match from {
            Some(from) => Days::Both(from, day),
            None => Days::From(day),
        });
        focus_soon(TITLE);
    });
    let lead = element("p").class("lead").fixed("id", TITLE).fixed("tabindex", "-1").text(lead);
    let kept = if from.is_none() { kept(&planning.care) } else { None };
    all(vec![
        lead.view(),
        month(turned, (today, last), &day, &choose),
        month_after(turned, &day, &choose),
        maybe(kept),
    ])
}

fn changed(planning: &Arc<Planning>, days: Changing<Days>, from: NaiveDate, to: NaiveDate) -> Markup {
    let (words, away) = (words(), DayRange::through(from, to));
    let Some(schedule) = planning.schedule() else { return unknown() };
    let change = reflow(&schedule, Choice::Away(away));
    let first = change.sessions.iter().find(|coming| coming.was >= from).map_or(1, |coming| coming.number);
    let moves = !change.moves.is_empty();
    let is_nothing = !moves && change.without_time.is_empty();
    let count = i64::try_from(change.moves.len()).unwrap_or_default();
    let label = words.count(key::BOOK_MOVE_COUNT, count);
    let move_them = moves.then(|| act(planning, first, &change, label, Tells::Away(away)));
    // Where not all of it can be moved here the patient is away all the same.
    let can_move = moves && change.refused.is_empty() && planning.not_movable(&change.moves).is_empty();
    let keep_days = (!can_move).then(|| {
        let care = planning.care.clone();
        button("button", words.say(key::BOOK_AWAY_KEEP), move || {
            tell(&care, Tells::Away(away), key::BOOK_AWAY_SAID_KEPT);
        })
    });
    let leave = (!is_nothing).then(|| {
        link_button("button button--quiet", here().href(Route::Sessions), words.say(key::BOOK_KEEP_ALL))
    });
    let again = button("button button--quiet", words.say(key::BOOK_AWAY_AGAIN), move || days.set(Days::None));
    let does = !is_nothing || !change.effects.is_empty();
    all(vec![
        element("div").child(focused_heading(TITLE, in_words(away))).view(),
        maybe(is_nothing.then(|| card(vec![paragraph(words.say(key::BOOK_AWAY_NOTHING))]))),
        maybe(later_sessions(&planning.care, &change, first.saturating_sub(1))),
        maybe(does.then(|| what_it_does(&change, first))),
        text("p", "second", words.say(key::BOOK_AWAY_THEN)),
        actions(move_them.into_iter().chain(keep_days).chain(leave).chain([again]).collect()),
        maybe(sample_notice(planning)),
    ])
}

/// The days that are kept, each with the way to take it back; nothing where none are.
fn kept(care: &Arc<Care>) -> Option<Markup> {
    let told = care.unsent();
    let row = |away: &Away| {
        let is_told = told.iter().any(|told| told.id == away.id);
        let note = (!is_told).then(|| words().say(key::BOOK_AWAY_IN_FILE));
        Row::new(in_words(away.days), note).plain(is_told.then(|| remove(care, away)))
    };
    let rows: Vec<_> = care.record.away.iter().map(row).collect();
    (!rows.is_empty()).then(|| group(words().say(key::BOOK_AWAY_KEPT), list(rows)))
}

fn remove(care: &Arc<Care>, away: &Away) -> Markup {
    let (words, care, away) = (words(), care.clone(), away.clone());
    element("button")
        .fixed("type", "button")
        .class("button button--quiet row__end")
        .with("aria-label", words.fill(key::BOOK_AWAY_REMOVE_LABEL, &[("what", &in_words(away.days))]))
        .text(words.say(key::BOOK_AWAY_REMOVE))
        .on_click(move || tell(&care, Tells::NotAway(away.clone()), key::BOOK_AWAY_SAID_REMOVED))
        .view()
}

/// Tells it, and nothing else.
fn tell(care: &Arc<Care>, tells: Tells, said: Key) {
    // No time is taken, and so none can be gone.
    let number = 1;
    carry_out(care, Deed { acts: Vec::new(), tells, number, said: words().say(said), next: None });
}

/// “Away from 20 December to 3 January”, the last day being one of them.
fn in_words(days: DayRange) -> String {
    let words = words();
    let (from, to) = (words.day_and_month(days.from), words.day_and_month(days.last()));
    words.fill(key::BOOK_AWAY_IS, &[("from", &from), ("to", &to)])
}
