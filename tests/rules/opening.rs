//! What the clinic says of booking, and until when a booking may change.

use chrono::TimeDelta;
use portal::domain::scheduling::booking::ChangeClosed::{MovedTooOften, Past, TooLate};
use portal::domain::scheduling::booking::{ChangeClosed, free_until, may_book_at, may_cancel, may_change};
use portal::domain::scheduling::opening::Booking;
use serde_json::json;

use crate::support::{booking_with, content, day, instant};

fn booking() -> Booking {
    booking_with(|_| {})
}

/// The clinic has not given its hours: the portal says "sample times" by this.
#[test]
fn the_shipped_hours_are_a_sample_that_nobody_has_signed() {
    let booking = booking();
    assert!(booking.sample);
    assert_eq!(booking.about.signed_by, None);
    assert_eq!((booking.price_per_session, booking.sessions_paid, booking.map), (None, None, None));
    let messages = booking.messages;
    assert_eq!((messages.whatsapp, messages.sms, messages.email), (None, None, None));
}

/// Visits of 90 minutes, back to back; the last has ended when the clinic closes.
#[test]
fn visits_begin_back_to_back_and_end_with_the_hours() {
    let (booking, minutes) = (booking(), content().clinic.visit.booked_minutes);
    let starts = |row: usize| -> Vec<_> {
        booking.chairs[row].starts(minutes).map(|minute| (minute / 60, minute % 60)).collect()
    };
    assert_eq!(starts(0), [(9, 30), (11, 0), (12, 30), (14, 0), (15, 30), (17, 0), (18, 30)]);
    assert_eq!(starts(1), [(10, 15), (11, 45), (13, 15), (14, 45), (16, 15), (17, 45)]);
    let until = |to: &str, minutes| {
        booking_with(|file| file["chairs"][0]["to"] = json!(to)).chairs[0].starts(minutes).collect::<Vec<_>>()
    };
    assert_eq!(until("10:59", 90), [] as [u32; 0]);
    assert_eq!(until("11:00", 90), [570]);
    assert_eq!(until("12:29", 90), [570]);
    assert_eq!(until("12:30", 90), [570, 660]);
    assert_eq!(until("09:00", 90), [] as [u32; 0]);
    assert_eq!(until("12:30", 0), [] as [u32; 0]);
}

#[test]
fn a_day_has_the_hours_of_its_weekday_and_a_holiday_none() {
    let booking = booking_with(|file| {
        file["holidays"][3]["from"] = json!("2026-12-24");
        file["holidays"][3]["to"] = json!("2026-12-26");
    });
    for (on, chairs) in [
        ("2026-11-29", vec![]),
        ("2026-11-30", vec![1]),
        ("2026-12-01", vec![1, 2]),
        ("2026-12-23", vec![1]),
        ("2026-12-24", vec![]),
        ("2026-12-25", vec![]),
        ("2026-12-26", vec![]),
        ("2026-12-28", vec![1]),
        ("2028-02-29", vec![1, 2]),
        ("2028-12-25", vec![]),
    ] {
        assert_eq!(booking.hours(day(on)).map(|hours| hours.chair).collect::<Vec<_>>(), chairs, "{on}");
        let is_holiday = on.ends_with("12-24") || on.ends_with("12-25") || on.ends_with("12-26");
        assert_eq!(booking.holiday(day(on)).is_some(), is_holiday, "{on}");
    }
}

