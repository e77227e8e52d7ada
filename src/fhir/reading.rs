//! The reading of one record: what it is read with, what has been gathered, and the order.

use crate::domain::formulation::proposal::Rules;
use crate::domain::ids::Word;
use crate::domain::order;
use crate::domain::patient::{Allergies, Patient, Unanswered};
use crate::fhir::away::Away;
use crate::fhir::bundle::{Entries, Entry};
use crate::fhir::care_plan::Version;
use crate::fhir::facts::{Answered, Words};
use crate::fhir::moment::{Dated, Moment, WallClock};
use crate::fhir::not_understood::{NotUnderstood, WhyNot, list};
use crate::fhir::record::{Booked, GivenSession, NothingRecorded, OtherProcedure};
use crate::fhir::told::TOLD;
use crate::fhir::value::{is_entered_in_error, modifier, shown};
use crate::fhir::visit::VisitTold;
use crate::fhir::{
    allergy, answers, appointment, care_plan, condition, medication, observation, patient, procedure,
    questionnaire, report, service_request,
};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Resource types that say who, where and when, and nothing that bears on treatment; and those
/// that are read through what refers to them.
const SILENT: [&str; 16] = [
    "AuditEvent",
    "Composition",
    "Encounter",
    "Endpoint",
    "HealthcareService",
    "Location",
    "Medication",
    "MedicationAdministration",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Provenance",
    "RelatedPerson",
    "Schedule",
    "Slot",
];

/// What a record is read with.
#[derive(Clone)]
pub struct Context<'a> {
    /// The clinic's rules and words.
    pub rules: Rules<'a>,
    /// Its vocabulary.
    pub words: Words<'a>,
    /// Its wall clock.
    pub clock: WallClock<'a>,
    /// The day the rules are asked.
    pub as_of: NaiveDate,
    /// The Bundle.
    pub entries: &'a Entries<'a>,
    /// The patient's entry.
    pub person: Entry<'a>,
    /// The codes of all illnesses that count: system and code.
    pub beside: BTreeSet<(String, String)>,
    /// What was injected in each session, by the session's place in the Bundle.
    pub administrations: BTreeMap<usize, Vec<Entry<'a>>>,
    /// What was ordered by each plan, by the plan's place in the Bundle.
    pub orders: BTreeMap<usize, Vec<Entry<'a>>>,
    /// What was injected in no session of the Bundle.
    pub stray: Vec<Entry<'a>>,
}

/// What has been gathered so far.
#[derive(Debug)]
pub struct Reading {
    /// What the rules may ask for.
    pub patient: Patient,
    /// The birth date.
    pub born: Option<Moment>,
    /// Answers to yes-or-no facts, from which the newest is taken.
    pub answered: Vec<Answered>,
    /// Allergies the vocabulary has.
    pub allergies: Vec<Word>,
    /// An allergy was recorded, understood or not.
    pub allergy_recorded: bool,
    /// It was recorded that there are none.
    pub no_allergies: bool,
    /// Lists of which nothing was seen yet.
    pub nothing_recorded: NothingRecorded,
    /// The days of hair transplants; nothing where a day is not given.
    pub transplants: Vec<Option<NaiveDate>>,
    /// Sessions that were given.
    pub given: Vec<GivenSession>,
    /// Days of sessions that were not given.
    pub not_given: Vec<NaiveDate>,
    /// Appointments for sessions.
    pub booked: Vec<Booked>,
    /// Those that the patient has cancelled.
    pub cancelled: Vec<Booked>,
    /// Days on which the patient is away.
    pub away: Vec<Away>,
    /// What the patient has told around sessions.
    pub visits: Vec<VisitTold>,
    /// Every version of the plan.
    pub plans: Vec<Version>,
    /// Other treatments that were done.
    pub other_procedures: Vec<OtherProcedure>,
    /// What is listed.
    pub not_understood: Vec<NotUnderstood>,
}

type Reader = fn(&Context<'_>, &Entry<'_>, &mut Reading);

/// How each resource type is read, and the member that says whom it is about.
pub fn reader(kind: &str) -> Option<(Reader, &'static str)> {
    Some(match kind {
        "Condition" => (condition::read, "subject"),
        "Observation" => (observation::read, "subject"),
        "AllergyIntolerance" => (allergy::read, "patient"),
        "MedicationStatement" | "MedicationRequest" => (medication::read, "subject"),
        "CarePlan" => (care_plan::read, "subject"),
        "Appointment" => (appointment::read, ""),
        "ServiceRequest" => (service_request::read, "subject"),
        "DiagnosticReport" => (report::read, "subject"),
        "QuestionnaireResponse" => (questionnaire::read, "subject"),
        _ => return None,
    })
}

impl Reading {
    /// Nothing yet.
    pub fn new(as_of: NaiveDate) -> Self {
        Self {
            patient: Patient::unknown(as_of, Unanswered::Open),
            born: None,
            answered: Vec::new(),
            allergies: Vec::new(),
            allergy_recorded: false,
            no_allergies: false,
            nothing_recorded: NothingRecorded { conditions: true, medicines: true },
            transplants: Vec::new(),
            given: Vec::new(),
            not_given: Vec::new(),
            booked: Vec::new(),
            cancelled: Vec::new(),
            away: Vec::new(),
            visits: Vec::new(),
            plans: Vec::new(),
            other_procedures: Vec::new(),
            not_understood: Vec::new(),
        }
    }

