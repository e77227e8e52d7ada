//! Every state of the parts that pages share, found as people find them: by role, label and text.

use crate::support::{Shown, instant, pack, pack_with, sample_at, shown, until};
use leptos::prelude::*;
use portal::domain::content::Confidence;
use portal::domain::formulation::formulary::Status;
use portal::domain::formulation::proposal::NoFinalReason;
use portal::fhir::person::Person;
use portal::fhir::record::{Refusal, document};
use portal::web::answer::{Changing, Times};
use portal::web::around::{Around, around};
use portal::web::care::Trouble;
use portal::web::components::parts::{call_clinic, evidence_dots, unsigned_notice};
use portal::web::components::people::people;
use portal::web::components::sheet::{self, Sheet, sheet, verbs};
use portal::web::components::states::{Tall, empty, explanation, failed, waiting};
use portal::web::components::status::status_card;
use portal::web::components::toast::toast;
use portal::web::fetch::NotFetched;
use portal::web::kept::{Kept, KeptPlan, Problem};
use portal::web::markup::{button, plain};
use portal::web::store::{RecordId, StoreError, StoredRecord};
use portal::web::text::key;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

fn toasts() -> (Shown, portal::web::components::toast::Toasts) {
    let given = Arc::new(std::sync::Mutex::new(None));
    let give = given.clone();
    let drawn = shown(pack(), move || {
        let around = around();
        *give.lock().unwrap() = Some(around.toasts);
        toast(around.toasts, around.here)
    });
    let toasts = given.lock().unwrap().take().unwrap();
    (drawn, toasts)
}

#[wasm_bindgen_test]
async fn a_message_is_said_where_nothing_was_said_before() {
    let (drawn, toasts) = toasts();
    assert_eq!((drawn.role("status").as_str(), drawn.names("button")), ("", vec![]));
    let region = drawn.each("[role=status]").remove(0);
    toasts.show("Plan kept".into(), None);
    until(|| drawn.text() == "Plan kept").await;
    assert!(region.is_same_node(drawn.each("[role=status]").first().map(AsRef::as_ref)));
    assert_eq!(region.text_content().unwrap(), "Plan kept");
    assert_eq!(drawn.names("button"), ["Close this message"]);
    drawn.tap("Close this message");
    until(|| drawn.text().is_empty()).await;
    assert_eq!(drawn.names("button"), [] as [&str; 0]);
}

#[wasm_bindgen_test]
async fn what_was_done_is_undone_once() {
    let (drawn, toasts) = toasts();
    let undone = Arc::new(AtomicU32::new(0));
    let count = undone.clone();
    toasts.show(
        "Plan deleted".into(),
        Some(Arc::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        })),
    );
    until(|| drawn.names("button") == ["Undo", "Close this message"]).await;
    drawn.tap("Undo");
    until(|| drawn.text().is_empty()).await;
    assert_eq!(undone.load(Ordering::Relaxed), 1);
}

#[wasm_bindgen_test]
async fn a_message_takes_the_place_of_the_one_before() {
    let (drawn, toasts) = toasts();
    toasts.show("Plan deleted".into(), Some(Arc::new(|| {})));
    until(|| drawn.role("status") == "Plan deleted").await;
    toasts.show("Everything deleted".into(), None);
    until(|| drawn.role("status") == "Everything deleted").await;
    assert_eq!(drawn.names("button"), ["Close this message"]);
}

/// A page with a sheet and the button that opens it.
fn with_sheet() -> Shown {
    shown(pack(), || {
        let open = Changing::of(false);
        let question = sheet(open, || Sheet {
            heading: plain("Delete it?".into()),
            content: vec![verbs(key::PROFILE_DELETE_ONE_YES, sheet::close, key::PROFILE_KEEP)],
        });
        portal::web::markup::all(vec![button("button", "Delete".into(), move || open.set(true)), question])
    })
}

#[wasm_bindgen_test]
async fn a_sheet_is_there_while_it_is_open_and_gives_the_focus_back() {
    let active = || web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    let drawn = with_sheet();
    assert_eq!(drawn.names("dialog"), [] as [&str; 0]);
    // Escape asks the dialog to close, as `requestClose` does.
    let escape = |dialog: &Element| {
        let ask = js_sys::Reflect::get(dialog, &"requestClose".into()).unwrap();
        ask.unchecked_into::<js_sys::Function>().call0(dialog).unwrap();
    };
    let closings: [&dyn Fn(&Element); 4] =
        [&|_| drawn.tap("Keep it"), &|_| drawn.tap("Delete this plan"), &escape, &|dialog| {
            dialog.unchecked_ref::<HtmlElement>().click();
        }];
    for close in closings {
        let opener: HtmlElement = drawn.each("button").remove(0).unchecked_into();
        opener.focus().unwrap();
        opener.click();
        until(|| drawn.each("dialog:modal").len() == 1).await;
        let dialog = drawn.each("dialog").remove(0);
        let heading = drawn.each("h2").remove(0);
        assert_eq!(dialog.get_attribute("aria-labelledby"), Some(heading.id()));
        assert_eq!(heading.text_content().unwrap(), "Delete it?");
        assert!(dialog.contains(Some(&active())));
        close(&dialog);
        until(|| drawn.each("dialog").is_empty()).await;
        assert!(active().is_same_node(Some(&opener)), "{:?}", active().outer_html());
    }
}

