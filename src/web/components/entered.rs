//! A result that the patient has typed: a question about it, or what it would change, and saving it.

use crate::domain::labs::result::LabResult;
use crate::fhir::reported::Reported;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::effect::effect;
use crate::web::components::entry::{focus_soon, focused_heading};
use crate::web::components::parts::actions;
use crate::web::components::people::said;
use crate::web::content::words;
use crate::web::findings::unusable;
use crate::web::kept::Problem;
use crate::web::markup::{Markup, button, element, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::{key, with_unit};
use std::sync::Arc;

/// Whether it was meant so: a question and its answers.
pub fn doubt_card(asked: String, answers: Vec<Markup>, change: impl FnMut() + Send + 'static) -> Markup {
    let words = words();
    let change = button("button button--quiet", words.say(key::ADD_CHANGE), change);
    element("section")
        .class("card card--care")
        .child(focused_heading("sure", words.say(key::ADD_SURE)))
        .child(paragraph(asked))
        .child(actions(answers.into_iter().chain([change]).collect()))
        .view()
}

/// What takes the focus once it is worked out.
const EFFECT: &str = "effect";

/// The result, what it would change, and saving it.
pub fn effect_card(care: &Arc<Care>, result: &LabResult, change: impl FnMut() + Send + 'static) -> Markup {
    let (words, around, problem) = (words(), around(), Problem::nothing());
    let name = words.of("analyte", result.analyte().as_str());
    let value = with_unit(&result.value().to_string(), result.unit());
    let day = words.day_with_year(result.drawn());
    let entered = words.fill(key::ADD_ENTERED, &[("name", &name), ("value", &value), ("day", &day)]);
    let known = care.pack.content.labs.analyte(result.analyte());
    let why = known.and_then(|analyte| care.asked().readings.why_not(analyte, result));
    let why = why.map(|why| text("span", "chip chip--care", words.of("unusable", unusable(why))));
    let reported = Reported::Result {
        analyte: result.analyte().clone(),
        value: result.value(),
        unit: result.unit().into(),
        drawn: result.drawn(),
        after_biotin: result.after_biotin(),
    };
    let (kept, told) = (care.clone(), reported.clone());
    let save = move || {
        if let Some(change) = kept.telling(&told, around.now.get_untracked(), Route::Tests) {
            around.change(change, problem);
        }
    };
    focus_soon(EFFECT);
    element("div")
        .class("stack")
        .fixed("id", EFFECT)
        .fixed("tabindex", "-1")
        .child(paragraph(entered))
        .child(maybe(why))
        .child(effect(care, &reported, around.now.get_untracked()))
        .child(said(problem))
        .child(actions(vec![
            button("button", words.say(key::ADD_SAVE), save),
            button("button button--quiet", words.say(key::ADD_CHANGE), change),
        ]))
        .view()
}
