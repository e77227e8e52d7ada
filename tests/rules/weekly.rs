//! The weeks after a session: what is due, since when, and what an answer does to it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use portal::domain::aftercare::weekly::{Answered, CheckDone, Ended};
use portal::domain::content::Content;
use portal::domain::ids::IngredientId;
use proptest::prelude::*;

use crate::support::{content, content_with, day, instant};
use Answered::{Done, Later, NotForMe};

const LOOK: &str = "look_for_lumps";
const MOOD: &str = "mood_and_sexual_function";
const SHEDDING: &str = "more_shedding_minoxidil";

/// A session's end, in the evening at the clinic, so many days after 24 November.
fn end(days: u64) -> (DateTime<Utc>, NaiveDate) {
    let on = day("2026-11-24") + Days::new(days);
    (instant(&format!("{on}T18:00:00+05:30")), on)
}

fn ingredients(given: &[&str]) -> Vec<IngredientId> {
    given.iter().map(|id| IngredientId::try_from(*id).unwrap()).collect()
}

fn answered(check: &str, session: u64, answered: Answered, days: u64) -> CheckDone {
    CheckDone { check: check.try_into().unwrap(), ended: end(session).0, answered, on: end(days).1 }
}

/// What is due so many days and minutes after the evening of 24 November, with the day since when.
fn due(
    content: &Content,
    sessions: &[(u64, &[&str])],
    (days, minutes): (u64, i64),
    done: &[CheckDone],
) -> Vec<(String, NaiveDate)> {
    let given: Vec<_> = sessions.iter().map(|(_, given)| ingredients(given)).collect();
    let ended: Vec<_> = sessions
        .iter()
        .zip(&given)
        .map(|((days, _), given)| Ended { at: end(*days).0, day: end(*days).1, given })
        .collect();
    let now = end(days).0 + TimeDelta::minutes(minutes);
    let today = (now + TimeDelta::minutes(330)).date_naive();
    let due = content.aftercare.due(&ended, now, today, done);
    due.into_iter().map(|due| (due.check.id.to_string(), due.since)).collect()
}

#[track_caller]
fn check(sessions: &[(u64, &[&str])], at: (u64, i64), done: &[CheckDone], expected: &[(&str, u64)]) {
    let expected: Vec<_> = expected.iter().map(|(id, days)| ((*id).to_owned(), end(*days).1)).collect();
    assert_eq!(due(&content(), sessions, at, done), expected, "{sessions:?} at {at:?} after {done:?}");
}

/// CLINICAL.md 5.1: lumps from day 7 to day 84.
#[test]
fn the_look_is_due_from_the_end_of_day_7_to_that_of_day_84() {
    let session: &[(u64, &[&str])] = &[(0, &["zinc"])];
    check(session, (7, -1), &[], &[]);
    check(session, (7, 0), &[], &[(LOOK, 7)]);
    check(session, (83, 0), &[], &[(LOOK, 7)]);
    check(session, (84, -1), &[], &[(LOOK, 7)]);
    check(session, (84, 0), &[], &[]);
    check(&[], (9, 0), &[], &[]);
}

/// CLINICAL.md 5.1, 5.2 T19, T22: only where it was given.
#[test]
fn mood_is_asked_after_a_dht_blocker_and_shedding_explained_after_minoxidil() {
    for given in [&["dutasteride"], &["finasteride"]] {
        check(&[(0, given)], (7, 0), &[], &[(LOOK, 7), (MOOD, 7)]);
    }
    let minoxidil: &[(u64, &[&str])] = &[(0, &["minoxidil", "zinc"])];
    check(minoxidil, (14, -1), &[], &[(LOOK, 7)]);
    check(minoxidil, (14, 0), &[], &[(LOOK, 7), (SHEDDING, 14)]);
    check(minoxidil, (56, -1), &[], &[(LOOK, 7), (SHEDDING, 14)]);
    check(minoxidil, (56, 0), &[], &[(LOOK, 7)]);
}

#[test]
fn what_is_done_is_due_again_a_week_later_and_what_explains_is_done_once() {
    let session: &[(u64, &[&str])] = &[(0, &["minoxidil"])];
    let done = [answered(LOOK, 0, Done, 16), answered(SHEDDING, 0, Done, 16)];
    check(session, (16, 0), &done, &[]);
    check(session, (22, 0), &done, &[]);
    check(session, (23, 0), &done, &[(LOOK, 23)]);
    check(session, (40, 0), &done, &[(LOOK, 23)]);
    // The newest answer counts, in whichever order they come.
    let both = [answered(LOOK, 0, Done, 23), answered(LOOK, 0, Done, 16)];
    check(&[(0, &[])], (29, 0), &both, &[]);
    check(&[(0, &[])], (30, 0), &both, &[(LOOK, 30)]);
}

