//! `/profile`: whose plan it is, how it looks, what is kept, and deleting it.

use crate::fhir::record;
use crate::web::care::{Care, Shown};
use crate::web::components::parts::UnsignedNotice;
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::opened::open;
use crate::web::routes::{Address, Route};
use crate::web::store::{RecordId, StoreError, StoredRecord, records};
use crate::web::text::key;
use crate::web::theme::Theme;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Profile.
#[component]
pub fn ProfilePage() -> impl IntoView {
    let (words, open, here) = (words(), open(), here());
    let failed: RwSignal<Option<StoreError>> = RwSignal::new(None);
    let sample = move || here.address().sample.is_some();
    view! {
        <section class="card">
            <h2>{words.say(key::PROFILE_WHOSE)}</h2>
            <p>{move || whose(&open.shown.get())}</p>
            {move || sample().then(|| view! { <p class="second">{words.say(key::PROFILE_SAMPLE)}</p> })}
            <div class="actions">
                {move || if sample() {
                    view! { <a class="button" href=Route::Start.path()>{words.say(key::PROFILE_LEAVE_SAMPLE)}</a> }.into_any()
                } else {
                    view! { <a class="button button--quiet" href=Route::Open.path()>{words.say(key::PROFILE_OPEN)}</a> }.into_any()
                }}
            </div>
        </section>
        <Kept failed=failed />
        <Appearance />
        <Contents />
        <Deletion failed=failed />
        {move || failed.get().map(|error| view! { <p class="card trouble" role="alert">{words.say(error.key())}</p> })}
        <UnsignedNotice />
    }
}

fn whose(shown: &Shown) -> String {
    let name = match shown {
        Shown::Ready(care) => name(care),
        Shown::Waiting | Shown::Nothing | Shown::Failed(_) => None,
    };
    name.unwrap_or_else(|| words().say(key::PROFILE_NOBODY))
}

fn name(care: &Care) -> Option<String> {
    care.record.patient_name.clone()
}

/// The records on this phone, where there is more than one to choose from.
#[component]
fn Kept(
    /// What went wrong.
    failed: RwSignal<Option<StoreError>>,
) -> impl IntoView {
    let (words, records, here) = (words(), records(), here());
    let kept = LocalResource::new(move || {
        records.changes();
        records.list()
    });
    let choose = move |id: RecordId| {
        spawn_local(async move {
            match records.choose(id).await {
                Ok(()) => here.go(Address { sample: None, route: Route::Today }),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let row = move |stored: StoredRecord| {
        let name = name_in(&stored).unwrap_or_else(|| words.say(key::FIRST_RUN_NO_NAME));
        let id = stored.id;
        view! { <li><button type="button" class="row" on:click=move |_| choose(id.clone())><span class="row__text"><bdi class="row__name">{name}</bdi></span><span class="row__end link">{words.say(key::PROFILE_SHOW)}</span></button></li> }
    };
    move || {
        let listed = kept.get().and_then(Result::ok).unwrap_or_default();
        (listed.len() > 1).then(|| {
            view! { <section><h2 class="group__title">{words.say(key::PROFILE_KEPT)}</h2><ul class="list">{listed.into_iter().map(row).collect_view()}</ul></section> }
        })
    }
}

/// The name in a kept record.
fn name_in(stored: &StoredRecord) -> Option<String> {
    let pack = pack();
    let clock = |instant| pack.zone.wall_clock(instant);
    let today = pack.zone.day(expect_context::<crate::web::clock::Now>().get_untracked());
    record::Record::read(&stored.bytes, pack.content.rules(), &clock, today).ok()?.patient_name
}

/// Light, dark, or as the phone has it.
#[component]
fn Appearance() -> impl IntoView {
    let words = words();
    let chosen = RwSignal::new(Theme::chosen());
    let choose = move |theme: Theme| {
        theme.choose();
        chosen.set(theme);
    };
    view! {
        <fieldset class="card choice">
            <legend>{words.say(key::PROFILE_APPEARANCE)}</legend>
            {Theme::ALL.into_iter().map(|theme| view! {
                <label class="choice__option">
                    <input type="radio" name="theme" prop:checked=move || chosen.get() == theme on:change=move |_| choose(theme) />
                    <span>{words.of("ui.profile.theme", theme.name())}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
}

/// Which version of the clinic's rules is in use.
#[component]
fn Contents() -> impl IntoView {
    let (words, pack) = (words(), pack());
    let files = pack.content.abouts().into_iter().chain([("text", &pack.words.about)]);
    let rows = files.map(|(file, about)| {
        let (version, day) = (about.version.to_string(), words.day_with_year(about.date.0));
        let version = words.fill(key::PROFILE_VERSION, &[("version", &version), ("day", &day)]);
        let signed = about.signed_by.as_ref().map_or_else(|| words.say(key::PROFILE_UNSIGNED), |doctor| words.fill(key::PROFILE_SIGNED, &[("doctor", doctor)]));
        view! { <li class="row"><span class="row__text"><span class="row__name">{words.of("ui.profile.file", file.trim_end_matches(".json"))}</span><span class="second">{version}</span><span class="small">{signed}</span></span></li> }
    });
    view! {
        <section class="card">
            <h2>{words.say(key::PROFILE_WHERE)}</h2>
            <p>{words.say(key::PROFILE_WHERE_TEXT)}</p>
        </section>
        <section><h2 class="group__title">{words.say(key::PROFILE_CONTENTS)}</h2><ul class="list list--close">{rows.collect_view()}</ul></section>
    }
}

/// Deleting everything, asked once more before it is done.
#[component]
fn Deletion(
    /// What went wrong.
    failed: RwSignal<Option<StoreError>>,
) -> impl IntoView {
    let (words, records, here) = (words(), records(), here());
    let asked = RwSignal::new(false);
    let delete = move |_| {
        spawn_local(async move {
            match records.delete_all().await {
                Ok(()) => here.go(Address { sample: None, route: Route::Start }),
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    move || {
        if asked.get() {
            view! {
                <section class="card" role="alert">
                    <h2>{words.say(key::PROFILE_DELETE_SURE)}</h2>
                    <p>{words.say(key::PROFILE_DELETE_TEXT)}</p>
                    <div class="actions actions--two">
                        <button type="button" class="button button--quiet" on:click=move |_| asked.set(false)>{words.say(key::PROFILE_KEEP)}</button>
                        <button type="button" class="button" on:click=delete>{words.say(key::PROFILE_DELETE)}</button>
                    </div>
                </section>
            }
            .into_any()
        } else {
            view! { <button type="button" class="button button--quiet" on:click=move |_| asked.set(true)>{words.say(key::PROFILE_DELETE_ASK)}</button> }.into_any()
        }
    }
}
