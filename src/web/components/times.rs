//! Free times: one as a line, several as a row of buttons, and what speaks for one.

use crate::domain::scheduling::slots::FreeTime;
use crate::domain::scheduling::suggest::{Speaks, Suggestion};
use crate::web::booking::Planning;
use crate::web::care::Care;
use crate::web::components::parts::Row;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, list, text};
use crate::web::routes::Route;
use crate::web::text::key;

/// “Tuesday 1 December, 6pm”.
pub fn day_and_time(care: &Care, time: &FreeTime) -> String {
    let (day, time) = (words().weekday_and_day(time.day()), clock_time(care, time.start));
    words().fill(key::BOOK_DAY_AND_TIME, &[("day", &day), ("time", &time)])
}

/// A free time as a row that leads to it: seen as “Tuesday 1 December, 6pm”, called “Tuesday 1 December
/// 2026, 6pm, free”.
pub fn row(care: &Care, number: u32, time: &FreeTime, note: Option<String>) -> Markup {
    let seen = element("span").fixed("aria-hidden", "true").text(day_and_time(care, time));
    let name = vec![seen.view(), text("span", "unseen", spoken(care, time))];
    Row::link_named(all(name), note, here().href(Route::AtTime(number, time.id())))
}

/// Its accessible name: “Tuesday 1 December 2026, 6pm, free”.
fn spoken(care: &Care, time: &FreeTime) -> String {
    let (day, time) = (words().full_day(time.day()), clock_time(care, time.start));
    words().fill(key::BOOK_FREE, &[("day", &day), ("time", &time)])
}

/// What speaks for a suggestion, in a line.
pub fn speaks(suggestion: &Suggestion) -> String {
    let words = words();
    let say = |speaks: &Speaks| match speaks {
        Speaks::GapDays(days) => words.count(key::BOOK_WHY_GAP, (*days).into()),
        Speaks::BestDay => words.say(key::BOOK_WHY_BEST),
        Speaks::Earliest => words.say(key::BOOK_WHY_EARLIEST),
        Speaks::UsualWeekday => words.say(key::BOOK_WHY_WEEKDAY),
        Speaks::UsualHour => words.say(key::BOOK_WHY_HOUR),
    };
    let said: Vec<_> = suggestion.reasons.iter().map(|reason| say(reason) + ".").collect();
    said.join(" ")
}

/// Suggestions as a list of links.
pub fn suggestions(planning: &Planning, number: u32, suggested: &[Suggestion]) -> Markup {
    let row = |suggestion: &Suggestion| {
        let speaks = Some(speaks(suggestion)).filter(|said| !said.is_empty());
        row(&planning.care, number, &suggestion.time, speaks)
    };
    list(suggested.iter().map(row).collect())
}

/// The times of one day, each a link.
pub fn of_day(planning: &Planning, number: u32, times: &[FreeTime]) -> Markup {
    let one = |time: &FreeTime| {
        element("a")
            .class("times__one")
            .with("href", here().href(Route::AtTime(number, time.id())))
            .with("aria-label", spoken(&planning.care, time))
            .text(words().time(time.wall.time()))
            .view()
    };
    element("div").class("times").children(times.iter().map(one).collect()).view()
}

/// Where the times come from, while the clinic has not given its own.
pub fn sample_notice(planning: &Planning) -> Option<Markup> {
    planning.booking.sample.then(|| text("p", "notice", words().say(key::BOOK_SAMPLE)))
}
