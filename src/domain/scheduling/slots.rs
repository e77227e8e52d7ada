//! The free times of the clinic.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// A time at which a session may be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeTime {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// When it ends.
    pub end: DateTime<Utc>,
    /// What the clinic's clock shows at the start.
    pub wall: NaiveDateTime,
    /// The chair, 0 for the first.
    pub chair: u8,
}

impl FreeTime {
    /// Its day on the clinic's calendar.
    pub fn day(&self) -> NaiveDate {
        self.wall.date()
    }
}
