//! `/plan/ingredient/<id>`: one ingredient, why for this patient, how sure that is, and when it is given.

use crate::domain::details::SOURCE;
use crate::domain::formulation::formulary::Ingredient;
use crate::domain::formulation::proposal::{Answer, Warning};
use crate::domain::formulation::signed::Place;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::series::SessionState;
use crate::web::care::Care;
use crate::web::components::parts::{call_clinic, evidence_dots, head, sentences, unsigned_notice};
use crate::web::components::product::product_card;
use crate::web::components::why::{can_change, why};
use crate::web::content::words;
use crate::web::markup::{Markup, all, card, element, heading, maybe, paragraph, text};
use crate::web::text::{Key, key};

/// How many of the next sessions with it are named.
const NEXT_NAMED: usize = 4;

/// One ingredient.
pub fn ingredient_page(care: &Care, id: &IngredientId) -> Markup {
    let words = words();
    let Some((ingredient, answer)) = care.ingredient(id) else {
        return card(vec![paragraph(words.say(key::INGREDIENT_UNKNOWN))]);
    };
    let part = |part| words.part("ingredient", id.as_str(), part);
    let about = |title: Key, name| {
        maybe(part(name).map(|text| card(vec![heading(words.say(title)), paragraph(text)])))
    };
    let is_in = care.cocktail.is_some() && care.place(answer).is_in();
    let special = part("special").filter(|_| is_in);
    let special = special.map(|special| {
        let section = element("section").class("card card--care");
        section.child(heading(words.say(key::INGREDIENT_SPECIAL))).child(paragraph(special)).view()
    });
    all(vec![
        maybe(part("medical").map(|medical| text("p", "second page__below", medical))),
        why_card(care, answer),
        maybe(special),
        maybe(to_do(care, id)),
        about(key::INGREDIENT_DOES, "does"),
        evidence(ingredient),
        about(key::INGREDIENT_CAUTION, "caution"),
        maybe(giving(care, ingredient, answer)),
        maybe(is_in.then(|| product_card(ingredient, care.today))),
        maybe(given(care, id)),
        card(vec![heading(words.say(key::INGREDIENT_ASK)), call_clinic()]),
        unsigned_notice(),
    ])
}

fn why_card(care: &Care, answer: &Answer) -> Markup {
    let words = words();
    if care.cocktail.is_none() {
        return card(vec![paragraph(words.say(key::INGREDIENT_RESTS))]);
    }
    let place = care.place(answer);
    let title = if place.is_in() { key::INGREDIENT_WHY } else { key::INGREDIENT_WHY_NOT };
    let chip = match place {
        Place::In => None,
        Place::Out | Place::NotSigned => Some(("chip chip--plain", key::INGREDIENT_NOT_IN)),
        Place::ChosenByDoctor => Some(("chip chip--info", key::INGREDIENT_DOCTORS_CHOICE)),
        Place::InAgainstRules => Some(("chip chip--care", key::INGREDIENT_ASK_FIRST)),
    };
    let chip = chip.map(|(class, word)| text("span", class, words.say(word)));
    // Of what the rules leave out or to the doctor they know no amount.
    let tier = (place == Place::In).then(|| text("p", "second", words.of("tier", answer.tier.key())));
    let change = if place.is_in() { Vec::new() } else { can_change(care, answer) };
    element("section")
        .class(if place == Place::InAgainstRules { "card card--care" } else { "card" })
        .child(head("card__head", heading(words.say(title)), chip))
        .children(why(care, answer))
        .maybe(tier)
        .children(change)
        .view()
}

/// What to do because of it, with the day up to which that holds where one follows.
fn to_do(care: &Care, id: &IngredientId) -> Option<Markup> {
    let formulary = &care.pack.content.formulary;
    let about = |warning: &&Warning| {
        formulary.flag(&warning.flag).is_some_and(|rule| rule.is_about(id, &formulary.terms))
    };
    let lines = care.warnings().iter().filter(about).map(|warning| warning_line(care, warning));
    let lines = sentences(lines.collect())?;
    Some(card(vec![heading(words().say(key::PLAN_WARNINGS)), lines]))
}

