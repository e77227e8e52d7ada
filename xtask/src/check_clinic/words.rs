//! Every name that reaches a patient has its words.

use portal::domain::aftercare::activities::Permission;
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::aftercare::triage::Level;
use portal::domain::content::{Confidence, Content};
use portal::domain::formulation::formulary::{Formulary, Status};
use portal::domain::formulation::proposal::Tier;
use portal::domain::formulation::signed::Seriousness;

use super::load::ENGLISH;
use super::{Fault, Faults, Files};

pub fn check(files: &Files) -> Vec<Fault> {
    let words = &files.words;
    let mut faults = Faults::of(ENGLISH);
    faults.expect(!words.language.is_empty(), "language", "is empty");
    faults.expect(!words.about.author.trim().is_empty(), "about.author", "is empty");
    for key in needed(files) {
        match words.words.get(key.as_str()) {
            None => faults.note(key, "a text is missing"),
            Some(text) => faults.expect(!text.trim().is_empty(), key, "the text is empty"),
        }
    }
    faults.end()
}

/// The keys that the content asks for.
fn needed(files: &Files) -> Vec<String> {
    let Files { content, booking, guidance, .. } = files;
    let mut keys = [
        of_rules(&content.formulary),
        of_time(content),
        of_records(content),
        of_states(content),
        of_guidance(guidance),
    ]
    .concat();
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
    let due = aftercare.checks.iter().map(|check| &check.id);
    let due = due.chain(aftercare.dates.iter().map(|date| &date.id));
    keys.extend(due.flat_map(|id| ["check", "care"].map(|group| format!("{group}.{id}"))));
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

fn of_guidance(guidance: &Guidance) -> Vec<String> {
    let Guidance { triage, activities, precheck } = guidance;
    let levels = Level::ALL.iter();
    let mut keys: Vec<_> =
        levels.flat_map(|level| ["", ".do"].map(|part| format!("triage.{}{part}", level.key()))).collect();
    keys.extend(triage.symptoms.iter().map(|symptom| format!("symptom_group.{}", symptom.group)));
    keys.extend(triage.symptoms.iter().map(|symptom| format!("symptom.{}", symptom.id)));
    keys.extend(triage.helplines.iter().map(|helpline| format!("helpline.{}", helpline.id)));
    let said = Permission::ALL.into_iter();
    keys.extend(said.flat_map(|say| ["", ".title"].map(|part| format!("permission.{}{part}", say.key()))));
    keys.extend(activities.activities.iter().map(|activity| format!("activity.{}", activity.id)));
    let cases = activities.activities.iter().flat_map(|activity| &activity.cases);
    let notes = cases.flat_map(|case| &case.stretches).flat_map(|stretch| &stretch.notes);
    let said = triage.rules.iter().flat_map(|rule| &rule.say).chain(notes);
    keys.extend(said.map(|say| format!("say.{}", say.id)));
    for question in &precheck.questions {
        keys.push(format!("precheck.{}", question.id));
        keys.extend(question.options.iter().map(|choice| format!("precheck.option.{}", choice.id)));
        let said = question.options.iter().filter(|choice| choice.says());
        keys.extend(said.map(|choice| format!("precheck.{}.{}", question.id, choice.id)));
    }
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
