//! `/aftercare`: the hours and weeks after the last session, by the clock.

use crate::domain::aftercare::timeline::Timeline;
use crate::domain::aftercare::triage::{Level, Symptom};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::after::{answers, emergency_bar};
use crate::web::components::parts::{Row, group, sentences};
use crate::web::components::question::{clock_back, question};
use crate::web::components::rail::{Steps, clock, steps};
use crate::web::components::read_aloud::read_aloud;
use crate::web::components::rules::{newer_than, rules_of};
use crate::web::components::since::Since;
use crate::web::components::when::{at, phone_time};
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, heading, list, live, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Aftercare.
pub fn aftercare_page(care: &Arc<Care>) -> Markup {
    let (now, kept) = (around().now, care.clone());
    let rules = &care.pack.content.aftercare.about;
    let newer = care.last_given().map(|given| newer_than(rules, given.day));
    all(vec![
        clock_back(care),
        question(care),
        element("div")
            .class("stack")
            .fixed("id", READ)
            .child(live(move || by_the_clock(&kept, now.get())))
            .view(),
        read_aloud(READ),
        rules_of(rules),
        maybe(newer),
        emergency_bar(),
    ])
}

const READ: &str = "aftercare";

fn by_the_clock(care: &Care, now: DateTime<Utc>) -> Markup {
    let words = words();
    let only = |text: String| all(vec![card(vec![paragraph(text)]), answers()]);
    let Some(given) = care.last_given() else {
        return only(words.say(key::AFTERCARE_NONE_GIVEN));
    };
    let day = words.weekday_and_day(given.day);
    let Some(timeline) = care.aftercare(now) else {
        return only(match given.ended {
            // Ahead of the phone's clock, which may be slow.
            Some(ended) => words.fill(key::AFTERCARE_NOT_ENDED, &[("time", &at(care, ended))]),
            None => words.fill(key::AFTERCARE_NO_END, &[("day", &day)]),
        });
    };
    if timeline.now().is_none() {
        return only(words.fill(key::AFTERCARE_ALL_OVER, &[("day", &day)]));
    }
    let next = steps(care, &timeline, Steps::Next);
    let next = next.map(|next| all(vec![text("h2", "group__title", words.say(key::AFTERCARE_COMES)), next]));
    all(vec![
        clock(care, &timeline),
        maybe(steps(care, &timeline, Steps::Now)),
        answers(),
        avoid(care, &timeline),
        notes(&timeline),
        weeks(care, &timeline),
        signs(care, now),
        maybe(next),
    ])
}

/// What to leave now, the soonest allowed first.
fn avoid(care: &Care, timeline: &Timeline<'_>) -> Markup {
    let words = words();
    if timeline.avoid.is_empty() {
        return card(vec![paragraph(words.say(key::TODAY_AVOID_NOTHING))]);
    }
    let rows = timeline.avoid.iter().map(|(avoid, instant)| {
        let until = words.fill(key::AFTERCARE_UNTIL, &[("time", &at(care, *instant))]);
        let more = words.part("care", avoid.id.as_str(), "more");
        let row =
            Row { small: phone_time(care, *instant), ..Row::new(words.of("care", avoid.id.as_str()), more) };
        row.plain(Some(text("span", "row__end second", until)))
    });
    group(
        words.say(key::AFTERCARE_AVOID),
        element("ul").class("list list--close").children(rows.collect()).view(),
    )
}

fn notes(timeline: &Timeline<'_>) -> Markup {
    let words = words();
    let notes = timeline.notes.iter().map(|note| words.of("care", note.id.as_str())).collect();
    maybe(sentences(notes).map(|notes| card(vec![heading(words.say(key::AFTERCARE_NOTES)), notes])))
}

/// The way to what is due in the weeks after, once the first steps are over.
fn weeks(care: &Care, timeline: &Timeline<'_>) -> Markup {
    let first = care.pack.content.aftercare.checks.iter().map(|check| i64::from(check.from) * 24 * 60).min();
    let is_time = first.is_some_and(|first| timeline.minutes >= first);
    let row = || Row::new(words().say(key::WEEKS_TITLE), None).link(here().href(Route::Weeks));
    maybe(is_time.then(|| list(vec![row()])))
}

/// What to tell the clinic at this hour, and what is urgent, each folded.
fn signs(care: &Care, now: DateTime<Utc>) -> Markup {
    let words = words();
    let Some(since) = Since::of(care, now) else { return all(Vec::new()) };
    let level = |symptom: &Symptom| {
        let judged = since.judge(core::slice::from_ref(&symptom.id), now);
        judged.map(|judged| judged.level)
    };
    let levels: Vec<_> = since.shown().map(|symptom| (symptom, level(symptom))).collect();
    let fold = |title, is_it: fn(Level) -> bool| {
        let meant = levels.iter().filter(|(_, level)| level.is_some_and(is_it));
        let names = meant.map(|(symptom, _)| words.of("symptom", symptom.id.as_str())).collect();
        element("details")
            .class("card folded")
            .child(Row::new(words.say(title), None).summary())
            .maybe(sentences(names))
            .view()
    };
    all(vec![
        fold(key::AFTERCARE_TELL_US, |level| {
            (Level::ClinicRoutine..=Level::ClinicWithinADay).contains(&level)
        }),
        fold(key::AFTERCARE_URGENT, |level| level >= Level::ClinicNow),
    ])
}
