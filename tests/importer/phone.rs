//! What a phone does with a file: reads it, asks of it all that its screens ask, and writes it.

use std::fmt::Display;

use chrono::{DateTime, Days, FixedOffset, NaiveDateTime, NaiveTime, Utc};
use portal::domain::content::Content;
use portal::domain::formulation::proposal::Proposal;
use portal::domain::labs::reading::Readings;
use portal::domain::time::DayRange;
use portal::fhir::person::Person;
use portal::fhir::record::{Record, Refusal, document};
use portal::fhir::told::{self, Became};
use serde_json::Value;

use crate::support::{TODAY, day};

/// The clinic's wall clock: Kolkata has had one offset since 1945.
fn wall_clock(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&FixedOffset::east_opt(19_800).unwrap()).naive_local()
}

/// Opens a document: the record that it is, or why it is none. Fails where what is written does not read back equal.
pub fn open(content: &Content, document: Value, name: &dyn Display) -> Result<Record, Refusal> {
    let person = Person::of(&document);
    let record = Record::of(document, content.rules(), &wall_clock, day(TODAY))?;
    assert_eq!(person.and_then(|person| person.name), record.patient_name, "{name}");
    view(content, &record, name);
    // By another reader of JSON than the one that is tried here.
    let again = serde_json::from_str(&record.write()).unwrap();
    let again = Record::of(again, content.rules(), &wall_clock, day(TODAY));
    assert!(again.as_ref() == Ok(&record), "{name} reads back as another record");
    Ok(record)
}

/// Everything that the screens ask of a record.
fn view(content: &Content, record: &Record, name: &dyn Display) {
    for listed in &record.not_understood {
        let sentence = listed.to_string();
        assert!(sentence.chars().count() < 1_000, "{name}: a sentence, not a page: {sentence}");
    }
    let readings = Readings::new(&content.labs, &record.patient.results, record.patient.as_of);
    for analyte in &content.labs.analytes {
        readings.unusable(&analyte.id);
        if let Some(reading) = readings.usable(&analyte.id) {
            reading.usual.rounded(2);
        }
    }
    let proposal = Proposal::of(&record.patient, content.rules()).unwrap();
    let series = record.series(content, &proposal);
    let today = day(TODAY);
    for today in [today, today + Days::new(3), today + Days::new(400)] {
        let now = today.and_time(NaiveTime::MIN).and_utc();
        record.standing(series.as_ref(), content, now, today);
    }
    let away = DayRange::through(today, today + Days::new(6));
    let told = told::with_away(None, record, away, today.and_time(NaiveTime::MIN).and_utc()).unwrap();
    let mut joined = record.bundle.clone();
    told::join(&mut joined, &document(&told).unwrap());
    Record::of(joined, content.rules(), &wall_clock, today).unwrap();
    if let Some(booked) = record.booked.first() {
        for became in [Became::NotGiven, Became::Given { ended: booked.end }] {
            let told = told::session(None, record, &content.facts, booked, became).unwrap();
            let mut joined = record.bundle.clone();
            told::join(&mut joined, &document(&told).unwrap());
            Record::of(joined, content.rules(), &wall_clock, today).unwrap();
        }
    }
}
