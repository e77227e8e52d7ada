//! The laws by which a sample moves in time, on any day of three centuries.

use chrono::{Datelike, Days, NaiveDate, TimeDelta};
use portal::fhir::record::Record;
use portal::fhir::samples::{Sample, settle, shift};
use proptest::prelude::*;
use serde_json::Value;

use crate::records::support::wall_clock;
use crate::samples::{at, file, opened, sample, samples};
use crate::support::{TODAY, content, day};

/// Every date, dateTime and instant of a Bundle, days of birth left out.
fn dates(bundle: &Value) -> Vec<String> {
    match bundle {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| *name != "birthDate")
            .flat_map(|(_, member)| dates(member))
            .collect(),
        Value::Array(members) => members.iter().flat_map(dates).collect(),
        Value::String(text) => {
            let day = text.get(..10).is_some_and(|day| portal::domain::time::day(day).is_ok());
            if day { vec![text.clone()] } else { Vec::new() }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// The days of dates; what is behind the day stays to be compared.
fn split(dates: &[String]) -> Vec<(NaiveDate, &str)> {
    dates.iter().map(|text| (day(&text[..10]), &text[10..])).collect()
}

/// A day of three centuries, with every leap day and century year in it.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (-36_500_i64..73_000).prop_map(|days| day("2026-11-22") + TimeDelta::days(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The law of the shift: whole weeks, never past the day, never a week behind it.
    #[test]
    fn a_sample_moves_by_the_whole_weeks_that_reach_its_day(today in any_day(), which in 0..samples().len()) {
        let sample = samples().remove(which);
        let days = sample.days(today);
        prop_assert_eq!(days % 7, 0);
        let begins = sample.anchor + TimeDelta::days(days);
        prop_assert!((0..7).contains(&(today - begins).num_days()), "{} on {today}", sample.id);
        // The next week begins when this one is over, on the same weekday.
        prop_assert_eq!(sample.days(begins + Days::new(6)), days);
        prop_assert_eq!(sample.days(begins + Days::new(7)), days + 7);
    }

    /// Each date keeps its weekday, its time of day and its offset: no clock change touches it.
    #[test]
    fn every_date_moves_alike_and_keeps_its_hour_and_offset(weeks in -1000_i64..2000, which in 0..samples().len()) {
        let sample = samples().remove(which);
        let original = file(&sample.file);
        let mut moved = original.clone();
        shift(&mut moved, weeks * 7);
        let (before, after) = (dates(&original), dates(&moved));
        let (before, after) = (split(&before), split(&after));
        prop_assert_eq!(before.len(), after.len());
        for ((was, rest), (is, same)) in before.into_iter().zip(after) {
            prop_assert_eq!(is - was, TimeDelta::weeks(weeks), "{} to {}", was, is);
            prop_assert_eq!((rest, was.weekday()), (same, is.weekday()));
        }
        shift(&mut moved, -weeks * 7);
        prop_assert_eq!(moved, original);
    }

    /// Opened twice is opened once: a record that is of this week already stays.
    #[test]
    fn what_was_settled_stays_when_it_is_settled_again(
        minutes in -40_000_000_i64..70_000_000,
        which in 0..samples().len(),
    ) {
        let sample = samples().remove(which);
        let now = at(day(TODAY), "09:30") + TimeDelta::minutes(minutes);
        let today = wall_clock(now).date();
        let mut once = file(&sample.file);
        settle(&mut once, &sample, now, today);
        let anchor = sample.anchor + TimeDelta::days(sample.days(today));
        let of_this_week = Sample { anchor, ..sample };
        let mut twice = once.clone();
        settle(&mut twice, &of_this_week, now, today);
        prop_assert_eq!(once, twice);
    }

    /// Set in hours, the days between its dates and instants stay as they are written, over any
    /// midnight of the clinic.
    #[test]
    fn two_openings_an_hour_apart_differ_by_an_hour(minutes in -40_000_000_i64..70_000_000) {
        let (content, sample) = (content(), sample("after-transplant"));
        let now = at(day(TODAY), "09:30") + TimeDelta::minutes(minutes);
        let [first, second] = [now, now + TimeDelta::hours(1)].map(|now| opened(&content, &sample, now));
        let ends = |record: &Record| -> Vec<_> { record.given.iter().map(|given| given.ended.unwrap()).collect() };
        let later: Vec<_> = ends(&first).into_iter().map(|end| end + TimeDelta::hours(1)).collect();
        prop_assert_eq!(ends(&second), later);
    }
}
