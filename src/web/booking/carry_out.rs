//! Carrying acts out, one after the other, and telling the patient how it ended.

use crate::domain::scheduling::booking::{ChangeClosed, may_book_at, may_cancel, may_change};
use crate::domain::scheduling::slots::SlotId;
use crate::fhir::act::{Act, Target};
use crate::fhir::arrangement::Status;
use crate::fhir::booking::{Machine, Outcome, Step};
use crate::fhir::journal::{self, Journal};
use crate::fhir::told;
use crate::web::answer::start;
use crate::web::around::{Around, around};
use crate::web::booking::Tells;
use crate::web::booking::alone::{alone, in_turn_of_windows};
use crate::web::care::Care;
use crate::web::components::closed::change_closed;
use crate::web::components::toast::Undo;
use crate::web::content::{booking, words};
use crate::web::routes::Route;
use crate::web::store::{OnDevice, RecordId, Shelf, StoreError, StoredRecord};
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What a patient does, in one tap.
#[derive(Clone)]
pub struct Deed {
    /// The acts, in their order; they may be none.
    pub acts: Vec<Act>,
    /// What is told before them. Where none of them is done, it is taken back again.
    pub tells: Tells,
    /// The session it is about: where its time is gone, others are offered for it.
    pub number: u32,
    /// What is said once all of it is done.
    pub said: String,
    /// The screen that shows it; the same one where empty.
    pub next: Option<Route>,
}

/// A name under which a time is claimed: random, and never given before.
pub fn new_claim() -> String {
    let RecordId(random) = RecordId::new();
    let part = |from: usize, to: usize| random.get(from..to).unwrap_or_default();
    // The 4 and the a are what marks it as a random uuid.
    [part(0, 8), "-", part(8, 12), "-4", part(13, 16), "-a", part(17, 20), "-", part(20, 32)].concat()
}

/// Does it, unless the clinic's rules are against it. How it ended is told above the tabs.
pub fn carry_out(care: &Arc<Care>, deed: Deed) {
    let around = around();
    if let Some(refusal) = refusal(care, &deed, around.now.get_untracked(), false) {
        around.toasts.show(refusal, None);
        return;
    }
    let care = care.clone();
    alone(async move {
        let clinic = clinic_of(around, &care);
        match changed_elsewhere(&clinic, &care, &deed).await {
            None => attempt(around, &care, &clinic, deed).await,
            Some(came_before) => {
                around.shown_anew().await;
                match came_before {
                    CameBefore::Taken(slot) => gone(around, deed.number, &slot),
                    CameBefore::Done => {
                        around.toasts.show(words().say(key::BOOK_ELSEWHERE), None);
                        around.here.go(&around.here.address().to(Route::Session(deed.number)));
                    }
                    CameBefore::Otherwise => around.toasts.show(words().say(key::BOOK_ELSEWHERE), None),
                }
            }
        }
    });
}

/// Goes on with what was begun and not finished when the portal was left.
pub fn go_on() {
    let around = around();
    // What another window is doing is finished by that one.
    let task = async move {
        // Where the phone keeps nothing, nothing was begun.
        let begun = around.records.all(Shelf::Journal).await.unwrap_or_default();
        for kept in &begun {
            let (journal, _) = journal::read(&kept.bytes);
            let whose = RecordId(journal.whose.as_str().into());
            // Of a record that is gone nothing can be gone on with; it stays written until it is back.
            let Some(file) = OnDevice::file_of(around, &whose).await else { continue };
            let clinic = OnDevice::of(around, whose, file, 0);
            let now = around.now.get_untracked();
            // What is still not finished stays in the journal for the next start.
            let _ = in_turn(&clinic, &kept.id, journal.acts, now, Machine::resume).await;
        }
        if !begun.is_empty() {
            around.shown_anew().await;
        }
    };
    start(in_turn_of_windows(Box::pin(task)));
}

