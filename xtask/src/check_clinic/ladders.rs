//! Rule lists read from the top: each ends unconditionally, and every rule in it can speak.

use portal::domain::content::Content;
use portal::domain::formulation::condition::Condition;
use portal::domain::formulation::formulary::IfUnknown;

use super::{Fault, Faults};

pub fn check(content: &Content) -> Vec<Fault> {
    let formulary = &content.formulary;
    let mut faults = Faults::of("formulary.json");
    let status = formulary.status.iter().map(|rule| Step {
        reason: rule.reason.to_string(),
        when: rule.when.as_ref(),
        if_unknown: rule.on_unknown(),
    });
    ladder(&mut faults, "status", &status.collect::<Vec<_>>());
    for ingredient in &formulary.ingredients {
        let rules = ingredient.rules.iter().map(|rule| Step {
            reason: rule.reason.to_string(),
            when: rule.when.as_ref(),
            if_unknown: rule.on_unknown(),
        });
        ladder(&mut faults, &format!("ingredient {}", ingredient.id), &rules.collect::<Vec<_>>());
    }
    let mut in_protocol = Faults::of("protocol.json");
    let interval = content.protocol.loading.interval.iter().map(|rule| Step {
        reason: format!("{} days", rule.days),
        when: rule.when.as_ref(),
        if_unknown: IfUnknown::Passes,
    });
    ladder(&mut in_protocol, "loading.interval", &interval.collect::<Vec<_>>());
    [faults.end(), in_protocol.end()].concat()
}

/// A rule as far as its turn is concerned.
struct Step<'a> {
    reason: String,
    when: Option<&'a Condition>,
    if_unknown: IfUnknown,
}

impl Step<'_> {
    /// Whether it leaves nothing to a later rule with the same condition.
    fn leaves_nothing_to(&self, later: &Self) -> bool {
        let unknown_is_left = (self.if_unknown, later.if_unknown) == (IfUnknown::Passes, IfUnknown::Speaks);
        self.when.is_some() && self.when == later.when && !unknown_is_left
    }
}

fn ladder(faults: &mut Faults, place: &str, rules: &[Step<'_>]) {
    let ends = rules.last().is_some_and(|rule| rule.when.is_none());
    faults.expect(ends, place, "has no final reason: the last rule is the one without a condition");
    for (at, rule) in rules.iter().enumerate() {
        let place = format!("{place}, rule {} ({})", at + 1, rule.reason);
        let earlier = &rules[..at];
        let unconditional = earlier.iter().any(|earlier| earlier.when.is_none());
        faults.expect(!unconditional, &place, "never speaks: a rule without a condition stands before it");
        if let Some(other) = earlier.iter().find(|earlier| earlier.leaves_nothing_to(rule)) {
            let fault = format!("never speaks: it has the condition of {} before it", other.reason);
            faults.note(&place, fault);
        }
    }
}
