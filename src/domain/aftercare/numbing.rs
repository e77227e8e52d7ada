//! The numbing cream: how long it has been on, worked out from instants, so that a page that was away
//! or a phone that slept makes no difference.

use chrono::{DateTime, TimeDelta, Utc};

/// The cream was put on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbing {
    /// When.
    pub started: DateTime<Utc>,
}

/// How far the cream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is put on in the future only: the phone's clock has jumped back.
    NotBefore,
    /// It is working.
    Working {
        /// Whole minutes it has been on.
        gone: i64,
        /// Minutes until it is ready, the one that has begun among them: at least 1.
        left: i64,
    },
    /// The skin is numb, and the session can begin.
    Ready {
        /// Whole minutes it has been on.
        gone: i64,
    },
    /// It has been on for as long as it may be: the staff needs to know.
    Over {
        /// Whole minutes it has been on.
        gone: i64,
    },
}

impl Numbing {
    /// How far it is at an instant, with a cream that works for so many minutes: from the first
    /// number on it is ready, from the second on it is over
    /// ([`numbing_minutes`](crate::domain::clinic::Visit::numbing_minutes)).
    pub fn at(self, (ready, over): (u32, u32), now: DateTime<Utc>) -> Stage {
        if now < self.started {
            return Stage::NotBefore;
        }
        let gone = (now - self.started).num_minutes();
        if gone < i64::from(ready) {
            Stage::Working { gone, left: i64::from(ready) - gone }
        } else if gone < i64::from(over) {
            Stage::Ready { gone }
        } else {
            Stage::Over { gone }
        }
    }

    /// When a cream is ready that works for so many minutes.
    pub fn ready(self, (ready, _): (u32, u32)) -> DateTime<Utc> {
        self.started + TimeDelta::minutes(i64::from(ready))
    }

    /// When a cream has been on for as long as it may be.
    pub fn over(self, (_, over): (u32, u32)) -> DateTime<Utc> {
        self.started + TimeDelta::minutes(i64::from(over))
    }
}