    /// Lists a part of the record.
    pub fn note(&mut self, what: impl Into<String>, why: WhyNot) {
        list(&mut self.not_understood, what.into(), why);
    }

    /// Reads every resource: the patient and the sessions first, because ages and blood values
    /// hang on them.
    pub fn everything(&mut self, context: &Context<'_>) {
        let person = &context.person;
        if let Some(modifier) = modifier(person.resource) {
            self.note(person.name(), WhyNot::Modified(modifier));
        } else {
            patient::read(context, person, self);
        }
        for entry in context.entries.of_kind("Procedure") {
            if self.counts(context, entry, "subject") {
                procedure::read(context, entry, self);
            }
        }
        for entry in &context.stray {
            if self.counts(context, entry, "subject") {
                self.note(entry.name(), WhyNot::NoSession);
            }
        }
        // What the clinic says of a day counts more than what the patient told.
        let recorded: Vec<_> =
            self.given.iter().filter(|session| !session.told).map(|session| session.day).collect();
        self.given.retain(|session| !session.told || !recorded.contains(&session.day));
        order::by_key(&mut self.given, |session| (session.day, session.ended));
        for entry in context.entries.iter() {
            match reader(entry.kind) {
                Some((read, subject)) => {
                    if self.counts(context, entry, subject) {
                        read(context, entry, self);
                    }
                }
                None if entry.kind == "Procedure" || SILENT.contains(&entry.kind) => {}
                None => self.note(entry.name(), WhyNot::UnknownResource(shown(entry.kind))),
            }
        }
        self.conclude(context);
    }

    /// Whether a resource may be read at all; lists it where not.
    pub fn counts(&mut self, context: &Context<'_>, entry: &Entry<'_>, subject: &str) -> bool {
        let about = entry.resource.get(subject);
        let why = if is_entered_in_error(entry.resource) {
            Some(WhyNot::EnteredInError)
        } else if let Some(modifier) = modifier(entry.resource) {
            Some(WhyNot::Modified(modifier))
        } else {
            let other = context.entries.somebody_else(&context.person, about);
            other.map(WhyNot::OtherPatient)
        };
        let counts = why.is_none();
        if let Some(why) = why {
            self.note(entry.name(), why);
        }
        counts
    }

    /// Adds a word once.
    pub fn add(list: &mut Vec<Word>, word: &Word) {
        if !list.contains(word) {
            list.push(word.clone());
        }
    }

    /// The day of a past event; lists a date that is missing, cannot be read or lies ahead.
    pub fn past_day(&mut self, context: &Context<'_>, what: &str, dated: &Dated) -> Option<NaiveDate> {
        let why = match dated {
            Dated::Never => WhyNot::NoDate,
            Dated::Unreadable(text) => WhyNot::BadDate(text.clone()),
            Dated::At(moment) => match moment.day(context.clock) {
                Some(day) if day <= context.as_of => return Some(day),
                Some(day) => WhyNot::Future(day),
                None => WhyNot::BadDate(moment.written()),
            },
        };
        self.note(what, why);
        None
    }

    /// The day a moment may at the latest mean.
    pub fn last_day(context: &Context<'_>, dated: &Dated) -> Option<NaiveDate> {
        dated.moment().map(|moment: Moment| moment.span(context.clock).1)
    }

    /// Keeps the day of a planned blood test that still lies ahead; the first of several.
    pub fn blood_test_on(&mut self, day: NaiveDate) {
        let ahead = (day - self.patient.as_of).num_days();
        let known = self.patient.blood_test_in_days;
        if ahead >= 0 && known.is_none_or(|known| ahead < known) {
            self.patient.blood_test_in_days = Some(ahead);
        }
    }

    fn conclude(&mut self, context: &Context<'_>) {
        // What the patient asked for and the clinic has entered since is one session: the clinic's.
        let is_told = |booked: &Booked| booked.id.starts_with(TOLD);
        let clinics = self.booked.iter().filter(|booked| !is_told(booked));
        let entered: Vec<_> = clinics.map(|booked| booked.start).collect();
        self.booked.retain(|booked| !is_told(booked) || !entered.contains(&booked.start));
        for booked in [&mut self.booked, &mut self.cancelled] {
            order::by_key(booked, |booked| booked.start);
        }
        order::by_key(&mut self.away, |away| (away.days.from, away.days.until));
        order::by_key(&mut self.visits, |told| told.at);
        order::by_key(&mut self.other_procedures, |done| done.day);
        self.patient.transplant = procedure::transplant(context, self);
        self.patient.allergies = if self.allergy_recorded {
            Allergies::Listed(core::mem::take(&mut self.allergies))
        } else if self.no_allergies {
            Allergies::NoneKnown
        } else {
            Allergies::NotRecorded
        };
        answers::conclude(context, self);
    }
}

/// What a `CodeableConcept` says, for a message; and why it could not be read.
pub fn unknown(concept: Option<&Value>) -> WhyNot {
    concept.and_then(crate::fhir::value::named).map_or(WhyNot::NoCode, WhyNot::UnknownCode)
}
