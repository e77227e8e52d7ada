//! Several patients at once: one slot has one of them, and nothing is lost.

use std::collections::HashMap;

use portal::domain::time::written;
use portal::fhir::act::Act;
use portal::fhir::booking::{Answer, Machine, Outcome, Step};
use portal::fhir::record::BookedStatus;
use proptest::prelude::*;

use crate::booking::clinic::Clinic;
use crate::booking::{acts, appointment, book, now, record, time};

/// What is going on: each act on its way, or ended.
type Going = Vec<(Machine, Step)>;

fn begin(acts: &[Act]) -> Going {
    acts.iter().map(|act| Machine::start(act.clone(), now())).collect()
}

/// One more step of one of them; nothing where it has ended.
fn step(clinic: &mut Clinic, (machine, step): &mut (Machine, Step), is_answered: bool) -> Option<()> {
    let Step::Ask(request) = step else { return None };
    let answer = clinic.carry_out(request);
    *step = machine.answer(if is_answered { answer } else { Answer::NoAnswer });
    Some(())
}

fn outcomes(going: &Going) -> Vec<&Outcome> {
    let mut outcomes = Vec::new();
    for (_, step) in going {
        match step {
            Step::Done(outcome) => outcomes.push(outcome),
            Step::Ask(request) => panic!("{request:?}"),
        }
    }
    outcomes
}

/// Every order in which the steps of the acts can follow each other; the number of orders. Orders that
/// come to the same clinic with the same left to do go on alike, and are gone on with once.
fn every_order(clinic: &Clinic, going: &Going, ended: &mut dyn FnMut(&Clinic, &Going)) -> usize {
    orders_from(clinic, going, &mut HashMap::new(), ended)
}

/// The same, with the number of orders from each state that was come to already.
fn orders_from(
    clinic: &Clinic,
    going: &Going,
    known: &mut HashMap<String, usize>,
    ended: &mut dyn FnMut(&Clinic, &Going),
) -> usize {
    let state = format!("{clinic:?} {going:?}");
    if let Some(orders) = known.get(&state) {
        return *orders;
    }
    let mut orders = 0;
    for one in 0..going.len() {
        let (mut clinic, mut going) = (clinic.clone(), going.clone());
        if step(&mut clinic, &mut going[one], true).is_some() {
            orders += orders_from(&clinic, &going, known, ended);
        }
    }
    if orders == 0 {
        ended(clinic, going);
        orders = 1;
    }
    known.insert(state, orders);
    orders
}

/// A patient who has the slot `old`, and one who has the slot `other`.
fn two_patients() -> (Clinic, Act, Act) {
    let mut second = appointment("b", "c5");
    let at = time("other");
    second["slot"][0]["reference"] = "Slot/other".into();
    second["start"] = written(at.start).into();
    second["end"] = written(at.end).into();
    let first = appointment("a", "c1");
    let clinic = Clinic::with(&[first.clone(), second.clone()], &[("old", "c1"), ("other", "c5")]);
    let moved = |appointment, to, claim: &str| {
        record(&[appointment]).booked[0].moved(time(to), BookedStatus::Booked, claim.to_owned())
    };
    (clinic, moved(first, "new", "c2"), moved(second, "new", "c6"))
}

#[test]
fn of_two_patients_who_take_one_slot_in_any_order_one_has_it() {
    let (clinic, one, other) = two_patients();
    for (acts, clinic) in [
        ([book("new", "c2"), book("new", "c3")], Clinic::with(&[], &[])),
        ([one.clone(), book("new", "c3")], clinic.clone()),
        ([one, other], clinic),
    ] {
        let before = clinic.clone();
        let orders = every_order(&clinic, &begin(&acts), &mut |clinic, going| {
            let outcomes = outcomes(going);
            let done = |outcome: &Outcome| matches!(outcome, Outcome::Done(_));
            let winner = outcomes.iter().position(|outcome| done(outcome)).unwrap();
            assert_eq!(*outcomes[1 - winner], Outcome::Taken, "{}", clinic.state());
            let mut alone = before.clone();
            crate::booking::done(&mut alone, &acts[winner]);
            assert_eq!(clinic.state(), alone.state());
        });
        assert!(orders > 20, "{orders}");
    }
}

/// Who moves away gives up the old slot last; whoever wants it has it then, or not at all.
#[test]
fn a_slot_that_is_given_up_is_another_patients_only_when_the_new_one_is_sure() {
    let (clinic, moving, _) = two_patients();
    let mut had_it = [0, 0];
    every_order(&clinic, &begin(&[moving, book("old", "c3")]), &mut |clinic, going| {
        clinic.is_safe();
        match outcomes(going).as_slice() {
            [Outcome::Done(_), Outcome::Done(_)] => had_it[0] += 1,
            [Outcome::Done(_), Outcome::Taken] => had_it[1] += 1,
            other => panic!("{other:?}"),
        }
    });
    assert!(had_it[0] > 0 && had_it[1] > 0, "{had_it:?}");
}

