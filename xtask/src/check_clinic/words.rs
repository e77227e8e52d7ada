//! Every name that reaches a patient has its words.

use portal::domain::content::{Confidence, Content, Text};
use portal::domain::formulation::formulary::{Formulary, Status};
use portal::domain::formulation::proposal::Tier;
use portal::domain::formulation::signed::Seriousness;
use portal::domain::scheduling::opening::Booking;

use super::load::ENGLISH;
use super::{Fault, Faults};

pub fn check(content: &Content, booking: &Booking, words: &Text) -> Vec<Fault> {
    let mut faults = Faults::of(ENGLISH);
    faults.expect(!words.language.is_empty(), "language", "is empty");
    faults.expect(!words.about.author.trim().is_empty(), "about.author", "is empty");
    for key in needed(content, booking) {
        match words.words.get(key.as_str()) {
            None => faults.note(key, "a text is missing"),
            Some(text) => faults.expect(!text.trim().is_empty(), key, "the text is empty"),
        }
    }
    faults.end()
}

/// The keys that the content asks for.
fn needed(content: &Content, booking: &Booking) -> Vec<String> {
    let mut keys =
        [of_rules(&content.formulary), of_time(content), of_records(content), of_states(content)].concat();
    let holidays = booking.holidays.iter().filter_map(|holiday| holiday.name.as_ref());
    keys.extend(holidays.map(|name| format!("holiday.{name}")));
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn of_rules(formulary: &Formulary) -> Vec<String> {
    let mut keys = Vec::new();
    for ingredient in &formulary.ingredients {
        let id = &ingredient.id;
        keys.extend(["name", "medical", "does", "caution"].map(|part| format!("ingredient.{id}.{part}")));
        keys.push(format!("family.{}", ingredient.family));
        keys.extend(ingredient.rules.iter().map(|rule| format!("reason.{}", rule.reason)));
    }
    for rule in &formulary.status {
        keys.extend(["", ".next"].map(|part| format!("reason.{}{part}", rule.reason)));
    }
    keys.extend(formulary.flags.iter().map(|rule| format!("flag.{}", rule.flag)));
    for benefit in &formulary.benefits {
        keys.extend(["name", "about"].map(|part| format!("benefit.{}.{part}", benefit.id)));
    }
    keys.extend(formulary.syringes.iter().map(|syringe| format!("syringe.{}", syringe.id)));
    keys
}

fn of_time(content: &Content) -> Vec<String> {
    let (protocol, aftercare) = (&content.protocol, &content.aftercare);
    let mut keys = vec![format!("phase.{}", protocol.loading.phase)];
    keys.extend(protocol.maintenance.iter().map(|phase| format!("phase.{}", phase.phase)));
    let stages = &content.preparation.stages;
    keys.extend(stages.iter().flat_map(|stage| &stage.to_do).map(|to_do| format!("prepare.{to_do}")));
    let lateness = protocol.lateness.iter().flat_map(|table| &table.bands);
    keys.extend(lateness.map(|band| format!("verdict.{}", band.verdict)));
    for band in &aftercare.bands {
        keys.push(format!("band.{}", band.id));
        keys.extend(band.normal.iter().chain(&band.to_do).map(|care| format!("care.{care}")));
    }
    keys.extend(aftercare.avoid.iter().map(|avoid| format!("care.{}", avoid.id)));
    keys.extend(aftercare.notes.iter().map(|note| format!("care.{}", note.id)));
    keys
}

fn of_records(content: &Content) -> Vec<String> {
    let facts = &content.facts;
    let analytes = content.labs.analytes.iter();
    let mut keys: Vec<_> = analytes.map(|analyte| format!("analyte.{}", analyte.id)).collect();
    let bands = content.labs.analytes.iter().flat_map(|analyte| &analyte.bands);
    keys.extend(bands.flat_map(|bands| &bands.steps).map(|step| format!("level.{}", step.is)));
    keys.extend(facts.types.iter().map(|word| format!("type.{}", word.id)));
    keys.extend(facts.stages.iter().map(|scale| format!("scale.{}", scale.scale)));
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
    keys.extend(facts.reports.iter().map(|kind| format!("report.{}", kind.id)));
    let open = facts.facts.iter().filter(|fact| fact.open);
    keys.extend(open.map(|fact| format!("question.{}", fact.id)));
    keys
}

fn of_states(content: &Content) -> Vec<String> {
    use Confidence::{Convention, Moderate, Seed, Strong, Weak};
    use Status::{AskDoctor, Hold, Proposed, Provisional, Refer};
    let mut keys = Vec::new();
    for status in [Refer, Hold, AskDoctor, Provisional, Proposed] {
        keys.extend(["title", "text"].map(|part| format!("status.{}.{part}", status.key())));
    }
    keys.extend([Convention, Weak, Moderate, Strong, Seed].map(|sure| format!("confidence.{}", sure.key())));
    keys.extend([Tier::Standard, Tier::Repletion].map(|tier| format!("tier.{}", tier.key())));
    let serious = [Seriousness::Stop, Seriousness::AskFirst, Seriousness::Mention];
    keys.extend(
        serious.iter().flat_map(|how| ["title", "text"].map(|part| format!("drift.{}.{part}", how.key()))),
    );
    keys.extend(["missing", "stale", "implausible", "biotin"].map(|why| format!("unusable.{why}")));
    keys.extend(["age", "sex", "allergies", "transplant_day"].map(|word| format!("question.{word}")));
    keys.extend(content.clinic.emergency.iter().map(|number| format!("emergency.{}", number.id)));
    keys
}
