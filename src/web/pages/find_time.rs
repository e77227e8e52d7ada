//! `/sessions/5/time`: the free times for a session: the best three, then a list, then the month.

use crate::domain::scheduling::booking::may_change;
use crate::domain::scheduling::opening::{Booking, Holiday};
use crate::domain::scheduling::series::Session;
use crate::domain::scheduling::slots::{FreeTime, count_by_day};
use crate::web::answer::{Changing, start};
use crate::web::around::around;
use crate::web::booking::{Planning, planned, with_planning};
use crate::web::care::Care;
use crate::web::components::closed::{booking_closed, change_closed};
use crate::web::components::entry::focus_soon;
use crate::web::components::month::{Choose, Day, month};
use crate::web::components::next_times::nothing_free;
use crate::web::components::parts::{actions, call_clinic, group};
use crate::web::components::segments::{Segment, segments};
use crate::web::components::states::Tall;
use crate::web::components::times::{of_day, row, sample_notice, suggestions};
use crate::web::components::when::{clock_time, differs, phone_notice};
use crate::web::content::{booking, words};
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, link_button, list, live, maybe, paragraph, text};
use crate::web::pages::session::unknown;
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use gloo::timers::callback::Timeout;
use leptos::prelude::Owner;
use std::sync::Arc;

/// So many times stand in the list at once: a screen that is quick to draw and to read.
const AT_ONCE: usize = 30;
/// So many are offered in the place of one that is gone.
const NEAREST: usize = 3;

/// How the times are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Shown {
    /// One after the other.
    #[default]
    List,
    /// By the days of a month.
    Month,
}

/// Find a time.
pub fn find_time_page(care: &Arc<Care>, number: u32) -> Markup {
    if let Some(closed) = booking_closed(care) {
        return closed;
    }
    let Some(session) = care.session(number).filter(|session| session.is_ahead()).cloned() else {
        return unknown();
    };
    if let Some(booked) = care.booked(&session)
        && let Err(closed) =
            may_change(booked.start, booked.moves, &booking().policy, around().now.get_untracked())
    {
        return card(vec![paragraph(change_closed(care, closed)), call_clinic()]);
    }
    with_planning(care, &[Tall::Middle, Tall::Tall], move |planning| found(planning, &session))
}

/// The free times for a session.
pub fn found(planning: &Arc<Planning>, session: &Session) -> Markup {
    let number = session.number;
    if let Some(first) = planning.first_to_book(session) {
        return another_first(first);
    }
    let suggested = planning.suggestions(session);
    let best = if suggested.is_empty() {
        nothing_free(planning, session)
    } else {
        group(words().say(key::BOOK_BEST), suggestions(planning, number, &suggested))
    };
    let shown = Changing::of(Shown::List);
    // What the protocol allows first; behind it what else is free.
    let earliest = planning.window(session).map(|window| window.earliest);
    let from = planning.times.partition_point(|time| Some(time.day()) < earliest);
    let first = Changing::of(from);
    let (turned, chosen) = (Changing::of(NaiveDate::default()), Changing::of(None::<NaiveDate>));
    turned.set(planning.times.get(from).map_or(planning.care.today, FreeTime::day));
    let way = move |name, way: Shown| Segment {
        name: words().say(name),
        chosen: shown.get() == way,
        choose: Arc::new(move || shown.set(way)),
    };
    let now = around().now.get_untracked();
    let elsewhere =
        differs(&planning.care, now).then(|| text("p", "notice", phone_notice(&planning.care, now)));
    let planning = planning.clone();
    all(vec![
        best,
        maybe(elsewhere),
        live(move || {
            let ways = vec![way(key::BOOK_LIST, Shown::List), way(key::BOOK_MONTH, Shown::Month)];
            segments("times-as", words().say(key::BOOK_HOW), ways)
        }),
        {
            let planning = planning.clone();
            live(move || match shown.get() {
                Shown::List => by_list(&planning, number, from, first),
                Shown::Month => by_month(&planning, number, turned, chosen),
            })
        },
        maybe(sample_notice(&planning)),
    ])
}

