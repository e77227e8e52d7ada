//! The clinic's wall clock and the phone's, by the browser's own time zones.

use crate::support::{instant, pack};
use portal::web::clock::{OnPhone, Zone, phone_behind_utc};
use wasm_bindgen_test::wasm_bindgen_test;

/// Either side of a clock change, a year end and a leap day. From the time zone database.
const ROWS: [(&str, &str, &str); 12] = [
    ("Asia/Kolkata", "2026-11-22T18:29:59Z", "2026-11-22 23:59:59"),
    ("Asia/Kolkata", "2026-11-22T18:30:00Z", "2026-11-23 00:00:00"),
    ("Asia/Kolkata", "2026-12-31T18:30:00Z", "2027-01-01 00:00:00"),
    ("Asia/Kolkata", "2028-02-28T18:30:00Z", "2028-02-29 00:00:00"),
    ("Europe/London", "2026-10-25T00:59:59Z", "2026-10-25 01:59:59"),
    ("Europe/London", "2026-10-25T01:00:00Z", "2026-10-25 01:00:00"),
    ("Europe/London", "2027-03-28T01:00:00Z", "2027-03-28 02:00:00"),
    ("America/New_York", "2027-03-14T06:59:59Z", "2027-03-14 01:59:59"),
    ("America/New_York", "2027-03-14T07:00:00Z", "2027-03-14 03:00:00"),
    ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", "2026-10-04 01:59:59"),
    ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", "2026-10-04 02:30:00"),
    ("Africa/Cairo", "2027-04-29T22:00:00Z", "2027-04-30 01:00:00"),
];

#[wasm_bindgen_test]
fn each_zone_shows_its_own_time() {
    for (zone, at, expected) in ROWS {
        let shown = Zone::named(zone).unwrap().wall_clock(instant(at));
        assert_eq!(shown.to_string(), expected, "{zone} at {at}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_time_zone_is_refused_by_its_name() {
    let refused = Zone::named("Asia/Nowhere").unwrap_err();
    assert_eq!(refused.to_string(), "`Asia/Nowhere` is not a time zone");
}

/// The machine of the tests may be in any zone: what its clock shows is its own.
#[wasm_bindgen_test]
fn the_phone_agrees_with_its_own_zone_and_with_no_other_offset() {
    for at in ["2026-11-22T04:00:00Z", "2027-07-01T12:00:00Z"].map(instant) {
        let behind = phone_behind_utc(at).num_minutes();
        // Two clinics that differ by half an hour cannot both agree with the phone.
        let clinics = ["Asia/Kolkata", "Asia/Karachi"].map(|zone| Zone::named(zone).unwrap());
        for (clinic, ahead) in clinics.iter().zip([330, 300]) {
            let expected = (at - chrono::TimeDelta::minutes(behind)).naive_utc();
            let on_phone = clinic.on_phone(at);
            if behind == -ahead {
                assert_eq!(on_phone, OnPhone::Same);
            } else {
                assert!([OnPhone::Other(expected), OnPhone::Unknown].contains(&on_phone), "{on_phone:?}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_length_is_said_in_its_two_largest_parts() {
    let words = &pack().words;
    for (minutes, said) in [
        (0, "0 minutes"),
        (1, "1 minute"),
        (60, "1 hour"),
        (320, "5 hours 20 minutes"),
        (24 * 60, "24 hours"),
        (48 * 60 - 1, "47 hours 59 minutes"),
        (48 * 60, "2 days"),
        (48 * 60 + 59, "2 days"),
        (3 * 1440 + 121, "3 days 2 hours"),
    ] {
        assert_eq!(words.length(minutes), said);
    }
}
