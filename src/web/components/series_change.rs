//! What a change does to the series, before it is made: each later session old and new, and the
//! effects in sentences, the weightiest first.

use crate::domain::scheduling::effects::{Effect, Gap};
use crate::domain::scheduling::lateness::CONTINUE;
use crate::domain::scheduling::reflow::{Coming, How, NoTime, Reflow, Refused};
use crate::domain::scheduling::window::Closed;
use crate::web::care::Care;
use crate::web::components::parts::sentences;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::markup::{Markup, all, card, element, heading, list, maybe, paragraph, text};
use crate::web::pages::session::name;
use crate::web::pages::sessions::numbered;
use crate::web::text::key;
use chrono::{Datelike, NaiveDate};

/// The sessions that are later than one, each as it is and as it would be; nothing where there is
/// none. Those that are not booked are told only where they change.
pub fn later_sessions(care: &Care, reflow: &Reflow, than: u32) -> Option<Markup> {
    let is_told = |coming: &&Coming| {
        coming.number > than && (!matches!(coming.how, How::Around) || coming.was != coming.now)
    };
    let rows: Vec<_> = reflow.sessions.iter().filter(is_told).map(|coming| row(care, coming)).collect();
    (!rows.is_empty()).then(|| {
        let title = text("h2", "group__title", words().say(key::BOOK_LATER_SESSIONS));
        element("section").child(title).child(list(rows)).view()
    })
}

fn row(care: &Care, coming: &Coming) -> Markup {
    let words = words();
    let end = match coming.how {
        How::Kept(time) => plain(words.fill(key::BOOK_STAYS_ON, &[("day", &short(time.day()))])),
        How::Moved(moved) if moved.from.day() == moved.to.day() => {
            let time = |time| clock_time(care, time);
            was_now(&time(moved.from.start), &time(moved.to.start))
        }
        How::Moved(moved) => was_now(&short(moved.from.day()), &short(moved.to.day())),
        How::Around => {
            let around = |day| words.fill(key::BOOK_AROUND, &[("day", &short(day))]);
            was_now(&around(coming.was), &short(coming.now))
        }
    };
    element("li")
        .class("row")
        .child(text("span", "row__text row__name", numbered(coming.number)))
        .child(end)
        .view()
}

fn plain(said: String) -> Markup {
    text("span", "second row__end", said)
}

/// From an old to a new one: an arrow for the eye, words for the ear.
fn was_now(was: &str, now: &str) -> Markup {
    let words = words();
    element("span")
        .class("second row__end")
        .child(
            element("span")
                .fixed("aria-hidden", "true")
                .text(words.fill(key::BOOK_WAS_NOW, &[("was", was), ("now", now)]))
                .view(),
        )
        .child(text("span", "unseen", words.fill(key::BOOK_FROM_TO_SPOKEN, &[("from", was), ("to", now)])))
        .view()
}

/// “15 Dec”.
pub fn short(day: NaiveDate) -> String {
    [&*day.day().to_string(), " ", &words().short_month(day)].concat()
}

/// What it does, in a card; what stands against it first.
pub fn what_it_does(reflow: &Reflow, moved: u32) -> Markup {
    let against = reflow.refused.iter().map(|refused| refusal(*refused));
    let without = reflow.without_time.iter().filter_map(|without| {
        let session = reflow.sessions.iter().find(|coming| coming.was == without.from.day())?;
        Some(without_time(session.number, &without.why))
    });
    let left = sentences(without.collect()).map(|left| card(vec![left]));
    all(vec![maybe(left), effects_card(against.collect(), &reflow.effects, moved)])
}

/// The effects of a change, in a card, under what stands against it.
pub fn effects_card(against: Vec<String>, effects: &[Effect], moved: u32) -> Markup {
    let words = words();
    let effects = || effects.iter().filter_map(|effect| sentence(effect, moved)).chain(pacing(effects));
    // What may not be has no effects.
    let lines = if against.is_empty() { effects().collect() } else { against };
    let none = lines.is_empty().then(|| paragraph(words.say(key::BOOK_NOTHING_ELSE)));
    card(vec![heading(words.say(key::BOOK_WHAT)), maybe(sentences(lines)), maybe(none)])
}

/// Why a change may not be made.
pub fn refusal(refused: Refused) -> String {
    match refused {
        Refused::TooClose(close) => words().count_and_fill(
            key::BOOK_TOO_CLOSE,
            close.days.into(),
            &[("number", &close.number.to_string())],
        ),
        Refused::Closed(closed) => words().fill(key::BOOK_NOT_ALLOWED, &[("reason", &why_closed(closed))]),
    }
}

/// Why a day is closed.
pub fn why_closed(closed: Closed) -> String {
    words().say(match closed {
        Closed::Before(_) => key::BOOK_WHY_NOT_BEFORE,
        Closed::Away(_) => key::BOOK_WHY_NOT_AWAY,
        Closed::NearPrpGfc(_) => key::BOOK_WHY_NOT_CLEAR,
        Closed::Healing(_) => key::BOOK_WHY_NOT_TRANSPLANT,
        Closed::NotYet(_) => key::BOOK_WHY_NOT_YET,
    })
}

