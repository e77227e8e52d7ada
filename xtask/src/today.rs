//! The one place where the commands read the clock.

use chrono::NaiveDate;

/// Today in the time zone of this machine.
#[expect(clippy::disallowed_methods, reason = "a command run without --as-of means the day it runs on")]
pub fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
