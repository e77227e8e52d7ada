//! What a report of the patient's would change, shown before it is kept: a proposal, never more.

use crate::domain::formulation::changes::{Change, changes};
use crate::domain::scheduling::booking::may_book;
use crate::fhir::reported::Reported;
use crate::web::care::Care;
use crate::web::components::parts::{call_clinic, sentences};
use crate::web::components::states::explanation;
use crate::web::content::words;
use crate::web::markup::{Markup, element, heading, maybe, paragraph, text};
use crate::web::text::{Words, key};
use chrono::{DateTime, Utc};

/// What the rules make of the record with the report, were it made at this instant.
pub fn effect(care: &Care, reported: &Reported, at: DateTime<Utc>) -> Markup {
    let words = words();
    let after = match care.with_report(reported, at) {
        Ok(after) => after,
        Err(trouble) => return paragraph(explanation(&trouble)),
    };
    let changes = changes(&care.proposal, &after.proposal);
    let lines: Vec<_> = changes.iter().map(|change| sentence(change, words)).collect();
    let closes = may_book(&care.proposal).is_ok() && after.may_book().is_err();
    let none = changes.is_empty().then(|| paragraph(words.say(key::EFFECT_NOTHING)));
    let closes_booking = closes.then(|| paragraph(words.say(key::EFFECT_CLOSES)));
    let stays = care
        .signed
        .as_ref()
        .map(|signed| text("p", "second", words.fill(key::EFFECT_SIGNED_STAYS, &[("doctor", &signed.by)])));
    element("section")
        .class(if closes { "card card--care" } else { "card card--hero" })
        .fixed("role", "status")
        .child(heading(words.say(key::EFFECT_TITLE)))
        .child(maybe(sentences(lines)))
        .maybe(none)
        .maybe(closes_booking)
        .maybe(stays)
        .maybe(closes.then(call_clinic))
        .view()
}

/// A change in one or two sentences.
pub fn sentence(change: &Change, words: &Words) -> String {
    let ingredient = |what, answer: &crate::domain::formulation::proposal::Answer| {
        let id = answer.ingredient.as_str();
        let name = words.part("ingredient", id, "name").unwrap_or_else(|| id.to_owned());
        let reason = words.of("reason", answer.reason.as_str());
        [&words.fill(what, &[("name", &name)]), " ", &reason].concat()
    };
    let analyte = |what, id: &crate::domain::ids::AnalyteId| {
        words.fill(what, &[("name", &words.of("analyte", id.as_str()))])
    };
    match change {
        Change::Status { status, reason } => {
            let title = words.part("status", status.key(), "title").unwrap_or_default();
            [&title, ". ", &words.of("reason", reason.as_str())].concat()
        }
        Change::In(answer) => ingredient(key::EFFECT_IN, answer),
        Change::Out(answer) => ingredient(key::EFFECT_OUT, answer),
        Change::OutFor(answer) => ingredient(key::EFFECT_OUT_FOR, answer),
        Change::Amount(answer) => {
            let id = answer.ingredient.as_str();
            let name = words.part("ingredient", id, "name").unwrap_or_else(|| id.to_owned());
            let amount = words.of("tier", answer.tier.key());
            words.fill(key::EFFECT_AMOUNT, &[("name", &name), ("amount", &amount)])
        }
        Change::Course(course) => {
            let (count, days) = (course.loading_sessions.to_string(), course.interval_days.to_string());
            words.fill(key::EFFECT_COURSE, &[("count", &count), ("days", &days)])
        }
        Change::Warning(warning) => words.of("flag", warning.flag.as_str()),
        Change::Needed(id) => analyte(key::EFFECT_NEEDED, id),
        Change::NotNeeded(id) => analyte(key::EFFECT_NOT_NEEDED, id),
    }
}
