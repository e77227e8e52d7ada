//! A record that was saved as a file: it reads back equal, with what the patient has told.

use portal::fhir::record::{Record, document};
use portal::fhir::reported::Reported;
use portal::fhir::told::{Became, join, parted, parts, report, session};

use crate::records::support::wall_clock;
use crate::samples::{at, file, opened, sample, samples};
use crate::support::{TODAY, content, day, word};

/// The day of the session that is booked for the sample in the middle, in the evening.
const OVER: &str = "2026-11-26";

#[test]
fn every_sample_reads_back_equal() {
    let content = content();
    for sample in samples() {
        for today in [TODAY, "2028-02-29"] {
            let record = opened(&content, &sample, at(day(today), "09:30"));
            let again =
                Record::read(record.write().as_bytes(), content.rules(), &wall_clock, day(today)).unwrap();
            assert_eq!(again, record, "{} on {today}", sample.id);
        }
    }
}

/// The sample in the middle, and what she told: her session, an allergy, and a blood value.
fn with_told() -> (Record, Vec<u8>) {
    let content = content();
    let (now, sample) = (at(day(OVER), "20:30"), sample("shedding-iron-zinc"));
    let record = opened(&content, &sample, now);
    let ended = at(day("2026-11-26"), "18:05");
    let told = session(None, &record, &content.facts, record.booked.last().unwrap(), Became::Given { ended })
        .unwrap();
    let allergy = Reported::Said { kind: word("allergy"), word: Some(word("latex")), words: None, day: None };
    let told = report(Some(&told), &record, &content.facts, &allergy, now).unwrap();
    let result = Reported::Result {
        analyte: "zinc".try_into().unwrap(),
        value: "58.5".parse().unwrap(),
        unit: "ug/dL".into(),
        drawn: day("2026-11-25"),
        after_biotin: false,
    };
    let later = now + chrono::TimeDelta::minutes(1);
    let told = report(Some(&told), &record, &content.facts, &result, later).unwrap();
    (record, told)
}

fn joined(record: &Record, told: &[u8]) -> Record {
    let mut whole = record.bundle.clone();
    join(&mut whole, &document(told).unwrap());
    Record::of(whole, content().rules(), &wall_clock, day(OVER)).unwrap()
}

#[test]
fn a_record_with_what_was_told_reads_back_equal() {
    let (clinics, told) = with_told();
    let whole = joined(&clinics, &told);
    assert_eq!((whole.given.len(), whole.patient.results.len()), (5, clinics.patient.results.len() + 1));
    let again = Record::read(whole.write().as_bytes(), content().rules(), &wall_clock, day(OVER)).unwrap();
    assert_eq!(again, whole);
}

/// So that it can be taken back in the portal as before.
#[test]
fn a_saved_record_is_parted_into_the_clinics_file_and_what_was_told() {
    let (clinics, told) = with_told();
    let whole = joined(&clinics, &told);
    let (file, told_again) = parted(whole.write().as_bytes()).unwrap();
    assert_eq!(document(&file).unwrap(), clinics.bundle);
    assert_eq!(document(&told_again).unwrap(), document(&told).unwrap());
    assert_eq!(parts(&told_again).len(), 3);
}

#[test]
fn a_file_in_which_the_patient_told_nothing_stays_whole() {
    for sample in samples() {
        assert_eq!(parted(file(&sample.file).to_string().as_bytes()), None, "{}", sample.id);
    }
}

/// A saved file in the place of the clinic's, beside which it lies already.
#[test]
fn what_was_told_counts_once_where_the_file_has_it_already() {
    let (clinics, told) = with_told();
    let whole = joined(&clinics, &told);
    assert_eq!(joined(&whole, &told), whole);
}
