//! Any address that is none of ours.

use crate::web::content::words;
use crate::web::routes::Route;
use crate::web::text::key;
use leptos::prelude::*;

/// What happened and where to go.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let words = words();
    view! {
        <section class="card">
            <p>{words.say(key::NOT_FOUND_TEXT)}</p>
            <div class="actions"><a class="button" href=Route::Start.path()>{words.say(key::NOT_FOUND_HOME)}</a></div>
        </section>
    }
}
