//! The calendar file (`.ics`) of a series, or of one session: what RFC 5545 asks of one.
//!
//! Every time in it is an instant in UTC, written with `Z`. An instant is the same one everywhere:
//! each calendar shows it on the clock of the place where its phone is, also in the hour that a
//! clock change repeats or leaves out. So no table of the clinic's time zone travels along.
//!
//! A calendar knows an entry by its UID and takes the version with the higher SEQUENCE: a session
//! that was moved is moved there, one that was cancelled is struck out, and none is there twice.
//! No ORGANIZER is named: a calendar would take the file for an invitation that asks for an answer.

use crate::domain::time::written;
use chrono::{DateTime, Utc};

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar<'a> {
    /// What wrote it, in the form of such names: `-//Clinic//Portal//EN`.
    pub product: &'a str,
    /// What a calendar calls the entries together, where it keeps them apart from others.
    pub name: String,
    /// The entries, in any order.
    pub entries: Vec<Entry>,
}

/// Something that stands in a calendar. All words come ready: how discreet they are is decided
/// where they are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Which one it is, see [`uid`].
    pub uid: String,
    /// How many times it was changed since it was made, its cancelling included.
    pub sequence: u32,
    /// How sure it is.
    pub state: EntryState,
    /// Whether it takes up the patient's time; a reminder leaves it free.
    pub busy: bool,
    /// When it begins.
    pub start: DateTime<Utc>,
    /// When it ends; one that ends no later than it begins is a moment.
    pub end: DateTime<Utc>,
    /// When the file is made.
    pub stamp: DateTime<Utc>,
    /// Its title, one line.
    pub summary: String,
    /// What else is to be known, in lines; nothing where empty.
    pub description: String,
    /// Where it is, one line.
    pub location: Option<String>,
    /// Whom to ask, one line: the clinic and its telephone.
    pub contact: Option<String>,
    /// The reminders; one that is cancelled gives none.
    pub alarms: Vec<Alarm>,
}

/// How sure an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// The clinic has it.
    Booked,
    /// The clinic was asked for it.
    Requested,
    /// It does not take place.
    Cancelled,
}

/// A reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// Minutes before the start, elapsed ones: 1440 is the same hour of the day before only where
    /// no clock change lies between.
    pub minutes_before: u32,
    /// What it says.
    pub text: String,
}

/// The UID of what a calendar shows of an appointment: `session_a1@clinic.example`. It hangs on the
/// appointment's id, which stays when it is moved, and not on its time.
///
/// The kind tells its entries apart: `session`, and one of its own for each step before and after.
/// The clinic is the host of its records: another clinic may give the same id.
pub fn uid(kind: &str, appointment: &str, clinic: &str) -> String {
    // Neither the id of a record nor a host holds `_`: two different ones never read alike.
    [kind, "_", appointment, "@", clinic].concat()
}

impl Calendar<'_> {
    /// The file's text.
    pub fn write(&self) -> String {
        let mut file = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        text(&mut file, "PRODID:", self.product);
        plain(&mut file, "METHOD:", "PUBLISH");
        text(&mut file, "X-WR-CALNAME:", &self.name);
        for entry in &self.entries {
            entry.write(&mut file);
        }
        plain(&mut file, "END:", "VCALENDAR");
        file
    }
}

impl Entry {
    fn write(&self, file: &mut String) {
        let is_on = self.state != EntryState::Cancelled;
        plain(file, "BEGIN:", "VEVENT");
        text(file, "UID:", &self.uid);
        plain(file, "SEQUENCE:", &self.sequence.to_string());
        plain(file, "STATUS:", self.state.word());
        plain(file, "TRANSP:", if self.busy && is_on { "OPAQUE" } else { "TRANSPARENT" });
        plain(file, "DTSTAMP:", &instant(self.stamp));
        plain(file, "DTSTART:", &instant(self.start));
        if self.end > self.start {
            plain(file, "DTEND:", &instant(self.end));
        }
        text(file, "SUMMARY:", &self.summary);
        let description = Some(&self.description).filter(|lines| !lines.is_empty());
        let (location, contact) = (self.location.as_ref(), self.contact.as_ref());
        for (name, said) in [("DESCRIPTION:", description), ("LOCATION:", location), ("CONTACT:", contact)] {
            if let Some(said) = said {
                text(file, name, said);
            }
        }
        for alarm in self.alarms.iter().filter(|_| is_on) {
            plain(file, "BEGIN:", "VALARM");
            plain(file, "ACTION:", "DISPLAY");
            text(file, "DESCRIPTION:", &alarm.text);
            let before = ["-PT", &alarm.minutes_before.to_string(), "M"].concat();
            plain(file, "TRIGGER;RELATED=START:", &before);
            plain(file, "END:", "VALARM");
        }
        plain(file, "END:", "VEVENT");
    }
}

impl EntryState {
    fn word(self) -> &'static str {
        match self {
            Self::Booked => "CONFIRMED",
            Self::Requested => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }
}

/// `20261126T113000Z`.
fn instant(at: DateTime<Utc>) -> String {
    // Without a fraction of a second, which no calendar reads.
    let whole = written(at).chars().take(19).filter(char::is_ascii_alphanumeric).collect::<String>();
    whole + "Z"
}

/// A line whose value is known to be short and to need no escape.
fn plain(file: &mut String, name: &str, value: &str) {
    for part in [name, value, "\r\n"] {
        file.push_str(part);
    }
}

/// A line of words from anywhere. Nothing in them ends it: a new line is written as `\n`, and
/// control characters are left out, those among them that turn round what stands beside them.
fn text(file: &mut String, name: &str, words: &str) {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    file.push_str(name);
    let mut room = LONGEST_LINE - name.len();
    for letter in words.chars() {
        let mut bytes = [0; 4];
        let written = match letter {
            '\\' => "\\\\",
            ';' => "\\;",
            ',' => "\\,",
            '\n' | '\u{2028}' | '\u{2029}' => "\\n",
            '\t' => " ",
            _ if letter.is_control() || turns(letter) => continue,
            _ => letter.encode_utf8(&mut bytes),
        };
        if written.len() > room {
            file.push_str("\r\n ");
            room = LONGEST_LINE - 1;
        }
        file.push_str(written);
        room -= written.len();
    }
    file.push_str("\r\n");
}

/// In bytes, without what ends the line (RFC 5545, 3.1); a longer one goes on in the next, behind
/// a space.
const LONGEST_LINE: usize = 75;
