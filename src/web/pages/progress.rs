//! `/progress`: when results are usually seen, on the patient's own dates.

use crate::domain::scheduling::series::{Series, SessionState};
use crate::web::care::Care;
use crate::web::components::parts::{Row, group, unsigned_notice};
use crate::web::components::series_line::series_card;
use crate::web::content::words;
use crate::web::markup::{Markup, all, card, element, heading, list, maybe, paragraph, text};
use crate::web::text::{Key, key};
use chrono::{Days, NaiveDate};

/// Progress.
pub fn progress_page(care: &Care) -> Markup {
    match &care.series {
        Some(series) => all(vec![
            window(care, series),
            maybe(series_card(care)),
            maybe(milestones(care, series)),
            unsigned_notice(),
        ]),
        None => card(vec![paragraph(words().say(key::PROGRESS_NO_SERIES))]),
    }
}

/// Where today lies in it.
fn window(care: &Care, series: &Series) -> Markup {
    let words = words();
    let first = series
        .sessions
        .first()
        .filter(|session| session.state == SessionState::Given)
        .map(|session| session.on);
    let (title, body) = match first {
        None => (words.say(key::PROGRESS_NOT_STARTED), key::PROGRESS_NOT_STARTED_TEXT),
        Some(first) => {
            let week = ((care.today - first).num_days() / 7 + 1).to_string();
            (words.fill(key::PROGRESS_WEEK, &[("number", &week)]), place(care.today, series))
        }
    };
    let window =
        [("from", &*words.day_and_month(series.results.0)), ("to", &*words.day_with_year(series.results.1))];
    element("section")
        .class("card card--hero")
        .child(heading(title))
        .child(paragraph(words.fill(body, &window)))
        .child(text("p", "second", words.say(key::PROGRESS_NO_PROMISE)))
        .view()
}

/// Before, inside or after the time when results are usually seen.
fn place(today: NaiveDate, series: &Series) -> Key {
    if today < series.results.0 {
        key::PROGRESS_BEFORE
    } else if today <= series.results.1 {
        key::PROGRESS_INSIDE
    } else {
        key::PROGRESS_AFTER
    }
}

/// The days on which something may be seen or is looked at.
fn milestones(care: &Care, series: &Series) -> Option<Markup> {
    let words = words();
    let first = series.sessions.first()?.on;
    let new_growth = first
        .checked_add_days(Days::new(care.pack.content.protocol.results_window.new_growth_from_day.into()));
    let photos = series.photos.iter().filter(|day| **day >= care.today).min().copied();
    let days = [
        (key::PROGRESS_FIRST, Some(series.results.0)),
        (key::PROGRESS_GROWTH, new_growth),
        (key::PROGRESS_PHOTOS, photos),
    ];
    let row = |(name, day): (Key, Option<NaiveDate>)| {
        Some(Row::new(words.say(name), Some(words.full_day(day?))).plain(None))
    };
    Some(group(words.say(key::PROGRESS_DAYS), list(days.into_iter().filter_map(row).collect())))
}
