//! `/open`, and `/` while nothing is kept: open the file from the clinic, or look at a sample.

use crate::domain::ids::Word;
use crate::fhir::person::Person;
use crate::web::answer::{Held, answer, start};
use crate::web::around::around;
use crate::web::care::{Care, Trouble};
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{Row, named, sentences, to_treatment, unsigned_notice};
use crate::web::components::people::said;
use crate::web::components::states::{Tall, explanation, waiting};
use crate::web::content::{Pack, pack, words};
use crate::web::details::{Detailed, with_details};
use crate::web::kept::{Change, KeptPlan, Problem};
use crate::web::markup::{Markup, all, button, card, element, heading, list, live, maybe, paragraph, text};
use crate::web::routes::{Address, Route};
use crate::web::samples;
use crate::web::store::{RecordId, StoredRecord};
use crate::web::text::key;
use chrono::NaiveDate;
use js_sys::{ArrayBuffer, Uint8Array};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, HtmlInputElement};

/// What has become of the chosen file.
#[derive(Debug, Clone)]
enum Chosen {
    Reading,
    Refused(Trouble),
    Read(Arc<Care>, Arc<[u8]>),
}

/// The first run.
pub fn first_run_page() -> Markup {
    let words = words();
    let chosen = Held::nothing();
    let samples = element("section")
        .child(text("h2", "group__title", words.say(key::FIRST_RUN_SAMPLES)))
        .child(text("p", "second group__note", words.say(key::FIRST_RUN_SAMPLES_TEXT)))
        .child(sample_list());
    all(vec![
        text("p", "lead", words.fill(key::FIRST_RUN_LEAD, &[("clinic", &pack().clinic().name)])),
        file_choice(chosen),
        element("div").class("stack").fixed("role", "status").child(live(move || preview(chosen))).view(),
        to_treatment(),
        samples.view(),
        unsigned_notice(),
    ])
}

/// The button that chooses a file.
fn file_choice(chosen: Held<Chosen>) -> Markup {
    let (words, pack, now) = (words(), pack(), around().now);
    let choose = move |event: &Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        chosen.set(Some(Chosen::Reading));
        let today = pack.zone.day(now.get_untracked());
        start(async move { chosen.set(Some(read(&file, pack, today).await)) });
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

async fn read(file: &File, pack: &'static Pack, today: NaiveDate) -> Chosen {
    let buffer = JsFuture::from(file.array_buffer()).await;
    // A file that the phone no longer gives is read as empty, and refused as that.
    let bytes = buffer
        .map(|buffer| Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec())
        .unwrap_or_default();
    let told = StoredRecord::nothing(RecordId::new());
    match Care::read(&bytes, told.into(), None, pack, today) {
        Ok(care) => Chosen::Read(Arc::new(care), bytes.into()),
        Err(trouble) => Chosen::Refused(trouble),
    }
}

/// What became of the file; nothing is kept yet.
fn preview(chosen: Held<Chosen>) -> Markup {
    match chosen.get() {
        None => all(Vec::new()),
        Some(Chosen::Reading) => waiting(&[Tall::Middle]),
        Some(Chosen::Refused(trouble)) => {
            let words = vec![heading(words().say(key::FIRST_RUN_REFUSED)), paragraph(explanation(&trouble))];
            element("section").class("card trouble").children(words).view()
        }
        Some(Chosen::Read(care, bytes)) => record_card(&care, bytes, chosen),
    }
}

/// Whose record it is and what was not understood, and the choice whether to keep it.
fn record_card(care: &Arc<Care>, bytes: Arc<[u8]>, chosen: Held<Chosen>) -> Markup {
    let (words, around, problem) = (words(), around(), Problem::nothing());
    let file = bytes.clone();
    let keep = move || around.change(Change::Keep(file.clone()), problem);
    let name = care.record.patient_name.clone().unwrap_or_else(|| words.say(key::FIRST_RUN_NO_NAME));
    let discard = button("button button--quiet", words.say(key::FIRST_RUN_DISCARD), move || {
        chosen.set(None);
    });
    let (record, sentence) = already(care).unzip();
    let choice = match record {
        None => vec![discard, button("button", words.say(key::FIRST_RUN_KEEP), keep)],
        Some(record) => {
            let replace = move || around.change(Change::Replace(record.clone(), bytes.clone()), problem);
            let both = button("button button--quiet", words.say(key::FIRST_RUN_KEEP_BOTH), keep);
            vec![button("button", words.say(key::FIRST_RUN_REPLACE), replace), both, discard]
        }
    };
    let class = if choice.len() == 2 { "actions actions--two" } else { "actions" };
    let choice = element("div").class(class).children(choice);
    card(vec![
        heading(words.say(key::FIRST_RUN_WHOSE)),
        element("p").child(element("bdi").class("row__name").text(name).view()).view(),
        paragraph(contents(care)),
        not_understood_part(care),
        maybe(sentence),
        text("p", "second", words.say(key::FIRST_RUN_NOT_KEPT)),
        said(problem),
        choice.view(),
    ])
}

/// The plan of the same person on this phone, the newest of several, and the sentence on it.
fn already(care: &Care) -> Option<(StoredRecord, Markup)> {
    let person = Person::of(&care.record.bundle)?;
    let kept = around().kept.get()?.ok()?;
    let is_same = |plan: &&KeptPlan| plan.person.as_ref().is_some_and(|known| known.is_same_as(&person));
    let known = kept.iter().filter(is_same).max_by_key(|plan| plan.written)?;
    let words = words();
    let sentence = match known.written {
        Some(day) => words.fill(key::FIRST_RUN_ALREADY_FROM, &[("day", &words.day_with_year(day))]),
        None => words.say(key::FIRST_RUN_ALREADY),
    };
    let sentence = element("p").child(named(&sentence, &known.short_name())).view();
    Some((known.record.clone(), sentence))
}

/// What was not understood, where anything was.
fn not_understood_part(care: &Arc<Care>) -> Markup {
    let any = !care.record.not_understood.is_empty();
    maybe(any.then(|| with_details(&[Tall::Short], Detailed::NotUnderstood, Some(care.clone()))))
}

/// The parts of a file that were not understood. They need the details.
pub fn not_understood(care: &Care) -> Markup {
    let parts: Vec<_> = care.record.not_understood.iter().map(ToString::to_string).collect();
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let summary = text("summary", "more", words().count(key::PLAN_NOT_UNDERSTOOD, count));
    maybe(sentences(parts).map(|parts| element("details").child(summary).child(parts).view()))
}

/// “In it: 6 blood values and 4 sessions given.”
fn contents(care: &Care) -> String {
    let words = words();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let tests = words.count(key::FIRST_RUN_FOUND_TESTS, count(care.record.patient.results.len()));
    let sessions = words.count(key::FIRST_RUN_FOUND_SESSIONS, count(care.record.given.len()));
    words.fill(key::FIRST_RUN_FOUND, &[("tests", &tests), ("sessions", &sessions)])
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
