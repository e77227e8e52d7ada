//! The three times that are offered first, and what is said for each.

use chrono::Weekday;
use portal::domain::scheduling::habit::Habit;
use portal::domain::scheduling::slots::FreeTime;
use portal::domain::scheduling::suggest::{Speaks, suggest};
use portal::domain::scheduling::window::Bounds;

use crate::free_times::*;
use crate::support::*;

/// 2026-12-01 is a Tuesday.
const TUESDAYS_AT_FIVE: Habit = Habit { weekday: Weekday::Tue, minutes_of_day: 1020 };

/// Suggestions after a loading session on 2026-12-01: best on the 15th, from the 8th to the 22nd.
fn suggested(free: &[FreeTime], bounds: &Bounds<'_>, habit: Option<Habit>) -> Vec<(String, Vec<Speaks>)> {
    let last = Some(day("2026-12-01"));
    let window = bounds.window(&"loading".try_into().unwrap(), last);
    let suggestions = suggest(free, &window, last, bounds, habit, &PREFERENCES);
    suggestions.into_iter().map(|suggestion| (shown(&suggestion.time), suggestion.reasons)).collect()
}

#[track_caller]
fn check(free: &[&str], habit: Option<Habit>, expected: &[&str]) {
    let content = content();
    let found = suggested(&times(free), &bounds(&content), habit);
    let found: Vec<_> = found.iter().map(|(time, _)| time.as_str()).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_cheapest_times_come_first_on_different_days() {
    let free = [
        "2026-12-07 17:00", // too early
        "2026-12-08 17:00", // 7
        "2026-12-11 17:00", // 4 + 2
        "2026-12-14 09:00", // 1 + 2 + 3
        "2026-12-15 09:30", // 3
        "2026-12-15 18:00", // 0
        "2026-12-16 17:00", // 1 + 2
        "2026-12-22 17:00", // 7
        "2026-12-23 17:00", // late
    ];
    check(&free, Some(TUESDAYS_AT_FIVE), &["2026-12-15 18:00", "2026-12-16 17:00", "2026-12-11 17:00"]);
    // Without a habit only the day counts; of one day the first time.
    check(&free, None, &["2026-12-15 09:30", "2026-12-14 09:00", "2026-12-16 17:00"]);
}

#[test]
fn with_too_few_days_the_hours_differ_and_then_nothing_does() {
    check(
        &["2026-12-15 09:00", "2026-12-15 09:45", "2026-12-15 11:00", "2026-12-20 09:00"],
        None,
        &["2026-12-15 09:00", "2026-12-15 11:00", "2026-12-20 09:00"],
    );
    check(&["2026-12-15 09:00", "2026-12-15 09:45"], None, &["2026-12-15 09:00", "2026-12-15 09:45"]);
    check(&["2026-12-07 09:00", "2026-12-23 09:00"], None, &[]);
    check(&[], None, &[]);
}

#[test]
fn each_says_what_speaks_for_it() {
    let content = content();
    let free = times(&["2026-12-08 09:00", "2026-12-15 16:00", "2026-12-15 19:00", "2026-12-16 18:01"]);
    let found = suggested(&free, &bounds(&content), Some(TUESDAYS_AT_FIVE));
    let expected = [
        (
            "2026-12-15 16:00",
            vec![Speaks::GapDays(14), Speaks::BestDay, Speaks::UsualWeekday, Speaks::UsualHour],
        ),
        ("2026-12-16 18:01", vec![Speaks::GapDays(15)]),
        ("2026-12-08 09:00", vec![Speaks::GapDays(7), Speaks::Earliest, Speaks::UsualWeekday]),
    ];
    assert_eq!(found, expected.map(|(time, reasons)| (time.to_owned(), reasons)));
}

#[test]
fn a_closed_day_is_never_suggested_nor_called_the_earliest() {
    let content = content();
    let away = [range("2026-12-08", "2026-12-16")];
    let open = Bounds { away: &away, ..bounds(&content) };
    let free = times(&["2026-12-08 17:00", "2026-12-15 17:00", "2026-12-16 17:00"]);
    let found = suggested(&free, &open, None);
    let reasons = vec![Speaks::GapDays(15), Speaks::BestDay, Speaks::Earliest];
    assert_eq!(found, [("2026-12-16 17:00".to_owned(), reasons)]);
}

#[test]
fn the_first_session_of_all_has_no_gap() {
    let content = content();
    let bounds = bounds(&content);
    let window = bounds.window(&"loading".try_into().unwrap(), None);
    let free = times(&["2026-12-03 17:00"]);
    let found = suggest(&free, &window, None, &bounds, None, &PREFERENCES);
    assert_eq!(found.iter().map(|one| one.reasons.clone()).collect::<Vec<_>>(), [[Speaks::Earliest]]);
}

#[test]
fn a_habit_is_what_is_most_usual_and_of_equal_ones_the_newest() {
    let habit = |weekday, minutes_of_day| Some(Habit { weekday, minutes_of_day });
    let rows: [(&[&str], _); 5] = [
        (&[], None),
        (&["2026-12-01 17:00"], habit(Weekday::Tue, 1020)),
        (&["2026-12-01 17:00", "2026-12-16 09:30"], habit(Weekday::Wed, 570)),
        (&["2026-12-01 17:00", "2026-12-15 09:30", "2026-12-31 17:00"], habit(Weekday::Tue, 1020)),
        (&["2026-12-01 00:00", "2026-12-02 23:59", "2026-12-08 12:00"], habit(Weekday::Tue, 720)),
    ];
    for (sessions, expected) in rows {
        let walls: Vec<_> = sessions.iter().map(|text| wall(text)).collect();
        assert_eq!(Habit::of(&walls), expected, "{sessions:?}");
    }
}
