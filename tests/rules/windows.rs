//! The days on which a session may be, 6.1, 6.2 and the check dates of 6.3.

use portal::domain::formulation::formulary::Status;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::patient::{Patient, Transplant};
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::window::{Bounds, Closed, Gaps, Window, healing};
use portal::domain::time::DayRange;

use crate::free_times::*;
use crate::support::*;

fn window(earliest: &str, best: &str, latest: &str) -> Window {
    Window { earliest: day(earliest), best: day(best), latest: day(latest), is_late: false }
}

#[track_caller]
fn check(bounds: &Bounds<'_>, phase: &str, last: &str, expected: Window) {
    let found = bounds.window(&phase.try_into().unwrap(), Some(day(last)));
    assert_eq!(found, expected, "{phase} after {last}");
}

// 6.3: the best days are the check dates. The phase of maintenance 2 ends before its table does, on day 91.
#[test]
fn a_window_runs_from_the_first_day_that_is_not_too_early_to_the_last_that_goes_on() {
    let content = content();
    let bounds = bounds(&content);
    let rows = [
        ("loading", "2026-12-01", window("2026-12-08", "2026-12-15", "2026-12-22")),
        ("loading", "2026-12-15", window("2026-12-22", "2026-12-29", "2027-01-05")),
        ("loading", "2027-02-23", window("2027-03-02", "2027-03-09", "2027-03-16")),
        ("maintenance_1", "2027-03-09", window("2027-03-30", "2027-04-06", "2027-04-23")),
        ("maintenance_1", "2027-05-04", window("2027-05-25", "2027-06-01", "2027-06-18")),
        ("maintenance_2", "2027-06-01", window("2027-07-27", "2027-08-24", "2027-08-31")),
        ("maintenance_2", "2027-11-16", window("2028-01-11", "2028-02-08", "2028-02-15")),
    ];
    for (phase, last, expected) in rows {
        check(&bounds, phase, last, expected);
    }
}

#[test]
fn a_weekly_course_is_best_on_its_first_day() {
    let content = content();
    let weekly = Course { loading_sessions: 10, interval_days: 7 };
    let bounds = Bounds { course: weekly, ..bounds(&content) };
    check(&bounds, "loading", "2026-12-01", window("2026-12-08", "2026-12-08", "2026-12-22"));
}

#[test]
fn a_window_keeps_the_shortest_gap_and_the_bounds_of_its_phase() {
    let gaps = |edit: &dyn Fn(&mut serde_json::Value), phase: &str| {
        let edited = content_with(|name, file| {
            if name == "protocol" {
                edit(file);
            }
        });
        Gaps::of(&edited.protocol, bounds(&edited).course, &phase.try_into().unwrap())
    };
    let gap = |earliest, best, latest| Gaps { earliest, best, latest };
    let longer =
        |days: u64| move |file: &mut serde_json::Value| file["loading"]["min_gap_days"]["is"] = days.into();
    assert_eq!(gaps(&longer(7), "loading"), gap(7, 14, 21));
    assert_eq!(gaps(&longer(10), "loading"), gap(10, 14, 21));
    assert_eq!(gaps(&longer(16), "loading"), gap(16, 16, 21));
    assert_eq!(gaps(&longer(22), "maintenance_1"), gap(22, 28, 45));
    let between = |from: u64, to: u64| {
        move |file: &mut serde_json::Value| file["maintenance"][1]["between_days"] = vec![from, to].into()
    };
    assert_eq!(gaps(&between(56, 91), "maintenance_2"), gap(56, 84, 91));
    assert_eq!(gaps(&between(60, 130), "maintenance_2"), gap(60, 84, 120));
}

#[test]
fn the_first_session_of_all_may_be_from_the_first_open_day_on() {
    let content = content();
    let whole = Window { latest: day("2028-12-01"), ..window("2026-12-02", "2026-12-02", "2026-12-02") };
    let first = |bounds: &Bounds<'_>| bounds.window(&"loading".try_into().unwrap(), None);
    assert_eq!(first(&bounds(&content)), whole);
    let away = [range("2026-12-01", "2026-12-11")];
    let after = Window { earliest: day("2026-12-11"), best: day("2026-12-11"), ..whole };
    assert_eq!(first(&Bounds { away: &away, ..bounds(&content) }), after);
}

