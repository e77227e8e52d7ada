//! Pages of a sample patient, found as people find them: by role and by text.

use crate::support::{instant, pack, sample_at};
use portal::web::care::Shown;
use portal::web::routes::Address;
use portal::web::text::key;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn dates_and_times_are_said_as_people_say_them() {
    let words = &pack().words;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 8, 6).unwrap();
    assert_eq!(words.full_day(day), "Thursday 6 August 2026");
    for (hour, minute, said) in
        [(17, 0, "5pm"), (17, 30, "5:30pm"), (12, 0, "midday"), (0, 0, "midnight"), (0, 5, "12:05am")]
    {
        assert_eq!(words.time(chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap()), said);
    }
    assert_eq!(words.count(key::SERIES_DONE, 1), "1 done");
    assert_eq!(words.length(320), "5 hours 20 minutes");
}

#[wasm_bindgen_test]
fn a_page_is_headed_by_the_ingredient_it_explains() {
    let pack = pack();
    let owner = leptos::prelude::Owner::new();
    let heading = owner.with(|| {
        portal::web::around::Around::start(pack).provide();
        let address = Address::parse("/sample/shedding-iron-zinc/plan/ingredient/zinc");
        let shown =
            Shown::Ready(Arc::new(sample_at("shedding-iron-zinc", instant("2026-11-22T10:00:00+05:30"))));
        portal::web::pages::heading(&address, &shown, chrono::DateTime::default())
    });
    assert_eq!(heading, "Zinc");
}
