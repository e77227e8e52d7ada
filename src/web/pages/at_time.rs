//! `/sessions/5/time/29410890-1`: one free time for a session: what it does to the series, then the act.

use crate::domain::scheduling::booking::may_change;
use crate::domain::scheduling::reflow::{Choice, Move, Reflow, Refused, reflow};
use crate::domain::scheduling::series::Session;
use crate::domain::scheduling::slots::{FreeTime, SlotId};
use crate::fhir::record::{Booked, BookedStatus};
use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::booking::{Deed, Planning, Tells, carry_out, with_planning};
use crate::web::care::Care;
use crate::web::components::closed::{booking_closed, change_closed};
use crate::web::components::icon::{Icon, icon};
use crate::web::components::next_session::{hero, place, tile};
use crate::web::components::parts::{Row, actions, call_clinic, sentences};
use crate::web::components::request::{ask_move, asking, hello};
use crate::web::components::segments::{Segment, segments};
use crate::web::components::series_change::{effects_card, later_sessions, refusal, short, what_it_does};
use crate::web::components::states::Tall;
use crate::web::components::times::sample_notice;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{
    Markup, all, card, element, heading, link_button, list, live, maybe, paragraph, text,
};
use crate::web::pages::find_time::{found, gone};
use crate::web::pages::session::{session_page, unknown};
use crate::web::routes::Route;
use crate::web::text::{Words, key};
use std::sync::Arc;

/// One free time for a session.
pub fn at_time_page(care: &Arc<Care>, number: u32, slot: SlotId) -> Markup {
    if let Some(closed) = booking_closed(care) {
        return closed;
    }
    let Some(session) = care.session(number).filter(|session| session.is_ahead()).cloned() else {
        return unknown();
    };
    if care.booked(&session).is_some_and(|booked| booked.start == slot.start()) {
        return session_page(care, number);
    }
    with_planning(care, &[Tall::Middle, Tall::Tall], move |planning| match planning.time(slot) {
        _ if planning.first_to_book(&session).is_some() => found(planning, &session),
        None => all(vec![gone(planning, number, slot.start()), found(planning, &session)]),
        Some(time) => match planning.care.booked(&session).cloned() {
            Some(booked) => moving(planning, &session, &booked, time),
            None => booking_it(planning, &session, time),
        },
    })
}

/// Which others move with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Others {
    /// None.
    #[default]
    Stay,
    /// Those booked after it.
    Move,
}

/// Moving a session that has a time.
fn moving(planning: &Arc<Planning>, session: &Session, booked: &Booked, time: FreeTime) -> Markup {
    let (care, number, others) = (planning.care.clone(), session.number, Changing::of(Others::Stay));
    let now = around().now.get_untracked();
    if let Err(closed) = may_change(booked.start, booked.moves, &planning.booking.policy, now) {
        return card(vec![paragraph(change_closed(&care, closed)), call_clinic()]);
    }
    let (Some(from), Some(schedule)) = (planning.time_of(booked), planning.schedule()) else {
        return unknown();
    };
    let moved = Move { from, to: time };
    let has_later = schedule.booked.iter().any(|other| other.start > from.start);
    // Where it cannot move alone the others are offered to move with it.
    if has_later && !reflow(&schedule, Choice::OnlyThis(moved)).refused.is_empty() {
        others.set(Others::Move);
    }
    let from_to = from_to(&care, from, time);
    let choice = move || {
        let way = |name, way| Segment {
            name: words().say(name),
            chosen: others.get() == way,
            choose: Arc::new(move || others.set(way)),
        };
        let ways = vec![way(key::BOOK_ONLY_THIS, Others::Stay), way(key::BOOK_REST_TOO, Others::Move)];
        segments("what-moves", words().say(key::BOOK_CHOICE), ways)
    };
    let (kept, planning) = (words().day_and_month(from.day()), planning.clone());
    let notice = sample_notice(&planning);
    let rest = live(move || {
        let Some(schedule) = planning.schedule() else { return unknown() };
        let change = match others.get() {
            Others::Stay => Choice::OnlyThis(moved),
            Others::Move => Choice::RestToo(moved),
        };
        let change = reflow(&schedule, change);
        let label = match change.moves.len() {
            0 | 1 => words().fill(key::BOOK_MOVE_TO, &[("day", &words().weekday_and_day(time.day()))]),
            several => words().count(key::BOOK_MOVE_COUNT, i64::try_from(several).unwrap_or_default()),
        };
        all(vec![
            maybe(later_sessions(&planning.care, &change, number)),
            what_it_does(&change, number),
            text("p", "second", words().say(key::BOOK_KEPT)),
            actions(vec![
                act(&planning, number, &change, label, Tells::Nothing),
                link_button(
                    "button button--quiet",
                    here().href(Route::Session(number)),
                    words().fill(key::BOOK_KEEP_DAY, &[("day", &kept)]),
                ),
            ]),
        ])
    });
    let away = Row::new(words().say(key::BOOK_AWAY_LINK), Some(words().say(key::SESSIONS_AWAY_ROW)));
    all(vec![
        from_to,
        if has_later { live(choice) } else { all(Vec::new()) },
        rest,
        list(vec![away.link(here().href(Route::Away))]),
        maybe(notice),
    ])
}

