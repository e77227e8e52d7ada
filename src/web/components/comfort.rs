//! How comfortable a session was: one tap on one of eleven numbers.

use crate::domain::aftercare::comfort::Comfort;
use crate::fhir::record::GivenSession;
use crate::fhir::visit::OfVisit;
use crate::web::care::Care;
use crate::web::components::people::said;
use crate::web::components::visit::{appointed_start, tell};
use crate::web::content::words;
use crate::web::kept::Problem;
use crate::web::markup::{Markup, element, heading, maybe, text};
use crate::web::text::key;
use std::sync::Arc;

/// The scale, which keeps the focus.
const COMFORT: &str = "comfort";

/// The question on a session that was given, with the answer where there is one; nothing where the
/// session has no time by which an answer could be known.
pub fn comfort(care: &Arc<Care>, given: &GivenSession) -> Markup {
    let (words, problem) = (words(), Problem::nothing());
    maybe(appointed_start(care, given).map(|start| {
        let answered = care.record.comfort(start);
        let number = |number: u64| {
            let comfort = Comfort::try_from(number).ok()?;
            let is_chosen = answered == Some(comfort);
            let care = care.clone();
            let label = words.fill(key::COMFORT_OF_TEN, &[("number", &number.to_string())]);
            let choose = move || {
                tell(&care, start, OfVisit::Comfort(comfort), key::COMFORT_SAID, problem, Some(COMFORT));
            };
            let button =
                element("button").fixed("type", "button").class("scale__one").with("aria-label", label);
            let button = button.fixed("aria-pressed", if is_chosen { "true" } else { "false" });
            Some(button.text(number.to_string()).on_click(choose).view())
        };
        let numbers = (0..=u64::from(Comfort::BEST.number())).filter_map(number).collect();
        let ends = [
            text("span", "small", words.say(key::COMFORT_LEAST)),
            text("span", "small", words.say(key::COMFORT_BEST)),
        ];
        element("section")
            .class("card")
            .child(heading(words.say(key::COMFORT_TITLE)))
            .child(
                element("div")
                    .class("scale")
                    .fixed("id", COMFORT)
                    .fixed("tabindex", "-1")
                    .fixed("role", "group")
                    .with("aria-label", words.say(key::COMFORT_TITLE))
                    .children(numbers)
                    .view(),
            )
            .child(element("div").class("scale__ends").children(ends.into()).view())
            .child(said(problem))
            .view()
    }))
}
