//! What hangs on a blood value, read from the formulary's own conditions.

use crate::domain::formulation::condition::{Condition, UnusableIs};
use crate::domain::formulation::evaluation::{Evaluation, Finding};
use crate::domain::formulation::formulary::{Formulary, Ingredient, NamedCondition};
use crate::domain::ids::{AnalyteId, IngredientId};
use crate::domain::labs::panel::Panel;
use crate::domain::truth::Truth;

/// The ingredients whose rules ask for a blood value: first those that are raised where it is low,
/// each group in the formulary's order. A value worked out of others is asked for by way of those
/// too.
pub fn bears_on<'a>(formulary: &'a Formulary, panel: &Panel, id: &AnalyteId) -> Vec<&'a IngredientId> {
    let worked_out = panel
        .analytes
        .iter()
        .filter(|analyte| analyte.percent_of.as_ref().is_some_and(|of| of.part == *id || of.whole == *id));
    let names: Vec<_> = core::iter::once(id).chain(worked_out.map(|analyte| &analyte.id)).collect();
    let asks = |when: &Condition| names.iter().any(|name| mentions(when, name, &formulary.terms));
    let is_raised = |ingredient: &Ingredient| ingredient.repletion_when.as_ref().is_some_and(asks);
    let has_rule =
        |ingredient: &Ingredient| ingredient.rules.iter().filter_map(|rule| rule.when.as_ref()).any(asks);
    let ingredients = || formulary.ingredients.iter();
    let raised = ingredients().filter(|ingredient| is_raised(ingredient));
    let others = ingredients().filter(|ingredient| !is_raised(ingredient) && has_rule(ingredient));
    raised.chain(others).map(|ingredient| &ingredient.id).collect()
}

/// Whether the plan calls the value low: an ingredient would be raised for it.
pub fn is_low(asked: &Evaluation<'_>, formulary: &Formulary, id: &AnalyteId) -> bool {
    let mut raised = formulary.ingredients.iter().filter_map(|ingredient| ingredient.repletion_when.as_ref());
    raised.any(|when| {
        let judged = asked.judge(when);
        // The first value behind it is the one that is low; others only let it count.
        let value = judged.because.iter().find_map(|finding| match finding {
            Finding::Value(seen) => Some(&seen.analyte),
            _ => None,
        });
        judged.truth == Truth::Yes && value == Some(id)
    })
}

/// Whether a condition asks for a value.
fn mentions(when: &Condition, id: &AnalyteId, terms: &[NamedCondition]) -> bool {
    when.has_part(terms, &|part| match part {
        Condition::Value(value) => value.analyte == *id,
        Condition::Unusable(UnusableIs { analyte, .. }) | Condition::NoValue(analyte) => analyte == id,
        _ => false,
    })
}
