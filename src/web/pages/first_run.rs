//! `/open`, and `/` while nothing is kept: open the file from the clinic, or look at a sample.

use crate::domain::ids::Word;
use crate::web::care::{Care, Trouble};
use crate::web::clock::Now;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{LinkRow, UnsignedNotice, sentences};
use crate::web::components::states::{Tall, Waiting, explanation};
use crate::web::content::{Pack, pack, words};
use crate::web::history::here;
use crate::web::routes::{Address, Route};
use crate::web::samples;
use crate::web::store::{RecordId, StoredRecord, records};
use crate::web::text::key;
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};

/// What has become of the chosen file.
#[derive(Debug, Clone)]
enum Chosen {
    Nothing,
    Reading,
    Refused(Trouble),
    Read(Arc<Care>, Arc<[u8]>),
}

/// The first run.
#[component]
pub fn FirstRunPage() -> impl IntoView {
    let words = words();
    let chosen = RwSignal::new(Chosen::Nothing);
    view! {
        <p class="lead">{words.fill(key::FIRST_RUN_LEAD, &[("clinic", &pack().clinic().name)])}</p>
        <FileChoice chosen=chosen />
        <div role="status">{move || preview(chosen)}</div>
        <section>
            <h2 class="group__title">{words.say(key::FIRST_RUN_SAMPLES)}</h2>
            <p class="second group__note">{words.say(key::FIRST_RUN_SAMPLES_TEXT)}</p>
            <SampleList />
        </section>
        <UnsignedNotice />
    }
}

/// The button that chooses a file.
#[component]
fn FileChoice(
    /// What becomes of it.
    chosen: RwSignal<Chosen>,
) -> impl IntoView {
    let (words, pack, now) = (words(), pack(), expect_context::<Now>());
    let choose = move |event: leptos::ev::Event| {
        let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file may be chosen again.
        input.set_value("");
        chosen.set(Chosen::Reading);
        let today = pack.zone.day(now.get_untracked());
        spawn_local(async move { chosen.set(read(&file, pack, today).await) });
    };
    view! {
        <section class="card card--hero">
            <h2>{words.say(key::FIRST_RUN_FILE)}</h2>
            <p class="second">{words.say(key::FIRST_RUN_FILE_TEXT)}</p>
            <label class="button file">
                <input class="file__input" type="file" accept=".json,application/json,application/fhir+json" on:change=choose />
                {icon(Icon::File)}
                {words.say(key::FIRST_RUN_FILE_CHOOSE)}
            </label>
        </section>
    }
}

async fn read(file: &File, pack: &'static Pack, today: chrono::NaiveDate) -> Chosen {
    let buffer = JsFuture::from(file.array_buffer()).await;
    // A file that the phone no longer gives is read as empty, and refused as that.
    let bytes = buffer.map(|buffer| Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec()).unwrap_or_default();
    match Care::read(&bytes, 0, None, pack, today) {
        Ok(care) => Chosen::Read(Arc::new(care), bytes.into()),
        Err(trouble) => Chosen::Refused(trouble),
    }
}

/// Whose record it is and what was not understood; nothing is kept yet.
fn preview(chosen: RwSignal<Chosen>) -> AnyView {
    let words = words();
    match chosen.get() {
        Chosen::Nothing => ().into_any(),
        Chosen::Reading => view! { <Waiting cards=&[Tall::Middle] /> }.into_any(),
        Chosen::Refused(trouble) => view! {
            <section class="card trouble">
                <h2>{words.say(key::FIRST_RUN_REFUSED)}</h2>
                <p>{explanation(&trouble)}</p>
            </section>
        }
        .into_any(),
        Chosen::Read(care, bytes) => view! { <Preview care=care bytes=bytes chosen=chosen /> }.into_any(),
    }
}

/// The record that was read, and the choice whether to keep it.
#[component]
fn Preview(
    /// What it says.
    care: Arc<Care>,
    /// The file.
    bytes: Arc<[u8]>,
    /// Cleared when it is not kept.
    chosen: RwSignal<Chosen>,
) -> impl IntoView {
    let (words, records, here) = (words(), records(), here());
    let failed = RwSignal::new(None);
    let keep = move |_| {
        let record = StoredRecord { id: RecordId::new(), version: 0, bytes: bytes.to_vec() };
        spawn_local(async move {
            match records.keep(record).await {
                Ok(()) => here.go(Address { sample: None, route: Route::Today }),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let name = care.record.patient_name.clone().unwrap_or_else(|| words.say(key::FIRST_RUN_NO_NAME));
    let parts: Vec<_> = care.record.not_understood.iter().map(ToString::to_string).collect();
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    view! {
        <section class="card">
            <h2>{words.say(key::FIRST_RUN_WHOSE)}</h2>
            <p><b><bdi>{name}</bdi></b></p>
            <p>{contents(&care)}</p>
            {(count > 0).then(|| view! {
                <details><summary class="more">{words.count(key::PLAN_NOT_UNDERSTOOD, count)}</summary>{sentences(parts)}</details>
            })}
            <p class="second">{words.say(key::FIRST_RUN_NOT_KEPT)}</p>
            {move || failed.get().map(|error: crate::web::store::StoreError| view! { <p class="trouble__text" role="alert">{words.say(error.key())}</p> })}
            <div class="actions actions--two">
                <button type="button" class="button button--quiet" on:click=move |_| chosen.set(Chosen::Nothing)>{words.say(key::FIRST_RUN_DISCARD)}</button>
                <button type="button" class="button" on:click=keep>{words.say(key::FIRST_RUN_KEEP)}</button>
            </div>
        </section>
    }
}

/// “We found 6 blood values and 4 sessions.”
fn contents(care: &Care) -> String {
    let words = words();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let tests = words.count(key::FIRST_RUN_FOUND_TESTS, count(care.record.patient.results.len()));
    let sessions = words.count(key::FIRST_RUN_FOUND_SESSIONS, count(care.record.given.len()));
    words.fill(key::FIRST_RUN_FOUND, &[("tests", &tests), ("sessions", &sessions)])
}

/// The sample patients.
#[component]
fn SampleList() -> impl IntoView {
    let words = words();
    let listed = LocalResource::new(samples::all);
    let row = move |id: &Word| {
        let href = Address { sample: Some(id.clone()), route: Route::Today }.href();
        let part = |part| words.part("sample", id.as_str(), part);
        view! { <LinkRow href=href name=part("name").unwrap_or_else(|| id.to_string()) note=part("about") /> }
    };
    move || match listed.get() {
        None => view! { <Waiting cards=&[Tall::Tall] /> }.into_any(),
        Some(Err(_)) => view! { <p class="card">{words.say(key::STATE_NO_SAMPLE)}</p> }.into_any(),
        Some(Ok(samples)) => view! { <ul class="list">{samples.iter().map(|sample| row(&sample.id)).collect_view()}</ul> }.into_any(),
    }
}
