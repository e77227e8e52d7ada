//! Which of the clinic's bands a blood value lies in: low, enough, high.

use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::ids::Word;
use crate::domain::labs::panel::{Analyte, Bands};
use crate::domain::patient::Sex;
use crate::domain::truth::Truth;
use crate::domain::units::Ratio;

/// What a number means for a patient.
#[derive(Debug, Clone, PartialEq)]
pub enum Band<'a> {
    /// The clinic knows no range for this patient.
    NoRange,
    /// It hangs on something that is not known, such as the sex.
    Unknown,
    /// It lies in this one.
    In {
        /// What it is called: `low`.
        is: &'a Word,
        /// Whether the number is well there.
        aim: bool,
        /// The whole ladder; nothing where its cut-offs hang on something that is not known, and
        /// the number is called the same by all that may be.
        ladder: Option<Ladder<'a>>,
    },
}

/// The bands of one blood value for one patient, from the lowest numbers up.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder<'a>(pub Vec<Rung<'a>>);

/// One band.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung<'a> {
    /// What numbers in it are called.
    pub is: &'a Word,
    /// Whether a number is well there.
    pub aim: bool,
    /// Where it ends, in the usual unit; nothing for the last.
    pub end: Option<Ratio>,
    /// Whether that number is still its own.
    pub holds_its_end: bool,
}

impl<'a> Ladder<'a> {
    fn of(bands: &'a Bands, sex: Sex) -> Self {
        let rungs = bands.steps.iter().map(|step| {
            let (bound, holds_its_end) = step.end().unzip();
            Rung {
                is: &step.is,
                aim: step.aim,
                end: bound.and_then(|bound| bound.for_sex(Some(sex)).first().copied()),
                holds_its_end: holds_its_end.unwrap_or_default(),
            }
        });
        Self(rungs.collect())
    }

    /// The place of the band in which a number lies.
    pub fn place(&self, usual: Ratio) -> usize {
        let holds =
            |rung: &Rung<'_>| rung.end.is_none_or(|end| usual < end || rung.holds_its_end && usual == end);
        self.0.iter().position(holds).unwrap_or(self.0.len().saturating_sub(1))
    }

    fn is(&self, usual: Ratio) -> Option<(&'a Word, bool)> {
        self.0.get(self.place(usual)).map(|rung| (rung.is, rung.aim))
    }
}

/// What a number in the usual unit means for the patient who is asked about. Where it is not known
/// which cut-offs hold, they speak only if all of them say the same.
pub fn band<'a>(asked: &Evaluation<'_>, analyte: &'a Analyte, usual: Ratio) -> Band<'a> {
    let possible = possible(asked, analyte);
    let mut called = possible.iter().map(|ladder| ladder.as_ref().and_then(|ladder| ladder.is(usual)));
    let first = called.next().flatten();
    match first {
        _ if called.any(|other| other != first) => Band::Unknown,
        None => Band::NoRange,
        Some((is, aim)) => {
            let mut possible = possible.into_iter();
            let ladder = possible.next().flatten().filter(|_| possible.next().is_none());
            Band::In { is, aim, ladder }
        }
    }
}

/// Every ladder that may hold, each once; nothing among them where it may be that none holds.
fn possible<'a>(asked: &Evaluation<'_>, analyte: &'a Analyte) -> Vec<Option<Ladder<'a>>> {
    let sexes = asked.patient.sex.map_or_else(|| vec![Sex::F, Sex::M], |sex| vec![sex]);
    let mut possible = Vec::new();
    for bands in &analyte.bands {
        let fits = bands.when.as_ref().map_or(Truth::Yes, |when| asked.judge(when).truth);
        if fits == Truth::No {
            continue;
        }
        for sex in &sexes {
            let ladder = Some(Ladder::of(bands, *sex));
            if !possible.contains(&ladder) {
                possible.push(ladder);
            }
        }
        if fits == Truth::Yes {
            return possible;
        }
    }
    possible.push(None);
    possible
}
