//! `/plan/changes`: what changed from one signed plan to the next, and since.

use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn changes_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::CHANGES_TITLE))])
}
