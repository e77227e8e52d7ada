//! `Condition`: types of hair loss with their stage, other illnesses, and facts said as illness.

use crate::domain::patient::{Past, Stage};
use crate::fhir::bundle::{Entries, Entry};
use crate::fhir::facts::{Answer, Answered, Circumstances, Coded, Words};
use crate::fhir::moment::{Dated, dated};
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading, unknown};
use crate::fhir::stage::{self, StageRead};
use crate::fhir::value::{codes, has_code, list_at, named};
use chrono::{Months, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;

const ONSET: [&str; 2] = ["onsetDateTime", "onsetPeriod"];
const OVER: [&str; 3] = ["inactive", "remission", "resolved"];

/// Reads a Condition. A refuted one says nothing; one that is over counts only as the vocabulary
/// says (`past`); one in remission still counts as an illness.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    if has_code(resource.get("verificationStatus"), "refuted") {
        return;
    }
    let concept = resource.get("code").unwrap_or(&Value::Null);
    let codings = context.words.codings(concept);
    if context.words.is_among(&context.rules.vocabulary.not_asked, &codings) {
        return;
    }
    let over = is_over(resource);
    let hair = hair_loss(context, entry, &codings, over, read);
    read.nothing_recorded.conditions &= hair;
    let understood =
        [hair, illness(context, entry, &codings, read), facts(context, entry, &codings, over, read)];
    if understood.contains(&true) || context.words.has_no_effect(&codings) {
        doubt(entry, read);
    } else if !over {
        read.note(entry.name(), unknown(resource.get("code")));
    }
}

/// The codes of all Conditions that count, for types that need another illness beside them.
pub fn counting_codes(entries: &Entries<'_>, words: Words<'_>) -> BTreeSet<(String, String)> {
    let counts = |entry: &&Entry<'_>| {
        let status = entry.resource.get("verificationStatus");
        let denied = ["refuted", "entered-in-error"];
        !denied.iter().any(|code| has_code(status, code)) && !is_over(entry.resource)
    };
    let mut counting = BTreeSet::new();
    for entry in entries.of_kind("Condition").filter(counts) {
        let concept = entry.resource.get("code").unwrap_or(&Value::Null);
        for coded in words.codings(concept) {
            counting.insert((coded.system.to_owned(), coded.code.to_owned()));
        }
    }
    counting
}

fn is_over(resource: &Value) -> bool {
    let mut status = codes(resource.get("clinicalStatus").unwrap_or(&Value::Null)).peekable();
    if status.peek().is_some() {
        return status.any(|status| OVER.contains(&status));
    }
    resource.as_object().is_some_and(|members| members.keys().any(|name| name.starts_with("abatement")))
}

/// Lists a diagnosis that is used although it is not confirmed.
fn doubt(entry: &Entry<'_>, read: &mut Reading) {
    let status = entry.resource.get("verificationStatus");
    let open = ["unconfirmed", "provisional", "differential"];
    if let Some(open) = open.iter().find(|code| has_code(status, code)) {
        read.note(entry.name(), WhyNot::NotConfirmed((*open).to_owned()));
    }
}

/// Whether it is hair loss of any kind.
fn hair_loss(
    context: &Context<'_>,
    entry: &Entry<'_>,
    codings: &[Coded<'_>],
    over: bool,
    read: &mut Reading,
) -> bool {
    let onset = dated(entry.resource, &ONSET, "/start");
    let began = onset.moment().map(|moment| moment.span(context.clock));
    let meant = context.words.type_meant(
        codings,
        Circumstances { sex: read.patient.sex, began, beside: &context.beside, as_of: context.as_of },
    );
    let category = list_at(entry.resource, "/category").iter();
    let mut category = category.flat_map(|category| context.words.codings(category));
    let hair = meant.word.is_some()
        || context.words.names_hair_loss(codings)
        || category.any(|coded| context.words.names_hair_loss(&[coded]));
    if !hair || over {
        return hair;
    }
    let name = named(entry.resource.get("code").unwrap_or(&Value::Null)).unwrap_or_default();
    if let Some(word) = meant.word {
        Reading::add(&mut read.patient.types, word);
        if meant.onset_needed {
            let read_as = word.clone();
            read.note(entry.name(), WhyNot::OnsetNeeded { code: name, read_as });
        }
        if word.as_str() == "post_transplant" {
            let day = onset.moment().and_then(|moment| moment.day(context.clock));
            read.transplants.push(day);
        }
    } else {
        Reading::add(&mut read.patient.types, &context.rules.vocabulary.unknown_type.id);
        let why = if meant.sex_needed { WhyNot::SexNeeded(name) } else { WhyNot::UnknownHairLoss(name) };
        read.note(entry.name(), why);
    }
    stages(context, entry, read);
    true
}

fn stages(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let vocabulary = context.rules.vocabulary;
    for written in list_at(entry.resource, "/stage") {
        match stage::read(vocabulary, written) {
            Some(StageRead::Known(found)) => {
                let stage = match read.patient.stage.take() {
                    Some(known) if known != found => {
                        read.note(entry.name(), WhyNot::SeveralStages);
                        stage::later(vocabulary, known, found)
                    }
                    Some(_) | None => found,
                };
                read.patient.stage = Some::<Stage>(stage);
            }
            Some(StageRead::Unknown(text)) => {
                read.note(entry.name(), WhyNot::UnknownStage(text));
            }
            None => {}
        }
    }
}

/// Whether it is an illness of the vocabulary.
fn illness(context: &Context<'_>, entry: &Entry<'_>, codings: &[Coded<'_>], read: &mut Reading) -> bool {
    let found = context.words.carried(&context.rules.vocabulary.conditions, codings);
    let gone = is_over(entry.resource) && !has_code(entry.resource.get("clinicalStatus"), "remission");
    for word in &found {
        let past = |past: &Past| counts_still(context, entry.resource, past);
        if !gone || word.past.as_ref().is_some_and(past) {
            Reading::add(&mut read.patient.conditions, &word.id);
        }
    }
    !found.is_empty()
}

fn counts_still(context: &Context<'_>, resource: &Value, past: &Past) -> bool {
    let ended = dated(resource, &["abatementDateTime", "abatementPeriod"], "/end");
    let ended = Reading::last_day(context, &ended);
    let limit = |years: u32| {
        context.as_of.checked_sub_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MIN)
    };
    match (past.years, ended) {
        (None, _) | (_, None) => true,
        (Some(years), Some(ended)) => ended >= limit(years),
    }
}

/// Whether it says a yes-or-no fact: an active pregnancy.
fn facts(
    context: &Context<'_>,
    entry: &Entry<'_>,
    codings: &[Coded<'_>],
    over: bool,
    read: &mut Reading,
) -> bool {
    let mut understood = false;
    for fact in &context.rules.vocabulary.facts {
        if !context.words.says_plainly(fact, codings) {
            continue;
        }
        understood = true;
        let recorded = dated(entry.resource, &["recordedDate", "onsetDateTime"], "/start");
        let day = match recorded {
            Dated::At(_) => Reading::last_day(context, &recorded),
            Dated::Never | Dated::Unreadable(_) => None,
        };
        if !over {
            read.answered.push(Answered {
                fact: fact.id.clone(),
                answer: Answer::Given(true),
                day: day.filter(|day| *day <= context.as_of),
                what: entry.name(),
            });
        }
    }
    understood
}