#[test]
fn later_is_the_next_day_on_the_clinics_calendar() {
    let later = [answered(LOOK, 0, Later, 9)];
    // 11:59 pm, and midnight.
    check(&[(0, &[])], (9, 359), &later, &[]);
    check(&[(0, &[])], (9, 360), &later, &[(LOOK, 10)]);
    let again = [answered(LOOK, 0, Later, 9), answered(LOOK, 0, Later, 10)];
    check(&[(0, &[])], (10, 0), &again, &[]);
    check(&[(0, &[])], (11, 0), &again, &[(LOOK, 11)]);
}

#[test]
fn not_for_me_ends_it_until_a_new_session_begins_the_weeks_anew() {
    let no_more = [answered(LOOK, 0, NotForMe, 9)];
    for days in [9, 10, 16, 83] {
        check(&[(0, &[])], (days, 0), &no_more, &[]);
    }
    let two: &[(u64, &[&str])] = &[(0, &[]), (28, &[])];
    check(two, (34, 0), &no_more, &[]);
    check(two, (35, 0), &no_more, &[(LOOK, 35)]);
    // On the day of the new session: before it, and after it.
    check(two, (35, 0), &[answered(LOOK, 0, NotForMe, 28)], &[(LOOK, 35)]);
    check(two, (35, 0), &[answered(LOOK, 28, NotForMe, 28)], &[]);
}

/// The patient said 6 pm, the clinic records 6.05 pm: that is no new session.
#[test]
fn an_end_that_the_clinic_corrects_leaves_the_answers_as_they_were() {
    let content = content();
    let (at, on) = end(0);
    let corrected = Ended { at: at + TimeDelta::minutes(5), day: on, given: &[] };
    for (answer, expected) in [(NotForMe, 0), (Done, 0), (Later, 1)] {
        let now = end(11).0;
        let due = content.aftercare.due(&[corrected], now, end(11).1, &[answered(LOOK, 0, answer, 9)]);
        assert_eq!(due.len(), expected, "{answer:?}");
    }
}

/// CLINICAL.md 0.1 (7): 12 weeks since every session, so the look goes on through a course.
#[test]
fn the_look_goes_on_for_as_long_as_any_session_has_its_weeks() {
    let weekly: Vec<(u64, &[&str])> = (0..10).map(|number| (number * 7, &[] as &[&str])).collect();
    check(&weekly, (7, 0), &[], &[(LOOK, 7)]);
    // Done on day 60: the session of day 63 does not put the next one off.
    let done = [answered(LOOK, 56, Done, 60)];
    check(&weekly, (66, 0), &done, &[]);
    check(&weekly, (67, 0), &done, &[(LOOK, 67)]);
    check(&weekly, (63 + 84, -1), &done, &[(LOOK, 67)]);
    check(&weekly, (63 + 84, 0), &done, &[]);
    // A session after the weeks of all before it begins anew, whatever was answered then.
    let far: &[(u64, &[&str])] = &[(0, &[]), (90, &[])];
    check(far, (96, 0), &[answered(LOOK, 0, Done, 83)], &[]);
    check(far, (97, 0), &[answered(LOOK, 0, Done, 83)], &[(LOOK, 97)]);
}

#[test]
fn only_sessions_with_what_it_asks_for_count() {
    let sessions: &[(u64, &[&str])] = &[(0, &["dutasteride"]), (28, &["zinc"])];
    check(sessions, (83, 0), &[], &[(LOOK, 7), (MOOD, 7)]);
    check(sessions, (84, 0), &[], &[(LOOK, 7)]);
}

#[test]
fn a_check_of_the_last_session_begins_anew_with_each() {
    let mut content = content();
    content.aftercare.checks.retain(|check| check.id == *LOOK);
    content.aftercare.checks[0].after = portal::domain::aftercare::weekly::After::LastSession;
    let two: &[(u64, &[&str])] = &[(0, &[]), (28, &[])];
    let done = [answered(LOOK, 0, Done, 22)];
    assert_eq!(due(&content, &two[..1], (29, 0), &done), [(LOOK.to_owned(), end(29).1)]);
    assert_eq!(due(&content, two, (34, 0), &done), []);
    assert_eq!(due(&content, two, (35, 0), &done), [(LOOK.to_owned(), end(35).1)]);
}

