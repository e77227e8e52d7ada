//! The patients' records on this phone: what pages may ask and do.
//!
//! The contract, for every store:
//!
//! - A record is `{id, version, bytes}`. The bytes are the clinic's file as it came, never changed.
//! - `put` takes the version that its writer has seen, 0 for a new record, and gives back the next
//!   one. If another has written meanwhile it is a [`StoreError::Conflict`] and nothing changes.
//! - What was written is there for every other handle, and after a restart.
//! - What a patient tells the portal lies beside the record under its name, of the same shape and
//!   under the same rules. Deleting the record deletes it too.
//! - `delete` of what is not there is no error. `delete_all` leaves nothing, the choice included.
//! - Nothing panics: a phone that keeps nothing, or is full, is said by name.

mod device;

pub use device::{Device, Shelf};

use crate::web::around::around;
use leptos::prelude::*;
use std::rc::Rc;

/// The name of a record on this phone. It says nothing of the patient.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub Box<str>);

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

/// The records on this phone, for pages.
#[derive(Debug, Clone, Copy)]
pub struct Records {
    device: StoredValue<Option<Rc<Device>>, LocalStorage>,
    /// Moves with every change, so that what was read is read again.
    changes: RwSignal<u32>,
    outdated: RwSignal<bool>,
}

impl Records {
    /// The records, not yet asked for.
    pub fn new() -> Self {
        Self {
            device: StoredValue::new_local(None),
            changes: RwSignal::new(0),
            outdated: RwSignal::new(false),
        }
    }

    /// Moves with every change made here.
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    /// Whether a newer version of the portal has taken over in another window.
    pub fn is_outdated(self) -> bool {
        self.outdated.get()
    }

    /// Every record, oldest first.
    ///
    /// # Errors
    /// [`StoreError`], as for all that follow.
    pub async fn list(self) -> Result<Vec<StoredRecord>, StoreError> {
        self.device().await?.list().await
    }

    /// The record that is open; nothing where none is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open_record(self) -> Result<Option<StoredRecord>, StoreError> {
        let device = self.device().await?;
        match device.chosen().await? {
            Some(id) => device.get(Shelf::Records, &id).await,
            None => Ok(None),
        }
    }

    /// Keeps a record and opens it.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn keep(self, record: StoredRecord) -> Result<(), StoreError> {
        let device = self.device().await?;
        device.put(Shelf::Records, &record).await?;
        device.choose(&record.id).await?;
        self.changed();
        Ok(())
    }

    /// What the patient has told beside a record; nothing where they told nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn told(self, id: &RecordId) -> Result<Option<StoredRecord>, StoreError> {
        self.device().await?.get(Shelf::Told, id).await
    }

    /// Keeps what the patient has told, and gives back its new version.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub async fn keep_told(self, told: StoredRecord) -> Result<u32, StoreError> {
        let version = self.device().await?.put(Shelf::Told, &told).await?;
        self.changed();
        Ok(version)
    }

    /// Opens another record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn choose(self, id: RecordId) -> Result<(), StoreError> {
        self.device().await?.choose(&id).await?;
        self.changed();
        Ok(())
    }

    /// Deletes one record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete(self, id: RecordId) -> Result<(), StoreError> {
        self.device().await?.delete(&id).await?;
        self.changed();
        Ok(())
    }

    /// Deletes every record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_all(self) -> Result<(), StoreError> {
        self.device().await?.delete_all().await?;
        self.changed();
        Ok(())
    }

    fn changed(self) {
        self.changes.update(|changes| *changes += 1);
    }

    async fn device(self) -> Result<Rc<Device>, StoreError> {
        if self.outdated.get_untracked() {
            return Err(StoreError::Outdated);
        }
        if let Some(device) = self.device.get_value() {
            return Ok(device);
        }
        let outdated = self.outdated;
        let device = Rc::new(Device::open("portal", move || outdated.set(true)).await?);
        self.device.set_value(Some(device.clone()));
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
