//! `/progress`: when results are usually seen, on the patient's own dates.

use crate::domain::scheduling::series::{Series, SessionState};
use crate::web::care::Care;
use crate::web::components::parts::UnsignedNotice;
use crate::web::components::series_line::series_card;
use crate::web::content::words;
use crate::web::text::{Key, key};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use std::sync::Arc;

/// Progress.
#[component]
pub fn ProgressPage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let words = words();
    match &care.series {
        Some(series) => view! { {window(&care, series)}{series_card(&care)}{milestones(&care, series)}<UnsignedNotice /> }.into_any(),
        None => view! { <section class="card"><p>{words.say(key::PROGRESS_NO_SERIES)}</p></section> }.into_any(),
    }
}

/// Where today lies in it.
fn window(care: &Care, series: &Series) -> impl IntoView + use<> {
    let words = words();
    let first = series.sessions.first().filter(|session| session.state == SessionState::Given).map(|session| session.on);
    let text = |key: Key| words.fill(key, &[("from", &words.day_and_month(series.results.0)), ("to", &words.day_with_year(series.results.1))]);
    let (title, body) = match first {
        None => (words.say(key::PROGRESS_NOT_STARTED), text(key::PROGRESS_NOT_STARTED_TEXT)),
        Some(first) => {
            let week = words.fill(key::PROGRESS_WEEK, &[("number", &((care.today - first).num_days() / 7 + 1).to_string())]);
            let body = if care.today < series.results.0 {
                key::PROGRESS_BEFORE
            } else if care.today <= series.results.1 {
                key::PROGRESS_INSIDE
            } else {
                key::PROGRESS_AFTER
            };
            (week, text(body))
        }
    };
    view! { <section class="card card--hero"><h2>{title}</h2><p>{body}</p><p class="second">{words.say(key::PROGRESS_NO_PROMISE)}</p></section> }
}

/// The days on which something may be seen or is looked at.
fn milestones(care: &Care, series: &Series) -> impl IntoView + use<> {
    let words = words();
    let first = series.sessions.first()?.on;
    let new_growth = first.checked_add_days(Days::new(care.pack.content.protocol.results_window.new_growth_from_day.into()));
    let photos = series.photos.iter().filter(|day| **day >= care.today).min().copied();
    let row = |name: Key, day: Option<NaiveDate>| day.map(|day| view! { <li class="row"><span class="row__text"><span class="row__name">{words.say(name)}</span><span class="second">{words.full_day(day)}</span></span></li> });
    Some(view! {
        <section>
            <h2 class="group__title">{words.say(key::PROGRESS_DAYS)}</h2>
            <ul class="list">
                {row(key::PROGRESS_FIRST, Some(series.results.0))}
                {row(key::PROGRESS_GROWTH, new_growth)}
                {row(key::PROGRESS_PHOTOS, photos)}
            </ul>
        </section>
    })
}
