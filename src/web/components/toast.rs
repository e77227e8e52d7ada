//! A short message above the tabs: what was just done, and a way to take it back.

use crate::web::answer::Held;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::words;
use crate::web::history::Here;
use crate::web::markup::{Markup, button, element, live};
use crate::web::text::key;
use std::sync::Arc;

/// What takes back what was done.
pub type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    message: String,
    undo: Option<Undo>,
}

/// The one message at a time. It stays until it is closed, undone or replaced, on every screen.
#[derive(Debug, Clone, Copy)]
pub struct Toasts(Held<Toast>);

impl Toasts {
    /// No message yet.
    pub fn new() -> Self {
        Self(Held::nothing())
    }

    /// Says something in two or three words, in place of what was said before.
    pub fn show(self, message: String, undo: Option<Undo>) {
        self.0.set(Some(Toast { message, undo }));
    }

    fn hide(self) {
        self.0.set(None);
    }
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

/// The place of the message. What is announced stands there before any message does.
pub fn toast(toasts: Toasts, here: Here) -> Markup {
    live(move || {
        let shown = toasts.0.get();
        let place = element("section");
        let place = match &shown {
            Some(_) => place.class("toast").with("aria-label", words().say(key::TOAST_LABEL)),
            None => place.class("unseen"),
        };
        let message = shown.as_ref().map(|toast| toast.message.clone()).unwrap_or_default();
        let message = element("p").class("toast__message").fixed("role", "status").text(message).view();
        let place = place.child(message);
        let Some(toast) = shown else { return place.view() };
        let close = move || {
            toasts.hide();
            here.to_heading();
        };
        let undo = toast.undo.map(|undo| {
            button("toast__button", words().say(key::TOAST_UNDO), move || {
                close();
                undo();
            })
        });
        let cross = element("button")
            .fixed("type", "button")
            .class("toast__button")
            .with("aria-label", words().say(key::TOAST_CLOSE))
            .child(icon(Icon::Close))
            .on_click(close);
        place.maybe(undo).child(cross.view()).view()
    })
}
