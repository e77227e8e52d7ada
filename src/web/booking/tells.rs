//! What a patient tells in the same tap as they change their sessions: that they are away.

use crate::domain::time::DayRange;
use crate::fhir::away::Away;
use crate::fhir::record::Refusal;
use crate::fhir::told;
use crate::web::care::Care;
use crate::web::store::{OnDevice, StoreError, StoredRecord};
use chrono::{DateTime, Utc};

/// What is told along with a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tells {
    /// Nothing.
    Nothing,
    /// That they are away on these days, at least one.
    Away(DayRange),
    /// That they are not away after all, as they had told.
    NotAway(Away),
}

impl Tells {
    /// Tells it beside what was told before, and gives back what takes it back: nothing where nothing
    /// has changed by it.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was told.
    pub async fn tell(self, clinic: &OnDevice, care: &Care, now: DateTime<Utc>) -> Result<Self, StoreError> {
        match self {
            Self::Nothing => Ok(Self::Nothing),
            Self::Away(days) => {
                let (away, so_far) = (Away::on(days), clinic.told().await?);
                if told::parts(&so_far.bytes).iter().any(|told| told.id == away.id) {
                    return Ok(Self::Nothing);
                }
                let bytes = Some(&*so_far.bytes).filter(|bytes| !bytes.is_empty());
                let told = told::with_away(bytes, &care.record, days, now);
                keep(clinic, so_far, told).await?;
                Ok(Self::NotAway(away))
            }
            Self::NotAway(away) => {
                let so_far = clinic.told().await?;
                let told = told::without(&so_far.bytes, &away.id);
                keep(clinic, so_far, told).await?;
                Ok(Self::Away(away.days))
            }
        }
    }
}

async fn keep(
    clinic: &OnDevice,
    so_far: StoredRecord,
    told: Result<Vec<u8>, Refusal>,
) -> Result<(), StoreError> {
    let told = told.map_err(|refusal| StoreError::Failed(refusal.to_string()))?;
    clinic.records.tell(so_far, told).await.map(drop)
}
