//! Every word of every condition is one the clinic's vocabulary, panel or formulary knows.

use std::fmt::Display;

use portal::domain::content::Content;
use portal::domain::formulation::condition::{AnswerIs, Condition, UnusableIs, ValueIs};
use portal::domain::formulation::formulary::NamedCondition;
use portal::domain::ids::{AnalyteId, IngredientId, Term, Word};
use portal::domain::patient::{CodedWord, Stage};

use super::{Fault, Faults};

pub fn check(content: &Content) -> Vec<Fault> {
    [formulary(content), labs(content), protocol(content), aftercare(content), facts(content)].concat()
}

/// A condition of another file, asked when the ingredients have been answered.
pub fn of_patient(when: &Condition, content: &Content, faults: &mut Faults, place: &str) {
    Known { content, terms: &content.formulary.terms, after_answers: true }.check(when, faults, place);
}

fn formulary(content: &Content) -> Vec<Fault> {
    let formulary = &content.formulary;
    let mut faults = Faults::of("formulary.json");
    let all = formulary.terms.as_slice();
    for (at, term) in all.iter().enumerate() {
        let known = Known { content, terms: &all[..at], after_answers: true };
        known.check(&term.when, &mut faults, &format!("term {}", term.id));
    }
    let after = Known { content, terms: all, after_answers: true };
    let before = Known { after_answers: false, ..after };
    for (at, rule) in formulary.status.iter().enumerate() {
        let place = format!("status[{at}] ({})", rule.reason);
        after.check_some(rule.when.as_ref(), &mut faults, &place);
    }
    for ingredient in &formulary.ingredients {
        for rule in &ingredient.rules {
            let place = format!("ingredient {}, rule {}", ingredient.id, rule.reason);
            before.check_some(rule.when.as_ref(), &mut faults, &place);
        }
        let place = format!("ingredient {}", ingredient.id);
        before.check_some(ingredient.repletion_when.as_ref(), &mut faults, &place);
        before.check_some(ingredient.opt_in_unless.as_ref(), &mut faults, &place);
    }
    for rule in &formulary.flags {
        let place = format!("flag {}", rule.flag);
        after.check(&rule.when, &mut faults, &place);
        for until in &rule.until {
            after.ingredients(&until.ingredients, &mut faults, &place);
            faults.expect(until.months + until.days > 0, &place, "`until` names neither months nor days");
        }
    }
    for benefit in &formulary.benefits {
        after.check(&benefit.when, &mut faults, &format!("benefit {}", benefit.id));
    }
    faults.end()
}

fn labs(content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of("labs.json");
    let known = Known { content, terms: &content.formulary.terms, after_answers: false };
    for analyte in &content.labs.analytes {
        for (at, bands) in analyte.bands.iter().enumerate() {
            let place = format!("analyte {}, bands[{at}]", analyte.id);
            known.check_some(bands.when.as_ref(), &mut faults, &place);
        }
    }
    faults.end()
}

fn protocol(content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of("protocol.json");
    let known = Known { content, terms: &content.formulary.terms, after_answers: true };
    let loading = &content.protocol.loading;
    for (list, rules) in [("sessions", &loading.sessions), ("caps", &loading.caps)] {
        for (at, rule) in rules.iter().enumerate() {
            known.check(&rule.when, &mut faults, &format!("loading.{list}[{at}]"));
        }
    }
    for (at, rule) in loading.interval.iter().enumerate() {
        known.check_some(rule.when.as_ref(), &mut faults, &format!("loading.interval[{at}]"));
    }
    faults.end()
}

fn aftercare(content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of("aftercare.json");
    let known = Known { content, terms: &[], after_answers: true };
    for note in content.aftercare.notes.iter().filter(|note| !note.if_given.is_empty()) {
        known.ingredients(&note.if_given, &mut faults, &format!("note {}", note.id));
    }
    for check in content.aftercare.checks.iter().filter(|check| !check.if_given.is_empty()) {
        known.ingredients(&check.if_given, &mut faults, &format!("check {}", check.id));
    }
    faults.end()
}

fn facts(content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of("facts.json");
    let known = Known { content, terms: &[], after_answers: false };
    for fact in &content.facts.facts {
        known.check_some(fact.cannot_be.as_ref(), &mut faults, &format!("fact {}", fact.id));
    }
    faults.end()
}

#[derive(Clone, Copy)]
struct Known<'a> {
    content: &'a Content,
    terms: &'a [NamedCondition],
    /// Whether the ingredients have been answered when the condition is asked.
    after_answers: bool,
}

