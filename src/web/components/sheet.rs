//! A question over the page, at its lower edge on a phone: a heading, a few words, and verbs.

use crate::web::answer::Changing;
use crate::web::components::parts::actions;
use crate::web::content::words;
use crate::web::markup::{Markup, button, element, live, maybe};
use crate::web::text::Key;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement};

/// What names the sheet that is open; there is never a second one.
const HEADING: &str = "sheet-heading";

/// What a sheet shows.
pub struct Sheet {
    /// Its heading.
    pub heading: Markup,
    /// What is said below, and the buttons. One that closes it asks [`close`] to.
    pub content: Vec<Markup>,
}

/// A sheet that is there while `open` says so. Escape, a tap beside it and the phone's own Back
/// close it; the focus returns to what opened it.
pub fn sheet(open: Changing<bool>, shown: impl Fn() -> Sheet + Send + 'static) -> Markup {
    boxed(open, Box::new(shown))
}

fn boxed(open: Changing<bool>, shown: Box<dyn Fn() -> Sheet + Send>) -> Markup {
    live(move || maybe(open.get().then(|| dialog(open, shown()))))
}

fn dialog(open: Changing<bool>, sheet: Sheet) -> Markup {
    // After it stands in the document, which is where it can be opened.
    request_animation_frame(|| {
        if let Some(dialog) = present().filter(|dialog| !dialog.open()) {
            // Refused only where it is open already.
            let _ = dialog.show_modal();
        }
    });
    let heading = element("h2")
        .fixed("id", HEADING)
        .fixed("tabindex", "-1")
        .fixed("autofocus", "")
        .child(sheet.heading);
    let content = element("div").class("sheet__content").child(heading.view()).children(sheet.content).view();
    element("dialog")
        .class("sheet")
        .fixed("aria-labelledby", HEADING)
        .on("close", Box::new(move |_| open.set(false)))
        .on("click", Box::new(beside))
        .child(content)
        .view()
}

/// Closes the sheet that is open.
pub fn close() {
    if let Some(dialog) = present() {
        dialog.close();
    }
}

/// The two buttons of a question: the one it is about, and the one that leaves all as it is.
pub fn verbs(act: Key, acts: impl FnMut() + Send + 'static, leave: Key) -> Markup {
    let leave = button("button button--quiet", words().say(leave), close);
    let act = button("button", words().say(act), acts);
    actions(vec![act, leave])
}

/// A tap on the dialog itself is one beside its content.
fn beside(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| target.has_type::<HtmlDialogElement>()) {
        close();
    }
}

fn present() -> Option<HtmlDialogElement> {
    document().query_selector("dialog.sheet").ok()??.dyn_into().ok()
}
