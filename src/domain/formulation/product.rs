//! The product that the clinic uses for an ingredient (`product` in `formulary.json`), as the
//! clinic has recorded it.

use crate::domain::content::Day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A product. Its strength is text: print gives one trial's strength tenfold apart (S8, S12), so
/// no dose is ever worked out from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Its name on the pack.
    pub name: Box<str>,
    /// Its strength, as the clinic wrote it: `100 mg/mL`.
    pub strength: Box<str>,
    /// What it is licensed as.
    pub licence_class: LicenceClass,
    /// The way of giving it that it is licensed for.
    pub licensed_route: LicensedRoute,
    /// The number of its licence; not recorded where empty.
    #[serde(default)]
    pub licence_no: Option<Box<str>>,
    /// Its batch; not recorded where empty.
    #[serde(default)]
    pub batch: Option<Box<str>>,
    /// Its last day of use; not recorded where empty.
    #[serde(default)]
    pub expiry: Option<Day>,
    /// The doctor's decision to use it although it is not licensed for injection.
    #[serde(default, rename = "override")]
    pub doctors_override: Option<DoctorsOverride>,
}

/// What a product is licensed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceClass {
    /// A drug.
    Drug,
    /// A cosmetic: not to be injected (S1).
    Cosmetic,
    /// Not known.
    Unknown,
}

/// The way of giving it that a product is licensed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicensedRoute {
    /// With a needle.
    Injection,
    /// On the skin.
    Topical,
    /// By mouth.
    Oral,
    /// Not known.
    Unknown,
}

/// That a doctor has decided to use a product all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorsOverride {
    /// Who.
    pub by: Box<str>,
    /// When.
    pub on: Day,
    /// Why, in the doctor's words.
    pub reason: Box<str>,
}

impl Product {
    /// Whether it is a drug licensed for injection. Any other needs the doctor's override.
    pub fn is_licensed_for_injection(&self) -> bool {
        (self.licence_class, self.licensed_route) == (LicenceClass::Drug, LicensedRoute::Injection)
    }

    /// The day after which it is not used any more, where that has passed.
    pub fn expired(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.expiry.map(|day| day.0).filter(|last| *last < today)
    }
}
