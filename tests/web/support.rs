//! The clinic's content and the sample patients, and a component in the document of the browser.

use chrono::{DateTime, Utc};
use portal::domain::content::{self, Content, Text};
use portal::domain::details;
use portal::fhir::samples::Sample;
use portal::web::around::Around;
use portal::web::care::Care;
use portal::web::clock::Now;
use portal::web::content::Pack;
use portal::web::details::Details;
use portal::web::history::Here;
use portal::web::markup::Markup;
use portal::web::opened::Open;
use portal::web::store::{RecordId, Records, StoredRecord};
use serde_json::Value;
use std::any::Any;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The clinic's own content, packed as the build packs it.
pub fn pack() -> &'static Pack {
    let mut content = Content {
        clinic: serde_json::from_str(include_str!("../../public/clinic/clinic.json")).unwrap(),
        formulary: serde_json::from_str(include_str!("../../public/clinic/formulary.json")).unwrap(),
        labs: serde_json::from_str(include_str!("../../public/clinic/labs.json")).unwrap(),
        protocol: serde_json::from_str(include_str!("../../public/clinic/protocol.json")).unwrap(),
        preparation: serde_json::from_str(include_str!("../../public/clinic/preparation.json")).unwrap(),
        aftercare: serde_json::from_str(include_str!("../../public/clinic/aftercare.json")).unwrap(),
        facts: serde_json::from_str(include_str!("../../public/clinic/facts.json")).unwrap(),
    };
    let mut words: Text = serde_json::from_str(include_str!("../../public/clinic/text/en.json")).unwrap();
    let details = details::split_off(&mut content, &mut words);
    let place = details::Place { address: "/details".into(), integrity: "".into() };
    let pack = Pack::read(&content::pack(&(content, words, place)).unwrap()).unwrap();
    pack.words.learn(details);
    pack
}

/// `2026-11-22T09:30:00+05:30`.
pub fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().to_utc()
}

/// A sample as it was opened in the week for which it is written, seen at an instant.
pub fn sample_at(id: &str, now: DateTime<Utc>) -> Care {
    let bytes: &[u8] = match id {
        "early-aga-man" => include_bytes!("../../public/clinic/samples/early-aga-man.json"),
        "shedding-iron-zinc" => include_bytes!("../../public/clinic/samples/shedding-iron-zinc.json"),
        "late-in-maintenance" => include_bytes!("../../public/clinic/samples/late-in-maintenance.json"),
        "pregnant-held" => include_bytes!("../../public/clinic/samples/pregnant-held.json"),
        "no-tests-yet" => include_bytes!("../../public/clinic/samples/no-tests-yet.json"),
        _ => panic!("no such sample: {id}"),
    };
    let index: Value = serde_json::from_str(include_str!("../../public/clinic/samples/index.json")).unwrap();
    let mut samples = index.as_array().unwrap().iter().filter_map(Sample::read);
    let sample = samples.find(|sample| sample.id == *id).unwrap();
    let (pack, opened) = (pack(), instant("2026-11-22T10:00:00+05:30"));
    let told = StoredRecord::nothing(RecordId::new());
    Care::read(bytes, told.into(), Some((&sample, opened)), pack, pack.zone.day(now)).unwrap()
}

/// A component in the document, for as long as it is held.
pub struct Shown {
    place: HtmlElement,
    _mounted: Box<dyn Any>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.place.remove();
    }
}

/// Shows a component with all that is around a page.
pub fn shown(pack: &'static Pack, component: impl FnOnce() -> Markup + 'static) -> Shown {
    let document = web_sys::window().unwrap().document().unwrap();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let mounted = leptos::mount::mount_to(place.clone(), move || {
        leptos::prelude::provide_context(pack);
        let (now, here, records) = (Now::start(), Here::start(), Records::new());
        let open = Open::follow(pack, here, records, now);
        leptos::prelude::provide_context(Around { now, here, records, open, details: Details::fetch(pack) });
        component()
    });
    Shown { place, _mounted: Box::new(mounted) }
}

impl Shown {
    /// The first element of a selector.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).unwrap()
    }

    /// Every element of a selector.
    pub fn each(&self, selector: &str) -> Vec<Element> {
        let found = self.place.query_selector_all(selector).unwrap();
        (0..found.length()).filter_map(|place| found.get(place)?.dyn_into().ok()).collect()
    }

    /// All of its text.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap()
    }

    /// The text of the one element of a role.
    pub fn role(&self, role: &str) -> String {
        let [found] = &self.each(&format!("[role={role}]"))[..] else { panic!("not one {role}") };
        found.text_content().unwrap()
    }

    /// What the one element of a role is called.
    pub fn label(&self, role: &str) -> String {
        let [found] = &self.each(&format!("[role={role}]"))[..] else { panic!("not one {role}") };
        found.get_attribute("aria-label").unwrap()
    }
}
