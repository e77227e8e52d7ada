//! The journal: the acts that are not known to be finished, written to the device before the first
//! request of each, so that whatever is cut off is gone on with at the next start. Two windows may both
//! go on with it where the clinic makes no second appointment under one name.

use crate::fhir::act::{Act, Target};
use crate::fhir::arrangement::Arrangement;
use crate::fhir::json::{self, object};
use crate::fhir::record::{Refusal, document};
use crate::fhir::value::{list_at, text_at};
use serde_json::Value;

/// The acts of one patient that are not known to be finished.
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    /// The name of the record they belong to; empty where that could not be read.
    pub whose: String,
    /// The acts, in the order in which they are carried out. The first is taken off when it has ended.
    pub acts: Vec<Act>,
}

/// What of a journal could not be read, and was dropped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Dropped {
    /// All of it.
    #[error("the journal cannot be read: {0}")]
    Everything(Refusal),
    /// Its acts: it does not say whose they are.
    #[error("the journal does not say whose it is")]
    Nobodys,
    /// One act.
    #[error("act {number} of the journal cannot be read")]
    Act {
        /// Its place, 1 for the first.
        number: usize,
    },
}

/// The journal as JSON.
pub fn write(journal: &Journal) -> Vec<u8> {
    let acts = journal.acts.iter().map(written).collect();
    let journal = object([("whose", journal.whose.as_str().into()), ("acts", Value::Array(acts))]);
    json::write(&journal).into_bytes()
}

/// Reads a journal, and says what of it had to be dropped.
pub fn read(bytes: &[u8]) -> (Journal, Vec<Dropped>) {
    let nothing = Journal { whose: String::new(), acts: Vec::new() };
    let journal = match document(bytes) {
        Ok(journal) => journal,
        Err(refusal) => return (nothing, vec![Dropped::Everything(refusal)]),
    };
    let Some(whose) = text_at(&journal, "/whose") else { return (nothing, vec![Dropped::Nobodys]) };
    let (mut acts, mut dropped) = (Vec::new(), Vec::new());
    for (at, act) in list_at(&journal, "/acts").iter().enumerate() {
        match act_of(act) {
            Some(act) => acts.push(act),
            None => dropped.push(Dropped::Act { number: at + 1 }),
        }
    }
    (Journal { whose: whose.to_owned(), acts }, dropped)
}

/// An arrangement is written as the Appointment that says no more.
fn written(act: &Act) -> Value {
    let arranged = |arranged: &Arrangement| {
        let mut appointment = object([]);
        arranged.put_into(&mut appointment);
        appointment
    };
    let after = ("after", arranged(&act.after));
    match &act.appointment {
        Target::New(appointment) => object([("new", appointment.clone()), after]),
        Target::Existing { id, before } => {
            object([("id", id.as_str().into()), ("before", arranged(before)), after])
        }
    }
}

fn act_of(act: &Value) -> Option<Act> {
    let arranged = |place| Arrangement::of(act.get(place)?);
    let appointment = match act.get("new") {
        Some(appointment) => Target::New(appointment.clone()),
        None => Target::Existing { id: text_at(act, "/id")?.to_owned(), before: arranged("before")? },
    };
    Some(Act { appointment, after: arranged("after")? })
}
