//! What a patient may ask after a session: whether something is allowed, whether it is normal, and the
//! number for an emergency.

use crate::web::components::parts::call_emergency;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, element, link_button};
use crate::web::routes::Route;
use crate::web::text::key;

/// The ways to both answers.
pub fn answers() -> Markup {
    let (words, here) = (words(), here());
    let can_i = link_button("button button--quiet", here.href(Route::CanI), words.say(key::AFTERCARE_CAN_I));
    let notice = link_button("button", here.href(Route::Notice), words.say(key::AFTERCARE_NOTICE));
    element("div").class("actions actions--pair").child(can_i).child(notice).view()
}

/// The emergency number, in sight for as long as the page stands.
pub fn emergency_bar() -> Markup {
    element("div").class("emergency").child(call_emergency()).view()
}
