//! `/plan`: the goal, the course, the cocktail with its reasons, and what is still open.

use crate::domain::formulation::proposal::Answer;
use crate::domain::formulation::signed::Place;
use crate::domain::ids::Word;
use crate::web::care::Care;
use crate::web::components::drift::drift_cards;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{Row, head, sentences, unsigned_notice};
use crate::web::components::series_line::series_card;
use crate::web::components::states::Tall;
use crate::web::components::status::status_card;
use crate::web::content::words;
use crate::web::details::{Detailed, with_details};
use crate::web::findings;
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, heading, list, maybe, paragraph, text};
use crate::web::pages::ingredient::warning_line;
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use std::sync::Arc;

/// The plan.
pub fn plan_page(care: &Arc<Care>) -> Markup {
    let words = words();
    let analytes =
        care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str())).collect();
    let questions =
        care.proposal.questions.iter().map(|question| findings::question(question, care.pack)).collect();
    let ask = words.fill(key::PLAN_QUESTIONS_TEXT, &[("clinic", &care.pack.clinic().name)]);
    let parts = [
        status_card(care),
        drift_cards(care),
        goal(care),
        cocktail(care),
        Some(beside(care)),
        series_card(care),
        sentence_card(key::PLAN_TESTS, Some(words.say(key::PLAN_TESTS_TEXT)), analytes),
        sentence_card(key::PLAN_QUESTIONS, Some(ask), questions),
        Some(with_details(&[Tall::Middle, Tall::Short], Detailed::PlanBelow, Some(care.clone()))),
    ];
    all(parts.into_iter().map(maybe).chain([unsigned_notice()]).collect())
}

/// What stands below the plan: what to know and to do beside it, what was not understood, and what a
/// patient may do with it. It needs the details.
pub fn below(care: &Care) -> Markup {
    let lines = care.warnings().iter().map(|warning| warning_line(care, warning)).collect();
    let warnings = sentence_card(key::PLAN_WARNINGS, None, lines);
    all(vec![maybe(warnings), maybe(not_understood(care)), further(care)])
}

/// A card of sentences; nothing where there is none.
fn sentence_card(title: Key, lead: Option<String>, lines: Vec<String>) -> Option<Markup> {
    let lines = sentences(lines)?;
    Some(card(vec![heading(words().say(title)), maybe(lead.map(|lead| text("p", "second", lead))), lines]))
}

/// The goal, and who has signed it.
fn goal(care: &Care) -> Option<Markup> {
    let words = words();
    let plan = care.record.plan.as_ref();
    let types: Vec<_> =
        care.record.patient.types.iter().map(|type_| words.of("type", type_.as_str())).collect();
    let written = plan.and_then(|plan| plan.title.clone());
    let goal = written.or_else(|| {
        (!types.is_empty()).then(|| words.fill(key::PLAN_GOAL, &[("name", &words.list(&types))]))
    })?;
    let signature = match plan.and_then(|plan| Some((plan.signed_by.clone()?, plan.signed_on?))) {
        Some((doctor, day)) => {
            let signed =
                words.fill(key::PLAN_SIGNED, &[("doctor", &doctor), ("day", &words.day_with_year(day))]);
            element("p").class("signed").child(icon(Icon::Tick)).text(signed).view()
        }
        None => text("p", "small", words.fill(key::PLAN_UNSIGNED, &[("doctor", &care.pack.clinic().doctor)])),
    };
    Some(card(vec![paragraph(goal), signature]))
}

/// The cocktail: first what has a reason in this patient's own blood or is the doctor's own choice,
/// then by family.
fn cocktail(care: &Care) -> Option<Markup> {
    let words = words();
    let included: Vec<_> = care.included().collect();
    let count = i64::try_from(included.len()).unwrap_or_default();
    let (own, others): (Vec<_>, Vec<_>) = included.into_iter().partition(|answer| stands_alone(care, answer));
    let own = own.into_iter().map(|answer| row(care, answer));
    let families =
        families(care, others).into_iter().map(|(family, members)| family_row(care, &family, &members));
    let rows = own.chain(families).collect();
    let counted = text("span", "small", words.count(key::PLAN_INGREDIENTS, count));
    let title = head("group__head", text("h2", "group__title", words.say(key::PLAN_COCKTAIL)), Some(counted));
    (count > 0).then(|| element("section").child(title).child(list(rows)).view())
}

/// Whether it has a row of its own: for a low blood value, and where the doctor's word and the rules
/// are not the same.
fn stands_alone(care: &Care, answer: &Answer) -> bool {
    care.place(answer) != Place::In || care.low_value(answer).is_some()
}

