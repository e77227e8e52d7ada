//! What a patient does with an appointment: books it, moves it, cancels it, puts it back.
//!
//! An act says how the appointment stands before and after; what it claims and what it gives up
//! follows, and so does the act that takes it back.

use crate::domain::patient::Vocabulary;
use crate::fhir::arrangement::{Arrangement, SlotTime, Status, appointment};
use crate::fhir::record::{Booked, BookedStatus, Record};
use crate::fhir::value::text_at;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// What a patient does with an appointment. It says how the appointment stands before and after, so
/// that it can be carried out again without harm, and taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Which appointment.
    pub appointment: Target,
    /// How it stands afterwards. Its claim is one of this act alone where a slot is to be claimed.
    pub after: Arrangement,
}

/// The appointment of an act.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// One that is made.
    New(Value),
    /// One that is there.
    Existing {
        /// Its id.
        id: String,
        /// How it stands before.
        before: Arrangement,
    },
}

impl Act {
    /// Books a time, or asks for it. A slot that the time names is claimed either way. `claim` is a
    /// new uuid: `5a3c0002-0000-4000-8000-000000000001`.
    pub fn book(
        record: &Record,
        vocabulary: &Vocabulary,
        time: SlotTime,
        becomes: BookedStatus,
        claim: String,
        now: DateTime<Utc>,
    ) -> Self {
        let after = Arrangement { status: becomes.into(), time, claim: Some(claim), moves: 0 };
        Self { appointment: Target::New(appointment(record, vocabulary, &after, now)), after }
    }

    /// The act that takes this one back, given the Appointment as it was stored and a new uuid. What
    /// the clinic had booked in a slot is asked for again: it may have given the slot away.
    #[must_use]
    pub fn undo(&self, stored: &Value, claim: String) -> Self {
        let now = Arrangement::of(stored).unwrap_or_else(|| self.after.clone());
        let (id, goal) = match &self.appointment {
            Target::New(made) => (text_at(made, "/id"), cancelled(&now)),
            Target::Existing { id, before } => (Some(&**id), again(before)),
        };
        Self::from(text_at(stored, "/id").or(id).unwrap_or_default(), now, goal, claim)
    }

    /// From one arrangement to another: under the new claim where that holds a slot which is not held
    /// yet.
    fn from(id: &str, before: Arrangement, goal: Arrangement, claim: String) -> Self {
        let slot = goal.held().map(|(slot, _)| slot);
        let claim = if slot.is_some() && slot != before.held().map(|(slot, _)| slot) {
            Some(claim)
        } else if goal.time.slot.is_some() && goal.claim.is_none() {
            None
        } else {
            before.claim.clone()
        };
        let after = Arrangement { claim, ..goal };
        Self { appointment: Target::Existing { id: id.to_owned(), before }, after }
    }

    fn held_before(&self) -> Option<(&str, &str)> {
        match &self.appointment {
            Target::New(_) => None,
            Target::Existing { before, .. } => before.held(),
        }
    }

    /// The slot that is claimed, and under which claim.
    pub fn claims(&self) -> Option<(&str, &str)> {
        let before = self.held_before().map(|(slot, _)| slot);
        self.after.held().filter(|(slot, _)| Some(*slot) != before)
    }

    /// The slot that is given up, and under which claim it was held.
    pub fn leaves(&self) -> Option<(&str, &str)> {
        let after = self.after.held().map(|(slot, _)| slot);
        self.held_before().filter(|(slot, _)| Some(*slot) != after)
    }

    /// Whether the act is done. A claim of its own in the appointment says so whatever else the clinic
    /// has changed in it, unless it is off.
    pub fn is_done(&self, found: &Arrangement) -> bool {
        let own = match &self.appointment {
            Target::New(_) => true,
            Target::Existing { before, .. } => before.claim != self.after.claim,
        };
        if own {
            found.claim == self.after.claim && found.status != Status::Cancelled
        } else {
            found.status == self.after.status && found.time.start == self.after.time.start
        }
    }
}

fn cancelled(arranged: &Arrangement) -> Arrangement {
    Arrangement { status: Status::Cancelled, ..arranged.clone() }
}

/// What is come back to: a slot that the patient does not hold under a claim is asked for, and the
/// clinic says whether it is free.
fn again(arranged: &Arrangement) -> Arrangement {
    let is_clinics = arranged.status == Status::Booked && arranged.claim.is_none();
    match &arranged.time.slot {
        Some(_) if is_clinics => Arrangement { status: Status::Requested, ..arranged.clone() },
        Some(_) | None => arranged.clone(),
    }
}

impl Booked {
    fn arranged(&self, status: Status) -> Arrangement {
        let time = SlotTime { start: self.start, end: self.end, slot: self.slot.clone() };
        Arrangement { status, time, claim: self.claim.clone(), moves: self.moves }
    }

    /// Moves it to another time, where it is booked or asked for. `claim` is a new uuid.
    pub fn moved(&self, to: SlotTime, becomes: BookedStatus, claim: String) -> Act {
        let before = self.arranged(self.status.into());
        let moves = self.moves.saturating_add(1);
        let goal = Arrangement { status: becomes.into(), time: to, claim: Some(claim.clone()), moves };
        Act::from(&self.id, before, goal, claim)
    }

    /// Cancels it.
    pub fn cancelled(&self) -> Act {
        let before = self.arranged(self.status.into());
        let goal = cancelled(&before);
        Act::from(&self.id, before, goal, String::new())
    }

    /// Puts one that was cancelled back to what it was before. What the clinic had booked in a slot is
    /// asked for. `claim` is a new uuid.
    pub fn restored(&self, claim: String) -> Act {
        let goal = again(&self.arranged(self.status.into()));
        Act::from(&self.id, self.arranged(Status::Cancelled), goal, claim)
    }

    /// The clinic has agreed to what was asked for.
    pub fn agreed(&self) -> Act {
        let goal = self.arranged(Status::Booked);
        Act::from(&self.id, self.arranged(self.status.into()), goal, String::new())
    }
}
