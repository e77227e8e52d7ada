//! What every page may ask for, provided once.

use crate::web::answer::{Held, follow, start};
use crate::web::clock::Now;
use crate::web::components::toast::Toasts;
use crate::web::content::Pack;
use crate::web::details::Details;
use crate::web::history::Here;
use crate::web::kept::{self, Kept};
use crate::web::opened::Open;
use crate::web::store::Records;
use std::cell::Cell;

/// What is around a page.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The clinic's content.
    pub pack: &'static Pack,
    /// The clock.
    pub now: Now,
    /// Where the patient is, and how to go elsewhere.
    pub here: Here,
    /// The records on this phone.
    pub records: Records,
    /// Everybody whose plan is among them; nothing while that is being read.
    pub kept: Held<Kept>,
    /// The record that is open.
    pub open: Open,
    /// Whether the details have arrived.
    pub details: Details,
    /// The message above the tabs.
    pub toasts: Toasts,
}

impl Around {
    /// Starts the clock, reads the address, and asks the store, again at every attempt.
    pub fn start(pack: &'static Pack) -> Self {
        let (now, here, records, kept) = (Now::start(), Here::start(), Records::new(), Held::nothing());
        let open = Open::follow(pack, here, records, kept, now);
        // Outside the reactive world: to the phone.
        follow(move || {
            let _ = open.attempt.get();
            start(async move { kept.set(Some(kept::read(pack, records).await)) });
        });
        Self { pack, now, here, records, kept, open, details: Details::fetch(pack), toasts: Toasts::new() }
    }

    /// Is around every page from now on.
    pub fn provide(self) {
        AROUND.set(Some(self));
    }
}

thread_local! {
    /// A page holds one portal, so one is around all of its screens. Leptos's own contexts would
    /// bring a hash table for it.
    static AROUND: Cell<Option<Around>> = const { Cell::new(None) };
}

/// What is around this page.
pub fn around() -> Around {
    match AROUND.get() {
        Some(around) => around,
        None => unreachable!("a page asked before there was anything around it"),
    }
}