/// Why the rules are against it; nothing where they are not.
fn refusal(care: &Care, deed: &Deed, now: DateTime<Utc>, takes_back: bool) -> Option<String> {
    let books = deed.acts.iter().any(|act| act.after.status != Status::Cancelled);
    if books && let Err(closed) = care.may_book() {
        let reason = words().of("reason", closed.reason.as_str());
        return Some(words().fill(key::BOOK_CLOSED, &[("reason", &reason)]));
    }
    // To take a move back is no further one.
    let counts =
        |closed: &ChangeClosed| !(takes_back && matches!(closed, ChangeClosed::MovedTooOften { .. }));
    let fault = deed.acts.iter().filter_map(|act| is_too_late(act, now).err()).find(counts);
    fault.map(|fault| change_closed(care, fault))
}

fn is_too_late(act: &Act, now: DateTime<Utc>) -> Result<(), ChangeClosed> {
    let (policy, start) = (&booking().policy, act.after.time.start);
    match (&act.appointment, act.after.status) {
        (Target::New(_), _) => may_book_at(start, now, policy),
        (Target::Existing { before, .. }, Status::Cancelled) => may_cancel(before.time.start, policy, now),
        (Target::Existing { before, .. }, Status::Booked | Status::Requested) => {
            if before.status != Status::Cancelled && before.time.start != start {
                may_change(before.time.start, before.moves, policy, now)?;
            }
            // The clinic may agree to what it likes.
            if before.time.start == start && before.status == Status::Requested {
                return Ok(());
            }
            may_book_at(start, now, policy)
        }
    }
}

/// What another window did meanwhile.
enum CameBefore {
    /// It took the time of that slot.
    Taken(String),
    /// It took it for the same patient.
    Done,
    /// Something else of the patient's was changed.
    Otherwise,
}

async fn changed_elsewhere(clinic: &OnDevice, care: &Care, deed: &Deed) -> Option<CameBefore> {
    // A store that fails will say so when it is written to.
    let told = clinic.told().await.ok()?;
    if told.version == care.told.version {
        return None;
    }
    for act in &deed.acts {
        if let Some((slot, _)) = act.claims()
            && clinic.is_taken(slot).await
        {
            if told::holds(&told.bytes, slot) {
                return Some(CameBefore::Done);
            }
            return Some(CameBefore::Taken(slot.to_owned()));
        }
    }
    Some(CameBefore::Otherwise)
}

/// Carries a deed out and tells how it ended.
async fn attempt(around: Around, care: &Arc<Care>, clinic: &OnDevice, deed: Deed) {
    let (words, now) = (words(), around.now.get_untracked());
    let journal = clinic.whose.begun(&new_claim());
    let (done, untells) = match deed.tells.tell(clinic, care, now).await {
        Ok(untells) => (in_turn(clinic, &journal, deed.acts, now, Machine::start).await, untells),
        Err(fault) => (Err(fault), Tells::Nothing),
    };
    let untells = if done.as_ref().is_ok_and(Came::is_anything) {
        untells
    } else {
        // Where the store fails here too, what was told stays to be seen, and can be taken back there.
        let _ = untells.tell(clinic, care, now).await;
        Tells::Nothing
    };
    around.shown_anew().await;
    let done = match done {
        Ok(done) => done,
        Err(fault) => return around.toasts.show(words.say(fault.key()), None),
    };
    let (count, of) = (done.back.len(), done.of);
    let any = count > 0 || untells != Tells::Nothing;
    let back = any.then(|| undo(around, care, deed.number, done.back, untells));
    match (done.stopped, clinic.fault.take()) {
        (None, _) => {
            around.toasts.show(deed.said, back);
            match deed.next {
                Some(route) => around.here.go(&around.here.address().to(route)),
                None => around.here.to_heading(),
            }
        }
        // Of several it is not said which: the page of all shows what is booked.
        (Some(Outcome::Taken), _) if of == 1 => {
            gone(around, deed.number, done.slot.as_deref().unwrap_or_default());
        }
        (Some(outcome), fault) => {
            let why = words.say(fault.map_or_else(|| how(&outcome), |fault| fault.key()));
            let filling = [("done", &*count.to_string()), ("of", &of.to_string())];
            let partly = words.fill(key::BOOK_SAID_PARTLY, &filling);
            around.toasts.show(if any { [&*partly, " ", &why].concat() } else { why }, back);
            if of > 1 {
                around.here.go(&around.here.address().to(Route::Sessions));
            }
        }
    }
}

