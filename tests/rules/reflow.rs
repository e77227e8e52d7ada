//! What a change does to the whole series, before it is made.

use std::sync::LazyLock;

use portal::domain::content::Content;
use portal::domain::ids::IngredientId;
use portal::domain::scheduling::effects::{Effect, Gap, TooClose, effects};
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::reflow::{
    Choice, How, Move, NoTime, Reflow, Refused, Schedule, WithoutTime, missed, reflow,
};
use portal::domain::scheduling::series::Series;
use portal::domain::scheduling::slots::FreeTime;
use portal::domain::scheduling::window::{Bounds, Closed};
use portal::domain::time::DayRange;
use proptest::prelude::*;

use crate::free_times::*;
use crate::support::*;

static CONTENT: LazyLock<Content> = LazyLock::new(content);

/// The first session was given on 2026-12-01, the next are booked a fortnight apart at five; at five every
/// day is free. The cocktail has zinc every time, iron every 14 days with a test after 3.
#[derive(Debug, Clone)]
struct Patient {
    given: Vec<chrono::NaiveDate>,
    booked: Vec<FreeTime>,
    free: Vec<FreeTime>,
    cocktail: Vec<IngredientId>,
    away: Vec<DayRange>,
    course: Course,
}

fn patient(given: &[&str], booked: &[&str]) -> Patient {
    let booked: Vec<_> = booked.iter().map(|on| five(on)).collect();
    let mut free = every_day("2026-12-02", "2028-12-02", &[17]);
    free.retain(|time| !booked.contains(time));
    Patient {
        given: given.iter().map(|on| day(on)).collect(),
        booked,
        free,
        cocktail: ["zinc", "iron"].map(|name| name.try_into().unwrap()).into(),
        away: Vec::new(),
        course: Course { loading_sessions: 8, interval_days: 14 },
    }
}

fn fortnightly() -> Patient {
    patient(&["2026-12-01"], &["2026-12-15", "2026-12-29", "2027-01-12"])
}

fn five(on: &str) -> FreeTime {
    times(&[&format!("{on} 17:00")])[0]
}

fn moved(from: &str, to: &str) -> Move {
    Move { from: five(from), to: five(to) }
}

impl Patient {
    fn schedule(&self) -> Schedule<'_> {
        Schedule {
            bounds: Bounds { course: self.course, away: &self.away, ..bounds(&CONTENT) },
            formulary: &CONTENT.formulary,
            cocktail: &self.cocktail,
            given: &self.given,
            booked: &self.booked,
            times: &self.free,
            habit: None,
            preferences: PREFERENCES,
        }
    }

    fn change(&self, choice: Choice) -> Reflow {
        reflow(&self.schedule(), choice)
    }

    /// As it is once the change is made. One for which no time is possible is still booked.
    fn with(&self, done: &Reflow) -> Self {
        let (mut booked, mut free) = (Vec::new(), self.free.clone());
        for session in &done.sessions {
            match session.how {
                How::Kept(time) => booked.push(time),
                How::Moved(moved) => booked.push(moved.to),
                How::Around => {}
            }
        }
        free.extend(&self.booked);
        free.sort_by_key(|time| time.start);
        free.retain(|time| !booked.contains(time));
        Self { booked, free, ..self.clone() }
    }

    fn series(&self) -> Series {
        self.schedule().series()
    }
}

/// The first so many sessions that are to come.
fn rows(done: &Reflow, count: usize) -> Vec<String> {
    let row = |session: &portal::domain::scheduling::reflow::Coming| {
        let how = match session.how {
            How::Kept(time) => format!("kept {}", time.day()),
            How::Moved(moved) => format!("moved {} to {}", moved.from.day(), moved.to.day()),
            How::Around => "around".to_owned(),
        };
        format!("{} {} > {} {how}", session.number, session.was, session.now)
    };
    done.sessions.iter().take(count).map(row).collect()
}

fn shown_moves(done: &Reflow) -> Vec<String> {
    done.moves.iter().map(|moved| format!("{} to {}", moved.from.day(), moved.to.day())).collect()
}

fn gap(number: u32, was: (u32, &str), now: (u32, &str)) -> Effect {
    let gap = |(days, verdict): (u32, &str)| Gap { days, verdict: Some(verdict.try_into().unwrap()) };
    Effect::Gap { number, was: gap(was), now: gap(now) }
}

