//! Answers that never run out, whose ends grow and stand where they are said to.

use std::fmt;

use chrono::{NaiveDate, NaiveTime};
use portal::domain::aftercare::activities::{Activities, After, Case, Ends, Permission};
use portal::domain::content::Content;

use super::load::ACTIVITIES;
use super::names::unique;
use super::triage::known;
use super::{Fault, Faults};

pub fn check(activities: &Activities, content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of(ACTIVITIES);
    unique(&mut faults, "activities", activities.activities.iter().map(|activity| &activity.id));
    for activity in &activities.activities {
        let place = format!("activity {}", activity.id);
        if let Some(before) = &activity.before {
            let stage = content.preparation.stages.iter().any(|stage| stage.id == before.stage);
            let fault = format!("unknown stage `{}` of preparation.json", before.stage);
            faults.expect(stage, format!("{place}, before"), fault);
        }
        let fits_always = |case: &Case| case.if_given.is_empty() && case.and_given.is_empty();
        let first = activity.cases.iter().position(fits_always);
        faults.expect(first.is_some(), &place, "has no last case that fits after everything");
        let speaks = first.is_none_or(|first| first + 1 == activity.cases.len());
        faults.expect(speaks, &place, "has a case that never speaks: the one before it fits always");
        for (at, case) in activity.cases.iter().enumerate() {
            let place = format!("{place}, cases[{at}]");
            known(&mut faults, &place, case.if_given.iter().chain(&case.and_given), content);
            of_case(&mut faults, &place, case, content);
        }
    }
    faults.end()
}

/// Ends exist and grow, nothing becomes stricter with time, and the last stretch has no end.
fn of_case(faults: &mut Faults, place: &impl fmt::Display, case: &Case, content: &Content) {
    let endless = case.stretches.last().is_some_and(|last| last.until.is_none());
    faults.expect(endless, place, "has no last stretch without an end");
    let (mut before, mut strictest) = (0, Permission::No);
    for (at, stretch) in case.stretches.iter().enumerate() {
        let place = format!("{place}, stretches[{at}]");
        known(faults, &place, stretch.notes.iter().flat_map(|note| &note.if_given), content);
        let fault = "is stricter than the one before it: what may be done once may be done for good";
        faults.expect(stretch.say <= strictest, &place, fault);
        strictest = stretch.say;
        let is_last = at + 1 == case.stretches.len();
        let Some(until) = &stretch.until else {
            faults.expect(is_last, &place, "has no end and is not the last");
            continue;
        };
        let ends = Ends { aftercare: &content.aftercare, protocol: &content.protocol };
        match until.end(session(), ends).map(|end| end.minutes(session())) {
            None => {
                let named = serde_json::to_string(until).unwrap_or_default();
                faults.note(&place, format!("{named} is no end that the content has"));
            }
            Some(end) => {
                faults.expect(end > before, &place, "does not end after the one before it");
                before = end;
            }
        }
    }
}

/// Any session: only how long after it something ends is asked.
fn session() -> After {
    let day = NaiveDate::default();
    let ended = day.and_time(NaiveTime::MIN).and_utc();
    After { ended, day, now: ended, today: day }
}
