//! One blood value of one patient, as its page shows it: the newest result and what it means, those
//! before it, how long it counts, and when to test again.

use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::formulation::formulary::Formulary;
use crate::domain::labs::bands::{Band, band};
use crate::domain::labs::bearing::is_low;
use crate::domain::labs::panel::Analyte;
use crate::domain::labs::reading::Unusable;
use crate::domain::labs::result::LabResult;
use crate::domain::order;
use crate::domain::units::Ratio;
use chrono::{Days, NaiveDate};

/// So many results are shown.
const SHOWN: usize = 3;

/// A blood value of which there is a result.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary<'a> {
    /// Which.
    pub analyte: &'a Analyte,
    /// The newest results, newest first; never empty.
    pub last: Vec<Taken<'a>>,
    /// What the newest one means; nothing where its number is not believed.
    pub band: Option<Band<'a>>,
    /// How long the newest one counts.
    pub freshness: Freshness,
    /// The day by which to test again; nothing where none follows from what is known.
    pub next_test: Option<NaiveDate>,
}

/// One result.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken<'a> {
    /// The number in the usual unit; nothing where it is not believed.
    pub usual: Option<Ratio>,
    /// As written; nothing where worked out of two others.
    pub result: Option<&'a LabResult>,
    /// The day of the draw.
    pub drawn: NaiveDate,
    /// Why it cannot be used; nothing where it can.
    pub unusable: Option<Unusable>,
}

/// How long a result counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// For life.
    ForLife,
    /// Up to this day, which is far.
    Fresh(NaiveDate),
    /// Up to this day, which is near.
    GettingOld(NaiveDate),
    /// No longer, since after this day.
    TooOld(NaiveDate),
}

impl<'a> Summary<'a> {
    /// A blood value as of the day that is asked about; `retest` is the day on which the series
    /// has low values tested again. Nothing where there is no result.
    pub fn of(
        asked: &Evaluation<'a>,
        formulary: &Formulary,
        analyte: &'a Analyte,
        retest: Option<NaiveDate>,
    ) -> Option<Self> {
        let (readings, as_of) = (asked.readings, asked.patient.as_of);
        let last = taken(asked, analyte);
        let newest = last.first()?;
        let believed = newest.usual.filter(|_| newest.unusable != Some(Unusable::Biotin));
        let band = believed.map(|usual| band(asked, analyte, usual));
        let freshness = freshness(analyte, readings.panel().getting_old_days.is, newest.drawn, as_of);
        let ahead = retest.filter(|day| *day >= as_of);
        let counts_until = match freshness {
            Freshness::Fresh(day) | Freshness::GettingOld(day) => Some(day),
            Freshness::ForLife | Freshness::TooOld(_) => None,
        };
        // What cannot be used is not waited for until it would be too old.
        let counts_until = counts_until.filter(|_| newest.unusable.is_none());
        let next_test = ahead.filter(|_| is_low(asked, formulary, &analyte.id)).or(counts_until);
        Some(Self { analyte, last, band, freshness, next_test })
    }
}

/// The newest results, newest first; of one day the last listed is the newest. A value that was
/// never reported is shown as it is worked out.
fn taken<'a>(asked: &Evaluation<'a>, analyte: &'a Analyte) -> Vec<Taken<'a>> {
    let as_of = asked.patient.as_of;
    let of_this = |result: &&LabResult| *result.analyte() == analyte.id && result.drawn() <= as_of;
    let mut results: Vec<_> = asked.patient.results.iter().filter(of_this).collect();
    order::by_key(&mut results, |result| result.drawn());
    let reported = results.into_iter().rev().take(SHOWN).map(|result| Taken {
        usual: analyte.usual(result.value(), result.unit()).filter(|usual| analyte.accept.hold(*usual)),
        result: Some(result),
        drawn: result.drawn(),
        unusable: asked.readings.why_not(analyte, result),
    });
    let mut taken: Vec<_> = reported.collect();
    if taken.is_empty() {
        let worked_out = asked.readings.usable(&analyte.id).map(|reading| Taken {
            usual: Some(reading.usual),
            result: None,
            drawn: reading.drawn,
            unusable: None,
        });
        taken.extend(worked_out);
    }
    taken
}

fn freshness(analyte: &Analyte, getting_old: u32, drawn: NaiveDate, as_of: NaiveDate) -> Freshness {
    let last_day = analyte.max_age_days.and_then(|days| drawn.checked_add_days(Days::new(days.into())));
    let Some(last_day) = last_day else { return Freshness::ForLife };
    match (last_day - as_of).num_days() {
        ..0 => Freshness::TooOld(last_day),
        left if left <= i64::from(getting_old) => Freshness::GettingOld(last_day),
        _ => Freshness::Fresh(last_day),
    }
}
