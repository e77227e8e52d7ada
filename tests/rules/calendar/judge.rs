//! A session as the calendar file has it, and what another's parser finds in a file.

use chrono::{DateTime, Utc};
use icalendar::parser::{Component, Property, read_calendar, unfold};
use icalendar::{CalendarDateTime, DatePerhapsTime, Trigger};
use portal::domain::scheduling::calendar::{Alarm, Calendar, Entry, EntryState, uid};

pub fn instant(text: &str) -> DateTime<Utc> {
    portal::domain::time::instant(text).unwrap().with_timezone(&Utc)
}

pub fn alarm(minutes_before: u32, text: &str) -> Alarm {
    Alarm { minutes_before, text: text.to_owned() }
}

/// The session on Thursday 26 November 2026 at 5pm, Kolkata.
pub fn session() -> Entry {
    Entry {
        uid: uid("session", "a5", "clinic.example"),
        sequence: 0,
        state: EntryState::Booked,
        busy: true,
        start: instant("2026-11-26T17:00:00+05:30"),
        end: instant("2026-11-26T18:30:00+05:30"),
        stamp: instant("2026-11-22T09:00:00+05:30"),
        summary: "Session 5".to_owned(),
        description: "Wash your hair.\nEat before you come.".to_owned(),
        location: Some("12 Lake Road, Kolkata".to_owned()),
        contact: Some("Clinic: +91 33 5550 0100".to_owned()),
        alarms: vec![alarm(1440, "Tomorrow: session 5"), alarm(120, "In two hours: session 5")],
    }
}

pub fn titled(summary: &str) -> Entry {
    Entry { summary: summary.to_owned(), ..session() }
}

pub fn written(entries: Vec<Entry>) -> String {
    Calendar { product: "-//Clinic//Portal//EN", name: "Sessions".to_owned(), entries }.write()
}

/// The lines as they stand in the file, each in the length and the ending that the standard asks.
#[track_caller]
pub fn lines(file: &str) -> Vec<&str> {
    let lines: Vec<_> = file.strip_suffix("\r\n").unwrap().split("\r\n").collect();
    for line in &lines {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} octets: {line:?}", line.len());
    }
    lines
}

/// What a property says, where it stands once.
#[track_caller]
fn one<'a>(of: &'a Component<'_>, name: &str) -> Option<&'a Property<'a>> {
    let mut found = of.properties.iter().filter(|property| property.name == name);
    let first = found.next();
    assert!(found.next().is_none(), "{name} twice");
    first
}

fn said(of: &Component<'_>, name: &str) -> Option<String> {
    one(of, name).map(|property| property.val.to_string())
}

fn at(of: &Component<'_>, name: &str) -> Option<DateTime<Utc>> {
    one(of, name).map(|property| match DatePerhapsTime::try_from(property) {
        Ok(DatePerhapsTime::DateTime(CalendarDateTime::Utc(at))) => at,
        other => panic!("{name} is no instant in UTC: {other:?}"),
    })
}

fn read_alarm(read: &Component<'_>) -> Alarm {
    assert_eq!((read.name.as_str(), said(read, "ACTION").as_deref()), ("VALARM", Some("DISPLAY")));
    let trigger = one(read, "TRIGGER").unwrap();
    let params: Vec<_> =
        trigger.params.iter().map(|param| (param.key.as_str(), param.val.as_ref())).collect();
    assert_eq!(params, [("RELATED", Some(&"START".into()))]);
    // The parser knows no length that goes back.
    let length = icalendar::Property::new("TRIGGER", trigger.val.as_str().strip_prefix('-').unwrap());
    let Ok(Trigger::Duration(length, _)) = Trigger::try_from(&length) else {
        panic!("no length: {length:?}")
    };
    alarm(u32::try_from(length.num_minutes()).unwrap(), &said(read, "DESCRIPTION").unwrap())
}

/// The entries that another's parser finds, with no line that is none of ours.
#[track_caller]
pub fn read(file: &str) -> Vec<Entry> {
    lines(file);
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).unwrap();
    let head = calendar.properties.iter().map(|property| property.name.as_str());
    assert_eq!(head.collect::<Vec<_>>(), ["VERSION", "PRODID", "METHOD", "X-WR-CALNAME"]);
    let entry = |read: &Component<'_>| {
        let ours = [
            "UID",
            "SEQUENCE",
            "STATUS",
            "TRANSP",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "CONTACT",
        ];
        let of_another = read.properties.iter().find(|property| !ours.contains(&property.name.as_str()));
        assert_eq!((read.name.as_str(), of_another), ("VEVENT", None));
        let start = at(read, "DTSTART").unwrap();
        Entry {
            uid: said(read, "UID").unwrap(),
            sequence: said(read, "SEQUENCE").unwrap().parse().unwrap(),
            state: match said(read, "STATUS").unwrap().as_str() {
                "CONFIRMED" => EntryState::Booked,
                "TENTATIVE" => EntryState::Requested,
                "CANCELLED" => EntryState::Cancelled,
                other => panic!("no status of an entry: {other}"),
            },
            busy: said(read, "TRANSP").unwrap() == "OPAQUE",
            start,
            end: at(read, "DTEND").unwrap_or(start),
            stamp: at(read, "DTSTAMP").unwrap(),
            summary: said(read, "SUMMARY").unwrap(),
            description: said(read, "DESCRIPTION").unwrap_or_default(),
            location: said(read, "LOCATION"),
            contact: said(read, "CONTACT"),
            alarms: read.components.iter().map(read_alarm).collect(),
        }
    };
    calendar.components.iter().map(entry).collect()
}
