//! What is due in the weeks after a session: done, later, or not for me. It comes with the details;
//! `components::question` says when.

use crate::domain::aftercare::weekly::{Answered, CheckDone};
use crate::domain::ids::CareId;
use crate::fhir::visit::OfVisit;
use crate::web::care::Care;
use crate::web::components::parts::actions;
use crate::web::components::people::said;
use crate::web::components::visit::tell;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::kept::Problem;
use crate::web::markup::{Markup, all, button, card, element, heading, link_button, paragraph};
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use std::sync::Arc;

/// All that is due, one card each; nothing where nothing is.
pub fn due_cards(care: &Arc<Care>, due: &[CareId]) -> Option<Markup> {
    let cards: Vec<_> = due.iter().map(|check| card_of(care, check)).collect();
    (!cards.is_empty()).then(|| all(cards))
}

fn card_of(care: &Arc<Care>, check: &CareId) -> Markup {
    let (words, problem) = (words(), Problem::nothing());
    let answer = |class, word: Key, answered: Answered| {
        let (care, check) = (care.clone(), check.clone());
        button(class, words.say(word), move || keep(&care, &check, answered, problem))
    };
    let name = check.as_str();
    // What may be seen or felt leads to how urgent it is.
    let finds = words
        .part("check", name, "found")
        .map(|found| link_button("button button--quiet", here().href(Route::Notice), found));
    let done = words.part("check", name, "done").unwrap_or_else(|| words.say(key::WEEKS_DONE));
    let pair = element("div")
        .class("actions actions--pair")
        .child(answer("button button--quiet", key::WEEKS_LATER, Answered::Later))
        .child(answer("button button--quiet", key::WEEKS_NOT_FOR_ME, Answered::NotForMe));
    let (kept, of) = (care.clone(), check.clone());
    let is_done = button("button", done, move || keep(&kept, &of, Answered::Done, problem));
    element("section")
        .class("card")
        .child(heading(words.of("check", name)))
        .child(paragraph(words.of("care", name)))
        .child(actions([Some(is_done), finds].into_iter().flatten().collect()))
        .child(pair.view())
        .child(said(problem))
        .view()
}

fn keep(care: &Care, check: &CareId, answered: Answered, problem: Problem) {
    // Only after a session something is due.
    if let Some(ended) = care.last_end() {
        let what = OfVisit::Check { check: check.clone(), answered, on: care.today };
        let said = if answered == Answered::NotForMe { key::WEEKS_SAID_NOT } else { key::WEEKS_SAID };
        tell(care, ended, what, said, problem, None);
    }
}

/// What was answered before, the newest first; nothing where nothing was.
pub fn answered(care: &Care) -> Vec<CheckDone> {
    let mut done = care.record.checks_done();
    done.reverse();
    done
}

/// That nothing is due.
pub fn nothing_due() -> Markup {
    card(vec![paragraph(words().say(key::WEEKS_NOTHING))])
}