/// The phone reads the bytes only; where the numbers come from is not among them.
#[test]
fn what_is_packed_is_read_back_as_it_was() {
    for booking in [
        booking(),
        booking_with(|file| {
            file["policy"]["moves"]["is"] = json!(null);
            file["price_per_session"] = json!("₹ 4,500");
            file["sessions_paid"] = json!(8);
            file["messages"] = json!({"whatsapp": "+91 98765 43210", "sms": null, "email": "a@b.example"});
            file["holidays"][0]["name"] = json!(null);
        }),
    ] {
        let bytes = booking.packed().unwrap();
        let read = Booking::unpacked(&bytes);
        assert_eq!(read.packed().unwrap(), bytes);
        let facts = |booking: &Booking| {
            let rows = booking.chairs.iter().map(|row| (row.chair, row.days.clone(), row.from, row.to));
            let holidays =
                booking.holidays.iter().map(|holiday| (holiday.from, holiday.to, holiday.name.clone()));
            (
                (
                    rows.collect::<Vec<_>>(),
                    holidays.collect::<Vec<_>>(),
                    booking.about.clone(),
                    booking.sample,
                ),
                (booking.days_ahead.is, booking.taken_percent.is, booking.preferences.is),
                (booking.policy.notice_hours.is, booking.policy.moves.is),
                (
                    booking.price_per_session.clone(),
                    booking.sessions_paid,
                    booking.messages.clone(),
                    booking.map.clone(),
                ),
            )
        };
        assert_eq!(facts(&read), facts(&booking));
    }
}

/// A session on Tuesday 1 December at 5pm in Kolkata, with a day's notice and three moves.
const START: &str = "2026-12-01T17:00:00+05:30";

#[track_caller]
fn check(now: &str, moves: u32, to_book: Result<(), ChangeClosed>, to_move: Result<(), ChangeClosed>) {
    let (policy, start, now) = (booking().policy, instant(START), instant(now));
    assert_eq!(may_book_at(start, now, &policy), to_book, "book at {now}");
    assert_eq!(may_cancel(start, &policy, now), to_book, "cancel at {now}");
    assert_eq!(may_change(start, moves, &policy, now), to_move, "move at {now}");
}

#[test]
fn a_session_is_free_to_change_until_its_notice_begins() {
    let until = instant("2026-11-30T17:00:00+05:30");
    assert_eq!(free_until(instant(START), &booking().policy), until);
    let late = Err(TooLate { until });
    check("2026-11-22T09:00:00+05:30", 0, Ok(()), Ok(()));
    check("2026-11-30T16:59:59+05:30", 0, Ok(()), Ok(()));
    check("2026-11-30T17:00:00+05:30", 0, late, late);
    check("2026-12-01T16:59:59+05:30", 0, late, late);
    check("2026-12-01T17:00:00+05:30", 0, Err(Past), Err(Past));
    check("2026-12-02T09:00:00+05:30", 0, Err(Past), Err(Past));
}

#[test]
fn a_session_moved_as_often_as_may_be_can_be_cancelled_only() {
    let too_often = Err(MovedTooOften { most: 3 });
    check("2026-11-22T09:00:00+05:30", 2, Ok(()), Ok(()));
    check("2026-11-22T09:00:00+05:30", 3, Ok(()), too_often);
    check("2026-11-22T09:00:00+05:30", 4, Ok(()), too_often);
    // What time has closed is told first.
    let late = Err(TooLate { until: instant("2026-11-30T17:00:00+05:30") });
    check("2026-11-30T17:00:00+05:30", 3, late, late);
    check("2026-12-01T17:00:00+05:30", 3, Err(Past), Err(Past));
    let free = booking_with(|file| file["policy"]["moves"]["is"] = json!(null)).policy;
    assert_eq!(may_change(instant(START), 1000, &free, instant("2026-11-22T09:00:00+05:30")), Ok(()));
}

/// Notice is elapsed time: in the night in which clocks go back it begins an hour later on the wall.
#[test]
fn notice_is_counted_through_a_clock_change_night() {
    let start = instant("2026-10-25T10:00:00+00:00");
    let until = free_until(start, &booking().policy);
    assert_eq!(until, instant("2026-10-24T11:00:00+01:00"));
    let none = booking_with(|file| file["policy"]["notice_hours"]["is"] = json!(0)).policy;
    assert_eq!(may_book_at(start, start - TimeDelta::seconds(1), &none), Ok(()));
    assert_eq!(may_book_at(start, start, &none), Err(Past));
}
