//! `MedicationStatement` and `MedicationRequest`: the medicines a patient takes.

use crate::domain::ids::IngredientId;
use crate::fhir::bundle::Entry;
use crate::fhir::facts::Coded;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading, unknown};
use crate::fhir::value::{list_at, shown, text_at};
use serde_json::Value;

/// Reads a medicine. Active, intended and paused ones count; an unknown status counts too, as the
/// safer reading. The clinic's own cocktail order is understood and is no medicine at home.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let status = text_at(resource, "/status").unwrap_or("unknown");
    match status {
        "active" | "intended" | "on-hold" | "unknown" => {}
        "completed" | "stopped" | "cancelled" | "not-taken" => {
            read.nothing_recorded.medicines = false;
            return;
        }
        _ => return read.note(entry.name(), WhyNot::StatusNotUsed(shown(status))),
    }
    if resource.get("doNotPerform").and_then(Value::as_bool) == Some(true) {
        return read.note(entry.name(), WhyNot::StatusNotUsed("doNotPerform".to_owned()));
    }
    let concepts = match medicine(context, entry) {
        Ok(concepts) => concepts,
        Err(why) => {
            read.nothing_recorded.medicines = false;
            return read.note(entry.name(), why);
        }
    };
    let words = context.words;
    let codings: Vec<Coded<'_>> = concepts.iter().flat_map(|concept| words.codings(concept)).collect();
    let vocabulary = context.rules.vocabulary;
    if words.is_the(&vocabulary.procedures, "cocktail", &codings)
        || words.is_among(&vocabulary.not_asked, &codings)
        || ingredient(context, &codings).is_some()
    {
        return;
    }
    read.nothing_recorded.medicines = false;
    let found = words.carried(&vocabulary.medicines, &codings);
    for word in &found {
        Reading::add(&mut read.patient.medicines, &word.id);
    }
    if found.is_empty() && !words.has_no_effect(&codings) {
        read.note(entry.name(), unknown(concepts.first().copied()));
    }
}

/// The ingredient of the formulary that the portal's own code names.
pub fn ingredient<'a>(context: &Context<'a>, codings: &[Coded<'_>]) -> Option<&'a IngredientId> {
    let own = codings.iter().filter(|coded| context.words.is_own(**coded));
    let mut named = own.filter_map(|coded| {
        let mut known = context.rules.formulary.ingredients.iter();
        known.find(|known| known.id == *coded.code)
    });
    named.next().map(|known| &known.id)
}

/// The batch of what was given, as its label says it: of the Medication that is referred to.
pub fn batch<'a>(context: &Context<'a>, entry: &Entry<'a>) -> Option<&'a str> {
    let reference = text_at(entry.resource, "/medicationReference/reference")?;
    text_at(context.entries.resolve(entry.resource, reference)?, "/batch/lotNumber")
}

/// The concepts that say which medicine it is: its code first, then its ingredients.
///
/// # Errors
/// [`WhyNot::BrokenReference`] where it refers to a Medication that is not there.
pub fn medicine<'a>(context: &Context<'a>, entry: &Entry<'a>) -> Result<Vec<&'a Value>, WhyNot> {
    if let Some(concept) = entry.resource.get("medicationCodeableConcept") {
        return Ok(vec![concept]);
    }
    let Some(reference) = text_at(entry.resource, "/medicationReference/reference") else {
        let display = text_at(entry.resource, "/medicationReference/display");
        return Err(display.map_or(WhyNot::NoCode, |name| WhyNot::UnknownCode(shown(name))));
    };
    let medication = context
        .entries
        .resolve(entry.resource, reference)
        .ok_or_else(|| WhyNot::BrokenReference(shown(reference)))?;
    let ingredients = list_at(medication, "/ingredient").iter();
    let ingredients = ingredients.filter_map(|part| part.get("itemCodeableConcept"));
    Ok(medication.get("code").into_iter().chain(ingredients).collect())
}
