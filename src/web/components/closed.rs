//! That something cannot be booked or changed here, why, and what to do instead.

use crate::domain::scheduling::booking::ChangeClosed;
use crate::web::care::Care;
use crate::web::components::status::status_card;
use crate::web::components::when::at_on_both;
use crate::web::content::words;
use crate::web::markup::{Markup, maybe};
use crate::web::text::key;

/// Why the plan lets nothing be booked, with the clinic's number; nothing where it does.
pub fn booking_closed(care: &Care) -> Option<Markup> {
    care.may_book().is_err().then(|| maybe(status_card(care)))
}

/// Why a session can no longer be changed here.
pub fn change_closed(care: &Care, closed: ChangeClosed) -> String {
    match closed {
        ChangeClosed::Past => words().say(key::BOOK_PAST),
        ChangeClosed::TooLate { until } => {
            words().fill(key::BOOK_TOO_LATE, &[("time", &at_on_both(care, until))])
        }
        ChangeClosed::MovedTooOften { most } => words().count(key::BOOK_TOO_OFTEN, most.into()),
    }
}
