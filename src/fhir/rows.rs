//! A file of rows: series and lateness, each row one question with its expected answer.

use crate::domain::formulation::proposal::Rules;
use crate::domain::ids::{PhaseId, Verdict};
use crate::fhir::shape::{FileFault, Part};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

/// The rows of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// When the sessions of a series fall.
    pub series: Vec<SeriesRow>,
    /// What being late means.
    pub lateness: Vec<LatenessRow>,
}

/// A series and the days it should have; what a row leaves out is not asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    /// The first session.
    pub first: NaiveDate,
    /// How many loading sessions.
    pub loading_sessions: u32,
    /// Days between them.
    pub interval_days: u32,
    /// All days of a phase.
    pub days: BTreeMap<PhaseId, Vec<NaiveDate>>,
    /// The last day of a phase.
    pub last: BTreeMap<PhaseId, NaiveDate>,
    /// When blood is tested again.
    pub lab_retest: Option<NaiveDate>,
    /// When photos are taken.
    pub photos: Option<Vec<NaiveDate>>,
}

/// A session that is due, and what its day should mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatenessRow {
    /// The phase of the session.
    pub phase: PhaseId,
    /// The last given session.
    pub last_given: NaiveDate,
    /// The day asked for.
    pub on: NaiveDate,
    /// The days between them.
    pub gap_days: Option<u32>,
    /// What it should mean.
    pub verdict: Verdict,
}

impl Rows {
    /// Reads a file of rows.
    ///
    /// # Errors
    /// [`FileFault`] with the first fault and its place.
    pub fn of(file: &Value, rules: Rules<'_>) -> Result<Self, FileFault> {
        let file = Part::whole(file);
        file.object(&["source", "series", "lateness"])?;
        let series = file.list("series")?.into_iter();
        let lateness = file.list("lateness")?.into_iter();
        Ok(Self {
            series: series.map(|row| SeriesRow::of(&row, rules)).collect::<Result<_, _>>()?,
            lateness: lateness.map(|row| LatenessRow::of(&row, rules)).collect::<Result<_, _>>()?,
        })
    }
}

fn phases(rules: Rules<'_>) -> impl Iterator<Item = &PhaseId> {
    let later = rules.protocol.maintenance.iter().map(|phase| &phase.phase);
    core::iter::once(&rules.protocol.loading.phase).chain(later)
}

impl SeriesRow {
    fn of(row: &Part<'_>, rules: Rules<'_>) -> Result<Self, FileFault> {
        let mut read = Self {
            first: row.needed("first")?.day()?,
            loading_sessions: row.needed("loading_sessions")?.whole_number()?,
            interval_days: row.needed("interval_days")?.whole_number()?,
            days: BTreeMap::new(),
            last: BTreeMap::new(),
            lab_retest: None,
            photos: None,
        };
        for key in row.members()?.keys() {
            let part = row.needed(key)?;
            let phase = |name: &str| phases(rules).find(|phase| **phase == *name).cloned();
            match key.as_str() {
                "first" | "loading_sessions" | "interval_days" => {}
                "lab_retest" => read.lab_retest = Some(part.day()?),
                "photos" => read.photos = Some(days(&part)?),
                name => {
                    if let Some(phase) = phase(name) {
                        read.days.insert(phase, days(&part)?);
                    } else if let Some(phase) = name.strip_prefix("last_").and_then(phase) {
                        read.last.insert(phase, part.day()?);
                    } else {
                        return Err(FileFault::UnknownKey { at: part.at });
                    }
                }
            }
        }
        Ok(read)
    }
}

impl LatenessRow {
    fn of(row: &Part<'_>, rules: Rules<'_>) -> Result<Self, FileFault> {
        row.object(&["phase", "last_given", "on", "gap_days", "verdict"])?;
        let phase = row.needed("phase")?;
        let name = phase.text()?;
        let known = phases(rules).find(|known| **known == *name).cloned();
        Ok(Self {
            phase: known.ok_or_else(|| FileFault::UnknownWord {
                at: phase.at.clone(),
                word: crate::fhir::value::shown(name),
                of: "phases",
            })?,
            last_given: row.needed("last_given")?.day()?,
            on: row.needed("on")?.day()?,
            gap_days: row.member("gap_days").map(|days| days.whole_number()).transpose()?,
            verdict: row.needed("verdict")?.name("answers")?,
        })
    }
}

fn days(part: &Part<'_>) -> Result<Vec<NaiveDate>, FileFault> {
    part.entries()?.iter().map(Part::day).collect()
}
