//! `/plan/left-out`: every ingredient that is not in the cocktail, and why.

use crate::domain::formulation::proposal::Answer;
use crate::web::care::Care;
use crate::web::components::parts::{sentences, unsigned_notice};
use crate::web::content::words;
use crate::web::findings;
use crate::web::markup::{Markup, all, card, element, heading, paragraph, text};
use crate::web::text::key;

/// What was left out.
pub fn left_out_page(care: &Care) -> Markup {
    let words = words();
    let cards: Vec<_> = care.proposal.left_out().map(|answer| answer_card(care, answer)).collect();
    if cards.is_empty() {
        let shows = care.status().shows_a_cocktail();
        let why = if shows { key::LEFT_OUT_NOTHING } else { key::LEFT_OUT_NO_COCKTAIL };
        return card(vec![paragraph(words.say(why))]);
    }
    let lead = text("p", "lead", words.fill(key::LEFT_OUT_LEAD, &[("doctor", &care.pack.clinic().doctor)]));
    all(vec![lead, all(cards), unsigned_notice()])
}

fn answer_card(care: &Care, answer: &Answer) -> Markup {
    let words = words();
    let id = answer.ingredient.as_str();
    let choice = answer
        .doctor_may_choose
        .then(|| words.fill(key::LEFT_OUT_DOCTOR, &[("doctor", &care.pack.clinic().doctor)]));
    element("section")
        .class("card")
        .child(heading(words.part("ingredient", id, "name").unwrap_or_else(|| id.to_owned())))
        .child(paragraph(words.of("reason", answer.reason.as_str())))
        .maybe(sentences(findings::sentences(&answer.because, care.pack)))
        .maybe(answer.until_answered.then(|| text("p", "second", words.say(key::LEFT_OUT_UNTIL_ANSWERED))))
        .maybe(choice.map(|choice| text("p", "chip chip--info", choice)))
        .view()
}
