//! The patients' records on this phone: what pages may ask and do.
//!
//! The contract, for every store:
//!
//! - A record is `{id, version, bytes}`. The bytes are the clinic's file as it came, never changed.
//! - `put` takes the version that its writer has seen, 0 for a new record, and gives back the next
//!   one. If another has written meanwhile it is a [`StoreError::Conflict`] and nothing changes.
//! - What was deleted or written over can be put back: a deleted record with the version it had.
//! - What was written is there for every other handle, and after a restart.
//! - What a patient tells the portal lies beside the record under its name, of the same shape and
//!   under the same rules. Deleting the record deletes it too.
//! - The times of the clinic on this phone, and what was begun there, are kept in the same way. Only
//!   one of two that write over the same version of a time does so: that is how one is claimed.
//! - `delete` of what is not there is no error. `delete_all` leaves nothing, the choice included.
//! - Nothing panics: a phone that keeps nothing, or is full, is said by name.

mod device;
mod on_device;

pub use device::{Device, Shelf};
pub use on_device::{OnDevice, touched};

use crate::web::answer::Changing;
use crate::web::around::around;
use leptos::prelude::*;
use std::rc::Rc;

/// The name of a record on this phone. It says nothing of the patient.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub Box<str>);

impl RecordId {
    /// The name of something that was begun for this record, by a name of its own.
    #[must_use]
    pub fn begun(&self, own: &str) -> Self {
        Self([&*self.0, BEGUN, own].concat().into())
    }

    /// Whether it names something that was begun for a record.
    fn is_of(&self, record: &Self) -> bool {
        self.0.strip_prefix(&*record.0).is_some_and(|rest| rest.starts_with(BEGUN))
    }
}

/// What stands between the name of a record and that of what was begun for it.
const BEGUN: &str = "/begun/";

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its name.
    pub id: RecordId,
    /// Raised with every write; 0 before the first.
    pub version: u32,
    /// The clinic's file.
    pub bytes: Vec<u8>,
}

impl StoredRecord {
    /// Nothing yet, under that name.
    pub fn nothing(id: RecordId) -> Self {
        Self { id, version: 0, bytes: Vec::new() }
    }
}

/// Why the store did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser keeps nothing: a private window, or switched off.
    #[error("the browser keeps nothing: {0}")]
    Unavailable(String),
    /// The phone is full.
    #[error("there is no room left")]
    Full,
    /// Another window has written the record meanwhile.
    #[error("the record was changed elsewhere: version {found} instead of {expected}")]
    Conflict {
        /// The version its writer had seen.
        expected: u32,
        /// The version found.
        found: u32,
    },
    /// A newer version of the portal is open in another window.
    #[error("a newer version of the portal is open elsewhere")]
    Outdated,
    /// Anything else, as the browser says it.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// The key of its words: `ui.store.full`.
    pub fn key(&self) -> crate::web::text::Key {
        use crate::web::text::key;
        match self {
            Self::Unavailable(_) => key::STORE_UNAVAILABLE,
            Self::Full => key::STORE_FULL,
            Self::Conflict { .. } => key::STORE_CONFLICT,
            Self::Outdated => key::STORE_OUTDATED,
            Self::Failed(_) => key::STORE_FAILED,
        }
    }
}

/// What a change is taken back to.
#[derive(Debug, Clone)]
pub struct Before {
    /// Where it lies.
    on: Shelf,
    record: StoredRecord,
    /// What the patient had told beside it, where that is gone too.
    told: Option<StoredRecord>,
    /// The version that the change has left, 0 for none.
    left: u32,
    /// What is opened again.
    open: Option<RecordId>,
}

/// The records on this phone, for pages.
#[derive(Debug, Clone, Copy)]
pub struct Records {
    device: StoredValue<Option<Rc<Device>>, LocalStorage>,
    outdated: Changing<bool>,
}

impl Records {
    /// The records, not yet asked for.
    pub fn new() -> Self {
        Self { device: StoredValue::new_local(None), outdated: Changing::of(false) }
    }

    /// Whether a newer version of the portal has taken over in another window.
    pub fn is_outdated(self) -> bool {
        self.outdated.get()
    }

    /// Every record, in an order that stays, and which of them is open.
    ///
    /// # Errors
    /// [`StoreError`], as for all that follow.
    pub async fn list(self) -> Result<(Vec<StoredRecord>, Option<RecordId>), StoreError> {
        let device = self.device().await?;
        let (records, chosen) = (device.list(Shelf::Records).await?, device.chosen().await?);
        let is_kept = |id: &RecordId| records.iter().any(|record| record.id == *id);
        let open = chosen.filter(is_kept).or_else(|| records.first().map(|record| record.id.clone()));
        Ok((records, open))
    }

