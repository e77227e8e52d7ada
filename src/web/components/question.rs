//! When something is asked or told that comes with the details: whether a booked session happened, what
//! belongs to one that is near, how it was, what is due, and that the clock went back.

use crate::fhir::standing::Standing;
use crate::web::answer::derived;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::states::Tall;
use crate::web::details::{Detailed, with_details};
use crate::web::latest::went_back;
use crate::web::markup::{Markup, live, maybe};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The question on a session whose hour has passed; nothing where none is open.
pub fn question(care: &Arc<Care>) -> Markup {
    asked(care, Tall::Middle, Detailed::Happened, |care, now| care.record.unrecorded(now).is_some())
}

/// That a session which has begun is over earlier than booked.
pub fn over_early(care: &Arc<Care>) -> Markup {
    asked(care, Tall::Short, Detailed::OverAlready, |care, now| care.going_on(now).is_some())
}

/// What is to be answered and read before a session that is near, and the cream on its day. It is made
/// anew when the session begins.
pub fn visit_day(care: &Arc<Care>) -> Markup {
    let (now, asked, care) = (around().now, care.clone(), care.clone());
    let near = derived(move || match asked.standing(now.get()) {
        Standing::SessionDay(booked) => Some((true, now.get() < booked.start)),
        Standing::GettingReady(_) => Some((false, true)),
        _ => None,
    });
    let meanwhile: &'static [Tall] = &[Tall::Middle];
    live(move || {
        let shown = || with_details(meanwhile, Detailed::VisitDay, Some(care.clone()));
        maybe(near.get().map(|_| shown()))
    })
}

/// How comfortable the session was that has just been given.
pub fn comfort(care: &Arc<Care>) -> Markup {
    asked(care, Tall::Middle, Detailed::Comfort, |care, now| care.standing(now) == Standing::JustAfter)
}

/// What is due in the weeks after a session, unless another one or its first hours come first.
pub fn due(care: &Arc<Care>) -> Markup {
    asked(care, Tall::Middle, Detailed::Due, |care, now| {
        let other = matches!(care.standing(now), Standing::SessionDay(_) | Standing::JustAfter);
        !other && !care.due(now).is_empty()
    })
}

/// That the phone's clock went back while something counts from the end of a session.
pub fn clock_back(care: &Arc<Care>) -> Markup {
    asked(care, Tall::Middle, Detailed::ClockBack, |care, now| {
        let ended = care.last_given().and_then(|given| given.ended);
        let counts = |ended| now < care.pack.content.aftercare.ends.after(ended);
        // Gone back so far that no session has been yet, it is wrong all the more.
        ended.is_none_or(counts) && went_back(now)
    })
}

fn asked(
    care: &Arc<Care>,
    meanwhile: Tall,
    what: Detailed,
    asks: fn(&Care, DateTime<Utc>) -> bool,
) -> Markup {
    let (now, asked, care) = (around().now, care.clone(), care.clone());
    let is_open = derived(move || asks(&asked, now.get()));
    let meanwhile: &'static [Tall] = if meanwhile == Tall::Short { &[Tall::Short] } else { &[Tall::Middle] };
    live(move || maybe(is_open.get().then(|| with_details(meanwhile, what.clone(), Some(care.clone())))))
}
