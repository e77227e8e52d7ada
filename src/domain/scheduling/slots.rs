//! The free times of the clinic on the device: its hours less holidays, the notice, what is somebody
//! else's and what is taken.

use crate::domain::clinic::Visit;
use crate::domain::order::by_key;
use crate::domain::scheduling::booking::may_book_at;
use crate::domain::scheduling::offsets::Offsets;
use crate::domain::scheduling::opening::{Booking, ChairHours};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use core::fmt;

/// A time at which a session can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeTime {
    /// When the visit begins.
    pub start: DateTime<Utc>,
    /// When the room is free again; not among its time.
    pub end: DateTime<Utc>,
    /// What the clinic's clock shows at the start.
    pub wall: NaiveDateTime,
    /// The number of the chair.
    pub chair: u8,
}

impl FreeTime {
    /// Its day on the clinic's calendar.
    pub fn day(&self) -> NaiveDate {
        self.wall.date()
    }

    /// Its name.
    pub fn id(&self) -> SlotId {
        SlotId { minute: self.start.timestamp().div_euclid(60), chair: self.chair }
    }
}

/// The name of a chair's time: its start in minutes since 1970, and the chair. Two names never mean one
/// time. Good: `29760720-1`; refused: `029760720-1`, `29760720-01`, `29760720`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotId {
    minute: i64,
    chair: u8,
}

/// A text that names no time of a chair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time of a chair: write its start in minutes since 1970, `-` and the chair")]
pub struct NotASlotId(pub String);

impl SlotId {
    /// When it begins.
    pub fn start(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.minute * 60, 0).unwrap_or_default()
    }

    /// The number of the chair.
    pub fn chair(self) -> u8 {
        self.chair
    }

    fn read(text: &str) -> Option<Self> {
        let plain = |number: &str| {
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            digits && (number == "0" || !number.starts_with('0'))
        };
        let (minute, chair) = text.split_once('-').filter(|(minute, chair)| plain(minute) && plain(chair))?;
        // Eight thousand years of minutes: no number too large for the calendar is read.
        let minute: u32 = minute.parse().ok()?;
        Some(Self { minute: minute.into(), chair: chair.parse().ok()? })
    }
}

impl TryFrom<&str> for SlotId {
    type Error = NotASlotId;
    fn try_from(text: &str) -> Result<Self, NotASlotId> {
        Self::read(text).ok_or_else(|| NotASlotId(text.chars().take(40).collect()))
    }
}
impl fmt::Display for SlotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.minute, self.chair)
    }
}

/// Every free time from an instant on, as far ahead as the clinic books: sorted by start, and where
/// several chairs are free at one, the first of them. `offsets` must reach as far. A time that the
/// clinic's clock leaves out is none, and one that it shows twice is the earlier.
///
/// The time it takes grows with the number of times, and no faster.
pub fn on_device(
    booking: &Booking,
    visit: &Visit,
    offsets: &Offsets,
    from: DateTime<Utc>,
    taken: &dyn Fn(&SlotId) -> bool,
) -> Vec<FreeTime> {
    let today = offsets.day(from);
    let until = bookable_until(booking, today);
    let mut free: Vec<FreeTime> = Vec::new();
    let by_weekday: Vec<Vec<(u32, u8)>> =
        today.iter_days().take(7).map(|day| starts(booking, visit, day)).collect();
    for (day, starts) in today.iter_days().zip(by_weekday.iter().cycle()).take_while(|(day, _)| *day < until)
    {
        // A day of the week is like every other one, but for the holidays.
        let starts = if booking.holiday(day).is_none() { starts.as_slice() } else { &[] };
        for (minutes, chair) in starts.iter().copied() {
            let Some(time) = time(visit, offsets, day, minutes, chair) else { continue };
            let (id, in_time) = (time.id(), may_book_at(time.start, from, &booking.policy).is_ok());
            let has_chair = free.last().is_some_and(|before| before.start == time.start);
            if in_time && !has_chair && !is_somebody_elses(&id, booking) && !taken(&id) {
                free.push(time);
            }
        }
    }
    free
}

/// The time of that name, whether free or not; nothing where the clinic has no such time.
pub fn time_of(id: &SlotId, booking: &Booking, visit: &Visit, offsets: &Offsets) -> Option<FreeTime> {
    let wall = offsets.wall_clock(id.start());
    let minutes = wall.hour() * 60 + wall.minute();
    let is_open = |hours: &ChairHours| {
        hours.chair == id.chair && hours.starts(visit.booked_minutes).any(|start| start == minutes)
    };
    let open = booking.hours(wall.date()).any(is_open);
    let time = open.then(|| time(visit, offsets, wall.date(), minutes, id.chair))??;
    // The second of two equal times on the clock is none.
    (time.start == id.start()).then_some(time)
}

/// Whether a time of the clinic on the device is already somebody else's: as many of a hundred as the
/// content says, the same ones at every start.
pub fn is_somebody_elses(id: &SlotId, booking: &Booking) -> bool {
    let mixed = (id.minute.unsigned_abs() << 8 | u64::from(id.chair)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32;
    mixed % 100 < booking.taken_percent.is.into()
}

/// The first day that cannot be booked yet.
pub fn bookable_until(booking: &Booking, today: NaiveDate) -> NaiveDate {
    let ahead = Days::new(u64::from(booking.days_ahead.is) + 1);
    today.checked_add_days(ahead).unwrap_or(NaiveDate::MAX)
}

/// How many times each day has that has any, for times sorted by start.
pub fn count_by_day(times: &[FreeTime]) -> Vec<(NaiveDate, u32)> {
    let mut counts: Vec<(NaiveDate, u32)> = Vec::new();
    for time in times {
        match counts.last_mut() {
            Some((day, count)) if *day == time.day() => *count += 1,
            Some(_) | None => counts.push((time.day(), 1)),
        }
    }
    counts
}

/// When visits begin on days of that weekday, in minutes, each with its chair; the earliest first.
fn starts(booking: &Booking, visit: &Visit, day: NaiveDate) -> Vec<(u32, u8)> {
    let of_chair = |hours: &ChairHours| {
        let chair = hours.chair;
        hours.starts(visit.booked_minutes).map(move |minutes| (minutes, chair))
    };
    let mut starts: Vec<_> =
        booking.chairs.iter().filter(|hours| hours.is_on(day)).flat_map(of_chair).collect();
    by_key(&mut starts, |start| *start);
    starts
}

/// A chair's time on a day; nothing where the clock leaves it out.
fn time(visit: &Visit, offsets: &Offsets, day: NaiveDate, minutes: u32, chair: u8) -> Option<FreeTime> {
    let wall = day.and_hms_opt(minutes / 60, minutes % 60, 0)?;
    let start = offsets.instants(wall).first()?;
    let end = start + TimeDelta::minutes(visit.booked_minutes.into());
    Some(FreeTime { start, end, wall, chair })
}
