//! How far the plan may go, in words, with the reason and the next step.

use crate::domain::formulation::formulary::Status;
use crate::web::care::Care;
use crate::web::components::parts::{call_clinic, sentences};
use crate::web::content::words;
use crate::web::findings;
use crate::web::markup::{Markup, element, heading, maybe, paragraph};
use crate::web::text::key;

/// The status of a plan; nothing where it is simply proposed.
pub fn status_card(care: &Care) -> Option<Markup> {
    let words = words();
    let (status, reason) = (care.status(), care.proposal.reason.as_str());
    let (class, stops) = match status {
        // What the doctor signed stands; where it no longer fits is told beside it.
        Status::AskDoctor if care.signed.is_some() => return None,
        Status::Proposed => return None,
        Status::Refer | Status::Hold | Status::AskDoctor => ("card card--care", true),
        Status::Provisional => ("card card--hero", false),
    };
    let part = |part| words.part("status", status.key(), part);
    let facts = if stops { sentences(findings::sentences(&care.proposal.because, care.pack)) } else { None };
    let next = words.part("reason", reason, "next").or_else(|| part("text"));
    let closed = care.may_book().is_err().then(|| {
        let signed = care.signed.as_ref().map(|signed| {
            let filling = [("doctor", &*signed.by), ("day", &words.day_with_year(signed.on))];
            words.fill(key::STATUS_SIGNED_RESTS, &filling)
        });
        let lines = [Some(words.say(key::STATUS_CLOSED)), signed].into_iter().flatten().collect();
        maybe(sentences(lines))
    });
    let section = element("section")
        .class(class)
        .child(heading(part("title").unwrap_or_else(|| status.key().to_owned())))
        .child(paragraph(words.of("reason", reason)))
        .maybe(facts)
        .maybe(next.map(paragraph))
        .maybe(closed)
        .maybe(stops.then(call_clinic));
    Some(section.view())
}
