//! What the results say on a given day: the newest usable value, or why there is none.
//!
//! The clinic's content, section 1.3 "Results": future-dated results count as not given; of
//! several the newest usable one decides, of one day the last listed.

use crate::domain::ids::AnalyteId;
use crate::domain::labs::panel::{Analyte, Panel};
use crate::domain::labs::result::LabResult;
use crate::domain::order;
use crate::domain::units::Ratio;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Why a value cannot be used, the first that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unusable {
    /// No result.
    Missing,
    /// Older than the panel allows.
    Stale,
    /// Outside the hard limits.
    Implausible,
    /// Biotin was in the blood and spoils this test.
    Biotin,
}

/// A usable value, in the usual unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<'a> {
    /// Which blood value.
    pub analyte: &'a Analyte,
    /// The number in the usual unit.
    pub usual: Ratio,
    /// The day of the draw.
    pub drawn: NaiveDate,
    /// The result itself; nothing for a value worked out of two others.
    pub result: Option<&'a LabResult>,
}

/// The results of one patient as of one day.
#[derive(Debug, Clone, Copy)]
pub struct Readings<'a> {
    panel: &'a Panel,
    results: &'a [LabResult],
    as_of: NaiveDate,
}

impl<'a> Readings<'a> {
    /// The results in the order in which they are listed.
    pub fn new(panel: &'a Panel, results: &'a [LabResult], as_of: NaiveDate) -> Self {
        Self { panel, results, as_of }
    }

    /// The panel they are read by.
    pub fn panel(&self) -> &'a Panel {
        self.panel
    }

    /// The newest result, usable or not.
    pub fn newest(&self, id: &AnalyteId) -> Option<&'a LabResult> {
        self.given(id).max_by_key(|result| result.drawn())
    }

    /// Why the newest result cannot be used; nothing where it can.
    pub fn unusable(&self, id: &AnalyteId) -> Option<Unusable> {
        let (Some(analyte), Some(newest)) = (self.panel.analyte(id), self.newest(id)) else {
            return Some(Unusable::Missing);
        };
        self.judge(analyte, newest).err()
    }

    /// Why a result cannot be used; nothing where it can.
    pub fn why_not(&self, analyte: &Analyte, result: &LabResult) -> Option<Unusable> {
        self.judge(analyte, result).err()
    }

    /// The newest usable value.
    pub fn usable(&self, id: &AnalyteId) -> Option<Reading<'a>> {
        self.usable_where(id, |_| true)
    }

    /// The newest usable value drawn within so many days of the newest result of another
    /// analyte, itself usable or not.
    pub fn paired(&self, id: &AnalyteId, with: &AnalyteId, days: u32) -> Option<Reading<'a>> {
        let other = self.newest(with)?.drawn();
        self.usable_where(id, |drawn| (drawn - other).num_days().unsigned_abs() <= u64::from(days))
    }

    /// The values a plan needs and does not have, in the panel's order.
    pub fn core_needed(&self) -> Vec<AnalyteId> {
        let core = self.panel.analytes.iter().filter(|analyte| analyte.core);
        core.map(|analyte| &analyte.id).filter(|id| self.unusable(id).is_some()).cloned().collect()
    }

    fn given(&self, id: &AnalyteId) -> impl Iterator<Item = &'a LabResult> {
        let as_of = self.as_of;
        self.results.iter().filter(move |result| result.analyte() == id && result.drawn() <= as_of)
    }

    fn usable_where(&self, id: &AnalyteId, counts: impl Fn(NaiveDate) -> bool) -> Option<Reading<'a>> {
        let analyte = self.panel.analyte(id)?;
        let reported = self
            .given(id)
            .filter(|result| counts(result.drawn()))
            .filter_map(|result| {
                let usual = self.judge(analyte, result).ok()?;
                Some(Reading { analyte, usual, drawn: result.drawn(), result: Some(result) })
            })
            .max_by_key(|reading| reading.drawn);
        reported.or_else(|| self.worked_out(analyte).filter(|reading| counts(reading.drawn)))
    }

    /// 100 × part / whole of the newest day on which both are usable.
    fn worked_out(&self, analyte: &'a Analyte) -> Option<Reading<'a>> {
        let of = analyte.percent_of.as_ref()?;
        let (parts, wholes) = (self.by_day(&of.part), self.by_day(&of.whole));
        parts.into_iter().find_map(|(drawn, part)| {
            let at = wholes.binary_search_by(|(day, _)| drawn.cmp(day)).ok()?;
            let usual = Ratio::whole(100).times(part.over(wholes[at].1)?)?;
            analyte.accept.hold(usual).then_some(Reading { analyte, usual, drawn, result: None })
        })
    }

    /// The usable value of each day, newest first.
    fn by_day(&self, id: &AnalyteId) -> Vec<(NaiveDate, Ratio)> {
        let Some(analyte) = self.panel.analyte(id) else { return Vec::new() };
        let usable = |result: &LabResult| Some((result.drawn(), self.judge(analyte, result).ok()?));
        let mut days: Vec<_> = self.given(id).filter_map(usable).collect();
        order::by_key(&mut days, |(day, _)| *day);
        days.reverse();
        // Of one day the last listed, now the first.
        days.dedup_by_key(|(day, _)| *day);
        days
    }

    fn judge(&self, analyte: &Analyte, result: &LabResult) -> Result<Ratio, Unusable> {
        let age = (self.as_of - result.drawn()).num_days();
        if analyte.max_age_days.is_some_and(|limit| age > i64::from(limit)) {
            return Err(Unusable::Stale);
        }
        let usual = analyte
            .usual(result.value(), result.unit())
            .filter(|usual| analyte.accept.hold(*usual))
            .ok_or(Unusable::Implausible)?;
        if analyte.biotin_sensitive && result.after_biotin() {
            return Err(Unusable::Biotin);
        }
        Ok(usual)
    }
}