/// So many milliseconds a page stands before what a tap on it will need is worked out.
const STANDS_MS: u32 = 200;

/// Works out ahead of a tap, while the page that leads here stands, what is free, and makes the page once,
/// for a browser is slow where code runs for the first time. It shows nothing.
pub fn ahead(care: &Arc<Care>) -> Markup {
    let (around, care) = (around(), care.clone());
    let (records, now) = (around.records, around.now.get_untracked());
    let plan = async move {
        // What cannot be read is said where it is needed.
        let Ok(planning) = planned(care, records, now).await else { return };
        let next = planning.care.series.as_ref().and_then(|series| series.next());
        Owner::new().with(|| drop(next.map(|next| found(&planning, next))));
    };
    Timeout::new(STANDS_MS, move || start(plan)).forget();
    all(Vec::new())
}

/// Sessions are booked in their order: a time that is booked is the next one's.
pub fn another_first(first: u32) -> Markup {
    let number = first.to_string();
    let find = here().href(Route::FindTime(first));
    let find = link_button("button", find, words().fill(key::BOOK_FIRST_FIND, &[("number", &number)]));
    card(vec![paragraph(words().fill(key::BOOK_FIRST, &[("number", &number)])), actions(vec![find])])
}

/// That a time was taken a moment ago, and the nearest ones.
pub fn gone(planning: &Planning, number: u32, time: DateTime<Utc>) -> Markup {
    focus_soon(GONE);
    let (words, care) = (words(), &planning.care);
    let day = words.weekday_and_day(care.pack.zone.day(time));
    let text = words.fill(key::BOOK_GONE_TEXT, &[("day", &day), ("time", &clock_time(care, time))]);
    let bounds = planning.bounds();
    let earliest =
        care.session(number).and_then(|session| planning.window(session)).map(|window| window.earliest);
    let is_lawful = |free: &&FreeTime| {
        Some(free.day()) >= earliest && bounds.as_ref().is_none_or(|bounds| bounds.allows(free.day()))
    };
    let mut nearest: Vec<FreeTime> = planning.times.iter().filter(is_lawful).copied().collect();
    crate::domain::order::by_key(&mut nearest, |free| (free.start - time).abs());
    let rows = nearest.iter().take(NEAREST).map(|free| row(care, number, free, None)).collect();
    element("section")
        .fixed("role", "alert")
        .class("stack")
        .child(
            element("div")
                .class("card card--care")
                .child(
                    element("h2")
                        .fixed("id", GONE)
                        .fixed("tabindex", "-1")
                        .text(words.say(key::BOOK_GONE_TITLE))
                        .view(),
                )
                .child(paragraph(text))
                .view(),
        )
        .child(list(rows))
        .view()
}

const GONE: &str = "gone";

/// The next free times, a screen at once.
fn by_list(planning: &Planning, number: u32, from: usize, first: Changing<usize>) -> Markup {
    let start = first.get();
    let shown: Vec<_> = planning.times.iter().skip(start).take(AT_ONCE).copied().collect();
    let day = |times: &[FreeTime]| {
        let day = times.first().map(|time| words().weekday_and_day(time.day())).unwrap_or_default();
        // The first one takes the focus when the list has turned.
        let heading = element("h2").fixed("tabindex", "-1");
        let is_first = times.first() == shown.first();
        let heading = if is_first { heading.fixed("id", FIRST) } else { heading };
        all(vec![heading.text(day).view(), of_day(planning, number, times)])
    };
    let turn = |to: usize, word, is_possible: bool| {
        let turn = element("button").fixed("type", "button").class("button button--quiet");
        let turn = turn.text(words().say(word)).on_click(move || {
            first.set(to);
            focus_soon(FIRST);
        });
        if is_possible { turn } else { turn.fixed("disabled", "") }.view()
    };
    // Back to where the series may begin, and only then before it.
    let back = start.saturating_sub(AT_ONCE);
    let back = if start > from { back.max(from) } else { back };
    let later = start + AT_ONCE;
    let turns = vec![
        turn(back, key::BOOK_EARLIER, start > 0),
        turn(later, key::BOOK_LATER, later < planning.times.len()),
    ];
    let days = shown.chunk_by(|one, other| one.day() == other.day());
    let days = if shown.is_empty() {
        vec![paragraph(words().say(key::BOOK_NONE_FROM_HERE))]
    } else {
        days.map(day).collect()
    };
    all(vec![card(days), actions(turns)])
}

