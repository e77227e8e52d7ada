//! `/open`, and `/` while nothing is kept: open the file from the clinic, or look at a sample.

use crate::domain::ids::Word;
use crate::web::answer::{Held, answer};
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{Row, to_treatment, unsigned_notice};
use crate::web::components::states::{Tall, waiting};
use crate::web::content::{pack, words};
use crate::web::details::{Detailed, with_details};
use crate::web::markup::{Markup, all, card, element, heading, list, live, maybe, paragraph, text};
use crate::web::routes::{Address, Route};
use crate::web::samples;
use crate::web::text::key;
use wasm_bindgen::JsCast;
use web_sys::{Event, File, HtmlInputElement};

/// The first run.
pub fn first_run_page() -> Markup {
    let words = words();
    let chosen: Held<File> = Held::nothing();
    let preview = move || {
        let made = |_| with_details(&[Tall::Middle], Detailed::File(chosen), None);
        maybe(chosen.get().map(made))
    };
    let samples = element("section")
        .child(text("h2", "group__title", words.say(key::FIRST_RUN_SAMPLES)))
        .child(text("p", "second group__note", words.say(key::FIRST_RUN_SAMPLES_TEXT)))
        .child(sample_list());
    all(vec![
        text("p", "lead", words.fill(key::FIRST_RUN_LEAD, &[("clinic", &pack().clinic().name)])),
        file_choice(chosen),
        element("div").class("stack").fixed("role", "status").child(live(preview)).view(),
        to_treatment(),
        samples.view(),
        unsigned_notice(),
    ])
}

/// The button that chooses a file. What becomes of it comes with the details.
fn file_choice(chosen: Held<File>) -> Markup {
    let words = words();
    let choose = move |event: &Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        chosen.set(Some(file));
    };
    let input = element("input")
        .class("file__input")
        .fixed("type", "file")
        .fixed("accept", ".json,application/json,application/fhir+json")
        .on_change(choose);
    let label = element("label")
        .class("button file")
        .child(input.view())
        .child(icon(Icon::File))
        .text(words.say(key::FIRST_RUN_FILE_CHOOSE));
    element("section")
        .class("card card--hero")
        .child(heading(words.say(key::FIRST_RUN_FILE)))
        .child(text("p", "second", words.say(key::FIRST_RUN_FILE_TEXT)))
        .child(label.view())
        .view()
}

/// The sample patients.
fn sample_list() -> Markup {
    let words = words();
    let listed = answer(|| Box::pin(samples::all()));
    let row = move |id: &Word| {
        let part = |part| words.part("sample", id.as_str(), part);
        let row = Row::new(part("name").unwrap_or_else(|| id.to_string()), part("about"));
        row.link(Address { sample: Some(id.clone()), route: Route::Today }.href())
    };
    live(move || match listed.get() {
        // As tall as the list, so that nothing moves when it comes.
        None => waiting(&[Tall::Tall, Tall::Tall, Tall::Tall]),
        Some(Err(_)) => card(vec![paragraph(words.say(key::STATE_NO_SAMPLE))]),
        Some(Ok(samples)) => list(samples.iter().map(|sample| row(&sample.id)).collect()),
    })
}