/// The old time, and the new one.
fn from_to(care: &Care, from: FreeTime, to: FreeTime) -> Markup {
    let words = words();
    let end = |word, tag, time: FreeTime| {
        element("div")
            .child(text("p", "small", words.say(word)))
            .child(element(tag).text(shortly(care, time)).view())
            .view()
    };
    element("section")
        .class("card")
        .child(
            element("div")
                .class("move")
                .child(end(key::BOOK_FROM, "del", from))
                .child(icon(Icon::Go))
                .child(end(key::BOOK_TO, "b", to))
                .view(),
        )
        .view()
}

/// “Sat 28 Nov, 5pm”.
fn shortly(care: &Care, time: FreeTime) -> String {
    let day = [&*words().short_weekday(time.day()), " ", &short(time.day())].concat();
    words().fill(key::BOOK_DAY_AND_TIME, &[("day", &day), ("time", &clock_time(care, time.start))])
}

/// The button that makes a change of the series, and tells with it what made that needed; one that may
/// not be made says so by being off.
pub fn act(planning: &Arc<Planning>, number: u32, change: &Reflow, label: String, tells: Tells) -> Markup {
    let (words, care) = (words(), &planning.care);
    let (planning, moves, next) = (planning.clone(), change.moves.clone(), after(change, number));
    let closed: Vec<_> =
        planning.not_movable(&moves).into_iter().map(|closed| change_closed(care, closed)).collect();
    let off = !change.refused.is_empty() || !closed.is_empty() || moves.is_empty();
    let said = said_moved(words, &moves);
    let asks: Vec<_> = moves
        .iter()
        .filter(|moved| planning.appointment(moved.from).is_some_and(|booked| planning.is_clinics(booked)))
        .map(|moved| ask_move(care, moved.from.start, moved.to.start))
        .collect();
    let ask = (!asks.is_empty() && !off).then(|| {
        element("section")
            .class("card card--care")
            .child(heading(words.say(key::BOOK_ASK_FIRST)))
            .child(paragraph(words.say(key::BOOK_ASK_FIRST_TEXT)))
            .child(asking(&hello(care, &asks)))
            .view()
    });
    let label = if asks.is_empty() { label } else { words.fill(key::BOOK_AGREED_TO, &[("what", &label)]) };
    let make = move || {
        let acts = planning.acts(&moves);
        let (said, next) = (said.clone(), Some(next.clone()));
        carry_out(&planning.care, Deed { acts, tells: tells.clone(), number, said, next });
    };
    let button = element("button").fixed("type", "button").class("button").text(label);
    let button = if off { button.fixed("disabled", "") } else { button.on_click(make) };
    all(vec![maybe(sentences(closed)), maybe(ask), button.view()])
}

/// The screen that shows what was moved: the session by the number it has then, or all of them.
fn after(change: &Reflow, number: u32) -> Route {
    let [moved] = &change.moves[..] else { return Route::Sessions };
    let then = change.sessions.iter().find(|coming| coming.now == moved.to.day());
    Route::Session(then.map_or(number, |coming| coming.number))
}

fn said_moved(words: &Words, moves: &[Move]) -> String {
    match moves.len() {
        0 | 1 => words.say(key::BOOK_SAID_MOVED),
        several => words.count(key::BOOK_SAID_ALL_MOVED, i64::try_from(several).unwrap_or_default()),
    }
}

/// Booking a session that has no time yet, or asking for one.
fn booking_it(planning: &Arc<Planning>, session: &Session, time: FreeTime) -> Markup {
    let (words, care, number) = (words(), &planning.care, session.number);
    let when = element("div").child(heading(clock_time(care, time.start))).child(text(
        "p",
        "second",
        words.full_day(time.day()),
    ));
    let closed = planning.bounds().map(|bounds| bounds.why_not(time.day())).unwrap_or_default();
    let effects = planning.effects_of(&planning.ahead_with(&[time]));
    let (effects, too_close) =
        effects.map_or_else(Default::default, |found| (found.effects, found.too_close));
    let off = !closed.is_empty() || !too_close.is_empty();
    let against = closed.into_iter().map(Refused::Closed).chain(too_close.into_iter().map(Refused::TooClose));
    let effects = effects_card(against.map(refusal).collect(), &effects, number);
    let asks = planning.becomes() == BookedStatus::Requested;
    let verb = if asks { key::BOOK_ASK_AT } else { key::BOOK_BOOK_AT };
    let label = words.fill(verb, &[("day", &words.weekday_and_day(time.day()))]);
    let said = words.say(if asks { key::BOOK_SAID_ASKED } else { key::BOOK_SAID_BOOKED });
    let of = planning.clone();
    let book = move || {
        let (acts, next) = (vec![of.act(None, time)], Some(Route::Session(number)));
        carry_out(&of.care, Deed { acts, tells: Tells::Nothing, number, said: said.clone(), next });
    };
    let button = element("button").fixed("type", "button").class("button").text(label);
    let button = if off { button.fixed("disabled", "") } else { button.on_click(book) }.view();
    let leave = link_button(
        "button button--quiet",
        here().href(Route::FindTime(number)),
        words.say(key::BOOK_NOT_THIS),
    );
    let shown = hero(Some(place(care, session)))
        .child(element("div").class("when").child(tile(time.day())).child(when.view()).view());
    all(vec![shown.view(), effects, actions(vec![button, leave]), maybe(sample_notice(planning))])
}
