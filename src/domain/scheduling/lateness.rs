//! What the days since the last given session mean for the one now due.

use crate::domain::ids::PhaseId;
use crate::domain::scheduling::protocol::{LatenessBand, Protocol};
use chrono::NaiveDate;

/// The days since the last session, and what the clinic says of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Lateness<'a> {
    /// Days from the last given session to the day asked for.
    pub gap_days: u32,
    /// The clinic's answer.
    pub band: &'a LatenessBand,
}

/// The verdict of a day that is too soon after the last session.
pub const TOO_EARLY: &str = "TOO_EARLY";
/// The verdict of a day on which the series goes on as planned.
pub const CONTINUE: &str = "CONTINUE";

impl Lateness<'_> {
    /// Whether the series no longer goes on as planned.
    pub fn is_late(&self) -> bool {
        let verdict = &self.band.verdict;
        *verdict != *TOO_EARLY && *verdict != *CONTINUE
    }
}

/// Why lateness cannot be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoLateness {
    /// The clinic has no table for the phase.
    #[error("the protocol has no lateness table for the phase `{0}`")]
    UnknownPhase(PhaseId),
    /// The day asked for lies before the last session.
    #[error("{on} lies before the last session on {last_given}")]
    BeforeTheLast {
        /// The last given session.
        last_given: NaiveDate,
        /// The day asked for.
        on: NaiveDate,
    },
}

/// What it means to have the next session of a phase on a day.
///
/// # Errors
/// [`NoLateness`] for a phase without a table or a day before the last session.
pub fn lateness<'a>(
    protocol: &'a Protocol,
    phase: &PhaseId,
    last_given: NaiveDate,
    on: NaiveDate,
) -> Result<Lateness<'a>, NoLateness> {
    let unknown = || NoLateness::UnknownPhase(phase.clone());
    let tables = &protocol.lateness;
    let table = tables.iter().find(|table| table.phase == *phase).ok_or_else(unknown)?;
    let gap_days = u32::try_from((on - last_given).num_days())
        .map_err(|_| NoLateness::BeforeTheLast { last_given, on })?;
    let holds = |band: &&LatenessBand| band.from <= gap_days && band.to.is_none_or(|to| gap_days <= to);
    let band = table.bands.iter().find(holds).ok_or_else(unknown)?;
    Ok(Lateness { gap_days, band })
}
