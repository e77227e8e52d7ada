//! The portal from the outside in: its content, its frame, and the page of the address.

use crate::web::answer::{Derived, Times, answer, derived, follow};
use crate::web::around::Around;
use crate::web::care::Shown;
use crate::web::components::frame::{bar, tab_bar};
use crate::web::components::toast::toast;
use crate::web::content::{NoPack, Pack, words};
use crate::web::history::Here;
use crate::web::markup::{Markup, all, button, card, element, live, maybe, paragraph, plain, text};
use crate::web::opened::Open;
use crate::web::pages;
use crate::web::routes::{Address, Route};
use crate::web::text::key;
use crate::web::theme::Theme;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Puts the portal into the page.
pub fn mount() {
    Theme::chosen().show();
    let document = web_sys::window().and_then(|window| window.document());
    let place = document
        .and_then(|document| document.get_element_by_id("app").or_else(|| document.body().map(Into::into)));
    if let Some(place) = place.and_then(|place| place.dyn_into().ok()) {
        leptos::mount::mount_to(place, App).forget();
    }
}

/// The portal: waits for its content behind the shell that the page was painted with.
#[component]
pub fn App() -> impl IntoView {
    let attempt = Times::of(0);
    let loaded = answer(move || {
        let _ = attempt.get();
        Box::pin(Pack::load())
    });
    // Outside the reactive world: the shell is not ours but the page's.
    follow(move || {
        if loaded.is_there() {
            remove_shell();
        }
    });
    live(move || match loaded.get() {
        None => all(Vec::new()),
        Some(Ok(pack)) => portal(pack),
        Some(Err(fault)) => without_content(&fault, attempt),
    })
}

/// The portal once its content is there.
pub fn portal(pack: &'static Pack) -> Markup {
    let around = Around::start(pack);
    let Around { now, here, records, open, toasts, .. } = around;
    around.provide();

    let heading = derived(move || pages::heading(&here.address(), &open.shown.get(), now.get()));
    let tabs = move || here.route().parent().is_none() && !matches!(open.shown.get(), Shown::Nothing);
    lead_on(here, open);
    settle(here, heading, pack);
    let title = live(move || plain(heading.get()));
    all(vec![
        element("header").child(live(bar)).view(),
        live(move || maybe(records.is_outdated().then(outdated))),
        toast(toasts, here),
        element("main")
            .fixed("id", "main")
            .class("page")
            .child(element("h1").fixed("tabindex", "-1").child(title).view())
            .child(live(move || pages::page(&here.route())))
            .view(),
        live(move || maybe(tabs().then(tab_bar))),
    ])
}

/// `/` leads to the open record's Today. Outside the reactive world: into the history.
fn lead_on(here: Here, open: Open) {
    follow(move || {
        if here.route() == Route::Start && matches!(open.shown.get(), Shown::Ready(_)) {
            here.replace(here.address().to(Route::Today));
        }
    });
}

/// Title at every change of the heading; focus and place at every change of the address.
fn settle(here: Here, heading: Derived<String>, pack: &'static Pack) {
    let title = move |heading: &str| {
        pack.words.fill(key::TITLE, &[("heading", heading), ("clinic", &pack.clinic().name)])
    };
    let mut last: Option<Address> = None;
    follow(move || {
        let (title, address) = (title(&heading.get()), here.address());
        here.entitle(&title);
        if last.as_ref() == Some(&address) {
            return;
        }
        last = Some(address);
        // After the new screen is there.
        request_animation_frame(move || here.settle());
    });
}

/// A newer version of the portal has taken over in another window.
fn outdated() -> Markup {
    let words = words();
    let reload = button("button", words.say(key::OUTDATED_RELOAD), reload);
    element("section")
        .class("card trouble")
        .fixed("role", "alert")
        .child(paragraph(words.say(key::OUTDATED)))
        .child(reload)
        .view()
}

/// The content did not arrive or is broken.
fn without_content(fault: &NoPack, attempt: Times) -> Markup {
    let words = Pack::words_without_one();
    leptos::logging::error!("{fault}");
    let what = match fault {
        NoPack::NotFetched(_) => key::NO_PACK_NOT_FETCHED,
        NoPack::NotNamed | NoPack::Broken(_) | NoPack::TimeZone(_) => key::NO_PACK_BROKEN,
    };
    let first = attempt.get_untracked() == 0;
    let next = words.say(if first { key::NO_PACK_KEPT } else { key::NO_PACK_ANOTHER_WAY });
    let again = button("button", words.say(key::NO_PACK_TRY_AGAIN), move || attempt.add());
    let title = words.say(key::NO_PACK_TITLE);
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&title);
    }
    let alert = element("div")
        .fixed("role", "alert")
        .child(element("h1").fixed("tabindex", "-1").text(title).view())
        .child(card(vec![paragraph(words.say(what)), text("p", "second", next), again]));
    element("main").class("page").child(alert.view()).view()
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
