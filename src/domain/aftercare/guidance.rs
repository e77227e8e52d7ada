//! What a patient asks around a session: can I still come (`precheck.json`), what does this mean
//! (`triage.json`), and may I do that (`activities.json`).
//!
//! It comes with the details ([`Second`](crate::domain::content::Second)), packed by itself, so that a
//! phone reads it only with the pages that answer.

use crate::domain::aftercare::activities::Activities;
use crate::domain::aftercare::precheck::Precheck;
use crate::domain::aftercare::triage::Triage;
use crate::domain::content::{About, NotPacked};
use crate::domain::packed;
use serde::{Deserialize, Serialize};

/// The documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guidance {
    /// What a symptom means.
    pub triage: Triage,
    /// What a patient may do.
    pub activities: Activities,
    /// Whether a session may be.
    pub precheck: Precheck,
}

impl Guidance {
    /// As one run of bytes, for the file of the details.
    ///
    /// # Errors
    /// [`NotPacked`] where a value has no packed form.
    pub fn packed(&self) -> Result<Vec<u8>, NotPacked> {
        Ok(postcard::to_allocvec(self)?)
    }

    /// Reads what [`Guidance::packed`] wrote in the same build, and nothing else: the file around it
    /// says that it is whole.
    pub fn unpacked(bytes: &[u8]) -> Self {
        packed::read(bytes)
    }

    /// The heads of its files, by file name.
    pub fn abouts(&self) -> [(&'static str, &About); 3] {
        [
            ("triage.json", &self.triage.about),
            ("activities.json", &self.activities.about),
            ("precheck.json", &self.precheck.about),
        ]
    }
}
