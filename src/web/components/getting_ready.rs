//! Getting ready for a session, and what happens in it, by the clock.

use crate::domain::aftercare::preparation::Prepared;
use crate::domain::aftercare::timeline::Moment;
use crate::fhir::record::Booked;
use crate::web::care::Care;
use crate::web::components::steps::{RailStep, rail};
use crate::web::components::when::at;
use crate::web::content::words;
use crate::web::markup::{Markup, card, heading};
use crate::web::text::key;
use chrono::{DateTime, TimeDelta, Utc};

/// What to do before a session: all that holds now as one step, the newest first, and what is
/// still to come from its own time on. Nothing once the session has started.
pub fn getting_ready(care: &Care, booked: &Booked, now: DateTime<Utc>) -> Option<Markup> {
    let words = words();
    let stages = care.pack.content.preparation.at(booked.appointed(), now, care.today);
    let all_of = |moment| stages.iter().filter(move |stage| stage.moment == moment);
    let to_do = |stage: &Prepared<'_>| {
        let names = stage.stage.to_do.iter().map(|to_do| words.of("prepare", to_do.as_str()));
        names.collect::<Vec<_>>()
    };
    let present: Vec<_> = all_of(Moment::Now).rev().flat_map(to_do).collect();
    let mut steps: Vec<_> = step(Moment::Now, words.say(key::READY_NOW), present).into_iter().collect();
    for stage in all_of(Moment::Next) {
        steps.extend(step(Moment::Next, from(care, booked, stage), to_do(stage)));
    }
    (!steps.is_empty()).then(|| card(vec![heading(words.say(key::READY_TITLE)), rail("h3", steps)]))
}

/// A step whose heading is the first thing to do; nothing where there is none.
fn step(moment: Moment, time: String, mut to_do: Vec<String>) -> Option<RailStep> {
    if to_do.is_empty() {
        return None;
    }
    let title = to_do.remove(0);
    Some(RailStep { moment, time, title, lines: to_do, groups: Vec::new() })
}

/// From when on a stage holds that is still to come.
fn from(care: &Care, booked: &Booked, prepared: &Prepared<'_>) -> String {
    let words = words();
    match prepared.from {
        Some(from) => words.fill(key::READY_FROM, &[("time", &at(care, from))]),
        None => words.fill(key::READY_ON, &[("day", &words.weekday_and_day(booked.day))]),
    }
}

/// The steps of the visit on its day: over, now, next.
pub fn visit(care: &Care, booked: &Booked, now: DateTime<Utc>) -> Markup {
    let words = words();
    let visit = &care.pack.clinic().visit;
    let (cream, session) = (visit.numbing_minutes, visit.session_minutes);
    // From the cream on it goes by when that went on, where the patient has said so.
    let arrive = care.pack.content.preparation.arrive(booked.appointed());
    // One that was noted by mistake in the morning is not gone by.
    let cream_on = care.record.cream(booked.start).map_or(booked.start, |(on, _)| on.max(arrive));
    let after = |minutes: u32| cream_on + TimeDelta::minutes(minutes.into());
    let clock = |instant| words.time(care.pack.zone.wall_clock(instant).time());
    let about = |instant| words.fill(key::VISIT_ABOUT, &[("time", &clock(instant))]);
    let ranged = |key, (from, to): (u32, u32)| {
        words.fill(key, &[("from", &from.to_string()), ("to", &to.to_string())])
    };
    let (first, last) = (after(cream.0 + session.0), after(cream.1 + session.1));
    let end = words.fill(key::VISIT_BETWEEN, &[("from", &clock(first)), ("to", &clock(last))]);
    let planned = [
        (arrive, clock(arrive), key::VISIT_ARRIVE, Vec::new()),
        (
            cream_on,
            clock(cream_on),
            key::VISIT_CREAM,
            vec![ranged(key::VISIT_CREAM_TEXT, cream), words.say(key::VISIT_COCKTAIL)],
        ),
        (
            after(cream.0),
            about(after(cream.0)),
            key::VISIT_SESSION,
            vec![ranged(key::VISIT_NEEDLES, visit.depth_mm), ranged(key::VISIT_SESSION_TEXT, session)],
        ),
        (last, end, key::VISIT_END, vec![words.say(key::VISIT_END_TEXT)]),
    ];
    let present = planned.iter().rposition(|(from, ..)| now >= *from);
    let steps = planned.into_iter().enumerate().map(|(number, (_, time, title, lines))| {
        let moment = match present {
            Some(present) if number < present => Moment::Over,
            Some(present) if number == present => Moment::Now,
            _ => Moment::Next,
        };
        RailStep { moment, time, title: words.say(title), lines, groups: Vec::new() }
    });
    card(vec![heading(words.say(key::VISIT_TITLE)), rail("h3", steps.collect())])
}
