//! `cargo xtask plan FILE`: what the rules make of one patient, as JSON.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use portal::domain::content::Content;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::formulation::syringes;
use portal::domain::ids::{AnalyteId, IngredientId};
use portal::domain::patient::Patient;
use portal::domain::scheduling::lateness::lateness;
use portal::domain::scheduling::series::{Known, Series, SessionState};
use portal::fhir::record::Record;
use serde::Serialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::outside::{self, Asked};
use crate::{check_clinic, files, today};

/// The answer, with exactly these keys.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// `refer`, `hold`, `ask_doctor`, `provisional` or `proposed`.
    pub status: &'static str,
    /// Why.
    pub status_reason: String,
    /// The ingredients of the cocktail.
    pub include: Vec<String>,
    /// The others, with the first reason that fits.
    pub exclude: BTreeMap<String, String>,
    /// Which of those the doctor may choose all the same.
    pub doctor_optin: Vec<String>,
    /// Warnings and things to do, sorted.
    pub flags: Vec<String>,
    /// Core blood values that are not usable.
    pub labs_needed: Vec<String>,
    /// Loading sessions and the days between them; null without a cocktail.
    pub protocol: Value,
    /// `standard` or `repletion` for every included ingredient.
    pub tiers: BTreeMap<String, &'static str>,
    /// What shares a syringe, and which pairs never do; null without a cocktail.
    pub syringes: Value,
    /// The days of every session and what goes into it; null without a cocktail.
    pub series: Value,
    /// What in the file was not used or used with a doubt, one sentence each.
    pub not_understood: Vec<String>,
}

/// Prints the answer on the patient in `file`; a record is asked as of the day given, or today.
pub fn run(file: &Path, as_of: Option<&str>) -> Result<(), Failure> {
    let content = check_clinic::content(&files::clinic())?;
    let asked = match as_of {
        Some(text) => portal::domain::time::day(text)
            .map_err(|fault| Failure::refused("--as-of", fault, "write it as 2026-11-22"))?,
        None => today::today(),
    };
    let answer = match outside::read(file, &content, asked)? {
        Asked::Case(case) => of(&content, &case.patient, None)?,
        Asked::Record(record) => of(&content, &record.patient, Some(&record))?,
        Asked::Rows(_) | Asked::Triage(_) => {
            let fault = "it holds rows of dates or symptoms, not a patient";
            return Err(Failure::refused(file.display(), fault, "run `cargo xtask cases` on its folder"));
        }
    };
    let json = serde_json::to_string_pretty(&answer).map_err(Failure::parsing(file))?;
    println!("{json}");
    Ok(())
}

/// The answer on a patient; a case has no record, its series begins on the day asked.
pub fn of(content: &Content, patient: &Patient, record: Option<&Record>) -> Result<Answer, Failure> {
    let proposal = Proposal::of(patient, content.rules())
        .map_err(|fault| Failure::refused("formulary.json", fault, "run `cargo xtask check-clinic`"))?;
    let names = |ids: &[AnalyteId]| ids.iter().map(ToString::to_string).collect();
    let mut flags: Vec<_> = proposal.flags.iter().map(|warning| warning.flag.to_string()).collect();
    flags.sort_unstable();
    let optin = proposal.left_out().filter(|answer| answer.doctor_may_choose);
    Ok(Answer {
        status: proposal.status.key(),
        status_reason: proposal.reason.to_string(),
        include: proposal.included().map(|answer| answer.ingredient.to_string()).collect(),
        exclude: proposal
            .left_out()
            .map(|answer| (answer.ingredient.to_string(), answer.reason.to_string()))
            .collect(),
        doctor_optin: optin.map(|answer| answer.ingredient.to_string()).collect(),
        flags,
        labs_needed: names(&proposal.labs_needed),
        protocol: json!(proposal.course),
        tiers: proposal.included().map(|answer| (answer.ingredient.to_string(), answer.tier.key())).collect(),
        syringes: in_syringes(content, &proposal),
        series: series(content, &proposal, patient.as_of, record),
        not_understood: record
            .map_or_else(Vec::new, |record| record.not_understood.iter().map(ToString::to_string).collect()),
    })
}

fn in_syringes(content: &Content, proposal: &Proposal) -> Value {
    if proposal.course.is_none() {
        return Value::Null;
    }
    let groups: Vec<_> = proposal
        .syringes
        .iter()
        .map(|filled| json!({"group": filled.syringe, "ingredients": filled.ingredients}))
        .collect();
    let never = syringes::never_together(&content.formulary, &included(proposal));
    json!({"groups": groups, "never_together": never})
}

fn series(content: &Content, proposal: &Proposal, as_of: NaiveDate, record: Option<&Record>) -> Value {
    let known = Known { given: &[], booked: &[], not_before: as_of };
    let by_the_rules = |course| {
        Series::of(&content.protocol, course, known).with_cocktail(&content.formulary, &included(proposal))
    };
    let series = match record {
        Some(record) => record.series(content, proposal),
        None => proposal.course.map(by_the_rules),
    };
    let Some(series) = series else {
        return Value::Null;
    };
    let state = |state| match state {
        SessionState::Given => "given",
        SessionState::Booked => "booked",
        SessionState::Planned => "planned",
    };
    let days: Vec<_> = series
        .sessions
        .iter()
        .map(|session| {
            json!({"number": session.number, "phase": session.phase, "date": session.on.to_string(),
                "state": state(session.state), "ingredients": session.ingredients,
                "after_blood_test": session.after_blood_test})
        })
        .collect();
    let late = series.last_given().zip(series.next()).and_then(|(last, next)| {
        let late = lateness(&content.protocol, &next.phase, last.on, next.on).ok()?;
        Some(json!({"phase": next.phase, "gap_days": late.gap_days, "verdict": late.band.verdict}))
    });
    json!({
        "sessions": days,
        "lateness": late,
        "lab_retest": series.lab_retest.to_string(),
        "photos": series.photos.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "results_usually_seen": {"from": series.results.0.to_string(), "to": series.results.1.to_string()},
    })
}

fn included(proposal: &Proposal) -> Vec<IngredientId> {
    proposal.included().map(|answer| answer.ingredient.clone()).collect()
}
