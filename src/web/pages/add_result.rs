//! `/plan/tests/add`: a result that the patient enters, what it would change, and saving it.

use crate::domain::labs::entry::{Entered, Fault, Field, Outside, Typed, instead, read};
use crate::domain::labs::panel::{Analyte, Panel};
use crate::domain::labs::result::LabResult;
use crate::web::answer::Changing;
use crate::web::care::Care;
use crate::web::components::entered::{doubt_card, effect_card};
use crate::web::components::entry::{self, Entry, answer_in, focus_soon, is_chosen, put_in};
use crate::web::components::parts::unsigned_notice;
use crate::web::content::words;
use crate::web::markup::{Markup, all, button, element, live, maybe, text};
use crate::web::text::{key, readable_unit, with_unit};
use std::sync::Arc;

const ANALYTE: &str = "add-analyte";
const NUMBER: &str = "add-number";
const UNIT: &str = "add-unit";
const DAY: &str = "add-day";
const BIOTIN: &str = "add-biotin";
const BIOTIN_YES: &str = "add-biotin-yes";
const BIOTIN_NO: &str = "add-biotin-no";

/// How far the patient has come.
#[derive(Debug, Clone, Default, PartialEq)]
enum Step {
    /// Nothing was checked, or something was changed since.
    #[default]
    Filling,
    /// This is not right yet.
    Faulty(Vec<Fault>),
    /// It can be believed, but was probably meant otherwise.
    Doubtful(Entered),
    /// It can be saved.
    Ready(LabResult),
}

/// The form, with what is wrong above it and what follows below.
pub fn add_result_page(care: &Arc<Care>) -> Markup {
    let words = words();
    let panel = &care.pack.content.labs;
    let (analyte, step) = (Changing::of(String::new()), Changing::of(Step::Filling));
    let today = care.today;
    let check = move || {
        step.set(match read(panel, &typed(), today) {
            Err(faults) => Step::Faulty(faults),
            Ok(entered) if entered.doubt.is_some() => Step::Doubtful(entered),
            Ok(entered) => Step::Ready(entered.result),
        });
    };
    let changed = move || {
        // What was shown below was for other answers; what is wrong stays until it is checked.
        if matches!(step.get_untracked(), Step::Doubtful(_) | Step::Ready(_)) {
            step.set(Step::Filling);
        }
    };
    let fields = vec![
        live(move || which(panel, step, analyte)),
        live(move || number(step)),
        live(move || unit(panel, step, analyte)),
        live(move || day(step, today.to_string())),
        live(move || biotin(panel, step, analyte)),
        element("button").fixed("type", "submit").class("button").text(words.say(key::ADD_CHECK)).view(),
    ];
    let care = care.clone();
    all(vec![
        text("p", "second", words.say(key::ADD_LEAD)),
        live(move || maybe(summary(step))),
        entry::form(fields, check, changed),
        live(move || maybe(outcome(&care, step, check))),
        unsigned_notice(),
    ])
}

