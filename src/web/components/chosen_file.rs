//! What becomes of a file from the clinic: whose record it is, and the choice whether to keep it.

use crate::fhir::person::Person;
use crate::web::answer::{Held, answer};
use crate::web::around::around;
use crate::web::care::{Care, Trouble};
use crate::web::components::parts::{named, sentences};
use crate::web::components::people::said;
use crate::web::components::states::{Tall, explanation, waiting};
use crate::web::content::{Pack, pack, words};
use crate::web::kept::{Change, KeptPlan, Problem};
use crate::web::markup::{Markup, button, card, element, heading, live, maybe, paragraph, text};
use crate::web::store::{RecordId, StoredRecord};
use crate::web::text::key;
use chrono::NaiveDate;
use js_sys::{ArrayBuffer, Uint8Array};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// What has become of the chosen file.
#[derive(Debug, Clone)]
enum Chosen {
    /// None is chosen any more.
    None,
    Refused(Trouble),
    Read(Arc<Care>, Arc<[u8]>),
}

/// What became of the file; nothing is kept yet.
pub fn preview(chosen: Held<File>) -> Markup {
    let (pack, now) = (pack(), around().now);
    let read = answer(move || {
        let file = chosen.get();
        let today = pack.zone.day(now.get_untracked());
        Box::pin(async move {
            match file {
                Some(file) => read(file, pack, today).await,
                None => Chosen::None,
            }
        })
    });
    live(move || match read.get() {
        None => waiting(&[Tall::Middle]),
        Some(Chosen::None) => maybe(None),
        Some(Chosen::Refused(trouble)) => {
            let words = vec![heading(words().say(key::FIRST_RUN_REFUSED)), paragraph(explanation(&trouble))];
            element("section").class("card trouble").children(words).view()
        }
        Some(Chosen::Read(care, bytes)) => record_card(&care, bytes, chosen),
    })
}

async fn read(file: File, pack: &'static Pack, today: NaiveDate) -> Chosen {
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

/// Whose record it is and what was not understood, and the choice whether to keep it.
fn record_card(care: &Arc<Care>, bytes: Arc<[u8]>, chosen: Held<File>) -> Markup {
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
        maybe(not_understood(care)),
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

/// The parts of a file that were not understood; nothing where all was.
fn not_understood(care: &Care) -> Option<Markup> {
    let parts: Vec<_> = care.record.not_understood.iter().map(ToString::to_string).collect();
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let summary = text("summary", "more", words().count(key::PLAN_NOT_UNDERSTOOD, count));
    sentences(parts).map(|parts| element("details").child(summary).child(parts).view())
}

/// “In it: 6 blood values and 4 sessions given.”
fn contents(care: &Care) -> String {
    let words = words();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let tests = words.count(key::FIRST_RUN_FOUND_TESTS, count(care.record.patient.results.len()));
    let sessions = words.count(key::FIRST_RUN_FOUND_SESSIONS, count(care.record.given.len()));
    words.fill(key::FIRST_RUN_FOUND, &[("tests", &tests), ("sessions", &sessions)])
}
