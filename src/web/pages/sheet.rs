//! `/plan/sheet`: the plan on paper, for another doctor.

use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn sheet_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::SHEET_TITLE))])
}
