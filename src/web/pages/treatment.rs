//! `/treatment`: what the treatment is, in pictures, and where the patient's own type stands.

use crate::web::content::words;
use crate::web::markup::{Markup, card, paragraph};
use crate::web::text::key;

/// Its heading alone.
pub fn treatment_page() -> Markup {
    card(vec![paragraph(words().say(key::TREATMENT_TITLE))])
}
