//! Times that are offered, and the clinic on this phone as a store: its slots and appointments, with
//! the guards that a server has.

use crate::support::{Shown, instant, pack, sample_at, shown, until};
use portal::domain::scheduling::offsets::Offsets;
use portal::domain::scheduling::slots::{SlotId, on_device};
use portal::fhir::booking::{Answer, Found, Request};
use portal::fhir::slot::{claimed, freed};
use portal::web::around::Around;
use portal::web::components::next_times::next_times;
use portal::web::content::booking;
use portal::web::store::{OnDevice, RecordId, Shelf, StoredRecord, touched};
use serde_json::{Value, json};
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The times offered to a sample for its next session, once they are read.
async fn offered(sample: &'static str) -> Shown {
    let care = Arc::new(sample_at(sample, instant("2026-11-22T09:30:00+05:30")));
    let place = shown(pack(), move || next_times(&care));
    until(|| place.find(".skeleton__card").is_none()).await;
    place
}

#[wasm_bindgen_test]
async fn the_first_session_that_nobody_booked_has_a_time_to_book_and_two_others() {
    let place = offered("no-tests-yet").await;
    assert!(place.text().contains("Session 1 is not booked yet"), "{}", place.text());
    assert_eq!(place.each("a[href*='/sessions/1/time/']").len(), 2);
    let [book] = &place.names("button")[..] else { panic!("{:?}", place.names("button")) };
    assert!(book.starts_with("Book: "), "{book}");
    assert!(place.text().contains("These are sample times."), "{}", place.text());
    for name in place.names("a").iter().filter(|name| name.contains(", free")) {
        assert!(name.contains(" 202"), "not the whole day: {name}");
    }
}

#[wasm_bindgen_test]
async fn a_late_session_says_so_with_what_it_means() {
    let place = offered("late-in-maintenance").await;
    for said in
        ["Your next session is late", "It is 60 days since the last one.", "two sessions 14 days apart"]
    {
        assert!(place.text().contains(said), "{said} is not said: {}", place.text());
    }
}

/// The clinic on this phone for a new patient, and another window on the same.
fn windows(file: &Value) -> (OnDevice, OnDevice, leptos::prelude::Owner) {
    let owner = leptos::prelude::Owner::new();
    let (one, other) = owner.with(|| {
        let around = Around::start(pack());
        around.provide();
        let whose = RecordId::new();
        let other = Around::start(pack());
        (OnDevice::of(around, whose.clone(), file.clone(), 0), OnDevice::of(other, whose, file.clone(), 0))
    });
    (one, other, owner)
}

/// A time of the clinic that is free, the last but so many of those that can be booked.
fn free_slot(clinic: &OnDevice, from_last: usize) -> SlotId {
    let now = instant("2026-11-22T09:30:00+05:30");
    let wall_clock = |at| clinic.pack.zone.wall_clock(at);
    let offsets = Offsets::over(now..now + chrono::TimeDelta::days(210), &wall_clock);
    let times = on_device(booking(), &clinic.pack.clinic().visit, &offsets, now, &|_| false);
    times[times.len() - 1 - from_last].id()
}

async fn slot(clinic: &OnDevice, id: SlotId) -> Found {
    match clinic.answer(Request::ReadSlot(id.to_string())).await {
        Answer::Found(found) => found,
        other => panic!("{other:?}"),
    }
}

async fn write(clinic: &OnDevice, resource: Value, version: &str) -> Answer {
    clinic.answer(Request::WriteSlot { resource, version: version.to_owned() }).await
}

#[wasm_bindgen_test]
async fn of_two_windows_that_claim_one_time_the_second_is_refused_and_it_is_given_back_once() {
    let (one, other, _owner) = windows(&json!({}));
    let id = free_slot(&one, 0);
    let (seen, also_seen) = (slot(&one, id).await, slot(&other, id).await);
    assert_eq!((&seen, &seen.resource["status"]), (&also_seen, &json!("free")));
    let stored = write(&one, claimed(seen.resource.clone(), "c1"), &seen.version).await;
    assert!(matches!(stored, Answer::Stored(_)), "{stored:?}");
    let late = write(&other, claimed(also_seen.resource, "c2"), &also_seen.version).await;
    assert_eq!(late, Answer::Conflict);
    let held = slot(&other, id).await;
    assert_eq!(held.resource, claimed(seen.resource.clone(), "c1"));
    assert!(other.is_taken(&id.to_string()).await);
    assert!(touched(one.records).await.unwrap().contains(&(id, true)));
    write(&one, freed(held.resource, "c1"), &held.version).await;
    assert_eq!(slot(&other, id).await.resource, seen.resource);
    assert!(touched(one.records).await.unwrap().contains(&(id, false)));
}