fn close(number: u32, days: u32) -> Refused {
    Refused::TooClose(TooClose { number, days, at_least: 7 })
}

/// The times of those for which no time is possible.
fn without(done: &Reflow) -> Vec<FreeTime> {
    done.without_time.iter().map(|without| without.from).collect()
}

/// The results of a series that begins on 2026-12-01 stay as they are.
fn results_stay() -> Effect {
    let window = (day("2027-01-30"), day("2027-03-31"));
    Effect::Results { was: window, now: window }
}

#[test]
fn moving_only_this_session_leaves_the_others_and_says_what_it_does() {
    let done = fortnightly().change(Choice::OnlyThis(moved("2026-12-15", "2026-12-18")));
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-18 moved 2026-12-15 to 2026-12-18",
            "3 2026-12-29 > 2026-12-29 kept 2026-12-29",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
            "5 2027-01-26 > 2027-01-26 around",
        ]
    );
    assert_eq!(done.sessions.len(), 13);
    assert_eq!(done.moves, [moved("2026-12-15", "2026-12-18")]);
    let iron =
        Effect::Pacing { ingredient: "iron".try_into().unwrap(), was: vec![1, 2, 3], now: vec![1, 2, 4] };
    assert_eq!(
        done.effects,
        [
            gap(2, (14, "CONTINUE"), (17, "CONTINUE")),
            gap(3, (14, "CONTINUE"), (11, "CONTINUE")),
            results_stay(),
            iron,
        ]
    );
    assert_eq!((done.refused, done.without_time), (vec![], vec![]));
}

// The lateness cases of 6.3: loading, the session before on 2026-12-01.
#[test]
fn a_move_says_the_verdict_of_its_gap_and_what_that_adds() {
    let mut patient = patient(&["2026-12-01"], &["2026-12-15"]);
    patient.cocktail.clear();
    let rows = [
        ("2026-12-06", 5, "TOO_EARLY", None),
        ("2026-12-20", 19, "CONTINUE", None),
        ("2027-01-05", 35, "CONTINUE_ADD_1", Some((1, "2027-04-13"))),
        ("2027-02-10", 71, "CONTINUE_ADD_2_REVIEW", Some((2, "2027-06-02"))),
        ("2027-03-15", 104, "RESTART_AFTER_REVIEW", None),
    ];
    for (on, days, verdict, added) in rows {
        let done = patient.change(Choice::OnlyThis(moved("2026-12-15", on)));
        let added = added.map(|(count, ends)| Effect::SessionsAdded {
            phase: "loading".try_into().unwrap(),
            count,
            ends: day(ends),
        });
        let ends = Effect::LoadingEnds { was: day("2027-03-09"), now: later(day(on), 6 * 14) };
        let expected = [
            vec![gap(2, (14, "CONTINUE"), (days, verdict))],
            added.into_iter().collect(),
            vec![ends, results_stay()],
        ];
        assert_eq!(done.effects, expected.concat(), "{on}");
        let refused = if verdict == "TOO_EARLY" { vec![close(2, days)] } else { vec![] };
        assert_eq!(done.refused, refused, "{on}");
    }
}

#[test]
fn no_more_sessions_are_added_than_the_phase_may_have() {
    for (loading_sessions, expected) in [(8, Some(2)), (9, Some(1)), (10, None)] {
        let mut patient = patient(&["2026-12-01"], &["2026-12-15"]);
        patient.course.loading_sessions = loading_sessions;
        let done = patient.change(Choice::OnlyThis(moved("2026-12-15", "2027-02-10")));
        let added = done.effects.iter().find_map(|effect| match effect {
            Effect::SessionsAdded { count, .. } => Some(*count),
            _ => None,
        });
        assert_eq!(added, expected, "{loading_sessions}");
    }
}

#[test]
fn a_move_too_close_to_the_session_before_or_after_is_refused() {
    let rows = [
        ("2026-12-07", vec![close(2, 6)]),
        ("2026-12-08", vec![]),
        ("2026-12-22", vec![]),
        ("2026-12-23", vec![close(3, 6)]),
        ("2026-12-29", vec![close(3, 0)]),
    ];
    for (to, expected) in rows {
        let done = fortnightly().change(Choice::OnlyThis(moved("2026-12-15", to)));
        assert_eq!(done.refused, expected, "{to}");
    }
}

