//! `/plan`: the goal, the course, the cocktail with its reasons, and what is still open.

use crate::domain::formulation::formulary::Status;
use crate::domain::formulation::proposal::Answer;
use crate::domain::ids::Word;
use crate::web::care::Care;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{LinkRow, UnsignedNotice, sentences};
use crate::web::components::series_line::series_card;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::findings;
use crate::web::history::here;
use crate::web::routes::Route;
use crate::web::text::key;
use leptos::prelude::*;
use std::sync::Arc;

/// The plan.
#[component]
pub fn PlanPage(
    /// Whose.
    care: Arc<Care>,
) -> impl IntoView {
    view! {
        {(care.status() != Status::Proposed).then(|| status_card(&care))}
        {goal(&care)}
        {cocktail(&care)}
        {left_out(&care)}
        {series_card(&care)}
        {tests(&care)}
        {questions(&care)}
        {warnings(&care)}
        {not_understood(&care)}
        <UnsignedNotice />
    }
}

/// The goal, and who has signed it.
fn goal(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let plan = care.record.plan.as_ref();
    let types: Vec<_> = care.record.patient.types.iter().map(|type_| words.of("type", type_.as_str())).collect();
    let written = plan.and_then(|plan| plan.title.clone());
    let goal = written.or_else(|| (!types.is_empty()).then(|| words.fill(key::PLAN_GOAL, &[("name", &words.list(&types))])))?;
    let signed = plan.and_then(|plan| Some((plan.signed_by.clone()?, plan.signed_on?)));
    let signature = match signed {
        Some((doctor, day)) => view! { <p class="signed">{icon(Icon::Tick)}{words.fill(key::PLAN_SIGNED, &[("doctor", &doctor), ("day", &words.day_with_year(day))])}</p> }.into_any(),
        None => view! { <p class="small">{words.fill(key::PLAN_UNSIGNED, &[("doctor", &care.pack.clinic().doctor)])}</p> }.into_any(),
    };
    Some(view! { <section class="card"><p>{goal}</p>{signature}</section> })
}

/// The cocktail: first what has a reason in this patient's own blood, then by family.
fn cocktail(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let included: Vec<_> = care.proposal.included().collect();
    if included.is_empty() {
        return None;
    }
    let count = i64::try_from(included.len()).unwrap_or_default();
    let (own, others): (Vec<_>, Vec<_>) = included.into_iter().partition(|answer| care.low_value(answer).is_some());
    let mut families: Vec<(Word, Vec<&Answer>)> = Vec::new();
    for answer in others {
        let Some((ingredient, _)) = care.ingredient(&answer.ingredient) else { continue };
        match families.iter_mut().find(|(family, _)| *family == ingredient.family) {
            Some((_, members)) => members.push(answer),
            None => families.push((ingredient.family.clone(), vec![answer])),
        }
    }
    Some(view! {
        <section>
            <div class="group__head"><h2 class="group__title">{words.say(key::PLAN_COCKTAIL)}</h2><span class="small">{words.count(key::PLAN_INGREDIENTS, count)}</span></div>
            <ul class="list">
                {own.into_iter().map(|answer| row(care, answer)).collect_view()}
                {families.into_iter().map(|(family, members)| family_row(care, &family, &members)).collect_view()}
            </ul>
        </section>
    })
}

fn row(care: &Care, answer: &Answer) -> AnyView {
    let words = words();
    let href = here().href(Route::Ingredient(answer.ingredient.clone()));
    let chip = care.low_value(answer).map(|seen| {
        let value = findings::value(&seen, care.pack);
        let same = seen.analyte.as_str() == answer.ingredient.as_str();
        let name = words.of("analyte", seen.analyte.as_str());
        if same { words.fill(key::PLAN_CHIP_OWN, &[("value", &value)]) } else { words.fill(key::PLAN_CHIP, &[("name", &name), ("value", &value)]) }
    });
    let open = answer.until_answered.then(|| words.say(key::LEFT_OUT_UNTIL_ANSWERED));
    view! { <LinkRow href=href name=name(answer) chip=chip note=open /> }.into_any()
}

/// A family as one row that unfolds; one alone is a plain row.
fn family_row(care: &Care, family: &Word, members: &[&Answer]) -> AnyView {
    let words = words();
    if let [alone] = members {
        return row(care, alone);
    }
    let names: Vec<_> = members.iter().map(|answer| name(answer)).collect();
    view! {
        <li>
            <details class="family">
                <summary class="row">
                    <span class="row__text"><span class="row__name">{words.of("family", family.as_str())}</span><span class="second">{words.list(&names)}</span></span>
                    {icon(Icon::Go)}
                </summary>
                <ul class="family__members">{members.iter().map(|answer| row(care, answer)).collect_view()}</ul>
            </details>
        </li>
    }
    .into_any()
}

fn name(answer: &Answer) -> String {
    let id = answer.ingredient.as_str();
    words().part("ingredient", id, "name").unwrap_or_else(|| id.to_owned())
}

fn left_out(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let names: Vec<_> = care.proposal.left_out().map(name).collect();
    (!names.is_empty()).then(|| view! { <ul class="list"><LinkRow href=here().href(Route::LeftOut) name=words.say(key::LEFT_OUT_TITLE) note=Some(words.list(&names)) /></ul> })
}

fn tests(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let names: Vec<_> = care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str())).collect();
    (!names.is_empty()).then(|| view! { <section class="card"><h2>{words.say(key::PLAN_TESTS)}</h2><p class="second">{words.say(key::PLAN_TESTS_TEXT)}</p>{sentences(names)}</section> })
}

fn questions(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let open: Vec<_> = care.proposal.questions.iter().map(|question| findings::question(question, care.pack)).collect();
    (!open.is_empty()).then(|| view! { <section class="card"><h2>{words.say(key::PLAN_QUESTIONS)}</h2><p class="second">{words.fill(key::PLAN_QUESTIONS_TEXT, &[("clinic", &care.pack.clinic().name)])}</p>{sentences(open)}</section> })
}

fn warnings(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let flags: Vec<_> = care.proposal.flags.iter().map(|warning| words.of("flag", warning.flag.as_str())).collect();
    (!flags.is_empty()).then(|| view! { <section class="card"><h2>{words.say(key::PLAN_WARNINGS)}</h2>{sentences(flags)}</section> })
}

fn not_understood(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let parts: Vec<_> = care.record.not_understood.iter().map(ToString::to_string).collect();
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    (count > 0).then(|| {
        view! {
            <details class="card folded">
                <summary class="row"><span class="row__text"><span class="row__name">{words.count(key::PLAN_NOT_UNDERSTOOD, count)}</span><span class="second">{words.say(key::PLAN_NOT_UNDERSTOOD_TEXT)}</span></span>{icon(Icon::Go)}</summary>
                {sentences(parts)}
            </details>
        }
    })
}