#[test]
fn a_session_that_lies_ahead_of_a_wrong_clock_is_not_counted() {
    check(&[(0, &[]), (28, &[])], (10, 0), &[], &[(LOOK, 7)]);
    check(&[(28, &[])], (10, 0), &[], &[]);
    // An answer names the last session that has ended.
    let content = content();
    let [first, ahead] = [0, 28].map(|days| Ended { at: end(days).0, day: end(days).1, given: &[] });
    for (sessions, named) in [(&[first][..], first), (&[first, ahead], first)] {
        let due = content.aftercare.due(sessions, end(10).0, end(10).1, &[]);
        assert_eq!(due.iter().map(|due| due.ended).collect::<Vec<_>>(), [named.at]);
    }
}

/// Whether one of the dates is due so many days after its day, which is 24 November and 60 days.
#[track_caller]
fn near(id: &str, rows: &[(i64, bool)], done: &[CheckDone]) {
    let content = content();
    let date = content.aftercare.dates.iter().find(|date| date.id == *id).unwrap();
    for (days, is_due) in rows {
        let today = end(60).1 + TimeDelta::days(*days);
        assert_eq!(date.is_due(end(60).1, today, done), *is_due, "{id}, {days} days after, {done:?}");
    }
}

#[test]
fn what_belongs_to_a_date_of_the_series_is_due_near_it_until_it_is_answered() {
    near("blood_test", &[(-15, false), (-14, true), (0, true), (14, true), (15, false)], &[]);
    near("photos", &[(-1, false), (0, true), (7, true), (8, false)], &[]);
    for over in [Done, NotForMe] {
        near("photos", &[(1, true), (2, false), (7, false)], &[answered("photos", 0, over, 62)]);
    }
    near("photos", &[(2, false), (3, true)], &[answered("photos", 0, Later, 62)]);
    // What was answered near an earlier date, or of another, is no answer.
    near("photos", &[(0, true)], &[answered("photos", 0, Done, 59), answered("blood_test", 0, Done, 60)]);
}

#[test]
fn how_near_stands_in_the_content() {
    let content = content_with(|name, file| {
        if name == "aftercare" {
            (file["dates"][1]["before"], file["dates"][1]["after"]) = (2.into(), 0.into());
        }
    });
    let photos = &content.aftercare.dates[1];
    let due = [57, 58, 60, 61].map(|days| photos.is_due(end(60).1, end(days).1, &[]));
    assert_eq!(due, [false, true, true, false]);
}

fn any_answers() -> impl Strategy<Value = Vec<CheckDone>> {
    let one = (0_usize..3, 0_u64..4, 0_usize..3, 0_u64..120).prop_map(|(check, session, answer, days)| {
        answered([LOOK, MOOD, SHEDDING][check], session * 14, Answered::ALL[answer], days)
    });
    prop::collection::vec(one, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn never_more_than_one_of_a_kind_is_due_and_never_outside_its_days(
        gaps in prop::collection::vec(7_u64..100, 0..6), days in 0_u64..400, done in any_answers(),
    ) {
        let content = content();
        let mut at = 0;
        let mut sessions: Vec<(u64, &[&str])> = Vec::new();
        for gap in gaps {
            sessions.push((at, &["minoxidil", "dutasteride"]));
            at += gap;
        }
        let due = due(&content, &sessions, (days, 0), &done);
        for (number, (id, since)) in due.iter().enumerate() {
            prop_assert!(due[..number].iter().all(|(other, _)| other != id), "{} twice", id);
            prop_assert!(*since <= end(days).1, "{} is due since a day to come", id);
            let check = content.aftercare.checks.iter().find(|check| check.id == **id).unwrap();
            let has_its_days = |(at, _): &(u64, &[&str])| {
                at + u64::from(check.from) <= days && days < at + u64::from(check.to)
            };
            prop_assert!(sessions.iter().any(has_its_days), "{} has no days", id);
        }
    }

    #[test]
    fn whatever_is_answered_is_not_due_on_that_day_any_more(
        days in 7_u64..84, answer in 0_usize..3, before in any_answers(),
    ) {
        let content = content();
        let sessions: &[(u64, &[&str])] = &[(0, &["minoxidil", "dutasteride"])];
        let mut done: Vec<_> = before.into_iter().filter(|one| one.on <= end(days).1).collect();
        for (id, _) in due(&content, sessions, (days, 0), &done) {
            done.push(answered(&id, 0, Answered::ALL[answer], days));
        }
        prop_assert_eq!(due(&content, sessions, (days, 0), &done), []);
    }
}