    /// Keeps a record and opens it.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn keep(self, record: StoredRecord) -> Result<(), StoreError> {
        let device = self.device().await?;
        device.put(Shelf::Records, &record).await?;
        device.choose(&record.id).await
    }

    /// What the patient has told beside a record; nothing where they told nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn told(self, id: &RecordId) -> Result<Option<StoredRecord>, StoreError> {
        self.device().await?.get(Shelf::Told, id).await
    }

    /// All that patients have told.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all_told(self) -> Result<Vec<StoredRecord>, StoreError> {
        self.device().await?.list(Shelf::Told).await
    }

    /// Keeps what the patient has told beside a record.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn tell(self, before: StoredRecord, told: Vec<u8>) -> Result<Before, StoreError> {
        let now = StoredRecord { bytes: told, ..before.clone() };
        let left = self.device().await?.put(Shelf::Told, &now).await?;
        Ok(Before { on: Shelf::Told, record: before, left, told: None, open: None })
    }

    /// What is on a shelf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all(self, on: Shelf) -> Result<Vec<StoredRecord>, StoreError> {
        self.device().await?.list(on).await
    }

    /// One of what is on a shelf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn one(self, on: Shelf, id: &RecordId) -> Result<Option<StoredRecord>, StoreError> {
        self.device().await?.get(on, id).await
    }

    /// Writes it over the version that its writer has seen, and gives back the new version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another has written meanwhile.
    pub async fn put(self, on: Shelf, record: &StoredRecord) -> Result<u32, StoreError> {
        self.device().await?.put(on, record).await
    }

    /// Takes it from its shelf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove(self, on: Shelf, id: &RecordId) -> Result<(), StoreError> {
        self.device().await?.remove(on, id).await
    }

    /// Opens another record.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where another window has deleted it.
    pub async fn choose(self, id: &RecordId) -> Result<(), StoreError> {
        let (records, _) = self.list().await?;
        let record = records.iter().find(|record| record.id == *id);
        record.ok_or(StoreError::Conflict { expected: 1, found: 0 })?;
        self.device().await?.choose(id).await
    }

    /// Deletes one record; nothing to take back where it was gone already.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn delete(self, id: &RecordId) -> Result<Option<Before>, StoreError> {
        let ((records, open), told) = (self.list().await?, self.told(id).await?);
        let device = self.device().await?;
        for begun in device.list(Shelf::Journal).await? {
            if begun.id.is_of(id) {
                device.remove(Shelf::Journal, &begun.id).await?;
            }
        }
        device.delete(id).await?;
        let record = records.into_iter().find(|record| record.id == *id);
        let open = open.filter(|open| open == id);
        Ok(record.map(|record| Before { on: Shelf::Records, record, left: 0, told, open }))
    }

    /// Puts another file in the place of a record, and opens it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another has written meanwhile.
    pub async fn replace(self, record: StoredRecord, bytes: Vec<u8>) -> Result<Before, StoreError> {
        let (_, open) = self.list().await?;
        self.keep(StoredRecord { bytes, ..record.clone() }).await?;
        Ok(Before { on: Shelf::Records, left: record.version + 1, record, told: None, open })
    }

    /// Takes a change back: the record as it was, open again if it was.
    ///
    /// # Errors
    /// [`StoreError`]; then it can be tried again.
    pub async fn undo(self, before: &Before) -> Result<(), StoreError> {
        let device = self.device().await?;
        if let Some(open) = &before.open {
            device.choose(open).await?;
        }
        if let Some(told) = &before.told {
            device.put_over(Shelf::Told, told, 0).await?;
        }
        device.put_over(before.on, &before.record, before.left).await.map(drop)
    }

    /// Deletes every record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_all(self) -> Result<(), StoreError> {
        self.device().await?.delete_all().await
    }

    async fn device(self) -> Result<Rc<Device>, StoreError> {
        if self.outdated.get_untracked() {
            return Err(StoreError::Outdated);
        }
        // A page that is gone while this waits has nowhere to keep it.
        if let Some(device) = self.device.try_get_value().flatten() {
            return Ok(device);
        }
        let outdated = self.outdated;
        let device = Rc::new(Device::open("portal", move || outdated.set(true)).await?);
        let _ = self.device.try_set_value(Some(device.clone()));
        Ok(device)
    }
}

impl Default for Records {
    fn default() -> Self {
        Self::new()
    }
}

/// The records, in every page.
pub fn records() -> Records {
    around().records
}