#[test]
fn a_move_to_a_closed_day_is_refused() {
    let mut patient = fortnightly();
    patient.away.push(range("2026-12-17", "2026-12-20"));
    for (to, refused) in
        [("2026-12-16", false), ("2026-12-17", true), ("2026-12-19", true), ("2026-12-20", false)]
    {
        let done = patient.change(Choice::OnlyThis(moved("2026-12-15", to)));
        let closed = Refused::Closed(Closed::Away(patient.away[0]));
        assert_eq!(done.refused, if refused { vec![closed] } else { vec![] }, "{to}");
    }
}

#[test]
fn a_session_moved_behind_the_next_one_takes_its_number() {
    let done = fortnightly().change(Choice::OnlyThis(moved("2026-12-15", "2027-01-05")));
    assert_eq!(
        rows(&done, 3),
        [
            "2 2026-12-15 > 2026-12-29 kept 2026-12-29",
            "3 2026-12-29 > 2027-01-05 moved 2026-12-15 to 2027-01-05",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
        ]
    );
    assert_eq!(done.effects[0], gap(2, (14, "CONTINUE"), (28, "CONTINUE_ADD_1")));
}

#[test]
fn the_rest_too_gets_the_best_times_after_the_one_that_moves() {
    let done = fortnightly().change(Choice::RestToo(moved("2026-12-15", "2026-12-18")));
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-18 moved 2026-12-15 to 2026-12-18",
            "3 2026-12-29 > 2027-01-01 moved 2026-12-29 to 2027-01-01",
            "4 2027-01-12 > 2027-01-15 moved 2027-01-12 to 2027-01-15",
            "5 2027-01-26 > 2027-01-29 around",
        ]
    );
    // Each finds its new time left by the one that had it.
    assert_eq!(
        shown_moves(&done),
        ["2027-01-12 to 2027-01-15", "2026-12-29 to 2027-01-01", "2026-12-15 to 2026-12-18"]
    );
    let ends = Effect::LoadingEnds { was: day("2027-03-09"), now: day("2027-03-12") };
    assert_eq!(done.effects, [gap(2, (14, "CONTINUE"), (17, "CONTINUE")), ends, results_stay()]);
}

#[test]
fn the_rest_may_keep_its_time_or_take_one_that_another_leaves() {
    let mut patient = fortnightly();
    patient.free = times(&["2026-12-22 17:00", "2026-12-23 17:00", "2027-01-26 17:00"]);
    let done = patient.change(Choice::RestToo(moved("2026-12-15", "2026-12-22")));
    assert_eq!(shown_moves(&done), ["2026-12-15 to 2026-12-22"]);
    // A day later the third would come too soon.
    let done = patient.change(Choice::RestToo(moved("2026-12-15", "2026-12-23")));
    assert_eq!(
        rows(&done, 3),
        [
            "2 2026-12-15 > 2026-12-23 moved 2026-12-15 to 2026-12-23",
            "3 2026-12-29 > 2027-01-12 moved 2026-12-29 to 2027-01-12",
            "4 2027-01-12 > 2027-01-26 moved 2027-01-12 to 2027-01-26",
        ]
    );
    let last_first = ["2027-01-12 to 2027-01-26", "2026-12-29 to 2027-01-12", "2026-12-15 to 2026-12-23"];
    assert_eq!(shown_moves(&done), last_first);
    patient.free.pop();
    let done = patient.change(Choice::RestToo(moved("2026-12-15", "2026-12-23")));
    assert_eq!(shown_moves(&done), ["2026-12-29 to 2027-01-12", "2026-12-15 to 2026-12-23"]);
    // The third takes the time of the fourth, for which nothing else is free.
    assert_eq!(
        rows(&done, 3)[1..],
        [
            "3 2026-12-29 > 2027-01-12 moved 2026-12-29 to 2027-01-12",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
        ]
    );
    assert_eq!((without(&done), done.refused), (vec![five("2027-01-12")], vec![close(4, 0)]));
}

