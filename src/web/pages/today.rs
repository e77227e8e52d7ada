//! `/today`: what matters at this moment.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::formulation::formulary::Status;
use crate::domain::time::Elapsed;
use crate::web::care::Care;
use crate::web::clock::Now;
use crate::web::components::next_session::next_session_card;
use crate::web::components::parts::{LinkRow, UnsignedNotice};
use crate::web::components::rail::{clock, steps};
use crate::web::components::series_line::series_card;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Timelike, Utc};
use leptos::prelude::*;
use std::sync::Arc;

/// So long after a session aftercare comes first on this screen.
const AFTERCARE_FIRST: Elapsed = Elapsed::Hours(48);
/// Further ahead than that a blood test is not worth a row.
const TEST_AHEAD_DAYS: i64 = 28;

/// Today.
#[component]
pub fn TodayPage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let now = expect_context::<Now>();
    let after = {
        let care = care.clone();
        Memo::new(move |_| just_after(&care, now.get()).is_some())
    };
    let status = (care.status() != Status::Proposed).then(|| status_card(&care));
    let aftercare = {
        let care = care.clone();
        move || after.get().then(|| view! { <AfterSession care=care.clone() /> })
    };
    view! {
        {aftercare}
        {status}
        {next_session_card(&care)}
        {series_card(&care)}
        {rows(&care, now.get_untracked())}
        <UnsignedNotice />
    }
}

/// The heading: a greeting, or that there has just been a session.
pub fn heading(care: &Care, now: DateTime<Utc>) -> String {
    let words = words();
    if just_after(care, now).is_some() {
        return words.say(key::TODAY_AFTER);
    }
    let greeting = match care.pack.zone.wall_clock(now).hour() {
        4..12 => key::TODAY_MORNING,
        12..17 => key::TODAY_AFTERNOON,
        _ => key::TODAY_EVENING,
    };
    match &care.record.given_name {
        Some(name) => words.fill(greeting, &[("name", name)]),
        None => words.say(key::TODAY_TITLE),
    }
}

fn just_after(care: &Care, now: DateTime<Utc>) -> Option<Timeline<'static>> {
    care.aftercare(now).filter(|timeline| timeline.minutes < AFTERCARE_FIRST.minutes())
}

/// The aftercare clock and the next few steps.
#[component]
fn AfterSession(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let (now, words) = (expect_context::<Now>(), words());
    let rail = move || {
        just_after(&care, now.get()).map(|timeline| {
            view! { {clock(&care, &timeline)} {steps(&care, &timeline, 3)} }
        })
    };
    view! {
        {rail}
        <a class="button button--quiet" href=here().href(Route::Aftercare)>{words.say(key::TODAY_ALL_AFTERCARE)}</a>
    }
}

fn rows(care: &Care, now: DateTime<Utc>) -> impl IntoView + use<> {
    let (words, here) = (words(), here());
    let aftercare = care.aftercare(now).map(|timeline| {
        let count = i64::try_from(timeline.avoid.len()).unwrap_or_default();
        let note = if count == 0 { words.say(key::TODAY_AVOID_NOTHING) } else { words.count(key::TODAY_AVOID, count) };
        view! { <LinkRow href=here.href(Route::Aftercare) name=words.say(key::AFTERCARE_TITLE) note=Some(note) /> }
    });
    let names: Vec<_> = care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str())).collect();
    let needed = (!names.is_empty()).then(|| view! { <LinkRow href=here.href(Route::Plan) name=words.say(key::TODAY_TESTS) note=Some(words.list(&names)) /> });
    let retest = care.series.as_ref().map(|series| series.lab_retest).filter(|day| (0..=TEST_AHEAD_DAYS).contains(&(*day - care.today).num_days()));
    let retest = retest.map(|day| {
        let note = words.fill(key::TODAY_RETEST_BY, &[("day", &words.weekday_and_day(day))]);
        view! { <LinkRow href=here.href(Route::Sessions) name=words.say(key::TODAY_RETEST) note=Some(note) /> }
    });
    let count = i64::try_from(care.proposal.questions.len()).unwrap_or_default();
    let questions = (count > 0).then(|| view! { <LinkRow href=here.href(Route::Plan) name=words.count(key::TODAY_QUESTIONS, count) note=Some(words.say(key::TODAY_QUESTIONS_TEXT)) /> });
    let any = aftercare.is_some() || needed.is_some() || retest.is_some() || questions.is_some();
    any.then(|| view! { <ul class="list">{aftercare}{needed}{retest}{questions}</ul> })
}
