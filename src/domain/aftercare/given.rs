//! What was given in a session, as far as it is recorded, and what is said because of it.

use crate::domain::ids::{CareId, IngredientId};
use crate::domain::truth::Truth;
use serde::{Deserialize, Serialize};

/// What was given in a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given<'a> {
    /// Exactly these ingredients.
    Known(&'a [IngredientId]),
    /// Nobody has recorded it.
    Unknown,
}

impl Given<'_> {
    /// Whether one of these was given; of none of them it never is.
    pub fn has_any(self, of: &[IngredientId]) -> Truth {
        match self {
            _ if of.is_empty() => Truth::No,
            Self::Known(given) => of.iter().any(|id| given.contains(id)).into(),
            Self::Unknown => Truth::Unknown,
        }
    }

    /// Whether what holds after one of these holds here; of an empty list it holds after everything.
    pub fn fits(self, if_given: &[IngredientId]) -> Truth {
        if if_given.is_empty() { Truth::Yes } else { self.has_any(if_given) }
    }
}

/// Words to say, to everybody or to those whom they concern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// Which words.
    pub id: CareId,
    /// Only if one of these was given; to everybody where this and the next are empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// If nobody has recorded what was given. Without it, what hangs on an ingredient is then not said:
    /// it might not be true.
    #[serde(default)]
    pub if_not_recorded: bool,
}

impl Say {
    /// Whether it is said after what was given.
    pub fn concerns(&self, given: Given<'_>) -> bool {
        let everybody = self.if_given.is_empty() && !self.if_not_recorded;
        everybody
            || match given.has_any(&self.if_given) {
                Truth::Yes => true,
                Truth::No => given == Given::Unknown && self.if_not_recorded,
                Truth::Unknown => self.if_not_recorded,
            }
    }
}
