//! Pages of a sample patient, found as people find them: by role and by text.

use portal::domain::content::{self, Content, Text};
use portal::fhir::samples::Sample;
use portal::web::care::{Care, Shown};
use portal::web::content::Pack;
use portal::web::routes::Address;
use portal::web::store::{RecordId, StoredRecord};
use portal::web::text::key;
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

/// The clinic's own content, packed as the build packs it.
fn pack() -> &'static Pack {
    let content = Content {
        clinic: serde_json::from_str(include_str!("../../public/clinic/clinic.json")).unwrap(),
        formulary: serde_json::from_str(include_str!("../../public/clinic/formulary.json")).unwrap(),
        labs: serde_json::from_str(include_str!("../../public/clinic/labs.json")).unwrap(),
        protocol: serde_json::from_str(include_str!("../../public/clinic/protocol.json")).unwrap(),
        preparation: serde_json::from_str(include_str!("../../public/clinic/preparation.json")).unwrap(),
        aftercare: serde_json::from_str(include_str!("../../public/clinic/aftercare.json")).unwrap(),
        facts: serde_json::from_str(include_str!("../../public/clinic/facts.json")).unwrap(),
    };
    let words: Text = serde_json::from_str(include_str!("../../public/clinic/text/en.json")).unwrap();
    Pack::read(&content::pack(&content, &words).unwrap()).unwrap()
}

fn sample(pack: &'static Pack) -> Care {
    let bytes = include_bytes!("../../public/clinic/samples/shedding-iron-zinc.json");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let index =
        serde_json::from_str::<Value>(include_str!("../../public/clinic/samples/index.json")).unwrap();
    let mut samples = index.as_array().unwrap().iter().filter_map(Sample::read);
    let sample = samples.find(|sample| sample.id == *"shedding-iron-zinc").unwrap();
    let opened = today.and_hms_opt(4, 30, 0).unwrap().and_utc();
    Care::read(bytes, StoredRecord::nothing(RecordId::new()).into(), Some((&sample, opened)), pack, today)
        .unwrap()
}

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
fn the_clinics_clock_is_not_the_phones() {
    let instant = portal::domain::time::instant("2026-11-22T18:45:00Z").unwrap().with_timezone(&chrono::Utc);
    let shown = pack().zone.wall_clock(instant);
    assert_eq!(shown.to_string(), "2026-11-23 00:15:00");
}

#[wasm_bindgen_test]
fn a_page_is_headed_by_the_ingredient_it_explains() {
    let pack = pack();
    let owner = leptos::prelude::Owner::new();
    let heading = owner.with(|| {
        leptos::prelude::provide_context(pack);
        let address = Address::parse("/sample/shedding-iron-zinc/plan/ingredient/zinc");
        let shown = Shown::Ready(Arc::new(sample(pack)));
        portal::web::pages::heading(&address, &shown, chrono::DateTime::default())
    });
    assert_eq!(heading, "Zinc");
}

#[wasm_bindgen_test]
fn the_series_line_says_in_words_what_it_shows() {
    let pack = pack();
    let care = sample(pack);
    let document = web_sys::window().unwrap().document().unwrap();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    let place: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(place);
    let mounted = leptos::mount::mount_to(place.clone(), move || {
        leptos::prelude::provide_context(pack);
        portal::web::components::series_line::series_line(&care)
    });
    let picture = place.query_selector("[role=img]").unwrap().unwrap();
    assert!(picture.get_attribute("aria-label").unwrap().contains("done"));
    assert!(place.text_content().unwrap().contains("Results are usually seen from"));
    drop(mounted);
}
