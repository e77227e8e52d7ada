//! Around a session: what is asked before it, what may be done after it and what is noticed, found by text.

use crate::support::{instant, man_with, pack, sample_at, shown};
use portal::domain::aftercare::precheck::Answer;
use portal::fhir::visit::{OfVisit, VisitTold};
use portal::web::care::Care;
use portal::web::clock::Zone;
use portal::web::components::due::due_cards;
use portal::web::components::since::Since;
use portal::web::latest;
use portal::web::pages::{can_i, come, notice};
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

/// Six hours after the main sample's last session.
const SIX_HOURS: &str = "2026-11-20T00:00:00+05:30";

fn without_appointments(mut care: Care) -> Arc<Care> {
    care.record.booked.clear();
    Arc::new(care)
}

fn main_sample(now: &str) -> Arc<Care> {
    Arc::new(sample_at("shedding-iron-zinc", instant(now)))
}

fn permission(care: &Care, activity: &str, now: &str) -> String {
    let since = Since::of(care, instant(now)).unwrap();
    let mut activities = portal::web::content::guidance().activities.activities.iter();
    let activity = activities.find(|known| known.id == *activity).unwrap();
    since.answer(care, instant(now), activity).unwrap().say.key().to_owned()
}

#[wasm_bindgen_test]
fn what_may_not_be_yet_stands_first_and_each_answer_has_its_own_page() {
    let care = main_sample(SIX_HOURS);
    let page = shown(pack(), move || can_i::by_the_clock(&care, instant(SIX_HOURS), can_i::answers));
    let titles: Vec<_> = page.each("h2").iter().map(|title| title.text_content().unwrap()).collect();
    assert_eq!(titles, ["Not yet", "Ask the clinic first", "Yes, you can"]);
    let first = page.find("a").unwrap();
    assert_eq!(first.get_attribute("href").unwrap(), "/aftercare/can-i/wash");
    assert_eq!(first.text_content().unwrap(), "Wash my hairNot until 6pm");
}

#[wasm_bindgen_test]
fn what_was_given_changes_the_answers() {
    let now = "2026-11-22T09:30:00+05:30";
    shown(pack(), || portal::web::markup::all(Vec::new()));
    let main = main_sample(now);
    assert_eq!(permission(&main, "blood_donation", now), "ask");
    assert_eq!(permission(&main, "blood_test", "2026-11-20T09:30:00+05:30"), "no");
    assert_eq!(permission(&main, "work", now), "yes");
}

/// The cocktail of a session is not that of every one: a DHT blocker of an earlier one still counts.
#[wasm_bindgen_test]
fn what_an_earlier_session_forbids_is_still_forbidden() {
    let now = "2026-11-22T09:30:00+05:30";
    shown(pack(), || portal::web::markup::all(Vec::new()));
    let mut care = sample_at("shedding-iron-zinc", instant(now));
    assert_eq!(permission(&care, "blood_donation", now), "ask");
    let dutasteride = portal::domain::ids::IngredientId::try_from("dutasteride").unwrap();
    care.record.given[1].injected[0].ingredient = dutasteride;
    assert_eq!(permission(&care, "blood_donation", now), "no");
    let shown: Vec<_> =
        Since::of(&care, instant(now)).unwrap().shown().map(|one| one.id.to_string()).collect();
    assert!(shown.contains(&"low_mood".to_owned()));
}

/// Until the patient says whether it happened, a booked session counts.
#[wasm_bindgen_test]
fn after_a_session_that_nobody_has_recorded_nothing_is_allowed_too_early() {
    for now in ["2026-11-26T17:30:00+05:30", "2026-11-26T19:30:00+05:30", "2026-11-27T17:30:00+05:30"] {
        shown(pack(), || portal::web::markup::all(Vec::new()));
        assert_eq!(permission(&main_sample(now), "wash", now), "no", "{now}");
    }
}

#[wasm_bindgen_test]
fn signs_of_a_dht_blocker_are_offered_only_where_one_may_have_been_given() {
    // Whatever the day of the test is, no booked session is over on it.
    let main = without_appointments(sample_at("shedding-iron-zinc", instant(SIX_HOURS)));
    let without = shown(pack(), move || notice::notice_page(&main)).text();
    assert!(!without.contains("My sex life has changed") && without.contains("I think of harming myself"));
    let other = without_appointments(man_with(pack(), &["dutasteride"], instant(SIX_HOURS)));
    let with = shown(pack(), move || notice::notice_page(&other)).text();
    assert!(with.contains("My sex life has changed") && with.contains("My mood is low"));
}

#[wasm_bindgen_test]
fn a_session_that_is_not_booked_is_not_asked_about() {
    let care = main_sample("2026-11-22T09:30:00+05:30");
    let text = shown(pack(), move || come::come_page(&care, 6)).text();
    assert_eq!(text, "This session is not booked yet, so nothing is asked.Find a time");
}

#[wasm_bindgen_test]
fn a_hold_says_the_first_day_on_which_the_session_may_be() {
    let now = instant("2026-11-26T09:30:00+05:30");
    let mut care = sample_at("shedding-iron-zinc", now);
    let booked = care.record.booked[0].clone();
    let answer = Answer { question: "FEVER".try_into().unwrap(), option: "yes".try_into().unwrap() };
    shown(pack(), || portal::web::markup::all(Vec::new()));
    assert_eq!(come::not_before(&care, &booked), None);
    care.record.visits.push(VisitTold::new(booked.start, OfVisit::Precheck(vec![answer]), now));
    assert_eq!(come::not_before(&care, &booked).unwrap().to_string(), "2026-11-30");
}

#[wasm_bindgen_test]
fn what_is_due_has_three_answers_and_a_way_to_what_is_noticed() {
    let care = main_sample("2026-11-22T09:30:00+05:30");
    let now = instant("2026-11-22T09:30:00+05:30");
    assert_eq!(care.due(now).iter().map(ToString::to_string).collect::<Vec<_>>(), ["look_for_lumps"]);
    let place = shown(pack(), move || portal::web::markup::maybe(due_cards(&care, &care.due(now))));
    assert_eq!(place.names("button"), ["I looked, all is fine", "Tomorrow", "Not for me"]);
    assert_eq!(place.names("a"), ["I noticed something"]);
}

#[wasm_bindgen_test]
fn a_day_begins_at_its_midnight_and_where_there_is_none_with_its_first_hour() {
    for (zone, day, begins) in [
        ("Asia/Kolkata", "2026-11-26", "2026-11-25T18:30:00Z"),
        ("Europe/London", "2026-10-25", "2026-10-24T23:00:00Z"),
        ("Africa/Cairo", "2027-04-30", "2027-04-29T22:00:00Z"),
    ] {
        let zone = Zone::named(zone).unwrap();
        assert_eq!(zone.begins(day.parse().unwrap()), instant(begins), "{day}");
    }
}

#[wasm_bindgen_test]
fn only_a_clock_that_goes_back_by_more_than_the_network_sets_it_is_noticed() {
    let [first, later] = ["2030-01-01T10:00:00Z", "2030-01-01T10:20:00Z"].map(instant);
    latest::trust(later);
    assert!(!latest::went_back(later) && !latest::went_back(instant("2030-01-01T10:10:00Z")));
    assert!(latest::went_back(first));
    latest::remember(first);
    assert!(latest::went_back(first), "an earlier time is not remembered");
    latest::trust(first);
    assert!(!latest::went_back(first));
}
