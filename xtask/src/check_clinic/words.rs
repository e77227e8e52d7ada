//! Every name that reaches a patient has its words.

use portal::domain::content::{Confidence, Content};
use portal::domain::formulation::formulary::Status;
use portal::domain::formulation::proposal::Tier;

use super::load::{ENGLISH, Words};
use super::{Fault, Faults};

pub fn check(content: &Content, words: &Words) -> Vec<Fault> {
    let mut faults = Faults::of(ENGLISH);
    faults.expect(!words.language.is_empty(), "language", "is empty");
    faults.expect(
        !words.about.author.trim().is_empty(),
        "about.author",
        "is empty",
    );
    for key in needed(content) {
        match words.words.get(&key) {
            None => faults.note(key, "a text is missing"),
            Some(text) => faults.expect(!text.trim().is_empty(), key, "the text is empty"),
        }
    }
    faults.end()
}

/// The keys that the content asks for.
fn needed(content: &Content) -> Vec<String> {
    let Content {
        clinic,
        formulary,
        labs,
        protocol,
        aftercare,
        facts,
    } = content;
    let mut keys = Vec::new();
    for ingredient in &formulary.ingredients {
        let id = &ingredient.id;
        keys.extend(
            ["name", "medical", "does", "caution"].map(|part| format!("ingredient.{id}.{part}")),
        );
        keys.push(format!("family.{}", ingredient.family));
        keys.extend(
            ingredient
                .rules
                .iter()
                .map(|rule| format!("reason.{}", rule.reason)),
        );
    }
    for rule in &formulary.status {
        keys.push(format!("reason.{}", rule.reason));
        keys.push(format!("reason.{}.next", rule.reason));
    }
    let statuses = [
        Status::Refer,
        Status::Hold,
        Status::AskDoctor,
        Status::Provisional,
        Status::Proposed,
    ];
    for status in statuses {
        keys.extend(["title", "text"].map(|part| format!("status.{}.{part}", status.key())));
    }
    keys.extend(
        formulary
            .flags
            .iter()
            .map(|rule| format!("flag.{}", rule.flag)),
    );
    keys.extend(
        formulary
            .syringes
            .iter()
            .map(|syringe| format!("syringe.{}", syringe.id)),
    );
    keys.extend(
        labs.analytes
            .iter()
            .map(|analyte| format!("analyte.{}", analyte.id)),
    );
    keys.push(format!("phase.{}", protocol.loading.phase));
    keys.extend(
        protocol
            .maintenance
            .iter()
            .map(|phase| format!("phase.{}", phase.phase)),
    );
    for band in protocol.lateness.iter().flat_map(|table| &table.bands) {
        keys.push(format!("verdict.{}", band.verdict));
    }
    for band in &aftercare.bands {
        keys.push(format!("band.{}", band.id));
        keys.extend(
            band.normal
                .iter()
                .chain(&band.to_do)
                .map(|care| format!("care.{care}")),
        );
    }
    keys.extend(
        aftercare
            .avoid
            .iter()
            .map(|avoid| format!("care.{}", avoid.id)),
    );
    keys.extend(
        aftercare
            .notes
            .iter()
            .map(|note| format!("care.{}", note.id)),
    );
    keys.extend(facts.types.iter().map(|word| format!("type.{}", word.id)));
    keys.extend(
        facts
            .stages
            .iter()
            .map(|scale| format!("scale.{}", scale.scale)),
    );
    keys.extend(facts.facts.iter().map(|word| format!("fact.{}", word.id)));
    let lists = [
        ("allergy", &facts.allergies),
        ("condition", &facts.conditions),
        ("medicine", &facts.medicines),
        ("wish", &facts.wishes),
        ("adjunct", &facts.adjuncts),
    ];
    for (kind, list) in lists {
        keys.extend(list.iter().map(|word| format!("{kind}.{}", word.id)));
    }
    keys.extend(
        ["age", "sex", "allergies", "transplant_day"].map(|word| format!("question.{word}")),
    );
    let open = facts.facts.iter().filter(|fact| fact.open);
    keys.extend(open.map(|fact| format!("question.{}", fact.id)));
    let sure = [
        Confidence::Convention,
        Confidence::Weak,
        Confidence::Moderate,
        Confidence::Strong,
        Confidence::Seed,
    ];
    keys.extend(sure.map(|confidence| format!("confidence.{}", confidence.key())));
    keys.extend(["missing", "stale", "implausible", "biotin"].map(|why| format!("unusable.{why}")));
    keys.extend([Tier::Standard, Tier::Repletion].map(|tier| format!("tier.{}", tier.key())));
    keys.extend(
        clinic
            .emergency
            .iter()
            .map(|number| format!("emergency.{}", number.id)),
    );
    keys.sort_unstable();
    keys.dedup();
    keys
}
