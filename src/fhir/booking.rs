//! Booking, moving, cancelling and taking back as steps: a request out, an answer in.
//!
//! The order keeps two patients from one slot and a patient from losing theirs: the new slot is
//! claimed, the Appointment written and read back, and only then the old slot given up. Every write is
//! guarded by the version that was read. Whatever was cut off or not answered is looked at again, and
//! the claim tells how far it came; so an act can be begun anew from its start at any time.

use crate::fhir::act::{Act, Target};
use crate::fhir::arrangement::Arrangement;
use crate::fhir::slot;
use crate::fhir::value::text_at;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// So often an act meets with no answer, a conflict or a refusal before it is left for later.
const MOST_SETBACKS: u8 = 4;

/// What is asked of the clinic.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// The Slot with this id.
    ReadSlot(String),
    /// Writes a Slot if it still has this version.
    WriteSlot {
        /// The whole Slot.
        resource: Value,
        /// The version that was read.
        version: String,
    },
    /// The Appointment that carries this claim (`urn:ietf:rfc:3986|urn:uuid:…`), cancelled ones
    /// included.
    FindAppointment(String),
    /// Makes an Appointment. One with the same id or claim must not be made twice, where the clinic
    /// can tell.
    CreateAppointment(Value),
    /// The Appointment with this id.
    ReadAppointment(String),
    /// Writes an Appointment if it still has this version.
    WriteAppointment {
        /// The whole Appointment.
        resource: Value,
        /// The version that was read.
        version: String,
    },
}

/// What the clinic answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// What was asked for.
    Found(Found),
    /// There is none.
    Nothing,
    /// It was written, and is stored so.
    Stored(Value),
    /// It has another version by now; nothing was written.
    Conflict,
    /// It was not done, for this reason.
    Refused(String),
    /// No answer came; it may have been done or not.
    NoAnswer,
}

/// A resource with its version.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The resource, whole.
    pub resource: Value,
    /// Its version, as the clinic names it: what a guarded write hands back.
    pub version: String,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Ask this, and hand in the answer.
    Ask(Request),
    /// Nothing more.
    Done(Outcome),
}

/// How an act ended. But for [`Unfinished`](Self::Unfinished) it can be taken off the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is done: the Appointment as the clinic has stored it.
    Done(Value),
    /// The slot is no longer free. Nothing was changed.
    Taken,
    /// The appointment is no longer as it was when the act was chosen. Nothing was changed.
    Changed,
    /// The clinic refused, for this reason. Nothing was changed.
    Refused(String),
    /// The clinic could not be reached. Nothing was changed.
    NotReached,
    /// How far it came is not known, or the last step is missing. It is gone on with at the next
    /// start. Where the appointment is arranged already and only the old slot not yet given up, this
    /// is it.
    Unfinished(Option<Value>),
}

/// An act on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Machine {
    act: Act,
    now: DateTime<Utc>,
    asked: Asked,
    /// The appointment's id, once it is known.
    id: Option<String>,
    /// The appointment as it was found before.
    found: Option<Found>,
    /// Why the clinic refused the last write.
    refused: Option<String>,
    /// Whether anything may have been changed.
    wrote: bool,
    /// The appointment as the clinic said that it is written.
    stored: Option<Value>,
    /// What is given up at last.
    leaving: Option<Leaving>,
    setbacks: u8,
}

/// What was asked last.
#[derive(Debug, Clone, PartialEq)]
enum Asked {
    /// The appointment, by its id or its claim.
    Appointment,
    /// The slot that is to be claimed.
    Slot,
    /// To hold it.
    Claim,
    /// To make or change the appointment.
    Write,
    /// A slot that is to be given up.
    Left,
    /// To free it.
    Free,
}

/// A slot that is given up, and how the act ends then.
#[derive(Debug, Clone, PartialEq)]
struct Leaving {
    slot: String,
    claim: String,
    then: Outcome,
}

