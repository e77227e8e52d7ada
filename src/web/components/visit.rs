//! What the patient tells around a session, and how it is kept.

use crate::fhir::record::{Booked, GivenSession};
use crate::fhir::told::with_visit;
use crate::fhir::visit::{OfVisit, VisitTold};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::kept::{Change, Problem, Telling};
use crate::web::text::Key;
use chrono::{DateTime, Utc};

/// Keeps something told around a session, and says so; it can be taken back. The focus goes to the element
/// of that id, or else to the page's heading.
pub fn tell(
    care: &Care,
    session: DateTime<Utc>,
    what: OfVisit,
    said: Key,
    problem: Problem,
    focus: Option<&'static str>,
) {
    let around = around();
    let told = VisitTold::new(session, what, around.now.get_untracked());
    let so_far = Some(&*care.told.bytes).filter(|bytes| !bytes.is_empty());
    // What was read to show this page can be read again.
    if let Ok(told) = with_visit(so_far, &care.record, &care.pack.content.facts, &told) {
        let so_far = (*care.told).clone();
        around.change(Change::Tell(Telling { so_far, told, said, next: None, focus }), problem);
    }
}

/// The start that a session was appointed to, by which what is told of it is known.
pub fn appointed_start(care: &Care, given: &GivenSession) -> Option<DateTime<Utc>> {
    let booked = care.record.booked.iter().find(|booked: &&Booked| booked.day == given.day);
    booked.map(|booked| booked.start).or(given.started).or(given.ended)
}
