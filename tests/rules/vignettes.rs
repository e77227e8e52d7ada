//! The clinic's worked cases and check dates, exactly.

use std::collections::BTreeMap;
use std::fs;

use portal::domain::content::Content;
use portal::domain::patient::Patient;
use portal::domain::scheduling::lateness::lateness;
use portal::domain::scheduling::protocol::Course;
use portal::domain::scheduling::series::{Known, Series};
use portal::fhir::case_file::Case;
use portal::fhir::expected::Expected;
use portal::fhir::outside::Outside;

use crate::support::*;

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

fn in_order(expected: Expected) -> Expected {
    Expected {
        include: sorted(expected.include),
        doctor_optin: sorted(expected.doctor_optin),
        flags: sorted(expected.flags),
        labs_needed: sorted(expected.labs_needed),
        ..expected
    }
}

/// What a case expects, its lists in order.
pub fn expected_of(case: &Case) -> Expected {
    in_order(case.expected.clone().unwrap())
}

/// What the rules answer on a patient, in the shape of an expectation.
pub fn answer_of(content: &Content, patient: &Patient) -> Expected {
    let proposal = proposal(content, patient);
    let left_out = proposal.left_out();
    let may_choose = proposal.left_out().filter(|answer| answer.doctor_may_choose);
    in_order(Expected {
        status: proposal.status.key().into(),
        status_reason: proposal.reason.to_string(),
        include: included(&proposal),
        exclude: left_out
            .map(|out| (out.ingredient.to_string(), out.reason.to_string()))
            .collect::<BTreeMap<_, _>>(),
        doctor_optin: may_choose.map(|out| out.ingredient.to_string()).collect(),
        flags: flags(&proposal),
        labs_needed: proposal.labs_needed.iter().map(ToString::to_string).collect(),
        protocol: proposal.course,
    })
}

// Section 8: thirty-four patients, answered by hand from the rules.
#[test]
fn all_worked_cases_answer_as_expected() {
    let content = content();
    let mut count = 0;
    for entry in fs::read_dir(project("tests/cases/vignettes")).unwrap() {
        let path = entry.unwrap().path();
        let Outside::Case(case) = Outside::read(&fs::read(&path).unwrap(), content.rules()).unwrap() else {
            panic!("{} is no case", path.display());
        };
        let expected = expected_of(&case);
        assert_eq!(answer_of(&content, &case.patient), expected, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 34);
}

// Section 6.3.
#[test]
fn the_check_dates_fall_where_the_clinic_says() {
    let content = content();
    let bytes = fs::read(project("tests/cases/dates.json")).unwrap();
    let Outside::Rows(rows) = Outside::read(&bytes, content.rules()).unwrap() else {
        panic!("dates.json holds no rows");
    };
    assert_eq!((rows.series.len(), rows.lateness.len()), (2, 9));
    for row in &rows.series {
        let course = Course { loading_sessions: row.loading_sessions, interval_days: row.interval_days };
        let known = Known { given: &[], booked: &[], not_before: row.first };
        let series = Series::of(&content.protocol, course, known);
        for (phase, expected) in &row.days {
            let days = series.sessions.iter().filter(|session| session.phase == *phase);
            assert_eq!(days.map(|session| session.on).collect::<Vec<_>>(), *expected, "{phase}");
        }
        for (phase, expected) in &row.last {
            let last = series.sessions.iter().rfind(|session| session.phase == *phase);
            assert_eq!(last.map(|session| session.on), Some(*expected), "{phase}");
        }
        if let Some(expected) = row.lab_retest {
            assert_eq!(series.lab_retest, expected);
        }
        if let Some(expected) = &row.photos {
            assert_eq!(&series.photos, expected);
        }
    }
    for row in &rows.lateness {
        let late = lateness(&content.protocol, &row.phase, row.last_given, row.on).unwrap();
        assert_eq!((Some(late.gap_days), &late.band.verdict), (row.gap_days, &row.verdict), "{row:?}");
    }
}