impl Machine {
    /// Begins an act that is written in the journal. `now` is compared with the start of the slot: one
    /// that has begun is no longer free.
    pub fn start(act: Act, now: DateTime<Utc>) -> (Self, Step) {
        let mut machine = Self::of(act, now);
        let step = match &machine.act.appointment {
            Target::New(_) => machine.claim(),
            Target::Existing { .. } => machine.look(),
        };
        (machine, step)
    }

    /// Goes on with an act of which nothing is known but that it stands in the journal.
    pub fn resume(act: Act, now: DateTime<Utc>) -> (Self, Step) {
        let mut machine = Self { wrote: true, ..Self::of(act, now) };
        let step = machine.look();
        (machine, step)
    }

    fn of(act: Act, now: DateTime<Utc>) -> Self {
        let id = match &act.appointment {
            Target::New(_) => None,
            Target::Existing { id, .. } => Some(id.clone()),
        };
        Self {
            act,
            now,
            asked: Asked::Appointment,
            id,
            found: None,
            refused: None,
            wrote: false,
            stored: None,
            leaving: None,
            setbacks: 0,
        }
    }

    /// Takes in the answer to what was asked last.
    pub fn answer(&mut self, answer: Answer) -> Step {
        match core::mem::replace(&mut self.asked, Asked::Appointment) {
            Asked::Appointment => self.appointment(answer),
            Asked::Slot => self.slot(answer),
            Asked::Claim => match answer {
                Answer::Stored(_) => self.write(),
                answer => self.not_written(answer, Self::claim),
            },
            Asked::Write => match answer {
                Answer::Stored(stored) => {
                    self.id = text_at(&stored, "/id").map(str::to_owned).or(self.id.take());
                    self.stored = Some(stored);
                    self.look()
                }
                answer => self.not_written(answer, Self::look),
            },
            Asked::Left => self.left(answer),
            Asked::Free => match (answer, self.leaving.take()) {
                (Answer::Stored(_), Some(leaving)) => Step::Done(leaving.then),
                (answer, leaving) => {
                    self.leaving = leaving;
                    self.again(answer, Self::ask_for_left)
                }
            },
        }
    }

    /// Asks how the appointment stands.
    fn look(&mut self) -> Step {
        self.asked = Asked::Appointment;
        let claim = || self.act.after.claim.clone().unwrap_or_default();
        Step::Ask(match &self.id {
            Some(id) => Request::ReadAppointment(id.clone()),
            None => Request::FindAppointment(claim()),
        })
    }

    fn appointment(&mut self, answer: Answer) -> Step {
        let found = match answer {
            Answer::Found(found) => Some(found),
            Answer::Nothing => None,
            answer => return self.again(answer, Self::look),
        };
        let arranged = found.as_ref().and_then(|found| Arrangement::of(&found.resource));
        if let (Some(found), Some(arranged)) = (&found, &arranged)
            && self.act.is_done(arranged)
        {
            let then = Outcome::Done(found.resource.clone());
            let leaves = self.act.leaves().map(owned);
            return self.leave(leaves, then);
        }
        let is_as_before = match &self.act.appointment {
            Target::New(_) => found.is_none(),
            Target::Existing { before, .. } => arranged.as_ref() == Some(before),
        };
        if !is_as_before {
            return self.give_back(Outcome::Changed);
        }
        if let Some(reason) = self.refused.take() {
            return self.give_back(Outcome::Refused(reason));
        }
        // It was said to be written, and does not show it yet: never written twice.
        if self.stored.is_some() {
            return self.again(Answer::NoAnswer, Self::look);
        }
        self.found = found;
        self.claim()
    }

    /// Asks for the slot, or goes on where none is claimed.
    fn claim(&mut self) -> Step {
        match self.act.claims() {
            Some((slot, _)) => {
                self.asked = Asked::Slot;
                Step::Ask(Request::ReadSlot(slot.to_owned()))
            }
            None => self.write(),
        }
    }

