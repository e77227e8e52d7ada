//! Times for all remaining sessions at once: lawful, and of all ways the cheapest.

use std::cmp::Reverse;
use std::sync::LazyLock;

use chrono::{NaiveDate, Weekday};
use portal::domain::content::Content;
use portal::domain::ids::PhaseId;
use portal::domain::scheduling::choose::{
    Beyond, Chosen, Infeasible, Placed, Preferences, ToPlace, choose_series,
};
use portal::domain::scheduling::habit::Habit;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::slots::FreeTime;
use portal::domain::scheduling::window::{Bounds, Closed, Gaps, Window};
use portal::domain::time::DayRange;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::free_times::*;
use crate::support::*;

/// The phases of so many loading sessions and three of each maintenance.
fn phases(loading: usize) -> Vec<PhaseId> {
    let names = [vec!["loading"; loading], vec!["maintenance_1"; 3], vec!["maintenance_2"; 3]].concat();
    names.into_iter().map(|name| name.try_into().unwrap()).collect()
}

/// Sessions from number 2 on.
fn to_place(phases: &[PhaseId]) -> Vec<ToPlace<'_>> {
    phases.iter().zip(2..).map(|(phase, number)| ToPlace { number, phase, stands: None }).collect()
}

fn chosen(chosen: &Chosen) -> Vec<String> {
    chosen.placed.iter().map(|placed| shown(&placed.time)).collect()
}

// 6.3.
#[test]
fn with_every_day_free_the_series_falls_on_the_check_dates() {
    let content = content();
    let phases = phases(7);
    let free = every_day("2026-12-02", "2028-12-02", &[9, 17]);
    let last = Some(day("2026-12-01"));
    let found =
        choose_series(&free, &to_place(&phases), last, &bounds(&content), None, &PREFERENCES).unwrap();
    let expected = [
        "2026-12-15",
        "2026-12-29",
        "2027-01-12",
        "2027-01-26",
        "2027-02-09",
        "2027-02-23",
        "2027-03-09",
        "2027-04-06",
        "2027-05-04",
        "2027-06-01",
        "2027-08-24",
        "2027-11-16",
        "2028-02-08",
    ];
    assert_eq!(chosen(&found), expected.map(|on| format!("{on} 09:00")));
    assert_eq!((found.beyond, found.cost), (vec![], 0));
}

#[test]
fn a_dear_time_now_is_taken_for_cheap_ones_later() {
    let content = content();
    let phases = phases(2);
    // The best day for the first leaves nothing for the second; two days sooner leaves its best day.
    let free = times(&["2026-12-13 09:00", "2026-12-15 09:00", "2026-12-20 09:00"]);
    let last = Some(day("2026-12-01"));
    let found = choose_series(&free, &to_place(&phases)[..2], last, &bounds(&content), None, &PREFERENCES);
    assert_eq!(chosen(&found.unwrap()), ["2026-12-13 09:00", "2026-12-20 09:00"]);
}

#[test]
fn of_one_day_the_usual_hour_and_of_equal_ones_the_earliest() {
    let content = content();
    let phases = phases(1);
    let free = times(&[
        "2026-12-14 17:00",
        "2026-12-15 09:00",
        "2026-12-15 16:00",
        "2026-12-15 17:00",
        "2026-12-16 17:00",
    ]);
    let find = |habit| {
        let last = Some(day("2026-12-01"));
        let found =
            choose_series(&free, &to_place(&phases)[..1], last, &bounds(&content), habit, &PREFERENCES);
        let found = found.unwrap();
        (chosen(&found).concat(), found.cost)
    };
    assert_eq!(find(None), ("2026-12-15 09:00".to_owned(), 0));
    let habit = |weekday, minutes_of_day| Some(Habit { weekday, minutes_of_day });
    assert_eq!(find(habit(Weekday::Tue, 1020)), ("2026-12-15 16:00".to_owned(), 0));
    assert_eq!(find(habit(Weekday::Mon, 1020)), ("2026-12-14 17:00".to_owned(), 1));
    // Two weekdays at the same distance cost the same.
    assert_eq!(find(habit(Weekday::Tue, 1300)), ("2026-12-15 09:00".to_owned(), 3));
}

