//! The aftercare clock, and its steps along a rail: over, now, next.
//!
//! Where the phone shows another time than the clinic, one line at the top says by how much, and
//! only the end of what is now says both times: it is the one that somebody worried waits for.
//! What comes next says how long until then, which is true on any clock, and what is over needs no
//! second time. With both times at every step, each would take three lines of a narrow screen.

use crate::domain::aftercare::timeline::{Moment, Step, Timeline};
use crate::domain::ids::CareId;
use crate::web::care::Care;
use crate::web::components::parts::head;
use crate::web::components::steps::{RailStep, rail};
use crate::web::components::when::{at, at_on_both, differs, phone_notice};
use crate::web::content::words;
use crate::web::markup::{Markup, all, element, text};
use crate::web::text::key;
use chrono::TimeDelta;

/// What the bar shows: the first two days.
const BAR_HOURS: i64 = 48;

/// How long ago the session ended.
pub fn clock(care: &Care, timeline: &Timeline<'_>) -> Markup {
    let words = words();
    let ended = timeline.steps.first().map(|step| at(care, step.from)).unwrap_or_default();
    let ended = text("span", "small", words.fill(key::AFTERCARE_ENDED, &[("time", &ended)]));
    let elapsed = element("p").class("clock").fixed("role", "timer").text(words.length(timeline.minutes));
    let share = timeline.minutes * 100 / (BAR_HOURS * 60);
    let section = element("section").child(head("card__head", elapsed.view(), Some(ended)));
    section.maybe(whose_times(care, timeline)).maybe((share < 100).then(|| bar(share))).view()
}

/// Whose times these are, where the phone shows others now or at a step.
fn whose_times(care: &Care, timeline: &Timeline<'_>) -> Option<Markup> {
    let now = timeline.steps.first()?.from + TimeDelta::minutes(timeline.minutes);
    let other = differs(care, now) || timeline.steps.iter().any(|step| differs(care, step.from));
    other.then(|| text("p", "small", phone_notice(care, now)))
}

fn bar(share: i64) -> Markup {
    let done = element("div").class("bar__done").styled("inline-size", [&*share.to_string(), "%"].concat());
    let hour = |hours: i64| {
        let place = [&*(hours * 100 / BAR_HOURS).to_string(), "%"].concat();
        element("span")
            .class("small")
            .styled("--place", place)
            .text(words().count(key::AFTERCARE_HOURS, hours))
            .view()
    };
    let hours = [0, 12, 24, 48].into_iter().map(hour).collect();
    let bar = element("div").class("bar").fixed("aria-hidden", "true").child(done.view());
    all(vec![
        bar.view(),
        element("div").class("bar__hours").fixed("aria-hidden", "true").children(hours).view(),
    ])
}

/// Which of the steps are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// The last one that is over, the present one and the next, with what to leave for now.
    Near,
    /// The last one that is over and the present one, with what is normal.
    Now,
    /// Those that are to come, with what is normal then.
    Next,
}

/// Steps of aftercare along a rail; nothing where there is none of those.
pub fn steps(care: &Care, timeline: &Timeline<'_>, shown: Steps) -> Option<Markup> {
    let all = &timeline.steps;
    let next = all.iter().position(|step| step.moment == Moment::Next).unwrap_or(all.len());
    let over = all.iter().rposition(|step| step.moment == Moment::Over).unwrap_or_default();
    let near = match shown {
        Steps::Near => all.get(over..(next + 1).min(all.len())),
        Steps::Now => all.get(over..next),
        Steps::Next => all.get(next..),
    };
    let near = near.filter(|near| !near.is_empty())?;
    Some(rail(
        if shown == Steps::Next { "h3" } else { "h2" },
        near.iter().map(|step| step_of(care, step, timeline, shown)).collect(),
    ))
}

fn step_of(care: &Care, step: &Step<'_>, timeline: &Timeline<'_>, shown: Steps) -> RailStep {
    let words = words();
    let named = |id: &CareId| words.of("care", id.as_str());
    let mut lines: Vec<_> = step.band.to_do.iter().map(named).collect();
    let title = if lines.is_empty() { words.of("band", step.band.id.as_str()) } else { lines.remove(0) };
    let normal = step.band.normal.iter().map(named).collect();
    let allowed = step.allowed_again.iter().map(|avoid| named(&avoid.id)).collect();
    let allowed = (key::AFTERCARE_ALLOWED, allowed);
    let leave = || timeline.avoid.iter().map(|(avoid, _)| named(&avoid.id)).collect();
    let groups = match (step.moment, shown) {
        (Moment::Now, Steps::Near) => {
            vec![(key::AFTERCARE_AVOID, leave()), (key::AFTERCARE_NORMAL_NOW, normal)]
        }
        (Moment::Now, _) => vec![(key::AFTERCARE_NORMAL_NOW, normal), allowed],
        (_, Steps::Near) => vec![allowed],
        (_, _) => vec![(key::AFTERCARE_NORMAL, normal), allowed],
    };
    RailStep { moment: step.moment, time: time_of(care, step, timeline), title, lines, groups }
}

fn time_of(care: &Care, step: &Step<'_>, timeline: &Timeline<'_>) -> String {
    let words = words();
    match step.moment {
        Moment::Over => words.fill(key::AFTERCARE_OVER, &[("time", &at(care, step.to))]),
        Moment::Now => words.fill(key::AFTERCARE_NOW, &[("time", &at_on_both(care, step.to))]),
        Moment::Next => {
            let wait = step.band.from.minutes() - timeline.minutes;
            words.fill(key::AFTERCARE_NEXT, &[("time", &at(care, step.from)), ("wait", &words.length(wait))])
        }
    }
}
