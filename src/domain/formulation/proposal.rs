//! What the clinic's rules propose for a patient: status, cocktail, warnings, blood tests.
//!
//! The doctor decides; nothing here is more than a proposal to sign.

use crate::domain::formulation::condition::Condition;
use crate::domain::formulation::evaluation::{Evaluation, Finding, Judgement};
use crate::domain::formulation::formulary::{
    FlagGroup, FlagRule, Formulary, IfUnknown, InOut, Ingredient, Status,
};
use crate::domain::formulation::syringes::{self, FilledSyringe};
use crate::domain::ids::{AnalyteId, Flag, IngredientId, Reason};
use crate::domain::labs::panel::Panel;
use crate::domain::labs::reading::Readings;
use crate::domain::order;
use crate::domain::patient::{Patient, Question, Vocabulary};
use crate::domain::scheduling::protocol::{Course, Protocol};
use crate::domain::truth::Truth;

/// How much of an ingredient; what that means in mL the doctor enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// The usual amount.
    Standard,
    /// Its own blood value is low.
    Repletion,
}

impl Tier {
    /// Its word in the content and in the command line's answer.
    pub fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Repletion => "repletion",
        }
    }
}

/// The rules' answer on one ingredient.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which ingredient.
    pub ingredient: IngredientId,
    /// In the cocktail.
    pub included: bool,
    /// The first reason that fitted.
    pub reason: Reason,
    /// The place of the rule that spoke, for its source and confidence.
    pub rule: usize,
    /// The facts that made it fit.
    pub because: Vec<Finding>,
    /// Whether it rests on something not known.
    pub until_answered: bool,
    /// Left out, but the doctor may choose it.
    pub doctor_may_choose: bool,
    /// How much, where included.
    pub tier: Tier,
}

/// A warning with the facts behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// Which.
    pub flag: Flag,
    /// The facts that raised it.
    pub because: Vec<Finding>,
}

/// What the rules propose.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// How far the plan may go.
    pub status: Status,
    /// Why.
    pub reason: Reason,
    /// The facts behind it.
    pub because: Vec<Finding>,
    /// Every ingredient, in the formulary's order, also where no cocktail is shown.
    pub answers: Vec<Answer>,
    /// Warnings and things to do.
    pub flags: Vec<Warning>,
    /// Core blood values that are not usable; empty where no cocktail is shown.
    pub labs_needed: Vec<AnalyteId>,
    /// How many loading sessions, how far apart; nothing where no cocktail is shown.
    pub course: Option<Course>,
    /// The syringes of the cocktail.
    pub syringes: Vec<FilledSyringe>,
    /// What is not known and matters.
    pub questions: Vec<Question>,
}

/// The clinic's rules and words, as the formulation needs them.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Ingredients, status, flags.
    pub formulary: &'a Formulary,
    /// Blood values.
    pub panel: &'a Panel,
    /// The vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The course of treatment.
    pub protocol: &'a Protocol,
}

/// A rule list that ends without an unconditional rule. The clinic's check refuses such content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rules of {0} end without a final reason")]
pub struct NoFinalReason(pub String);

impl Proposal {
    /// What the rules propose for the patient.
    ///
    /// # Errors
    /// [`NoFinalReason`] where the content has a rule list without an unconditional end.
    pub fn of(patient: &Patient, rules: Rules<'_>) -> Result<Self, NoFinalReason> {
        let formulary = rules.formulary;
        let before = asked(patient, rules, &[]);
        let answers = formulary
            .ingredients
            .iter()
            .map(|ingredient| answer(&before, ingredient))
            .collect::<Result<Vec<_>, _>>()?;
        let asked = Evaluation { answers: &answers, ..before };

        let (status, reason, because) = status(&asked, formulary)?;
        let cocktail = status.shows_a_cocktail();
        let flags = raised(&asked, formulary, cocktail);
        let questions = questions(&asked, formulary, &answers);
        let course = cocktail.then(|| rules.protocol.course(&asked)).flatten();
        let labs_needed = if cocktail { asked.readings.core_needed() } else { Vec::new() };
        let syringes = if cocktail { syringes::fill(formulary, &answers) } else { Vec::new() };
        Ok(Self { status, reason, because, answers, flags, labs_needed, course, syringes, questions })
    }

    /// The ingredients of the cocktail; none where no cocktail is shown.
    pub fn included(&self) -> impl Iterator<Item = &Answer> {
        self.shown().filter(|answer| answer.included)
    }

    /// The ingredients left out of the cocktail; none where no cocktail is shown.
    pub fn left_out(&self) -> impl Iterator<Item = &Answer> {
        self.shown().filter(|answer| !answer.included)
    }

    fn shown(&self) -> impl Iterator<Item = &Answer> {
        let shows = self.status.shows_a_cocktail();
        self.answers.iter().filter(move |_| shows)
    }