#[test]
fn sessions_that_cannot_be_booked_yet_are_told_with_the_day_from_which_they_can() {
    let content = content();
    let phases = phases(3);
    let bounds = Bounds { bookable_until: day("2027-01-13"), ..bounds(&content) };
    let free = every_day("2026-12-02", "2027-03-01", &[9]);
    let last = Some(day("2026-12-01"));
    let find = |bounds: &Bounds<'_>, free: &[FreeTime]| {
        choose_series(free, &to_place(&phases)[..5], last, bounds, None, &PREFERENCES).unwrap()
    };
    let found = find(&bounds, &free);
    assert_eq!(chosen(&found), ["2026-12-15 09:00", "2026-12-29 09:00", "2027-01-12 09:00"]);
    let beyond =
        |number, around: &str, from: &str| Beyond { number, around: day(around), bookable_from: day(from) };
    assert_eq!(found.beyond, [beyond(5, "2027-02-09", "2026-12-30"), beyond(6, "2027-03-09", "2027-01-27")]);
    // Its best day is the first that cannot be booked; its window is open before that.
    let found = find(&Bounds { bookable_until: day("2027-01-12"), ..bounds }, &free);
    assert_eq!(chosen(&found), ["2026-12-15 09:00", "2026-12-29 09:00"]);
    assert_eq!(found.beyond[0], beyond(4, "2027-01-12", "2026-12-03"));
    // Nothing is free for the third now, and its window goes on beyond what can be booked.
    let found = find(&bounds, &times(&["2026-12-15 09:00", "2026-12-29 09:00"]));
    assert_eq!(chosen(&found), ["2026-12-15 09:00", "2026-12-29 09:00"]);
    assert_eq!(found.beyond[0], beyond(4, "2027-01-13", "2026-12-03"));
}

#[test]
fn the_first_session_without_a_lawful_time_is_named_with_its_window_and_why() {
    let content = content();
    let phases = phases(3);
    let last = Some(day("2026-12-01"));
    let find = |bounds: &Bounds<'_>, free: &[&str]| {
        choose_series(&times(free), &to_place(&phases)[..3], last, bounds, None, &PREFERENCES)
    };
    let open = bounds(&content);
    let window = |earliest: &str, best: &str, latest: &str| Window {
        earliest: day(earliest),
        best: day(best),
        latest: day(latest),
        is_late: false,
    };
    let first = window("2026-12-08", "2026-12-15", "2026-12-22");
    let none = Infeasible { number: 2, window: first, why: vec![], before: vec![] };
    assert_eq!(find(&open, &["2026-12-07 09:00", "2026-12-23 09:00"]), Err(none));

    let (away, prp) = ([range("2026-12-10", "2026-12-14")], [day("2027-01-12")]);
    let closed = Bounds { away: &away, prp_gfc: &prp, ..open };
    let none = Infeasible { number: 2, window: first, why: vec![Closed::Away(away[0])], before: vec![] };
    assert_eq!(find(&closed, &["2026-12-12 09:00"]), Err(none));

    let free = ["2026-12-12 09:00", "2026-12-14 09:00", "2026-12-29 09:00", "2027-01-04 09:00"];
    let placed = Placed { number: 2, time: times(&free)[1], window: first };
    let none = Infeasible {
        number: 3,
        window: window("2026-12-21", "2026-12-28", "2027-01-04"),
        why: vec![Closed::NearPrpGfc(prp[0])],
        before: vec![placed],
    };
    // The 29th is free, but 14 days before PRP are the last that may be.
    let closed = Bounds { prp_gfc: &[day("2027-01-12")], ..closed };
    let found = find(&closed, &["2026-12-14 09:00", "2026-12-30 09:00", "2027-01-04 09:00"]);
    assert_eq!(found, Err(none));
}

