//! Waiting for the details: words that the first screens do not need, and the code that shows them.

use crate::web::answer::{Answer, Times, answer};
use crate::web::around::around;
use crate::web::care::{Care, Trouble};
use crate::web::components::states::{Tall, failed, waiting};
use crate::web::content::{NoPack, Pack};
use crate::web::markup::{Markup, live};
use crate::web::pages::detailed::detailed;
use crate::web::routes::Route;
use std::sync::Arc;

/// What needs the details.
#[derive(Debug, Clone)]
pub enum Detailed {
    /// A whole page.
    Page(Route),
    /// Where the record and the signed plan no longer agree.
    Differences,
    /// What stands below the plan.
    PlanBelow,
    /// What of a file was not understood.
    NotUnderstood,
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
        Self { words, code, attempt }
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
