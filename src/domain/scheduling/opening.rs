//! When the clinic is open and what booking with it is like (`booking.json`): the hours of its chairs,
//! holidays, the policy, what a price or a message needs.
//!
//! It comes with the details ([`Second`](crate::domain::content::Second)), packed by itself, so that a
//! phone reads it only with the pages that book.

use crate::domain::content::{About, Confidence, Day, NotPacked, Source};
use crate::domain::ids::Word;
use crate::domain::packed;
use crate::domain::scheduling::choose::Preferences;
use crate::domain::scheduling::protocol::Sourced;
use crate::domain::time::TimeOfDay;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Booking {
    /// Author, version, signature.
    pub about: About,
    /// Whether the hours are only a sample: the clinic has not given its own.
    pub sample: bool,
    /// The hours of every chair; a chair may have several.
    pub chairs: Vec<ChairHours>,
    /// Days on which the clinic is closed.
    pub holidays: Vec<Holiday>,
    /// So many days ahead a session can be booked, the last of them too.
    pub days_ahead: Sourced<u32>,
    /// How many of a hundred times of the clinic on the device are somebody else's, 0 to 100.
    pub taken_percent: Sourced<u32>,
    /// Until when, and how often, a booking may change.
    pub policy: Policy,
    /// What makes a time less welcome.
    pub preferences: Sourced<Preferences>,
    /// So many minutes before a session the phone's calendar reminds of it.
    pub reminders: Sourced<Vec<u32>>,
    /// What a session costs, as the clinic says it; not known where empty.
    pub price_per_session: Option<Box<str>>,
    /// How many sessions are paid for together; not known where empty.
    pub sessions_paid: Option<u32>,
    /// Where a prepared message goes.
    pub messages: Messages,
    /// The `https` address that shows the way to the clinic; not known where empty.
    pub map: Option<Box<str>>,
}

/// When a chair is open. Visits are back to back from the first minute; the last has ended by the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChairHours {
    /// The chair's number. It is part of every booked time, so it stays with the chair for good.
    pub chair: u8,
    /// On these days of the week.
    pub days: Vec<Weekday>,
    /// From this time on the clinic's clock.
    pub from: TimeOfDay,
    /// To this time of the same day.
    pub to: TimeOfDay,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// The first.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The sixth.
    Saturday,
    /// The last.
    Sunday,
}

/// Days on which the clinic is closed, both ends among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// Its words, `holiday.republic_day`; none where empty.
    #[serde(default)]
    pub name: Option<Word>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Until when, and how often, a booking may change without a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Hours of elapsed time before a session at which booking, moving and cancelling it ends.
    pub notice_hours: Sourced<u32>,
    /// How often one session may be moved; any number of times where empty.
    pub moves: Sourced<Option<u32>>,
}

/// Where a prepared message goes; each not known where empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    /// The number for `WhatsApp` with its country: `+91 98765 43210`.
    pub whatsapp: Option<Box<str>>,
    /// The number for SMS, as dialled.
    pub sms: Option<Box<str>>,
    /// The address for e-mail.
    pub email: Option<Box<str>>,
}

impl Booking {
    /// As one run of bytes, for the file of the details.
    ///
    /// # Errors
    /// [`NotPacked`] where a value has no packed form.
    pub fn packed(&self) -> Result<Vec<u8>, NotPacked> {
        Ok(postcard::to_allocvec(self)?)
    }

    /// Reads what [`Booking::packed`] wrote in the same build, and nothing else: the file around it
    /// says that it is whole.
    pub fn unpacked(bytes: &[u8]) -> Self {
        packed::read(bytes)
    }

    /// The holiday that a day of the clinic's calendar falls in.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        self.holidays.iter().find(|holiday| holiday.from.0 <= day && day <= holiday.to.0)
    }

    /// The hours on a day of the clinic's calendar: none on a holiday.
    pub fn hours(&self, day: NaiveDate) -> impl Iterator<Item = &ChairHours> {
        let is_open = self.holiday(day).is_none();
        self.chairs.iter().filter(move |hours| is_open && hours.is_on(day))
    }
}

impl ChairHours {
    /// Whether they are those of this day's weekday.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days.iter().any(|weekday| *weekday as u32 == day.weekday().num_days_from_monday())
    }

    /// When its visits of so many minutes begin, in minutes of the day; none for visits of no length.
    pub fn starts(&self, minutes: u32) -> impl Iterator<Item = u32> + use<> {
        let (from, to) = (self.from.minutes(), self.to.minutes());
        let visits = to.saturating_sub(from).checked_div(minutes).unwrap_or(0);
        (0..visits).map(move |visit| from + visit * minutes)
    }
}
