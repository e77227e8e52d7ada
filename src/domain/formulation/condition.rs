//! The words in which the clinic writes a condition: a short closed list, no expressions.

use crate::domain::formulation::formulary::NamedCondition;
use crate::domain::ids::{AnalyteId, IngredientId, Reason, Term, Word};
use crate::domain::labs::reading::Unusable;
use crate::domain::patient::Sex;
use crate::domain::units::{Decimal, Ratio};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A condition on a patient. Every word is answered yes, no or not known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Every one of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// A condition named in the formulary.
    Term(Term),
    /// One of these types of hair loss.
    Type(Vec<Word>),
    /// A type the clinic's description lists, and no listed one beside these.
    OnlyType(Vec<Word>),
    /// A written stage among these.
    Stage(StageIs),
    /// The sex.
    Sex(Sex),
    /// Younger than so many years.
    AgeBelow(u16),
    /// A yes-or-no fact.
    Fact(Word),
    /// One of these allergies. Where none was ever recorded the answer is no here, and the
    /// plan as a whole waits for the question.
    Allergy(Vec<Word>),
    /// One of these illnesses.
    Condition(Vec<Word>),
    /// One of these medicines.
    Medicine(Vec<Word>),
    /// One of these wishes.
    Wish(Vec<Word>),
    /// One of these treatments beside this one.
    Adjunct(Vec<Word>),
    /// A usable blood value within bounds; no usable value is a no.
    Value(ValueIs),
    /// The newest result of the analyte cannot be used, for this reason.
    Unusable(UnusableIs),
    /// There is no usable value of the analyte.
    NoValue(AnalyteId),
    /// A core blood value is missing or cannot be used.
    CoreLabsNeeded,
    /// So few days since the event; not known where its day is not given.
    DaysSince(DaysSinceIs),
    /// A blood test is planned within so many days.
    BloodTestWithin(u32),
    /// One of these is not known: `age`, `sex`, `allergies` or a yes-or-no fact.
    NotKnown(Vec<Word>),
    /// One of these is in the cocktail. For flags and the protocol only.
    Included(Vec<IngredientId>),
    /// The ingredient's rules answered with one of these reasons. For flags and the status only.
    Answer(AnswerIs),
}

impl Condition {
    /// Whether it, or a part of it, or one behind its terms, is so; a term may use those before it.
    pub fn has_part(&self, terms: &[NamedCondition], is_so: &dyn Fn(&Self) -> bool) -> bool {
        let behind = match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.has_part(terms, is_so)),
            Self::Not(part) => part.has_part(terms, is_so),
            Self::Term(term) => {
                let at = terms.iter().position(|named| named.id == *term);
                at.is_some_and(|at| terms[at].when.has_part(&terms[..at], is_so))
            }
            Self::Type(_)
            | Self::OnlyType(_)
            | Self::Stage(_)
            | Self::Sex(_)
            | Self::AgeBelow(_)
            | Self::Fact(_)
            | Self::Allergy(_)
            | Self::Condition(_)
            | Self::Medicine(_)
            | Self::Wish(_)
            | Self::Adjunct(_)
            | Self::Value(_)
            | Self::Unusable(_)
            | Self::NoValue(_)
            | Self::CoreLabsNeeded
            | Self::DaysSince(_)
            | Self::BloodTestWithin(_)
            | Self::NotKnown(_)
            | Self::Included(_)
            | Self::Answer(_) => false,
        };
        behind || is_so(self)
    }
}

/// A stage on a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageIs {
    /// The scale.
    pub scale: Word,
    /// Any of these steps.
    pub is: Vec<Word>,
}

/// Bounds on a blood value; all that are given hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueIs {
    /// Which blood value.
    pub analyte: AnalyteId,
    /// The unit of the bounds: the analyte's usual one.
    pub unit: Box<str>,
    /// Less than.
    #[serde(default)]
    pub below: Option<Bound>,
    /// Not less than.
    #[serde(default)]
    pub at_least: Option<Bound>,
    /// More than.
    #[serde(default)]
    pub above: Option<Bound>,
    /// Not more than.
    #[serde(default)]
    pub at_most: Option<Bound>,
    /// Counts only if drawn near the newest result of another analyte.
    #[serde(default)]
    pub drawn_near: Option<DrawnNear>,
}

/// A value counts only beside another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnNear {
    /// The other one; its newest result, usable or not.
    pub analyte: AnalyteId,
    /// So many days at most, either way.
    pub days: u32,
}

/// A bound: one number, or one for each sex.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// For everybody.
    Same(Decimal),
    /// By sex.
    BySex {
        /// For women.
        female: Decimal,
        /// For men.
        male: Decimal,
    },
}

impl Bound {
    /// The bounds that may apply: one where the sex is known or does not matter, else both.
    pub fn for_sex(&self, sex: Option<Sex>) -> Vec<Ratio> {
        match (self, sex) {
            (Self::Same(bound), _) => vec![bound.ratio()],
            (Self::BySex { female, .. }, Some(Sex::F)) => vec![female.ratio()],
            (Self::BySex { male, .. }, Some(Sex::M)) => vec![male.ratio()],
            (Self::BySex { female, male }, None) => vec![female.ratio(), male.ratio()],
        }
    }
}

/// In the content `"40"` or `{"F": "70", "M": "74"}`; packed, both bounds.
impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (female, male) = match self {
            Self::Same(bound) => (bound, bound),
            Self::BySex { female, male } => (female, male),
        };
        (female, male).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Bound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(Written);
        }
        let (female, male) = <(Decimal, Decimal)>::deserialize(deserializer)?;
        Ok(if female == male { Self::Same(female) } else { Self::BySex { female, male } })
    }
}

/// Reads a bound as the content writes it.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Bound;
    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a number in quotes, or one for F and one for M")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Bound, E> {
        text.parse().map(Bound::Same).map_err(E::custom)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Bound, A::Error> {
        let (mut female, mut male) = (None, None);
        while let Some(sex) = map.next_key::<Sex>()? {
            match sex {
                Sex::F => female = Some(map.next_value()?),
                Sex::M => male = Some(map.next_value()?),
            }
        }
        match (female, male) {
            (Some(female), Some(male)) => Ok(Bound::BySex { female, male }),
            _ => Err(A::Error::custom("a bound by sex needs both F and M")),
        }
    }
}

/// The newest result cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnusableIs {
    /// Which blood value.
    pub analyte: AnalyteId,
    /// For this reason.
    pub why: Unusable,
}

/// Days since an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysSinceIs {
    /// What happened.
    pub event: Event,
    /// Fewer days ago than this.
    pub below: u32,
}

/// An event the rules count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The hair transplant.
    Transplant,
}

/// What an ingredient's rules answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerIs {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// With one of these reasons.
    pub reason: Vec<Reason>,
}
