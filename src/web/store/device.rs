//! The store on the phone itself: `IndexedDB`.
//!
//! Inside a transaction nothing is awaited but the transaction's own requests: awaiting anything
//! else would end it.

use crate::web::store::{RecordId, StoreError, StoredRecord};
use idb::{Database, Error, Factory, KeyPath, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

/// The version of the shape of the store. A newer one waits until every older window has closed.
const SCHEMA: u32 = 2;
const RECORDS: &str = "records";
const TOLD: &str = "told";
const CHOICES: &str = "choices";
const OPEN_RECORD: &str = "open_record";

/// The store on this phone.
#[derive(Debug)]
pub struct Device {
    database: Database,
}

/// What is kept of one patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// The clinic's file.
    Records,
    /// What the patient has told the portal, under the name of the record it belongs to.
    Told,
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Records => RECORDS,
            Self::Told => TOLD,
        }
    }
}

impl Device {
    /// Opens the store, making it where it is not there. `outdated` is called once when a newer
    /// version of the portal takes over; the store is closed then.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] where the browser keeps nothing.
    pub async fn open(name: &str, outdated: impl FnOnce() + 'static) -> Result<Self, StoreError> {
        let unavailable = |error: Error| StoreError::Unavailable(said(&error));
        let mut request =
            Factory::new().map_err(unavailable)?.open(name, Some(SCHEMA)).map_err(unavailable)?;
        request.on_upgrade_needed(|event| {
            use idb::event::DatabaseEvent;
            let Ok(database) = event.database() else { return };
            let mut by_id = ObjectStoreParams::new();
            by_id.key_path(Some(KeyPath::new_single("id")));
            // A store that could not be made is missed, and named, at the first transaction.
            let _ = database.create_object_store(RECORDS, by_id.clone());
            let _ = database.create_object_store(TOLD, by_id);
            let _ = database.create_object_store(CHOICES, ObjectStoreParams::new());
        });
        let mut database = request.await.map_err(unavailable)?;
        database.on_version_change(|event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::IdbDatabase>().ok());
            if let Some(database) = target {
                database.close();
            }
            outdated();
        });
        Ok(Self { database })
    }

    /// Every record, in the order of the ids.
    ///
    /// # Errors
    /// [`StoreError`], as for all that follow.
    pub async fn list(&self) -> Result<Vec<StoredRecord>, StoreError> {
        let transaction = self.transaction(RECORDS, TransactionMode::ReadOnly)?;
        let found = transaction.object_store(RECORDS)?.get_all(None, None)?.await?;
        transaction.await?;
        Ok(found.iter().filter_map(read).collect())
    }

    /// One record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn get(&self, on: Shelf, id: &RecordId) -> Result<Option<StoredRecord>, StoreError> {
        let transaction = self.transaction(on.name(), TransactionMode::ReadOnly)?;
        let found = transaction.object_store(on.name())?.get(key(id))?.await?;
        transaction.await?;
        Ok(found.as_ref().and_then(read))
    }

    /// Writes a record over the version that its writer has seen, and gives back the new version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another has written meanwhile, [`StoreError::Full`].
    pub async fn put(&self, on: Shelf, record: &StoredRecord) -> Result<u32, StoreError> {
        let version = record.version + 1;
        let value = written(record, version).map_err(|value| StoreError::Failed(text_of(&value)))?;
        let transaction = self.transaction(on.name(), TransactionMode::ReadWrite)?;
        let store = transaction.object_store(on.name())?;
        let found =
            store.get(key(&record.id))?.await?.as_ref().and_then(read).map_or(0, |found| found.version);
        if found != record.version {
            transaction.abort()?.await?;
            return Err(StoreError::Conflict { expected: record.version, found });
        }
        store.put(&value, None)?.await?;
        finished(transaction).await?;
        Ok(version)
    }

    /// Deletes a record, and what was told beside it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete(&self, id: &RecordId) -> Result<(), StoreError> {
        let transaction = self.database.transaction(&[RECORDS, TOLD], TransactionMode::ReadWrite)?;
        for store in [RECORDS, TOLD] {
            transaction.object_store(store)?.delete(Query::from(key(id)))?.await?;
        }
        finished(transaction).await
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_all(&self) -> Result<(), StoreError> {
        let transaction = self.database.transaction(&[RECORDS, TOLD, CHOICES], TransactionMode::ReadWrite)?;
        for store in [RECORDS, TOLD, CHOICES] {
            transaction.object_store(store)?.clear()?.await?;
        }
        finished(transaction).await
    }

    /// The record that was opened last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn chosen(&self) -> Result<Option<RecordId>, StoreError> {
        let transaction = self.transaction(CHOICES, TransactionMode::ReadOnly)?;
        let found = transaction.object_store(CHOICES)?.get(JsValue::from(OPEN_RECORD))?.await?;
        transaction.await?;
        Ok(found.and_then(|found| found.as_string()).map(|id| RecordId(id.into())))
    }

    /// Remembers the record that is open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn choose(&self, id: &RecordId) -> Result<(), StoreError> {
        let transaction = self.transaction(CHOICES, TransactionMode::ReadWrite)?;
        transaction.object_store(CHOICES)?.put(&key(id), Some(&OPEN_RECORD.into()))?.await?;
        finished(transaction).await
    }

    fn transaction(&self, store: &str, mode: TransactionMode) -> Result<Transaction, StoreError> {
        Ok(self.database.transaction(&[store], mode)?)
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl RecordId {
    /// A new name, never given before.
    pub fn new() -> Self {
        let mut random = [0_u8; 16];
        if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
            // Refused only for more than 65,536 bytes.
            let _ = crypto.get_random_values_with_u8_array(&mut random);
        }
        let digits = random.iter().map(|byte| format!("{byte:02x}"));
        Self(digits.collect::<String>().into())
    }
}

