//! The latest time that the phone's clock has shown: by it a clock that goes back is noticed.

use crate::web::theme::storage;
use chrono::{DateTime, Utc};

const NAME: &str = "latest";

/// A clock that the network sets goes back by less than so many minutes.
const SET_BY_THE_NETWORK: i64 = 10;

/// Whether the clock shows an earlier time than it has shown before, by more than the network sets it.
pub fn went_back(now: DateTime<Utc>) -> bool {
    latest().is_some_and(|latest| latest - minutes(now) > SET_BY_THE_NETWORK)
}

/// Remembers a time, where it is later than what was remembered.
pub fn remember(now: DateTime<Utc>) {
    if latest().is_none_or(|latest| latest < minutes(now)) {
        trust(now);
    }
}

/// Takes the clock at its word, whatever it has shown before.
pub fn trust(now: DateTime<Utc>) {
    if let Some(storage) = storage() {
        // Where nothing can be kept, nothing can be noticed.
        let _ = storage.set_item(NAME, &minutes(now).to_string());
    }
}

fn latest() -> Option<i64> {
    storage()?.get_item(NAME).ok()??.parse().ok()
}

fn minutes(instant: DateTime<Utc>) -> i64 {
    instant.timestamp().div_euclid(60)
}
