//! Facts behind an answer, in sentences: the "why for you".

use crate::domain::formulation::evaluation::{Finding, ValueSeen};
use crate::domain::labs::reading::Unusable;
use crate::domain::patient::{Question, Sex};
use crate::web::content::Pack;
use crate::web::text::{key, with_unit};

/// The facts as sentences, each once, those that say nothing to a patient left out.
pub fn sentences(findings: &[Finding], pack: &Pack) -> Vec<String> {
    let mut sentences = Vec::new();
    for sentence in findings.iter().filter_map(|finding| sentence(finding, pack)) {
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// “62 µg/dL”, as the laboratory wrote it.
pub fn value(seen: &ValueSeen, pack: &Pack) -> String {
    if let Some((number, unit)) = &seen.written {
        return with_unit(&number.to_string(), unit);
    }
    let number = seen.usual.rounded(0);
    match pack.content.labs.analyte(&seen.analyte) {
        Some(analyte) => with_unit(&number, &analyte.unit),
        None => number,
    }
}

/// The name of a question, as the content words it.
pub fn question(question: &Question, pack: &Pack) -> String {
    let words = &pack.words;
    match question {
        Question::Age => words.of("question", "age"),
        Question::Sex => words.of("question", "sex"),
        Question::Allergies => words.of("question", "allergies"),
        Question::TransplantDay => words.of("question", "transplant_day"),
        Question::Fact(fact) => {
            words.maybe("question", fact.as_str()).unwrap_or_else(|| words.of("fact", fact.as_str()))
        }
    }
}

fn sentence(finding: &Finding, pack: &Pack) -> Option<String> {
    let words = &pack.words;
    let named = |key, group: &str, id: &str| Some(words.fill(key, &[("name", &words.of(group, id))]));
    match finding {
        Finding::Types(types) if types.is_empty() => None,
        Finding::Types(types) => {
            let listed: Vec<_> = types.iter().map(|type_| words.of("type", type_.as_str())).collect();
            Some(words.fill(key::WHY_TYPES, &[("name", &words.list(&listed))]))
        }
        Finding::Stage(Some(stage)) => {
            let scale = words.of("scale", stage.scale.as_str());
            Some(words.fill(key::WHY_STAGE, &[("scale", &scale), ("step", stage.value.as_str())]))
        }
        Finding::Stage(None) => Some(words.say(key::WHY_NO_STAGE)),
        Finding::Sex(Sex::F) => Some(words.say(key::WHY_FEMALE)),
        Finding::Sex(Sex::M) => Some(words.say(key::WHY_MALE)),
        Finding::Age(age) => Some(words.fill(key::WHY_AGE, &[("age", &age.from.to_string())])),
        Finding::Fact(fact, true) => named(key::WHY_FACT, "fact", fact.as_str()),
        // A "no" is the usual case; it explains nothing to the one who reads it.
        Finding::Fact(_, false) => None,
        Finding::Allergy(word) => named(key::WHY_ALLERGY, "allergy", word.as_str()),
        Finding::Condition(word) => named(key::WHY_CONDITION, "condition", word.as_str()),
        Finding::Medicine(word) => named(key::WHY_MEDICINE, "medicine", word.as_str()),
        Finding::Wish(word) => named(key::WHY_WISH, "wish", word.as_str()),
        Finding::Adjunct(word) => named(key::WHY_ADJUNCT, "adjunct", word.as_str()),
        Finding::Value(seen) => {
            let (name, day) = (words.of("analyte", seen.analyte.as_str()), words.day_and_month(seen.drawn));
            Some(words.fill(key::WHY_VALUE, &[("name", &name), ("value", &value(seen, pack)), ("day", &day)]))
        }
        Finding::Unusable(analyte, why) => {
            let reason = words.of("unusable", unusable(*why));
            Some(words.fill(
                key::WHY_UNUSABLE,
                &[("name", &words.of("analyte", analyte.as_str())), ("reason", &reason)],
            ))
        }
        Finding::TransplantDaysAgo(days) => Some(words.count(key::WHY_TRANSPLANT, *days)),
        Finding::BloodTestIn(days) => Some(words.count(key::WHY_BLOOD_TEST, *days)),
        Finding::Open(asked) => Some(words.fill(key::WHY_OPEN, &[("name", &question(asked, pack))])),
    }
}

/// The key of the words for why a result cannot be used.
pub fn unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::Missing => "missing",
        Unusable::Stale => "stale",
        Unusable::Implausible => "implausible",
        Unusable::Biotin => "biotin",
    }
}