fn how(outcome: &Outcome) -> crate::web::text::Key {
    match outcome {
        Outcome::Changed => key::BOOK_ELSEWHERE,
        Outcome::Unfinished(_) | Outcome::NotReached => key::BOOK_UNFINISHED,
        Outcome::Taken => key::BOOK_GONE_TITLE,
        Outcome::Refused(_) | Outcome::Done(_) => key::BOOK_REFUSED,
    }
}

fn undo(around: Around, care: &Arc<Care>, number: u32, back: Vec<Act>, untells: Tells) -> Undo {
    let care = care.clone();
    Arc::new(move || {
        let said = words().say(key::BOOK_SAID_UNDONE);
        let deed = Deed { acts: back.clone(), tells: untells.clone(), number, said, next: None };
        if let Some(refusal) = refusal(&care, &deed, around.now.get_untracked(), true) {
            return around.toasts.show(refusal, None);
        }
        let care = care.clone();
        alone(async move {
            let clinic = clinic_of(around, &care);
            attempt(around, &care, &clinic, deed).await;
        });
    })
}

fn clinic_of(around: Around, care: &Care) -> OnDevice {
    OnDevice::of(around, care.told.id.clone(), care.record.bundle.clone(), care.told.version)
}

/// The page of a time that is gone offers the nearest ones.
fn gone(around: Around, number: u32, slot: &str) {
    let route = SlotId::try_from(slot).map_or(Route::FindTime(number), |slot| Route::AtTime(number, slot));
    around.here.go(&around.here.address().to(route));
}

/// How far a deed came.
struct Came {
    /// How many acts there were.
    of: usize,
    /// What takes back what was done, the last first.
    back: Vec<Act>,
    /// How the act ended that was not done; nothing where all were.
    stopped: Option<Outcome>,
    /// The slot that it was about.
    slot: Option<String>,
}

impl Came {
    /// Whether anything was done, or is still being done; all of nothing is.
    fn is_anything(&self) -> bool {
        !self.back.is_empty() || matches!(self.stopped, None | Some(Outcome::Unfinished(_)))
    }
}

/// Carries acts out in their order. Before the first request all stand in the journal; what is
/// finished is taken off it.
async fn in_turn(
    clinic: &OnDevice,
    journal: &RecordId,
    acts: Vec<Act>,
    now: DateTime<Utc>,
    begin: fn(Act, DateTime<Utc>) -> (Machine, Step),
) -> Result<Came, StoreError> {
    let records = clinic.records;
    let version = records.one(Shelf::Journal, journal).await?.map_or(0, |kept| kept.version);
    let mut kept = StoredRecord { version, ..StoredRecord::nothing(journal.clone()) };
    let mut came = Came { of: acts.len(), back: Vec::new(), stopped: None, slot: None };
    for (at, act) in acts.iter().enumerate() {
        let left = acts.get(at..).unwrap_or_default().to_vec();
        kept.bytes = journal::write(&Journal { whose: clinic.whose.0.to_string(), acts: left });
        match records.put(Shelf::Journal, &kept).await {
            Ok(version) => kept.version = version,
            Err(fault) if at == 0 => return Err(fault),
            Err(fault) => {
                clinic.fault.replace(Some(fault));
                came.stopped = Some(Outcome::NotReached);
                return Ok(came);
            }
        }
        let (mut machine, mut step) = begin(act.clone(), now);
        let outcome = loop {
            match step {
                Step::Ask(request) => step = machine.answer(clinic.answer(request).await),
                Step::Done(outcome) => break outcome,
            }
        };
        match outcome {
            Outcome::Done(stored) => came.back.insert(0, act.undo(&stored, new_claim())),
            Outcome::Unfinished(_) => {
                came.stopped = Some(outcome);
                return Ok(came);
            }
            Outcome::Taken | Outcome::Changed | Outcome::Refused(_) | Outcome::NotReached => {
                (came.stopped, came.slot) = (Some(outcome), act.after.time.slot.clone());
                break;
            }
        }
    }
    // What is done and stays written is found done at the next start.
    let _ = records.remove(Shelf::Journal, journal).await;
    Ok(came)
}
