//! The aftercare clock and its steps at each of its hours, found by role and by text.

use crate::support::{Shown, instant, pack, sample_at, shown};
use chrono::{DateTime, TimeDelta, Utc};
use portal::domain::aftercare::timeline::Timeline;
use portal::web::care::Care;
use portal::web::components::rail::{Steps, clock, steps};
use portal::web::markup::{all, maybe};
use wasm_bindgen_test::wasm_bindgen_test;

/// The last session ended at 6pm on Thursday 19 November in India.
const ENDED: &str = "2026-11-19T18:00:00+05:30";

fn care(now: DateTime<Utc>) -> Care {
    sample_at("shedding-iron-zinc", now)
}

/// Clock and steps, so many minutes after the session.
fn after(minutes: i64, which: Steps) -> Shown {
    let now = instant(ENDED) + TimeDelta::minutes(minutes);
    let care = care(now);
    let timeline: Timeline<'static> = care.aftercare(now).unwrap();
    shown(pack(), move || all(vec![clock(&care, &timeline), maybe(steps(&care, &timeline, which))]))
}

/// Each step: what is now is marked for everybody.
fn titles(place: &Shown) -> Vec<String> {
    let said = |step: web_sys::Element| {
        let title = step.query_selector(".step__title").unwrap().unwrap().text_content().unwrap();
        if step.has_attribute("aria-current") { ["now: ", &title].concat() } else { title }
    };
    place.each(".rail > li").into_iter().map(said).collect()
}

#[wasm_bindgen_test]
fn the_near_steps_are_the_last_one_over_the_present_one_and_the_next() {
    let at = |minutes| titles(&after(minutes, Steps::Near));
    assert_eq!(at(1), ["now: Press with gauze", "Go back to your normal activities"]);
    assert_eq!(
        at(60),
        ["Press with gauze", "now: Go back to your normal activities", "Leave your scalp dry"]
    );
    assert_eq!(
        at(13 * 60),
        [
            "Leave your scalp dry",
            "now: Keep your scalp dry a little longer",
            "Wash gently with lukewarm water"
        ]
    );
}

#[wasm_bindgen_test]
fn what_is_now_and_what_comes_next_are_all_the_steps_that_are_left() {
    let now = titles(&after(5 * 60, Steps::Now));
    assert_eq!(now, ["Go back to your normal activities", "now: Leave your scalp dry"]);
    let next = titles(&after(5 * 60, Steps::Next));
    assert_eq!(next.first().map(String::as_str), Some("Keep your scalp dry a little longer"));
    assert_eq!(next.len(), 5, "{next:?}");
}

#[wasm_bindgen_test]
fn no_two_steps_in_a_row_say_the_same() {
    let titles = titles(&after(0, Steps::Next));
    assert!(titles.windows(2).all(|pair| pair[0] != pair[1]), "{titles:?}");
}

#[wasm_bindgen_test]
fn the_last_band_is_now_and_nothing_comes_after_it() {
    let place = after(30 * 1440, Steps::Near);
    let titles = titles(&place);
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(titles[1].starts_with("now: "), "{titles:?}");
    assert_eq!(place.role("timer"), "30 days");
    assert!(place.find(".bar").is_none(), "the bar is of the first two days");
    assert!(after(30 * 1440, Steps::Next).find(".rail").is_none());
}

#[wasm_bindgen_test]
fn once_all_is_over_no_step_is_now() {
    let titles = titles(&after(84 * 1440, Steps::Near));
    assert_eq!(titles.len(), 1, "{titles:?}");
    assert!(!titles[0].starts_with("now: "), "{titles:?}");
}

#[wasm_bindgen_test]
fn the_clock_counts_to_the_minute_and_the_bar_ends_with_the_second_day() {
    assert_eq!(after(0, Steps::Near).role("timer"), "0 minutes");
    assert_eq!(after(5 * 60 + 20, Steps::Near).role("timer"), "5 hours 20 minutes");
    let filled = |minutes| {
        let done = after(minutes, Steps::Near).find(".bar__done")?;
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
fn the_present_step_says_what_to_leave_and_what_is_normal() {
    let near = after(5 * 60, Steps::Near).find("[aria-current=step]").unwrap().text_content().unwrap();
    for said in ["Leave for now", "Washing your hair", "Normal now", "Fading redness"] {
        assert!(near.contains(said), "{said}: {near}");
    }
    let now = after(5 * 60, Steps::Now).find("[aria-current=step]").unwrap().text_content().unwrap();
    assert!(now.contains("Normal now") && now.contains("Allowed again"), "{now}");
    assert!(!now.contains("Leave for now"), "{now}");
}

#[wasm_bindgen_test]
fn a_step_that_is_over_says_only_what_it_was() {
    let place = after(5 * 60, Steps::Near);
    let over = place.find(".step--over").unwrap().text_content().unwrap();
    assert!(over.contains("over") && !over.contains("Normal"), "{over}");
}
