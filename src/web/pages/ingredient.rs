//! `/plan/ingredient/<id>`: one ingredient, and why for this patient.

use crate::domain::formulation::formulary::Ingredient;
use crate::domain::formulation::proposal::Answer;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::series::SessionState;
use crate::web::care::Care;
use crate::web::components::parts::{EvidenceDots, UnsignedNotice, sentences};
use crate::web::content::words;
use crate::web::findings;
use crate::web::text::key;
use leptos::prelude::*;
use std::sync::Arc;

/// One ingredient.
#[component]
pub fn IngredientPage(
    /// Whose.
    care: Arc<Care>,
    /// Which.
    id: IngredientId,
) -> impl IntoView {
    let words = words();
    let Some((ingredient, answer)) = care.ingredient(&id) else {
        return view! { <section class="card"><p>{words.say(key::INGREDIENT_UNKNOWN)}</p></section> }.into_any();
    };
    let part = |part| words.part("ingredient", id.as_str(), part);
    let card = |title, text: Option<String>| text.map(|text| view! { <section class="card"><h2>{words.say(title)}</h2><p>{text}</p></section> });
    view! {
        {part("medical").map(|medical| view! { <p class="second page__below">{medical}</p> })}
        {why(&care, answer)}
        {card(key::INGREDIENT_DOES, part("does"))}
        {evidence(&care, ingredient)}
        {card(key::INGREDIENT_CAUTION, part("caution"))}
        {giving(&care, ingredient, answer)}
        <UnsignedNotice />
    }
    .into_any()
}

fn why(care: &Care, answer: &Answer) -> impl IntoView + use<> {
    let words = words();
    let facts = findings::sentences(&care.because(answer), care.pack);
    let (title, chip) = if answer.included { (key::INGREDIENT_WHY, None) } else { (key::INGREDIENT_WHY_NOT, Some(words.say(key::INGREDIENT_NOT_IN))) };
    let tier = answer.included.then(|| words.of("tier", answer.tier.key()));
    view! {
        <section class="card">
            <div class="card__head"><h2>{words.say(title)}</h2>{chip.map(|chip| view! { <span class="chip chip--plain">{chip}</span> })}</div>
            <p>{words.of("reason", answer.reason.as_str())}</p>
            {sentences(facts)}
            {tier.map(|tier| view! { <p class="second">{tier}</p> })}
            {answer.until_answered.then(|| view! { <p class="second">{words.say(key::LEFT_OUT_UNTIL_ANSWERED)}</p> })}
        </section>
    }
}

fn evidence(care: &Care, ingredient: &Ingredient) -> impl IntoView + use<> {
    let words = words();
    let known = &care.pack.content.formulary.sources;
    let sources: Vec<_> = ingredient.evidence.sources.iter().map(|tag| known.get(tag).map_or_else(|| tag.to_string(), ToString::to_string)).collect();
    let count = i64::try_from(sources.len()).unwrap_or_default();
    let confidence = ingredient.evidence.confidence;
    view! {
        <section class="card">
            <div class="card__head"><h2>{words.say(key::INGREDIENT_SURE)}</h2><EvidenceDots confidence=confidence /></div>
            <p class="second">{words.of("confidence", confidence.key())}</p>
            {(count > 0).then(|| view! {
                <details class="sources">
                    <summary>{words.count(key::INGREDIENT_SOURCES, count)}</summary>
                    <ul class="sentences">{sources.into_iter().map(|source| view! { <li>{source}</li> }).collect_view()}</ul>
                </details>
            })}
        </section>
    }
}

/// The syringe, how often, and in which sessions.
fn giving(care: &Care, ingredient: &Ingredient, answer: &Answer) -> impl IntoView + use<> {
    let words = words();
    let series = care.series.as_ref().filter(|_| answer.included)?;
    let given = series.sessions.iter().filter(|session| session.ingredients.contains(&ingredient.id));
    let days: Vec<_> = given.filter(|session| session.state != SessionState::Given).take(4).map(|session| words.day_and_month(session.on)).collect();
    let next = (!days.is_empty()).then(|| words.fill(key::INGREDIENT_NEXT, &[("days", &words.list(&days))]));
    let retest = ingredient.pacing.retest_after.map(|times| words.count(key::INGREDIENT_RETEST, times.into()));
    Some(view! {
        <section class="card">
            <h2>{words.say(key::INGREDIENT_GIVEN)}</h2>
            <p>{words.count(key::INGREDIENT_PACING, ingredient.pacing.min_days.into())}</p>
            {retest.map(|retest| view! { <p>{retest}</p> })}
            {next.map(|next| view! { <p>{next}</p> })}
            <p class="second">{words.of("syringe", ingredient.syringe.as_str())}</p>
        </section>
    })
}
