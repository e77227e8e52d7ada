//! The record that is open: the sample of the address, else the one chosen on this phone.

use crate::domain::ids::Word;
use crate::fhir::samples::Sample;
use crate::web::answer::{Derived, Held, Times, answer_over, derived};
use crate::web::around::around;
use crate::web::care::{Care, Shown, Trouble};
use crate::web::clock::{Now, Zone, phone_behind_utc};
use crate::web::content::Pack;
use crate::web::history::Here;
use crate::web::kept::Kept;
use crate::web::samples;
use crate::web::store::{Records, StoredRecord};
use chrono::{DateTime, NaiveDate, Utc};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The sample that is open.
#[derive(Debug, Clone)]
struct Opened {
    sample: Sample,
    /// When it was opened: its dates stay where they were then. Otherwise all of them would jump
    /// by a week on the midnight that ends the sample's.
    at: DateTime<Utc>,
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
    pub attempt: Times,
    /// Moves when something was told, so that a sample is read again with it.
    pub told: Times,
}

impl Open {
    /// Follows the address, what is kept, the day, and the time zone that the phone is in.
    pub fn follow(pack: &'static Pack, here: Here, records: Records, kept: Held<Kept>, now: Now) -> Self {
        let sample = derived(move || here.address().sample);
        let today = derived(move || (pack.zone.day(now.get()), phone_behind_utc(now.get())));
        let (attempt, told) = (Times::of(0), Times::of(0));
        // When something was told the sample stays to be seen until it is read again with it; its file is
        // not fetched anew.
        let last: Rc<RefCell<Option<(u32, Opened)>>> = Rc::default();
        let file = answer_over(move || {
            let (sample, tried, _) = (sample.get(), attempt.get(), told.get());
            let last = last.clone();
            Box::pin(async move {
                let is_it = |(at_try, opened): &&(u32, Opened)| {
                    *at_try == tried && Some(&opened.sample.id) == sample.as_ref()
                };
                let known = last.borrow().as_ref().filter(is_it).map(|(_, opened)| opened.clone());
                let read = file(sample.clone(), known, records, now, &pack.zone).await;
                if let Ok(Some(opened)) = &read {
                    last.replace(Some((tried, opened.clone())));
                }
                (sample, tried, read)
            })
        });
        let shown = derived(move || match (sample.get(), file.get()) {
            (None, _) => of_kept(kept.get(), pack, today.get().0),
            // Still the one before, or the try before.
            (of, Some((read, tried, _))) if read != of || tried != attempt.get() => Shown::Waiting,
            (Some(_), Some((_, _, Err(trouble)))) => Shown::Failed(trouble),
            (Some(_), Some((_, _, Ok(Some(opened))))) => {
                let sample = Some((&opened.sample, opened.at));
                shown(Care::read(&opened.bytes, opened.told.clone(), sample, pack, today.get().0))
            }
            (Some(_), None | Some((_, _, Ok(None)))) => Shown::Waiting,
        });
        Self { shown, attempt, told }
    }
}

async fn file(
    sample: Option<Word>,
    known: Option<Opened>,
    records: Records,
    now: Now,
    zone: &Zone,
) -> Result<Option<Opened>, Trouble> {
    let Some(id) = sample else { return Ok(None) };
    let (bytes, sample, at) = if let Some(Opened { sample, at, bytes, .. }) = known {
        (bytes, sample, at)
    } else {
        let (bytes, sample) = samples::one(&id).await?;
        (bytes.into(), sample, now.get_untracked())
    };
    // A sample begins anew with each of its weeks. Where the phone keeps nothing it is shown all the same.
    let id = samples::record_id(&sample, zone.day(at));
    let told = records.told(&id).await.ok().flatten();
    let told = told.unwrap_or_else(|| StoredRecord::nothing(id));
    Ok(Some(Opened { sample, at, bytes, told: told.into() }))
}

/// The one of the patient's own plans that is open.
fn of_kept(kept: Option<Kept>, pack: &'static Pack, today: NaiveDate) -> Shown {
    match kept {
        None => Shown::Waiting,
        Some(Err(error)) => Shown::Failed(error.into()),
        Some(Ok(plans)) => match plans.iter().find(|plan| plan.is_open) {
            None => Shown::Nothing,
            Some(plan) => shown(Care::read(&plan.record.bytes, plan.told.clone(), None, pack, today)),
        },
    }
}

fn shown(read: Result<Care, Trouble>) -> Shown {
    match read {
        Ok(care) => Shown::Ready(Arc::new(care)),
        Err(trouble) => Shown::Failed(trouble),
    }
}

/// The open record, in every page.
pub fn open() -> Open {
    around().open
}
