//! The next session at each place where a patient may stand, found by text.

use crate::support::{Shown, instant, pack, sample_at, shown};
use portal::fhir::record::BookedStatus;
use portal::web::components::getting_ready::{getting_ready, visit};
use portal::web::components::next_session::next_session_card;
use portal::web::markup::maybe;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The main sample's next session starts then.
const STARTS: &str = "2026-11-26T17:00:00+05:30";

fn card(sample: &'static str, now: &'static str) -> Shown {
    let now = instant(now);
    let care = Arc::new(sample_at(sample, now));
    shown(pack(), move || maybe(next_session_card(&care, now)))
}

#[track_caller]
fn check(sample: &'static str, now: &'static str, said: &[&str], unsaid: &[&str]) {
    let text = card(sample, now).text();
    for said in said {
        assert!(text.contains(said), "{now}: {said} is not said: {text}");
    }
    for unsaid in unsaid {
        assert!(!text.contains(unsaid), "{now}: {unsaid} is said: {text}");
    }
}

#[wasm_bindgen_test]
fn a_booked_session_says_its_hour_when_to_be_there_and_how_long_it_takes() {
    let said = ["Your next session · Loading 5 of 6", "5pm", "In 4 days", "Be there at 4:50pm.", "Get ready"];
    check("shedding-iron-zinc", "2026-11-22T09:30:00+05:30", &said, &["Not booked"]);
}

#[wasm_bindgen_test]
fn near_a_session_what_to_do_stands_below_and_not_behind_a_button() {
    check("shedding-iron-zinc", "2026-11-25T09:30:00+05:30", &["Tomorrow", "5pm"], &["Get ready"]);
    check("shedding-iron-zinc", "2026-11-26T09:30:00+05:30", &["Today", "5pm"], &["Get ready"]);
}

#[wasm_bindgen_test]
fn while_a_session_goes_on_or_is_not_recorded_the_card_is_gone() {
    for now in ["2026-11-26T17:30:00+05:30", "2026-11-26T19:30:00+05:30"] {
        assert_eq!(card("shedding-iron-zinc", now).text(), "", "{now}");
    }
}

#[wasm_bindgen_test]
fn a_session_that_is_to_be_booked_leaves_the_place_to_its_times() {
    for sample in ["no-tests-yet", "late-in-maintenance"] {
        assert_eq!(card(sample, "2026-11-22T09:30:00+05:30").text(), "", "{sample}");
    }
}

#[wasm_bindgen_test]
fn no_session_is_shown_to_one_whose_plan_waits() {
    assert_eq!(card("pregnant-held", "2026-11-22T09:30:00+05:30").text(), "");
}

#[wasm_bindgen_test]
fn a_session_that_was_only_asked_for_says_so() {
    let now = instant("2026-11-22T09:30:00+05:30");
    let mut care = sample_at("shedding-iron-zinc", now);
    for booked in &mut care.record.booked {
        booked.status = BookedStatus::Requested;
    }
    let care = Arc::new(care);
    let place = shown(pack(), move || maybe(next_session_card(&care, now)));
    assert!(place.text().contains("Asked for. The clinic has not answered yet."), "{}", place.text());
}

/// The times of the steps, and which one is now.
fn steps(of: &Shown) -> Vec<(String, bool)> {
    let step = |step: web_sys::Element| {
        let time = step.query_selector(".small").unwrap().unwrap().text_content().unwrap();
        (time, step.has_attribute("aria-current"))
    };
    of.each(".rail > li").into_iter().map(step).collect()
}

#[wasm_bindgen_test]
fn all_that_holds_now_is_one_step_and_the_rest_follows() {
    let ready = |minutes| {
        let now = instant(STARTS) - chrono::TimeDelta::minutes(minutes);
        let care = sample_at("shedding-iron-zinc", now);
        let booked = care.record.booked[0].clone();
        steps(&shown(pack(), move || maybe(getting_ready(&care, &booked, now))))
    };
    let row = |time: &str, now| (time.to_owned(), now);
    let (now, day) = (row("Now, until your session", true), row("On Thursday 26 November", false));
    assert_eq!(ready(30 * 60), [now.clone(), row("From 5pm", false), day.clone()]);
    assert_eq!(ready(20 * 60), [now.clone(), day]);
    assert_eq!(ready(60), [now]);
    assert_eq!(ready(0), []);
}

#[wasm_bindgen_test]
fn the_steps_of_the_visit_follow_the_clock() {
    let present = |minutes| {
        let now = instant(STARTS) + chrono::TimeDelta::minutes(minutes);
        let care = sample_at("shedding-iron-zinc", now);
        let booked = care.record.booked[0].clone();
        let steps = steps(&shown(pack(), move || visit(&care, &booked, now)));
        assert_eq!(steps.len(), 4);
        steps.into_iter().find_map(|(time, is_now)| is_now.then_some(time))
    };
    assert_eq!(present(-11), None);
    assert_eq!(present(-10).as_deref(), Some("4:50pm"));
    assert_eq!(present(0).as_deref(), Some("5pm"));
    assert_eq!(present(30).as_deref(), Some("About 5:30pm"));
    assert_eq!(present(80).as_deref(), Some("About 6pm to 6:20pm"));
}