/// The fifth and the sixth session are booked for these days.
fn fifth_and_sixth(fifth: &str, sixth: &str) -> Patient {
    patient(&["2026-10-20", "2026-11-03", "2026-11-17", "2026-12-01"], &[fifth, sixth])
}

// The last day that can be booked is 2028-12-01.
#[test]
fn a_session_that_cannot_be_booked_yet_stays_where_it_is() {
    let near_the_end = fifth_and_sixth("2028-11-05", "2028-11-26");
    let rows_of = [
        // The sixth can follow by a fortnight.
        ("2028-11-17", None, vec![]),
        ("2028-11-18", Some("2028-12-02"), vec![]),
        ("2028-11-19", Some("2028-12-03"), vec![]),
        ("2028-11-20", Some("2028-12-04"), vec![close(6, 6)]),
        ("2028-11-25", Some("2028-12-09"), vec![close(6, 1)]),
        ("2028-11-27", Some("2028-12-11"), vec![close(6, 0)]),
    ];
    for (to, around, refused) in rows_of {
        let done = near_the_end.change(Choice::RestToo(moved("2028-11-05", to)));
        let not_yet = |without: &WithoutTime| match &without.why {
            NoTime::NotYet(beyond) => Some((without.from, beyond.number, beyond.around)),
            NoTime::NothingFree { .. } | NoTime::AfterOneWithout => None,
        };
        let found: Vec<_> = done.without_time.iter().map(not_yet).collect();
        let expected: Vec<_> =
            around.into_iter().map(|around| Some((five("2028-11-26"), 6, day(around)))).collect();
        assert_eq!((found, done.refused), (expected, refused), "{to}");
    }
    let done = near_the_end.change(Choice::RestToo(moved("2028-11-05", "2028-11-19")));
    assert_eq!(
        rows(&done, 3),
        [
            "5 2028-11-05 > 2028-11-19 moved 2028-11-05 to 2028-11-19",
            "6 2028-11-26 > 2028-11-26 kept 2028-11-26",
            "7 2028-12-10 > 2028-12-10 around",
        ]
    );
}

#[test]
fn a_move_behind_one_that_cannot_follow_is_refused() {
    let patient = fifth_and_sixth("2026-12-15", "2026-12-29");
    let far = moved("2026-12-15", "2028-11-25");
    let done = patient.change(Choice::RestToo(far));
    assert_eq!(
        rows(&done, 2),
        [
            "5 2026-12-15 > 2026-12-29 kept 2026-12-29",
            "6 2026-12-29 > 2028-11-25 moved 2026-12-15 to 2028-11-25",
        ]
    );
    assert_eq!((without(&done), done.refused), (vec![five("2026-12-29")], vec![close(6, 0)]));
    // Alone it may: then the two change their numbers.
    let done = patient.change(Choice::OnlyThis(far));
    assert_eq!((without(&done), done.refused), (vec![], vec![]));
    // With the day closed too, both are told.
    let mut away = patient;
    away.away.push(range("2028-11-25", "2028-11-26"));
    let done = away.change(Choice::RestToo(far));
    assert_eq!(done.refused, [Refused::Closed(Closed::Away(away.away[0])), close(6, 0)]);
}

#[test]
fn a_move_too_close_to_one_for_which_nothing_is_free_is_refused() {
    let mut patient = patient(&["2026-12-01"], &["2026-12-15", "2026-12-29"]);
    for (to, refused) in [
        ("2026-12-23", vec![close(3, 6)]),
        ("2026-12-25", vec![close(3, 4)]),
        ("2027-01-02", vec![close(3, 0)]),
    ] {
        patient.free = vec![five(to)];
        let done = patient.change(Choice::RestToo(moved("2026-12-15", to)));
        assert_eq!(done.moves, [moved("2026-12-15", to)], "{to}");
        assert_eq!((without(&done), done.refused), (vec![five("2026-12-29")], refused), "{to}");
    }
}

#[test]
fn earlier_booked_sessions_never_move() {
    let done = fortnightly().change(Choice::RestToo(moved("2027-01-12", "2027-01-15")));
    assert_eq!(done.moves, [moved("2027-01-12", "2027-01-15")]);
}

