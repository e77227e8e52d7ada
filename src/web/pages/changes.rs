//! `/plan/changes`: what changed from one signed plan to the next, in sentences with reasons.

use crate::domain::formulation::proposal::Proposal;
use crate::domain::ids::IngredientId;
use crate::fhir::record::PlanOnFile;
use crate::web::care::Care;
use crate::web::components::drift::drift_cards;
use crate::web::components::parts::{actions, sentences, unsigned_notice};
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, heading, link_button, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;
use std::sync::Arc;

/// Every version of the plan, newest first.
pub fn changes_page(care: &Arc<Care>) -> Markup {
    let versions: Vec<_> = care.record.plan.iter().chain(&care.record.earlier_plans).collect();
    if versions.is_empty() {
        return card(vec![paragraph(words().say(key::CHANGES_NONE))]);
    }
    let cards = versions.iter().enumerate().map(|(at, plan)| {
        let older = versions.get(at + 1).copied();
        version(care, plan, older, at == 0)
    });
    let back = link_button("button", here().href(Route::Plan), words().say(key::CHANGES_GOT_IT));
    all([maybe(drift_cards(care))]
        .into_iter()
        .chain(cards)
        .chain([actions(vec![back]), unsigned_notice()])
        .collect())
}

/// One version: who signed it and when, the doctor's words, what came in and what went out.
fn version(care: &Care, plan: &PlanOnFile, older: Option<&PlanOnFile>, is_newest: bool) -> Markup {
    let words = words();
    let title = match (&plan.signed_by, plan.signed_on) {
        (Some(doctor), Some(day)) => {
            words.fill(key::PLAN_SIGNED, &[("doctor", doctor), ("day", &words.day_with_year(day))])
        }
        _ => words.fill(key::PLAN_UNSIGNED, &[("doctor", &care.pack.clinic().doctor)]),
    };
    let now = is_newest.then(|| text("p", "chip chip--done", words.say(key::CHANGES_NOW)));
    let note = plan.note.as_ref().map(|note| {
        let quoted = element("blockquote").child(text("bdi", "", note.clone())).view();
        all(vec![text("p", "second", words.say(key::CHANGES_NOTE)), quoted])
    });
    let then = plan.signed_on.and_then(|day| care.proposed_on(day).ok());
    let lines = if let Some(older) = older {
        differences(plan, older, then.as_ref())
    } else {
        let count = i64::try_from(plan.cocktail.len()).unwrap_or_default();
        let first = words.count(key::CHANGES_FIRST, count);
        if count == 0 { Vec::new() } else { vec![first] }
    };
    let nothing = (lines.is_empty() && older.is_some()).then(|| paragraph(words.say(key::CHANGES_SAME)));
    element("section")
        .class("card")
        .child(heading(title))
        .maybe(now)
        .maybe(note)
        .maybe(sentences(lines))
        .maybe(nothing)
        .view()
}

/// What came in, what went out, and another course; with the rules' reason on the day it was signed.
fn differences(plan: &PlanOnFile, older: &PlanOnFile, then: Option<&Proposal>) -> Vec<String> {
    let words = words();
    let said = |what, id: &IngredientId, is_in: bool| {
        let name = words.part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string());
        let what = words.fill(what, &[("name", &name)]);
        let answer = then.and_then(|then| then.answer(id)).filter(|answer| answer.included == is_in);
        let why = match answer {
            Some(answer) => words.of("reason", answer.reason.as_str()),
            None => words.say(key::CHANGES_DOCTOR),
        };
        [&what, " ", &why].concat()
    };
    let both = !plan.cocktail.is_empty() && !older.cocktail.is_empty();
    let only = |of: &PlanOnFile, not: &PlanOnFile| -> Vec<IngredientId> {
        of.cocktail.iter().filter(|id| both && !not.cocktail.contains(id)).cloned().collect()
    };
    let mut lines: Vec<_> = only(plan, older).iter().map(|id| said(key::CHANGES_IN, id, true)).collect();
    lines.extend(only(older, plan).iter().map(|id| said(key::CHANGES_OUT, id, false)));
    if let (Some(is), Some(was)) = (plan.course, older.course) {
        let number = |number: u32| number.to_string();
        if is.loading_sessions != was.loading_sessions {
            let filling = [("was", &*number(was.loading_sessions)), ("is", &number(is.loading_sessions))];
            lines.push(words.fill(key::CHANGES_SESSIONS, &filling));
        }
        if is.interval_days != was.interval_days {
            let filling = [("was", &*number(was.interval_days)), ("is", &number(is.interval_days))];
            lines.push(words.fill(key::CHANGES_INTERVAL, &filling));
        }
    }
    lines
}
