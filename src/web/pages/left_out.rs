//! `/plan/left-out`: every ingredient that is not in the cocktail, and why.

use crate::domain::formulation::proposal::Answer;
use crate::web::care::Care;
use crate::web::components::parts::{UnsignedNotice, sentences};
use crate::web::content::words;
use crate::web::findings;
use crate::web::text::key;
use leptos::prelude::*;
use std::sync::Arc;

/// What was left out.
#[component]
pub fn LeftOutPage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    let words = words();
    let left_out: Vec<_> = care.proposal.left_out().collect();
    if left_out.is_empty() {
        return view! { <section class="card"><p>{words.say(key::LEFT_OUT_NOTHING)}</p></section> }.into_any();
    }
    let cards = left_out.into_iter().map(|answer| card(&care, answer)).collect_view();
    view! {
        <p class="lead">{words.fill(key::LEFT_OUT_LEAD, &[("doctor", &care.pack.clinic().doctor)])}</p>
        {cards}
        <UnsignedNotice />
    }
    .into_any()
}

fn card(care: &Care, answer: &Answer) -> impl IntoView + use<> {
    let words = words();
    let id = answer.ingredient.as_str();
    let facts = findings::sentences(&answer.because, care.pack);
    let choice = answer.doctor_may_choose.then(|| words.fill(key::LEFT_OUT_DOCTOR, &[("doctor", &care.pack.clinic().doctor)]));
    view! {
        <section class="card">
            <h2>{words.part("ingredient", id, "name").unwrap_or_else(|| id.to_owned())}</h2>
            <p>{words.of("reason", answer.reason.as_str())}</p>
            {sentences(facts)}
            {answer.until_answered.then(|| view! { <p class="second">{words.say(key::LEFT_OUT_UNTIL_ANSWERED)}</p> })}
            {choice.map(|choice| view! { <p><span class="chip chip--info">{choice}</span></p> })}
        </section>
    }
}