const FIRST: &str = "first-day";

/// The month with how many times are free on each day; the day that is chosen above it.
fn by_month(
    planning: &Arc<Planning>,
    number: u32,
    turned: Changing<NaiveDate>,
    chosen: Changing<Option<NaiveDate>>,
) -> Markup {
    let counts = count_by_day(&planning.times);
    let range = (planning.care.today, counts.last().map_or(planning.care.today, |(day, _)| *day));
    let choose: Choose = Arc::new(move |day| {
        chosen.set(Some(day));
        focus_soon(CHOSEN);
    });
    let of = planning.clone();
    let of_chosen = move || maybe(chosen.get().map(|day| day_card(&of, number, day)));
    let shown = move || month(turned, range, &|at| day(&counts, at, chosen.get()), &choose);
    let booking = planning.booking;
    all(vec![
        live(of_chosen),
        text("p", "second", words().say(key::BOOK_CHOOSE_DAY)),
        live(shown),
        live(move || maybe(holidays(booking, turned.get()))),
    ])
}

/// The clinic's holidays in the month of a day; nothing where there is none.
fn holidays(booking: &Booking, of: NaiveDate) -> Option<Markup> {
    let words = words();
    let is_shown = |day: NaiveDate| (day.year(), day.month()) == (of.year(), of.month());
    let said = |holiday: &Holiday| {
        let day = words.day_and_month(holiday.from.0);
        let name = holiday.name.as_ref().map(|name| words.of("holiday", name.as_str()));
        match name {
            Some(name) => words.fill(key::BOOK_HOLIDAY, &[("day", &day), ("name", &name)]),
            None => day,
        }
    };
    let shown = booking.holidays.iter().filter(|holiday| is_shown(holiday.from.0) || is_shown(holiday.to.0));
    let shown: Vec<_> = shown.map(said).collect();
    (!shown.is_empty())
        .then(|| text("p", "second", words.fill(key::BOOK_CLOSED_ON, &[("days", &words.list(&shown))])))
}

/// The times of the day that is chosen.
fn day_card(planning: &Planning, number: u32, day: NaiveDate) -> Markup {
    let from = planning.times.partition_point(|time| time.day() < day);
    let until = planning.times.partition_point(|time| time.day() <= day);
    let times = planning.times.get(from..until).unwrap_or_default();
    let title = element("h2").fixed("id", CHOSEN).fixed("tabindex", "-1").text(words().full_day(day));
    card(vec![title.view(), of_day(planning, number, times)])
}

fn day(counts: &[(NaiveDate, u32)], day: NaiveDate, chosen: Option<NaiveDate>) -> Day {
    let found = counts.binary_search_by_key(&day, |(day, _)| *day).ok();
    let count = found.and_then(|at| counts.get(at)).map_or(0, |(_, count)| *count);
    if count == 0 {
        return Day { label: String::new(), note: String::new(), open: false, chosen: false };
    }
    let label = words().count_and_fill(key::BOOK_DAY_FREE, count.into(), &[("day", &words().full_day(day))]);
    Day { label, note: count.to_string(), open: true, chosen: chosen == Some(day) }
}

const CHOSEN: &str = "chosen-day";
