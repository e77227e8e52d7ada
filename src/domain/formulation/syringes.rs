//! What of a cocktail goes into which syringe, and what never shares one.

use crate::domain::formulation::formulary::{Formulary, NeverTogether};
use crate::domain::formulation::proposal::Answer;
use crate::domain::ids::{IngredientId, SyringeId};

/// A syringe of one cocktail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledSyringe {
    /// Its group.
    pub syringe: SyringeId,
    /// What is in it, in the formulary's order; never empty.
    pub ingredients: Vec<IngredientId>,
}

/// The syringes of the included ingredients, in the formulary's order.
pub fn fill(formulary: &Formulary, answers: &[Answer]) -> Vec<FilledSyringe> {
    let of_group = |group: &SyringeId| -> Vec<IngredientId> {
        let included = answers.iter().filter(|answer| answer.included);
        included
            .map(|answer| &answer.ingredient)
            .filter(|id| formulary.ingredient(id).is_some_and(|known| known.syringe == *group))
            .cloned()
            .collect()
    };
    let groups = formulary.syringes.iter();
    groups
        .map(|group| FilledSyringe { syringe: group.id.clone(), ingredients: of_group(&group.id) })
        .filter(|filled| !filled.ingredients.is_empty())
        .collect()
}

/// The pairs of the cocktail that the content names as never sharing a syringe.
pub fn never_together(formulary: &Formulary, included: &[IngredientId]) -> Vec<(IngredientId, IngredientId)> {
    let mut pairs = Vec::new();
    for (at, first) in included.iter().enumerate() {
        for second in &included[at + 1..] {
            let named = |rule: &NeverTogether| rule.names(first, second);
            if formulary.never_together.iter().any(named) {
                pairs.push((first.clone(), second.clone()));
            }
        }
    }
    pairs
}

impl NeverTogether {
    /// Whether the rule names the pair, in either order.
    pub fn names(&self, first: &IngredientId, second: &IngredientId) -> bool {
        let one_way = |one: &IngredientId, other: &IngredientId| {
            self.each_of.contains(one) && (self.with.is_empty() || self.with.contains(other))
        };
        first != second && (one_way(first, second) || one_way(second, first))
    }
}