/// What stands in the form.
fn typed() -> Typed {
    let after_biotin = match (is_chosen(BIOTIN_YES), is_chosen(BIOTIN_NO)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    Typed {
        analyte: answer_in(ANALYTE),
        number: answer_in(NUMBER),
        unit: answer_in(UNIT),
        drawn: answer_in(DAY),
        after_biotin,
    }
}

fn which(panel: &'static Panel, step: Changing<Step>, analyte: Changing<String>) -> Markup {
    let words = words();
    let options =
        panel.analytes.iter().map(|known| option(known.id.as_str(), words.of("analyte", known.id.as_str())));
    let choose = move |chosen| {
        // No unit is taken over from another test.
        put_in(UNIT, "");
        analyte.set(chosen);
    };
    let select = element("select").on_choice(choose).child(not_chosen()).children(options.collect());
    field(step, Field::Analyte, words.say(key::ADD_ANALYTE), None).with(select)
}

fn number(step: Changing<Step>) -> Markup {
    let words = words();
    let input =
        element("input").fixed("type", "text").fixed("inputmode", "decimal").fixed("autocomplete", "off");
    let hint = Some(words.say(key::ADD_NUMBER_HINT));
    field(step, Field::Number, words.say(key::ADD_NUMBER), hint).with(input)
}

/// The units of the test that is chosen; the only one where there is one.
fn unit(panel: &'static Panel, step: Changing<Step>, analyte: Changing<String>) -> Markup {
    let words = words();
    let known = chosen(panel, &analyte.get());
    let units = known.map(|known| {
        let others = known.other_units.iter().map(|other| &other.unit);
        core::iter::once(&known.unit).chain(others).collect::<Vec<_>>()
    });
    let units = units.unwrap_or_default();
    let first = (units.len() != 1).then(not_chosen);
    let options = units.into_iter().map(|unit| option(unit, readable_unit(unit)));
    let select = element("select").maybe(first).children(options.collect());
    let hint = Some(words.say(key::ADD_UNIT_HINT));
    field(step, Field::Unit, words.say(key::ADD_UNIT), hint).with(select)
}

fn day(step: Changing<Step>, today: String) -> Markup {
    let input = element("input").fixed("type", "date").with("max", today);
    field(step, Field::Day, words().say(key::ADD_DAY), None).with(input)
}

/// Asked only where biotin spoils the test.
fn biotin(panel: &'static Panel, step: Changing<Step>, analyte: Changing<String>) -> Markup {
    let words = words();
    let asked = chosen(panel, &analyte.get()).is_some_and(|known| known.biotin_sensitive);
    let time = words.length(i64::from(panel.biotin_hold_hours) * 60);
    let label = words.fill(key::ADD_BIOTIN, &[("time", &time)]);
    let hint = Some(words.say(key::ADD_BIOTIN_HINT));
    let options = vec![(BIOTIN_YES, words.say(key::ADD_YES)), (BIOTIN_NO, words.say(key::ADD_NO))];
    maybe(asked.then(|| field(step, Field::Biotin, label, hint).choice(options)))
}

fn chosen(panel: &'static Panel, id: &str) -> Option<&'static Analyte> {
    panel.analytes.iter().find(|known| known.id.as_str() == id)
}

fn not_chosen() -> Markup {
    option("", words().say(key::ADD_CHOOSE))
}

fn option(value: &str, label: String) -> Markup {
    element("option").with("value", value.to_owned()).text(label).view()
}

fn id(field: Field) -> &'static str {
    match field {
        Field::Analyte => ANALYTE,
        Field::Number => NUMBER,
        Field::Unit => UNIT,
        Field::Day => DAY,
        Field::Biotin => BIOTIN,
    }
}

/// A field, with the fault that belongs to it.
fn field(step: Changing<Step>, field: Field, label: String, hint: Option<String>) -> Entry {
    let fault = match step.get() {
        Step::Faulty(faults) => faults.into_iter().find(|fault| fault.field() == field),
        Step::Filling | Step::Doubtful(_) | Step::Ready(_) => None,
    };
    Entry { id: id(field), label, hint, fault: fault.as_ref().map(sentence) }
}

/// Every fault, above the form.
fn summary(step: Changing<Step>) -> Option<Markup> {
    let Step::Faulty(faults) = step.get() else { return None };
    let count = i64::try_from(faults.len()).unwrap_or_default();
    let place = |field| if field == Field::Biotin { BIOTIN_YES } else { id(field) };
    let lines = faults.iter().map(|fault| (place(fault.field()), sentence(fault))).collect();
    Some(entry::faults(words().count(key::ADD_PROBLEM, count), lines))
}

fn sentence(fault: &Fault) -> String {
    let words = words();
    let outside = |key, outside: &Outside| {
        let unit = readable_unit(&answer_in(UNIT));
        words.fill(key, &[("limit", &outside.limit), ("unit", &unit)])
    };
    match fault {
        Fault::NoAnalyte => words.say(key::ADD_NO_ANALYTE),
        Fault::NoNumber => words.say(key::ADD_NO_NUMBER),
        Fault::NotANumber => words.say(key::ADD_NOT_A_NUMBER),
        Fault::TwoSeparators => words.say(key::ADD_TWO_SEPARATORS),
        Fault::Negative => words.say(key::ADD_NEGATIVE),
        Fault::Unit => words.say(key::ADD_NO_UNIT),
        Fault::TooLow(limit) => outside(key::ADD_TOO_LOW, limit),
        Fault::TooHigh(limit) => outside(key::ADD_TOO_HIGH, limit),
        Fault::NoDay => words.say(key::ADD_NO_DAY),
        Fault::Future => words.say(key::ADD_FUTURE),
        Fault::NoBiotin => words.say(key::ADD_NO_BIOTIN),
    }
}

/// What follows below the form: a question, or what the result would change.
fn outcome(
    care: &Arc<Care>,
    step: Changing<Step>,
    mut check: impl FnMut() + Copy + Send + 'static,
) -> Option<Markup> {
    let words = words();
    let change = move || {
        step.set(Step::Filling);
        focus_soon(NUMBER);
    };
    match step.get() {
        Step::Filling => None,
        Step::Faulty(faults) => {
            let rather = faults.into_iter().find_map(|fault| match fault {
                Fault::TooLow(outside) | Fault::TooHigh(outside) => outside.rather,
                _ => None,
            })?;
            let number = answer_in(NUMBER);
            let (value, other) = (with_unit(&number, &answer_in(UNIT)), with_unit(&number, &rather));
            let take = it_says(&other, move || {
                put_in(UNIT, &rather);
                check();
            });
            let asked = words.fill(key::ADD_SURE_REFUSED, &[("value", &value), ("other", &other)]);
            Some(doubt_card(asked, vec![take], change))
        }
        Step::Doubtful(entered) => Some(doubted(care, step, &entered, change)),
        Step::Ready(result) => Some(effect_card(care, &result, change)),
    }
}

/// Whether it was meant so: as typed, or as it was probably meant. Neither is chosen beforehand.
fn doubted(
    care: &Care,
    step: Changing<Step>,
    entered: &Entered,
    change: impl FnMut() + Send + 'static,
) -> Markup {
    let words = words();
    let written = |result: &LabResult| with_unit(&result.value().to_string(), result.unit());
    let (typed, value) = (entered.result.clone(), written(&entered.result));
    let as_typed = it_says(&value, move || step.set(Step::Ready(typed.clone())));
    let Some(meant) = instead(&care.pack.content.labs, entered) else {
        return doubt_card(words.fill(key::ADD_SURE_RARE, &[("value", &value)]), vec![as_typed], change);
    };
    let other = written(&meant);
    let asked = words.fill(key::ADD_SURE_UNIT, &[("value", &value), ("other", &other)]);
    let take = it_says(&other, move || {
        put_in(NUMBER, &meant.value().to_string());
        put_in(UNIT, meant.unit());
        step.set(Step::Ready(meant.clone()));
    });
    doubt_card(asked, vec![as_typed, take], change)
}

fn it_says(value: &str, act: impl FnMut() + Send + 'static) -> Markup {
    button("button button--quiet", words().fill(key::ADD_IT_SAYS, &[("value", value)]), act)
}
