//! `/aftercare`: the hours and weeks after the last session, by the clock.

use crate::domain::aftercare::timeline::Timeline;
use crate::web::care::Care;
use crate::web::clock::Now;
use crate::web::components::parts::{CallClinic, UnsignedNotice, sentences};
use crate::web::components::rail::{at, clock, steps};
use crate::web::content::words;
use crate::web::text::key;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::sync::Arc;

/// Every step is shown.
const ALL: usize = usize::MAX;

/// Aftercare.
#[component]
pub fn AftercarePage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let now = expect_context::<Now>();
    let call = view! { <section class="card"><h2>{words().say(key::AFTERCARE_WORRIED)}</h2><p>{words().say(key::AFTERCARE_WORRIED_TEXT)}</p><div class="actions"><CallClinic /></div></section> };
    view! {
        {move || by_the_clock(&care, now.get())}
        {call}
        <UnsignedNotice />
    }
}

fn by_the_clock(care: &Care, now: DateTime<Utc>) -> AnyView {
    let words = words();
    let plain = |text: String| view! { <section class="card"><p>{text}</p></section> }.into_any();
    let Some(given) = care.last_given() else {
        return plain(words.say(key::AFTERCARE_NONE_GIVEN));
    };
    let Some(timeline) = care.aftercare(now) else {
        let day = words.weekday_and_day(given.day);
        return plain(words.fill(key::AFTERCARE_NO_END, &[("day", &day)]));
    };
    if timeline.now().is_none() {
        return plain(words.fill(key::AFTERCARE_ALL_OVER, &[("day", &words.weekday_and_day(given.day))]));
    }
    view! {
        {clock(care, &timeline)}
        {avoid(care, &timeline)}
        {steps(care, &timeline, ALL)}
        {notes(&timeline)}
    }
    .into_any()
}

/// What to leave now, the soonest allowed first.
fn avoid(care: &Care, timeline: &Timeline<'_>) -> impl IntoView + use<> {
    let words = words();
    if timeline.avoid.is_empty() {
        return view! { <section class="card"><p>{words.say(key::TODAY_AVOID_NOTHING)}</p></section> }.into_any();
    }
    let rows = timeline.avoid.iter().map(|(avoid, until)| {
        let until = words.fill(key::AFTERCARE_UNTIL, &[("time", &at(care, *until))]);
        let more = words.part("care", avoid.id.as_str(), "more");
        view! {
            <li class="row">
                <span class="row__text"><span>{words.of("care", avoid.id.as_str())}</span>{more.map(|more| view! { <span class="second">{more}</span> })}</span>
                <span class="row__end second">{until}</span>
            </li>
        }
    });
    view! {
        <section>
            <h2 class="group__title">{words.say(key::AFTERCARE_AVOID)}</h2>
            <ul class="list list--close">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn notes(timeline: &Timeline<'_>) -> impl IntoView + use<> {
    let words = words();
    let notes: Vec<_> = timeline.notes.iter().map(|note| words.of("care", note.id.as_str())).collect();
    (!notes.is_empty()).then(|| view! { <section class="card"><h2>{words.say(key::AFTERCARE_NOTES)}</h2>{sentences(notes)}</section> })
}
