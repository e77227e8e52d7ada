//! Waiting for the details: words that the first screens do not need, and the code that shows them.

use crate::web::answer::{Answer, Held, Times, answer, follow};
use crate::web::around::around;
use crate::web::care::{Care, Trouble};
use crate::web::components::states::{Tall, failed, waiting};
use crate::web::content::{NoPack, Pack};
use crate::web::markup::{Markup, live};
use crate::web::pages::detailed::detailed;
use crate::web::routes::Route;
use std::sync::Arc;
use web_sys::File;

/// What needs the details.
#[derive(Debug, Clone)]
pub enum Detailed {
    /// A whole page.
    Page(Route),
    /// Where the record and the signed plan no longer agree.
    Differences,
    /// What stands below the plan.
    PlanBelow,
    /// What becomes of a chosen file.
    File(Held<File>),
    /// Whether a booked session happened.
    Happened,
    /// That one which has begun is over.
    OverAlready,
    /// What belongs to a session that is near.
    VisitDay,
    /// How comfortable the last session was.
    Comfort,
    /// What is due in the weeks after a session.
    Due,
    /// That the phone's clock went back.
    ClockBack,
    /// The best times for the next session.
    NextTimes,
    /// That the last session did not happen.
    Missed,
    /// A session that stays booked although the plan waits.
    StillBooked,
    /// What was cancelled and can be put back.
    Cancelled,
    /// What a tap on another time will need.
    Ahead,
    /// Taking the sessions into the phone's calendar.
    Calendar,
    /// Going on with what was begun at the clinic and not finished. It shows nothing.
    GoOn,
}

/// Makes it; with the open record, where it is about one.
pub type Make = fn(&Detailed, Option<&Arc<Care>>) -> Markup;

/// The details under way, and a way to try again.
#[derive(Debug, Clone, Copy)]
pub struct Details {
    words: Answer<Result<(), NoPack>>,
    code: Answer<Result<Make, NoPack>>,
    attempt: Times,
}

impl Details {
    /// Fetches them, beside everything else.
    pub fn fetch(pack: &'static Pack) -> Self {
        let attempt = Times::of(0);
        let words = answer(move || {
            let _ = attempt.get();
            Box::pin(pack.learn_details())
        });
        let code = answer(move || {
            let _ = attempt.get();
            Box::pin(detailed())
        });
        let details = Self { words, code, attempt };
        // Outside the reactive world: to the phone, once.
        follow(move || {
            if let (Some(Ok(())), Some(Ok(make))) = (details.words.get(), details.code.get()) {
                drop(make(&Detailed::GoOn, None));
            }
        });
        details
    }
}

/// What needs details, with what it shows meanwhile, or when they did not arrive.
pub fn with_details(meanwhile: &'static [Tall], what: Detailed, care: Option<Arc<Care>>) -> Markup {
    let details = around().details;
    live(move || match (details.words.get(), details.code.get()) {
        (Some(Ok(())), Some(Ok(make))) => make(&what, care.as_ref()),
        (Some(Err(_)), _) | (_, Some(Err(_))) => failed(&Trouble::Details, details.attempt),
        (None, _) | (_, None) => waiting(meanwhile),
    })
}
