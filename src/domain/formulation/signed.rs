//! What the doctor signed, and where the record or the rules no longer agree with it.
//!
//! The signed plan is the truth: nothing here changes it. A difference says what, how serious it
//! is and, in the content's words, what to do.

use crate::domain::formulation::evaluation::Finding;
use crate::domain::formulation::formulary::{Formulary, Status};
use crate::domain::formulation::proposal::{Answer, Proposal, Tier};
use crate::domain::ids::{AnalyteId, IngredientId, Reason};
use chrono::NaiveDate;

/// A plan as the doctor signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedPlan {
    /// Who signed it.
    pub by: String,
    /// The day of the signature.
    pub on: NaiveDate,
    /// The ingredients; never empty.
    pub cocktail: Vec<IngredientId>,
    /// The version of the clinic's rules that lay before the doctor, where recorded.
    pub rules_version: Option<u32>,
}

/// Where an ingredient stands between what was signed and what the rules say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In: signed, or proposed where nothing is signed.
    In,
    /// Signed although the rules leave the choice to the doctor.
    ChosenByDoctor,
    /// Signed, and today's rules would leave it out.
    InAgainstRules,
    /// Left out.
    Out,
    /// The rules would have it in, and it was not signed.
    NotSigned,
}

impl Place {
    /// Whether it is in the cocktail.
    pub fn is_in(self) -> bool {
        match self {
            Self::In | Self::ChosenByDoctor | Self::InAgainstRules => true,
            Self::Out | Self::NotSigned => false,
        }
    }
}

/// How serious a difference is, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seriousness {
    /// No session until the doctor has decided.
    Stop,
    /// Ask before the next session.
    AskFirst,
    /// Mention it at the next session.
    Mention,
}

impl Seriousness {
    /// Its word in the content.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::AskFirst => "ask_first",
            Self::Mention => "mention",
        }
    }
}

/// One point in which the signed plan no longer fits.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// The plan as a whole is no longer one that the rules would propose.
    Status {
        /// The status now.
        status: Status,
        /// Why.
        reason: Reason,
        /// The facts behind it.
        because: Vec<Finding>,
    },
    /// Signed, and today's rules would leave it out.
    LeaveOut(Answer),
    /// Not signed, and since then there is a reason for it.
    Add(Answer),
    /// Signed, and since then its own blood value is low.
    Raise(Answer),
    /// A core blood value can no longer be used.
    Test(AnalyteId),
}

impl Difference {
    /// How serious it is.
    pub fn seriousness(&self) -> Seriousness {
        match self {
            Self::Status { status: Status::Refer | Status::Hold, .. } => Seriousness::Stop,
            Self::Status { .. } | Self::LeaveOut(_) => Seriousness::AskFirst,
            Self::Add(_) | Self::Raise(_) | Self::Test(_) => Seriousness::Mention,
        }
    }
}

/// The clinic's rules were changed after the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRules {
    /// The version that was signed under.
    pub signed_under: u32,
    /// The version now.
    pub now: u32,
}

/// Where the record or the rules no longer agree with what was signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// Every difference, most serious first; empty where all agrees.
    pub differences: Vec<Difference>,
    /// That the rules are newer, where they are and something differs.
    pub new_rules: Option<NewRules>,
}

impl SignedPlan {
    /// Where an ingredient stands.
    pub fn place(&self, formulary: &Formulary, answer: &Answer) -> Place {
        match (self.cocktail.contains(&answer.ingredient), answer.included) {
            (true, true) => Place::In,
            (true, false) if self.was_the_doctors_choice(formulary, answer) => Place::ChosenByDoctor,
            (true, false) => Place::InAgainstRules,
            (false, true) => Place::NotSigned,
            (false, false) => Place::Out,
        }
    }

    /// What no longer agrees: `then` is what the rules made of the record on the day of the
    /// signature, `now` what they make of it today.
    pub fn drift(&self, then: &Proposal, now: &Proposal, formulary: &Formulary) -> Drift {
        let mut differences = Vec::new();
        let stops = matches!(now.status, Status::Refer | Status::Hold);
        let undecided =
            now.status == Status::AskDoctor && (then.status, &then.reason) != (now.status, &now.reason);
        if stops || undecided {
            let (status, reason, because) = (now.status, now.reason.clone(), now.because.clone());
            differences.push(Difference::Status { status, reason, because });
        }
        let was = |answer: &Answer| then.answers.iter().find(|was| was.ingredient == answer.ingredient);
        for answer in &now.answers {
            if self.place(formulary, answer) == Place::InAgainstRules {
                differences.push(Difference::LeaveOut(answer.clone()));
            }
        }
        for answer in &now.answers {
            let (was_in, was_low) =
                was(answer).map_or((false, false), |was| (was.included, was.tier == Tier::Repletion));
            match self.place(formulary, answer) {
                Place::NotSigned if !was_in && !self.has_one_of_its_group(formulary, &answer.ingredient) => {
                    differences.push(Difference::Add(answer.clone()));
                }
                Place::In if answer.tier == Tier::Repletion && !was_low => {
                    differences.push(Difference::Raise(answer.clone()));
                }
                Place::In | Place::ChosenByDoctor | Place::InAgainstRules | Place::Out | Place::NotSigned => {
                }
            }
        }
        let newly_needed = now.labs_needed.iter().filter(|analyte| !then.labs_needed.contains(analyte));
        differences.extend(newly_needed.cloned().map(Difference::Test));
        let version = formulary.about.version;
        let new_rules = self.rules_version.filter(|signed| *signed < version && !differences.is_empty());
        Drift {
            new_rules: new_rules.map(|signed_under| NewRules { signed_under, now: version }),
            differences,
        }
    }

    /// Whether the rules leave it to the doctor: an opt-in, or one of several of which only one is
    /// given, where nothing but that speaks against it.
    fn was_the_doctors_choice(&self, formulary: &Formulary, answer: &Answer) -> bool {
        let is_last = formulary
            .ingredient(&answer.ingredient)
            .is_some_and(|known| known.rules.len() == answer.rule.saturating_add(1));
        let alone = self.of_its_group(formulary, &answer.ingredient).is_some_and(|signed| signed == 1);
        answer.doctor_may_choose || (is_last && alone)
    }

    /// Whether another of its group, of which only one is given, was signed.
    fn has_one_of_its_group(&self, formulary: &Formulary, id: &IngredientId) -> bool {
        self.of_its_group(formulary, id).is_some_and(|signed| signed > 0)
    }

    /// How many of a group of which only one is given were signed; nothing for another group.
    fn of_its_group(&self, formulary: &Formulary, id: &IngredientId) -> Option<usize> {
        let group = &formulary.ingredient(id)?.syringe;
        formulary.syringes.iter().find(|syringe| syringe.id == *group && syringe.one_of)?;
        let signed = self.cocktail.iter().filter_map(|id| formulary.ingredient(id));
        Some(signed.filter(|known| known.syringe == *group).count())
    }
}
