//! `/outbox`: what the patient has told and the clinic does not have yet.

use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn outbox_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::OUTBOX_TITLE))])
}