    /// The answer on one ingredient, also where no cocktail is shown.
    pub fn answer(&self, ingredient: &IngredientId) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.ingredient == *ingredient)
    }

    /// The same with another cocktail, the one that was signed: its warnings and its syringes. The
    /// answers stay those of the rules, but for which are in.
    #[must_use]
    pub fn with_cocktail(&self, cocktail: &[IngredientId], patient: &Patient, rules: Rules<'_>) -> Self {
        let mut signed = self.clone();
        for answer in &mut signed.answers {
            answer.included = cocktail.contains(&answer.ingredient);
            if !answer.included {
                answer.tier = Tier::Standard;
            }
        }
        let asked = asked(patient, rules, &signed.answers);
        let flags = raised(&asked, rules.formulary, true);
        signed.syringes = syringes::fill(rules.formulary, &signed.answers);
        signed.flags = flags;
        signed
    }
}

/// What the rules are asked of a patient, with the ingredients' answers so far.
fn asked<'a>(patient: &'a Patient, rules: Rules<'a>, answers: &'a [Answer]) -> Evaluation<'a> {
    Evaluation {
        patient,
        vocabulary: rules.vocabulary,
        readings: Readings::new(rules.panel, &patient.results, patient.as_of),
        terms: &rules.formulary.terms,
        answers,
    }
}

/// The warnings: those of blood values always, those of the plan with a cocktail.
fn raised(asked: &Evaluation<'_>, formulary: &Formulary, cocktail: bool) -> Vec<Warning> {
    let rules = formulary.flags.iter().filter(|rule| cocktail || rule.group == FlagGroup::Blood);
    let warning = |rule: &FlagRule| {
        let judged = asked.judge(&rule.when);
        (judged.truth == Truth::Yes).then(|| Warning { flag: rule.flag.clone(), because: judged.because })
    };
    rules.filter_map(warning).collect()
}

fn status(
    asked: &Evaluation<'_>,
    formulary: &Formulary,
) -> Result<(Status, Reason, Vec<Finding>), NoFinalReason> {
    for rule in &formulary.status {
        let judged = fits(asked, rule.when.as_ref());
        if speaks(judged.truth, rule.on_unknown()) {
            return Ok((rule.status, rule.reason.clone(), judged.because));
        }
    }
    Err(NoFinalReason("the status".to_owned()))
}

fn answer(asked: &Evaluation<'_>, ingredient: &Ingredient) -> Result<Answer, NoFinalReason> {
    let spoken = ingredient.rules.iter().enumerate().find_map(|(place, rule)| {
        let judged = fits(asked, rule.when.as_ref());
        speaks(judged.truth, rule.on_unknown()).then_some((place, rule, judged))
    });
    let (place, rule, judged) = spoken.ok_or_else(|| NoFinalReason(ingredient.id.to_string()))?;
    let included = rule.then == InOut::In;
    let yes =
        |condition: &Option<Condition>| condition.as_ref().map_or(Truth::No, |when| asked.judge(when).truth);
    let low = yes(&ingredient.repletion_when) == Truth::Yes;
    Ok(Answer {
        ingredient: ingredient.id.clone(),
        included,
        reason: rule.reason.clone(),
        rule: place,
        until_answered: judged.truth == Truth::Unknown,
        because: judged.because,
        doctor_may_choose: !included && rule.opt_in && yes(&ingredient.opt_in_unless) == Truth::No,
        tier: if included && low { Tier::Repletion } else { Tier::Standard },
    })
}

fn fits(asked: &Evaluation<'_>, when: Option<&Condition>) -> Judgement {
    when.map_or(Judgement { truth: Truth::Yes, because: Vec::new() }, |when| asked.judge(when))
}

fn speaks(truth: Truth, if_unknown: IfUnknown) -> bool {
    match truth {
        Truth::Yes => true,
        Truth::No => false,
        Truth::Unknown => if_unknown == IfUnknown::Speaks,
    }
}

/// What is open behind the status ladder and behind every answer, each once.
fn questions(asked: &Evaluation<'_>, formulary: &Formulary, answers: &[Answer]) -> Vec<Question> {
    let ladder = formulary.status.iter().map(|rule| fits(asked, rule.when.as_ref()));
    let ladder = ladder.filter(|judged| judged.truth != Truth::No).flat_map(|judged| judged.because);
    let spoken = answers.iter().flat_map(|answer| answer.because.clone());
    let mut questions: Vec<_> = ladder
        .chain(spoken)
        .filter_map(|finding| match finding {
            Finding::Open(question) => Some(question),
            _ => None,
        })
        .collect();
    order::by_key(&mut questions, Clone::clone);
    questions.dedup();
    questions
}
