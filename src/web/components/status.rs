//! How far the plan may go, in words, with the reason and the next step.

use crate::domain::formulation::formulary::Status;
use crate::web::care::Care;
use crate::web::components::parts::{CallClinic, sentences};
use crate::web::content::words;
use crate::web::findings;
use leptos::prelude::*;

/// The status of a plan that is not simply proposed.
pub fn status_card(care: &Care) -> impl IntoView + use<> {
    let words = words();
    let (status, reason) = (care.status(), care.proposal.reason.as_str());
    let part = |part| words.part("status", status.key(), part);
    let facts = findings::sentences(&care.proposal.because, care.pack);
    let stops = match status {
        Status::Refer | Status::Hold | Status::AskDoctor => true,
        Status::Provisional | Status::Proposed => false,
    };
    view! {
        <section class="card" class:card--care=stops class:card--hero=!stops>
            <h2>{part("title").unwrap_or_else(|| status.key().to_owned())}</h2>
            <p>{words.of("reason", reason)}</p>
            {stops.then(|| sentences(facts))}
            {words.part("reason", reason, "next").or_else(|| part("text")).map(|next| view! { <p>{next}</p> })}
            {stops.then(|| view! { <div class="actions"><CallClinic /></div> })}
        </section>
    }
}