impl Known<'_> {
    fn check_some(self, when: Option<&Condition>, faults: &mut Faults, place: &str) {
        if let Some(when) = when {
            self.check(when, faults, place);
        }
    }

    fn check(self, when: &Condition, faults: &mut Faults, place: &str) {
        let facts = &self.content.facts;
        match when {
            Condition::All(parts) | Condition::Any(parts) => {
                faults.expect(!parts.is_empty(), place, "an empty list of conditions");
                for part in parts {
                    self.check(part, faults, place);
                }
            }
            Condition::Not(part) => self.check(part, faults, place),
            Condition::Term(term) => self.term(term, faults, place),
            Condition::Type(words) | Condition::OnlyType(words) => {
                let known = |word: &Word| facts.types.iter().any(|type_| type_.id == *word);
                listed("type of hair loss", words, known, faults, place);
            }
            Condition::Stage(stage) => {
                let known = |value: &Word| {
                    facts.has_stage(&Stage { scale: stage.scale.clone(), value: value.clone() })
                };
                listed(&format!("stage on {}", stage.scale), &stage.is, known, faults, place);
            }
            Condition::Fact(word) => self.facts(core::slice::from_ref(word), faults, place),
            Condition::Allergy(words) => among("allergy", words, &facts.allergies, faults, place),
            Condition::Condition(words) => {
                among("condition", words, &facts.conditions, faults, place);
            }
            Condition::Medicine(words) => among("medicine", words, &facts.medicines, faults, place),
            Condition::Wish(words) => among("wish", words, &facts.wishes, faults, place),
            Condition::Adjunct(words) => among("adjunct", words, &facts.adjuncts, faults, place),
            Condition::Value(value) => self.value(value, faults, place),
            Condition::Unusable(UnusableIs { analyte, .. }) | Condition::NoValue(analyte) => {
                self.analyte(analyte, faults, place);
            }
            Condition::NotKnown(words) => {
                let own = |word: &&Word| !["age", "sex", "allergies"].contains(&word.as_str());
                let facts: Vec<_> = words.iter().filter(own).cloned().collect();
                self.facts(&facts, faults, place);
            }
            Condition::Included(ingredients) => {
                self.after_answers(faults, place);
                self.ingredients(ingredients, faults, place);
            }
            Condition::Answer(answer) => self.answer(answer, faults, place),
            Condition::Sex(_)
            | Condition::AgeBelow(_)
            | Condition::CoreLabsNeeded
            | Condition::DaysSince(_)
            | Condition::BloodTestWithin(_) => {}
        }
    }

    /// A term is known here, and what it means may be asked here too.
    fn term(self, term: &Term, faults: &mut Faults, place: &str) {
        match self.terms.iter().position(|named| named.id == *term) {
            None => faults.note(place, format!("unknown term `{term}` (one may use those before it)")),
            Some(at) if !self.after_answers => {
                let before = Self { terms: &self.terms[..at], ..self };
                before.check(&self.terms[at].when, faults, &format!("{place}, term {term}"));
            }
            Some(_) => {}
        }
    }

    fn facts(self, words: &[Word], faults: &mut Faults, place: &str) {
        listed("fact", words, |word| self.content.facts.fact(word).is_some(), faults, place);
    }

    fn analyte(self, analyte: &AnalyteId, faults: &mut Faults, place: &str) {
        let known = self.content.labs.analyte(analyte).is_some();
        faults.expect(known, place, format!("unknown analyte `{analyte}`"));
    }

    fn value(self, value: &ValueIs, faults: &mut Faults, place: &str) {
        self.analyte(&value.analyte, faults, place);
        if let Some(near) = &value.drawn_near {
            self.analyte(&near.analyte, faults, place);
        }
        let bounds = [&value.below, &value.at_least, &value.above, &value.at_most];
        let bounded = bounds.into_iter().any(Option::is_some);
        faults.expect(bounded, place, format!("no bound on `{}`", value.analyte));
        if let Some(analyte) = self.content.labs.analyte(&value.analyte) {
            let usual = &analyte.unit;
            let fault = format!("bounds on {} are written in {usual}, not `{}`", analyte.id, value.unit);
            faults.expect(*usual == value.unit, place, fault);
        }
    }

    fn ingredients(self, ids: &[IngredientId], faults: &mut Faults, place: &str) {
        let known = |id: &IngredientId| self.content.formulary.ingredient(id).is_some();
        listed("ingredient", ids, known, faults, place);
    }

    fn answer(self, answer: &AnswerIs, faults: &mut Faults, place: &str) {
        self.after_answers(faults, place);
        let Some(ingredient) = self.content.formulary.ingredient(&answer.ingredient) else {
            faults.note(place, format!("unknown ingredient `{}`", answer.ingredient));
            return;
        };
        for reason in &answer.reason {
            let given = ingredient.rules.iter().any(|rule| rule.reason == *reason);
            faults.expect(given, place, format!("{} has no reason `{reason}`", ingredient.id));
        }
    }

    fn after_answers(self, faults: &mut Faults, place: &str) {
        let fault = "asks for the answers on ingredients before they are given";
        faults.expect(self.after_answers, place, fault);
    }
}

fn among(kind: &str, words: &[Word], known: &[CodedWord], faults: &mut Faults, place: &str) {
    listed(kind, words, |word| known.iter().any(|entry| entry.id == *word), faults, place);
}

fn listed<T: Display>(kind: &str, words: &[T], known: impl Fn(&T) -> bool, faults: &mut Faults, place: &str) {
    faults.expect(!words.is_empty(), place, format!("an empty list of {kind}"));
    for word in words.iter().filter(|word| !known(word)) {
        faults.note(place, format!("unknown {kind} `{word}`"));
    }
}
