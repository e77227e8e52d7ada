//! `/plan/left-out`: every ingredient that is not in the cocktail, why, and whether that can change.

use crate::domain::formulation::proposal::Answer;
use crate::web::care::Care;
use crate::web::components::parts::unsigned_notice;
use crate::web::components::why::{can_change, why};
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, link_button, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;

/// What was left out.
pub fn left_out_page(care: &Care) -> Markup {
    let words = words();
    let cards: Vec<_> = care.left_out().map(|answer| answer_card(care, answer)).collect();
    if cards.is_empty() {
        let why = if care.cocktail.is_some() { key::LEFT_OUT_NOTHING } else { key::LEFT_OUT_NO_COCKTAIL };
        return card(vec![paragraph(words.say(why))]);
    }
    let lead = text("p", "lead", words.fill(key::LEFT_OUT_LEAD, &[("doctor", &care.pack.clinic().doctor)]));
    all(vec![lead, all(cards), unsigned_notice()])
}

fn answer_card(care: &Care, answer: &Answer) -> Markup {
    let words = words();
    let id = &answer.ingredient;
    let name = words.part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string());
    let page = link_button("card__link", here().href(Route::Ingredient(id.clone())), name);
    element("section")
        .class("card")
        .child(element("h2").child(page).view())
        .children(why(care, answer))
        .children(can_change(care, answer))
        .view()
}
