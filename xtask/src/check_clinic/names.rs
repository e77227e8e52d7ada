//! Names that entries give each other: unique, known, and with a source that is listed.

use std::collections::BTreeSet;
use std::fmt::Display;

use portal::domain::aftercare::timeline::Aftercare;
use portal::domain::content::Content;
use portal::domain::formulation::formulary::{Formulary, Ingredient};
use portal::domain::patient::{Asks, Code, CodedWord, Vocabulary};

use super::load::{ACTIVITIES, BOOKING, PRECHECK, TRIAGE};
use super::{Fault, Faults, Files};

/// What `source` may say beside a tag of the list: the clinic's own description or habit.
const CLINIC: &str = "clinic";

/// Code systems that records are read by, beside the portal's own.
const SYSTEMS: [&str; 2] = ["loinc", "ucum"];
/// Procedures that records are read by.
const PROCEDURES: [&str; 5] =
    ["mesotherapy_session", "mesotherapy_plan", "cocktail", "hair_transplant", "blood_test"];
/// The type of hair loss that has a day of its own.
const TRANSPLANTED: &str = "post_transplant";

/// A check's name and a day are the name of a resource, which has at most 64 letters.
const LONGEST_CHECK: usize = 42;

/// The dates of the series near which something is due.
const DATES: [&str; 2] = ["blood_test", "photos"];

pub fn check(files: &Files) -> Vec<Fault> {
    let content = &files.content;
    [formulary(&content.formulary), aftercare(&content.aftercare), vocabulary(content), sources(files)]
        .concat()
}

fn aftercare(aftercare: &Aftercare) -> Vec<Fault> {
    let mut faults = Faults::of("aftercare.json");
    unique(&mut faults, "checks", aftercare.checks.iter().map(|check| &check.id));
    for check in &aftercare.checks {
        let fits = check.id.as_str().len() <= LONGEST_CHECK;
        faults.expect(fits, format!("check {}", check.id), "has a name too long for a record");
    }
    unique(&mut faults, "dates", aftercare.dates.iter().map(|date| &date.id));
    for date in &aftercare.dates {
        let known = DATES.iter().any(|id| date.id == **id);
        faults.expect(known, format!("date {}", date.id), "is no date of the series");
    }
    for id in DATES {
        let is_there = aftercare.dates.iter().any(|date| date.id == *id);
        faults.expect(is_there, "dates", format!("`{id}` is missing"));
    }
    faults.end()
}

fn formulary(formulary: &Formulary) -> Vec<Fault> {
    let mut faults = Faults::of("formulary.json");
    unique(&mut faults, "ingredients", formulary.ingredients.iter().map(|entry| &entry.id));
    unique(&mut faults, "terms", formulary.terms.iter().map(|entry| &entry.id));
    unique(&mut faults, "benefits", formulary.benefits.iter().map(|entry| &entry.id));
    unique(&mut faults, "flags", formulary.flags.iter().map(|entry| &entry.flag));
    unique(&mut faults, "syringes", formulary.syringes.iter().map(|entry| &entry.id));
    let known = |id| formulary.ingredient(id).is_some();
    for ingredient in &formulary.ingredients {
        let known = formulary.syringes.iter().any(|syringe| syringe.id == ingredient.syringe);
        let place = format!("ingredient {}", ingredient.id);
        faults.expect(known, place, format!("unknown syringe `{}`", ingredient.syringe));
    }
    for (at, rule) in formulary.never_together.iter().enumerate() {
        for id in rule.each_of.iter().chain(&rule.with).filter(|id| !known(id)) {
            faults.note(format!("never_together[{at}]"), format!("unknown ingredient `{id}`"));
        }
        faults.expect(!rule.each_of.is_empty(), format!("never_together[{at}]"), "names nothing");
    }
    for (first, second) in pairs(&formulary.ingredients) {
        let group = formulary.syringes.iter().find(|syringe| syringe.id == first.syringe);
        let shared = first.syringe == second.syringe && group.is_some_and(|group| !group.one_of);
        let never = formulary.never_together.iter().any(|rule| rule.names(&first.id, &second.id));
        faults.expect(
            !(shared && never),
            format!("syringe {}", first.syringe),
            format!("holds {} and {}, which never share one", first.id, second.id),
        );
    }
    faults.end()
}

fn pairs(ingredients: &[Ingredient]) -> impl Iterator<Item = (&Ingredient, &Ingredient)> {
    ingredients
        .iter()
        .enumerate()
        .flat_map(|(at, first)| ingredients[at + 1..].iter().map(move |second| (first, second)))
}