fn kept(ids: &[&str], open: &str) -> Arc<[KeptPlan]> {
    let plan = |id: &&str| {
        let bundle = format!(
            r#"{{"resourceType": "Bundle", "entry": [{{"resource": {{"resourceType": "Patient", "name": [{{"text": "{id} Nair", "given": ["{id}"]}}]}}}}]}}"#
        );
        KeptPlan {
            person: Person::of(&document(bundle.as_bytes()).unwrap()),
            record: StoredRecord { id: RecordId((*id).into()), version: 1, bytes: bundle.into() },
            told: StoredRecord::nothing(RecordId((*id).into())).into(),
            written: chrono::NaiveDate::from_ymd_opt(2026, 11, 2),
            is_open: *id == open,
        }
    };
    ids.iter().map(plan).collect()
}

#[wasm_bindgen_test]
fn the_people_on_the_phone_are_waited_for_missed_or_listed() {
    #[track_caller]
    fn check(kept: Option<Kept>, said: &[&str], buttons: &[&str]) {
        let drawn = shown(pack(), move || people(kept, Problem::nothing()));
        for words in said {
            assert!(drawn.text().contains(words), "{words} in {}", drawn.text());
        }
        assert_eq!(drawn.names("button"), buttons);
    }
    check(None, &["Plans on this phone", "Reading your plan"], &[]);
    let full = Err(StoreError::Unavailable("no store".into()));
    check(Some(full), &["There is a problem", "Leave the private window"], &["Try again"]);
    check(Some(Ok(kept(&[], ""))), &["No plan is kept on this phone yet", "Open another plan"], &[]);
    let one = ["Meera Nair", "From 2 November 2026", "open now"];
    check(Some(Ok(kept(&["Meera"], "Meera"))), &one, &["Delete Meera’s plan"]);
    let rows = ["Delete Meera’s plan", "Arjun NairFrom 2 November 2026Open", "Delete Arjun’s plan"];
    check(Some(Ok(kept(&["Meera", "Arjun"], "Meera"))), &one, &rows);
}

#[wasm_bindgen_test]
fn a_screen_that_waits_says_so_once() {
    let drawn = shown(pack(), || waiting(&[Tall::Short, Tall::Tall]));
    assert_eq!(drawn.role("status"), "Reading your plan");
}

#[wasm_bindgen_test]
fn an_empty_screen_says_why_and_leads_on() {
    let drawn = shown(pack(), empty);
    assert!(drawn.text().contains("There is no plan on this phone yet"));
    assert_eq!(drawn.names("a"), ["Open a plan"]);
}

fn every_refusal() -> Vec<(Refusal, &'static str)> {
    vec![
        (Refusal::NotText { byte: 7 }, "cannot be read as text"),
        (Refusal::NotJson { line: 3 }, "damaged at line 3"),
        (Refusal::TooLarge { bytes: 21_000_000, limit: 20_000_000 }, "too large: 21000000 bytes"),
        (Refusal::NotABundle { found: Some("Patient".into()) }, "We found: Patient"),
        (Refusal::NotABundle { found: None }, "We found: JSON"),
        (Refusal::NoPatient, "does not say whose plan it is"),
        (Refusal::SeveralPatients { count: 2 }, "holds 2 patients"),
        (Refusal::TooMuchUnknown { limit: 50_000 }, "More than 50000 parts of this file"),
    ]
}

fn every_trouble() -> Vec<(Trouble, &'static str)> {
    let stores = [
        (StoreError::Unavailable(String::new()), "Leave the private window"),
        (StoreError::Full, "This phone is full"),
        (StoreError::Conflict { expected: 1, found: 2 }, "changed in another window"),
        (StoreError::Outdated, "renewed in another window"),
        (StoreError::Failed(String::new()), "This phone could not do that"),
    ];
    let stores = stores.into_iter().map(|(error, said)| (Trouble::Store(error), said));
    let refusals = every_refusal().into_iter().map(|(refusal, said)| (Trouble::Refused(refusal), said));
    let others = [
        (Trouble::Sample(NotFetched::NoAnswer("/a".into())), "The sample patients did not arrive"),
        (Trouble::Rules(NoFinalReason("zinc".into())), "The clinic’s rules have no answer"),
    ];
    stores.chain(refusals).chain(others).collect()
}

