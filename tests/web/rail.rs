//! The aftercare clock and its steps at each of its hours, found by role and by text.

use crate::support::{Shown, instant, pack, sample_at, shown};
use chrono::{DateTime, TimeDelta, Utc};
use portal::domain::aftercare::timeline::Timeline;
use portal::web::care::Care;
use portal::web::components::rail::{clock, steps};
use portal::web::markup::all;
use wasm_bindgen_test::wasm_bindgen_test;

/// The last session ended at 6pm on Thursday 19 November in India.
const ENDED: &str = "2026-11-19T18:00:00+05:30";

fn care(now: DateTime<Utc>) -> Care {
    sample_at("shedding-iron-zinc", now)
}

/// Clock and steps, so many minutes after the session.
fn after(minutes: i64, most: usize) -> Shown {
    let now = instant(ENDED) + TimeDelta::minutes(minutes);
    let care = care(now);
    let timeline: Timeline<'static> = care.aftercare(now).unwrap();
    shown(pack(), move || all(vec![clock(&care, &timeline), steps(&care, &timeline, most)]))
}

/// Each step: what is now is marked for everybody.
fn titles(place: &Shown) -> Vec<String> {
    let said = |step: web_sys::Element| {
        let title = step.query_selector("h2").unwrap().unwrap().text_content().unwrap();
        if step.has_attribute("aria-current") { ["now: ", &title].concat() } else { title }
    };
    place.each("li:has(> h2)").into_iter().map(said).collect()
}

#[wasm_bindgen_test]
fn the_steps_begin_with_the_last_one_that_is_over() {
    let at = |minutes, most| titles(&after(minutes, most));
    assert_eq!(at(1, 2), ["now: Press with gauze", "Go back to your normal activities"]);
    assert_eq!(at(60, 2), ["Press with gauze", "now: Go back to your normal activities"]);
    let later = at(5 * 60, usize::MAX);
    assert_eq!(
        later[..2],
        ["Go back to your normal activities", "now: Take paracetamol if you need it, as the pack says"]
    );
    assert_eq!(later.len(), 7, "the rest of the eight: {later:?}");
}

#[wasm_bindgen_test]
fn the_last_band_is_now_and_nothing_comes_after_it() {
    let place = after(30 * 1440, usize::MAX);
    let titles = titles(&place);
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[1].starts_with("now: "), "{titles:?}");
    assert_eq!(place.role("timer"), "30 days");
    assert!(place.find(".bar").is_none(), "the bar is of the first two days");
}

#[wasm_bindgen_test]
fn once_all_is_over_no_step_is_now() {
    let place = after(84 * 1440, usize::MAX);
    let titles = titles(&place);
    assert_eq!(titles.len(), 1, "{titles:?}");
    assert!(!titles[0].starts_with("now: "), "{titles:?}");
}

#[wasm_bindgen_test]
fn the_clock_counts_to_the_minute_and_the_bar_ends_with_the_second_day() {
    assert_eq!(after(0, 1).role("timer"), "0 minutes");
    assert_eq!(after(5 * 60 + 20, 1).role("timer"), "5 hours 20 minutes");
    let filled = |minutes| {
        let done = after(minutes, 1).find(".bar__done")?;
        done.get_attribute("style")
    };
    assert_eq!(filled(24 * 60).as_deref(), Some("inline-size: 50%;"));
    assert_eq!(filled(48 * 60 - 1).as_deref(), Some("inline-size: 99%;"));
    assert_eq!(filled(48 * 60), None);
}

#[wasm_bindgen_test]
fn before_the_end_of_the_session_there_is_no_clock() {
    let now = instant(ENDED) - TimeDelta::seconds(1);
    assert_eq!(care(now).aftercare(now), None);
}

#[wasm_bindgen_test]
fn a_step_says_what_is_normal_and_what_is_allowed_again_until_it_is_over() {
    let steps = |minutes| -> Vec<String> {
        after(minutes, usize::MAX)
            .each("li:has(> h2)")
            .iter()
            .map(|step| step.text_content().unwrap())
            .collect()
    };
    let step =
        |steps: &[String], title: &str| steps.iter().find(|step| step.contains(title)).cloned().unwrap();
    let paracetamol = "Take paracetamol if you need it";
    let evening = step(&steps(5 * 60), paracetamol);
    assert!(evening.contains("Normal then") && evening.contains("Allowed again"), "{evening}");
    let night = step(&steps(13 * 60), paracetamol);
    assert!(night.contains("over") && !night.contains("Normal then"), "{night}");
}
