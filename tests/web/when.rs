//! How an instant is said on a phone whose clock agrees with the clinic's; where it does not, see `tests/e2e/time.test.mjs`.

use crate::support::{pack_in, sample_of, shown};
use chrono::{DateTime, NaiveDateTime, Utc};
use js_sys::{Array, Intl, Object, Reflect};
use portal::web::clock::phone_behind_utc;
use portal::web::components::when::{at, at_on_both, clock_time, differs, phone_time};
use portal::web::markup::all;
use wasm_bindgen_test::wasm_bindgen_test;

/// The time zone of the machine of the test.
fn zone_here() -> String {
    let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).unwrap().as_string().unwrap()
}

/// A time on the clock of that machine, on days without a clock change: `2026-11-22T20:00`.
fn here(text: &str) -> DateTime<Utc> {
    let shown: NaiveDateTime = [text, ":00"].concat().parse().unwrap();
    shown.and_utc() + phone_behind_utc(shown.and_utc())
}

/// Seen on a Sunday evening.
#[wasm_bindgen_test]
fn an_instant_is_said_as_near_as_it_is() {
    let pack = pack_in(&zone_here());
    let care = sample_of(pack, "shedding-iron-zinc", here("2026-11-22T20:00"));
    let rows = [
        ("2026-11-20T17:00", "20 November"),
        ("2026-11-21T00:00", "midnight on Friday night"),
        ("2026-11-21T17:00", "5pm yesterday"),
        ("2026-11-22T00:00", "midnight last night"),
        ("2026-11-22T00:01", "12:01am"),
        ("2026-11-22T12:00", "midday"),
        ("2026-11-22T21:15", "9:15pm"),
        ("2026-11-23T00:00", "midnight tonight"),
        ("2026-11-23T00:01", "12:01am tomorrow"),
        ("2026-11-23T23:59", "11:59pm tomorrow"),
        ("2026-11-24T00:00", "midnight on Monday night"),
        ("2026-11-28T23:59", "11:59pm on Saturday"),
        ("2026-11-29T00:00", "29 November"),
    ];
    let _around = shown(pack, || all(Vec::new()));
    for (instant, said) in rows.map(|(instant, said)| (here(instant), said)) {
        assert_eq!(at(&care, instant), said);
        assert_eq!(at_on_both(&care, instant), said, "the phone agrees");
        assert!(!differs(&care, instant) && phone_time(&care, instant).is_none(), "{said}");
    }
    assert_eq!(clock_time(&care, here("2026-11-26T17:30")), "5:30pm");
}
