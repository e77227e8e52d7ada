//! Yes-or-no facts: of all answers in a record the newest that still counts.

use crate::domain::ids::Word;
use crate::fhir::facts::{Answer, Answered};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Settles every fact that was answered.
pub fn conclude(context: &Context<'_>, read: &mut Reading) {
    let mut by_fact: BTreeMap<Word, Vec<Answered>> = BTreeMap::new();
    for answered in core::mem::take(&mut read.answered) {
        by_fact.entry(answered.fact.clone()).or_default().push(answered);
    }
    for (fact, answers) in by_fact {
        if let Some(answer) = newest(read, context, &fact, answers) {
            read.patient.facts.insert(fact, answer);
        }
    }
}

/// The answer of the newest day that still counts; an undated yes is as good as the newest.
fn newest(
    read: &mut Reading,
    context: &Context<'_>,
    fact: &Word,
    mut answers: Vec<Answered>,
) -> Option<bool> {
    let known = context.rules.vocabulary.fact(fact)?;
    let counts = known.counts.as_ref();
    let undated_no = |one: &Answered| one.day.is_none() && one.answer == Answer::Given(false);
    if let Some(counts) = counts {
        for one in answers.iter().filter(|one| undated_no(one)) {
            read.note(one.what.clone(), WhyNot::Undated(counts.no_days));
        }
        answers.retain(|one| !undated_no(one));
    }
    let day_of = |one: &Answered| match one.answer {
        Answer::Given(true) => one.day.unwrap_or(context.as_of),
        Answer::Given(false) | Answer::Open | Answer::Unknown => one.day.unwrap_or(NaiveDate::MIN),
    };
    let newest = answers.iter().map(day_of).max()?;
    answers.retain(|one| day_of(one) == newest);
    let says = |answer| answers.iter().find(|one| one.answer == answer);
    let (yes, no) = (says(Answer::Given(true)), says(Answer::Given(false)));
    if let (Some(_), Some(no)) = (yes, no) {
        read.note(no.what.clone(), WhyNot::Contradicted(fact.clone()));
    }
    let open = says(Answer::Open).or_else(|| says(Answer::Unknown));
    let (one, answer) = match (yes, open, no) {
        (Some(yes), _, _) => (yes, true),
        (None, Some(_), _) | (None, None, None) => return None,
        (None, None, Some(no)) => (no, false),
    };
    if let (Some(counts), Some(day)) = (counts, one.day) {
        let days = if answer { counts.yes_days } else { counts.no_days };
        if (context.as_of - day).num_days() > i64::from(days) {
            read.note(one.what.clone(), WhyNot::TooOld { day, days });
            return None;
        }
    }
    Some(answer)
}
