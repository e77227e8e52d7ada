//! When it is asked whether a booked session happened. The question itself comes with the details.

use crate::web::answer::derived;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::states::Tall;
use crate::web::details::{Detailed, with_details};
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
