//! What a screen shows while it waits, when it has nothing, and when it failed.

use crate::fhir::record::Refusal;
use crate::web::care::Trouble;
use crate::web::content::words;
use crate::web::routes::Route;
use crate::web::history::here;
use crate::web::text::{filled, key};
use leptos::prelude::*;

/// Cards of the size of what replaces them, announced once.
#[component]
pub fn Waiting(
    /// How tall each card is.
    cards: &'static [Tall],
) -> impl IntoView {
    view! {
        <p class="unseen" role="status">{words().say(key::STATE_WAITING)}</p>
        {cards.iter().map(|tall| view! { <div class="skeleton__card" class=("skeleton__card--tall", *tall == Tall::Tall) class=("skeleton__card--short", *tall == Tall::Short)></div> }).collect_view()}
    }
}

/// How tall a waiting card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tall {
    /// A line or two.
    Short,
    /// A card.
    Middle,
    /// A list.
    Tall,
}

/// Why a screen is empty, and the next step.
#[component]
pub fn Empty() -> impl IntoView {
    let words = words();
    view! {
        <section class="card">
            <p>{words.say(key::STATE_EMPTY)}</p>
            <div class="actions">
                <a class="button" href=here().href(Route::Open)>{words.say(key::STATE_EMPTY_OPEN)}</a>
            </div>
        </section>
    }
}

/// What happened, that nothing is lost, and what to do.
#[component]
pub fn Failed(
    /// What happened.
    trouble: Trouble,
    /// Tries again.
    attempt: RwSignal<u32>,
) -> impl IntoView {
    let words = words();
    // Once is enough; after that there is another way.
    let again = attempt.get_untracked() == 0;
    view! {
        <section class="card trouble" role="alert">
            <p>{explanation(&trouble)}</p>
            <p class="second">{words.say(key::STATE_NOTHING_LOST)}</p>
            <div class="actions">
                {if again {
                    view! { <button type="button" class="button" on:click=move |_| attempt.update(|times| *times += 1)>{words.say(key::STATE_TRY_AGAIN)}</button> }.into_any()
                } else {
                    view! {
                        <p class="second">{words.say(key::STATE_ANOTHER_WAY)}</p>
                        <a class="button button--quiet" href=Route::Open.path()>{words.say(key::STATE_EMPTY_OPEN)}</a>
                    }.into_any()
                }}
            </div>
        </section>
    }
}

/// One sentence: what happened and what to do.
pub fn explanation(trouble: &Trouble) -> String {
    let words = words();
    match trouble {
        Trouble::Store(error) => words.say(error.key()),
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
        Refusal::TooLarge { bytes, limit } => filled(&word, &[("bytes", &bytes.to_string()), ("limit", &limit.to_string())]),
        Refusal::NotABundle { found } => filled(&word, &[("found", found.as_deref().unwrap_or("JSON"))]),
        Refusal::NoPatient => word,
        Refusal::SeveralPatients { count } => filled(&word, &[("count", &count.to_string())]),
    }
}
