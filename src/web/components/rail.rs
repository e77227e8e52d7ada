//! The aftercare clock, and its steps along a rail: over, now, next.

use crate::domain::aftercare::timeline::{Moment, Step, Timeline};
use crate::domain::ids::CareId;
use crate::web::care::Care;
use crate::web::content::words;
use crate::web::text::key;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

/// What the bar shows: the first two days.
const BAR_HOURS: i64 = 48;

/// How long ago the session ended.
pub fn clock(care: &Care, timeline: &Timeline<'_>) -> impl IntoView + use<> {
    let words = words();
    let ended = timeline.steps.first().map(|step| at(care, step.from)).unwrap_or_default();
    let share = timeline.minutes * 100 / (BAR_HOURS * 60);
    let bar = (share < 100).then(|| {
        view! {
            <div class="bar" aria-hidden="true"><div class="bar__done" style:inline-size=format!("{share}%")></div></div>
            <div class="bar__hours" aria-hidden="true">
                {[0, 12, 24, 48].map(|hours| view! { <span class="small" style:--place=format!("{}%", hours * 100 / BAR_HOURS)>{words.count(key::AFTERCARE_HOURS, hours)}</span> }).into_iter().collect_view()}
            </div>
        }
    });
    view! {
        <section>
            <div class="card__head"><p class="clock" role="timer">{words.length(timeline.minutes)}</p><span class="small">{words.fill(key::AFTERCARE_ENDED, &[("time", &ended)])}</span></div>
            {bar}
        </section>
    }
}

/// The last step that is over, the present one and those to come, so many at most.
pub fn steps(care: &Care, timeline: &Timeline<'_>, most: usize) -> impl IntoView + use<> {
    let over = timeline.steps.iter().rposition(|step| step.moment == Moment::Over);
    let shown = timeline.steps.iter().skip(over.unwrap_or(0)).take(most);
    view! { <ol class="rail">{shown.map(|step| step_of(care, step, timeline)).collect_view()}</ol> }
}

fn step_of(care: &Care, step: &Step<'_>, timeline: &Timeline<'_>) -> impl IntoView + use<> {
    let words = words();
    let names = |ids: &[CareId]| -> Vec<String> { ids.iter().map(|id| words.of("care", id.as_str())).collect() };
    let (normal, mut to_do) = (names(&step.band.normal), names(&step.band.to_do));
    let allowed: Vec<_> = step.allowed_again.iter().map(|avoid| words.of("care", avoid.id.as_str())).collect();
    let over = step.moment == Moment::Over;
    let title = if to_do.is_empty() { words.of("band", step.band.id.as_str()) } else { to_do.remove(0) };
    let group = |title, names: Vec<String>| (!names.is_empty() && !over).then(|| view! { <p class="step__label">{words.say(title)}</p><ul class="step__list">{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul> });
    view! {
        <li class="step" class:step--over=over class:step--now=step.moment == Moment::Now aria-current=(step.moment == Moment::Now).then_some("step")>
            <p class="small">{time_of(care, step, timeline)}</p>
            <h3>{title}</h3>
            {(!over).then(|| to_do.into_iter().map(|line| view! { <p class="second">{line}</p> }).collect_view())}
            {group(key::AFTERCARE_NORMAL, normal)}
            {group(key::AFTERCARE_ALLOWED, allowed)}
        </li>
    }
}

fn time_of(care: &Care, step: &Step<'_>, timeline: &Timeline<'_>) -> String {
    let words = words();
    match step.moment {
        Moment::Over => words.fill(key::AFTERCARE_OVER, &[("time", &at(care, step.to))]),
        Moment::Now => words.fill(key::AFTERCARE_NOW, &[("time", &at(care, step.to))]),
        Moment::Next => {
            let wait = step.band.from.minutes() - timeline.minutes;
            words.fill(key::AFTERCARE_NEXT, &[("time", &at(care, step.from)), ("wait", &words.length(wait))])
        }
    }
}

/// An instant on the clinic's clock, as near as it is: “1:20pm”, “1:20pm tomorrow”, “1:20pm on
/// Thursday”, “14 December”.
pub fn at(care: &Care, instant: DateTime<Utc>) -> String {
    let words = words();
    let shown = care.pack.zone.wall_clock(instant);
    let (time, day) = (words.time(shown.time()), shown.date());
    match (day - care.today).num_days() {
        0 => time,
        1 => words.fill(key::TIME_AT_TOMORROW, &[("time", &time)]),
        -1 => words.fill(key::TIME_AT_YESTERDAY, &[("time", &time)]),
        2..7 => words.fill(key::TIME_AT_WEEKDAY, &[("time", &time), ("day", &words.weekday(day))]),
        _ => words.day_and_month(day),
    }
}
