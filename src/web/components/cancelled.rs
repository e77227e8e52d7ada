//! What the patient has cancelled, and can have back.

use crate::domain::scheduling::booking::may_book_at;
use crate::fhir::record::Booked;
use crate::web::around::around;
use crate::web::booking::{Deed, Tells, carry_out, new_claim, with_planning};
use crate::web::care::Care;
use crate::web::components::states::Tall;
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::markup::{Markup, all, button, card, heading, text};
use crate::web::text::key;
use std::sync::Arc;

/// What the patient has cancelled and can still have back: while it is ahead, and the series has a place
/// for it.
pub fn cancelled(care: &Arc<Care>) -> Markup {
    with_planning(care, &[Tall::Middle], |planning| {
        let care = &planning.care;
        let (now, policy) = (around().now.get_untracked(), &planning.booking.policy);
        let ahead = |off: &&Booked| may_book_at(off.start, now, policy).is_ok();
        let has_place = |off: &&Booked| {
            let time = planning.as_time(off);
            let is_open = planning.bounds().is_some_and(|bounds| bounds.allows(time.day()));
            let effects = planning.effects_of(&planning.ahead_with(&[time]));
            is_open && effects.is_some_and(|found| found.too_close.is_empty())
        };
        all(care
            .record
            .cancelled
            .iter()
            .filter(ahead)
            .filter(has_place)
            .map(|off| put_back(care, off))
            .collect())
    })
}

fn put_back(care: &Arc<Care>, off: &Booked) -> Markup {
    let words = words();
    let (day, time) = (words.weekday_and_day(off.day), clock_time(care, off.start));
    let number = care.series.as_ref().and_then(|series| series.next()).map_or(1, |next| next.number);
    let (care, off) = (care.clone(), off.clone());
    let back = move || {
        let said = words.say(key::BOOK_SAID_BACK);
        carry_out(
            &care,
            Deed { acts: vec![off.restored(new_claim())], number, said, next: None, tells: Tells::Nothing },
        );
    };
    card(vec![
        heading(words.say(key::BOOK_CANCELLED)),
        text("p", "second", words.fill(key::BOOK_CANCELLED_TEXT, &[("day", &day), ("time", &time)])),
        button("button button--quiet", words.say(key::BOOK_PUT_BACK), back),
    ])
}
