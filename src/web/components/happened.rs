//! Did a booked session happen, and when did it end? What the patient answers is kept on the phone. It
//! comes with the details: `components::question` says when it is asked.

use crate::fhir::record::Booked;
use crate::fhir::told::{self, Became};
use crate::web::answer::Changing;
use crate::web::around::{Around, around};
use crate::web::care::Care;
use crate::web::components::entry::focused_heading;
use crate::web::components::parts::actions;
use crate::web::components::people::said;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::kept::{Change, Problem, Telling};
use crate::web::latest::trust;
use crate::web::markup::{Markup, button, element, heading, live, maybe, paragraph, text};
use crate::web::text::key;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// Between the times that are offered.
const STEP_MINUTES: i64 = 10;
/// So long after its booked end a session may still have gone on.
const LONGER_MINUTES: i64 = 120;

/// How far the patient has come with the answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Asked {
    /// Whether it happened.
    #[default]
    Whether,
    /// When it ended.
    When,
}

/// The question on a session whose hour has passed; nothing where none is open. It is not made anew
/// every minute: the patient may be answering.
pub fn asked(care: &Arc<Care>) -> Markup {
    let booked = care.record.unrecorded(around().now.get_untracked());
    maybe(booked.map(|booked| answer_card(care, booked, Asked::Whether)))
}

/// That a session which has begun is over already; nothing where none is going on.
pub fn over_already(care: &Arc<Care>) -> Markup {
    let booked = care.going_on(around().now.get_untracked()).cloned();
    let (care, is_over) = (care.clone(), Changing::of(false));
    maybe(booked.map(|booked| {
        live(move || {
            if is_over.get() {
                return answer_card(&care, &booked, Asked::When);
            }
            button("button", words().say(key::HAPPENED_OVER), move || is_over.set(true))
        })
    }))
}

fn answer_card(care: &Arc<Care>, booked: &Booked, from: Asked) -> Markup {
    let (asked, problem) = (Changing::of(from), Problem::nothing());
    let (care, booked) = (care.clone(), booked.clone());
    let parts = move || match asked.get() {
        Asked::Whether => whether(&care, &booked, asked, problem),
        Asked::When => when(&care, &booked, asked, problem),
    };
    element("section").class("card card--hero").child(live(parts)).child(said(problem)).view()
}

fn whether(care: &Arc<Care>, booked: &Booked, asked: Changing<Asked>, problem: Problem) -> Markup {
    let words = words();
    let number = (care.record.given.len() + 1).to_string();
    let time = clock_time(care, booked.start);
    let day = words.weekday_and_day(booked.day);
    let (kept, hour, around) = (care.clone(), booked.clone(), around());
    let no = move || keep(&kept, &hour, Became::NotGiven, around, problem);
    let choice = element("div")
        .class("actions actions--pair")
        .child(button("button button--quiet", words.say(key::HAPPENED_NO), no))
        .child(button("button", words.say(key::HAPPENED_YES), move || asked.set(Asked::When)));
    element("div")
        .class("stack")
        .child(heading(words.fill(key::HAPPENED_TITLE, &[("number", &number)])))
        .child(paragraph(words.fill(key::HAPPENED_TEXT, &[("day", &day), ("time", &time)])))
        .child(choice.view())
        .view()
}

fn when(care: &Arc<Care>, booked: &Booked, asked: Changing<Asked>, problem: Problem) -> Markup {
    let back = button("button button--quiet", words().say(key::HAPPENED_BACK), move || {
        asked.set(Asked::Whether);
    });
    ended_at(care, booked, problem, vec![back], false)
}

/// When a session ended: the answer is kept. Asked anew because the clock went back, the clock is taken at
/// its word from then on. Other buttons stand below the one that keeps it.
pub fn ended_at(
    care: &Arc<Care>,
    booked: &Booked,
    problem: Problem,
    others: Vec<Markup>,
    is_anew: bool,
) -> Markup {
    let (words, around) = (words(), around());
    let times = times(booked, around.now.get_untracked());
    let usual = times.iter().rposition(|time| *time <= booked.end).unwrap_or_default();
    let chosen = Changing::of(usual);
    let option = |(place, time): (usize, &DateTime<Utc>)| {
        let option = element("option").with("value", place.to_string());
        let option = if place == usual { option.fixed("selected", "") } else { option };
        option.text(clock_time(care, *time)).view()
    };
    let options = times.iter().enumerate().map(option).collect();
    let choose = element("select")
        .class("field")
        .on_choice(move |place| chosen.set(place.parse().unwrap_or(usual)))
        .children(options);
    let (kept, hour) = (care.clone(), booked.clone());
    let save = move || {
        if let Some(ended) = times.get(chosen.get_untracked()) {
            if is_anew {
                trust(around.now.get_untracked());
            }
            keep(&kept, &hour, Became::Given { ended: *ended }, around, problem);
        }
    };
    let title = words.say(key::HAPPENED_WHEN);
    let title = if is_anew { heading(title) } else { focused_heading("ended-when", title) };
    let buttons = [button("button", words.say(key::HAPPENED_SAVE), save)].into_iter().chain(others);
    element("div")
        .class("stack")
        .child(title)
        .child(text("p", "second", words.say(key::HAPPENED_WHEN_TEXT)))
        .child(element("label").text(words.say(key::HAPPENED_LABEL)).child(choose.view()).view())
        .child(actions(buttons.collect()))
        .view()
}

/// The times that are offered: from the start on, up to now, and not much longer than booked.
fn times(booked: &Booked, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let last = now.min(booked.end + TimeDelta::minutes(LONGER_MINUTES));
    let steps = (last - booked.start).num_minutes() / STEP_MINUTES;
    let at = |step| booked.start + TimeDelta::minutes(step * STEP_MINUTES);
    let mut times: Vec<_> = (0..=steps).map(at).collect();
    // One that ends at this minute is not said to have ended earlier.
    let minute = last - TimeDelta::seconds(last.timestamp().rem_euclid(60));
    if times.last().is_some_and(|last| *last < minute) {
        times.push(minute);
    }
    times
}

/// Keeps the answer; it can be taken back.
fn keep(care: &Arc<Care>, booked: &Booked, became: Became, around: Around, problem: Problem) {
    let before = &care.told;
    let so_far = Some(&*before.bytes).filter(|bytes| !bytes.is_empty());
    let told = told::session(so_far, &care.record, &care.pack.content.facts, booked, became);
    // What was read to show this page can be read again.
    if let Ok(told) = told {
        let so_far = (**before).clone();
        let telling = Telling { so_far, told, said: key::HAPPENED_SAVED, next: None, focus: None };
        around.change(Change::Tell(telling), problem);
    }
}
