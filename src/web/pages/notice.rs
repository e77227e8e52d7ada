//! `/aftercare/notice`: what a patient notices, how urgent it is, what to do and whom to call. The worst
//! decides, and the answer changes with each choice.

use crate::domain::aftercare::given::Given;
use crate::domain::aftercare::triage::{Judged, Level, Symptom};
use crate::domain::ids::SymptomId;
use crate::web::answer::derived;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::after::emergency_bar;
use crate::web::components::helplines::helplines;
use crate::web::components::parts::{Row, call_clinic, call_out_of_hours, more_emergency_numbers, sentences};
use crate::web::components::question::{clock_back, question};
use crate::web::components::read_aloud::read_aloud;
use crate::web::components::request::{asking, hello};
use crate::web::components::rules::{newer_than, rules_of};
use crate::web::components::since::Since;
use crate::web::components::steps::group as labelled;
use crate::web::components::ticks::Ticks;
use crate::web::content::{guidance, words};
use crate::web::markup::{Markup, all, element, heading, live, maybe, paragraph, text};
use crate::web::text::{filled, key};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What do you notice?
pub fn notice_page(care: &Arc<Care>) -> Markup {
    let (now, ticks) = (around().now, Ticks::of("notice", Vec::new()));
    let (since, asked) = (care.clone(), care.clone());
    // Made once, for it reads on while the minutes go by.
    let any = derived(move || !ticks.get().is_empty());
    let rules = &guidance().triage.about;
    let day = Since::of(care, now.get_untracked()).and_then(|since| since.day());
    all(vec![
        clock_back(care),
        question(care),
        live(move || since_when(&since, now.get())),
        element("section")
            .class("card card--urgent")
            .child(text("p", "", words().say(key::NOTICE_SIGNS)))
            .view(),
        groups(care, ticks),
        element("section")
            .class("verdict")
            .with("aria-label", words().say(key::NOTICE_ANSWER))
            .fixed("aria-live", "polite")
            .child(live(move || answer(&asked, now.get(), &ticks.get())))
            .view(),
        live(move || maybe(any.get().then(|| read_aloud(ANSWER)))),
        call_clinic(),
        rules_of(rules),
        maybe(day.map(|day| newer_than(rules, day))),
        emergency_bar(),
    ])
}

/// How long ago the session was, and what is normal now.
fn since_when(care: &Care, now: DateTime<Utc>) -> Markup {
    let words = words();
    let Some(since) = Since::of(care, now) else {
        return paragraph(words.say(key::NOTICE_NO_SESSION));
    };
    let Some(length) = since.length(now) else {
        return all(vec![paragraph(words.say(key::NOTICE_CHOOSE)), since.unknown()]);
    };
    let said = words.fill(key::NOTICE_SINCE, &[("length", &words.length(length.num_minutes()))]);
    let step = care.aftercare(now);
    let normal = step.as_ref().and_then(|timeline| timeline.now()).map(|step| &step.band.normal);
    let normal = normal.map(|normal| {
        let normal = normal.iter().map(|id| words.of("care", id.as_str())).collect();
        element("div").child(labelled((key::AFTERCARE_NORMAL_NOW, normal))).view()
    });
    all(vec![text("p", "second", said), maybe(normal), since.unknown()])
}

/// What may be noticed, by the part of the body.
fn groups(care: &Care, ticks: Ticks) -> Markup {
    let words = words();
    let since = Since::of(care, around().now.get_untracked());
    let shown: Vec<&Symptom> = match &since {
        Some(since) => since.shown().collect(),
        None => guidance().triage.symptoms.iter().collect(),
    };
    let ticked = ticks.get_untracked();
    let groups = shown.chunk_by(|one, other| one.group == other.group).enumerate().map(|(place, group)| {
        let row = |symptom: &&Symptom| {
            let name = symptom.id.as_str();
            element("li").child(ticks.row(name.to_owned(), words.of("symptom", name))).view()
        };
        let rows = group.iter().map(row).collect();
        let name = group.first().map(|first| words.of("symptom_group", first.group.as_str()));
        let details = element("details").class("card folded");
        // The first one shows what it is.
        let is_open = place == 0 || group.iter().any(|one| ticked.iter().any(|name| one.id == **name));
        let details = if is_open { details.fixed("open", "") } else { details };
        details
            .child(Row::new(name.unwrap_or_default(), None).summary())
            .child(element("ul").class("folded__list").children(rows).view())
            .view()
    });
    element("fieldset")
        .class("choose stack")
        .child(text("legend", "unseen", words.say(key::NOTICE_TITLE)))
        .children(groups.collect())
        .view()
}

/// How urgent it is, whom to call, and what to do.
fn answer(care: &Care, now: DateTime<Utc>, ticked: &[String]) -> Markup {
    let words = words();
    let chosen = ticked.iter().filter_map(|name| SymptomId::try_from(&**name).ok());
    let chosen: Vec<_> = chosen.collect();
    let judged = match Since::of(care, now) {
        Some(since) => since.judge(&chosen, now),
        // At no known hour: as bad as it can be.
        None => guidance().triage.worst(&chosen, Given::Unknown),
    };
    let Some(judged) = judged else { return all(Vec::new()) };
    let level = judged.level.key();
    let number = care.pack.clinic().emergency.first().map_or("", |number| &*number.number);
    let to_do = words.part("triage", level, "do").unwrap_or_default();
    let lines = judged.say.iter().map(|say| words.of("say", say.as_str())).collect();
    element("div")
        .class(class(judged.level))
        .fixed("id", ANSWER)
        // It may scroll by itself.
        .fixed("tabindex", "0")
        .child(heading(words.of("triage", level)))
        .child(helplines(&judged.helplines.iter().map(|line| &line.id).collect::<Vec<_>>()))
        .child(paragraph(filled(&to_do, &[("number", number)])))
        .child(calls(care, &judged))
        .maybe(sentences(lines))
        .view()
}

const ANSWER: &str = "answer";

/// Red is for what is urgent alone.
fn class(level: Level) -> &'static str {
    match level {
        Level::Expected => "card card--done",
        Level::Watch | Level::ClinicRoutine | Level::ClinicWithinADay => "card card--care",
        Level::ClinicNow | Level::Emergency => "card card--urgent",
    }
}

/// Whom to call, the one to call first above; the emergency number stands below all of it.
fn calls(care: &Care, judged: &Judged<'_>) -> Markup {
    match judged.level {
        Level::Expected => all(Vec::new()),
        Level::Watch | Level::ClinicWithinADay => call_clinic(),
        Level::ClinicRoutine => all(vec![asking(&hello(care, &[words().say(key::NOTICE_MESSAGE)]))]),
        Level::ClinicNow => all(vec![call_clinic(), call_out_of_hours()]),
        Level::Emergency => all(vec![more_emergency_numbers(), call_clinic()]),
    }
}