/// A warning: what to do, and until when after the sessions so far.
pub fn warning_line(care: &Care, warning: &Warning) -> String {
    let words = words();
    let given: Vec<_> = care.record.given.iter().map(|given| (given.day, given.ingredients())).collect();
    let rule = care.pack.content.formulary.flag(&warning.flag);
    let until = rule.and_then(|rule| rule.until(&given)).filter(|until| *until >= care.today);
    let until = until.map(|day| words.fill(key::INGREDIENT_UNTIL, &[("day", &words.full_day(day))]));
    let said = [Some(words.of("flag", warning.flag.as_str())), until];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn evidence(ingredient: &Ingredient) -> Markup {
    let words = words();
    let sources: Vec<_> = ingredient.evidence.sources.iter().map(|tag| words.of(SOURCE, tag)).collect();
    let count = i64::try_from(sources.len()).unwrap_or_default();
    let summary = text("summary", "", words.count(key::INGREDIENT_SOURCES, count));
    let sources = sentences(sources)
        .map(|sources| element("details").class("sources").child(summary).child(sources).view());
    let confidence = ingredient.evidence.confidence;
    element("section")
        .class("card")
        .child(head("card__head", heading(words.say(key::INGREDIENT_SURE)), Some(evidence_dots(confidence))))
        .child(text("p", "second", words.of("confidence", confidence.key())))
        .maybe(sources)
        .view()
}

/// How it is prepared, how often, and in which sessions; nothing where it is not given.
fn giving(care: &Care, ingredient: &Ingredient, answer: &Answer) -> Option<Markup> {
    let words = words();
    let series = care.series.as_ref().filter(|_| care.place(answer).is_in())?;
    let ahead = series.sessions.iter().filter(|session| session.state != SessionState::Given);
    let with_it = ahead.filter(|session| session.ingredients.contains(&ingredient.id)).take(NEXT_NAMED);
    let days: Vec<_> = with_it.map(|session| words.day_and_month(session.on)).collect();
    let next = (!days.is_empty())
        .then(|| paragraph(words.fill(key::INGREDIENT_NEXT, &[("days", &words.list(&days))])));
    let retest = ingredient
        .pacing
        .retest_after
        .map(|times| paragraph(words.count(key::INGREDIENT_RETEST, times.into())));
    let syringes = care.cocktail.iter().flat_map(|cocktail| &cocktail.syringes);
    let shared = syringes.filter(|syringe| syringe.syringe == ingredient.syringe);
    let others: Vec<_> = shared
        .flat_map(|syringe| &syringe.ingredients)
        .filter(|other| **other != ingredient.id)
        .map(|other| words.part("ingredient", other.as_str(), "name").unwrap_or_else(|| other.to_string()))
        .collect();
    let with = if others.is_empty() {
        words.say(key::INGREDIENT_ALONE)
    } else {
        words.fill(key::INGREDIENT_TOGETHER, &[("names", &words.list(&others))])
    };
    let section = element("section")
        .class("card")
        .child(heading(words.say(key::INGREDIENT_GIVEN)))
        .child(paragraph(words.count(key::INGREDIENT_PACING, ingredient.pacing.min_days.into())))
        .maybe(retest)
        .maybe(next)
        .child(paragraph(with))
        .child(text("p", "second", words.of("syringe", ingredient.syringe.as_str())));
    Some(section.view())
}

/// The sessions in which it was given, with the batch where it is recorded; nothing where it never
/// was.
fn given(care: &Care, id: &IngredientId) -> Option<Markup> {
    let words = words();
    let line = |session: &crate::fhir::record::GivenSession| {
        let injected = session.injected.iter().find(|injected| injected.ingredient == *id)?;
        let day = words.full_day(session.day);
        Some(match &injected.batch {
            Some(batch) => words.fill(key::INGREDIENT_BATCH, &[("day", &day), ("batch", batch)]),
            None => words.fill(key::INGREDIENT_NO_BATCH, &[("day", &day)]),
        })
    };
    let lines: Vec<_> = care.record.given.iter().filter_map(line).collect();
    let count = i64::try_from(lines.len()).unwrap_or_default();
    let lines = sentences(lines)?;
    Some(card(vec![heading(words.count(key::INGREDIENT_TIMES, count)), lines]))
}
