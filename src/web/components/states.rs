//! What a screen shows while it waits, when it has nothing, and when it failed.

use crate::fhir::record::Refusal;
use crate::web::answer::Times;
use crate::web::care::Trouble;
use crate::web::components::parts::actions;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, button, card, element, link_button, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::{filled, key};

/// How tall a waiting card is: that of what replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tall {
    /// A line or two.
    Short,
    /// A card.
    Middle,
    /// A list.
    Tall,
}

/// Cards of the size of what replaces them, announced once.
pub fn waiting(cards: &[Tall]) -> Markup {
    let class = |tall: &Tall| match tall {
        Tall::Short => "skeleton__card skeleton__card--short",
        Tall::Middle => "skeleton__card",
        Tall::Tall => "skeleton__card skeleton__card--tall",
    };
    let cards = cards.iter().map(|tall| element("div").class(class(tall)).view()).collect();
    let said = element("p").class("unseen").fixed("role", "status").text(words().say(key::STATE_WAITING));
    all(vec![said.view(), all(cards)])
}

/// Why a screen is empty, and the next step.
pub fn empty() -> Markup {
    let words = words();
    let open = link_button("button", here().href(Route::Open), words.say(key::STATE_EMPTY_OPEN));
    card(vec![paragraph(words.say(key::STATE_EMPTY)), actions(vec![open])])
}

/// What happened, that nothing is lost, and what to do: try again once, then another way.
pub fn failed(trouble: &Trouble, attempt: Times) -> Markup {
    let words = words();
    let next = if attempt.get_untracked() == 0 {
        vec![button("button", words.say(key::STATE_TRY_AGAIN), move || attempt.add())]
    } else {
        let open = link_button("button button--quiet", Route::Open.path(), words.say(key::STATE_EMPTY_OPEN));
        vec![text("p", "second", words.say(key::STATE_ANOTHER_WAY)), open]
    };
    element("section")
        .class("card trouble")
        .fixed("role", "alert")
        .child(text("h2", "", words.say(key::STATE_PROBLEM)))
        .child(paragraph(explanation(trouble)))
        .child(text("p", "second", words.say(key::STATE_NOTHING_LOST)))
        .child(actions(next))
        .view()
}

/// One sentence: what happened and what to do.
pub fn explanation(trouble: &Trouble) -> String {
    let words = words();
    match trouble {
        Trouble::Store(error) => words.say(error.key()),
        Trouble::Details => words.say(key::STATE_NO_DETAILS),
        Trouble::Sample(_) => words.say(key::STATE_NO_SAMPLE),
        Trouble::Refused(refusal) => refused(refusal),
        Trouble::Rules(_) => words.say(key::STATE_BROKEN_RULES),
    }
}

/// Why a file was refused: what, where, what to do.
fn refused(refusal: &Refusal) -> String {
    let (group, id) = refusal.key().split_once('.').unwrap_or_default();
    let Some(word) = words().maybe(group, id) else {
        return refusal.to_string();
    };
    match refusal {
        Refusal::NotText { byte } => filled(&word, &[("byte", &byte.to_string())]),
        Refusal::NotJson { line } => filled(&word, &[("line", &line.to_string())]),
        Refusal::TooLarge { bytes, limit } => {
            filled(&word, &[("bytes", &bytes.to_string()), ("limit", &limit.to_string())])
        }
        Refusal::NotABundle { found } => filled(&word, &[("found", found.as_deref().unwrap_or("JSON"))]),
        Refusal::NoPatient => word,
        Refusal::TooMuchUnknown { limit } => filled(&word, &[("limit", &limit.to_string())]),
        Refusal::SeveralPatients { count } => filled(&word, &[("count", &count.to_string())]),
    }
}
