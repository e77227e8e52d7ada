//! What every page may ask for, provided once.

use crate::web::clock::Now;
use crate::web::details::Details;
use crate::web::history::Here;
use crate::web::opened::Open;
use crate::web::store::Records;
use leptos::prelude::*;

/// What is around a page.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The clock.
    pub now: Now,
    /// Where the patient is, and how to go elsewhere.
    pub here: Here,
    /// The records on this phone.
    pub records: Records,
    /// The record that is open.
    pub open: Open,
    /// Whether the details have arrived.
    pub details: Details,
}

/// What is around this page.
pub fn around() -> Around {
    expect_context::<Around>()
}