#[wasm_bindgen_test]
fn a_screen_that_failed_says_what_happened_and_what_to_do() {
    for (trouble, said) in every_trouble() {
        let told = trouble.clone();
        let drawn = shown(pack(), move || failed(&told, Times::of(0)));
        let text = drawn.role("alert");
        assert!(text.contains(said) && text.contains("What is saved on this phone is kept."), "{text}");
        assert!(!text.contains(['{', '}']), "{text}");
        assert_eq!(drawn.names("button"), ["Try again"]);
        let own_words = Owner::new().with(|| {
            Around::start(pack()).provide();
            explanation(&trouble) != trouble.to_string()
        });
        assert!(own_words, "{trouble} is told in the words of the log");
    }
}

#[wasm_bindgen_test]
fn the_second_time_there_is_another_way() {
    let drawn = shown(pack(), || failed(&Trouble::Store(StoreError::Full), Times::of(1)));
    assert!(drawn.role("alert").contains("It failed again."));
    assert_eq!((drawn.names("button"), drawn.names("a")), (vec![], vec!["Open a plan".to_owned()]));
}

#[wasm_bindgen_test]
fn a_plan_that_stops_says_so_and_whom_to_ask() {
    #[track_caller]
    fn check(sample: &str, status: Status, title: Option<&str>, stops: bool) {
        let mut care = sample_at(sample, instant("2026-11-22T10:00:00+05:30"));
        care.proposal.status = status;
        let drawn = shown(pack(), move || portal::web::markup::maybe(status_card(&care)));
        let titles = drawn.names("h2");
        assert_eq!(titles.first().map(String::as_str), title);
        assert_eq!(drawn.text().contains("telephone"), stops, "{}", drawn.text());
    }
    let title = |status: Status| pack().words.part("status", status.key(), "title").unwrap();
    for (status, stops) in
        [(Status::Refer, true), (Status::Hold, true), (Status::AskDoctor, true), (Status::Provisional, false)]
    {
        check("early-aga-man", status, Some(&title(status)), stops);
    }
    check("early-aga-man", Status::Proposed, None, false);
    // What is signed stands until the rules hold or refer.
    check("shedding-iron-zinc", Status::AskDoctor, None, false);
    check("shedding-iron-zinc", Status::Hold, Some(&title(Status::Hold)), true);
}

#[wasm_bindgen_test]
fn the_clinic_is_called_where_its_telephone_is_known() {
    let unknown = shown(pack_with(|content, _| content.clinic.phone = None), call_clinic);
    assert!(unknown.text().contains("telephone is not in this portal yet"));
    assert_eq!(unknown.names("a"), [] as [&str; 0]);
    let known = shown(pack_with(|content, _| content.clinic.phone = Some("+911234".into())), call_clinic);
    assert_eq!(known.names("a"), ["Call Sapphire Roots"]);
    assert_eq!(known.each("a")[0].get_attribute("href").as_deref(), Some("tel:+911234"));
}

#[wasm_bindgen_test]
fn dots_are_filled_as_far_as_studies_reach() {
    for (confidence, filled) in [
        (Confidence::Convention, 1),
        (Confidence::Seed, 1),
        (Confidence::Weak, 2),
        (Confidence::Moderate, 3),
        (Confidence::Strong, 4),
    ] {
        let drawn = shown(pack(), move || evidence_dots(confidence));
        assert_eq!(drawn.each("[aria-hidden] .dots__filled").len(), filled, "{confidence:?}");
        assert_eq!(drawn.each("[aria-hidden] i").len(), 4);
    }
}

#[wasm_bindgen_test]
fn a_draft_is_called_one_until_every_file_is_signed() {
    let draft = shown(pack(), unsigned_notice);
    assert!(draft.text().contains("are a draft, not yet signed by a doctor"));
    let signed = pack_with(|content, words| {
        let abouts = [
            &mut content.clinic.about,
            &mut content.formulary.about,
            &mut content.labs.about,
            &mut content.protocol.about,
            &mut content.preparation.about,
            &mut content.aftercare.about,
            &mut content.facts.about,
            &mut words.about,
        ];
        for about in abouts {
            about.signed_by = Some("Dr. Ashwini".into());
        }
    });
    assert_eq!(shown(signed, unsigned_notice).text(), "");
}