/// Neither gives up a slot before the other one is sure.
#[test]
fn two_patients_who_want_each_others_slots_keep_their_own() {
    let (clinic, _, _) = two_patients();
    let [one, other] = [("a", "other", "c2"), ("b", "old", "c6")].map(|(id, to, claim)| {
        let booked = record(&clinic.all_appointments()).booked;
        let booked = booked.into_iter().find(|booked| booked.id == id).unwrap();
        booked.moved(time(to), BookedStatus::Booked, claim.to_owned())
    });
    every_order(&clinic, &begin(&[one, other]), &mut |after, going| {
        assert_eq!(outcomes(going), [&Outcome::Taken, &Outcome::Taken]);
        assert_eq!(*after, clinic);
    });
}

/// Two windows of one patient: each act is chosen while the other is not yet done.
#[test]
fn of_two_moves_of_one_appointment_in_any_order_one_counts() {
    let (clinic, one, _) = two_patients();
    let elsewhere = Clinic::with(&[appointment("a", "c1")], &[("old", "c1")]);
    let booked = record(&elsewhere.all_appointments()).booked[0].clone();
    for other in [booked.moved(time("other"), BookedStatus::Booked, "c6".to_owned()), booked.cancelled()] {
        every_order(&elsewhere, &begin(&[one.clone(), other]), &mut |clinic, going| {
            clinic.is_safe();
            let outcomes = outcomes(going);
            let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done(_))).count();
            let changed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Changed)).count();
            assert_eq!((done, changed), (1, 1), "{outcomes:?}");
            let held = clinic.all_slots().iter().filter(|slot| slot["status"] != "free").count();
            let on = clinic.all_appointments().iter().filter(|made| made["status"] != "cancelled").count();
            assert_eq!(held, on, "{}", clinic.state());
        });
    }
    assert_eq!(clinic.all_appointments().len(), 2);
}

/// Two windows that both go on with what stands in the journal.
#[test]
fn one_act_carried_out_in_two_windows_in_any_order_is_done_once() {
    for (name, mut clinic, act, after) in acts() {
        clinic.names = false;
        for first in [Machine::start, Machine::resume] {
            let going = vec![first(act.clone(), now()), Machine::resume(act.clone(), now())];
            every_order(&clinic, &going, &mut |clinic, going| {
                assert_eq!(clinic.state(), after, "{name}");
                for outcome in outcomes(going) {
                    assert!(matches!(outcome, Outcome::Done(_)), "{name}: {outcome:?}");
                }
            });
        }
    }
}

/// What the tests above rest on. Without it they would pass for a clinic that cannot be booked.
#[test]
fn a_clinic_that_ignores_versions_gives_one_slot_to_two() {
    let mut clinic = Clinic::with(&[], &[]);
    clinic.guards = false;
    let mut twice = 0;
    every_order(&clinic, &begin(&[book("new", "c2"), book("new", "c3")]), &mut |clinic, _| {
        twice += usize::from(clinic.all_appointments().len() == 2);
    });
    assert!(twice > 0);
}

proptest! {
    #[test]
    fn of_any_number_of_patients_who_take_one_slot_one_has_it(
        patients in 2..7_usize,
        turns in prop::collection::vec((0..7_usize, prop::bool::weighted(0.9)), 0..80),
    ) {
        let acts: Vec<Act> = (0..patients).map(|patient| book("new", &format!("c{patient}"))).collect();
        let (mut clinic, mut going) = (Clinic::with(&[], &[]), begin(&acts));
        for (patient, is_answered) in turns {
            step(&mut clinic, &mut going[patient % patients], is_answered);
        }
        // Whoever is still on the way goes on without an answer missing, and what is left for the next
        // start is gone on with then.
        for (act, one) in acts.iter().zip(&mut going) {
            while step(&mut clinic, one, true).is_some() {}
            if matches!(one.1, Step::Done(Outcome::Unfinished(_))) {
                *one = Machine::resume(act.clone(), now());
                while step(&mut clinic, one, true).is_some() {}
            }
        }
        let outcomes = outcomes(&going);
        let done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done(_))).count();
        let not = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Taken | Outcome::NotReached)).count();
        prop_assert_eq!(done + not, patients);
        prop_assert_eq!(clinic.all_appointments().len(), done);
        let all_gave_up = outcomes.iter().all(|outcome| **outcome == Outcome::NotReached);
        prop_assert_eq!(done, usize::from(!all_gave_up));
        clinic.is_safe();
    }
}
