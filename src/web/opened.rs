//! The record that is open: the sample of the address, else the one chosen on this phone.

use crate::domain::ids::Word;
use crate::web::answer::answer;
use crate::web::care::{Care, Shown, Trouble};
use crate::web::clock::Now;
use crate::web::content::Pack;
use crate::web::history::Here;
use crate::web::samples;
use crate::web::store::Records;
use chrono::NaiveDate;
use leptos::prelude::*;
use std::sync::Arc;

/// The file of the open record.
#[derive(Debug, Clone)]
struct Opened {
    sample: Option<Word>,
    /// The day a sample's dates are written for.
    anchor: Option<NaiveDate>,
    bytes: Arc<[u8]>,
}

/// What the pages have to show, and a way to try again.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// What there is to show.
    pub shown: Memo<Shown>,
    /// Moves when it is tried again.
    pub attempt: RwSignal<u32>,
}

impl Open {
    /// Follows the address, the store and the day.
    pub fn follow(pack: &'static Pack, here: Here, records: Records, now: Now) -> Self {
        let sample = Memo::new(move |_| here.address().sample);
        let today = Memo::new(move |_| pack.zone.day(now.get()));
        let attempt = RwSignal::new(0);
        let file = answer(move || {
            let (sample, _, _) = (sample.get(), records.changes(), attempt.get());
            Box::pin(file(sample, records))
        });
        let shown = Memo::new(move |_| match file.get() {
            Some(Err(trouble)) => Shown::Failed(trouble),
            Some(Ok(None)) if sample.get().is_none() => Shown::Nothing,
            Some(Ok(Some(opened))) if opened.sample == sample.get() => read(&opened, pack, today.get()),
            // Nothing yet, or still the one before.
            None | Some(Ok(_)) => Shown::Waiting,
        });
        Self { shown, attempt }
    }
}

async fn file(sample: Option<Word>, records: Records) -> Result<Option<Opened>, Trouble> {
    if let Some(id) = sample {
        let (bytes, anchor) = samples::one(&id).await?;
        return Ok(Some(Opened { sample: Some(id), anchor: Some(anchor), bytes: bytes.into() }));
    }
    let record = records.open_record().await?;
    Ok(record.map(|record| Opened { sample: None, anchor: None, bytes: record.bytes.into() }))
}

fn read(opened: &Opened, pack: &'static Pack, today: NaiveDate) -> Shown {
    let days = opened.anchor.map_or(0, |anchor| samples::shift_days(anchor, today));
    match Care::read(&opened.bytes, days, opened.sample.clone(), pack, today) {
        Ok(care) => Shown::Ready(Arc::new(care)),
        Err(trouble) => Shown::Failed(trouble),
    }
}

/// The open record, in every page.
pub fn open() -> Open {
    expect_context::<Open>()
}
