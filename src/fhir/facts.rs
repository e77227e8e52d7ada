//! The clinic's vocabulary (`facts.json`) put to the codes of a record.

use crate::domain::ids::Word;
use crate::domain::order;
use crate::domain::patient::{Code, CodedWord, FactWord, Sex, Vocabulary};
use crate::fhir::value::{list_at, text_at};
use chrono::{Months, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;

/// A code of a record, its system under the clinic's short name; empty for a foreign system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coded<'a> {
    /// The short name of its system.
    pub system: &'a str,
    /// The code.
    pub code: &'a str,
}

/// The vocabulary, asked by the codes of a record.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a>(pub &'a Vocabulary);

/// What decides between the types a code may mean.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The sex, where known.
    pub sex: Option<Sex>,
    /// The first and the last day on which it may have begun, where known.
    pub began: Option<(NaiveDate, NaiveDate)>,
    /// The codes of all illnesses that count.
    pub beside: &'a BTreeSet<(String, String)>,
    /// The day the rules are asked.
    pub as_of: NaiveDate,
}

/// The type a Condition means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeMeant<'a> {
    /// The type; nothing where no type carries its codes.
    pub word: Option<&'a Word>,
    /// The sex would have decided and is not known.
    pub sex_needed: bool,
    /// When it began would have decided and is not known.
    pub onset_needed: bool,
}

/// The answer to a yes-or-no fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes or no.
    Given(bool),
    /// It was asked and left open.
    Open,
    /// Something else was answered.
    Unknown,
}

impl<'a> Words<'a> {
    /// The codes of a `CodeableConcept`, the portal's own first.
    pub fn codings<'b>(&'b self, concept: &'b Value) -> Vec<Coded<'b>> {
        let mut codings: Vec<_> =
            list_at(concept, "/coding").iter().filter_map(|coding| self.coded(coding)).collect();
        order::by_key(&mut codings, |coded| !self.is_own(*coded));
        codings
    }

    /// A `Coding`.
    pub fn coded<'b>(&'b self, coding: &'b Value) -> Option<Coded<'b>> {
        let code = text_at(coding, "/code")?;
        let address = text_at(coding, "/system").unwrap_or_default();
        let mut systems = self.0.systems.iter();
        let short = systems.find(|(_, known)| ***known == *address).map_or("", |(short, _)| &**short);
        let system = self.0.read_as.get(short).map_or(short, |other| &**other);
        Some(Coded { system, code })
    }

