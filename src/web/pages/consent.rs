//! `/sessions/5/consent`: what the patient agrees to before a session, in plain words, and of which
//! version of the plan. It is read here and signed at the clinic.

use crate::domain::ids::IngredientId;
use crate::fhir::record::Booked;
use crate::fhir::visit::{OfVisit, PlanRead};
use crate::web::care::Care;
use crate::web::components::parts::{actions, sentences};
use crate::web::components::people::said;
use crate::web::components::rules::rules_of;
use crate::web::components::status::status_card;
use crate::web::components::visit::tell;
use crate::web::content::words;
use crate::web::kept::Problem;
use crate::web::markup::{Markup, all, button, card, element, heading, list, maybe, paragraph, text};
use crate::web::pages::come::not_ahead;
use crate::web::pages::ingredient::warning_line;
use crate::web::pages::session::{name, still_booked};
use crate::web::text::key;
use std::sync::Arc;

/// What you agree to.
pub fn consent_page(care: &Arc<Care>, number: u32) -> Markup {
    let words = words();
    if care.series.is_none() {
        return all(vec![maybe(status_card(care)), still_booked(care)]);
    }
    let Some(session) = care.session(number).filter(|session| session.is_ahead()) else {
        return not_ahead(care, number);
    };
    let visit = &care.pack.clinic().visit;
    let ingredients = session.ingredients.iter().map(ingredient).collect();
    let happens = [
        words.fill(
            key::CONSENT_NEEDLES,
            &[("from", &visit.depth_mm.0.to_string()), ("to", &visit.depth_mm.1.to_string())],
        ),
        words.say(key::CONSENT_NORMAL),
        words.say(key::CONSENT_RARE),
        words.say(key::CONSENT_EVIDENCE),
        words.say(key::CONSENT_NO_PROMISE),
        words.say(key::CONSENT_STOP),
    ];
    let warnings = care.warnings().iter().map(|warning| warning_line(care, warning)).collect();
    let warnings = sentences(warnings).map(|lines| card(vec![heading(words.say(key::CONSENT_KNOW)), lines]));
    let booked = care.booked(session).cloned();
    all(vec![
        text("p", "lead", words.fill(key::CONSENT_LEAD, &[("doctor", &care.pack.clinic().doctor)])),
        card(vec![heading(words.say(key::CONSENT_HAPPENS)), maybe(sentences(happens.into()))]),
        element("section")
            .child(text("h2", "group__title", words.say(key::SESSION_IN_IT)))
            .child(list(ingredients))
            .view(),
        maybe(warnings),
        version(care),
        maybe(booked.map(|booked| read(care, &booked, &session.ingredients))),
        rules_of(&care.pack.content.formulary.about),
    ])
}

/// An ingredient: what it does, and its caution.
fn ingredient(id: &IngredientId) -> Markup {
    let part = |part| words().part("ingredient", id.as_str(), part);
    element("li")
        .class("row")
        .child(
            element("span")
                .class("row__text")
                .child(text("span", "row__name", name(id)))
                .maybe(part("does").map(|does| text("span", "second", does)))
                .maybe(part("caution").map(|caution| text("span", "second", caution)))
                .view(),
        )
        .view()
}

/// The version that this belongs to.
fn version(care: &Care) -> Markup {
    let words = words();
    let said = match &care.signed {
        Some(signed) => {
            let filling = [("doctor", &*signed.by), ("day", &words.day_with_year(signed.on))];
            words.fill(key::CONSENT_OF_PLAN, &filling)
        }
        None => words.say(key::CONSENT_NOT_SIGNED),
    };
    card(vec![heading(words.say(key::CONSENT_VERSION)), paragraph(said)])
}

/// That it was read, and of which version; or the button that says so.
fn read(care: &Arc<Care>, booked: &Booked, ingredients: &[IngredientId]) -> Markup {
    let (words, problem) = (words(), Problem::nothing());
    let plan = present(care, ingredients);
    let state = match care.record.consent(booked.start) {
        Some((known, at)) if *known == plan => {
            let day = words.full_day(care.pack.zone.day(at));
            return card(vec![paragraph(words.fill(key::CONSENT_WAS_READ, &[("day", &day)]))]);
        }
        Some(_) => Some(paragraph(words.say(key::CONSENT_OTHER_VERSION))),
        None => None,
    };
    let (kept, start) = (care.clone(), booked.start);
    let read = button("button", words.say(key::CONSENT_READ), move || {
        tell(&kept, start, OfVisit::Consent(plan.clone()), key::CONSENT_SAID, problem, None);
    });
    all(vec![maybe(state), actions(vec![read]), said(problem)])
}

/// The version of the plan and of the words that stand here.
fn present(care: &Care, ingredients: &[IngredientId]) -> PlanRead {
    PlanRead {
        signed_on: care.signed.as_ref().map(|signed| signed.on),
        signed_by: care.signed.as_ref().map(|signed| signed.by.clone()),
        ingredients: ingredients.to_vec(),
        content: care.pack.content.formulary.about.version,
    }
}

/// Whether the present version was read for a session.
pub fn is_read(care: &Care, booked: &Booked, ingredients: &[IngredientId]) -> bool {
    care.record.consent(booked.start).is_some_and(|(known, _)| *known == present(care, ingredients))
}
