//! A blood value on its bar and in its card, and the fields in which one is typed.

use crate::support::{Shown, instant, pack, sample_at, shown, until};
use portal::domain::labs::bands::{Band, band};
use portal::domain::labs::summary::Summary;
use portal::domain::units::Decimal;
use portal::web::care::Care;
use portal::web::components::blood_value::blood_value;
use portal::web::components::entry::{Entry, answer_in, faults, form, put_in};
use portal::web::components::range::range_bar;
use portal::web::markup::{all, element, maybe};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn meera() -> Care {
    sample_at("shedding-iron-zinc", instant("2026-11-22T09:30:00+05:30"))
}

/// The bar of a number of hers.
fn bar(analyte: &'static str, number: &'static str) -> Shown {
    let care = meera();
    shown(pack(), move || {
        let known = pack().content.labs.analyte(&analyte.try_into().unwrap()).unwrap();
        let usual = number.parse::<Decimal>().unwrap().ratio();
        let Band::In { ladder: Some(ladder), .. } = band(&care.asked(), known, usual) else {
            panic!("no ladder for {analyte}");
        };
        range_bar(&ladder, usual, number)
    })
}

fn place(bar: &Shown) -> i32 {
    let style = bar.find(".range__mark").unwrap().get_attribute("style").unwrap();
    style.trim_start_matches("--place: ").trim_end_matches("%;").parse().unwrap()
}

#[wasm_bindgen_test]
fn a_bar_says_all_that_it_shows() {
    let bar = bar("zinc", "62");
    assert_eq!(bar.label("img"), "62: Low. Below 70: Low. From 70: Enough. Above 120: High.");
    let ends: Vec<_> = bar.each(".range__end").iter().map(|end| end.text_content().unwrap()).collect();
    assert_eq!(ends, ["70", "120"]);
    assert_eq!(bar.each(".range__band").len(), 3);
    assert_eq!(bar.each(".range__band--aim").len(), 1);
}

/// Three bands, each a third of the bar; never on a border.
#[wasm_bindgen_test]
fn the_mark_lies_in_the_band_of_its_number() {
    let rows = [
        ("10", 0..33),
        ("62", 25..33),
        ("69.9", 0..33),
        ("70", 33..50),
        ("95", 45..55),
        ("120", 50..66),
        ("120.1", 66..75),
        ("999", 90..100),
    ];
    for (number, expected) in rows {
        let at = place(&bar("zinc", number));
        assert!(expected.contains(&at), "{number} lies at {at}, not in {expected:?}");
    }
}

fn value_card(care: Care, analyte: &'static str) -> Shown {
    shown(pack(), move || {
        let asked = care.asked();
        let known = pack().content.labs.analyte(&analyte.try_into().unwrap()).unwrap();
        let retest = care.series.as_ref().map(|series| series.lab_retest);
        let shown = Summary::of(&asked, &pack().content.formulary, known, retest);
        maybe(shown.map(|shown| blood_value(&care, &asked, &shown, None)))
    })
}

#[wasm_bindgen_test]
fn a_low_value_says_what_it_changes_and_when_to_test_again() {
    let card = value_card(meera(), "ferritin");
    let text = card.text();
    for said in [
        "Iron store (ferritin)Low",
        "That is 40.4\u{a0}pmol/L.",
        "Tested 12 September 2026. It is fresh until 11 March 2027.",
        "Test it again by 21 January 2027.",
        "IronIn your cocktail, and this value is low",
        "Vitamin CIn your cocktail",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let links: Vec<_> = card.each("a").iter().map(|link| link.get_attribute("href").unwrap()).collect();
    assert!(links[0].ends_with("/plan/ingredient/iron"), "{links:?}");
    assert!(card.find(".trend").is_none(), "one result is no trend");
}

#[wasm_bindgen_test]
fn where_the_cut_offs_hang_on_the_sex_and_it_is_not_known_nothing_is_guessed() {
    let mut care = meera();
    care.record.patient.sex = None;
    care.record.patient.results.retain(|result| result.analyte() == "zinc");
    let seventy_two = {
        let old = &care.record.patient.results[0];
        let (analyte, drawn) = (old.analyte().clone(), old.drawn());
        let value = "72".parse().unwrap();
        let panel = &pack().content.labs;
        portal::domain::labs::result::LabResult::checked(panel, &analyte, value, "ug/dL", drawn, false)
    };
    care.record.patient.results.push(seventy_two.unwrap());
    let shown_card = value_card(care, "zinc");
    assert!(shown_card.text().contains("depends on your sex"), "{}", shown_card.text());
    assert!(shown_card.find(".chip").is_none() && shown_card.find("[role=img]").is_none());
    assert!(shown_card.find(".trend").is_some(), "two results are a trend");
    assert_eq!(shown_card.each(".test__result").len(), 2);
}

#[wasm_bindgen_test]
async fn a_fault_stands_beside_its_field_and_in_the_summary_which_leads_there() {
    let place = shown(pack(), || {
        let field = Entry {
            id: "blood-number",
            label: "Number".into(),
            hint: Some("As on the report".into()),
            fault: Some("Type only digits.".into()),
        };
        let fine = Entry { id: "blood-unit", label: "Unit".into(), hint: None, fault: None };
        all(vec![
            faults("1 thing is not right yet".into(), vec![("blood-number", "Type only digits.".into())]),
            field.with(element("input").fixed("type", "text")),
            fine.with(element("input").fixed("type", "text")),
        ])
    });
    let input = place.find("#blood-number").unwrap();
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(place.find("#blood-unit").unwrap().get_attribute("aria-invalid"), None);
    let by = input.get_attribute("aria-describedby").unwrap();
    let described: Vec<_> =
        by.split(' ').map(|id| place.find(&format!("#{id}")).unwrap().text_content().unwrap()).collect();
    assert_eq!(described, ["As on the report", "Type only digits."]);
    assert_eq!(place.find("label[for=blood-number]").unwrap().text_content().as_deref(), Some("Number"));
    let focused =
        || web_sys::window().unwrap().document().unwrap().active_element().map(|focused| focused.id());
    until(|| focused().as_deref() == Some("faults")).await;
    place.tap("Type only digits.");
    until(|| focused().as_deref() == Some("blood-number")).await;
}

#[wasm_bindgen_test]
fn a_form_is_checked_when_it_is_sent_and_keeps_what_was_typed() {
    let (checked, changed) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (at_send, at_input) = (checked.clone(), changed.clone());
    let place = shown(pack(), move || {
        let field = Entry { id: "blood-kept", label: "Number".into(), hint: None, fault: None };
        let count = |times: &AtomicU32| {
            times.fetch_add(1, Ordering::Relaxed);
        };
        let send = element("button").fixed("type", "submit").text("Check".into()).view();
        form(
            vec![field.with(element("input").fixed("type", "text")), send],
            move || count(&at_send),
            move || count(&at_input),
        )
    });
    put_in("blood-kept", "12,5");
    place.each("button")[0].unchecked_ref::<HtmlElement>().click();
    assert_eq!((checked.load(Ordering::Relaxed), answer_in("blood-kept").as_str()), (1, "12,5"));
    assert_eq!(changed.load(Ordering::Relaxed), 0);
}