    /// The address of the portal's own system.
    pub fn own_address(&self) -> &'a str {
        self.address(&self.0.own_system)
    }

    /// The address of a system by its short name; empty for one that is not known.
    pub fn address(&self, system: &str) -> &'a str {
        self.0.systems.get(system).map_or("", |address| &**address)
    }

    /// Whether the code is of the portal's own system.
    pub fn is_own(&self, coded: Coded<'_>) -> bool {
        *coded.system == *self.0.own_system
    }

    /// The words of a list that any of the codes carries. A whole code goes before a beginning.
    pub fn carried(&self, list: &'a [CodedWord], codings: &[Coded<'_>]) -> Vec<&'a CodedWord> {
        let mut found: Vec<&CodedWord> = Vec::new();
        for coded in codings {
            let exactly = |word: &&CodedWord| {
                (self.is_own(*coded) && word.id == *coded.code)
                    || word.codes.iter().any(|code| is_exactly(code, *coded))
            };
            let begins = |word: &&CodedWord| word.codes.iter().any(|code| begins_so(code, *coded));
            let mut of_this: Vec<_> = list.iter().filter(exactly).collect();
            if of_this.is_empty() {
                of_this = list.iter().filter(begins).collect();
            }
            for word in of_this {
                if !found.contains(&word) {
                    found.push(word);
                }
            }
        }
        found
    }

    /// Whether any of the codes is understood and asked for by no rule.
    pub fn has_no_effect(&self, codings: &[Coded<'_>]) -> bool {
        any_is(&self.0.no_effect, codings)
    }

    /// Whether any of the codes carries that word of a list.
    pub fn is_the(&self, list: &'a [CodedWord], word: &str, codings: &[Coded<'_>]) -> bool {
        let found = self.carried(list, codings);
        found.iter().any(|found| found.id == *word)
    }

    /// Whether any of the codes is in a list.
    pub fn is_among(&self, list: &[Code], codings: &[Coded<'_>]) -> bool {
        any_is(list, codings)
    }

    /// The type of hair loss of that name.
    pub fn type_named(&self, name: &str) -> Option<&'a Word> {
        let mut types = self.0.types.iter();
        types.find(|type_| type_.id == *name).map(|type_| &type_.id)
    }

    /// The type of hair loss that the codes mean: of one coding the first entry of the
    /// vocabulary whose circumstances hold; the portal's own code goes before all others.
    pub fn type_meant(&self, codings: &[Coded<'_>], around: Circumstances<'_>) -> TypeMeant<'a> {
        let mut meant = TypeMeant { word: None, sex_needed: false, onset_needed: false };
        for fits in [is_exactly, begins_so] {
            for coded in codings {
                for type_ in &self.0.types {
                    let own = self.is_own(*coded) && type_.id == *coded.code;
                    let mut carrying = type_.codes.iter().filter(|code| fits(code, *coded));
                    if own || carrying.any(|code| holds(code, around, &mut meant)) {
                        meant.word = Some(&type_.id);
                        return meant;
                    }
                }
            }
        }
        meant
    }

    /// Whether the codes name hair loss, whatever kind.
    pub fn names_hair_loss(&self, codings: &[Coded<'_>]) -> bool {
        let unknown = core::slice::from_ref(&self.0.unknown_type);
        !self.carried(unknown, codings).is_empty()
    }

    /// The answer an Observation gives to a fact; nothing where it is not about that fact.
    pub fn answer(&self, fact: &FactWord, codings: &[Coded<'_>], value: Option<&Value>) -> Option<Answer> {
        let own = |coded: &Coded<'_>| self.is_own(*coded) && fact.id == *coded.code;
        let lists = [&fact.codes, &fact.denied_by, &fact.left_open_by];
        let about = lists.iter().any(|codes| any_is(codes, codings));
        if !about && !codings.iter().any(own) {
            return None;
        }
        let answers = value.map_or_else(Vec::new, |value| self.codings(value));
        let says = |codes: &[Code]| {
            let mut asked = codes.iter().filter(|code| is_any(code, codings));
            asked.any(|code| code.answer.as_ref().is_some_and(|answer| is_any(answer, &answers)))
        };
        let answer = if says(&fact.left_open_by) {
            Answer::Open
        } else if says(&fact.codes) {
            Answer::Given(true)
        } else if says(&fact.denied_by) {
            Answer::Given(false)
        } else {
            self.yes_or_no(value).map_or(Answer::Unknown, Answer::Given)
        };
        Some(answer)
    }

    /// Whether codes say a fact by themselves, without an answer: an illness that means it.
    pub fn says_plainly(&self, fact: &FactWord, codings: &[Coded<'_>]) -> bool {
        let own = |coded: &Coded<'_>| self.is_own(*coded) && fact.id == *coded.code;
        let plain = |code: &Code| code.answer.is_none() && is_any(code, codings);
        codings.iter().any(own) || fact.codes.iter().any(plain)
    }

    /// A plain yes or no: `valueBoolean`, or a code of the vocabulary's `yes` and `no`.
    pub fn yes_or_no(&self, value: Option<&Value>) -> Option<bool> {
        let value = value?;
        if let Some(said) = value.as_bool() {
            return Some(said);
        }
        let answers = self.codings(value);
        let (yes, no) = (any_is(&self.0.yes, &answers), any_is(&self.0.no, &answers));
        (yes != no).then_some(yes)
    }
}

fn is_exactly(code: &Code, coded: Coded<'_>) -> bool {
    *code.system == *coded.system && *code.code == *coded.code
}

fn begins_so(code: &Code, coded: Coded<'_>) -> bool {
    let beginning = code.code.strip_suffix('*');
    *code.system == *coded.system && beginning.is_some_and(|begin| coded.code.starts_with(begin))
}

fn is_any(code: &Code, codings: &[Coded<'_>]) -> bool {
    let is = |coded: &Coded<'_>| is_exactly(code, *coded) || begins_so(code, *coded);
    codings.iter().any(is)
}

fn any_is(codes: &[Code], codings: &[Coded<'_>]) -> bool {
    codes.iter().any(|code| is_any(code, codings))
}

/// Whether the circumstances a code asks for hold; notes what would have decided.
fn holds(code: &Code, around: Circumstances<'_>, meant: &mut TypeMeant<'_>) -> bool {
    match (code.sex, around.sex) {
        (Some(_), None) => {
            meant.sex_needed = true;
            return false;
        }
        (Some(asked), Some(known)) if asked != known => return false,
        (Some(_) | None, _) => {}
    }
    if let Some(months) = code.began_under_months {
        let limit = around.as_of.checked_sub_months(Months::new(months));
        match (around.began, limit) {
            (Some((earliest, _)), Some(limit)) if earliest > limit => {}
            (Some((_, latest)), Some(limit)) if latest <= limit => return false,
            _ => {
                meant.onset_needed = true;
                return false;
            }
        }
    }
    let beside = |other: &str| {
        let (system, code) = other.split_once('|').unwrap_or((&code.system, other));
        around.beside.contains(&(system.to_owned(), code.to_owned()))
    };
    code.together_with.is_empty() || code.together_with.iter().any(|other| beside(other))
}

/// One answer of the record with its day, for the newest to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The fact.
    pub fact: Word,
    /// The answer.
    pub answer: Answer,
    /// Its last possible day; nothing where it has no date.
    pub day: Option<NaiveDate>,
    /// Where it stands in the record.
    pub what: String,
}
