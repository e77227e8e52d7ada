//! The clinic on this phone: it answers what a clinic's server would be asked, with the same guards.
//!
//! Its times are made by the clinic's hours and are not written down; those that were claimed or
//! given back are, each with its version. A time is claimed by writing it over the version that was
//! read, inside one transaction: of two windows that try, one does. Appointments lie with what the
//! patient has told, whose version guards them.

use crate::domain::order::by_key;
use crate::domain::scheduling::offsets::Offsets;
use crate::domain::scheduling::slots::{SlotId, is_somebody_elses, time_of};
use crate::domain::time::written;
use crate::fhir::booking::{Answer, Found, Request};
use crate::fhir::json::{self, object};
use crate::fhir::record::document;
use crate::fhir::samples::settle;
use crate::fhir::told;
use crate::fhir::value::{list_at, text_at};
use crate::web::around::Around;
use crate::web::content::{Pack, booking};
use crate::web::samples;
use crate::web::store::{RecordId, Records, Shelf, StoreError, StoredRecord};
use serde_json::Value;
use std::cell::RefCell;

/// So often a write is tried again that another window came before.
const MOST_TRIES: u32 = 5;

/// The clinic on this phone, for one patient.
pub struct OnDevice {
    /// The content it is made of.
    pub pack: &'static Pack,
    /// Where it is kept.
    pub records: Records,
    /// Whose appointments are asked for.
    pub whose: RecordId,
    /// The patient's file, for the appointments that the clinic has made.
    pub file: Value,
    /// The version of what was told that stands in that file already; 0 where none does.
    seen: u32,
    /// Why the store did not do what was asked last.
    pub fault: RefCell<Option<StoreError>>,
}

impl OnDevice {
    /// The clinic on this phone, for the patient whose file this is, with what was told in it up to a
    /// version.
    pub fn of(around: Around, whose: RecordId, file: Value, seen: u32) -> Self {
        Self { pack: around.pack, records: around.records, whose, file, seen, fault: RefCell::new(None) }
    }

    /// The file of a patient, as it is shown: their own, or that of a sample in its week. Nothing where
    /// it is gone.
    pub async fn file_of(around: Around, whose: &RecordId) -> Option<Value> {
        if let Ok(Some(own)) = around.records.one(Shelf::Records, whose).await {
            return document(&own.bytes).ok();
        }
        let (bytes, sample) = samples::one(&samples::named(whose)?).await.ok()?;
        let mut file = document(&bytes).ok()?;
        let now = around.now.get_untracked();
        let today = around.pack.zone.day(now);
        settle(&mut file, &sample, now, today);
        (samples::record_id(&sample, today) == *whose).then_some(file)
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request) -> Answer {
        let answered = match request {
            Request::ReadSlot(id) => self.slot(&id).await,
            Request::WriteSlot { resource, version } => self.write_slot(resource, &version).await,
            Request::FindAppointment(claim) => {
                let told = self.told().await;
                told.map(|told| found(told::claimed(&told.bytes, &claim), told.version))
            }
            Request::ReadAppointment(id) => {
                let told = self.told().await;
                let of_file = || self.in_file(&id);
                // What was told before the clinic's own newer word counts no more; the file says so.
                let told_of = |told: &StoredRecord| {
                    told::appointment(&told.bytes, &id).filter(|_| told.version != self.seen)
                };
                told.map(|told| found(told_of(&told).or_else(of_file), told.version))
            }
            Request::CreateAppointment(resource) => self.write_appointment(resource, None).await,
            Request::WriteAppointment { resource, version } => {
                self.write_appointment(resource, Some(&version)).await
            }
        };
        answered.unwrap_or_else(|fault| match fault {
            StoreError::Conflict { .. } => Answer::Conflict,
            fault @ (StoreError::Unavailable(_)
            | StoreError::Full
            | StoreError::Outdated
            | StoreError::Failed(_)) => {
                let reason = fault.to_string();
                self.fault.replace(Some(fault));
                Answer::Refused(reason)
            }
        })
    }

    async fn slot(&self, id: &str) -> Result<Answer, StoreError> {
        let kept = self.records.one(Shelf::Slots, &RecordId(id.into())).await?;
        let (slot, version) = match kept {
            Some(kept) => (document(&kept.bytes).ok(), kept.version),
            None => (self.by_the_hours(id), 0),
        };
        Ok(found(slot, version))
    }