#[test]
fn a_session_that_stands_is_never_moved_and_those_before_it_are_lawful_to_it() {
    let content = content();
    let phases = phases(3);
    let stands = times(&["2027-01-04 11:00"])[0];
    let mut sessions = to_place(&phases)[..3].to_vec();
    sessions[1].stands = Some(stands);
    let free = every_day("2026-12-02", "2027-03-01", &[9]);
    let found =
        choose_series(&free, &sessions, Some(day("2026-12-01")), &bounds(&content), None, &PREFERENCES);
    assert_eq!(chosen(&found.unwrap()), ["2026-12-15 09:00", "2027-01-04 11:00", "2027-01-18 09:00"]);
    sessions[1].stands = Some(times(&["2026-12-12 11:00"])[0]);
    let found =
        choose_series(&free, &sessions, Some(day("2026-12-01")), &bounds(&content), None, &PREFERENCES);
    assert_eq!(found.map_err(|none| none.number), Err(3), "11 days hold no two gaps of a week");
}

/// A small case, whatever it is.
#[derive(Debug, Clone)]
struct Case {
    free: Vec<(u64, u32)>,
    phases: Vec<PhaseId>,
    stands: Option<(usize, u64)>,
    last: Option<u64>,
    not_before: u64,
    bookable: u64,
    interval: u32,
    prp: Vec<u64>,
    away: Vec<(u64, u64)>,
    habit: Option<(u8, u32)>,
    weights: (u32, u32, u32),
}

/// Read once: the cases are many.
static CONTENT: LazyLock<Content> = LazyLock::new(content);

const START: &str = "2027-12-20";

fn on(days: u64) -> NaiveDate {
    later(day(START), days)
}

fn case() -> impl Strategy<Value = Case> {
    let phase = prop_oneof![4 => Just("loading"), 1 => Just("maintenance_1"), 1 => Just("maintenance_2")];
    let phase = phase.prop_map(|name| PhaseId::try_from(name).unwrap());
    let free = prop::collection::btree_set((0_u64..110, prop::sample::select(vec![9_u32, 13, 17])), 0..18);
    let away =
        prop::collection::vec((0_u64..90, 0_u64..40).prop_map(|(from, days)| (from, from + days)), 0..3);
    let times =
        (free, prop::collection::vec(phase, 0..5), prop::option::weighted(0.15, (0_usize..4, 20_u64..70)));
    let days =
        (prop::option::weighted(0.9, 0_u64..30), 0_u64..40, 15_u64..130, prop::sample::select(vec![7, 14]));
    let closed = (prop::collection::vec(0_u64..90, 0..2), away);
    let cost = (prop::option::of((0_u8..7, 500_u32..1100)), (0_u32..4, 0_u32..6, 0_u32..6));
    (times, days, closed, cost).prop_map(|(times, days, (prp, away), (habit, weights))| Case {
        free: times.0.into_iter().collect(),
        phases: times.1,
        stands: times.2,
        last: days.0,
        not_before: days.1,
        bookable: days.2,
        interval: days.3,
        prp,
        away,
        habit,
        weights,
    })
}

/// A case with the clinic's content, as the rules are asked.
struct Asked<'a> {
    times: Vec<FreeTime>,
    sessions: Vec<ToPlace<'a>>,
    last: Option<NaiveDate>,
    bounds: Bounds<'a>,
    habit: Option<Habit>,
    preferences: Preferences,
}

