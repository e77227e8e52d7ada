//! What is ticked of a list. It stays ticked where the page is made anew under the patient's hands, as it
//! is at midnight.

use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::markup::{Markup, element, text};
use chrono::{DateTime, Utc};
use leptos::prelude::on_cleanup;
use std::cell::RefCell;

/// What is ticked, by name.
#[derive(Debug, Clone, Copy)]
pub struct Ticks(Changing<Vec<String>>);

/// What was ticked on a page that is gone, and when it went.
type Left = (&'static str, DateTime<Utc>, Vec<String>);

thread_local! {
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

impl Ticks {
    /// The ticks of a page: those that it had when it was made anew in this minute, else these.
    pub fn of(page: &'static str, first: Vec<String>) -> Self {
        let now = around().now.get_untracked();
        let left = LEFT.take().filter(|(left, at, _)| *left == page && *at == now);
        let ticked = Changing::of(left.map_or(first, |(.., ticked)| ticked));
        on_cleanup(move || LEFT.set(Some((page, around().now.get_untracked(), ticked.get_untracked()))));
        Self(ticked)
    }

    /// All of them, followed.
    pub fn get(self) -> Vec<String> {
        self.0.get()
    }

    /// All of them, once.
    pub fn get_untracked(self) -> Vec<String> {
        self.0.get_untracked()
    }

    /// A row to tick.
    pub fn row(self, name: String, said: String) -> Markup {
        let input = element("input").fixed("type", "checkbox");
        let is_ticked = self.get_untracked().contains(&name);
        let input = if is_ticked { input.fixed("checked", "") } else { input };
        let change = move |_: &_| {
            let mut ticked = self.get_untracked();
            let known = ticked.len();
            ticked.retain(|other| *other != name);
            if ticked.len() == known {
                ticked.push(name.clone());
            }
            self.0.set(ticked);
        };
        let input = input.on_change(change).view();
        element("label").class("row check").child(input).child(text("span", "", said)).view()
    }
}
