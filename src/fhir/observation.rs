//! `Observation`: blood values, yes-or-no facts, wishes, treatments beside this one.

use crate::domain::ids::AnalyteId;
use crate::domain::order;
use crate::fhir::bundle::Entry;
use crate::fhir::facts::{Answer, Answered, Coded};
use crate::fhir::json;
use crate::fhir::laboratory;
use crate::fhir::moment::{Dated, dated};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading, unknown};
use crate::fhir::value::{any_value, list_at, named, present, shown, text_at};
use serde_json::Value;

const WHEN: [&str; 3] = ["effectiveDateTime", "effectivePeriod", "effectiveInstant"];

/// One value with its code: an Observation or one component of it.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'a> {
    /// What a person finds it by.
    pub what: &'a str,
    /// The Observation or the component.
    pub value: &'a Value,
    /// The Observation, for its extensions.
    pub whole: &'a Value,
    /// When.
    pub when: &'a Dated,
}

/// Reads an Observation. Only final, amended and corrected ones are used. A panel speaks by its
/// components; the members it refers to are Observations of their own.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let status = text_at(resource, "/status").unwrap_or("missing");
    if !matches!(status, "final" | "amended" | "corrected") {
        read.note(entry.name(), WhyNot::StatusNotUsed(shown(status)));
        return;
    }
    let when = dated(resource, &WHEN, "/end");
    let components = list_at(resource, "/component");
    let parts = !components.is_empty() || !list_at(resource, "/hasMember").is_empty();
    let speaks = any_value(resource).is_some() || present(resource, "dataAbsentReason").is_some();
    if speaks || !parts {
        let measured = Measured { what: &entry.name(), value: resource, whole: resource, when: &when };
        one(context, measured, read);
    }
    for (at, component) in components.iter().enumerate() {
        let measured = Measured {
            what: &format!("{} component {}", entry.name(), at + 1),
            value: component,
            whole: resource,
            when: &when,
        };
        one(context, measured, read);
    }
}

fn one(context: &Context<'_>, measured: Measured<'_>, read: &mut Reading) {
    let concept = measured.value.get("code");
    let codings = context.words.codings(concept.unwrap_or(&Value::Null));
    let mut analytes = analytes(context, &codings);
    analytes.dedup();
    match analytes.as_slice() {
        [] => {}
        [analyte] => return laboratory::read(context, measured, analyte, read),
        _ => return read.note(measured.what, WhyNot::SeveralMeanings),
    }
    let said = facts(context, measured, &codings, read);
    let said = words(context, measured, &codings, read) || said;
    if !said && !context.words.has_no_effect(&codings) {
        read.note(measured.what, unknown(concept));
    }
}

/// The blood values the codes stand for.
fn analytes(context: &Context<'_>, codings: &[Coded<'_>]) -> Vec<AnalyteId> {
    let panel = context.rules.panel;
    let analyte = |coded: &Coded<'_>| {
        if context.words.is_own(*coded) {
            return panel.analytes.iter().find(|known| known.id == *coded.code);
        }
        (coded.system == "loinc").then(|| panel.by_loinc(coded.code)).flatten()
    };
    let mut found: Vec<_> = codings.iter().filter_map(analyte).map(|one| one.id.clone()).collect();
    order::by_key(&mut found, Clone::clone);
    found
}

/// Whether it answers a yes-or-no fact.
fn facts(context: &Context<'_>, measured: Measured<'_>, codings: &[Coded<'_>], read: &mut Reading) -> bool {
    let value = any_value(measured.value).map(|(_, value)| value);
    let mut understood = false;
    for fact in &context.rules.vocabulary.facts {
        let Some(answer) = context.words.answer(fact, codings, value) else {
            continue;
        };
        understood = true;
        if answer == Answer::Unknown {
            read.note(measured.what, no_answer(measured.value));
        }
        let day = Reading::last_day(context, measured.when);
        if let Dated::Unreadable(text) = measured.when {
            read.note(measured.what, WhyNot::BadDate(text.clone()));
        } else if let Some(day) = day.filter(|_| is_ahead(context, measured.when)) {
            read.note(measured.what, WhyNot::Future(day));
        } else {
            read.answered.push(Answered {
                fact: fact.id.clone(),
                answer,
                day,
                what: measured.what.to_owned(),
            });
        }
    }
    understood
}

/// Whether it says a wish, a treatment beside this one or an illness by the portal's own word.
fn words(context: &Context<'_>, measured: Measured<'_>, codings: &[Coded<'_>], read: &mut Reading) -> bool {
    let vocabulary = context.rules.vocabulary;
    let value = any_value(measured.value).map(|(_, value)| value);
    let said = context.words.yes_or_no(value);
    let patient = &mut read.patient;
    let lists = [
        (&vocabulary.wishes, &mut patient.wishes),
        (&vocabulary.adjuncts, &mut patient.adjuncts),
        (&vocabulary.conditions, &mut patient.conditions),
    ];
    let mut understood = false;
    for (list, known) in lists {
        for word in context.words.carried(list, codings) {
            understood = true;
            if said == Some(true) {
                Reading::add(known, &word.id);
            }
        }
    }
    if understood && said.is_none() {
        read.note(measured.what, no_answer(measured.value));
    }
    understood
}

fn no_answer(value: &Value) -> WhyNot {
    match any_value(value) {
        None => laboratory::absent(value),
        Some((_, answer)) => {
            WhyNot::UnknownAnswer(named(answer).unwrap_or_else(|| shown(&json::write(answer))))
        }
    }
}

fn is_ahead(context: &Context<'_>, when: &Dated) -> bool {
    when.moment().is_some_and(|moment| moment.span(context.clock).0 > context.as_of)
}
