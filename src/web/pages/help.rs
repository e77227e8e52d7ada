//! `/help`: what the portal does, how to reach the clinic, what stays on the phone.

use crate::web::components::parts::{CallClinic, UnsignedNotice};
use crate::web::content::{pack, words};
use crate::web::text::key;
use leptos::prelude::*;

/// Help.
#[component]
pub fn HelpPage() -> impl IntoView {
    let (words, clinic) = (words(), pack().clinic());
    let emergency = clinic.emergency.iter().map(|emergency| {
        let name = words.of("emergency", emergency.id.as_str());
        view! {
            <li><a class="row" href=["tel:", &emergency.number].concat()>
                <span class="row__text"><span class="row__name">{&*emergency.number}</span><span class="second">{name}</span></span>
            </a></li>
        }
    });
    view! {
        <section class="card">
            <h2>{words.say(key::HELP_REACH)}</h2>
            <p>{words.fill(key::HELP_REACH_TEXT, &[("clinic", &clinic.name), ("doctor", &clinic.doctor)])}</p>
            <div class="actions"><CallClinic /></div>
        </section>
        <section>
            <h2 class="group__title">{words.say(key::HELP_URGENT)}</h2>
            <p class="second group__note">{words.say(key::HELP_URGENT_TEXT)}</p>
            <ul class="list list--urgent">{emergency.collect_view()}</ul>
        </section>
        <section class="card">
            <h2>{words.say(key::HELP_PORTAL)}</h2>
            <p>{words.fill(key::HELP_PORTAL_TEXT, &[("doctor", &clinic.doctor)])}</p>
            <h2>{words.say(key::HELP_SAMPLE)}</h2>
            <p>{words.say(key::HELP_SAMPLE_TEXT)}</p>
            <h2>{words.say(key::HELP_PHONE)}</h2>
            <p>{words.say(key::HELP_PHONE_TEXT)}</p>
        </section>
        <UnsignedNotice />
    }
}