/// Answers by the family of their ingredient, in the formulary's order.
fn families<'a>(care: &Care, answers: Vec<&'a Answer>) -> Vec<(Word, Vec<&'a Answer>)> {
    let mut families: Vec<(Word, Vec<&Answer>)> = Vec::new();
    for answer in answers {
        let Some((ingredient, _)) = care.ingredient(&answer.ingredient) else { continue };
        match families.iter_mut().find(|(family, _)| *family == ingredient.family) {
            Some((_, members)) => members.push(answer),
            None => families.push((ingredient.family.clone(), vec![answer])),
        }
    }
    families
}

fn row(care: &Care, answer: &Answer) -> Markup {
    let words = words();
    let chip = care.low_value(answer).map(|seen| {
        let value = findings::value(&seen, care.pack);
        let name = words.of("analyte", seen.analyte.as_str());
        let same = seen.analyte.as_str() == answer.ingredient.as_str();
        if same {
            words.fill(key::PLAN_CHIP_OWN, &[("value", &value)])
        } else {
            words.fill(key::PLAN_CHIP, &[("name", &name), ("value", &value)])
        }
    });
    let (asks, note) = match care.place(answer) {
        Place::ChosenByDoctor => (None, Some(words.say(key::PLAN_DOCTORS_CHOICE))),
        Place::InAgainstRules => (Some(words.say(key::PLAN_ASK_FIRST)), None),
        Place::In | Place::Out | Place::NotSigned => {
            (None, answer.until_answered.then(|| words.say(key::PLAN_UNTIL_ANSWERED)))
        }
    };
    let row = Row { chip: asks.or(chip), ..Row::new(name(answer), note) };
    row.link(here().href(Route::Ingredient(answer.ingredient.clone())))
}

/// A family as one row that unfolds; one alone is a plain row.
fn family_row(care: &Care, family: &Word, members: &[&Answer]) -> Markup {
    let words = words();
    if let [alone] = members {
        return row(care, alone);
    }
    let names: Vec<_> = members.iter().map(|answer| name(answer)).collect();
    let summary = Row::new(words.of("family", family.as_str()), Some(words.list(&names))).summary();
    let members = element("ul")
        .class("family__members")
        .children(members.iter().map(|answer| row(care, answer)).collect());
    element("li").child(element("details").child(summary).child(members.view()).view()).view()
}

fn name(answer: &Answer) -> String {
    let id = answer.ingredient.as_str();
    words().part("ingredient", id, "name").unwrap_or_else(|| id.to_owned())
}

/// What stands beside the cocktail: what was left out, the blood tests, the versions before.
fn beside(care: &Care) -> Markup {
    let (words, here) = (words(), here());
    let names: Vec<_> = care.left_out().map(name).collect();
    let left_out = (!names.is_empty()).then(|| {
        Row::new(words.say(key::LEFT_OUT_TITLE), Some(words.list(&names))).link(here.href(Route::LeftOut))
    });
    let tests = Row::new(words.say(key::TESTS_TITLE), Some(words.say(key::PLAN_TESTS_ROW)));
    let changes = (!care.record.earlier_plans.is_empty()).then(|| {
        Row::new(words.say(key::CHANGES_TITLE), Some(words.say(key::PLAN_CHANGES_ROW)))
            .link(here.href(Route::Changes))
    });
    let tests = Some(tests.link(here.href(Route::Tests)));
    list([left_out, tests, changes].into_iter().flatten().collect())
}

/// What a patient may do with the plan.
fn further(care: &Care) -> Markup {
    let (words, here) = (words(), here());
    let count = i64::try_from(care.unsent().len()).unwrap_or_default();
    let row = |title, note, route| Row::new(words.say(title), note).link(here.href(route));
    let unsent = (count > 0)
        .then(|| row(key::OUTBOX_TITLE, Some(words.count(key::PLAN_UNSENT, count)), Route::Outbox));
    let rows = [
        unsent,
        Some(row(key::TELL_TITLE, Some(words.say(key::PLAN_TELL_ROW)), Route::Tell)),
        Some(row(key::TREATMENT_TITLE, Some(words.say(key::PLAN_TREATMENT_ROW)), Route::Treatment)),
        Some(row(key::SHEET_TITLE, Some(words.say(key::PLAN_SHEET_ROW)), Route::Sheet)),
    ];
    list(rows.into_iter().flatten().collect())
}

fn not_understood(care: &Care) -> Option<Markup> {
    let words = words();
    let parts: Vec<_> = care.record.not_understood.iter().map(ToString::to_string).collect();
    let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let lines = sentences(parts)?;
    let summary = Row::new(
        words.count(key::PLAN_NOT_UNDERSTOOD, count),
        Some(words.say(key::PLAN_NOT_UNDERSTOOD_TEXT)),
    )
    .summary();
    Some(element("details").class("card folded").child(summary).child(lines).view())
}
