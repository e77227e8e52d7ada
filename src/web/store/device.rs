//! The store on the phone itself: `IndexedDB`.
//!
//! Inside a transaction nothing is awaited but the transaction's own requests: awaiting anything
//! else would end it.

use crate::web::answer::start;
use crate::web::store::{RecordId, StoreError, StoredRecord};
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbRequest, IdbTransaction,
    IdbTransactionMode as Mode,
};

/// The version of the shape of the store. A newer one waits until every older window has closed.
const SCHEMA: u32 = 3;
const RECORDS: &str = "records";
const TOLD: &str = "told";
const SLOTS: &str = "slots";
const JOURNAL: &str = "journal";
const CHOICES: &str = "choices";
const OPEN_RECORD: &str = "open_record";

/// The store on this phone.
#[derive(Debug)]
pub struct Device {
    database: IdbDatabase,
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// The clinic's file.
    Records,
    /// What the patient has told the portal, under the name of the record it belongs to.
    Told,
    /// The times of the clinic on this phone that are not as its hours have them: taken, or given
    /// back.
    Slots,
    /// What was begun at the clinic and is not finished, under a name of its own behind that of the
    /// record it belongs to.
    Journal,
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Records => RECORDS,
            Self::Told => TOLD,
            Self::Slots => SLOTS,
            Self::Journal => JOURNAL,
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
        let database = opened(name).await.map_err(|fault| {
            let text = text_of(&fault);
            // A newer version of the portal has been here.
            if is_named(&text, "VersionError") { StoreError::Outdated } else { StoreError::Unavailable(text) }
        })?;
        let closing = database.clone();
        start(async move {
            if first_of(&closing, &["onversionchange"], "onclose").await.is_ok() {
                closing.close();
                outdated();
            }
        });
        Ok(Self { database })
    }

    /// Everything on a shelf, in the order of the ids.
    ///
    /// # Errors
    /// [`StoreError`], as for all that follow.
    pub async fn list(&self, on: Shelf) -> Result<Vec<StoredRecord>, StoreError> {
        let found = answer(self.store(on.name(), Mode::Readonly)?.get_all()).await?;
        Ok(Array::from(&found).iter().filter_map(|value| read(&value)).collect())
    }

    /// One record.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn get(&self, on: Shelf, id: &RecordId) -> Result<Option<StoredRecord>, StoreError> {
        Ok(read(&answer(self.store(on.name(), Mode::Readonly)?.get(&key(id))).await?))
    }

    /// Writes a record over the version that its writer has seen, and gives back the new version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another has written meanwhile, [`StoreError::Full`].
    pub async fn put(&self, on: Shelf, record: &StoredRecord) -> Result<u32, StoreError> {
        self.put_over(on, record, record.version).await
    }

    /// Puts a record back over the version that its writer has seen: as it was where that is 0,
    /// else under the next version.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another has written meanwhile, [`StoreError::Full`].
    pub async fn put_over(&self, on: Shelf, record: &StoredRecord, seen: u32) -> Result<u32, StoreError> {
        let version = record.version.max(seen + 1);
        let store = self.store(on.name(), Mode::Readwrite)?;
        let found = read(&answer(store.get(&key(&record.id))).await?).map_or(0, |found| found.version);
        if found != seen {
            return Err(StoreError::Conflict { expected: seen, found });
        }
        store.put(&written(record, version)?)?;
        finished(&store.transaction()).await?;
        Ok(version)
    }

    /// Takes one record from a shelf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn remove(&self, on: Shelf, id: &RecordId) -> Result<(), StoreError> {
        let store = self.store(on.name(), Mode::Readwrite)?;
        store.delete(&key(id))?;
        finished(&store.transaction()).await
    }

    /// Deletes a record, and what was told beside it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete(&self, id: &RecordId) -> Result<(), StoreError> {
        let transaction = self.transaction(&names(&[RECORDS, TOLD]), Mode::Readwrite)?;
        for store in [RECORDS, TOLD] {
            transaction.object_store(store)?.delete(&key(id))?;
        }
        finished(&transaction).await
    }

    /// Deletes everything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_all(&self) -> Result<(), StoreError> {
        let stores = [RECORDS, TOLD, SLOTS, JOURNAL, CHOICES];
        let transaction = self.transaction(&names(&stores), Mode::Readwrite)?;
        for store in stores {
            transaction.object_store(store)?.clear()?;
        }
        finished(&transaction).await
    }

    /// The record that was opened last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn chosen(&self) -> Result<Option<RecordId>, StoreError> {
        let found = answer(self.store(CHOICES, Mode::Readonly)?.get(&OPEN_RECORD.into())).await?;
        Ok(found.as_string().map(|id| RecordId(id.into())))
    }

    /// Remembers the record that is open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn choose(&self, id: &RecordId) -> Result<(), StoreError> {
        let store = self.store(CHOICES, Mode::Readwrite)?;
        store.put_with_key(&key(id), &OPEN_RECORD.into())?;
        finished(&store.transaction()).await
    }

    /// One store, in a transaction of its own.
    fn store(&self, name: &str, mode: Mode) -> Result<IdbObjectStore, JsValue> {
        self.transaction(&name.into(), mode)?.object_store(name)
    }

    /// A transaction over one store, or over a list of them.
    fn transaction(&self, stores: &JsValue, mode: Mode) -> Result<IdbTransaction, JsValue> {
        self.database.transaction_with_str_sequence_and_mode(stores, mode)
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

impl From<JsValue> for StoreError {
    fn from(fault: JsValue) -> Self {
        let text = text_of(&fault);
        if is_named(&text, "QuotaExceeded") { Self::Full } else { Self::Failed(text) }
    }
}

/// The database, with its stores.
async fn opened(name: &str) -> Result<IdbDatabase, JsValue> {
    let factory = web_sys::window().map(|window| window.indexed_db()).transpose()?.flatten();
    let request = factory.ok_or(JsValue::UNDEFINED)?.open_with_u32(name, SCHEMA)?;
    let event = first_of(&request, &["onupgradeneeded", "onsuccess"], "onerror").await?;
    let database: IdbDatabase = request.result()?.unchecked_into();
    if event.unchecked_into::<Event>().type_() == "upgradeneeded" {
        let by_id = IdbObjectStoreParameters::new();
        by_id.set_key_path(&"id".into());
        // One that an older version has made stays as it is. A store that could not be made is missed,
        // and named, at the first transaction.
        for store in [RECORDS, TOLD, SLOTS, JOURNAL] {
            let _ = database.create_object_store_with_optional_parameters(store, &by_id);
        }
        let _ = database.create_object_store(CHOICES);
        first_of(&request, &["onsuccess"], "onerror").await?;
    }
    Ok(database)
}

/// What a request brings.
async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, JsValue> {
    let request = request?;
    first_of(&request, &["onsuccess"], "onerror").await?;
    request.result()
}

/// Waits for what was written to be on the phone.
async fn finished(transaction: &IdbTransaction) -> Result<(), StoreError> {
    first_of(transaction, &["oncomplete"], "onabort").await?;
    Ok(())
}

/// The first of these events; where `fails` comes before them, the error that it left.
async fn first_of(of: &JsValue, events: &[&str], fails: &str) -> Result<JsValue, JsValue> {
    let handled = |name: &str, by: &JsValue| {
        // Only a frozen object refuses a property.
        let _ = Reflect::set(of, &name.into(), by);
    };
    let promise = Promise::new(&mut |resolve, reject| {
        for name in events {
            handled(name, &resolve);
        }
        handled(fails, &reject);
    });
    match JsFuture::from(promise).await {
        Ok(event) => Ok(event),
        Err(_) => Err(Reflect::get(of, &"error".into())?),
    }
}

/// Names as the browser takes a list of them.
fn names(stores: &[&str]) -> JsValue {
    stores.iter().map(|store| JsValue::from(*store)).collect::<Array>().into()
}

fn key(id: &RecordId) -> JsValue {
    JsValue::from(&*id.0)
}

fn written(record: &StoredRecord, version: u32) -> Result<JsValue, JsValue> {
    let object = Object::new();
    let bytes = Uint8Array::from(record.bytes.as_slice());
    for (name, value) in [("id", key(&record.id)), ("version", version.into()), ("bytes", bytes.into())] {
        Reflect::set(&object, &name.into(), &value)?;
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

/// Whether a word of what a fault says begins so: its name, or that of another in its message.
fn is_named(text: &str, name: &str) -> bool {
    text.split([' ', ':']).any(|word| word.starts_with(name))
}

/// What a fault of the browser says of itself; nothing where it is not even an object.
fn text_of(fault: &JsValue) -> String {
    let part = |name: &str| Reflect::get(fault, &name.into()).ok()?.as_string();
    let parts: Vec<_> = ["name", "message"].into_iter().filter_map(part).collect();
    parts.join(": ")
}