#[test]
fn away_moves_what_is_booked_then_and_leaves_the_others() {
    let done = fortnightly().change(Choice::Away(range("2026-12-10", "2026-12-18")));
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-18 moved 2026-12-15 to 2026-12-18",
            "3 2026-12-29 > 2026-12-29 kept 2026-12-29",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
            "5 2027-01-26 > 2027-01-26 around",
        ]
    );
    assert_eq!(done.refused, []);
}

#[test]
fn away_moves_those_behind_only_where_they_cannot_stay() {
    // The first day back is 6 days before the next booked one.
    let done = fortnightly().change(Choice::Away(range("2026-12-05", "2026-12-23")));
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-23 moved 2026-12-15 to 2026-12-23",
            "3 2026-12-29 > 2026-12-30 moved 2026-12-29 to 2026-12-30",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
            "5 2027-01-26 > 2027-01-26 around",
        ]
    );
    assert_eq!(done.effects[0], gap(2, (14, "CONTINUE"), (22, "CONTINUE_ADD_1")));
}

#[test]
fn away_when_nothing_is_booked_moves_only_what_is_planned() {
    let done = fortnightly().change(Choice::Away(range("2027-01-20", "2027-02-03")));
    assert_eq!(
        rows(&done, 5)[2..],
        [
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
            "5 2027-01-26 > 2027-02-03 around",
            "6 2027-02-09 > 2027-02-17 around",
        ]
    );
    assert_eq!((done.moves, done.without_time), (vec![], vec![]));
}

#[test]
fn days_that_are_kept_stay_closed_when_the_patient_is_away_again() {
    let mut patient = fortnightly();
    patient.away.push(range("2027-01-20", "2027-02-03"));
    let done = patient.change(Choice::Away(range("2027-01-10", "2027-01-18")));
    assert_eq!(
        rows(&done, 5)[2..],
        [
            "4 2027-01-12 > 2027-01-09 moved 2027-01-12 to 2027-01-09",
            "5 2027-02-03 > 2027-02-03 around",
            "6 2027-02-17 > 2027-02-17 around",
        ]
    );
    // Without what lies before, and with the days after kept too, nothing is left in its window.
    patient.free.retain(|time| time.day() >= day("2027-01-18"));
    let open = patient.change(Choice::Away(range("2027-01-10", "2027-01-18")));
    assert_eq!(shown_moves(&open), ["2027-01-12 to 2027-01-18"]);
    patient.away.push(range("2027-01-18", "2027-01-20"));
    let done = patient.change(Choice::Away(range("2027-01-10", "2027-01-18")));
    assert_eq!(rows(&done, 3)[2], "4 2027-01-12 > 2027-01-12 kept 2027-01-12");
    assert_eq!((without(&done), done.moves), (vec![five("2027-01-12")], vec![]));
}

#[test]
fn a_session_without_a_possible_time_is_named_with_why() {
    let mut patient = fortnightly();
    patient.free = vec![five("2026-12-12")];
    let days = range("2026-12-14", "2027-01-01");
    let done = patient.change(Choice::Away(days));
    assert_eq!(shown_moves(&done), ["2026-12-15 to 2026-12-12"]);
    let [without] = done.without_time.as_slice() else {
        panic!("{:?}", done.without_time);
    };
    assert_eq!(without.from, five("2026-12-29"));
    let NoTime::NothingFree { window, why } = &without.why else {
        panic!("{:?}", without.why);
    };
    assert_eq!(
        (window.earliest, window.latest, window.is_late),
        (day("2027-01-01"), day("2027-01-02"), false)
    );
    assert_eq!(why, &[Closed::Away(days)]);
    // It stays among the days away, and what the others do is told with it there.
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-12 moved 2026-12-15 to 2026-12-12",
            "3 2026-12-29 > 2026-12-29 kept 2026-12-29",
            "4 2027-01-12 > 2027-01-12 kept 2027-01-12",
            "5 2027-01-26 > 2027-01-26 around",
        ]
    );
    let iron =
        Effect::Pacing { ingredient: "iron".try_into().unwrap(), was: vec![1, 2, 3], now: vec![1, 3, 4] };
    let gaps = [(2, 11), (3, 17)].map(|(number, days)| gap(number, (14, "CONTINUE"), (days, "CONTINUE")));
    assert_eq!(done.effects, [gaps.as_slice(), &[results_stay(), iron]].concat());
    assert_eq!(done.refused, []);
    patient.free.clear();
    let done = patient.change(Choice::Away(days));
    let why: Vec<_> = done.without_time.iter().map(|without| (without.from, &without.why)).collect();
    assert!(matches!(why[0], (_, NoTime::NothingFree { .. })), "{why:?}");
    assert_eq!(why[1], (five("2026-12-29"), &NoTime::AfterOneWithout));
    assert_eq!((done.moves, done.effects, done.refused), (vec![], vec![], vec![]));
}

