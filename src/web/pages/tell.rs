//! `/plan/tell`, `/plan/tell/allergy`: the patient tells that something changed.

use crate::domain::ids::Word;
use crate::web::care::Care;
use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;
use std::sync::Arc;

/// Its heading alone.
pub fn tell_page(_care: &Arc<Care>) -> Markup {
    card(vec![paragraph(words().say(key::TELL_TITLE))])
}

/// Its heading alone.
pub fn tell_of_page(_care: &Arc<Care>, kind: &Word) -> Markup {
    card(vec![paragraph(words().of("report", kind.as_str()))])
}