fn without_time(number: u32, why: &NoTime) -> String {
    let number = number.to_string();
    match why {
        NoTime::NothingFree { window, .. } => {
            let day = |day| words().day_and_month(day);
            let filling = [("from", &*day(window.earliest)), ("to", &day(window.latest))];
            let none = words().fill(key::BOOK_NONE, &filling);
            [&words().fill(key::BOOK_UNPLACED, &[("number", &number)]), " ", &none].concat()
        }
        NoTime::AfterOneWithout => words().fill(key::BOOK_UNPLACED, &[("number", &number)]),
        NoTime::NotYet(beyond) => {
            let day = |day| words().day_and_month(day);
            let filling = [("day", &*day(beyond.around)), ("from", &day(beyond.bookable_from))];
            [
                &words().fill(key::BOOK_UNPLACED, &[("number", &number)]),
                " ",
                &words().fill(key::BOOK_BEYOND, &filling),
            ]
            .concat()
        }
    }
}

/// An effect in words; nothing where it says no more than that all is well with a later session.
fn sentence(effect: &Effect, moved: u32) -> Option<String> {
    let words = words();
    let day = |day: NaiveDate| words.day_and_month(day);
    Some(match effect {
        Effect::Gap { number, now, .. } if *number == moved => gap(now, None),
        Effect::Gap { now, .. } if now.verdict.as_ref().is_some_and(|verdict| *verdict == *CONTINUE) => {
            return None;
        }
        Effect::Gap { number, now, .. } => gap(now, Some(*number)),
        Effect::SessionsAdded { count, .. } => words.count(key::BOOK_EFFECT_ADDED, (*count).into()),
        Effect::PhaseLimit { number, .. } => {
            words.fill(key::BOOK_EFFECT_PHASE, &[("number", &number.to_string())])
        }
        Effect::LoadingEnds { was, now } => {
            words.fill(key::BOOK_EFFECT_ENDS, &[("from", &day(*was)), ("to", &day(*now))])
        }
        Effect::Results { was, now } if was == now => words.say(key::BOOK_EFFECT_RESULTS_SAME),
        Effect::Results { now: (from, to), .. } => {
            words.fill(key::BOOK_EFFECT_RESULTS, &[("from", &day(*from)), ("to", &day(*to))])
        }
        Effect::BloodTest { was, now } => {
            words.fill(key::BOOK_EFFECT_TEST, &[("from", &day(*was)), ("to", &day(*now))])
        }
        Effect::Photos { now, .. } => {
            let days: Vec<_> = now.iter().map(|photo| day(*photo)).collect();
            words.fill(key::BOOK_EFFECT_PHOTOS, &[("days", &words.list(&days))])
        }
        // Said together, for several at once.
        Effect::Pacing { .. } => return None,
    })
}

/// Ingredients that leave some sessions for others.
struct Shifted {
    gone: Vec<u32>,
    new: Vec<u32>,
    names: Vec<String>,
}

/// Which ingredients fall in other sessions, those together that do so alike.
fn pacing(effects: &[Effect]) -> Vec<String> {
    let mut alike: Vec<Shifted> = Vec::new();
    for effect in effects {
        let Effect::Pacing { ingredient, was, now } = effect else { continue };
        let less = |of: &[u32], other: &[u32]| -> Vec<u32> {
            of.iter().filter(|number| !other.contains(number)).copied().collect()
        };
        let (gone, new) = (less(was, now), less(now, was));
        match alike.iter_mut().find(|known| known.gone == gone && known.new == new) {
            Some(known) => known.names.push(name(ingredient)),
            None => alike.push(Shifted { gone, new, names: vec![name(ingredient)] }),
        }
    }
    alike.iter().map(shifted).collect()
}

fn shifted(shifted: &Shifted) -> String {
    let words = words();
    let list = |numbers: &[u32]| {
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        words.list(&numbers)
    };
    let word = match (shifted.gone.is_empty(), shifted.new.is_empty()) {
        (false, false) => key::BOOK_EFFECT_PACING,
        (false, true) => key::BOOK_EFFECT_PACING_GONE,
        (true, _) => key::BOOK_EFFECT_PACING_NEW,
    };
    let (names, gone, new) = (words.list(&shifted.names), list(&shifted.gone), list(&shifted.new));
    words.fill(word, &[("names", &names), ("gone", &gone), ("new", &new)])
}

/// The days since the session before, and what the clinic says of them.
fn gap(gap: &Gap, to: Option<u32>) -> String {
    let words = words();
    let verdict = gap.verdict.as_ref().map(|verdict| words.of("verdict", verdict.as_str()));
    let verdict = verdict.unwrap_or_default();
    match to {
        None => words.count_and_fill(key::BOOK_EFFECT_GAP, gap.days.into(), &[("verdict", &verdict)]),
        Some(number) => {
            let (before, number) = (number.saturating_sub(1).to_string(), number.to_string());
            let filling = [("verdict", &*verdict), ("before", &before), ("number", &number)];
            words.count_and_fill(key::BOOK_EFFECT_GAP_OF, gap.days.into(), &filling)
        }
    }
}