#[test]
fn what_hangs_on_the_first_session_moves_with_it() {
    let done = patient(&[], &["2026-12-08"]).change(Choice::OnlyThis(moved("2026-12-08", "2026-12-10")));
    let days = |texts: [&str; 5]| texts.map(day).to_vec();
    assert_eq!(
        done.effects,
        [
            Effect::LoadingEnds { was: day("2027-03-16"), now: day("2027-03-18") },
            Effect::Results {
                was: (day("2027-02-06"), day("2027-04-07")),
                now: (day("2027-02-08"), day("2027-04-09")),
            },
            Effect::BloodTest { was: day("2027-03-02"), now: day("2027-03-04") },
            Effect::Photos {
                was: days(["2026-12-08", "2027-02-02", "2027-03-02", "2027-04-07", "2027-06-06"]),
                now: days(["2026-12-10", "2027-02-04", "2027-03-04", "2027-04-09", "2027-06-08"]),
            },
        ]
    );
}

// Maintenance 2 goes on until day 120 by the table, and its sessions are 56 to 91 days apart.
#[test]
fn a_gap_outside_the_bounds_of_its_phase_is_told() {
    let given: Vec<String> = (0..11).map(|at| later(day("2025-07-01"), at * 28).to_string()).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    assert_eq!(given[10], "2026-04-07");
    let mut patient = patient(&given, &["2026-12-15", "2027-03-09"]);
    patient.cocktail.clear();
    for (to, days, outside) in [("2027-03-16", 91, false), ("2027-03-17", 92, true)] {
        let done = patient.change(Choice::OnlyThis(moved("2027-03-09", to)));
        let limit = Effect::PhaseLimit {
            number: 13,
            phase: "maintenance_2".try_into().unwrap(),
            days,
            between: (56, 91),
        };
        assert_eq!(done.effects[0], gap(13, (84, "CONTINUE"), (days, "CONTINUE")), "{to}");
        assert_eq!(done.effects.contains(&limit), outside, "{to}");
    }
}

#[test]
fn a_session_that_did_not_happen_leaves_its_number_to_the_next() {
    let patient = fortnightly();
    let done = missed(&patient.schedule(), five("2026-12-15"));
    assert_eq!(
        rows(&done, 4),
        [
            "2 2026-12-15 > 2026-12-29 kept 2026-12-29",
            "3 2026-12-29 > 2027-01-12 kept 2027-01-12",
            "4 2027-01-12 > 2027-01-26 around",
            "5 2027-01-26 > 2027-02-09 around",
        ]
    );
    let added =
        Effect::SessionsAdded { phase: "loading".try_into().unwrap(), count: 1, ends: day("2027-04-06") };
    let ends = Effect::LoadingEnds { was: day("2027-03-09"), now: day("2027-03-23") };
    let expected = [gap(2, (14, "CONTINUE"), (28, "CONTINUE_ADD_1")), added, ends, results_stay()];
    assert_eq!(done.effects, expected);
    assert_eq!((done.moves, done.refused), (vec![], vec![]));
}

#[test]
fn a_missed_session_is_planned_again_after_its_day() {
    let patient = patient(&["2026-12-01"], &["2026-12-15"]);
    let done = missed(&patient.schedule(), five("2026-12-15"));
    assert_eq!(rows(&done, 2), ["2 2026-12-15 > 2026-12-16 around", "3 2026-12-29 > 2026-12-30 around"]);
    let never = missed(&patient.schedule(), five("2026-12-16"));
    assert_eq!(
        (rows(&never, 1), never.effects),
        (vec!["2 2026-12-15 > 2026-12-15 kept 2026-12-15".to_owned()], vec![])
    );
}