// The last session is so long ago that even today the series no longer goes on as planned.
#[test]
fn a_late_window_is_open_from_today_to_the_last_bookable_day() {
    let content = content();
    let on = |today: &str| Bounds {
        today: day(today),
        not_before: day(today),
        bookable_until: day("2027-06-01"),
        ..bounds(&content)
    };
    check(&on("2026-12-22"), "loading", "2026-12-01", window("2026-12-22", "2026-12-22", "2026-12-22"));
    let late = |from: &str| Window { is_late: true, ..window(from, from, "2027-05-31") };
    check(&on("2026-12-23"), "loading", "2026-12-01", late("2026-12-23"));
    check(&on("2027-03-03"), "maintenance_2", "2026-12-01", late("2027-03-03"));
    check(&on("2027-03-02"), "maintenance_2", "2026-12-01", window("2027-03-02", "2027-03-02", "2027-03-02"));
}

#[test]
fn what_closes_days_moves_the_earliest_and_the_best() {
    let content = content();
    let free = bounds(&content);
    let (prp, away) = ([day("2026-12-04")], [range("2026-12-05", "2026-12-17")]);
    let rows = [
        (Bounds { prp_gfc: &prp, ..free }, window("2026-12-18", "2026-12-18", "2026-12-22")),
        (Bounds { away: &away, ..free }, window("2026-12-17", "2026-12-17", "2026-12-22")),
        (Bounds { not_before: day("2026-12-10"), ..free }, window("2026-12-10", "2026-12-15", "2026-12-22")),
        // One ends where the other begins.
        (
            Bounds { away: &[range("2026-12-05", "2026-12-12"), range("2026-12-12", "2026-12-20")], ..free },
            window("2026-12-20", "2026-12-20", "2026-12-22"),
        ),
        (
            Bounds { away: &[range("2026-12-05", "2026-12-23")], ..free },
            Window { is_late: true, ..window("2026-12-23", "2026-12-23", "2028-12-01") },
        ),
    ];
    for (bounds, expected) in rows {
        check(&bounds, "loading", "2026-12-01", expected);
    }
}

#[test]
fn a_closed_day_says_everything_that_closes_it() {
    let content = content();
    let (healing, away) = ([range("2026-12-20", "2027-01-17")], [range("2027-01-10", "2027-01-12")]);
    let prp = [day("2027-02-01")];
    let closed = Bounds {
        healing: &healing,
        away: &away,
        prp_gfc: &prp,
        bookable_until: day("2027-02-20"),
        ..bounds(&content)
    };
    let (is_healing, is_away) = (Closed::Healing(healing[0]), Closed::Away(away[0]));
    let rows = [
        ("2026-12-01", vec![Closed::Before(day("2026-12-02"))]),
        ("2026-12-02", vec![]),
        ("2026-12-19", vec![]),
        ("2026-12-20", vec![is_healing]),
        ("2027-01-10", vec![is_away, is_healing]),
        ("2027-01-12", vec![is_healing]),
        ("2027-01-16", vec![is_healing]),
        ("2027-01-17", vec![]),
        ("2027-01-18", vec![]),
        ("2027-01-19", vec![Closed::NearPrpGfc(prp[0])]),
        ("2027-02-14", vec![Closed::NearPrpGfc(prp[0])]),
        ("2027-02-15", vec![]),
        ("2027-02-19", vec![]),
        ("2027-02-20", vec![Closed::NotYet(day("2026-12-03"))]),
        ("2027-03-01", vec![Closed::NotYet(day("2026-12-12"))]),
    ];
    for (on, expected) in rows {
        assert_eq!(closed.why_not(day(on)), expected, "{on}");
        assert_eq!(closed.allows(day(on)), expected.is_empty(), "{on}");
    }
    assert_eq!(closed.bookable_from(day("2027-02-19")), closed.today);
}

#[test]
fn a_last_day_said_by_a_person_is_inside() {
    assert_eq!(DayRange::through(day("2028-02-20"), day("2028-02-29")), range("2028-02-20", "2028-03-01"));
    let none = range("2026-12-10", "2026-12-10");
    assert!(!none.contains(day("2026-12-10")));
}

// 6.1, transplant_start_days: one number, told by the ladder.
#[test]
fn a_transplant_heals_as_long_as_the_plan_is_held_for_it() {
    let content = content();
    let transplant = day("2026-12-01");
    let healing = healing(&content.formulary, transplant);
    assert_eq!(healing, range("2026-12-01", "2026-12-29"));
    for (on, held) in [("2026-12-28", true), ("2026-12-29", false)] {
        let patient = Patient {
            as_of: day(on),
            types: vec![word("post_transplant")],
            transplant: Transplant::DaysAgo((day(on) - transplant).num_days()),
            ..early_aga_man(&content)
        };
        let proposal = Proposal::of(&patient, content.rules()).unwrap();
        assert_eq!((proposal.status == Status::Hold, healing.contains(day(on))), (held, held), "{on}");
    }
}
