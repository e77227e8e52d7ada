//! What the days since the last session mean: every boundary of the clinic's table, 6.2.

use chrono::Days;
use portal::domain::scheduling::lateness::{NoLateness, lateness};

use crate::support::*;

#[test]
fn every_boundary_of_the_lateness_table() {
    let rows = [
        ("loading", 0, "TOO_EARLY"),
        ("loading", 6, "TOO_EARLY"),
        ("loading", 7, "CONTINUE"),
        ("loading", 21, "CONTINUE"),
        ("loading", 22, "CONTINUE_ADD_1"),
        ("loading", 42, "CONTINUE_ADD_1"),
        ("loading", 43, "CONTINUE_ADD_2_REVIEW"),
        ("loading", 90, "CONTINUE_ADD_2_REVIEW"),
        ("loading", 91, "RESTART_AFTER_REVIEW"),
        ("loading", 4000, "RESTART_AFTER_REVIEW"),
        ("maintenance_1", 20, "TOO_EARLY"),
        ("maintenance_1", 21, "CONTINUE"),
        ("maintenance_1", 45, "CONTINUE"),
        ("maintenance_1", 46, "BRIDGE_2"),
        ("maintenance_1", 90, "BRIDGE_2"),
        ("maintenance_1", 91, "RELOAD_3_REVIEW"),
        ("maintenance_1", 180, "RELOAD_3_REVIEW"),
        ("maintenance_1", 181, "RESTART_AFTER_REVIEW"),
        ("maintenance_2", 55, "TOO_EARLY"),
        ("maintenance_2", 56, "CONTINUE"),
        ("maintenance_2", 120, "CONTINUE"),
        ("maintenance_2", 121, "BRIDGE_2"),
        ("maintenance_2", 180, "BRIDGE_2"),
        ("maintenance_2", 181, "RESTART_AFTER_REVIEW"),
    ];
    let (content, last) = (content(), day("2027-12-31"));
    for (phase, gap, expected) in rows {
        let on = last + Days::new(gap);
        let late = lateness(&content.protocol, &phase.try_into().unwrap(), last, on).unwrap();
        assert_eq!((u64::from(late.gap_days), late.band.verdict.as_str()), (gap, expected), "{phase} {gap}");
        let in_time = matches!(expected, "TOO_EARLY" | "CONTINUE");
        assert_eq!(late.is_late(), !in_time, "{phase} {gap}");
    }
}

#[test]
fn a_day_before_the_last_session_is_refused() {
    let content = content();
    let (last_given, on) = (day("2026-12-02"), day("2026-12-01"));
    let refused = lateness(&content.protocol, &"loading".try_into().unwrap(), last_given, on);
    assert_eq!(refused, Err(NoLateness::BeforeTheLast { last_given, on }));
    let unknown = "holiday".try_into().unwrap();
    let refused = lateness(&content.protocol, &unknown, last_given, last_given);
    assert_eq!(refused, Err(NoLateness::UnknownPhase(unknown)));
}
