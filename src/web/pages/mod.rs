//! The pages, one file per address, and the heading of each.

mod add_result;
mod aftercare;
mod at_time;
mod away;
mod book_rest;
pub mod can_i;
mod changes;
pub mod come;
pub mod consent;
pub mod detailed;
mod find_time;
mod first_run;
mod help;
mod ingredient;
mod left_out;
mod not_found;
pub mod notice;
mod outbox;
mod plan;
mod profile;
mod progress;
pub mod session;
pub mod sessions;
mod sheet;
mod tell;
mod tests;
mod today;
mod treatment;
mod weeks;

use crate::web::answer::derived;
use crate::web::care::{Care, Shown};
use crate::web::components::states::{Tall, empty, failed, waiting};
use crate::web::content::words;
use crate::web::details::{Detailed, with_details};
use crate::web::markup::{Markup, live};
use crate::web::opened::open;
use crate::web::routes::{Address, Route};
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The page of a screen.
pub fn page(route: &Route) -> Markup {
    match route {
        Route::Start => start(),
        Route::Help => help::help_page(),
        Route::Open => first_run::first_run_page(),
        Route::NotFound(_) => not_found::not_found_page(),
        Route::Treatment | Route::Profile => with_details(cards(route), Detailed::Page(route.clone()), None),
        Route::Today
        | Route::Plan
        | Route::Ingredient(_)
        | Route::LeftOut
        | Route::Tests
        | Route::AddResult
        | Route::Changes
        | Route::Tell
        | Route::TellOf(_)
        | Route::Sheet
        | Route::Outbox
        | Route::Sessions
        | Route::Session(_)
        | Route::FindTime(_)
        | Route::AtTime(..)
        | Route::Away
        | Route::BookRest
        | Route::Ready(_)
        | Route::Consent(_)
        | Route::Aftercare
        | Route::CanI
        | Route::CanIDo(_)
        | Route::Notice
        | Route::Weeks
        | Route::Progress => with_care(route.clone()),
    }
}

/// A page of the open record.
fn ready(route: &Route, care: &Arc<Care>) -> Markup {
    match route {
        Route::Today => today::today_page(care),
        Route::Plan => plan::plan_page(care),
        Route::Sessions => sessions::sessions_page(care),
        Route::Ingredient(_)
        | Route::LeftOut
        | Route::Tests
        | Route::AddResult
        | Route::Changes
        | Route::Tell
        | Route::TellOf(_)
        | Route::Sheet
        | Route::Outbox
        | Route::Session(_)
        | Route::FindTime(_)
        | Route::AtTime(..)
        | Route::Away
        | Route::BookRest
        | Route::Ready(_)
        | Route::Consent(_)
        | Route::Aftercare
        | Route::CanI
        | Route::CanIDo(_)
        | Route::Notice
        | Route::Weeks
        | Route::Progress => with_details(cards(route), Detailed::Page(route.clone()), Some(care.clone())),
        Route::Start | Route::Help | Route::Treatment | Route::Profile | Route::Open | Route::NotFound(_) => {
            empty()
        }
    }
}

/// The cards that stand in for a page while it waits.
fn cards(route: &Route) -> &'static [Tall] {
    match route {
        Route::Plan => &[Tall::Short, Tall::Tall, Tall::Short],
        Route::Ingredient(_) => &[Tall::Short, Tall::Short, Tall::Middle],
        Route::LeftOut | Route::Changes | Route::Tell | Route::Outbox => {
            &[Tall::Middle, Tall::Middle, Tall::Middle]
        }
        Route::Tests | Route::Treatment | Route::Sheet => &[Tall::Tall, Tall::Tall],
        Route::AddResult | Route::TellOf(_) | Route::Away => &[Tall::Tall],
        Route::Sessions | Route::FindTime(_) | Route::AtTime(..) | Route::BookRest => {
            &[Tall::Middle, Tall::Tall]
        }
        Route::Session(_) => &[Tall::Middle, Tall::Tall, Tall::Short],
        Route::Aftercare | Route::CanI | Route::Notice | Route::Ready(_) => &[Tall::Short, Tall::Tall],
        Route::CanIDo(_) | Route::Weeks | Route::Consent(_) => &[Tall::Middle, Tall::Middle],
        Route::Today
        | Route::Progress
        | Route::Start
        | Route::Help
        | Route::Profile
        | Route::Open
        | Route::NotFound(_) => &[Tall::Middle, Tall::Middle, Tall::Short],
    }
}