fn vocabulary(content: &Content) -> Vec<Fault> {
    let facts = &content.facts;
    let mut faults = Faults::of("facts.json");
    unique(&mut faults, "types", facts.types.iter().map(|word| &word.id));
    unique(&mut faults, "facts", facts.facts.iter().map(|word| &word.id));
    unique(&mut faults, "stages", facts.stages.iter().map(|scale| &scale.scale));
    for (list, words) in lists(facts) {
        unique(&mut faults, list, words.iter().map(|word| &word.id));
    }
    for (entry, code) in codes(facts) {
        let known = facts.systems.contains_key(&code.system);
        faults.expect(known, &entry, format!("unknown code system `{}`", code.system));
        faults.expect(!code.code.trim().is_empty(), &entry, "an empty code");
    }
    for system in SYSTEMS.into_iter().chain([&*facts.own_system]) {
        faults.expect(facts.systems.contains_key(system), "systems", format!("`{system}` is missing"));
    }
    for needed in PROCEDURES {
        let known = facts.procedures.iter().any(|word| word.id == *needed);
        faults.expect(known, "procedures", format!("`{needed}` is missing: records are read by it"));
    }
    let transplanted = facts.types.iter().any(|word| word.id == *TRANSPLANTED);
    faults.expect(transplanted, "types", format!("`{TRANSPLANTED}` is missing: records are read by it"));
    unique(&mut faults, "reports", facts.reports.iter().map(|kind| &kind.id));
    for kind in &facts.reports {
        for fact in kind.facts.iter().filter(|fact| facts.fact(fact).is_none()) {
            faults.note(format!("report {}", kind.id), format!("unknown fact `{fact}`"));
        }
        let asks = (kind.asks == Asks::Facts) != kind.facts.is_empty();
        faults.expect(
            asks,
            format!("report {}", kind.id),
            "facts belong to a report that asks for them, only",
        );
    }
    for id in &facts.biotin_ingredients {
        let known = content.formulary.ingredient(id).is_some();
        faults.expect(known, "biotin_ingredients", format!("unknown ingredient `{id}`"));
    }
    faults.end()
}

fn lists(facts: &Vocabulary) -> [(&'static str, &[CodedWord]); 6] {
    [
        ("allergies", &facts.allergies),
        ("conditions", &facts.conditions),
        ("medicines", &facts.medicines),
        ("wishes", &facts.wishes),
        ("adjuncts", &facts.adjuncts),
        ("procedures", &facts.procedures),
    ]
}

/// Every code with the entry it stands in.
fn codes(facts: &Vocabulary) -> Vec<(String, &Code)> {
    let mut all: Vec<(String, &Code)> = Vec::new();
    for (list, words) in lists(facts) {
        for word in words {
            all.extend(word.codes.iter().map(|code| (format!("{list} {}", word.id), code)));
        }
    }
    for word in &facts.types {
        all.extend(word.codes.iter().map(|code| (format!("types {}", word.id), code)));
    }
    for word in &facts.facts {
        let every = word.codes.iter().chain(&word.denied_by).chain(&word.left_open_by);
        all.extend(every.map(|code| (format!("facts {}", word.id), code)));
    }
    let plain = [
        ("no_known_allergies", &facts.no_known_allergies),
        ("yes", &facts.yes),
        ("no", &facts.no),
        ("not_asked", &facts.not_asked),
        ("no_effect", &facts.no_effect),
    ];
    for (list, codes) in plain {
        all.extend(codes.iter().map(|code| (list.to_owned(), code)));
    }
    all
}

/// Every source in every file is the clinic or a tag of the formulary's list.
fn sources(files: &Files) -> Vec<Fault> {
    let Files { content, booking, guidance, .. } = files;
    let known = &content.formulary.sources;
    let values = [
        ("clinic.json", serde_json::to_value(&content.clinic)),
        ("formulary.json", serde_json::to_value(&content.formulary)),
        ("labs.json", serde_json::to_value(&content.labs)),
        ("protocol.json", serde_json::to_value(&content.protocol)),
        ("preparation.json", serde_json::to_value(&content.preparation)),
        ("aftercare.json", serde_json::to_value(&content.aftercare)),
        ("facts.json", serde_json::to_value(&content.facts)),
        (BOOKING, serde_json::to_value(booking)),
        (TRIAGE, serde_json::to_value(&guidance.triage)),
        (ACTIVITIES, serde_json::to_value(&guidance.activities)),
        (PRECHECK, serde_json::to_value(&guidance.precheck)),
    ];
    let mut all = Vec::new();
    for (file, value) in values {
        let mut faults = Faults::of(file);
        let mut tags = Vec::new();
        collect(&value.unwrap_or_default(), "", &mut tags);
        for (entry, tag) in tags {
            let listed = tag == CLINIC || known.contains_key(tag.as_str());
            let fault = if tag.is_empty() { "no source".into() } else { format!("unknown source `{tag}`") };
            faults.expect(listed, entry, fault);
        }
        all.extend(faults.end());
    }
    all
}

fn collect(value: &serde_json::Value, path: &str, tags: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match value {
        Value::Object(entries) => {
            let name = entries.get("id").and_then(Value::as_str).unwrap_or_default();
            let path = if name.is_empty() { path.to_owned() } else { format!("{path} ({name})") };
            for (key, entry) in entries {
                let place = format!("{path}{}{key}", if path.is_empty() { "" } else { "." });
                match (key.as_str(), entry) {
                    ("source" | "biotin_hold_source", Value::String(text)) => {
                        let mut words = text.split_whitespace().peekable();
                        if words.peek().is_none() {
                            tags.push((place.clone(), String::new()));
                        }
                        tags.extend(words.map(|tag| (place.clone(), tag.to_owned())));
                    }
                    ("sources", Value::Array(list)) => {
                        let texts = list.iter().filter_map(Value::as_str);
                        tags.extend(texts.map(|tag| (place.clone(), tag.to_owned())));
                    }
                    _ => collect(entry, &place, tags),
                }
            }
        }
        Value::Array(list) => {
            for (at, entry) in list.iter().enumerate() {
                collect(entry, &format!("{path}[{at}]"), tags);
            }
        }
        _ => {}
    }
}

pub fn unique<T: Ord + Display>(faults: &mut Faults, list: &str, names: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for name in names {
        let text = format!("`{name}` stands twice");
        faults.expect(seen.insert(name), list, text);
    }
}
