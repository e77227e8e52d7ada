//! Waiting for the details: words that the first screens do not need.

use crate::web::answer::{Answer, Times, answer};
use crate::web::around::around;
use crate::web::care::Trouble;
use crate::web::components::states::{Tall, failed, waiting};
use crate::web::content::{NoPack, Pack};
use crate::web::markup::{Markup, live};

/// The details under way, and a way to try again.
#[derive(Debug, Clone, Copy)]
pub struct Details {
    arrived: Answer<Result<(), NoPack>>,
    attempt: Times,
}

impl Details {
    /// Fetches them, beside everything else.
    pub fn fetch(pack: &'static Pack) -> Self {
        let attempt = Times::of(0);
        let arrived = answer(move || {
            let _ = attempt.get();
            Box::pin(pack.learn_details())
        });
        Self { arrived, attempt }
    }
}

/// What needs details, with what it shows meanwhile, or when they did not arrive.
pub fn with_details(meanwhile: &'static [Tall], make: impl Fn() -> Markup + Send + 'static) -> Markup {
    let details = around().details;
    live(move || match details.arrived.get() {
        None => waiting(meanwhile),
        Some(Ok(())) => make(),
        Some(Err(_)) => failed(&Trouble::Details, details.attempt),
    })
}
