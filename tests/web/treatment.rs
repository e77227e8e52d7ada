//! The treatment in pictures: what each is called, the clinic's own numbers in them, and where the
//! patient stands among those whom the clinic describes it for.

use crate::support::{Shown, instant, pack, pack_with, sample_at, sample_of, shown};
use portal::domain::clinic::Visit;
use portal::web::care::Care;
use portal::web::components::benefits::who_benefits;
use portal::web::components::protocol_line::protocol_line;
use portal::web::components::scalp::{centimetres, from_above, section};
use portal::web::markup::Markup;
use wasm_bindgen_test::wasm_bindgen_test;

/// A picture of a visit with other numbers.
fn picture(of: fn(&Visit) -> Markup, edit: impl FnOnce(&mut Visit)) -> Shown {
    let pack = pack_with(|content, _| edit(&mut content.clinic.visit));
    shown(pack, move || of(&pack.clinic().visit))
}

/// How many points there are in a shape.
fn points(place: &Shown, class: &str) -> usize {
    place.find(class).unwrap().get_attribute("d").unwrap().matches("h0").count()
}

#[wasm_bindgen_test]
fn the_needle_ends_in_the_depth_that_the_clinic_names() {
    let place = picture(section, |_| {});
    assert_eq!(
        place.label("img"),
        "The scalp cut through, seen from the side. A needle ends 2 to 4 mm deep, beside the hair roots."
    );
    assert_eq!(place.text(), "0 mm2 mm4 mm");
    let place = picture(section, |visit| visit.depth_mm = (1, 3));
    assert!(place.label("img").contains("ends 1 to 3 mm deep"));
    assert_eq!(place.text(), "0 mm1 mm3 mm");
    let path = |class: &str| place.find(class).unwrap().get_attribute("d").unwrap();
    // A millimetre is 34 units, and the skin begins at 76.
    assert_eq!(path(".skin__zone"), "M0 110H252V178H0Z");
    let needle = place.find(".needle__steel").unwrap().get_attribute("transform").unwrap();
    assert_eq!(needle, "translate(0 144)");
}

#[wasm_bindgen_test]
fn the_points_lie_closer_where_the_clinic_says_so() {
    let (shipped, wider) =
        (picture(from_above, |_| {}), picture(from_above, |visit| visit.spacing_mm = (15, 20)));
    assert_eq!(
        shipped.label("img"),
        "The head seen from above. The points lie in even rows over the scalp, 1 to 1.5 cm apart."
    );
    assert_eq!(shipped.text(), "1 to 1.5 cm");
    assert_eq!(wider.text(), "1.5 to 2 cm");
    let (many, few) = (points(&shipped, ".head__points"), points(&wider, ".head__points"));
    assert!((100..=160).contains(&many), "{many} points");
    assert!(few < many * 2 / 3, "{few} of {many}");
}

#[wasm_bindgen_test]
fn millimetres_are_said_in_centimetres() {
    for (millimetres, said) in [(10, "1"), (15, "1.5"), (5, "0.5"), (20, "2"), (100, "10")] {
        assert_eq!(centimetres(millimetres), said);
    }
}

/// Six loading sessions at least; three a month apart, three every two to three months.
#[wasm_bindgen_test]
fn the_line_has_the_phases_of_the_protocol_and_the_months_of_the_results() {
    let place = shown(pack(), || protocol_line(&pack().content.protocol));
    assert!(place.label("img").ends_with("Results usually show in month 2 to 4."), "{}", place.label("img"));
    assert_eq!((points(&place, ".course__loading"), points(&place, ".course__ahead")), (6, 6));
    assert_eq!(place.text(), "Month 2 to 4: results usually show");
    let other = pack_with(|content, _| {
        content.protocol.loading.fewest.is = 8;
        content.protocol.maintenance.truncate(1);
        content.protocol.results_window.to_day = 150;
    });
    let place = shown(other, || protocol_line(&other.content.protocol));
    assert_eq!((points(&place, ".course__loading"), points(&place, ".course__ahead")), (8, 3));
    assert_eq!(place.text(), "Month 2 to 5: results usually show");
}

/// The names of those who benefit that are marked as in the patient's record.
fn marked(care: Option<Care>) -> (Vec<String>, Shown) {
    let place = shown(pack(), move || who_benefits(care.as_ref()));
    let rows = place.each("li");
    assert_eq!(rows.len(), 6);
    let is_marked = |row: &&web_sys::Element| row.query_selector(".chip").unwrap().is_some();
    let name = |row: &web_sys::Element| row.query_selector(".row__name").unwrap().unwrap().text_content();
    (rows.iter().filter(is_marked).filter_map(name).collect(), place)
}

fn sample(id: &str) -> Care {
    sample_at(id, instant("2026-11-22T09:30:00+05:30"))
}

#[wasm_bindgen_test]
fn the_patients_own_type_is_marked_as_in_the_record() {
    for (id, names) in [
        ("shedding-iron-zinc", vec!["Shedding", "Low iron, zinc or B vitamins"]),
        ("early-aga-man", vec!["Early pattern hair loss"]),
        ("no-tests-yet", vec!["Shedding"]),
    ] {
        let (marked, place) = marked(Some(sample(id)));
        assert_eq!(marked, names, "{id}");
        assert!(place.find(".card--care").is_none(), "{id}");
    }
    assert_eq!(marked(None).0, [""; 0]);
}

/// A type that fits does not hide that the plan waits.
#[wasm_bindgen_test]
fn where_no_cocktail_is_shown_the_list_says_how_far_the_plan_goes() {
    let (_, place) = marked(Some(sample("pregnant-held")));
    let card = place.find(".card--care").unwrap().text_content().unwrap();
    assert!(card.starts_with("Your plan waits"), "{card}");
}

/// What marks a row is the clinic's rule, not the page.
#[wasm_bindgen_test]
fn whom_it_is_for_is_asked_of_the_clinics_rules() {
    let pack = pack_with(|content, _| {
        let other = content.formulary.benefits[3].when.clone();
        content.formulary.benefits[1].when = other;
    });
    let care = sample_of(pack, "shedding-iron-zinc", instant("2026-11-22T09:30:00+05:30"));
    let place = shown(pack, move || who_benefits(Some(&care)));
    assert_eq!(place.each(".chip").len(), 1);
}
