//! What stands in the calendar file: each entry whole, at its instant, and once.

use chrono::{NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{Australia::Lord_Howe, Europe::London, Tz};
use portal::domain::scheduling::calendar::{Entry, EntryState, uid};

use super::judge::{alarm, instant, lines, read, session, titled, written};

#[test]
fn a_file_is_written_as_the_standard_asks() {
    let entry = Entry { alarms: vec![alarm(45, "Numbing cream")], sequence: 2, ..session() };
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clinic//Portal//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Sessions",
        "BEGIN:VEVENT",
        "UID:session_a5@clinic.example",
        "SEQUENCE:2",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "DTSTAMP:20261122T033000Z",
        "DTSTART:20261126T113000Z",
        "DTEND:20261126T130000Z",
        "SUMMARY:Session 5",
        "DESCRIPTION:Wash your hair.\\nEat before you come.",
        "LOCATION:12 Lake Road\\, Kolkata",
        "CONTACT:Clinic: +91 33 5550 0100",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Numbing cream",
        "TRIGGER;RELATED=START:-PT45M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(lines(&written(vec![entry])), expected);
}

#[test]
fn an_entry_comes_back_whole() {
    let requested = Entry { state: EntryState::Requested, sequence: u32::MAX, ..session() };
    let bare = Entry { description: String::new(), location: None, contact: None, ..session() };
    let reminder = Entry { busy: false, end: session().start, alarms: Vec::new(), ..session() };
    let long_before = Entry { alarms: vec![alarm(0, "Now"), alarm(100_000, "In ten weeks")], ..session() };
    for entries in [vec![], vec![requested], vec![bare, reminder], vec![session(), long_before]] {
        assert_eq!(read(&written(entries.clone())), entries);
    }
}

#[test]
fn a_cancelled_session_stays_as_cancelled_frees_its_time_and_reminds_of_nothing() {
    let cancelled = Entry { state: EntryState::Cancelled, sequence: 1, ..session() };
    let expected = Entry { busy: false, alarms: Vec::new(), ..cancelled.clone() };
    assert_eq!(read(&written(vec![cancelled])), [expected]);
}

#[test]
fn an_entry_that_ends_no_later_than_it_begins_is_a_moment() {
    for (end, lasts) in [("16:59:59", false), ("17:00:00", false), ("17:00:01", true)] {
        let end = instant(&format!("2026-11-26T{end}+05:30"));
        let file = written(vec![Entry { end, ..session() }]);
        assert_eq!(file.contains("\r\nDTEND:"), lasts, "{end}");
    }
}

#[test]
fn a_fraction_of_a_second_is_left_out() {
    let start = instant("2026-11-26T17:00:00+05:30") + TimeDelta::milliseconds(250);
    let read = read(&written(vec![Entry { start, ..session() }]));
    assert_eq!(read, [session()]);
}

/// The same day in London and the same on Lord Howe, where clocks move by half an hour.
#[test]
fn a_session_keeps_its_hour_through_a_clock_change_night() {
    #[track_caller]
    fn check(zone: Tz, local: &str, utc: &[&str]) {
        let local = format!("{local}:00").parse::<NaiveDateTime>().unwrap();
        let starts = zone.from_local_datetime(&local);
        let starts = [starts.earliest().unwrap(), starts.latest().unwrap()];
        let entries = starts.map(|start| {
            let start = start.with_timezone(&Utc);
            Entry { start, end: start + TimeDelta::minutes(90), ..session() }
        });
        let file = written(entries.clone().into());
        let mut found: Vec<_> =
            lines(&file).into_iter().filter_map(|line| line.strip_prefix("DTSTART:")).collect();
        found.dedup();
        assert_eq!(found, utc, "{zone} {local}");
        let back = read(&file);
        assert_eq!(back, entries);
        for entry in back {
            assert_eq!(entry.start.with_timezone(&zone).naive_local(), local);
        }
    }
    check(London, "2026-03-28T10:00", &["20260328T100000Z"]);
    check(London, "2026-03-29T00:59", &["20260329T005900Z"]);
    check(London, "2026-03-29T02:00", &["20260329T010000Z"]);
    check(London, "2026-10-25T00:59", &["20261024T235900Z"]);
    check(London, "2026-10-25T01:30", &["20261025T003000Z", "20261025T013000Z"]);
    check(London, "2026-10-25T02:00", &["20261025T020000Z"]);
    check(Lord_Howe, "2026-10-04T01:59", &["20261003T152900Z"]);
    check(Lord_Howe, "2026-10-04T02:30", &["20261003T153000Z"]);
    check(Lord_Howe, "2026-04-05T01:29", &["20260404T142900Z"]);
    check(Lord_Howe, "2026-04-05T01:45", &["20260404T144500Z", "20260404T151500Z"]);
    check(Lord_Howe, "2026-04-05T02:00", &["20260404T153000Z"]);
    check(London, "2028-02-29T18:00", &["20280229T180000Z"]);
    check(Lord_Howe, "2027-01-01T00:15", &["20261231T131500Z"]);
}

#[test]
fn a_uid_is_one_appointments_alone() {
    assert_eq!(uid("session", "a5", "clinic.example"), "session_a5@clinic.example");
    let others = [
        uid("prepare", "a5", "clinic.example"),
        uid("session", "a6", "clinic.example"),
        uid("session", "a5", "other.example"),
        uid("session_a5", "a5", "clinic.example"),
        uid("session-a5", "a5", "clinic.example"),
        uid("session", "a5-a5", "clinic.example"),
    ];
    for (place, one) in others.iter().enumerate() {
        assert_ne!(*one, session().uid);
        assert!(!others[..place].contains(one), "{one}");
    }
}

/// What a calendar does with a file: an entry it has gives way to a later version of the same.
fn imported(mut calendar: Vec<Entry>, file: &str) -> Vec<Entry> {
    for entry in read(file) {
        match calendar.iter_mut().find(|known| known.uid == entry.uid) {
            Some(known) if known.sequence < entry.sequence => *known = entry,
            Some(_) => {}
            None => calendar.push(entry),
        }
    }
    calendar
}

#[test]
fn a_second_file_moves_and_cancels_what_the_first_one_brought() {
    let numbered = |id: &str| Entry { uid: uid("session", id, "clinic.example"), ..titled(id) };
    let first = [numbered("a5"), numbered("a6"), numbered("a7")];
    let moved = Entry {
        sequence: 1,
        start: first[1].start + TimeDelta::days(3),
        end: first[1].end + TimeDelta::days(3),
        ..first[1].clone()
    };
    let cancelled = Entry {
        sequence: 1,
        state: EntryState::Cancelled,
        busy: false,
        alarms: Vec::new(),
        ..first[2].clone()
    };
    let expected = [first[0].clone(), moved.clone(), cancelled.clone(), numbered("a8")];
    let earlier = written(first.to_vec());
    let later = written(vec![cancelled, first[0].clone(), numbered("a8"), moved]);
    let calendar = imported(imported(Vec::new(), &earlier), &later);
    assert_eq!(calendar, expected);
    assert_eq!(imported(imported(calendar, &later), &earlier), expected, "once more, and the old one again");
}
