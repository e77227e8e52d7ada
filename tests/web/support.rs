//! The clinic's content and the sample patients, and a component in the document of the browser.

use chrono::{DateTime, Utc};
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::content::{self, Content, Text};
use portal::domain::details;
use portal::domain::scheduling::opening::Booking;
use portal::fhir::samples::Sample;
use portal::web::around::Around;
use portal::web::care::Care;
use portal::web::content::Pack;
use portal::web::markup::Markup;
use portal::web::store::{RecordId, StoredRecord};
use serde_json::Value;
use std::any::Any;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// The clinic's own content, packed as the build packs it.
pub fn pack() -> &'static Pack {
    pack_with(|_, _| {})
}

/// The content of a clinic in another time zone.
pub fn pack_in(zone: &str) -> &'static Pack {
    pack_with(|content, _| content.clinic.time_zone = zone.into())
}

/// The clinic's content after an edit.
pub fn pack_with(edit: impl FnOnce(&mut Content, &mut Text)) -> &'static Pack {
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
    edit(&mut content, &mut words);
    let details = details::split_off(&mut content, &mut words);
    let place = details::Place { address: "/details".into(), integrity: "".into() };
    let pack = Pack::read(&content::pack(&(content, words, place)).unwrap()).unwrap();
    let booking: Booking = serde_json::from_str(include_str!("../../public/clinic/booking.json")).unwrap();
    let guidance = Guidance {
        triage: serde_json::from_str(include_str!("../../public/clinic/triage.json")).unwrap(),
        activities: serde_json::from_str(include_str!("../../public/clinic/activities.json")).unwrap(),
        precheck: serde_json::from_str(include_str!("../../public/clinic/precheck.json")).unwrap(),
    };
    pack.learn((details, booking.packed().unwrap(), guidance.packed().unwrap()));
    pack
}

/// `2026-11-22T09:30:00+05:30`.
pub fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().to_utc()
}

/// A sample as it was opened in the week for which it is written, seen at an instant.
pub fn sample_at(id: &str, now: DateTime<Utc>) -> Care {
    sample_of(pack(), id, now)
}

/// The same, with the content of another clinic.
pub fn sample_of(pack: &'static Pack, id: &str, now: DateTime<Utc>) -> Care {
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
    let opened = instant("2026-11-22T10:00:00+05:30");
    let told = StoredRecord::nothing(RecordId::new());
    Care::read(bytes, told.into(), Some((&sample, opened)), pack, pack.zone.day(now)).unwrap()
}

/// The man of the samples with this plan signed for him, seen at an instant.
pub fn man_with(pack: &'static Pack, cocktail: &[&str], now: DateTime<Utc>) -> Care {
    const PORTAL: &str = "https://sapphireroots.example/fhir";
    let bytes = include_bytes!("../../public/clinic/samples/early-aga-man.json");
    let mut bundle: Value = serde_json::from_slice(bytes).unwrap();
    let own = |code: &str| serde_json::json!({"coding": [{"system": format!("{PORTAL}/CodeSystem/portal"), "code": code}]});
    let entries = bundle["entry"].as_array_mut().unwrap();
    let patient = entries[0]["fullUrl"].clone();
    let plan =
        entries.iter_mut().map(|entry| &mut entry["resource"]).find(|one| one["resourceType"] == "CarePlan");
    let plan = plan.unwrap();
    plan["status"] = "active".into();
    plan["extension"].as_array_mut().unwrap().push(serde_json::json!({"url": format!("{PORTAL}/StructureDefinition/signed"),
        "extension": [{"url": "by", "valueString": "Dr. Ashwini"}, {"url": "on", "valueDate": "2026-11-20"}]}));
    let ingredients: Vec<_> =
        cocktail.iter().map(|id| serde_json::json!({"itemCodeableConcept": own(id)})).collect();
    let order = serde_json::json!({"resourceType": "MedicationRequest", "id": "order", "status": "active", "intent": "order",
        "subject": {"reference": patient}, "basedOn": [{"reference": "CarePlan/plan"}], "medicationReference": {"reference": "#mix"},
        "contained": [{"resourceType": "Medication", "id": "mix", "code": own("cocktail"), "ingredient": ingredients}]});
    entries.push(serde_json::json!({"resource": order}));
    let told = StoredRecord::nothing(RecordId::new());
    Care::read(bundle.to_string().as_bytes(), told.into(), None, pack, pack.zone.day(now)).unwrap()
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
        Around::start(pack).provide();
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
    #[track_caller]
    pub fn role(&self, role: &str) -> String {
        let [found] = &self.each(&format!("[role={role}]"))[..] else { panic!("not one {role}") };
        found.text_content().unwrap()
    }

    /// What the one element of a role is called.
    pub fn label(&self, role: &str) -> String {
        let [found] = &self.each(&format!("[role={role}]"))[..] else { panic!("not one {role}") };
        found.get_attribute("aria-label").unwrap()
    }

    /// The accessible names of every element of a tag.
    pub fn names(&self, tag: &str) -> Vec<String> {
        let name = |element: &Element| {
            element.get_attribute("aria-label").unwrap_or_else(|| element.text_content().unwrap())
        };
        self.each(tag).iter().map(name).collect()
    }

    /// Taps the button of a name.
    #[track_caller]
    pub fn tap(&self, name: &str) {
        let at = self.names("button").iter().position(|known| known == name);
        let at = at.unwrap_or_else(|| panic!("no button {name} in {:?}", self.names("button")));
        self.each("button")[at].unchecked_ref::<HtmlElement>().click();
    }
}

/// Waits, picture by picture, until it is so.
pub async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..120 {
        if is_so() {
            return;
        }
        let next = js_sys::Promise::new(&mut |resolve, _| {
            web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
        });
        JsFuture::from(next).await.unwrap();
    }
    panic!("it never is so");
}
