//! Whom the clinic describes the treatment for, and where a patient stands among them.

use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::formulation::formulary::NamedCondition;
use crate::domain::labs::reading::Readings;
use crate::domain::truth::Truth;
use crate::web::care::Care;
use crate::web::content::{pack, words};
use crate::web::markup::{Markup, all, element, heading, list, maybe, paragraph, text};
use crate::web::text::key;

/// Whom the clinic describes it for, with a mark where that is in the patient's record, and how
/// far the plan may go where there is no cocktail.
pub fn who_benefits(care: Option<&Care>) -> Markup {
    let (words, pack) = (words(), pack());
    let row = |benefit: &NamedCondition| {
        let is_theirs = care.is_some_and(|care| evaluation(care).judge(&benefit.when).truth == Truth::Yes);
        let part = |part| words.part("benefit", benefit.id.as_str(), part).unwrap_or_default();
        let said = element("span")
            .class("row__text")
            .child(text("span", "row__name", part("name")))
            .child(text("span", "second", part("about")))
            .maybe(is_theirs.then(|| text("span", "chip chip--info", words.say(key::TREATMENT_YOURS))));
        element("li").class("row").child(said.view()).view()
    };
    let status = care.map(Care::status).filter(|status| !status.shows_a_cocktail());
    let stops = status.and_then(|status| {
        let [title, more] = ["title", "text"].map(|part| words.part("status", status.key(), part));
        let said = element("section").class("card card--care").child(heading(title?));
        Some(said.child(paragraph(more?)).view())
    });
    let doctor = [("doctor", &*pack.clinic().doctor)];
    let section = element("section")
        .child(text("h2", "group__title", words.say(key::TREATMENT_WHO)))
        .child(text("p", "second group__note", words.fill(key::TREATMENT_WHO_TEXT, &doctor)))
        .child(list(pack.content.formulary.benefits.iter().map(row).collect()));
    all(vec![section.view(), maybe(stops)])
}

/// The patient, to be asked for whom it is.
fn evaluation(care: &Care) -> Evaluation<'_> {
    let (content, patient) = (&care.pack.content, &care.record.patient);
    Evaluation {
        patient,
        vocabulary: &content.facts,
        readings: Readings::new(&content.labs, &patient.results, patient.as_of),
        terms: &content.formulary.terms,
        answers: &care.proposal.answers,
    }
}
