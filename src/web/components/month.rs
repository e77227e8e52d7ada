//! A month of the clinic's calendar, one tap a day.

use crate::web::answer::Changing;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::words;
use crate::web::markup::{Markup, all, element, text};
use crate::web::text::{Key, key};
use chrono::{Datelike, Days, Months, NaiveDate};
use std::sync::Arc;

/// What is done with the day that is tapped.
pub type Choose = Arc<dyn Fn(NaiveDate) + Send + Sync>;

/// How a day is shown.
pub struct Day {
    /// Its accessible name: the whole day, and what there is to know of it.
    pub label: String,
    /// A small word below its number; nothing where empty.
    pub note: String,
    /// Whether it can be chosen.
    pub open: bool,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The month of a day, with ways to the months beside it as far as the range reaches.
pub fn month(
    shown: Changing<NaiveDate>,
    (first, last): (NaiveDate, NaiveDate),
    day: &dyn Fn(NaiveDate) -> Day,
    choose: &Choose,
) -> Markup {
    let of = shown.get();
    let begins = of.with_day(1).unwrap_or(of);
    let next = begins.checked_add_months(Months::new(1)).unwrap_or(begins);
    let before = begins.checked_sub_months(Months::new(1)).unwrap_or(begins);
    let turn = |to: NaiveDate, is_possible: bool, label: Key, picture: Icon| {
        let turn = element("button")
            .fixed("type", "button")
            .class("month__turn")
            .with("aria-label", words().say(label))
            .child(icon(picture))
            .on_click(move || shown.set(to));
        if is_possible { turn } else { turn.fixed("disabled", "") }.view()
    };
    let head = element("div")
        .class("month__head")
        .child(turn(before, begins > first, key::BOOK_MONTH_BEFORE, Icon::Back))
        .child(element("h2").fixed("aria-live", "polite").text(words().month_and_year(begins)).view())
        .child(turn(next, next <= last, key::BOOK_MONTH_NEXT, Icon::Go));
    element("section").class("month").child(head.view()).child(days(begins, day, choose)).view()
}

/// The month after that of a day, under its name.
pub fn month_after(shown: Changing<NaiveDate>, day: &dyn Fn(NaiveDate) -> Day, choose: &Choose) -> Markup {
    let of = shown.get();
    let begins = of.with_day(1).and_then(|first| first.checked_add_months(Months::new(1))).unwrap_or(of);
    let name = text("h2", "month__name", words().month_and_year(begins));
    element("section").class("month").child(name).child(days(begins, day, choose)).view()
}

/// The days of a month in their weeks, below the names of the weekdays.
fn days(begins: NaiveDate, day: &dyn Fn(NaiveDate) -> Day, choose: &Choose) -> Markup {
    let monday = begins.week(chrono::Weekday::Mon).first_day();
    let weekday = |ahead: u64| {
        let day = monday.checked_add_days(Days::new(ahead)).unwrap_or(monday);
        text("span", "month__weekday", words().short_weekday(day))
    };
    let weekdays = element("div")
        .class("month__days")
        .fixed("aria-hidden", "true")
        .children((0..7).map(weekday).collect());
    let empty = (0..begins.weekday().num_days_from_monday()).map(|_| element("span").view());
    let of_month = begins.iter_days().take_while(|day| day.month() == begins.month());
    let cells = empty.chain(of_month.map(|at| cell(at, day(at), choose)));
    let grid = element("div").class("month__days").children(cells.collect());
    all(vec![weekdays.view(), grid.view()])
}

fn cell(at: NaiveDate, day: Day, choose: &Choose) -> Markup {
    let number = at.day().to_string();
    if !day.open {
        return element("span").class("month__day").child(text("span", "", number)).view();
    }
    let choose = choose.clone();
    let seen = |class: &'static str, seen: String| {
        element("span").class(class).fixed("aria-hidden", "true").text(seen).view()
    };
    let note = (!day.note.is_empty()).then(|| seen("small", day.note));
    element("button")
        .fixed("type", "button")
        .class("month__day")
        .fixed("aria-pressed", if day.chosen { "true" } else { "false" })
        .child(seen("", number))
        .maybe(note)
        .child(text("span", "unseen", day.label))
        .on_click(move || choose(at))
        .view()
}
