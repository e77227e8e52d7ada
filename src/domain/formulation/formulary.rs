//! The clinic's formulary (`formulary.json`): ingredients with their rules in order, the status
//! ladder, the warnings, the syringes. A rule is data; it is edited without a compiler.

use crate::domain::content::{About, Confidence, Source};
use crate::domain::formulation::condition::Condition;
use crate::domain::formulation::product::Product;
use crate::domain::ids::{Flag, IngredientId, Reason, SyringeId, Term, Word};
use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formulary {
    /// Author, version, signature.
    pub about: About,
    /// What a source tag stands for: `S58` → the paper.
    pub sources: BTreeMap<Box<str>, Box<str>>,
    /// Named conditions; one may use those before it.
    pub terms: Vec<NamedCondition>,
    /// The status ladder; the first that fits speaks, the last is unconditional.
    pub status: Vec<StatusRule>,
    /// Every ingredient the clinic may use.
    pub ingredients: Vec<Ingredient>,
    /// Warnings and things to do.
    pub flags: Vec<FlagRule>,
    /// What may share a syringe.
    pub syringes: Vec<Syringe>,
    /// What never shares one.
    pub never_together: Vec<NeverTogether>,
    /// Who benefits, by the clinic's own description.
    pub benefits: Vec<NamedCondition>,
}

/// A condition with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCondition {
    /// Its name.
    pub id: Term,
    /// What it means.
    pub when: Condition,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// How far the plan may go, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Another treatment is needed.
    Refer,
    /// Not now.
    Hold,
    /// The doctor has to decide first.
    AskDoctor,
    /// The cocktail as far as it is known; something is missing.
    Provisional,
    /// The cocktail, for the doctor to sign.
    Proposed,
}

impl Status {
    /// Whether a cocktail is shown.
    pub fn shows_a_cocktail(self) -> bool {
        match self {
            Self::Provisional | Self::Proposed => true,
            Self::Refer | Self::Hold | Self::AskDoctor => false,
        }
    }

    /// Its word in the content and in the command line's answer.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refer => "refer",
            Self::Hold => "hold",
            Self::AskDoctor => "ask_doctor",
            Self::Provisional => "provisional",
            Self::Proposed => "proposed",
        }
    }
}

/// What a rule does where its condition is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfUnknown {
    /// It speaks, as if the answer were yes.
    Speaks,
    /// It is passed over.
    Passes,
}

/// One step of the status ladder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusRule {
    /// When it fits; always where empty.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Where the condition is not known: passed over, unless said otherwise.
    #[serde(default)]
    pub if_unknown: Option<IfUnknown>,
    /// The status.
    pub status: Status,
    /// The reason.
    pub reason: Reason,
    /// Where the rule comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// In the cocktail or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InOut {
    /// In.
    In,
    /// Out.
    Out,
}

/// An ingredient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    /// Its name in the rules.
    pub id: IngredientId,
    /// The family under which a patient finds it: `b_vitamins`.
    pub family: Word,
    /// The rules, in order; the first that fits speaks, the last is unconditional.
    pub rules: Vec<Rule>,
    /// When its own blood value is low.
    #[serde(default)]
    pub repletion_when: Option<Condition>,
    /// What forbids the doctor's opt-in although the speaking rule would allow it.
    #[serde(default)]
    pub opt_in_unless: Option<Condition>,
    /// What is known of its effect.
    pub evidence: Evidence,
    /// The syringe group.
    pub syringe: SyringeId,
    /// How often inside a course.
    pub pacing: Pacing,
    /// The clinic's product; not recorded where empty.
    #[serde(default)]
    pub product: Option<Product>,
}

/// A rule of an ingredient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// When it fits; always where empty.
    #[serde(default)]
    pub when: Option<Condition>,
    /// Where the condition is not known: an `out` speaks, an `in` is passed over, unless said
    /// otherwise.
    #[serde(default)]
    pub if_unknown: Option<IfUnknown>,
    /// In or out.
    pub then: InOut,
    /// The reason.
    pub reason: Reason,
    /// Whether the doctor may choose it all the same.
    #[serde(default)]
    pub opt_in: bool,
    /// Where the rule comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What is known of an ingredient's effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// How sure.
    pub confidence: Confidence,
    /// The tags of the sources.
    pub sources: Vec<Box<str>>,
}

/// How often an ingredient may be given inside a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pacing {
    /// Not more often than every so many days.
    pub min_days: u32,
    /// After so many times a blood test comes first; never where empty.
    #[serde(default)]
    pub retest_after: Option<u32>,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What a flag hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagGroup {
    /// Blood values: speaks whatever the status.
    Blood,
    /// The plan: speaks only with a cocktail.
    Plan,
}

/// When a flag is raised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagRule {
    /// The flag.
    pub flag: Flag,
    /// What it hangs on.
    pub group: FlagGroup,
    /// When; what is not known raises nothing.
    pub when: Condition,
    /// How long it holds after a session; no day follows from it where empty.
    #[serde(default)]
    pub until: Vec<Until>,
    /// Where the rule comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// How long a flag holds after a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Until {
    /// After one with any of these.
    pub ingredients: Vec<IngredientId>,
    /// So many months.
    #[serde(default)]
    pub months: u32,
    /// And so many days.
    #[serde(default)]
    pub days: u32,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A syringe group. Ingredients of one group may share a syringe, any others may not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Syringe {
    /// Its name.
    pub id: SyringeId,
    /// Whether only one of its members is ever given.
    #[serde(default)]
    pub one_of: bool,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Ingredients that never share a syringe: each of one side with each of the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeverTogether {
    /// One side.
    pub each_of: Vec<IngredientId>,
    /// The other; every other ingredient where empty.
    #[serde(default)]
    pub with: Vec<IngredientId>,
    /// Where that comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

impl FlagRule {
    /// The day up to which it holds, the last one included, from the sessions given so far: their
    /// days and what was in them. Nothing where no day follows.
    pub fn until(&self, given: &[(NaiveDate, Vec<IngredientId>)]) -> Option<NaiveDate> {
        let last = |until: &Until| {
            let with = given.iter().filter(|(_, injected)| {
                injected.iter().any(|ingredient| until.ingredients.contains(ingredient))
            });
            let day = with.map(|(day, _)| *day).max()?;
            day.checked_add_months(Months::new(until.months))?.checked_add_days(Days::new(until.days.into()))
        };
        self.until.iter().filter_map(last).max()
    }

    /// Whether it hangs on an ingredient being in.
    pub fn is_about(&self, ingredient: &IngredientId, terms: &[NamedCondition]) -> bool {
        let asks =
            |part: &Condition| matches!(part, Condition::Included(names) if names.contains(ingredient));
        self.when.has_part(terms, &asks)
    }
}

impl StatusRule {
    /// What it does where its condition is not known.
    pub fn on_unknown(&self) -> IfUnknown {
        self.if_unknown.unwrap_or(IfUnknown::Passes)
    }
}

impl Rule {
    /// What it does where its condition is not known.
    pub fn on_unknown(&self) -> IfUnknown {
        self.if_unknown.unwrap_or(match self.then {
            InOut::Out => IfUnknown::Speaks,
            InOut::In => IfUnknown::Passes,
        })
    }
}

impl Formulary {
    /// The rule of a flag.
    pub fn flag(&self, flag: &Flag) -> Option<&FlagRule> {
        self.flags.iter().find(|rule| rule.flag == *flag)
    }

    /// The ingredient of that name.
    pub fn ingredient(&self, id: &IngredientId) -> Option<&Ingredient> {
        self.ingredients.iter().find(|known| known.id == *id)
    }
}
