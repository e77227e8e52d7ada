//! `/plan/tests/add`: a result that the patient enters.

use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn add_result_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::ADD_TITLE))])
}
