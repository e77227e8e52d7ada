//! `/today`: what matters at this moment.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::time::Elapsed;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::next_session::next_session_card;
use crate::web::components::parts::{Row, unsigned_notice};
use crate::web::components::rail::{clock, steps};
use crate::web::components::series_line::series_card;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, link_button, list, live, maybe};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Timelike, Utc};
use std::sync::Arc;

/// So long after a session aftercare comes first on this screen.
const AFTERCARE_FIRST: Elapsed = Elapsed::Hours(48);
/// So many of its steps are shown here.
const STEPS: usize = 3;
/// Further ahead than that a blood test is not worth a row.
const TEST_AHEAD_DAYS: i64 = 28;

/// Today.
pub fn today_page(care: &Arc<Care>) -> Markup {
    let now = around().now;
    let (first, last) = (care.clone(), care.clone());
    all(vec![
        live(move || after_session(&first, now.get())),
        maybe(status_card(care)),
        maybe(next_session_card(care)),
        maybe(series_card(care)),
        live(move || rows(&last, now.get())),
        unsigned_notice(),
    ])
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

/// The aftercare clock and the next few steps; nothing at any other time.
fn after_session(care: &Care, now: DateTime<Utc>) -> Markup {
    let rail = just_after(care, now).map(|timeline| {
        let more = link_button(
            "button button--quiet",
            here().href(Route::Aftercare),
            words().say(key::TODAY_ALL_AFTERCARE),
        );
        all(vec![clock(care, &timeline), steps(care, &timeline, STEPS), more])
    });
    maybe(rail)
}

fn rows(care: &Care, now: DateTime<Utc>) -> Markup {
    let (words, here) = (words(), here());
    let aftercare = care.aftercare(now).map(|timeline| {
        let count = i64::try_from(timeline.avoid.len()).unwrap_or_default();
        let note = if count == 0 {
            words.say(key::TODAY_AVOID_NOTHING)
        } else {
            words.count(key::TODAY_AVOID, count)
        };
        Row::new(words.say(key::AFTERCARE_TITLE), Some(note)).link(here.href(Route::Aftercare))
    });
    let names: Vec<_> =
        care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str())).collect();
    let needed = (!names.is_empty()).then(|| {
        Row::new(words.say(key::TODAY_TESTS), Some(words.list(&names))).link(here.href(Route::Plan))
    });
    let retest = care
        .series
        .as_ref()
        .map(|series| series.lab_retest)
        .filter(|day| (0..=TEST_AHEAD_DAYS).contains(&(*day - care.today).num_days()));
    let retest = retest.map(|day| {
        let by = words.fill(key::TODAY_RETEST_BY, &[("day", &words.weekday_and_day(day))]);
        Row::new(words.say(key::TODAY_RETEST), Some(by)).link(here.href(Route::Sessions))
    });
    let count = i64::try_from(care.proposal.questions.len()).unwrap_or_default();
    let questions = (count > 0).then(|| {
        Row::new(words.count(key::TODAY_QUESTIONS, count), Some(words.say(key::TODAY_QUESTIONS_TEXT)))
            .link(here.href(Route::Plan))
    });
    let rows: Vec<_> = [aftercare, needed, retest, questions].into_iter().flatten().collect();
    maybe((!rows.is_empty()).then(|| list(rows)))
}
