//! `/today`: what matters at this moment.

use crate::domain::formulation::signed::{Difference, Seriousness};
use crate::fhir::standing::Standing;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::after::answers;
use crate::web::components::getting_ready::{getting_ready, visit};
use crate::web::components::next_session::{missed, next_session_card, still_booked, to_book};
use crate::web::components::parts::{Row, call_emergency, unsigned_notice};
use crate::web::components::question::{clock_back, comfort, due, over_early, question, visit_day};
use crate::web::components::rail::{Steps, clock, steps};
use crate::web::components::series_line::series_card;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, list, live, maybe};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Timelike, Utc};
use std::sync::Arc;

/// Further ahead than that a blood test is not worth a row.
const TEST_AHEAD_DAYS: i64 = 28;

/// Today.
pub fn today_page(care: &Arc<Care>) -> Markup {
    let now = around().now;
    let by_the_clock = |part: fn(&Arc<Care>, DateTime<Utc>) -> Markup| {
        let care = care.clone();
        live(move || part(&care, now.get()))
    };
    all(vec![
        clock_back(care),
        question(care),
        by_the_clock(after_session),
        comfort(care),
        maybe(status_card(care)),
        maybe(ask_first(care)),
        maybe(still_booked(care)),
        by_the_clock(|care, now| maybe(next_session_card(care, now))),
        to_book(care),
        maybe(missed(care)),
        visit_day(care),
        by_the_clock(visit_today),
        over_early(care),
        by_the_clock(get_ready),
        maybe(series_card(care)),
        due(care),
        by_the_clock(rows),
        unsigned_notice(),
    ])
}

/// The heading: a greeting, or what this hour is about.
pub fn heading(care: &Care, now: DateTime<Utc>) -> String {
    let words = words();
    match care.standing(now) {
        Standing::JustAfter => return words.say(key::TODAY_AFTER),
        Standing::SessionDay(_) => return words.say(key::TODAY_SESSION),
        _ => {}
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

/// The aftercare clock and the next few steps, while they come first.
fn after_session(care: &Arc<Care>, now: DateTime<Utc>) -> Markup {
    let first = care.standing(now) == Standing::JustAfter;
    maybe(care.aftercare(now).filter(|_| first).map(|timeline| {
        let row = Row::new(words().say(key::TODAY_ALL_AFTERCARE), None);
        all(vec![
            clock(care, &timeline),
            answers(),
            maybe(steps(care, &timeline, Steps::Near)),
            call_emergency(),
            list(vec![row.link(here().href(Route::Aftercare))]),
        ])
    }))
}

/// What happens in the session of this day.
fn visit_today(care: &Arc<Care>, now: DateTime<Utc>) -> Markup {
    match care.standing(now) {
        Standing::SessionDay(booked) => visit(care, booked, now),
        _ => all(Vec::new()),
    }
}

/// What to do for a session that is near.
fn get_ready(care: &Arc<Care>, now: DateTime<Utc>) -> Markup {
    match care.standing(now) {
        Standing::SessionDay(booked) | Standing::GettingReady(booked) => {
            maybe(getting_ready(care, booked, now))
        }
        _ => all(Vec::new()),
    }
}

/// That something of the signed plan no longer fits and is to be asked before the next session.
fn ask_first(care: &Care) -> Option<Markup> {
    let words = words();
    let is_serious = |difference: &Difference| difference.seriousness() == Seriousness::AskFirst;
    let row = Row::new(words.say(key::TODAY_ASK_FIRST), Some(words.say(key::TODAY_ASK_FIRST_TEXT)));
    let asks = care.drift.differences.iter().any(is_serious);
    asks.then(|| list(vec![row.link(here().href(Route::Plan))]))
}

fn rows(care: &Arc<Care>, now: DateTime<Utc>) -> Markup {
    let (words, here) = (words(), here());
    // Just after a session it stands above.
    let later = care.aftercare(now).filter(|_| care.standing(now) != Standing::JustAfter);
    let aftercare = later.map(|timeline| {
        let count = i64::try_from(timeline.avoid.len()).unwrap_or_default();
        let to_do = timeline.now().map(|step| &step.band.to_do).filter(|to_do| !to_do.is_empty());
        let note = match to_do {
            _ if count > 0 => words.count(key::TODAY_AVOID, count),
            Some(to_do) => {
                let to_do: Vec<_> = to_do.iter().map(|care| words.of("care", care.as_str())).collect();
                words.list(&to_do)
            }
            None => words.say(key::TODAY_AVOID_NOTHING),
        };
        Row::new(words.say(key::AFTERCARE_TITLE), Some(note)).link(here.href(Route::Aftercare))
    });
    // For as long as anything is to be left, it may be asked for.
    let asked = care
        .aftercare(now)
        .filter(|timeline| care.standing(now) != Standing::JustAfter && !timeline.avoid.is_empty());
    let names: Vec<_> =
        care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str())).collect();
    let needed = (!names.is_empty()).then(|| {
        Row::new(words.say(key::TODAY_TESTS), Some(words.list(&names))).link(here.href(Route::Plan))
    });
    let retest = care
        .series
        .as_ref()
        .map(|series| series.lab_retest)
        .filter(|day| (0..=TEST_AHEAD_DAYS).contains(&(*day - care.today).num_days()))
        // Nearer to it, it is due, and stands above.
        .filter(|_| !care.due(now).iter().any(|due| *due == *"blood_test"));
    let retest = retest.map(|day| {
        let by = words.fill(key::TODAY_RETEST_BY, &[("day", &words.weekday_and_day(day))]);
        Row::new(words.say(key::TODAY_RETEST), Some(by)).link(here.href(Route::Sessions))
    });
    let count = i64::try_from(care.proposal.questions.len()).unwrap_or_default();
    let questions = (count > 0).then(|| {
        Row::new(words.count(key::TODAY_QUESTIONS, count), Some(words.say(key::TODAY_QUESTIONS_TEXT)))
            .link(here.href(Route::Plan))
    });
    let unsent = i64::try_from(care.unsent().len()).unwrap_or_default();
    let unsent = (unsent > 0).then(|| {
        Row::new(words.say(key::OUTBOX_TITLE), Some(words.count(key::PLAN_UNSENT, unsent)))
            .link(here.href(Route::Outbox))
    });
    let rows: Vec<_> = [aftercare, needed, retest, questions, unsent].into_iter().flatten().collect();
    all(vec![maybe(asked.map(|_| answers())), maybe((!rows.is_empty()).then(|| list(rows)))])
}
