//! One laboratory result, checked on entry.

use crate::domain::ids::AnalyteId;
use crate::domain::labs::panel::Panel;
use crate::domain::units::Decimal;
use chrono::NaiveDate;

/// A result as the laboratory wrote it. Its unit is one the panel knows for its analyte.
#[derive(Debug, Clone, PartialEq)]
pub struct LabResult {
    analyte: AnalyteId,
    value: Decimal,
    unit: Box<str>,
    drawn: NaiveDate,
    after_biotin: bool,
    is_told: bool,
}

/// Why a result was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResultRefused {
    /// No analyte of that name.
    #[error("the clinic's panel has no `{0}`")]
    UnknownAnalyte(AnalyteId),
    /// A unit of something else.
    #[error("{analyte} is not measured in `{unit}`: use {usual}")]
    UnknownUnit {
        /// The analyte.
        analyte: AnalyteId,
        /// The unit as written.
        unit: Box<str>,
        /// The usual one.
        usual: Box<str>,
    },
}

impl LabResult {
    /// A result drawn on a day; `after_biotin` if biotin was taken or injected within the
    /// panel's hold time before the draw.
    ///
    /// # Errors
    /// [`ResultRefused`] for an analyte or a unit the panel does not know.
    pub fn checked(
        panel: &Panel,
        analyte: &AnalyteId,
        value: Decimal,
        unit: &str,
        drawn: NaiveDate,
        after_biotin: bool,
    ) -> Result<Self, ResultRefused> {
        let known = panel.analyte(analyte).ok_or_else(|| ResultRefused::UnknownAnalyte(analyte.clone()))?;
        if !known.takes(unit) {
            return Err(ResultRefused::UnknownUnit {
                analyte: analyte.clone(),
                unit: unit.into(),
                usual: known.unit.clone(),
            });
        }
        Ok(Self { analyte: analyte.clone(), value, unit: unit.into(), drawn, after_biotin, is_told: false })
    }

    /// Which blood value.
    pub fn analyte(&self) -> &AnalyteId {
        &self.analyte
    }
    /// The number as written.
    pub fn value(&self) -> Decimal {
        self.value
    }
    /// The unit as written, UCUM.
    pub fn unit(&self) -> &str {
        &self.unit
    }
    /// The day of the draw.
    pub fn drawn(&self) -> NaiveDate {
        self.drawn
    }
    /// Whether biotin was taken or injected within the hold time before the draw.
    pub fn after_biotin(&self) -> bool {
        self.after_biotin
    }
    /// Whether the patient entered it, not the clinic.
    pub fn is_told(&self) -> bool {
        self.is_told
    }
    /// Marks it as entered by the patient.
    pub fn set_told(&mut self) {
        self.is_told = true;
    }
}
