//! Symptoms that always reach a level, emergencies that never end, helplines that can be called.

use std::collections::BTreeSet;
use std::fmt;

use chrono::TimeDelta;
use portal::domain::aftercare::given::Given;
use portal::domain::aftercare::triage::{Level, Rule, Triage};
use portal::domain::content::Content;
use portal::domain::ids::{IngredientId, SymptomId};

use super::load::TRIAGE;
use super::names::unique;
use super::{Fault, Faults};

pub fn check(triage: &Triage, content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of(TRIAGE);
    unique(&mut faults, "helplines", triage.helplines.iter().map(|helpline| &helpline.id));
    unique(&mut faults, "symptoms", triage.symptoms.iter().map(|symptom| &symptom.id));
    for helpline in &triage.helplines {
        let place = format!("helpline {}", helpline.id);
        faults.expect(!helpline.numbers.is_empty(), &place, "has no number");
        for number in helpline.numbers.iter().filter(|number| !is_number(number)) {
            faults.note(&place, format!("`{number}` is not a telephone number"));
        }
    }
    for symptom in &triage.symptoms {
        known(&mut faults, &format!("symptom {}", symptom.id), &symptom.if_given, content);
    }
    for (at, rule) in triage.rules.iter().enumerate() {
        of_rule(&mut faults, &Row(at, rule), triage, content);
    }
    levels(&mut faults, triage);
    faults.end()
}

fn of_rule(faults: &mut Faults, row: &Row<'_>, triage: &Triage, content: &Content) {
    let rule = row.1;
    faults.expect(!rule.any_of.is_empty(), row, "names no symptom");
    for id in rule.any_of.iter().chain(&rule.with) {
        let known = triage.symptoms.iter().any(|symptom| symptom.id == *id);
        faults.expect(known, row, format!("unknown symptom `{id}`"));
    }
    for id in &rule.helplines {
        let known = triage.helplines.iter().any(|helpline| helpline.id == *id);
        faults.expect(known, row, format!("unknown helpline `{id}`"));
    }
    let said = rule.say.iter().flat_map(|say| &say.if_given);
    known(faults, row, rule.if_given.iter().chain(&rule.if_not_given).chain(said), content);
    let of_any =
        |id: &SymptomId| triage.symptoms.iter().any(|symptom| symptom.id == *id && symptom.of_any_session);
    let is_alone = rule.with.is_empty() || !rule.any_of.iter().chain(&rule.with).any(of_any);
    faults.expect(is_alone, row, "puts a symptom of any session, which is judged alone, beside another");
    let bounds = rule.from.zip(rule.to);
    let grows = bounds.is_none_or(|(from, to)| from.minutes() < to.minutes());
    faults.expect(grows, row, "ends before it begins");
    let lasts = rule.level != Level::Emergency || rule.to.is_none();
    faults.expect(lasts, row, "is an EMERGENCY that ends: a later hour never makes it less");
}

/// The entry of a rule: `rules[4] (T04)`.
struct Row<'a>(usize, &'a Rule);

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rules[{}] ({})", self.0, self.1.code)
    }
}

/// Every ingredient stands in the formulary.
pub fn known<'a>(
    faults: &mut Faults,
    place: &impl fmt::Display,
    ingredients: impl IntoIterator<Item = &'a IngredientId>,
    content: &Content,
) {
    for id in ingredients {
        let known = content.formulary.ingredient(id).is_some();
        faults.expect(known, place, format!("unknown ingredient `{id}`"));
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits > 2 && text.chars().all(|c| c.is_ascii_digit() || " -+".contains(c))
}

/// Every symptom alone, at every bound and the minutes beside it, whatever was given or not recorded.
fn levels(faults: &mut Faults, triage: &Triage) {
    let bounds = triage.rules.iter().flat_map(|rule| rule.from.into_iter().chain(rule.to));
    let beside = bounds.flat_map(|bound| [-1, 0, 1].map(|by| bound.minutes() + by));
    let minutes: BTreeSet<i64> = beside.chain([0]).filter(|minute| *minute >= 0).collect();
    let hung_on = triage.rules.iter().flat_map(|rule| rule.if_given.iter().chain(&rule.if_not_given));
    let mut named: Vec<IngredientId> = hung_on.cloned().collect();
    named.sort();
    named.dedup();
    let sets: Vec<Vec<IngredientId>> = subsets(&named);
    for symptom in &triage.symptoms {
        let levelless = minutes.iter().find_map(|minute| {
            let alone = core::slice::from_ref(&symptom.id);
            let judged = |given| triage.judge(alone, TimeDelta::minutes(*minute), given);
            let known = sets.iter().find(|set| judged(Given::Known(set)).is_none());
            let given = known.map(|set| {
                let set: Vec<_> = set.iter().map(IngredientId::as_str).collect();
                if set.is_empty() { "nothing".to_owned() } else { set.join(", ") }
            });
            let given = given.or_else(|| judged(Given::Unknown).is_none().then(|| "not recorded".into()))?;
            Some(format!("reaches no level at minute {minute}, given: {given}"))
        });
        if let Some(fault) = levelless {
            faults.note(format!("symptom {}", symptom.id), fault);
        }
    }
}

/// Every choice of some of these.
fn subsets(of: &[IngredientId]) -> Vec<Vec<IngredientId>> {
    of.iter().fold(vec![Vec::new()], |sets, id| {
        let with = sets.iter().map(|set| [set.as_slice(), core::slice::from_ref(id)].concat());
        let with: Vec<_> = with.collect();
        [sets, with].concat()
    })
}
