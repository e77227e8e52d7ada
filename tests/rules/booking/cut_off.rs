//! An act that is cut off anywhere is finished or undone at the next start.

use portal::fhir::act::Act;
use portal::fhir::booking::{Machine, Outcome, Step};
use portal::fhir::journal::{self, Journal};
use proptest::prelude::*;
use serde_json::Value;

use crate::booking::clinic::Clinic;
use crate::booking::{Way, acts, drive, id_of, instant, now};

/// So many requests no act needs, with nothing in its way.
const MOST: usize = 10;

/// The act as the next start finds it.
#[track_caller]
fn from_the_journal(act: &Act) -> Act {
    let journal = Journal { whose: "p".to_owned(), acts: vec![act.clone()] };
    let (mut read, dropped) = journal::read(&journal::write(&journal));
    assert_eq!((&read, dropped.as_slice()), (&journal, &[][..]));
    read.acts.remove(0)
}

/// Carries an act out in the face of these ways of the first run and of the next start, until it ends.
#[track_caller]
fn carried_out(clinic: &mut Clinic, act: &Act, first: &[Way], second: &[Way]) -> Outcome {
    let begun = Machine::start(act.clone(), now());
    let mut ended = drive(clinic, begun, first);
    for ways in [second, &[]] {
        match ended {
            None | Some(Outcome::Unfinished(_)) => {
                ended = drive(clinic, Machine::resume(from_the_journal(act), now()), ways);
            }
            Some(outcome) => return outcome,
        }
    }
    ended.unwrap()
}

/// One thing in the way at the n-th request.
fn at(turn: usize, way: Way) -> Vec<Way> {
    [vec![Way::Open; turn], vec![way]].concat()
}

#[test]
fn an_act_does_what_it_says() {
    for (name, clinic, act, after) in acts() {
        let mut clinic = clinic;
        crate::booking::done(&mut clinic, &act);
        assert_eq!(clinic.state(), after, "{name}");
    }
}

#[test]
fn an_act_that_is_cut_off_at_any_step_is_done_at_the_next_start() {
    for (name, before, act, after) in acts() {
        for (first, way) in ways() {
            for (second, other) in ways() {
                let mut clinic = before.clone();
                let ended = carried_out(&mut clinic, &act, &at(first, way), &at(second, other));
                let place = format!("{name}, {way:?} at {first}, {other:?} at {second}");
                assert!(matches!(ended, Outcome::Done(_)), "{place}: {ended:?}");
                assert_eq!(clinic.state(), after, "{place}");
            }
        }
    }
}

/// Every single thing in the way of a run.
fn ways() -> impl Iterator<Item = (usize, Way)> {
    let all = [Way::NotSent, Way::AnswerLost, Way::OffBefore, Way::OffAfter];
    (0..MOST).flat_map(move |turn| all.map(|way| (turn, way)))
}

#[test]
fn what_the_clinic_refuses_leaves_everything_as_it_was() {
    for (name, before, act, _) in acts() {
        for (turn, way) in ways() {
            let mut clinic = before.clone();
            clinic.refuses = true;
            let ended = carried_out(&mut clinic, &act, &at(turn, way), &[]);
            assert_eq!(ended, Outcome::Refused("not on this day".to_owned()), "{name}, {way:?} at {turn}");
            assert_eq!(clinic.state(), before.state(), "{name}, {way:?} at {turn}");
            assert_eq!(clinic.all_slots(), before.all_slots(), "{name}, {way:?} at {turn}");
        }
    }
}

/// While the phone is off somebody else may take the slot.
#[test]
fn a_slot_that_is_taken_meanwhile_is_told_and_nothing_else_changed() {
    for (name, before, act, after) in acts() {
        for (turn, way) in ways().filter(|(_, way)| matches!(way, Way::OffBefore | Way::OffAfter)) {
            let mut clinic = before.clone();
            if let Some(ended) = drive(&mut clinic, Machine::start(act.clone(), now()), &at(turn, way)) {
                assert!(matches!(ended, Outcome::Done(_)));
                continue;
            }
            let slot = act.after.time.slot.clone().unwrap();
            clinic.change(&slot, |slot| {
                if slot["status"] == "free" {
                    slot["status"] = "busy-unavailable".into();
                }
            });
            let meanwhile = clinic.clone();
            match drive(&mut clinic, Machine::resume(act.clone(), now()), &[]) {
                Some(Outcome::Done(_)) if name == "cancel" => {
                    assert!(clinic.state().ends_with(after), "{}", clinic.state());
                }
                Some(Outcome::Done(_)) => assert_eq!(clinic.state(), after, "{name}, {turn}"),
                Some(Outcome::Taken) => assert_eq!(clinic, meanwhile, "{name}, {turn}"),
                other => panic!("{name}, {turn}: {other:?}"),
            }
        }
    }
}

