//! `/sessions`: the whole series with the days between, past ones folded.

use crate::domain::formulation::formulary::Status;
use crate::domain::ids::PhaseId;
use crate::domain::scheduling::series::{Series, Session, SessionState};
use crate::web::care::Care;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::next_session::next_session_card;
use crate::web::components::parts::UnsignedNotice;
use crate::web::components::series_line::series_card;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::text::key;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

/// Sessions.
#[component]
pub fn SessionsPage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let words = words();
    let stopped = !care.status().shows_a_cocktail();
    let dates = care.series.as_ref().map_or_else(|| given_only(&care).into_any(), |series| view! { {ahead(&care, series)}{past(series)}{markers(&care, series)} }.into_any());
    view! {
        {(care.status() != Status::Proposed && stopped).then(|| status_card(&care))}
        {next_session_card(&care)}
        {series_card(&care)}
        {dates}
        {(!stopped).then(|| view! { <p class="notice">{words.say(key::SESSIONS_PLANNED_MEANS)}</p> })}
        <UnsignedNotice />
    }
}

/// Sessions to come, by phase.
fn ahead(care: &Care, series: &Series) -> impl IntoView + use<> {
    let words = words();
    let mut phases: Vec<(&PhaseId, Vec<AnyView>)> = Vec::new();
    let mut before: Option<NaiveDate> = None;
    for session in &series.sessions {
        let last = before.replace(session.on);
        if session.state == SessionState::Given {
            continue;
        }
        let row = row(care, session, last);
        match phases.last_mut().filter(|(phase, _)| **phase == session.phase) {
            Some((_, rows)) => rows.push(row),
            None => phases.push((&session.phase, vec![row])),
        }
    }
    let phases = phases.into_iter().map(|(phase, rows)| {
        view! { <section><h2 class="group__title">{words.of("phase", phase.as_str())}</h2><ul class="list">{rows}</ul></section> }
    });
    phases.collect_view()
}

fn row(care: &Care, session: &Session, last: Option<NaiveDate>) -> AnyView {
    let words = words();
    let day = words.weekday_and_day(session.on);
    let day = match care.starts(session) {
        Some(starts) => words.fill(key::SESSIONS_DAY_AND_TIME, &[("day", &day), ("time", &words.time(starts.time()))]),
        None => words.fill(key::SESSIONS_AROUND, &[("day", &day)]),
    };
    let gap = last.map(|last| words.count(key::SESSIONS_LATER, (session.on - last).num_days()));
    let (state, class) = match session.state {
        SessionState::Given => (key::SESSIONS_GIVEN, "chip chip--done row__end"),
        SessionState::Booked => (key::SESSIONS_BOOKED, "chip chip--info row__end"),
        SessionState::Planned => (key::SESSIONS_PLANNED, "chip chip--plain row__end"),
    };
    view! {
        <li class="row">
            <span class="row__text"><span class="row__name">{number(session)}</span><span class="second">{day}</span>{gap.map(|gap| view! { <span class="small">{gap}</span> })}</span>
            <span class=class>{words.say(state)}</span>
        </li>
    }
    .into_any()
}

fn number(session: &Session) -> String {
    words().fill(key::SESSIONS_NUMBER, &[("number", &session.number.to_string())])
}

fn past(series: &Series) -> impl IntoView + use<> {
    let given: Vec<_> = series.sessions.iter().filter(|session| session.state == SessionState::Given).map(|session| (number(session), session.on)).collect();
    folded(given)
}

/// Where no series is planned: what was given all the same.
fn given_only(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let number = |place: usize| words.fill(key::SESSIONS_NUMBER, &[("number", &(place + 1).to_string())]);
    let given: Vec<_> = care.record.given.iter().enumerate().map(|(place, given)| (number(place), given.day)).collect();
    folded(given)
}

fn folded(given: Vec<(String, NaiveDate)>) -> impl IntoView {
    let words = words();
    let count = i64::try_from(given.len()).unwrap_or_default();
    let rows = given.into_iter().rev().map(|(number, day)| {
        view! {
            <li class="row">
                <span class="row__text"><span class="row__name">{number}</span><span class="second">{words.full_day(day)}</span></span>
                <span class="chip chip--done row__end">{words.say(key::SESSIONS_GIVEN)}</span>
            </li>
        }
    });
    (count > 0).then(|| {
        view! {
            <details class="card folded">
                <summary class="row"><span class="row__text"><span class="row__name">{words.count(key::SESSIONS_PAST, count)}</span></span>{icon(Icon::Go)}</summary>
                <ul class="folded__list">{rows.collect_view()}</ul>
            </details>
        }
    })
}

/// The blood test and the photos that hang on the first session.
fn markers(care: &Care, series: &Series) -> impl IntoView + use<> {
    let words = words();
    let test = (series.lab_retest >= care.today).then(|| words.full_day(series.lab_retest));
    let photos: Vec<_> = series.photos.iter().filter(|day| **day >= care.today).map(|day| words.day_and_month(*day)).collect();
    let photos = (!photos.is_empty()).then(|| words.list(&photos));
    let row = |name, picture, note: String| view! { <li class="row">{icon(picture)}<span class="row__text"><span class="row__name">{words.say(name)}</span><span class="second">{note}</span></span></li> };
    let any = test.is_some() || photos.is_some();
    any.then(|| {
        view! {
            <section>
                <h2 class="group__title">{words.say(key::SESSIONS_BESIDE)}</h2>
                <ul class="list">
                    {test.map(|day| row(key::SESSIONS_TEST, Icon::Blood, day))}
                    {photos.map(|days| row(key::SESSIONS_PHOTOS, Icon::Camera, days))}
                </ul>
            </section>
        }
    })
}
