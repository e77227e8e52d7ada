//! The pages, one file per address, and the heading of each.

mod aftercare;
mod first_run;
mod help;
mod ingredient;
mod left_out;
mod not_found;
mod plan;
mod profile;
mod progress;
mod sessions;
mod today;

use crate::web::care::{Care, Shown};
use crate::web::components::states::{Empty, Failed, Tall, Waiting};
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::opened::open;
use crate::web::routes::{Address, Route};
use crate::web::text::key;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::sync::Arc;

/// The page of the present address.
pub fn page() -> AnyView {
    match here().route() {
        Route::Start => start(),
        Route::Today => with_care(|care| view! { <today::TodayPage care=care /> }.into_any(), &[Tall::Middle, Tall::Middle, Tall::Short]),
        Route::Plan => with_care(|care| view! { <plan::PlanPage care=care /> }.into_any(), &[Tall::Short, Tall::Middle, Tall::Tall]),
        Route::Ingredient(id) => with_care(move |care| view! { <ingredient::IngredientPage care=care id=id.clone() /> }.into_any(), &[Tall::Short, Tall::Short, Tall::Middle]),
        Route::LeftOut => with_care(|care| view! { <left_out::LeftOutPage care=care /> }.into_any(), &[Tall::Tall]),
        Route::Sessions => with_care(|care| view! { <sessions::SessionsPage care=care /> }.into_any(), &[Tall::Middle, Tall::Tall]),
        Route::Aftercare => with_care(|care| view! { <aftercare::AftercarePage care=care /> }.into_any(), &[Tall::Short, Tall::Tall]),
        Route::Progress => with_care(|care| view! { <progress::ProgressPage care=care /> }.into_any(), &[Tall::Middle, Tall::Middle]),
        Route::Help => view! { <help::HelpPage /> }.into_any(),
        Route::Profile => view! { <profile::ProfilePage /> }.into_any(),
        Route::Open => view! { <first_run::FirstRunPage /> }.into_any(),
        Route::NotFound(_) => view! { <not_found::NotFoundPage /> }.into_any(),
    }
}

/// The heading of a screen, which is its title too.
pub fn heading(address: &Address, shown: &Shown, now: DateTime<Utc>) -> String {
    let (words, pack) = (words(), pack());
    match &address.route {
        Route::Start | Route::Open => words.say(key::FIRST_RUN_TITLE),
        Route::Today => match shown {
            Shown::Ready(care) => today::heading(care, now),
            Shown::Waiting | Shown::Nothing | Shown::Failed(_) => words.say(key::TODAY_TITLE),
        },
        Route::Plan => words.say(key::PLAN_TITLE),
        Route::Ingredient(id) => pack.words.part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string()),
        Route::LeftOut => words.say(key::LEFT_OUT_TITLE),
        Route::Sessions => words.say(key::SESSIONS_TITLE),
        Route::Aftercare => words.say(key::AFTERCARE_TITLE),
        Route::Progress => words.say(key::PROGRESS_TITLE),
        Route::Help => words.say(key::HELP_TITLE),
        Route::Profile => words.say(key::PROFILE_TITLE),
        Route::NotFound(_) => words.say(key::NOT_FOUND_TITLE),
    }
}

/// A page of the open record, with what it shows meanwhile, instead, or when it failed.
fn with_care(page: impl Fn(Arc<Care>) -> AnyView + Send + 'static, cards: &'static [Tall]) -> AnyView {
    let open = open();
    (move || match open.shown.get() {
        Shown::Waiting => view! { <Waiting cards=cards /> }.into_any(),
        Shown::Nothing => view! { <Empty /> }.into_any(),
        Shown::Failed(trouble) => view! { <Failed trouble=trouble attempt=open.attempt /> }.into_any(),
        Shown::Ready(care) => page(care),
    })
    .into_any()
}

/// `/`: the first run where no record is kept. With one, the address leads on to Today.
fn start() -> AnyView {
    let open = open();
    let asked = Memo::new(move |_| matches!(open.shown.get(), Shown::Nothing | Shown::Failed(_)));
    (move || if asked.get() { view! { <first_run::FirstRunPage /> }.into_any() } else { view! { <Waiting cards=&[Tall::Middle, Tall::Middle, Tall::Short] /> }.into_any() }).into_any()
}
