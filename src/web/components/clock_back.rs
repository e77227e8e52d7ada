//! That the phone's clock went back. What counts from the end of a session cannot be trusted then, so
//! the end is asked for again.

use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::happened::ended_at;
use crate::web::components::parts::actions;
use crate::web::components::people::said;
use crate::web::components::when::at;
use crate::web::content::words;
use crate::web::kept::Problem;
use crate::web::latest::trust;
use crate::web::markup::{Markup, all, button, element, heading, live, maybe, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// What the clock shows, and when the session ended; nothing once it is answered.
pub fn clock_back(care: &Arc<Care>) -> Markup {
    let (around, answered, problem) = (around(), Changing::of(false), Problem::nothing());
    let care = care.clone();
    live(move || {
        let (words, now) = (words(), around.now.get_untracked());
        if answered.get() {
            return all(Vec::new());
        }
        let right = move || {
            trust(around.now.get_untracked());
            answered.set(true);
        };
        let day = care.last_given().filter(|given| given.told).map(|given| given.day);
        let booked = care.record.booked.iter().find(|booked| Some(booked.day) == day && booked.start < now);
        let again = booked.map(|booked| ended_at(&care, booked, problem, Vec::new(), true));
        let again_text = again.is_some().then(|| paragraph(words.say(key::CLOCK_AGAIN)));
        element("section")
            .class("card card--care")
            .fixed("role", "alert")
            .child(heading(words.say(key::CLOCK_TITLE)))
            .child(paragraph(words.fill(key::CLOCK_TEXT, &[("time", &at(&care, now))])))
            .child(actions(vec![button("button button--quiet", words.say(key::CLOCK_RIGHT), right)]))
            .maybe(again_text)
            .child(maybe(again))
            .child(said(problem))
            .view()
    })
}
