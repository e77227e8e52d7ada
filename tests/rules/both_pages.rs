//! Every ingredient on both of its pages: in the cocktail and left out of it, each for somebody, with
//! the sentence that says why.
//!
//! Somebody is a sample patient or a worked case told as a record, some with one thing more in it.

use std::collections::BTreeMap;
use std::fs;

use chrono::Days;
use portal::domain::content::Content;
use portal::domain::formulation::signed::Place::{self, ChosenByDoctor, In, Out};
use portal::fhir::record::Record;
use portal::fhir::reported::Reported;
use portal::fhir::told::{add, join, report};
use serde_json::{Value, json};

use crate::records::support::{own, wall_clock};
use crate::samples::{at, file, opened, samples};
use crate::support::{TODAY, content, day, project, proposal, word};
use crate::told_as_records::told;

/// What is in the record beside what the sample or the case says.
#[derive(Debug, Clone, Copy)]
enum Told {
    Nothing,
    /// The patient reports something: of which kind, and what.
    Report(&'static str, &'static str),
    /// The patient reports a blood test on the day after.
    BloodTest,
    /// The doctor has signed a plan with these ingredients.
    Signed(&'static [&'static str]),
}

/// Ingredient, where it stands, for whom, what is told beside it, the rules' reason, its sentence.
type Row = (&'static str, Place, &'static str, Told, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: [Row; 36] = [
    ("b1_thiamine", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b1_thiamine", Out, "early-aga-man", Told::Report("allergy", "thiamine"), "ALLERGY",
        "You have an allergy that rules this out."),
    ("b2_riboflavin", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b2_riboflavin", Out, "early-aga-man", Told::Report("allergy", "riboflavin"), "ALLERGY",
        "You have an allergy that rules this out."),
    ("b3_niacinamide", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b3_niacinamide", Out, "early-aga-man", Told::Report("allergy", "niacinamide"), "ALLERGY",
        "You have an allergy that rules this out."),
    ("b5_dexpanthenol", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b5_dexpanthenol", Out, "early-aga-man", Told::Report("allergy", "dexpanthenol"), "ALLERGY",
        "You have an allergy that rules this out."),
    ("b6_pyridoxine", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b6_pyridoxine", Out, "early-aga-man", Told::Report("medicine", "levodopa"), "INTERACTION_LEVODOPA",
        "You take levodopa, and this can make it work less well."),
    ("b7_biotin", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b7_biotin", Out, "early-aga-man", Told::BloodTest, "BIOTIN_ASSAY_INTERFERENCE",
        "You have a blood test in the next 3 days, and this could make its results wrong."),
    ("b12_cobalamin", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("b12_cobalamin", Out, "early-aga-man", Told::Report("illness", "leber_optic_neuropathy"), "LEBER",
        "You have Leber's eye disease (optic neuropathy), and this could harm your sight."),
    ("vit_c", In, "early-aga-man", Told::Nothing, "COLLAGEN_AND_ANTIOXIDANT",
        "It helps make collagen, the frame around the hair root, and protects root cells."),
    ("vit_c", Out, "V32", Told::Nothing, "G6PD",
        "You have G6PD deficiency, and this could break down red blood cells."),
    ("zinc", In, "shedding-iron-zinc", Told::Nothing, "ZINC_LOW",
        "Your blood test shows that your zinc is low."),
    ("zinc", Out, "V34", Told::Nothing, "ZINC_HIGH",
        "Your blood test shows that your zinc is already high."),
    ("iron", In, "shedding-iron-zinc", Told::Nothing, "IRON_LOW",
        "Your blood tests show that you are low in iron."),
    ("iron", Out, "early-aga-man", Told::Nothing, "IRON_NOT_DEFICIENT",
        "Your blood tests do not show a lack of iron that needs this."),
    ("silicon", In, "early-aga-man", Told::Nothing, "STRENGTHENS_SHAFT",
        "It strengthens the hair shaft and improves the skin around the root."),
    ("silicon", Out, "early-aga-man", Told::Report("allergy", "aspirin"), "SALICYLATE",
        "You are allergic to aspirin or salicylates, and this may contain a salicylate."),
    ("aa_cysteine", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("aa_cysteine", Out, "early-aga-man", Told::Report("illness", "inborn_error_amino_acid"), "INBORN_ERROR_AMINO_ACID",
        "You were born with a condition in which your body cannot handle some amino acids."),
    ("aa_lysine", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("aa_lysine", Out, "early-aga-man", Told::Report("illness", "inborn_error_amino_acid"), "INBORN_ERROR_AMINO_ACID",
        "You were born with a condition in which your body cannot handle some amino acids."),
    ("aa_methionine", In, "early-aga-man", Told::Nothing, "HELPS_ROOTS",
        "Your hair roots use this to build hair."),
    ("aa_methionine", Out, "early-aga-man", Told::Report("illness", "inborn_error_amino_acid"), "INBORN_ERROR_AMINO_ACID",
        "You were born with a condition in which your body cannot handle some amino acids."),
    ("minoxidil", In, "early-aga-man", Told::Nothing, "WIDENS_VESSELS",
        "It widens blood vessels in your scalp, so more blood reaches the roots."),
    ("minoxidil", Out, "aga-non-hormonal", Told::Nothing, "PREFERENCE_NON_HORMONAL",
        "You asked for the non-hormonal plan, which leaves out minoxidil and DHT blockers."),
    ("dutasteride", In, "early-aga-man", Told::Nothing, "LOWERS_DHT",
        "It is meant to lower DHT in your scalp. DHT is a hormone that shrinks hair roots."),
    ("dutasteride", Out, "V06", Told::Nothing, "MOOD",
        "Your record mentions low mood or depression. Medicines like this may make it worse, so it is left out."),
    ("finasteride", ChosenByDoctor, "early-aga-man", Told::Signed(&["finasteride", "b7_biotin"]), "ONE_5ARI_ONLY",
        "Only one DHT blocker is used at a time, and your plan names the other one."),
    ("finasteride", Out, "early-aga-man", Told::Nothing, "ONE_5ARI_ONLY",
        "Only one DHT blocker is used at a time, and your plan names the other one."),
    ("growth_factors", ChosenByDoctor, "after-transplant", Told::Nothing, "GROWTH_FACTOR_DOCTOR_ONLY",
        "It is used only sometimes, and only if Dr. Ashwini chooses it for you."),
    ("growth_factors", Out, "V25", Told::Nothing, "DUPLICATE_GROWTH_FACTORS",
        "Your PRP or GFC treatment already gives you growth factors."),
];

/// The record of a sample patient, or of a worked case, which is told on its own day.
fn record(content: &Content, of: &str) -> Record {
    if let Some(sample) = samples().iter().find(|sample| sample.id == *of) {
        return opened(content, sample, at(day(TODAY), "09:30"));
    }
    let case = fs::read(project(&format!("tests/cases/vignettes/{of}.json"))).unwrap();
    let case: Value = serde_json::from_slice(&case).unwrap();
    let on = day(case["as_of"].as_str().unwrap());
    Record::of(told(&case), content.rules(), &wall_clock, on).unwrap()
}

/// The same record with one thing more.
fn with(content: &Content, record: Record, more: Told) -> Record {
    let today = record.patient.as_of;
    let mut bundle = record.bundle.clone();
    let said = |kind, said, day| Reported::Said { kind: word(kind), word: said, words: None, day };
    let reported = match more {
        Told::Nothing => return record,
        Told::Report(kind, what) => said(kind, Some(word(what)), None),
        Told::BloodTest => said("blood_test", None, Some(today + Days::new(1))),
        Told::Signed(ingredients) => {
            for resource in plan(&record, ingredients) {
                add(&mut bundle, resource);
            }
            return Record::of(bundle, content.rules(), &wall_clock, today).unwrap();
        }
    };
    let told = report(None, &record, &content.facts, &reported, at(today, "09:30")).unwrap();
    join(&mut bundle, &serde_json::from_slice(&told).unwrap());
    Record::of(bundle, content.rules(), &wall_clock, today).unwrap()
}

/// A signed plan and its order.
fn plan(record: &Record, ingredients: &[&str]) -> [Value; 2] {
    let signed = json!([{"url": "https://sapphireroots.example/fhir/StructureDefinition/signed", "extension": [
        {"url": "by", "valueString": "Dr. A"}, {"url": "on", "valueDate": record.patient.as_of.to_string()}]}]);
    let ordered: Vec<_> = ingredients.iter().map(|name| json!({"itemCodeableConcept": own(name)})).collect();
    let medication =
        json!({"resourceType": "Medication", "id": "m", "code": own("cocktail"), "ingredient": ordered});
    let plan = json!({"resourceType": "CarePlan", "id": "signed", "status": "active", "intent": "plan",
        "category": [own("mesotherapy_plan")], "extension": signed, "subject": record.patient_reference()});
    let order = json!({"resourceType": "MedicationRequest", "id": "order", "status": "active",
        "intent": "order", "basedOn": [{"reference": "CarePlan/signed"}], "contained": [medication],
        "medicationReference": {"reference": "#m"}, "subject": record.patient_reference()});
    [plan, order]
}

#[test]
fn every_ingredient_is_in_for_somebody_and_out_for_somebody_with_its_sentence() {
    let content = content();
    let words = &file("../text/en.json")["words"];
    let mut pages: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for (ingredient, place, of, more, reason, sentence) in ROWS {
        let record = with(&content, record(&content, of), more);
        let proposal = proposal(&content, &record.patient);
        let name = format!("{ingredient} for {of} with {more:?}");
        assert!(record.cocktail(&proposal).is_some(), "{name}: no cocktail is in force");
        let answer = proposal.answer(&ingredient.try_into().unwrap()).unwrap();
        let by_rules = if answer.included { In } else { Out };
        let stands = record.signed().map_or(by_rules, |signed| signed.place(&content.formulary, answer));
        assert_eq!((stands, answer.reason.as_str()), (place, reason), "{name}");
        assert_eq!(words[format!("reason.{reason}")], sentence, "{name}");
        pages.entry(ingredient).or_default().push(place.is_in());
    }
    let all = content.formulary.ingredients.iter().map(|known| (known.id.as_str(), vec![true, false]));
    assert_eq!(pages, all.collect::<BTreeMap<_, _>>());
}
