//! The free times of the clinic on the device, and the names of times.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::{Asia, Australia, Europe, Tz};
use portal::domain::clinic::Visit;
use portal::domain::scheduling::offsets::Offsets;
use portal::domain::scheduling::opening::Booking;
use portal::domain::scheduling::slots::{
    FreeTime, NotASlotId, SlotId, bookable_until, count_by_day, is_somebody_elses, on_device, time_of,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{booking_with, content, day, instant, offsets};

/// Monday.
const NOW: &str = "2026-11-30T09:00:00+05:30";

fn visit() -> Visit {
    content().clinic.visit
}

fn clock(zone: Tz) -> Offsets {
    offsets(zone, "2026-01-01T00:00:00Z", "2029-01-01T00:00:00Z")
}

/// Nothing is somebody else's, but for an edit as shipped.
fn all_free(edit: impl FnOnce(&mut Value)) -> Booking {
    booking_with(|file| {
        file["taken_percent"]["is"] = json!(0);
        edit(file);
    })
}

fn free(booking: &Booking, now: &str, taken: &dyn Fn(&SlotId) -> bool) -> Vec<FreeTime> {
    on_device(booking, &visit(), &clock(Asia::Kolkata), instant(now), taken)
}

/// The times of a day as the clinic's clock shows them, each with its chair.
fn shown(times: &[FreeTime], on: &str) -> Vec<String> {
    let of_day = times.iter().filter(|time| time.day() == day(on));
    of_day.map(|time| format!("{} {}", &time.wall.time().to_string()[..5], time.chair)).collect()
}

fn id(text: &str) -> SlotId {
    SlotId::try_from(text).unwrap()
}

#[test]
fn a_day_has_the_times_of_its_chairs_in_order() {
    let times = free(&all_free(|_| {}), NOW, &|_| false);
    let wednesday = ["09:30 1", "11:00 1", "12:30 1", "14:00 1", "15:30 1", "17:00 1", "18:30 1"];
    assert_eq!(shown(&times, "2026-12-02"), wednesday);
    assert_eq!(
        shown(&times, "2026-12-03"),
        [
            "09:30 1", "10:15 2", "11:00 1", "11:45 2", "12:30 1", "13:15 2", "14:00 1", "14:45 2",
            "15:30 1", "16:15 2", "17:00 1", "17:45 2", "18:30 1"
        ]
    );
    assert_eq!(shown(&times, "2026-12-06"), [] as [&str; 0]);
    let first = times[0];
    assert_eq!(first.start, instant("2026-12-01T09:30:00+05:30"));
    assert_eq!(first.end, instant("2026-12-01T11:00:00+05:30"));
    assert_eq!(first.wall, day("2026-12-01").and_hms_opt(9, 30, 0).unwrap());
}

/// The month grid: counts, with no row for a day without a time.
#[test]
fn a_day_that_is_closed_has_no_count() {
    let booking = all_free(|file| {
        file["days_ahead"]["is"] = json!(27);
        file["holidays"][3]["from"] = json!("2026-12-24");
    });
    let counts: Vec<_> = count_by_day(&free(&booking, NOW, &|_| false))
        .into_iter()
        .map(|(day, count)| (day.to_string()[8..].to_owned(), count))
        .collect();
    let expected = [
        ("01", 13),
        ("02", 7),
        ("03", 13),
        ("04", 7),
        ("05", 13),
        ("07", 7),
        ("08", 13),
        ("09", 7),
        ("10", 13),
        ("11", 7),
        ("12", 13),
        ("14", 7),
        ("15", 13),
        ("16", 7),
        ("17", 13),
        ("18", 7),
        ("19", 13),
        ("21", 7),
        ("22", 13),
        ("23", 7),
        ("26", 13),
    ];
    assert_eq!(counts, expected.map(|(day, count)| (day.to_owned(), count)));
    assert_eq!(count_by_day(&[]), []);
}

#[test]
fn a_time_inside_the_notice_is_not_free() {
    let booking = all_free(|_| {});
    for (now, first) in [
        ("2026-11-30T09:29:59+05:30", "2026-12-01T09:30:00+05:30"),
        ("2026-11-30T09:30:00+05:30", "2026-12-01T10:15:00+05:30"),
        ("2026-11-30T18:29:59+05:30", "2026-12-01T18:30:00+05:30"),
        ("2026-11-30T18:30:00+05:30", "2026-12-02T09:30:00+05:30"),
        // Over a Sunday, and past midnight.
        ("2026-12-04T23:59:59+05:30", "2026-12-07T09:30:00+05:30"),
        ("2026-12-05T00:00:00+05:30", "2026-12-07T09:30:00+05:30"),
    ] {
        assert_eq!(free(&booking, now, &|_| false)[0].start, instant(first), "{now}");
    }
}

/// The page was left open over midnight: the day after is a day further.
#[test]
fn the_last_day_ahead_can_be_booked_and_the_one_after_it_from_the_next_day_on() {
    let booking = all_free(|file| file["chairs"][0]["days"].as_array_mut().unwrap().push(json!("sunday")));
    for (now, last) in [
        ("2026-11-30T09:00:00+05:30", "2027-06-18"),
        ("2026-11-30T23:59:59+05:30", "2027-06-18"),
        ("2026-12-01T00:00:00+05:30", "2027-06-19"),
        ("2027-08-13T12:00:00+05:30", "2028-02-29"),
        ("2027-06-15T12:00:00+05:30", "2028-01-01"),
    ] {
        let today = day(&now[..10]);
        let last_free = free(&booking, now, &|_| false).last().unwrap().day();
        assert_eq!(last_free, day(last), "{now}");
        assert_eq!(bookable_until(&booking, today), day(last) + Days::new(1), "{now}");
    }
}

#[test]
fn of_two_free_chairs_at_one_time_the_first_is_offered() {
    let booking = all_free(|file| {
        file["chairs"][1]["from"] = json!("09:30");
        // The order of the rows is not that of the chairs.
        file["chairs"].as_array_mut().unwrap().reverse();
    });
    let at_once = |taken: &dyn Fn(&SlotId) -> bool| {
        let times = free(&booking, NOW, taken);
        assert!(times.is_sorted_by(|before, after| before.start < after.start));
        shown(&times, "2026-12-01")[..2].to_vec()
    };
    let nine_thirty = |chair: u8| {
        move |id: &SlotId| id.start() == instant("2026-12-01T09:30:00+05:30") && id.chair() == chair
    };
    assert_eq!(at_once(&|_| false), ["09:30 1", "11:00 1"]);
    assert_eq!(at_once(&nine_thirty(1)), ["09:30 2", "11:00 1"]);
    assert_eq!(at_once(&nine_thirty(2)), ["09:30 1", "11:00 1"]);
    assert_eq!(at_once(&|id| nine_thirty(1)(id) || nine_thirty(2)(id)), ["11:00 1", "12:30 1"]);
}

#[test]
fn what_is_somebody_elses_is_so_at_every_start() {
    let [none, some, all] =
        [0, 40, 100].map(|percent| booking_with(|file| file["taken_percent"]["is"] = json!(percent)));
    let (every, left) = (free(&none, NOW, &|_| false), free(&some, NOW, &|_| false));
    assert_eq!(free(&all, NOW, &|_| false), []);
    let unclaimed: Vec<_> =
        every.iter().filter(|time| !is_somebody_elses(&time.id(), &some)).copied().collect();
    assert_eq!(left, unclaimed);
    // Two hundred days have more than 1,600 times: forty of a hundred, within three.
    let (every, left) = (every.len(), left.len());
    assert!(every > 1600 && (left * 100).abs_diff(every * 60) < every * 3, "{left} of {every}");
    // A day and an hour later they are the same.
    let later = free(&some, "2026-12-01T10:00:00+05:30", &|_| false);
    let of_both: Vec<_> =
        later.iter().filter(|time| time.day() <= unclaimed[left - 1].day()).copied().collect();
    assert_eq!(of_both, unclaimed[left - of_both.len()..]);
    assert_eq!(of_both[0].start, later[0].start);
    // Fixed for good: another answer would give a patient's own time away after an update.
    let first = ["11:00 1", "11:45 2"];
    assert_eq!(shown(&free(&some, NOW, &|_| false), "2026-12-01")[..2], first);
}

/// A clinic open through the night of Sunday, in half hours.
fn by_night() -> (Booking, Visit) {
    let booking = all_free(|file| {
        file["chairs"] = json!([{"chair": 1, "days": ["sunday"], "from": "00:30", "to": "03:30", "source": "clinic", "confidence": "convention"}]);
    });
    (booking, Visit { booked_minutes: 30, ..visit() })
}

#[track_caller]
fn check_night(zone: Tz, now: &str, on: &str, expected: &[(&str, &str)]) {
    let ((booking, visit), clock) = (by_night(), clock(zone));
    let times = on_device(&booking, &visit, &clock, instant(now), &|_| false);
    let times: Vec<_> = times.into_iter().filter(|time| time.day() == day(on)).collect();
    let found: Vec<_> =
        times.iter().map(|time| (time.wall.time().to_string()[..5].to_owned(), time.start)).collect();
    let expected: Vec<_> = expected.iter().map(|(wall, at)| ((*wall).to_owned(), instant(at))).collect();
    assert_eq!(found, expected);
    for time in times {
        assert_eq!(time.end - time.start, TimeDelta::minutes(30));
        assert_eq!(time_of(&time.id(), &booking, &visit, &clock), Some(time));
    }
}

#[test]
fn a_time_that_the_clock_leaves_out_is_not_offered() {
    check_night(
        Europe::London,
        "2026-03-20T00:00:00Z",
        "2026-03-29",
        &[
            ("00:30", "2026-03-29T00:30:00+00:00"),
            ("02:00", "2026-03-29T02:00:00+01:00"),
            ("02:30", "2026-03-29T02:30:00+01:00"),
            ("03:00", "2026-03-29T03:00:00+01:00"),
        ],
    );
    check_night(
        Australia::Lord_Howe,
        "2026-09-20T00:00:00Z",
        "2026-10-04",
        &[
            ("00:30", "2026-10-04T00:30:00+10:30"),
            ("01:00", "2026-10-04T01:00:00+10:30"),
            ("01:30", "2026-10-04T01:30:00+10:30"),
            ("02:30", "2026-10-04T02:30:00+11:00"),
            ("03:00", "2026-10-04T03:00:00+11:00"),
        ],
    );
}

#[test]
fn a_time_that_the_clock_repeats_is_the_earlier() {
    check_night(
        Europe::London,
        "2026-10-20T00:00:00Z",
        "2026-10-25",
        &[
            ("00:30", "2026-10-25T00:30:00+01:00"),
            ("01:00", "2026-10-25T01:00:00+01:00"),
            ("01:30", "2026-10-25T01:30:00+01:00"),
            ("02:00", "2026-10-25T02:00:00+00:00"),
            ("02:30", "2026-10-25T02:30:00+00:00"),
            ("03:00", "2026-10-25T03:00:00+00:00"),
        ],
    );
    let ((booking, visit), clock) = (by_night(), clock(Europe::London));
    let later = FreeTime {
        start: instant("2026-10-25T01:30:00+00:00"),
        end: instant("2026-10-25T02:00:00+00:00"),
        wall: day("2026-10-25").and_hms_opt(1, 30, 0).unwrap(),
        chair: 1,
    };
    assert_eq!(time_of(&later.id(), &booking, &visit, &clock), None);
}

/// The clinic's Tuesday evening is another day for a phone in New York: the clinic's calendar counts.
#[test]
fn a_day_is_that_of_the_clinics_calendar() {
    let booking = all_free(|file| file["days_ahead"]["is"] = json!(1));
    let times = free(&booking, "2026-11-29T20:00:00Z", &|_| false);
    assert_eq!(times.iter().map(FreeTime::day).collect::<Vec<_>>(), [day("2026-12-01"); 13]);
}

#[test]
fn a_name_is_of_a_time_of_the_clinic_or_of_none() {
    let (booking, visit, clock) = (all_free(|_| {}), visit(), clock(Asia::Kolkata));
    let named = |at: &str, chair: u8| {
        SlotId::try_from(&*format!("{}-{chair}", instant(at).timestamp() / 60)).unwrap()
    };
    for (at, chair, is_one) in [
        ("2026-12-01T17:00:00+05:30", 1, true),
        ("2026-12-01T17:01:00+05:30", 1, false),
        ("2026-12-01T17:00:00+05:30", 2, false),
        ("2026-12-01T17:45:00+05:30", 2, true),
        ("2026-12-01T17:00:00+05:30", 3, false),
        ("2026-12-02T17:45:00+05:30", 2, false),
        ("2026-12-01T20:00:00+05:30", 1, false),
        ("2026-12-06T17:00:00+05:30", 1, false),
        ("2026-12-25T17:00:00+05:30", 1, false),
        // Long past, or further ahead than can be booked: still a time.
        ("2026-01-05T17:00:00+05:30", 1, true),
        ("2028-02-29T17:00:00+05:30", 1, true),
    ] {
        let time = time_of(&named(at, chair), &booking, &visit, &clock);
        assert_eq!(
            time.map(|time| (time.start, time.chair)),
            is_one.then(|| (instant(at), chair)),
            "{at} {chair}"
        );
    }
}

#[test]
fn a_name_is_read_and_checked() {
    for (text, start, chair) in [
        ("0-0", "1970-01-01T00:00:00Z", 0),
        ("29936130-1", "2026-12-01T23:30:00Z", 1),
        ("29936130-255", "2026-12-01T23:30:00Z", 255),
    ] {
        assert_eq!(
            (id(text).start(), id(text).chair(), id(text).to_string()),
            (instant(start), chair, text.to_owned())
        );
    }
    for refused in [
        "",
        "-",
        "29936130",
        "29936130-",
        "-1",
        "029936130-1",
        "29936130-01",
        "29936130-256",
        "+29936130-1",
        "29936130--1",
        "29936130-1-1",
        "29936130 -1",
        "4294967296-1",
        "२९-1",
        "29936130.0-1",
        "minute-chair",
    ] {
        assert_eq!(SlotId::try_from(refused), Err(NotASlotId(refused.to_owned())));
    }
}

/// An instant of five years, at any minute.
fn any_now() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..2 * 365 * 24 * 60)
        .prop_map(|minutes| instant("2026-01-02T00:00:00Z") + TimeDelta::minutes(minutes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_free_time_is_one_of_the_clinic_and_nobodys(now in any_now(), percent in 0_u32..101, every in 2_i64..9) {
        let booking = booking_with(|file| file["taken_percent"]["is"] = json!(percent));
        let (visit, clock) = (visit(), clock(Asia::Kolkata));
        let taken = |id: &SlotId| (id.start().timestamp() / 60 + i64::from(id.chair())) % every == 0;
        let times = on_device(&booking, &visit, &clock, now, &taken);
        prop_assert!(times.is_sorted_by(|before, after| before.start < after.start));
        for time in &times {
            let id = time.id();
            prop_assert_eq!(SlotId::try_from(&*id.to_string()), Ok(id));
            prop_assert_eq!(time_of(&id, &booking, &visit, &clock), Some(*time));
            prop_assert!(!taken(&id) && !is_somebody_elses(&id, &booking));
            prop_assert!(time.start > now + TimeDelta::hours(24));
            prop_assert!(time.day() < bookable_until(&booking, clock.day(now)));
        }
        // Each time is free again once nothing is taken.
        let all = on_device(&booking, &visit, &clock, now, &|_| false);
        let starts = |times: &[FreeTime]| times.iter().map(|time| time.start).collect::<Vec<_>>();
        prop_assert!(starts(&times).iter().all(|start| starts(&all).contains(start)));
        let counted: Vec<(NaiveDate, u32)> = count_by_day(&times);
        prop_assert_eq!(counted.iter().map(|(_, count)| *count as usize).sum::<usize>(), times.len());
        prop_assert!(counted.is_sorted_by(|(before, _), (after, _)| before < after));
    }
}
