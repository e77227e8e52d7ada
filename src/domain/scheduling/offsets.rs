//! The clinic's time zone over a stretch of time: its wall clock at an instant, and the instants of a
//! time on its wall.
//!
//! A browser is slow to say what a clock shows. It is asked once a week, and where the answer has
//! changed, for the minute of the change; the rest is arithmetic.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use core::ops::Range;

/// How far the clinic's clock is ahead of UTC, and when that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets(Vec<Period>);

/// From one change of the clock to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Period {
    from: DateTime<Utc>,
    ahead: TimeDelta,
}

/// When the clinic's clock shows a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instants {
    /// Never: the clock is put forward over it.
    Never,
    /// Once, as nearly always.
    Once(DateTime<Utc>),
    /// Twice: the clock is put back over it.
    Twice {
        /// Before it is put back.
        earlier: DateTime<Utc>,
        /// After.
        later: DateTime<Utc>,
    },
}

impl Instants {
    /// The instant of a session at that time: the earlier of two. None is held at a time that never is.
    pub fn first(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Never => None,
            Self::Once(at) | Self::Twice { earlier: at, .. } => Some(at),
        }
    }
}

/// Between two questions, in minutes.
const WEEK: i64 = 7 * 24 * 60;

impl Offsets {
    /// The zone over a range, from what its wall clock shows. Changes are at a full minute; two that
    /// undo each other within a week are not seen. Before and after the range its ends hold on.
    pub fn over(range: Range<DateTime<Utc>>, wall_clock: &dyn Fn(DateTime<Utc>) -> NaiveDateTime) -> Self {
        let ahead_at = |minute| {
            let instant = at(minute);
            wall_clock(instant) - instant.naive_utc()
        };
        let minute = |instant: DateTime<Utc>| instant.timestamp().div_euclid(60);
        let (mut asked, end) = (minute(range.start), minute(range.end));
        let mut ahead = ahead_at(asked);
        let mut periods = vec![Period { from: DateTime::<Utc>::MIN_UTC, ahead }];
        while asked < end {
            let next = (asked + WEEK).min(end);
            let ahead_then = ahead_at(next);
            while ahead != ahead_then {
                let (mut before, mut after) = (asked, next);
                while after - before > 1 {
                    let middle = before.midpoint(after);
                    if ahead_at(middle) == ahead { before = middle } else { after = middle }
                }
                (asked, ahead) = (after, ahead_at(after));
                periods.push(Period { from: at(asked), ahead });
            }
            asked = next;
        }
        Self(periods)
    }

    /// What the clinic's clock shows at an instant.
    pub fn wall_clock(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let period = self.0.iter().rfind(|period| period.from <= instant);
        instant.naive_utc() + period.map_or(TimeDelta::zero(), |period| period.ahead)
    }

    /// The day on the clinic's calendar.
    pub fn day(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.wall_clock(instant).date()
    }

    /// When the clinic's clock shows a time.
    pub fn instants(&self, wall: NaiveDateTime) -> Instants {
        let ends = self.0.iter().skip(1).map(|next| next.from).chain([DateTime::<Utc>::MAX_UTC]);
        let mut found = self.0.iter().zip(ends).filter_map(|(period, end)| {
            let instant = (wall - period.ahead).and_utc();
            (period.from <= instant && instant < end).then_some(instant)
        });
        match (found.next(), found.next()) {
            (None, _) => Instants::Never,
            (Some(once), None) => Instants::Once(once),
            (Some(earlier), Some(later)) => Instants::Twice { earlier, later },
        }
    }
}

/// The instant of a minute since 1970.
fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(minute * 60, 0).unwrap_or_default()
}
