//! Any address that is none of ours.

use crate::web::components::parts::actions;
use crate::web::content::words;
use crate::web::markup::{Markup, card, link_button, paragraph};
use crate::web::routes::Route;
use crate::web::text::key;

/// What happened and where to go.
pub fn not_found_page() -> Markup {
    let words = words();
    let home = link_button("button", Route::Start.path(), words.say(key::NOT_FOUND_HOME));
    card(vec![paragraph(words.say(key::NOT_FOUND_TEXT)), actions(vec![home])])
}