#[test]
fn nothing_changes_where_nothing_moves() {
    let patient = fortnightly();
    let stays = moved("2026-12-15", "2026-12-15");
    let unknown = moved("2026-12-16", "2026-12-17");
    let empty = range("2026-12-15", "2026-12-15");
    for choice in [
        Choice::OnlyThis(stays),
        Choice::RestToo(stays),
        Choice::OnlyThis(unknown),
        Choice::RestToo(unknown),
        Choice::Away(empty),
    ] {
        let done = patient.change(choice);
        let nothing = (done.moves, done.effects, done.refused, done.without_time);
        assert_eq!(nothing, (vec![], vec![], vec![], vec![]), "{choice:?}");
    }
}

/// A series with up to five booked sessions, from 5 to 40 days apart, and half of the days free.
fn any_patient() -> impl Strategy<Value = Patient> {
    let gaps = prop::collection::vec(5_u64..40, 1..6);
    let free = prop::collection::vec(any::<bool>(), 200);
    (gaps, free, prop::bool::ANY, 0_u64..20).prop_map(|(gaps, free, weekly, start)| {
        let mut on = later(day("2026-11-25"), start);
        let given = vec![on];
        let next = |gap: u64| {
            on = later(on, gap).max(day("2026-12-02"));
            at(on.and_hms_opt(17, 0, 0).unwrap())
        };
        let mut booked: Vec<_> = gaps.into_iter().map(next).collect();
        booked.dedup();
        let days = (0..).map(|days| at(later(day("2026-12-02"), days).and_hms_opt(17, 0, 0).unwrap()));
        let free =
            days.zip(free).filter(|(time, free)| *free && !booked.contains(time)).map(|(time, _)| time);
        Patient {
            free: free.collect(),
            given,
            booked,
            cocktail: ["zinc", "iron", "dutasteride"].map(|name| name.try_into().unwrap()).into(),
            away: Vec::new(),
            course: Course { loading_sessions: 6, interval_days: if weekly { 7 } else { 14 } },
        }
    })
}

/// The days before a session that is to come, and the fewest there may be.
fn gaps(series: &Series) -> Vec<(i64, i64)> {
    let pairs = series.sessions.windows(2);
    let fewest = |phase: &str| match phase {
        "loading" => 7,
        "maintenance_1" => 21,
        _ => 56,
    };
    pairs.map(|pair| ((pair[1].on - pair[0].on).num_days(), fewest(pair[1].phase.as_str()))).collect()
}

impl Patient {
    /// Whether one for which no time is possible stands before the one that it followed.
    fn is_turned_round(&self, done: &Reflow) -> bool {
        let becomes = |time: &FreeTime| {
            done.moves.iter().find(|moved| moved.from == *time).map_or(*time, |moved| moved.to)
        };
        let mut pairs = self.booked.windows(2);
        pairs.any(|pair| without(done).contains(&pair[1]) && pair[1].start < becomes(&pair[0]).start)
    }

