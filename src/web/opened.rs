//! The record that is open: the sample of the address, else the one chosen on this phone.

use crate::domain::ids::Word;
use crate::fhir::samples::Sample;
use crate::web::answer::{Derived, answer, derived};
use crate::web::around::around;
use crate::web::care::{Care, Shown, Trouble};
use crate::web::clock::{Now, Zone, phone_behind_utc};
use crate::web::content::Pack;
use crate::web::history::Here;
use crate::web::samples;
use crate::web::store::{RecordId, Records, StoreError, StoredRecord};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use std::sync::Arc;

/// The file of the open record.
#[derive(Debug, Clone)]
struct Opened {
    /// The sample it is, and when it was opened: its dates stay where they were then. Otherwise
    /// all of them would jump by a week on the midnight that ends the sample's.
    sample: Option<(Sample, DateTime<Utc>)>,
    bytes: Arc<[u8]>,
    /// What the patient has told beside it: empty and of version 0 where nothing.
    told: Arc<StoredRecord>,
}

/// What the pages have to show, and a way to try again.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// What there is to show.
    pub shown: Derived<Shown>,
    /// Moves when it is tried again.
    pub attempt: RwSignal<u32>,
}

impl Open {
    /// Follows the address, the store, the day, and the time zone that the phone is in.
    pub fn follow(pack: &'static Pack, here: Here, records: Records, now: Now) -> Self {
        let sample = derived(move || here.address().sample);
        let today = derived(move || (pack.zone.day(now.get()), phone_behind_utc(now.get())));
        let attempt = RwSignal::new(0);
        let file = answer(move || {
            let (sample, _, _) = (sample.get(), records.changes(), attempt.get());
            Box::pin(file(sample, records, now, &pack.zone))
        });
        let shown = derived(move || match file.get() {
            Some(Err(trouble)) => Shown::Failed(trouble),
            Some(Ok(None)) if sample.get().is_none() => Shown::Nothing,
            Some(Ok(Some(opened))) if opened.id() == sample.get().as_ref() => {
                read(&opened, pack, today.get().0)
            }
            // Nothing yet, or still the one before.
            None | Some(Ok(_)) => Shown::Waiting,
        });
        Self { shown, attempt }
    }
}

impl Opened {
    fn id(&self) -> Option<&Word> {
        self.sample.as_ref().map(|(sample, _)| &sample.id)
    }
}

async fn file(
    sample: Option<Word>,
    records: Records,
    now: Now,
    zone: &Zone,
) -> Result<Option<Opened>, Trouble> {
    if let Some(id) = sample {
        let (bytes, sample) = samples::one(&id).await?;
        let opened = now.get_untracked();
        // A sample begins anew with each of its weeks. Where the phone keeps nothing it is shown all the same.
        let week = sample.days(zone.day(opened)).to_string();
        let id = RecordId(["sample/", id.as_str(), "/", &week].concat().into());
        let told = told(id, records).await.unwrap_or_else(|(id, _)| StoredRecord::nothing(id));
        return Ok(Some(Opened { sample: Some((sample, opened)), bytes: bytes.into(), told: told.into() }));
    }
    let Some(record) = records.open_record().await? else { return Ok(None) };
    let told = told(record.id, records).await.map_err(|(_, error)| error)?;
    Ok(Some(Opened { sample: None, bytes: record.bytes.into(), told: told.into() }))
}

async fn told(id: RecordId, records: Records) -> Result<StoredRecord, (RecordId, StoreError)> {
    match records.told(&id).await {
        Ok(told) => Ok(told.unwrap_or_else(|| StoredRecord::nothing(id))),
        Err(error) => Err((id, error)),
    }
}

fn read(opened: &Opened, pack: &'static Pack, today: NaiveDate) -> Shown {
    let sample = opened.sample.as_ref().map(|(sample, opened)| (sample, *opened));
    match Care::read(&opened.bytes, opened.told.clone(), sample, pack, today) {
        Ok(care) => Shown::Ready(Arc::new(care)),
        Err(trouble) => Shown::Failed(trouble),
    }
}

/// The open record, in every page.
pub fn open() -> Open {
    around().open
}
