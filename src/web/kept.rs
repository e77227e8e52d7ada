//! Everybody whose plan is kept on this phone, and every change among them.

use crate::fhir::person::Person;
use crate::fhir::record::document;
use crate::fhir::told::parted;
use crate::web::answer::{Held, start};
use crate::web::around::Around;
use crate::web::components::entry::focus_soon;
use crate::web::content::{Pack, words};
use crate::web::routes::{Address, Route};
use crate::web::store::{Before, RecordId, Records, StoreError, StoredRecord};
use crate::web::text::{Key, key};
use crate::web::theme::Theme;
use chrono::NaiveDate;
use std::sync::Arc;

/// A plan that is kept.
#[derive(Debug, Clone)]
pub struct KeptPlan {
    /// The record.
    pub record: StoredRecord,
    /// What the patient has told beside it.
    pub told: Arc<StoredRecord>,
    /// Whose it is, where that can be read.
    pub person: Option<Person>,
    /// The day on which the clinic put the record together, where it says so.
    pub written: Option<NaiveDate>,
    /// Whether it is the one that is open.
    pub is_open: bool,
}

/// All of them, or why they cannot be read.
pub type Kept = Result<Arc<[KeptPlan]>, StoreError>;

/// What went wrong with the store, for the patient to read.
pub type Problem = Held<StoreError>;

/// A change among the plans on this phone.
#[derive(Debug, Clone)]
pub enum Change {
    /// Another one is opened.
    Open(RecordId),
    /// A new one is kept, and opened.
    Keep(Arc<[u8]>),
    /// A file takes the place of one.
    Replace(StoredRecord, Arc<[u8]>),
    /// One is deleted.
    Delete(RecordId),
    /// The patient has told something, or taken it back.
    Tell(Telling),
    /// All of them, and the appearance that was chosen. Nothing is left that could undo it.
    DeleteEverything,
    /// A change is taken back.
    Undo(Before),
}

/// What a patient tells, beside what was told before.
#[derive(Debug, Clone)]
pub struct Telling {
    /// What was told before.
    pub so_far: StoredRecord,
    /// What is told now, all of it.
    pub told: Vec<u8>,
    /// What is said once it is kept.
    pub said: Key,
    /// The screen that shows it; the same one where empty.
    pub next: Option<Route>,
    /// What has the focus on the same screen then; its heading where empty.
    pub focus: Option<&'static str>,
}

impl KeptPlan {
    /// The whole name, or words in its place.
    pub fn name(&self) -> String {
        let name = self.person.as_ref().and_then(|person| person.name.clone());
        name.unwrap_or_else(|| words().say(key::FIRST_RUN_NO_NAME))
    }

    /// The name to speak by, the whole one where that is not written, or words in its place.
    pub fn short_name(&self) -> String {
        let person = self.person.as_ref();
        let name = person.and_then(|person| person.given_name.clone().or_else(|| person.name.clone()));
        name.unwrap_or_else(|| words().say(key::KEPT_NAMELESS))
    }
}

/// Reads all that is kept.
///
/// # Errors
/// [`StoreError`].
pub async fn read(pack: &'static Pack, records: Records) -> Kept {
    let ((kept, open), told) = (records.list().await?, records.all_told().await?);
    let plan = |record: StoredRecord| {
        let told = told.iter().find(|told| told.id == record.id).cloned();
        let person = document(&record.bytes).ok().as_ref().and_then(Person::of);
        let written = person.as_ref().and_then(|person| person.written);
        KeptPlan {
            written: written.and_then(|written| written.day(&|instant| pack.zone.wall_clock(instant))),
            is_open: open.as_ref() == Some(&record.id),
            told: told.unwrap_or_else(|| StoredRecord::nothing(record.id.clone())).into(),
            person,
            record,
        }
    };
    Ok(kept.into_iter().map(plan).collect())
}

impl Around {
    /// Makes a change, and goes on once it is there to be seen. Where the store refuses, the
    /// problem says so and nothing was changed.
    pub fn change(self, change: Change, problem: Problem) {
        start(async move {
            let is_told = matches!(change, Change::Tell(_));
            let undo = if let Change::Undo(before) = &change { Some(before.clone()) } else { None };
            match self.changed(change).await {
                Ok(()) => problem.set(None),
                // What was to be undone may have no page any more; it can be tried again.
                Err(error) if undo.is_some() => self.offer_undo(self.pack.words.say(error.key()), undo),
                // Another window was quicker: what it has kept is read, so that the next try can succeed.
                Err(error @ StoreError::Conflict { .. }) if is_told => {
                    self.shown_anew().await;
                    self.toasts.show(self.pack.words.say(error.key()), None);
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    }

    async fn changed(self, change: Change) -> Result<(), StoreError> {
        let (records, words) = (self.records, &self.pack.words);
        let (mut said, mut before, mut next, mut focus) = (None, None, Some(Route::Today), None);
        let mut sample = None;
        match change {
            Change::Open(id) => records.choose(&id).await?,
            Change::Keep(bytes) => {
                let id = RecordId::new();
                let bytes = match parted(&bytes) {
                    // What was told can be told otherwise or taken back again.
                    Some((file, told)) => {
                        records.tell(StoredRecord::nothing(id.clone()), told).await?;
                        file
                    }
                    None => bytes.to_vec(),
                };
                records.keep(StoredRecord { id, version: 0, bytes }).await?;
            }
            Change::Replace(record, bytes) => {
                before = Some(records.replace(record, bytes.to_vec()).await?);
                said = Some(key::FIRST_RUN_REPLACED);
            }
            Change::Delete(id) => {
                before = records.delete(&id).await?;
                (said, next) = (Some(key::PROFILE_DELETED), None);
            }
            Change::Tell(telling) => {
                before = Some(records.tell(telling.so_far, telling.told).await?);
                (said, next, focus) = (Some(telling.said), telling.next, telling.focus);
                sample = self.here.address().sample;
            }
            Change::DeleteEverything => {
                records.delete_all().await?;
                Theme::forget();
                (said, next) = (Some(key::PROFILE_DELETED_ALL), Some(Route::Start));
            }
            Change::Undo(before) => {
                records.undo(&before).await?;
                next = None;
            }
        }
        self.shown_anew().await;
        if let Some(said) = said {
            self.offer_undo(words.say(said), before);
        }
        match next {
            Some(route) => self.here.go(&Address { sample, route }),
            None => focus.map_or_else(|| self.here.to_heading(), focus_soon),
        }
        Ok(())
    }

    /// Reads everything that is kept again, to be seen as it is now.
    pub async fn shown_anew(self) {
        self.kept.set(Some(read(self.pack, self.records).await));
        self.open.told.add();
    }

    fn offer_undo(self, message: String, before: Option<Before>) {
        let undo = before.map(|before| -> Arc<dyn Fn() + Send + Sync> {
            Arc::new(move || self.change(Change::Undo(before.clone()), Problem::nothing()))
        });
        self.toasts.show(message, undo);
    }
}