    /// No move of a change that may be made needs a time that another still has.
    fn finds_each_time_left(&self, done: &Reflow) -> Result<(), TestCaseError> {
        let mut held = self.booked.clone();
        for moved in done.moves.iter().filter(|_| done.refused.is_empty()) {
            prop_assert!(!held.contains(&moved.to), "{:?}", done);
            held.retain(|time| time != &moved.from);
            held.push(moved.to);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn moving_there_and_back_is_nothing(patient in any_patient(), which in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        prop_assume!(!patient.free.is_empty());
        let (from, to) = (*which.get(&patient.booked), *to.get(&patient.free));
        let there = patient.change(Choice::OnlyThis(Move { from, to }));
        let moved = patient.with(&there);
        let back = moved.change(Choice::OnlyThis(Move { from: to, to: from }));
        let again = moved.with(&back);
        prop_assert_eq!(&again.booked, &patient.booked);
        prop_assert_eq!(&again.free, &patient.free);
        prop_assert_eq!(effects(&patient.series(), &again.series(), &patient.schedule().bounds), []);
        let forth: Vec<_> = there.effects.iter().filter(|effect| matches!(effect, Effect::Gap { .. })).collect();
        let gaps_back = back.effects.iter().filter(|effect| matches!(effect, Effect::Gap { .. }));
        prop_assert_eq!(forth.len(), gaps_back.count(), "each gap comes back");
    }

    #[test]
    fn the_rest_never_moves_unasked(patient in any_patient(), which in any::<prop::sample::Index>(), to in any::<prop::sample::Index>()) {
        prop_assume!(!patient.free.is_empty());
        let (place, to) = (which.index(patient.booked.len()), *to.get(&patient.free));
        let wanted = Move { from: patient.booked[place], to };
        let only = patient.change(Choice::OnlyThis(wanted));
        prop_assert_eq!(&only.moves, &[wanted]);
        prop_assert_eq!(only.without_time, []);
        // With the rest, those before it stay.
        let rest = patient.change(Choice::RestToo(wanted));
        prop_assert!(rest.moves.iter().all(|moved| !patient.booked[..place].contains(&moved.from)));
    }

    #[test]
    fn no_gap_is_broken_that_is_not_refused(patient in any_patient(), which in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(), rest in any::<bool>()) {
        prop_assume!(!patient.free.is_empty());
        let wanted = Move { from: *which.get(&patient.booked), to: *to.get(&patient.free) };
        let done = patient.change(if rest { Choice::RestToo(wanted) } else { Choice::OnlyThis(wanted) });
        let (was, now) = (gaps(&patient.series()), gaps(&patient.with(&done).series()));
        let broken = was.iter().zip(&now).any(|(was, now)| was.0 != now.0 && now.0 < now.1);
        let turned = rest && patient.is_turned_round(&done);
        prop_assert_eq!(broken || turned, !done.refused.is_empty(), "{:?} {:?}", now, done.refused);
        patient.finds_each_time_left(&done)?;
    }

    #[test]
    fn away_leaves_nothing_booked_then_that_can_move_and_breaks_no_gap(patient in any_patient(), from in 0_u64..100, days in 1_u64..30) {
        let away = DayRange { from: later(day("2026-12-02"), from), until: later(day("2026-12-02"), from + days) };
        let done = patient.change(Choice::Away(away));
        let after = patient.with(&done);
        let booked_then: Vec<_> = after.booked.iter().filter(|time| away.contains(time.day())).copied().collect();
        let without: Vec<_> = without(&done).into_iter().filter(|time| away.contains(time.day())).collect();
        prop_assert_eq!(booked_then, without, "but for those without a time nothing is booked then");
        prop_assert!(done.moves.iter().all(|moved| patient.free.contains(&moved.to) || patient.booked.contains(&moved.to)));
        let (was, now) = (gaps(&patient.series()), gaps(&after.series()));
        let broken = was.iter().zip(&now).any(|(was, now)| was.0 != now.0 && now.0 < now.1);
        prop_assert_eq!(broken, !done.refused.is_empty());
        prop_assert!(!broken || !done.without_time.is_empty() || was.iter().any(|gap| gap.0 < gap.1), "{:?}", done);
        patient.finds_each_time_left(&done)?;
    }

    /// Days that are kept already are closed to everything that moves.
    #[test]
    fn once_the_days_are_kept_the_series_is_as_it_was_shown(
        mut patient in any_patient(), kept in prop::option::of(0_u64..100), from in 0_u64..100, days in 1_u64..30,
    ) {
        let away = |from, days| DayRange { from: later(day("2026-12-02"), from), until: later(day("2026-12-02"), from + days) };
        patient.away.extend(kept.map(|kept| away(kept, 10)));
        let done = patient.change(Choice::Away(away(from, days)));
        let is_kept = |on| patient.away.iter().any(|days| days.contains(on));
        prop_assert!(done.moves.iter().all(|moved| !is_kept(moved.to.day())), "{:?}", done.moves);
        let mut after = patient.with(&done);
        after.away.push(away(from, days));
        let shown: Vec<_> = done.sessions.iter().map(|coming| coming.now).collect();
        let sessions = after.series().sessions;
        let ahead: Vec<_> = sessions.iter().filter(|session| session.is_ahead()).map(|session| session.on).collect();
        prop_assert_eq!(ahead, shown);
    }
}
