//! A case file: the facts of one patient and what the rules should answer. A complete answer: a
//! missing key there is a no, an unknown key or word is an error.

use crate::domain::formulation::proposal::Rules;
use crate::domain::ids::Word;
use crate::domain::labs::result::LabResult;
use crate::domain::patient::{Age, Allergies, CodedWord, Patient, Sex, Stage, Transplant, Unanswered};
use crate::fhir::expected::Expected;
use crate::fhir::shape::{FileFault, Part};
use serde_json::Value;

/// A case.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its name, where it has one.
    pub id: Option<String>,
    /// The facts.
    pub patient: Patient,
    /// What the rules should answer, where the file says so.
    pub expected: Option<Expected>,
}

const KEYS: [&str; 17] = [
    "id",
    "title",
    "why",
    "as_of",
    "patient",
    "types",
    "stage",
    "active_shedding",
    "labs",
    "upcoming_blood_test_days",
    "allergies",
    "conditions",
    "medicines",
    "preference",
    "adjunct",
    "transplant_days_ago",
    "expected",
];
/// The one yes-or-no fact that stands beside the patient.
const SHEDDING: &str = "active_shedding";
/// The oldest age that is believed.
const OLDEST: u16 = 130;

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// [`FileFault`] with the first fault and its place.
    pub fn of(file: &Value, rules: Rules<'_>) -> Result<Self, FileFault> {
        let file = Part::whole(file);
        file.object(&KEYS)?;
        let vocabulary = rules.vocabulary;
        let as_of = file.needed("as_of")?.day()?;
        let mut patient = Patient::unknown(as_of, Unanswered::No);
        person(&file.needed("patient")?, rules, &mut patient)?;
        if let Some(shedding) = file.member(SHEDDING) {
            fact(&shedding, rules, SHEDDING, &mut patient)?;
        }
        let types = || vocabulary.types.iter().map(|type_| &type_.id);
        let listed = file.list("types")?.into_iter();
        patient.types =
            listed.map(|type_| type_.word(types(), "types of hair loss")).collect::<Result<_, _>>()?;
        patient.stage = file.member("stage").map(|stage| read_stage(&stage, rules)).transpose()?;
        let allergies = words(&file, "allergies", &vocabulary.allergies, "allergies")?;
        patient.allergies =
            if allergies.is_empty() { Allergies::NoneKnown } else { Allergies::Listed(allergies) };
        patient.conditions = words(&file, "conditions", &vocabulary.conditions, "conditions")?;
        patient.medicines = words(&file, "medicines", &vocabulary.medicines, "medicines")?;
        patient.wishes = word_or_words(&file, "preference", &vocabulary.wishes, "preferences")?;
        patient.adjuncts = word_or_words(&file, "adjunct", &vocabulary.adjuncts, "adjuncts")?;
        let days = |key| {
            let days = file.member(key).map(|days| days.whole_number());
            days.transpose().map(|days| days.map(i64::from))
        };
        patient.blood_test_in_days = days("upcoming_blood_test_days")?;
        let transplanted = patient.types.iter().any(|type_| *type_ == *"post_transplant");
        patient.transplant = match days("transplant_days_ago")? {
            Some(days) => Transplant::DaysAgo(days),
            None if transplanted => Transplant::DayNotGiven,
            None => Transplant::None,
        };
        let results = file.list("labs")?.into_iter();
        patient.results = results.map(|result| read_result(&result, rules)).collect::<Result<_, _>>()?;
        Ok(Self {
            id: file.member("id").map(|id| id.text().map(str::to_owned)).transpose()?,
            patient,
            expected: file.member("expected").map(|expected| Expected::of(&expected)).transpose()?,
        })
    }
}

fn person(person: &Part<'_>, rules: Rules<'_>, patient: &mut Patient) -> Result<(), FileFault> {
    for key in person.members()?.keys() {
        let part = person.needed(key)?;
        match key.as_str() {
            "age" => {
                let years = u16::try_from(part.whole_number()?);
                let years = years.ok().filter(|years| *years <= OLDEST);
                let years = years.ok_or_else(|| part.not("an age in whole years"))?;
                patient.age = Some(Age { from: years, to: years });
            }
            "sex" => {
                patient.sex = Some(match part.text()? {
                    "M" => Sex::M,
                    "F" => Sex::F,
                    _ => return Err(part.not("`M` or `F`")),
                });
            }
            other => {
                if other == SHEDDING {
                    return Err(FileFault::UnknownKey { at: part.at });
                }
                fact(&part, rules, other, patient)?;
            }
        }
    }
    person.needed("age")?;
    person.needed("sex")?;
    Ok(())
}

fn fact(part: &Part<'_>, rules: Rules<'_>, name: &str, patient: &mut Patient) -> Result<(), FileFault> {
    let mut facts = rules.vocabulary.facts.iter();
    let known = facts.find(|fact| fact.id == *name);
    let known = known.ok_or_else(|| FileFault::UnknownKey { at: part.at.clone() })?;
    patient.facts.insert(known.id.clone(), part.boolean()?);
    Ok(())
}

fn read_stage(stage: &Part<'_>, rules: Rules<'_>) -> Result<Stage, FileFault> {
    stage.object(&["scale", "value"])?;
    let scales = &rules.vocabulary.stages;
    let scale = stage.needed("scale")?.word(scales.iter().map(|scale| &scale.scale), "scales")?;
    let of_scale = scales.iter().filter(|known| known.scale == scale);
    let value =
        stage.needed("value")?.word(of_scale.flat_map(|known| &known.values), "steps of that scale")?;
    Ok(Stage { scale, value })
}

fn read_result(part: &Part<'_>, rules: Rules<'_>) -> Result<LabResult, FileFault> {
    part.object(&["analyte", "value", "unit", "date", "biotin_within_72h"])?;
    let analytes = rules.panel.analytes.iter();
    let analyte = part.needed("analyte")?;
    let name = analyte.text()?;
    let known =
        analytes.map(|known| &known.id).find(|id| **id == *name).ok_or_else(|| FileFault::UnknownWord {
            at: analyte.at.clone(),
            word: crate::fhir::value::shown(name),
            of: "blood values",
        })?;
    let value = part.needed("value")?;
    let Value::Number(number) = value.value else {
        return Err(value.not("a number"));
    };
    let value =
        number.to_string().parse().map_err(|fault| FileFault::Number { at: value.at.clone(), fault })?;
    let biotin = part.member("biotin_within_72h");
    let biotin = biotin.map_or(Ok(false), |said| said.boolean())?;
    let (unit, date) = (part.needed("unit")?, part.needed("date")?.day()?);
    LabResult::checked(rules.panel, known, value, unit.text()?, date, biotin)
        .map_err(|fault| FileFault::Result { at: unit.at.clone(), fault })
}

fn words(file: &Part<'_>, key: &str, known: &[CodedWord], of: &'static str) -> Result<Vec<Word>, FileFault> {
    let listed = file.list(key)?.into_iter();
    listed.map(|word| word.word(known.iter().map(|known| &known.id), of)).collect()
}

fn word_or_words(
    file: &Part<'_>,
    key: &str,
    known: &[CodedWord],
    of: &'static str,
) -> Result<Vec<Word>, FileFault> {
    match file.member(key) {
        Some(word) if word.value.is_string() => {
            let word = word.word(known.iter().map(|known| &known.id), of)?;
            Ok(vec![word])
        }
        Some(_) | None => words(file, key, known, of),
    }
}