impl Case {
    fn ask<T>(&self, what: impl FnOnce(&Asked<'_>) -> T) -> T {
        let prp: Vec<_> = self.prp.iter().map(|days| on(*days)).collect();
        let away: Vec<_> =
            self.away.iter().map(|(from, until)| DayRange { from: on(*from), until: on(*until) }).collect();
        let mut sessions = to_place(&self.phases);
        if let Some((place, days)) = self.stands {
            let time = at(on(days).and_hms_opt(12, 0, 0).unwrap());
            sessions.iter_mut().skip(place).take(1).for_each(|session| session.stands = Some(time));
        }
        what(&Asked {
            times: self
                .free
                .iter()
                .map(|(days, hour)| at(on(*days).and_hms_opt(*hour, 0, 0).unwrap()))
                .collect(),
            sessions,
            last: self.last.map(on),
            bounds: Bounds {
                course: Course { loading_sessions: 8, interval_days: self.interval },
                today: day(START),
                not_before: on(self.not_before),
                bookable_until: on(self.bookable),
                prp_gfc: &prp,
                away: &away,
                ..bounds(&CONTENT)
            },
            habit: self.habit.map(|(weekday, minutes_of_day)| Habit {
                weekday: weekday.try_into().unwrap(),
                minutes_of_day,
            }),
            preferences: Preferences {
                per_day_off: self.weights.0,
                unusual_weekday: self.weights.1,
                unusual_hour: self.weights.2,
                usual_within_minutes: 60,
            },
        })
    }
}

impl Asked<'_> {
    fn answer(&self) -> Result<Chosen, Infeasible> {
        let Self { times, sessions, last, bounds, habit, preferences } = self;
        choose_series(times, sessions, *last, bounds, *habit, preferences)
    }

    fn window(&self, at: usize, last: Option<NaiveDate>) -> Window {
        self.bounds.window(self.sessions[at].phase, last)
    }

    /// What a time of a session costs after the one before it.
    fn cost(&self, at: usize, window: Window, time: FreeTime) -> u64 {
        let own = if self.sessions[at].stands == Some(time) {
            0
        } else {
            self.preferences.of_time(time.wall, self.habit)
        };
        own + self.preferences.of_day(time.day(), window.best)
    }

    /// How many sessions can be booked if each falls on its best day.
    fn bookable(&self) -> usize {
        let (mut count, mut last) = (0, self.last);
        for (at, session) in self.sessions.iter().enumerate() {
            let best = session.stands.map_or_else(|| self.window(at, last).best, |time| time.day());
            if best >= self.bounds.bookable_until {
                break;
            }
            (count, last) = (at + 1, Some(best));
        }
        let stand = self.sessions.iter().rposition(|session| session.stands.is_some());
        count.max(stand.map_or(0, |at| at + 1))
    }

    /// Every way there is, one after the other: most sessions, least cost, the one that ends first.
    fn exhaustive(&self) -> Result<Best, u32> {
        let mut all = Exhaustive { asked: self, wanted: self.bookable(), best: None, furthest: 0 };
        all.go_on(&mut Vec::new(), 0);
        all.best.ok_or_else(|| self.sessions[all.furthest].number)
    }

    /// Each session at the time that is cheapest for itself.
    fn greedy(&self) -> Option<(usize, u64)> {
        let (mut total, mut last) = (0, self.last);
        let wanted = self.bookable();
        for at in 0..wanted {
            let window = self.window(at, last);
            let time = self.candidates(at).into_iter().filter(|time| inside(window, *time));
            let time = time.min_by_key(|time| self.cost(at, window, *time))?;
            total += self.cost(at, window, time);
            last = Some(time.day());
        }
        Some((wanted, total))
    }

    fn candidates(&self, at: usize) -> Vec<FreeTime> {
        let open = self.times.iter().copied().filter(|time| self.bounds.allows(time.day()));
        self.sessions[at].stands.map_or_else(|| open.collect(), |own| vec![own])
    }
}

fn inside(window: Window, time: FreeTime) -> bool {
    window.earliest <= time.day() && time.day() <= window.latest
}

/// What is compared: sessions without a time, cost, and the times from the last to the first.
type Best = (Reverse<usize>, u64, Vec<chrono::DateTime<chrono::Utc>>);

struct Exhaustive<'a> {
    asked: &'a Asked<'a>,
    wanted: usize,
    best: Option<Best>,
    furthest: usize,
}

