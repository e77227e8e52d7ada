//! The portal from the outside in: its content, its frame, and the page of the address.

use crate::web::care::Shown;
use crate::web::clock::Now;
use crate::web::components::frame::{BackBar, TabBar, TopBar};
use crate::web::content::{NoPack, Pack};
use crate::web::history::Here;
use crate::web::opened::Open;
use crate::web::pages;
use crate::web::routes::{Address, Route};
use crate::web::store::Records;
use crate::web::text::key;
use crate::web::theme::Theme;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the portal into the page.
pub fn mount() {
    Theme::chosen().show();
    let document = web_sys::window().and_then(|window| window.document());
    let place = document.and_then(|document| document.get_element_by_id("app").or_else(|| document.body().map(Into::into)));
    if let Some(place) = place.and_then(|place| place.dyn_into().ok()) {
        leptos::mount::mount_to(place, App).forget();
    }
}

/// The portal: waits for its content behind the shell that the page was painted with.
#[component]
pub fn App() -> impl IntoView {
    let attempt = RwSignal::new(0);
    let loaded = LocalResource::new(move || {
        attempt.track();
        Pack::load()
    });
    // Outside the reactive world: the shell is not ours but the page's.
    Effect::new(move |_| {
        if loaded.with(Option::is_some) {
            remove_shell();
        }
    });
    move || match loaded.get() {
        None => ().into_any(),
        Some(Ok(pack)) => view! { <Portal pack=pack /> }.into_any(),
        Some(Err(fault)) => view! { <WithoutContent fault=fault attempt=attempt /> }.into_any(),
    }
}

/// The portal once its content is there.
#[component]
pub fn Portal(
    /// The content.
    pack: &'static Pack,
) -> impl IntoView {
    let (now, here, records) = (Now::start(), Here::start(), Records::new());
    let open = Open::follow(pack, here, records, now);
    provide_context(pack);
    provide_context(now);
    provide_context(here);
    provide_context(records);
    provide_context(open);

    let heading = Memo::new(move |_| pages::heading(&here.address(), &open.shown.get(), now.get()));
    let focused = Memo::new(move |_| here.route().parent().is_some());
    let opened = Memo::new(move |_| matches!(open.shown.get(), Shown::Ready(_) | Shown::Waiting | Shown::Failed(_)));
    lead_on(here, open);
    settle(here, heading, pack);

    view! {
        <header>{move || if focused.get() { view! { <BackBar /> }.into_any() } else { view! { <TopBar /> }.into_any() }}</header>
        {move || records.is_outdated().then(|| view! { <Outdated /> })}
        <main id="main" class="page">
            <h1 tabindex="-1">{move || heading.get()}</h1>
            {pages::page}
        </main>
        {move || (opened.get() && !focused.get()).then(|| view! { <TabBar /> })}
    }
}

/// `/` leads to the open record's Today. Outside the reactive world: into the history.
fn lead_on(here: Here, open: Open) {
    Effect::new(move |_| {
        if here.route() == Route::Start && matches!(open.shown.get(), Shown::Ready(_)) {
            here.replace(here.address().to(Route::Today));
        }
    });
}

/// Title at every change of the heading; focus and place at every change of the address.
fn settle(here: Here, heading: Memo<String>, pack: &'static Pack) {
    let title = move |heading: &str| pack.words.fill(key::TITLE, &[("heading", heading), ("clinic", &pack.clinic().name)]);
    let last: StoredValue<Option<Address>> = StoredValue::new(None);
    Effect::new(move |_| {
        let (title, address) = (title(&heading.get()), here.address());
        if last.get_value().as_ref() == Some(&address) {
            here.entitle(&title);
            return;
        }
        last.set_value(Some(address));
        // After the new screen is there.
        request_animation_frame(move || here.settle(&title));
    });
}

/// A newer version of the portal has taken over in another window.
#[component]
fn Outdated() -> impl IntoView {
    let words = crate::web::content::words();
    view! {
        <section class="card trouble" role="alert">
            <p>{words.say(key::OUTDATED)}</p>
            <button type="button" class="button" on:click=move |_| reload()>{words.say(key::OUTDATED_RELOAD)}</button>
        </section>
    }
}

/// The content did not arrive or is broken.
#[component]
fn WithoutContent(
    /// What happened.
    fault: NoPack,
    /// Tries again.
    attempt: RwSignal<u32>,
) -> impl IntoView {
    let words = Pack::words_without_one();
    leptos::logging::error!("{fault}");
    let what = match fault {
        NoPack::NotFetched(_) => key::NO_PACK_NOT_FETCHED,
        NoPack::NotNamed | NoPack::Broken(_) | NoPack::TimeZone(_) => key::NO_PACK_BROKEN,
    };
    let again = attempt.get_untracked() == 0;
    view! {
        <main class="page" role="alert">
            <h1 tabindex="-1">{words.say(key::NO_PACK_TITLE)}</h1>
            <section class="card">
                <p>{words.say(what)}</p>
                <p class="second">{words.say(if again { key::NO_PACK_KEPT } else { key::NO_PACK_ANOTHER_WAY })}</p>
                <div class="actions"><button type="button" class="button" on:click=move |_| attempt.update(|times| *times += 1)>{words.say(key::NO_PACK_TRY_AGAIN)}</button></div>
            </section>
        </main>
    }
}

fn remove_shell() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(shell) = document.and_then(|document| document.get_element_by_id("shell")) {
        shell.remove();
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that cannot be reloaded stays as it is, with its button.
        let _ = window.location().reload();
    }
}
