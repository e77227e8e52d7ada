//! The one evaluator: a condition and a patient in, the answer and the facts behind it out.

use crate::domain::formulation::condition::{
    AnswerIs, Bound, Condition, DaysSinceIs, Event, StageIs, UnusableIs, ValueIs,
};
use crate::domain::formulation::formulary::NamedCondition;
use crate::domain::formulation::proposal::Answer;
use crate::domain::ids::{AnalyteId, IngredientId, Term, Word};
use crate::domain::labs::reading::{Reading, Readings, Unusable};
use crate::domain::patient::{
    Age, Allergies, Patient, Question, Sex, Stage, Transplant, Unanswered, Vocabulary,
};
use crate::domain::truth::Truth;
use crate::domain::units::{Decimal, Ratio};
use chrono::NaiveDate;

/// A fact that decided an answer: the "why for you" of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// These types of hair loss are recorded.
    Types(Vec<Word>),
    /// This stage is recorded, or none.
    Stage(Option<Stage>),
    /// This sex.
    Sex(Sex),
    /// This age.
    Age(Age),
    /// A yes-or-no fact and its answer.
    Fact(Word, bool),
    /// This allergy.
    Allergy(Word),
    /// This illness.
    Condition(Word),
    /// This medicine.
    Medicine(Word),
    /// This wish.
    Wish(Word),
    /// This treatment beside ours.
    Adjunct(Word),
    /// This blood value, in the usual unit, as written where it was reported, on its day.
    Value(ValueSeen),
    /// The newest result cannot be used.
    Unusable(AnalyteId, Unusable),
    /// Days since the hair transplant.
    TransplantDaysAgo(i64),
    /// A blood test is planned in so many days.
    BloodTestIn(i64),
    /// Not known, and it matters.
    Open(Question),
}

/// A blood value that decided something.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueSeen {
    /// Which.
    pub analyte: AnalyteId,
    /// In the usual unit.
    pub usual: Ratio,
    /// As written, with its unit; nothing where worked out of two others.
    pub written: Option<(Decimal, Box<str>)>,
    /// The day of the draw.
    pub drawn: NaiveDate,
}

impl ValueSeen {
    /// What a reading shows.
    pub fn of(reading: &Reading<'_>) -> Self {
        Self {
            analyte: reading.analyte.id.clone(),
            usual: reading.usual,
            written: reading.result.map(|result| (result.value(), result.unit().into())),
            drawn: reading.drawn,
        }
    }
}

/// An answer and the facts it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Yes, no, or not known.
    pub truth: Truth,
    /// What decided it.
    pub because: Vec<Finding>,
}

impl Judgement {
    fn new(truth: impl Into<Truth>, because: Vec<Finding>) -> Self {
        Self { truth: truth.into(), because }
    }
    fn open(question: Question) -> Self {
        Self::new(Truth::Unknown, vec![Finding::Open(question)])
    }
}

/// A patient, the clinic's vocabulary and terms, and what has been answered so far.
#[derive(Debug, Clone, Copy)]
pub struct Evaluation<'a> {
    /// The patient.
    pub patient: &'a Patient,
    /// The clinic's vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The results as of the day.
    pub readings: Readings<'a>,
    /// Named conditions; one sees only those before it.
    pub terms: &'a [NamedCondition],
    /// The ingredients' answers, where they have been given.
    pub answers: &'a [Answer],
}

