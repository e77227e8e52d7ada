//! The pages, and parts of pages, that need the details. What only they use comes with the details
//! too, as a second module: `xtask/src/split.rs`.
#![cfg_attr(
    feature = "split",
    expect(clippy::unnecessary_wraps, reason = "the second module may be missing")
)]

use crate::web::around::around;
use crate::web::booking::go_on;
use crate::web::care::Care;
use crate::web::components::states::empty;
use crate::web::components::{
    calendar, cancelled, chosen_file, clock_back, comfort, drift, due, happened, next_times, visit_day,
};
use crate::web::content::NoPack;
use crate::web::details::{Detailed, Make};
use crate::web::markup::{Markup, all, maybe};
use crate::web::pages::{
    add_result, aftercare, at_time, away, book_rest, can_i, changes, come, consent, find_time, ingredient,
    left_out, notice, outbox, plan, profile, progress, session, sheet, tell, tests, treatment, weeks,
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
        (Detailed::File(chosen), _) => chosen_file::preview(*chosen),
        (Detailed::Happened, Some(care)) => happened::asked(care),
        (Detailed::OverAlready, Some(care)) => happened::over_already(care),
        (Detailed::VisitDay, Some(care)) => visit_day::visit_day(care),
        (Detailed::Comfort, Some(care)) => {
            maybe(care.last_given().map(|given| comfort::comfort(care, given)))
        }
        (Detailed::Due, Some(care)) => maybe(due::due_cards(care, &care.due(around().now.get_untracked()))),
        (Detailed::ClockBack, Some(care)) => clock_back::clock_back(care),
        (Detailed::NextTimes, Some(care)) => next_times::next_times(care),
        (Detailed::Missed, Some(care)) => next_times::missed(care),
        (Detailed::StillBooked, Some(care)) => session::still_booked(care),
        (Detailed::Cancelled, Some(care)) => cancelled::cancelled(care),
        (Detailed::Ahead, Some(care)) => find_time::ahead(care),
        (Detailed::Calendar, Some(care)) => calendar::calendar_card(care),
        (Detailed::GoOn, _) => {
            go_on();
            all(Vec::new())
        }
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
        Route::FindTime(number) => find_time::find_time_page(care, *number),
        Route::AtTime(number, slot) => at_time::at_time_page(care, *number, *slot),
        Route::Away => away::away_page(care),
        Route::BookRest => book_rest::book_rest_page(care),
        Route::Ready(number) => come::come_page(care, *number),
        Route::Consent(number) => consent::consent_page(care, *number),
        Route::Aftercare => aftercare::aftercare_page(care),
        Route::CanI => can_i::can_i_page(care),
        Route::CanIDo(activity) => can_i::can_i_do_page(care, activity),
        Route::Notice => notice::notice_page(care),
        Route::Weeks => weeks::weeks_page(care),
        Route::Progress => progress::progress_page(care),
        Route::Today
        | Route::Plan
        | Route::Sessions
        | Route::Start
        | Route::Help
        | Route::Treatment
        | Route::Profile
        | Route::Open
        | Route::NotFound(_) => empty(),
    }
}