impl Default for RecordId {
    fn default() -> Self {
        Self::new()
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let text = said(&error);
        if text.contains("QuotaExceeded") { Self::Full } else { Self::Failed(text) }
    }
}

/// What the browser says of it, where it is an error that this store can meet.
fn said(error: &Error) -> String {
    match error {
        Error::AddFailed(value)
        | Error::ClearFailed(value)
        | Error::DeleteFailed(value)
        | Error::GetAllFailed(value)
        | Error::GetFailed(value)
        | Error::IndexedDbNotFound(value)
        | Error::IndexedDbOpenFailed(value)
        | Error::ObjectStoreNotFound(value)
        | Error::RequestErrorNotFound(value)
        | Error::RequestResultNotFound(value)
        | Error::TransactionAbortError(value)
        | Error::TransactionCommitError(value)
        | Error::TransactionOpenFailed(value)
        | Error::UnexpectedJsType(_, value)
        | Error::UpdateFailed(value) => text_of(value),
        Error::DomException(exception) => text_of(exception),
        _ => String::new(),
    }
}

/// Waits for what was written to be on the phone.
async fn finished(transaction: Transaction) -> Result<(), StoreError> {
    match transaction.await? {
        idb::TransactionResult::Committed => Ok(()),
        idb::TransactionResult::Aborted => Err(StoreError::Full),
    }
}

fn key(id: &RecordId) -> JsValue {
    JsValue::from(&*id.0)
}

fn written(record: &StoredRecord, version: u32) -> Result<JsValue, JsValue> {
    let object = Object::new();
    let entries = Array::of3(
        &Array::of2(&"id".into(), &key(&record.id)),
        &Array::of2(&"version".into(), &version.into()),
        &Array::of2(&"bytes".into(), &Uint8Array::from(record.bytes.as_slice())),
    );
    for entry in entries.iter() {
        let entry: Array = entry.unchecked_into();
        Reflect::set(&object, &entry.get(0), &entry.get(1))?;
    }
    Ok(object.into())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "written as a u32")]
fn read(value: &JsValue) -> Option<StoredRecord> {
    let part = |name: &str| Reflect::get(value, &name.into()).ok();
    Some(StoredRecord {
        id: RecordId(part("id")?.as_string()?.into()),
        version: part("version")?.as_f64()? as u32,
        bytes: part("bytes")?.dyn_into::<Uint8Array>().ok()?.to_vec(),
    })
}

fn text_of(value: &JsValue) -> String {
    Object::from(value.clone()).to_string().into()
}