/// The heading of a screen, which is its title too.
pub fn heading(address: &Address, shown: &Shown, now: DateTime<Utc>) -> String {
    let words = words();
    match &address.route {
        Route::Start | Route::Open => words.say(key::FIRST_RUN_TITLE),
        Route::Today => match shown {
            Shown::Ready(care) => today::heading(care, now),
            Shown::Waiting | Shown::Nothing | Shown::Failed(_) => words.say(key::TODAY_TITLE),
        },
        Route::Plan => words.say(key::PLAN_TITLE),
        Route::Ingredient(id) => {
            words.part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string())
        }
        Route::LeftOut => words.say(key::LEFT_OUT_TITLE),
        Route::Tests => words.say(key::TESTS_TITLE),
        Route::AddResult => words.say(key::ADD_TITLE),
        Route::Changes => words.say(key::CHANGES_TITLE),
        Route::Tell => words.say(key::TELL_TITLE),
        Route::TellOf(kind) => words.of("report", kind.as_str()),
        Route::Sheet => words.say(key::SHEET_TITLE),
        Route::Outbox => words.say(key::OUTBOX_TITLE),
        Route::Treatment => words.say(key::TREATMENT_TITLE),
        Route::Sessions => words.say(key::SESSIONS_TITLE),
        Route::Session(number) => sessions::numbered(*number),
        Route::FindTime(number) | Route::AtTime(number, _) => time_heading(shown, *number),
        Route::Away => words.say(key::BOOK_AWAY_TITLE),
        Route::BookRest => words.say(key::BOOK_REST_TITLE),
        Route::Ready(_) => words.say(key::COME_TITLE),
        Route::Consent(_) => words.say(key::CONSENT_TITLE),
        Route::Aftercare => words.say(key::AFTERCARE_TITLE),
        Route::CanI | Route::CanIDo(_) => words.say(key::CAN_I_TITLE),
        Route::Notice => words.say(key::NOTICE_TITLE),
        Route::Weeks => words.say(key::WEEKS_TITLE),
        Route::Progress => words.say(key::PROGRESS_TITLE),
        Route::Help => words.say(key::HELP_TITLE),
        Route::Profile => words.say(key::PROFILE_TITLE),
        Route::NotFound(_) => words.say(key::NOT_FOUND_TITLE),
    }
}

/// What is done with a session's time: it is booked, or another one is found for it.
pub fn time_heading(shown: &Shown, number: u32) -> String {
    let is_booked = match shown {
        Shown::Ready(care) => care.session(number).is_some_and(|session| care.booked(session).is_some()),
        Shown::Waiting | Shown::Nothing | Shown::Failed(_) => false,
    };
    let word = if is_booked { key::BOOK_MOVE_TITLE } else { key::BOOK_ONE_TITLE };
    words().fill(word, &[("number", &number.to_string())])
}

/// A page of the open record, with what it shows meanwhile, instead, or when it failed.
fn with_care(route: Route) -> Markup {
    let open = open();
    live(move || match open.shown.get() {
        Shown::Waiting => waiting(cards(&route)),
        Shown::Nothing => empty(),
        Shown::Failed(trouble) => failed(&trouble, open.attempt),
        Shown::Ready(care) => ready(&route, &care),
    })
}

/// `/`: the first run where no record is kept. With one, the address leads on to Today.
fn start() -> Markup {
    let open = open();
    let asked = derived(move || matches!(open.shown.get(), Shown::Nothing | Shown::Failed(_)));
    live(move || if asked.get() { first_run::first_run_page() } else { waiting(cards(&Route::Start)) })
}