    /// A time that nobody has touched yet, as the clinic's hours have it.
    fn by_the_hours(&self, id: &str) -> Option<Value> {
        let id = SlotId::try_from(id).ok()?;
        let clock = |instant| self.pack.zone.wall_clock(instant);
        let offsets = Offsets::over(id.start()..id.start(), &clock);
        let booking = booking();
        let time = time_of(&id, booking, &self.pack.clinic().visit, &offsets)?;
        let status = if is_somebody_elses(&id, booking) { "busy" } else { "free" };
        let chair = ["Schedule/chair-", &id.chair().to_string()].concat();
        Some(object([
            ("resourceType", "Slot".into()),
            ("id", id.to_string().into()),
            ("schedule", object([("reference", chair.into())])),
            ("status", status.into()),
            ("start", written(time.start).into()),
            ("end", written(time.end).into()),
        ]))
    }

    async fn write_slot(&self, resource: Value, version: &str) -> Result<Answer, StoreError> {
        let id = RecordId(text_at(&resource, "/id").unwrap_or_default().into());
        let bytes = json::write(&resource).into_bytes();
        let slot = StoredRecord { id, version: version.parse().unwrap_or_default(), bytes };
        self.records.put(Shelf::Slots, &slot).await?;
        Ok(Answer::Stored(resource))
    }

    /// What the patient has told so far, with its version.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn told(&self) -> Result<StoredRecord, StoreError> {
        let told = self.records.told(&self.whose).await?;
        Ok(told.unwrap_or_else(|| StoredRecord::nothing(self.whose.clone())))
    }

    /// An appointment as the clinic's file has it.
    fn in_file(&self, id: &str) -> Option<Value> {
        let mut resources = list_at(&self.file, "/entry").iter().filter_map(|entry| entry.get("resource"));
        let is_it = |resource: &&Value| {
            text_at(resource, "/resourceType") == Some("Appointment") && text_at(resource, "/id") == Some(id)
        };
        resources.find(is_it).cloned()
    }

    /// Writes an appointment over the version that was read; a new one beside whatever was told
    /// meanwhile.
    async fn write_appointment(&self, resource: Value, read: Option<&str>) -> Result<Answer, StoreError> {
        let mut tries = 0;
        loop {
            let told = self.told().await?;
            if read.is_some_and(|read| *read != told.version.to_string()) {
                return Ok(Answer::Conflict);
            }
            let so_far = Some(&*told.bytes).filter(|bytes| !bytes.is_empty());
            let bytes = match told::with_appointment(so_far, &resource) {
                Ok(bytes) => bytes,
                Err(refusal) => return Ok(Answer::Refused(refusal.to_string())),
            };
            match self.records.tell(told, bytes).await {
                Err(StoreError::Conflict { .. }) if read.is_none() && tries < MOST_TRIES => tries += 1,
                written => return written.map(|_| Answer::Stored(resource)),
            }
        }
    }

    /// Whether a time of the clinic is held by somebody.
    pub async fn is_taken(&self, id: &str) -> bool {
        match self.slot(id).await {
            Ok(Answer::Found(found)) => text_at(&found.resource, "/status") != Some("free"),
            Ok(_) => true,
            Err(_) => false,
        }
    }
}

fn found(resource: Option<Value>, version: u32) -> Answer {
    match resource {
        Some(resource) => Answer::Found(Found { resource, version: version.to_string() }),
        None => Answer::Nothing,
    }
}

/// The times that are not as the clinic's hours have them, in order, and whether each is taken.
///
/// # Errors
/// [`StoreError`].
pub async fn touched(records: Records) -> Result<Vec<(SlotId, bool)>, StoreError> {
    let touched = |kept: StoredRecord| {
        let slot = document(&kept.bytes).ok()?;
        Some((SlotId::try_from(&*kept.id.0).ok()?, text_at(&slot, "/status") != Some("free")))
    };
    let mut touched: Vec<_> = records.all(Shelf::Slots).await?.into_iter().filter_map(touched).collect();
    by_key(&mut touched, |(id, _)| *id);
    Ok(touched)
}
