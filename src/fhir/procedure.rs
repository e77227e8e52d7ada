//! `Procedure` and `MedicationAdministration`: sessions that were given with what was injected,
//! PRP, GFC, hair transplants.

use crate::domain::ids::Word;
use crate::domain::patient::Transplant;
use crate::fhir::bundle::{Entries, Entry};
use crate::fhir::medication::{batch, ingredient, medicine};
use crate::fhir::moment::{Dated, Moment, dated};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading, unknown};
use crate::fhir::record::{GivenSession, Injected, OtherProcedure};
use crate::fhir::value::{list_at, shown, text_at};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

const WHEN: [&str; 2] = ["performedDateTime", "performedPeriod"];

/// Reads a Procedure. PRP and GFC that are planned or going on count as treatments beside this
/// one; those that are done are kept with their day. A hair transplant that was done is a type of
/// hair loss too.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let vocabulary = context.rules.vocabulary;
    let words = context.words;
    let codings = words.codings(resource.get("code").unwrap_or(&Value::Null));
    let status = text_at(resource, "/status").unwrap_or("unknown");
    let is = |what| words.is_the(&vocabulary.procedures, what, &codings);
    let adjuncts = words.carried(&vocabulary.adjuncts, &codings);
    let (session, transplant) = (is("mesotherapy_session"), is("hair_transplant"));
    if !session && !transplant && adjuncts.is_empty() {
        if !words.has_no_effect(&codings) && status != "not-done" {
            read.note(entry.name(), unknown(resource.get("code")));
        }
        return;
    }
    match status {
        "completed" => {}
        "not-done" => {
            let day = dated(resource, &WHEN, "/end").moment().and_then(|moment| moment.day(context.clock));
            read.not_given.extend(day.filter(|_| session));
            return;
        }
        "preparation" | "in-progress" | "on-hold" if !adjuncts.is_empty() => {
            for word in adjuncts {
                Reading::add(&mut read.patient.adjuncts, &word.id);
            }
            return;
        }
        _ => return read.note(entry.name(), WhyNot::StatusNotUsed(shown(status))),
    }
    let when = dated(resource, &WHEN, "/end");
    if session {
        given(context, entry, &when, read);
    }
    if transplant {
        let day = read.past_day(context, &entry.name(), &when);
        read.transplants.push(day);
        if let Some(word) = words.type_named("post_transplant") {
            Reading::add(&mut read.patient.types, word);
        }
        done(context, "hair_transplant", day, read);
    }
    for word in adjuncts {
        let day = read.past_day(context, &entry.name(), &when);
        done(context, word.id.as_str(), day, read);
    }
}

fn done(context: &Context<'_>, what: &str, day: Option<NaiveDate>, read: &mut Reading) {
    let vocabulary = context.rules.vocabulary;
    let mut words = vocabulary.procedures.iter().chain(&vocabulary.adjuncts);
    if let Some(word) = words.find(|word| word.id == *what) {
        read.other_procedures.push(OtherProcedure { what: word.id.clone(), day });
    }
}

fn given(context: &Context<'_>, entry: &Entry<'_>, when: &Dated, read: &mut Reading) {
    let Some(day) = read.past_day(context, &entry.name(), when) else {
        return;
    };
    let at = |place| text_at(entry.resource, place).and_then(Moment::read);
    let started = at("/performedPeriod/start").and_then(Moment::instant);
    let ended = at("/performedPeriod/end").or_else(|| at("/performedDateTime"));
    let ended = ended.and_then(Moment::instant);
    if ended.is_none() {
        read.note(entry.name(), WhyNot::NoEnd);
    }
    let injected = injected(context, entry, read);
    read.given.push(GivenSession { ended, started, day, injected, told: is_told(context, entry) });
}

/// Whether the patient recorded it, not the clinic.
fn is_told(context: &Context<'_>, entry: &Entry<'_>) -> bool {
    let recorder = text_at(entry.resource, "/recorder/reference");
    let recorder = recorder.and_then(|reference| context.entries.entry(reference));
    recorder.is_some_and(|recorder| core::ptr::eq(recorder.resource, context.person.resource))
}

/// What was injected in a session: the administrations that are part of it.
fn injected(context: &Context<'_>, session: &Entry<'_>, read: &mut Reading) -> Vec<Injected> {
    let mut injected = Vec::new();
    for administration in context.administrations.get(&session.place).into_iter().flatten() {
        if !read.counts(context, administration, "subject") {
            continue;
        }
        let status = text_at(administration.resource, "/status").unwrap_or("unknown");
        match status {
            "completed" | "in-progress" | "stopped" | "on-hold" | "unknown" => {}
            "not-done" => continue,
            _ => {
                read.note(administration.name(), WhyNot::StatusNotUsed(shown(status)));
                continue;
            }
        }
        match medicine(context, administration) {
            Ok(concepts) => {
                let batch = batch(context, administration);
                for concept in concepts {
                    ingredients_of(context, administration, concept, batch, &mut injected, read);
                }
            }
            Err(why) => read.note(administration.name(), why),
        }
    }
    injected
}

fn ingredients_of(
    context: &Context<'_>,
    administration: &Entry<'_>,
    concept: &Value,
    batch: Option<&str>,
    injected: &mut Vec<Injected>,
    read: &mut Reading,
) {
    let words = context.words;
    let codings = words.codings(concept);
    let procedures = &context.rules.vocabulary.procedures;
    if words.is_the(procedures, "cocktail", &codings) {
        return;
    }
    match ingredient(context, &codings) {
        Some(id) if injected.iter().all(|known| known.ingredient != *id) => {
            injected.push(Injected { ingredient: id.clone(), batch: batch.map(shown) });
        }
        Some(_) => {}
        None => {
            let name = crate::fhir::value::named(concept);
            let why = name.map_or(WhyNot::NoCode, WhyNot::UnknownIngredient);
            read.note(administration.name(), why);
        }
    }
}

/// What was injected in each session, by the session's place in the Bundle; and what is part of
/// no session of the Bundle.
pub type Administrations<'a> = (BTreeMap<usize, Vec<Entry<'a>>>, Vec<Entry<'a>>);

/// Puts what was injected to its session.
pub fn administrations<'a>(entries: &Entries<'a>) -> Administrations<'a> {
    let mut by_session: BTreeMap<usize, Vec<Entry<'a>>> = BTreeMap::new();
    let mut stray = Vec::new();
    for administration in entries.of_kind("MedicationAdministration") {
        let parts = list_at(administration.resource, "/partOf").iter();
        let sessions = parts
            .filter_map(|part| entries.entry(text_at(part, "/reference")?))
            .filter(|entry| entry.kind == "Procedure");
        let mut found = false;
        for session in sessions {
            found = true;
            by_session.entry(session.place).or_default().push(*administration);
        }
        if !found {
            stray.push(*administration);
        }
    }
    (by_session, stray)
}

/// The transplant that counts: the newest with a day.
pub fn transplant(context: &Context<'_>, read: &Reading) -> Transplant {
    let newest = read.transplants.iter().flatten().max();
    let word = |word: &Word| *word == *"post_transplant";
    match newest {
        Some(day) => Transplant::DaysAgo((context.as_of - *day).num_days()),
        None if !read.transplants.is_empty() => Transplant::DayNotGiven,
        None if read.patient.types.iter().any(word) => Transplant::DayNotGiven,
        None => Transplant::None,
    }
}
