//! `AllergyIntolerance`: the allergies of the vocabulary, and that there are none.

use crate::fhir::bundle::Entry;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::value::{has_code, list_at, named};
use serde_json::Value;

/// Reads an allergy. One that is refuted, inactive or resolved says nothing. One that the
/// vocabulary does not have is listed, and the record then no longer says "none known".
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let clinical = resource.get("clinicalStatus");
    let over = ["inactive", "resolved"].iter().any(|code| has_code(clinical, code));
    if over || has_code(resource.get("verificationStatus"), "refuted") {
        return;
    }
    let substances = list_at(resource, "/reaction").iter();
    let substances = substances.filter_map(|reaction| reaction.get("substance"));
    let concepts: Vec<&Value> = resource.get("code").into_iter().chain(substances).collect();
    let words = context.words;
    let codings: Vec<_> = concepts.iter().flat_map(|concept| words.codings(concept)).collect();
    let vocabulary = context.rules.vocabulary;
    let found = words.carried(&vocabulary.allergies, &codings);
    if words.is_among(&vocabulary.no_known_allergies, &codings) && found.is_empty() {
        read.no_allergies = true;
        return;
    }
    let silent = words.has_no_effect(&codings) || words.is_among(&vocabulary.not_asked, &codings);
    if found.is_empty() && silent {
        return;
    }
    read.allergy_recorded = true;
    for word in &found {
        Reading::add(&mut read.allergies, &word.id);
    }
    if found.is_empty() {
        let name = concepts.iter().find_map(|concept| named(concept));
        read.note(entry.name(), name.map_or(WhyNot::NoCode, WhyNot::UnknownAllergy));
    }
}
