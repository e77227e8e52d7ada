//! `/plan/tests`: every blood value, what it means and what it changes.

use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn tests_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::TESTS_TITLE))])
}
