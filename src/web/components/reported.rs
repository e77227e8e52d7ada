//! A patient's report in words.

use crate::domain::patient::{Asks, CodedWord, ReportKind, Vocabulary};
use crate::fhir::reported::Reported;
use crate::web::content::{pack, words};
use crate::web::text::{key, readable_unit};

/// The words a report of a kind chooses from: their group, and their names. None where it asks for
/// words or a day alone.
pub fn choices(kind: &ReportKind, vocabulary: &Vocabulary) -> (&'static str, Vec<String>) {
    let named = |list: &[CodedWord]| list.iter().map(|word| word.id.to_string()).collect();
    match kind.asks {
        Asks::Facts => ("fact", kind.facts.iter().map(ToString::to_string).collect()),
        Asks::Allergies => ("allergy", named(&vocabulary.allergies)),
        Asks::Medicines => ("medicine", named(&vocabulary.medicines)),
        Asks::Conditions => ("condition", named(&vocabulary.conditions)),
        Asks::Adjuncts => ("adjunct", named(&vocabulary.adjuncts)),
        Asks::Wishes => ("wish", named(&vocabulary.wishes)),
        Asks::BloodTest | Asks::Words => ("", Vec::new()),
    }
}

/// “Allergy: zinc”, “Ferritin: 18 ng/mL, 12 September 2026”.
pub fn in_words(reported: &Reported) -> String {
    let words = words();
    match reported {
        Reported::Said { kind, word, words: said, day } => {
            let vocabulary = &pack().content.facts;
            let known = vocabulary.reports.iter().find(|known| known.id == *kind);
            let group = known.map_or("", |known| choices(known, vocabulary).0);
            let word = word.as_ref().map(|word| words.of(group, word.as_str()));
            let day = day.map(|day| words.day_with_year(day));
            let parts: Vec<_> = [word, said.clone(), day].into_iter().flatten().collect();
            let kind = words.of("report", kind.as_str());
            if parts.is_empty() { kind } else { [&kind, ": ", &parts.join(", ")].concat() }
        }
        Reported::Result { analyte, value, unit, drawn, .. } => {
            let filling = [
                ("name", &*words.of("analyte", analyte.as_str())),
                ("value", &*value.to_string()),
                ("unit", &*readable_unit(unit)),
                ("day", &*words.day_with_year(*drawn)),
            ];
            words.fill(key::OUTBOX_RESULT, &filling)
        }
    }
}
