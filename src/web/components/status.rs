//! How far the plan may go, in words, with the reason and the next step.

use crate::domain::formulation::formulary::Status;
use crate::web::care::Care;
use crate::web::components::parts::{call_clinic, sentences};
use crate::web::content::words;
use crate::web::findings;
use crate::web::markup::{Markup, element, heading, paragraph};

/// The status of a plan; nothing where it is simply proposed.
pub fn status_card(care: &Care) -> Option<Markup> {
    let words = words();
    let (status, reason) = (care.status(), care.proposal.reason.as_str());
    let (class, stops) = match status {
        Status::Proposed => return None,
        Status::Refer | Status::Hold | Status::AskDoctor => ("card card--care", true),
        Status::Provisional => ("card card--hero", false),
    };
    let part = |part| words.part("status", status.key(), part);
    let facts = if stops { sentences(findings::sentences(&care.proposal.because, care.pack)) } else { None };
    let next = words.part("reason", reason, "next").or_else(|| part("text"));
    let section = element("section")
        .class(class)
        .child(heading(part("title").unwrap_or_else(|| status.key().to_owned())))
        .child(paragraph(words.of("reason", reason)))
        .maybe(facts)
        .maybe(next.map(paragraph))
        .maybe(stops.then(call_clinic));
    Some(section.view())
}