impl Exhaustive<'_> {
    fn go_on(&mut self, taken: &mut Vec<FreeTime>, cost: u64) {
        let (asked, at) = (self.asked, taken.len());
        self.furthest = self.furthest.max(at);
        let last = taken.last().map_or(asked.last, |time| Some(time.day()));
        let rest_is_free = asked.sessions[at..].iter().all(|session| session.stands.is_none());
        let reaches_past = || asked.window(at, last).latest >= asked.bounds.bookable_until;
        if at == self.wanted || rest_is_free && reaches_past() {
            let way = (Reverse(at), cost, taken.iter().rev().map(|time| time.start).collect());
            self.best = Some(self.best.take().map_or(way.clone(), |best| best.min(way)));
        }
        if at == self.wanted {
            return;
        }
        let window = asked.window(at, last);
        let both_stand = asked.sessions[at].stands.is_some()
            && at.checked_sub(1).is_none_or(|at| asked.sessions[at].stands.is_some());
        for time in asked.candidates(at) {
            if both_stand || inside(window, time) {
                taken.push(time);
                self.go_on(taken, cost + if both_stand { 0 } else { asked.cost(at, window, time) });
                taken.pop();
            }
        }
    }
}

/// Cases that are the same on every run.
fn cases() -> Vec<Case> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    (0..6000).map(|_| case().new_tree(&mut runner).unwrap().current()).collect()
}

#[test]
fn it_is_the_best_of_all_ways_there_are() {
    let (mut placed, mut beyond, mut none) = (0, 0, 0);
    for case in cases() {
        case.ask(|asked| {
            let found = asked.answer();
            placed += usize::from(found.as_ref().is_ok_and(|found| found.placed.len() > 1));
            beyond += usize::from(found.as_ref().is_ok_and(|found| !found.beyond.is_empty()));
            none += usize::from(found.is_err());
            let found = found.map_err(|none| none.number).map(|found| {
                let starts = found.placed.iter().rev().map(|placed| placed.time.start).collect();
                (Reverse(found.placed.len()), found.cost, starts)
            });
            assert_eq!(found, asked.exhaustive(), "{case:?}");
        });
    }
    assert!(placed > 600 && beyond > 600 && none > 600, "{placed} {beyond} {none}");
}

#[test]
fn the_same_cases_refute_a_greedy_choice() {
    let (mut dearer, mut stuck) = (0, 0);
    for case in cases() {
        case.ask(|asked| {
            let Ok((Reverse(count), cost, _)) = asked.exhaustive() else {
                return;
            };
            match asked.greedy() {
                Some((_, greedy)) => dearer += usize::from(greedy > cost),
                None => stuck += usize::from(count == asked.bookable()),
            }
        });
    }
    assert!(dearer > 20 && stuck > 100, "dearer {dearer}, stuck {stuck}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_gap_is_unlawful_and_no_closed_day_is_taken(case in case()) {
        case.ask(|asked| {
            let Ok(found) = asked.answer() else {
                return Ok(());
            };
            let mut last = (asked.last, true);
            for (placed, session) in found.placed.iter().zip(&asked.sessions) {
                let stands = session.stands.is_some();
                prop_assert!(stands || asked.bounds.allows(placed.time.day()));
                if let Some(before) = last.0.filter(|_| !(stands && last.1)) {
                    let gaps = Gaps::of(asked.bounds.protocol, asked.bounds.course, session.phase);
                    let gap = (placed.time.day() - before).num_days();
                    prop_assert!(gap >= i64::from(gaps.earliest), "{gap} days");
                    prop_assert!(gap <= i64::from(gaps.latest) || placed.window.is_late, "{gap} days");
                }
                last = (Some(placed.time.day()), stands);
            }
            Ok(())
        })?;
    }

    #[test]
    fn one_more_free_time_never_makes_it_worse(case in case(), more in (0_u64..110, 9_u32..18)) {
        let worth = |case: &Case| case.ask(|asked| {
            asked.answer().ok().map(|found| (found.beyond.len(), found.cost))
        });
        let before = worth(&case);
        let mut with = case.clone();
        with.free.push(more);
        with.free.sort_unstable();
        with.free.dedup();
        let after = worth(&with);
        prop_assert!(before.is_none() || after.is_some_and(|after| Some(after) <= before), "{before:?} {after:?}");
    }
}