impl Evaluation<'_> {
    /// The answer to a condition.
    pub fn judge(&self, condition: &Condition) -> Judgement {
        match condition {
            Condition::All(parts) => self.both(parts, Truth::all),
            Condition::Any(parts) => self.both(parts, Truth::any),
            Condition::Not(part) => {
                let judged = self.judge(part);
                Judgement { truth: !judged.truth, ..judged }
            }
            Condition::Term(term) => self.term(term),
            Condition::Type(words) => self.types(|types| words.iter().any(|w| types.contains(w))),
            Condition::OnlyType(words) => self.types(|types| {
                let mut listed = types.iter().filter(|type_| self.vocabulary.lists(type_)).peekable();
                listed.peek().is_some() && listed.all(|type_| words.contains(type_))
            }),
            Condition::Stage(stage) => self.stage(stage),
            Condition::Sex(sex) => self.sex(*sex),
            Condition::AgeBelow(years) => self.age_below(*years),
            Condition::Fact(word) => self.fact(word),
            Condition::Allergy(words) => self.allergy(words),
            Condition::Condition(words) => among(words, &self.patient.conditions, Finding::Condition),
            Condition::Medicine(words) => among(words, &self.patient.medicines, Finding::Medicine),
            Condition::Wish(words) => among(words, &self.patient.wishes, Finding::Wish),
            Condition::Adjunct(words) => among(words, &self.patient.adjuncts, Finding::Adjunct),
            Condition::Value(value) => self.value(value),
            Condition::Unusable(UnusableIs { analyte, why }) => {
                let unusable = self.readings.unusable(analyte);
                let because = unusable.map(|why| Finding::Unusable(analyte.clone(), why));
                Judgement::new(unusable == Some(*why), because.into_iter().collect())
            }
            Condition::NoValue(analyte) => match self.readings.usable(analyte) {
                Some(reading) => Judgement::new(false, vec![Finding::Value(ValueSeen::of(&reading))]),
                None => Judgement::new(true, vec![self.no_value(analyte)]),
            },
            Condition::CoreLabsNeeded => {
                let needed = self.readings.core_needed();
                let because = needed.iter().map(|analyte| self.no_value(analyte)).collect();
                Judgement::new(!needed.is_empty(), because)
            }
            Condition::DaysSince(DaysSinceIs { event: Event::Transplant, below }) => self.transplant(*below),
            Condition::BloodTestWithin(days) => self.blood_test(*days),
            Condition::NotKnown(words) => {
                let open: Vec<_> = words.iter().filter_map(|word| self.open(word)).collect();
                Judgement::new(!open.is_empty(), open.into_iter().map(Finding::Open).collect())
            }
            Condition::Included(ingredients) => self.included(ingredients),
            Condition::Answer(answer) => self.answer(answer),
        }
    }

    /// The question that a word stands for, where its answer is not known.
    pub fn open(&self, word: &Word) -> Option<Question> {
        let patient = self.patient;
        match word.as_str() {
            "age" => patient.age.is_none().then_some(Question::Age),
            "sex" => patient.sex.is_none().then_some(Question::Sex),
            "allergies" => (patient.allergies == Allergies::NotRecorded).then_some(Question::Allergies),
            _ => (self.fact(word).truth == Truth::Unknown).then(|| Question::Fact(word.clone())),
        }
    }

    /// All parts are judged; the facts kept are those of the parts that decided.
    fn both(&self, parts: &[Condition], join: fn(Vec<Truth>) -> Truth) -> Judgement {
        let judged: Vec<_> = parts.iter().map(|part| self.judge(part)).collect();
        let truth = join(judged.iter().map(|part| part.truth).collect());
        let mut because = Vec::new();
        for part in judged.into_iter().filter(|part| part.truth == truth) {
            for finding in part.because {
                if !because.contains(&finding) {
                    because.push(finding);
                }
            }
        }
        Judgement { truth, because }
    }

    fn term(&self, term: &Term) -> Judgement {
        match self.terms.iter().position(|named| named.id == *term) {
            Some(at) => Self { terms: &self.terms[..at], ..*self }.judge(&self.terms[at].when),
            None => Judgement::new(Truth::Unknown, Vec::new()),
        }
    }

    fn types(&self, fits: impl Fn(&[Word]) -> bool) -> Judgement {
        let types = &self.patient.types;
        Judgement::new(fits(types), vec![Finding::Types(types.clone())])
    }

    fn stage(&self, stage: &StageIs) -> Judgement {
        let known = self.patient.stage.as_ref();
        let fits = known.is_some_and(|s| s.scale == stage.scale && stage.is.contains(&s.value));
        Judgement::new(fits, vec![Finding::Stage(known.cloned())])
    }

    fn sex(&self, sex: Sex) -> Judgement {
        match self.patient.sex {
            Some(known) => Judgement::new(known == sex, vec![Finding::Sex(known)]),
            None => Judgement::open(Question::Sex),
        }
    }

    fn age_below(&self, years: u16) -> Judgement {
        match self.patient.age {
            Some(age) if age.to < years => Judgement::new(true, vec![Finding::Age(age)]),
            Some(age) if age.from >= years => Judgement::new(false, vec![Finding::Age(age)]),
            Some(_) | None => Judgement::open(Question::Age),
        }
    }

    fn allergy(&self, words: &[Word]) -> Judgement {
        match &self.patient.allergies {
            Allergies::Listed(listed) => among(words, listed, Finding::Allergy),
            Allergies::NoneKnown => Judgement::new(false, Vec::new()),
            Allergies::NotRecorded => Judgement::new(false, vec![Finding::Open(Question::Allergies)]),
        }
    }

    fn transplant(&self, below: u32) -> Judgement {
        match self.patient.transplant {
            Transplant::None => Judgement::new(false, Vec::new()),
            Transplant::DayNotGiven => Judgement::open(Question::TransplantDay),
            Transplant::DaysAgo(days) => {
                Judgement::new(days < i64::from(below), vec![Finding::TransplantDaysAgo(days)])
            }
        }
    }

    fn blood_test(&self, within: u32) -> Judgement {
        match self.patient.blood_test_in_days {
            Some(planned) => {
                let soon = (0..=i64::from(within)).contains(&planned);
                Judgement::new(soon, vec![Finding::BloodTestIn(planned)])
            }
            None => Judgement::new(false, Vec::new()),
        }
    }

    fn included(&self, ingredients: &[IngredientId]) -> Judgement {
        let is_in = |answer: &Answer| answer.included && ingredients.contains(&answer.ingredient);
        Judgement::new(self.answers.iter().any(is_in), Vec::new())
    }

    fn answer(&self, asked: &AnswerIs) -> Judgement {
        let answer = self.answers.iter().find(|answer| answer.ingredient == asked.ingredient);
        let fits = answer.filter(|answer| asked.reason.contains(&answer.reason));
        let because = fits.map(|answer| answer.because.clone());
        Judgement::new(fits.is_some(), because.unwrap_or_default())
    }

    fn fact(&self, word: &Word) -> Judgement {
        let answered = |answer| Judgement::new(answer, vec![Finding::Fact(word.clone(), answer)]);
        if let Some(answer) = self.patient.facts.get(word) {
            return answered(*answer);
        }
        let fact = self.vocabulary.fact(word).filter(|fact| fact.open);
        let (Some(fact), Unanswered::Open) = (fact, self.patient.unanswered) else {
            return answered(false);
        };
        let cannot_be = fact.cannot_be.as_ref().map(|where_| self.judge(where_).truth);
        match cannot_be {
            Some(Truth::Yes) => answered(false),
            _ => Judgement::open(Question::Fact(word.clone())),
        }
    }

    fn value(&self, value: &ValueIs) -> Judgement {
        let reading = match &value.drawn_near {
            Some(near) => self.readings.paired(&value.analyte, &near.analyte, near.days),
            None => self.readings.usable(&value.analyte),
        };
        let Some(reading) = reading else {
            return Judgement::new(false, Vec::new());
        };
        let seen = reading.usual;
        let within = |bound: &Option<Bound>, holds: fn(&Ratio, &Ratio) -> bool| {
            let possible = bound.as_ref().map(|bound| bound.for_sex(self.patient.sex))?;
            let mut answers = possible.iter().map(|bound| holds(&seen, bound));
            let first = answers.next()?;
            Some(if answers.all(|other| other == first) { first.into() } else { Truth::Unknown })
        };
        let bounds = [
            within(&value.below, Ratio::lt),
            within(&value.at_least, Ratio::ge),
            within(&value.above, Ratio::gt),
            within(&value.at_most, Ratio::le),
        ];
        let truth = Truth::all(bounds.into_iter().flatten());
        let mut because = vec![Finding::Value(ValueSeen::of(&reading))];
        if truth == Truth::Unknown {
            because.push(Finding::Open(Question::Sex));
        }
        Judgement { truth, because }
    }

    fn no_value(&self, analyte: &AnalyteId) -> Finding {
        let why = self.readings.unusable(analyte).unwrap_or(Unusable::Missing);
        Finding::Unusable(analyte.clone(), why)
    }
}

fn among(words: &[Word], listed: &[Word], finding: fn(Word) -> Finding) -> Judgement {
    let found: Vec<_> = words.iter().filter(|word| listed.contains(word)).cloned().collect();
    Judgement::new(!found.is_empty(), found.into_iter().map(finding).collect())
}
