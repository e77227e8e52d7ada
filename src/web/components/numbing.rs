//! The numbing cream on the day of a session: when it went on, and how far it is. The minutes are worked
//! out from the two times, so that a closed page or a locked phone makes no difference.

use crate::domain::aftercare::numbing::{Numbing, Stage};
use crate::fhir::record::Booked;
use crate::fhir::told::without;
use crate::fhir::visit::OfVisit;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::parts::actions;
use crate::web::components::people::said;
use crate::web::components::visit::tell;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::kept::{Change, Problem, Telling};
use crate::web::markup::{Markup, all, button, element, heading, live, text};
use crate::web::text::key;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// So many minutes earlier it is put at a tap, for one who has told it late.
const EARLIER_MINUTES: i64 = 5;

/// The card, which keeps the focus.
const NUMBING: &str = "numbing";

/// The cream of a session that is booked for this day.
pub fn numbing(care: &Arc<Care>, booked: &Booked) -> Markup {
    let (now, problem) = (around().now, Problem::nothing());
    let (care, booked) = (care.clone(), booked.clone());
    let parts = move || match care.record.cream(booked.start) {
        None => not_on(&care, &booked, now.get(), problem),
        Some((started, id)) => on(&care, &booked, started, id.to_owned(), now.get(), problem),
    };
    let section = element("section").class("card card--hero").fixed("id", NUMBING).fixed("tabindex", "-1");
    section.child(live(parts)).child(said(problem)).view()
}

fn not_on(care: &Arc<Care>, booked: &Booked, now: DateTime<Utc>, problem: Problem) -> Markup {
    let words = words();
    let arrive = care.pack.content.preparation.arrive(booked.appointed());
    let is_there = now >= arrive;
    let there = words.fill(key::NUMBING_FROM, &[("time", &clock_time(care, arrive))]);
    let (from, to) = care.pack.clinic().visit.numbing_minutes;
    let minutes = [("from", &*from.to_string()), ("to", &*to.to_string())];
    element("div")
        .class("stack")
        .child(heading(words.say(key::NUMBING_TITLE)))
        .child(text("p", "second", words.fill(key::NUMBING_TEXT, &minutes)))
        .child(if is_there {
            actions(vec![begin(care, booked, problem)])
        } else {
            text("p", "second", there)
        })
        .view()
}

/// The button that says that it is on now.
fn begin(care: &Arc<Care>, booked: &Booked, problem: Problem) -> Markup {
    let (care, start) = (care.clone(), booked.start);
    button("button", words().say(key::NUMBING_ON), move || {
        let now = around().now.get_untracked();
        tell(&care, start, OfVisit::Cream(now), key::NUMBING_SAID, problem, Some(NUMBING));
    })
}

fn on(
    care: &Arc<Care>,
    booked: &Booked,
    started: DateTime<Utc>,
    id: String,
    now: DateTime<Utc>,
    problem: Problem,
) -> Markup {
    let (words, minutes) = (words(), care.pack.clinic().visit.numbing_minutes);
    let numbing = Numbing { started };
    let since = words.fill(key::NUMBING_SINCE, &[("time", &clock_time(care, started))]);
    let timed = |gone: i64, title, said: String| {
        let share = (gone * 100 / i64::from(minutes.1.max(1))).min(100);
        let done =
            element("div").class("bar__done").styled("inline-size", [&*share.to_string(), "%"].concat());
        all(vec![
            heading(title),
            element("p").class("clock").fixed("role", "timer").text(words.length(gone)).view(),
            element("div").class("bar").fixed("aria-hidden", "true").child(done.view()).view(),
            text("p", "", said),
            text("p", "second", since.clone()),
        ])
    };
    let ready = clock_time(care, numbing.ready(minutes));
    let over = clock_time(care, numbing.over(minutes));
    let stage = match numbing.at(minutes, now) {
        Stage::NotBefore => all(vec![
            heading(words.say(key::CLOCK_TITLE)),
            text("p", "", words.fill(key::NUMBING_NOT_BEFORE, &[("time", &clock_time(care, started))])),
            begin(care, booked, problem),
        ]),
        Stage::Working { gone, left } => {
            let filling = [("time", &*ready), ("left", &words.length(left))];
            timed(gone, words.say(key::NUMBING_WORKING), words.fill(key::NUMBING_READY_AT, &filling))
        }
        Stage::Ready { gone } => {
            let said = words.fill(key::NUMBING_READY_TEXT, &[("time", &over)]);
            timed(gone, words.say(key::NUMBING_READY), said)
        }
        Stage::Over { gone } => {
            let title = words.fill(key::NUMBING_OVER, &[("length", &words.length(minutes.1.into()))]);
            timed(gone, title, words.say(key::NUMBING_OVER_TEXT))
        }
    };
    let (kept, start) = (care.clone(), booked.start);
    let earlier = move || {
        let earlier = started - TimeDelta::minutes(EARLIER_MINUTES);
        tell(&kept, start, OfVisit::Cream(earlier), key::NUMBING_SAID, problem, Some(NUMBING));
    };
    let kept = care.clone();
    let not_on = move || take_back(&kept, &id, problem);
    let can_be_earlier = started - TimeDelta::minutes(EARLIER_MINUTES) >= booked.start;
    let earlier_word = words.fill(key::NUMBING_EARLIER, &[("length", &words.length(EARLIER_MINUTES))]);
    let buttons = element("div")
        .class("actions actions--pair")
        .child(button("button button--quiet", words.say(key::NUMBING_NOT_ON), not_on))
        .maybe(can_be_earlier.then(|| button("button button--quiet", earlier_word, earlier)));
    element("div").class("stack").child(stage).child(buttons.view()).view()
}

fn take_back(care: &Care, id: &str, problem: Problem) {
    if let Ok(told) = without(&care.told.bytes, id) {
        let so_far = (*care.told).clone();
        let telling = Telling { so_far, told, said: key::NUMBING_SAID_OFF, next: None, focus: Some(NUMBING) };
        around().change(Change::Tell(telling), problem);
    }
}
