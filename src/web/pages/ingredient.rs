//! `/plan/ingredient/<id>`: one ingredient, and why for this patient.

use crate::domain::details::SOURCE;
use crate::domain::formulation::formulary::Ingredient;
use crate::domain::formulation::proposal::Answer;
use crate::domain::ids::IngredientId;
use crate::domain::scheduling::series::SessionState;
use crate::web::care::Care;
use crate::web::components::parts::{evidence_dots, head, sentences, unsigned_notice};
use crate::web::content::words;
use crate::web::findings;
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
    all(vec![
        maybe(part("medical").map(|medical| text("p", "second page__below", medical))),
        why(care, answer),
        about(key::INGREDIENT_DOES, "does"),
        evidence(ingredient),
        about(key::INGREDIENT_CAUTION, "caution"),
        maybe(giving(care, ingredient, answer)),
        unsigned_notice(),
    ])
}

fn why(care: &Care, answer: &Answer) -> Markup {
    let words = words();
    let title = if answer.included { key::INGREDIENT_WHY } else { key::INGREDIENT_WHY_NOT };
    let chip =
        (!answer.included).then(|| text("span", "chip chip--plain", words.say(key::INGREDIENT_NOT_IN)));
    let tier = answer.included.then(|| text("p", "second", words.of("tier", answer.tier.key())));
    let open = answer.until_answered.then(|| text("p", "second", words.say(key::LEFT_OUT_UNTIL_ANSWERED)));
    element("section")
        .class("card")
        .child(head("card__head", heading(words.say(title)), chip))
        .child(paragraph(words.of("reason", answer.reason.as_str())))
        .maybe(sentences(findings::sentences(&care.because(answer), care.pack)))
        .maybe(tier)
        .maybe(open)
        .view()
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

/// The syringe, how often, and in which sessions; nothing where it is not given.
fn giving(care: &Care, ingredient: &Ingredient, answer: &Answer) -> Option<Markup> {
    let words = words();
    let series = care.series.as_ref().filter(|_| answer.included)?;
    let ahead = series.sessions.iter().filter(|session| session.state != SessionState::Given);
    let with_it = ahead.filter(|session| session.ingredients.contains(&ingredient.id)).take(NEXT_NAMED);
    let days: Vec<_> = with_it.map(|session| words.day_and_month(session.on)).collect();
    let next = (!days.is_empty())
        .then(|| paragraph(words.fill(key::INGREDIENT_NEXT, &[("days", &words.list(&days))])));
    let retest = ingredient
        .pacing
        .retest_after
        .map(|times| paragraph(words.count(key::INGREDIENT_RETEST, times.into())));
    let section = element("section")
        .class("card")
        .child(heading(words.say(key::INGREDIENT_GIVEN)))
        .child(paragraph(words.count(key::INGREDIENT_PACING, ingredient.pacing.min_days.into())))
        .maybe(retest)
        .maybe(next)
        .child(text("p", "second", words.of("syringe", ingredient.syringe.as_str())));
    Some(section.view())
}
