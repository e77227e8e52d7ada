//! The pages, and parts of pages, that need the details. What only they use comes with the details
//! too, as a second module: `xtask/src/split.rs`.
#![cfg_attr(
    feature = "split",
    expect(clippy::unnecessary_wraps, reason = "the second module may be missing")
)]

use crate::web::care::Care;
use crate::web::components::drift;
use crate::web::components::states::empty;
use crate::web::content::NoPack;
use crate::web::details::{Detailed, Make};
use crate::web::markup::Markup;
use crate::web::pages::{
    add_result, changes, first_run, ingredient, left_out, outbox, plan, profile, progress, session, sheet,
    tell, tests, treatment,
};
use crate::web::routes::Route;
use std::sync::Arc;

/// How it is made, once the second module is here.
///
/// # Errors
/// [`NoPack`] where it is missing.
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(details, fallible)]
pub fn detailed() -> Result<Make, NoPack> {
    Ok(make)
}

/// How it is made: at once, for there is one module.
///
/// # Errors
/// None.
#[cfg(not(feature = "split"))]
pub async fn detailed() -> Result<Make, NoPack> {
    Ok(make)
}

fn make(what: &Detailed, care: Option<&Arc<Care>>) -> Markup {
    match (what, care) {
        (Detailed::Page(Route::Treatment), _) => treatment::treatment_page(),
        (Detailed::Page(Route::Profile), _) => profile::profile_page(),
        (Detailed::Page(route), Some(care)) => page(route, care),
        (Detailed::Differences, Some(care)) => drift::cards(care),
        (Detailed::PlanBelow, Some(care)) => plan::below(care),
        (Detailed::NotUnderstood, Some(care)) => first_run::not_understood(care),
        (_, None) => empty(),
    }
}

/// A page of the open record.
fn page(route: &Route, care: &Arc<Care>) -> Markup {
    match route {
        Route::Ingredient(id) => ingredient::ingredient_page(care, id),
        Route::LeftOut => left_out::left_out_page(care),
        Route::Tests => tests::tests_page(care),
        Route::AddResult => add_result::add_result_page(care),
        Route::Changes => changes::changes_page(care),
        Route::Tell => tell::tell_page(care),
        Route::TellOf(kind) => tell::tell_of_page(care, kind),
        Route::Sheet => sheet::sheet_page(care),
        Route::Outbox => outbox::outbox_page(care),
        Route::Session(number) => session::session_page(care, *number),
        Route::Progress => progress::progress_page(care),
        Route::Today
        | Route::Plan
        | Route::Sessions
        | Route::Aftercare
        | Route::Start
        | Route::Help
        | Route::Treatment
        | Route::Profile
        | Route::Open
        | Route::NotFound(_) => empty(),
    }
}