    fn slot(&mut self, answer: Answer) -> Step {
        let Found { resource, version } = match answer {
            Answer::Found(found) => found,
            Answer::Nothing => return Step::Done(Outcome::Taken),
            answer => return self.again(answer, Self::claim),
        };
        let Some((_, claim)) = self.act.claims() else { return self.write() };
        let time = &self.act.after.time;
        let refused = self.refused.take();
        let ahead = time.start > self.now;
        if slot::is_held(&resource, claim) {
            return if ahead { self.write() } else { self.give_back(Outcome::Taken) };
        }
        if !ahead || !slot::is_free(&resource, time) {
            return Step::Done(Outcome::Taken);
        }
        if let Some(reason) = refused {
            return Step::Done(Outcome::Refused(reason));
        }
        let resource = slot::claimed(resource, claim);
        (self.asked, self.wrote) = (Asked::Claim, true);
        Step::Ask(Request::WriteSlot { resource, version })
    }

    /// Makes or changes the appointment.
    fn write(&mut self) -> Step {
        let request = match (&self.act.appointment, &self.found) {
            (Target::New(made), _) => Request::CreateAppointment(made.clone()),
            (Target::Existing { .. }, Some(Found { resource, version })) => {
                let (mut resource, version) = (resource.clone(), version.clone());
                self.act.after.put_into(&mut resource);
                Request::WriteAppointment { resource, version }
            }
            (Target::Existing { .. }, None) => return self.look(),
        };
        (self.asked, self.wrote) = (Asked::Write, true);
        Step::Ask(request)
    }

    /// Gives the new slot back, where it may be held.
    fn give_back(&mut self, then: Outcome) -> Step {
        let claims = self.act.claims().filter(|_| self.wrote).map(owned);
        self.leave(claims, then)
    }

    /// Gives a slot up that may be held under a claim, and ends.
    fn leave(&mut self, held: Option<(String, String)>, then: Outcome) -> Step {
        match held {
            Some((slot, claim)) => {
                self.leaving = Some(Leaving { slot, claim, then });
                self.ask_for_left()
            }
            None => Step::Done(then),
        }
    }

    fn ask_for_left(&mut self) -> Step {
        let Some(leaving) = &self.leaving else { return self.look() };
        self.asked = Asked::Left;
        Step::Ask(Request::ReadSlot(leaving.slot.clone()))
    }

    /// Frees the slot, where it is still held under the claim.
    fn left(&mut self, answer: Answer) -> Step {
        let found = match answer {
            Answer::Found(found) => Some(found),
            Answer::Nothing => None,
            answer => return self.again(answer, Self::ask_for_left),
        };
        let Some(leaving) = self.leaving.take() else { return self.look() };
        match found.filter(|found| slot::is_held(&found.resource, &leaving.claim)) {
            Some(Found { resource, version }) => {
                let resource = slot::freed(resource, &leaving.claim);
                (self.asked, self.wrote, self.leaving) = (Asked::Free, true, Some(leaving));
                Step::Ask(Request::WriteSlot { resource, version })
            }
            None => Step::Done(leaving.then),
        }
    }

    /// Looks what became of a write that is not known to be done. What was refused may have been done
    /// before, without an answer.
    fn not_written(&mut self, answer: Answer, look: fn(&mut Self) -> Step) -> Step {
        if let Answer::Refused(reason) = &answer {
            self.refused = Some(reason.clone());
        }
        self.again(answer, look)
    }

    /// Asks again after an answer that leads no further, unless that has been too often.
    fn again(&mut self, answer: Answer, ask: fn(&mut Self) -> Step) -> Step {
        self.setbacks += 1;
        if self.setbacks <= MOST_SETBACKS {
            return ask(self);
        }
        Step::Done(match (self.wrote, answer) {
            (false, Answer::Refused(reason)) => Outcome::Refused(reason),
            (false, _) => Outcome::NotReached,
            (true, _) => Outcome::Unfinished(match self.leaving.take().map(|leaving| leaving.then) {
                Some(Outcome::Done(appointment)) => Some(appointment),
                Some(_) => None,
                None => self.stored.take(),
            }),
        })
    }
}

fn owned((slot, claim): (&str, &str)) -> (String, String) {
    (slot.to_owned(), claim.to_owned())
}