#[wasm_bindgen_test]
async fn what_is_no_time_of_the_clinic_is_nothing() {
    let (clinic, _, _owner) = windows(&json!({}));
    for id in ["29939281-1", "29939280-9", "made-up", ""] {
        assert_eq!(clinic.answer(Request::ReadSlot(id.to_owned())).await, Answer::Nothing, "{id}");
    }
}

fn appointment(id: &str, claim: &str, status: &str) -> Value {
    json!({"resourceType": "Appointment", "id": id, "status": status,
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": format!("urn:uuid:{claim}"), "type": {"text": "claim"}}],
        "start": "2026-12-03T11:30:00Z", "end": "2026-12-03T13:00:00Z"})
}

#[wasm_bindgen_test]
async fn an_appointment_is_made_once_and_found_by_its_claim_and_its_id() {
    let (one, other, _owner) = windows(&json!({}));
    let made = appointment("told-c1", "c1", "booked");
    for clinic in [&one, &other] {
        let stored = clinic.answer(Request::CreateAppointment(made.clone())).await;
        assert_eq!(stored, Answer::Stored(made.clone()));
    }
    for request in [Request::FindAppointment("c1".to_owned()), Request::ReadAppointment("told-c1".to_owned())]
    {
        let Answer::Found(found) = other.answer(request).await else { panic!("it is not found") };
        assert_eq!(found.resource, made);
    }
    assert_eq!(one.answer(Request::FindAppointment("c2".to_owned())).await, Answer::Nothing);
    let told = one.records.told(&one.whose).await.unwrap().unwrap();
    let told: Value = serde_json::from_slice(&told.bytes).unwrap();
    assert_eq!(told["entry"].as_array().unwrap().len(), 1);
}

#[wasm_bindgen_test]
async fn an_appointment_that_another_window_has_changed_is_not_written_over() {
    let file =
        json!({"resourceType": "Bundle", "entry": [{"resource": appointment("a", "clinic", "booked")}]});
    let (one, other, _owner) = windows(&file);
    let read = |clinic| async move {
        match OnDevice::answer(clinic, Request::ReadAppointment("a".to_owned())).await {
            Answer::Found(found) => found,
            other => panic!("{other:?}"),
        }
    };
    let (seen, also_seen) = (read(&one).await, read(&other).await);
    assert_eq!(seen.resource, appointment("a", "clinic", "booked"), "as the clinic's file has it");
    let off = appointment("a", "clinic", "cancelled");
    let request = |resource: &Value, version: &str| Request::WriteAppointment {
        resource: resource.clone(),
        version: version.to_owned(),
    };
    assert_eq!(one.answer(request(&off, &seen.version)).await, Answer::Stored(off.clone()));
    let late = other.answer(request(&seen.resource, &also_seen.version)).await;
    assert_eq!(late, Answer::Conflict);
    assert_eq!(read(&other).await.resource, off);
}

#[wasm_bindgen_test]
async fn what_was_begun_for_a_record_goes_with_it() {
    let (clinic, _, _owner) = windows(&json!({}));
    let longer = RecordId([&*clinic.whose.0, "0"].concat().into());
    let (own, others) = (clinic.whose.begun("c1"), longer.begun("c1"));
    for id in [&own, &others] {
        let begun = StoredRecord { bytes: b"begun".to_vec(), ..StoredRecord::nothing(id.clone()) };
        assert_eq!(clinic.records.put(Shelf::Journal, &begun).await, Ok(1));
    }
    clinic.records.delete(&clinic.whose).await.unwrap();
    assert_eq!(clinic.records.one(Shelf::Journal, &own).await, Ok(None));
    assert!(clinic.records.one(Shelf::Journal, &others).await.unwrap().is_some());
}
