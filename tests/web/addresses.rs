//! Every address is written and read the same way.

use portal::domain::ids::{ActivityId, IngredientId, Word};
use portal::domain::scheduling::slots::SlotId;
use portal::web::routes::{Address, Route, Tab};
use wasm_bindgen_test::wasm_bindgen_test;

fn every_route() -> Vec<Route> {
    vec![
        Route::Start,
        Route::Today,
        Route::Plan,
        Route::Ingredient(IngredientId::try_from("b12_cobalamin").unwrap()),
        Route::LeftOut,
        Route::Sessions,
        Route::Session(5),
        Route::FindTime(5),
        Route::AtTime(5, SlotId::try_from("29931090-1").unwrap()),
        Route::Away,
        Route::BookRest,
        Route::Tests,
        Route::AddResult,
        Route::Changes,
        Route::Tell,
        Route::TellOf(Word::try_from("allergy").unwrap()),
        Route::Sheet,
        Route::Outbox,
        Route::Treatment,
        Route::Ready(5),
        Route::Consent(5),
        Route::Aftercare,
        Route::CanI,
        Route::CanIDo(ActivityId::try_from("swim").unwrap()),
        Route::Notice,
        Route::Weeks,
        Route::Progress,
        Route::Help,
        Route::Profile,
        Route::Open,
    ]
}

#[wasm_bindgen_test]
fn what_is_written_is_read_back() {
    let samples = [None, Some(Word::try_from("early-aga-man").unwrap())];
    for sample in samples {
        for route in every_route() {
            let address = Address { sample: sample.clone(), route };
            assert_eq!(Address::parse(&address.href()), address, "{}", address.href());
        }
    }
}

#[wasm_bindgen_test]
fn any_other_address_is_not_found_and_kept_as_written() {
    for path in [
        "/plans",
        "/sessions/5/time/01-1",
        "/sessions/0/time",
        "/sessions/5/times",
        "/plan/ingredient",
        "/plan/ingredient/zinc%20oxide",
        "/today/now",
        "/sample/x/nowhere",
        "/sessions/0",
        "/sessions/05",
        "/sessions/five",
    ] {
        let found = Address::parse(path);
        assert_eq!(found, Address { sample: None, route: Route::NotFound(path.into()) });
        assert_eq!(found.href(), path);
    }
}

#[wasm_bindgen_test]
fn every_tab_leads_to_itself() {
    for tab in Tab::ALL {
        assert_eq!(tab.route().tab(), Some(tab));
    }
}

#[wasm_bindgen_test]
fn a_sample_stays_a_sample_from_screen_to_screen() {
    let today = Address::parse("/sample/early-aga-man/today");
    assert_eq!(today.to(Route::LeftOut).href(), "/sample/early-aga-man/plan/left-out");
}