/// While the phone is off the clinic may change the appointment: it calls it off, or moves it.
#[test]
fn an_appointment_that_the_clinic_has_changed_meanwhile_is_left_to_it() {
    for (name, before, act, _) in acts() {
        for (turn, way) in ways().filter(|(_, way)| matches!(way, Way::OffBefore | Way::OffAfter)) {
            let mut clinic = before.clone();
            let ended = drive(&mut clinic, Machine::start(act.clone(), now()), &at(turn, way));
            let made = clinic.all_appointments();
            let (None, Some(made)) = (ended, made.first()) else { continue };
            let id = id_of(&act).or(made["id"].as_str()).unwrap();
            let unchanged = clinic.clone();
            clinic.change(id, |appointment| appointment["status"] = "noshow".into());
            let slots = |clinic: &Clinic| clinic.all_slots();
            let ended = drive_unchecked(&mut clinic, Machine::resume(act.clone(), now()));
            assert_eq!(ended, Outcome::Changed, "{name}, {way:?} at {turn}");
            assert_eq!(clinic.all_appointments()[0]["status"], "noshow");
            // What the act had claimed is given back; what was held before is the clinic's to free.
            if let Some((slot, claim)) = act.claims() {
                let held = slots(&clinic).into_iter().find(|known| known["id"] == slot).unwrap();
                assert!(!portal::fhir::slot::is_held(&held, claim), "{name}, {way:?} at {turn}");
            } else {
                assert_eq!(slots(&clinic), slots(&unchanged), "{name}, {way:?} at {turn}");
            }
        }
    }
}

/// An appointment that is over has no place in [`Clinic::is_safe`].
#[track_caller]
fn drive_unchecked(clinic: &mut Clinic, begun: (Machine, Step)) -> Outcome {
    let (mut machine, mut step) = begun;
    loop {
        match step {
            Step::Ask(request) => step = machine.answer(clinic.carry_out(&request)),
            Step::Done(outcome) => return outcome,
        }
    }
}

/// Carries an act out in a clinic that has made appointments its own way.
#[track_caller]
pub fn freely(clinic: &mut Clinic, act: &Act) -> Value {
    match drive_unchecked(clinic, Machine::start(act.clone(), now())) {
        Outcome::Done(appointment) => appointment,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clinic_that_cannot_be_reached_changes_nothing_and_leaves_nothing_to_do() {
    for (name, before, act, _) in acts() {
        let mut clinic = before.clone();
        let ended = drive(&mut clinic, Machine::start(act.clone(), now()), &[Way::NotSent; 50]);
        // What has no slot to ask for first and is not read first would have been written.
        assert_eq!(ended, Some(Outcome::NotReached), "{name}");
        assert_eq!(clinic, before, "{name}");
    }
}

#[test]
fn an_act_without_an_answer_is_asked_for_a_bounded_number_of_times_and_stays_unfinished() {
    for (name, before, act, after) in acts() {
        for turn in 0..MOST {
            let mut clinic = before.clone();
            let ways = [vec![Way::Open; turn], vec![Way::NotSent; 50]].concat();
            match drive(&mut clinic, Machine::start(act.clone(), now()), &ways).unwrap() {
                Outcome::Unfinished(None) => assert_ne!(clinic.state(), after, "{name} at {turn}"),
                Outcome::Unfinished(Some(stored)) => {
                    assert_eq!(clinic.all_appointments(), [stored], "{name} at {turn}");
                }
                Outcome::NotReached => assert_eq!(clinic, before, "{name} at {turn}"),
                Outcome::Done(_) => assert_eq!(clinic.state(), after, "{name} at {turn}"),
                other => panic!("{name} at {turn}: {other:?}"),
            }
        }
    }
}

/// A slot that has begun is no longer free; one that was claimed before is given back.
#[test]
fn a_slot_that_has_begun_at_the_next_start_is_not_booked() {
    let (_, before, act, _) = acts().into_iter().next().unwrap();
    for (at_start, expected) in
        [("2026-12-03T11:29:59Z", "new c2 | new booked c2"), ("2026-12-03T11:30:00Z", "|")]
    {
        for turn in 0..3 {
            let mut clinic = before.clone();
            let cut = drive(&mut clinic, Machine::start(act.clone(), now()), &at(turn, Way::OffBefore));
            assert_eq!(cut, None);
            drive(&mut clinic, Machine::resume(act.clone(), instant(at_start)), &[]);
            assert_eq!(clinic.state(), expected, "cut off at {turn}, resumed at {at_start}");
        }
    }
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        4 => Just(Way::Open),
        1 => Just(Way::NotSent),
        1 => Just(Way::AnswerLost),
        1 => Just(Way::OffBefore),
        1 => Just(Way::OffAfter),
    ]
}

proptest! {
    #[test]
    fn whatever_is_in_the_way_an_act_is_done_or_has_changed_nothing(
        which in 0..5_usize,
        first in prop::collection::vec(way(), 0..20),
        second in prop::collection::vec(way(), 0..20),
    ) {
        let (_, before, act, after) = acts()[which].clone();
        let mut clinic = before.clone();
        match carried_out(&mut clinic, &act, &first, &second) {
            Outcome::Done(stored) => {
                prop_assert_eq!(clinic.state(), after);
                prop_assert_eq!(clinic.all_appointments(), [stored]);
            }
            Outcome::NotReached => prop_assert_eq!(clinic, before),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        }
    }
}
