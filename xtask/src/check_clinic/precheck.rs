//! Questions before a session: complete, with an answer that lets the patient come and one that means
//! something, and times to wait that stand in one place.

use portal::domain::aftercare::guidance::Guidance;
use portal::domain::aftercare::precheck::{Choice, How, Precheck, Question, Rests, Then};
use portal::domain::content::{Content, Text};
use portal::domain::time::Elapsed;

use super::conditions::of_patient;
use super::load::{ENGLISH, PRECHECK};
use super::names::unique;
use super::triage::known;
use super::{Fault, Faults, Files};

/// What has to be asked, measured or signed before every session.
const NEEDED: [&str; 25] = [
    "FEVER",
    "SCALP_INFECTION",
    "SCALP_INFLAMED",
    "NODULE",
    "REACTION_LAST_TIME",
    "PREGNANT",
    "BREASTFEEDING",
    "PERIOD_LATE",
    "CHEST",
    "BP",
    "NEW_MEDICINE",
    "NEW_DIAGNOSIS",
    "ANTICOAGULANT",
    "BLEEDING",
    "IMMUNE",
    "KELOID",
    "PRP_GFC",
    "TRANSPLANT",
    "LA_TODAY",
    "MOOD",
    "ALCOHOL",
    "VACCINE",
    "COLOUR",
    "BLOOD_TEST",
    "CONSENT",
];

pub fn check(files: &Files) -> Vec<Fault> {
    let Files { content, words, guidance, .. } = files;
    let mut faults = Faults::of(PRECHECK);
    let precheck = &guidance.precheck;
    unique(&mut faults, "questions", precheck.questions.iter().map(|question| &question.id));
    for needed in NEEDED {
        let is_there = precheck.questions.iter().any(|question| question.id == *needed);
        faults.expect(is_there, "questions", format!("`{needed}` is missing"));
    }
    faults.expect(precheck.counts_for.is.minutes() > 0, "counts_for", "answers never count");
    for question in &precheck.questions {
        of_question(&mut faults, question, guidance, content);
    }
    [faults.end(), times(precheck, content, words)].concat()
}

fn of_question(faults: &mut Faults, question: &Question, guidance: &Guidance, content: &Content) {
    let place = format!("question {}", question.id);
    known(faults, &place, &question.if_given, content);
    let conditions = question.ask_if.iter().chain(question.known.as_ref().map(|known| &known.when));
    for when in conditions {
        of_patient(when, content, faults, &place);
    }
    if let Some(known) = &question.known {
        let is_there = question.option(&known.is).is_some();
        faults.expect(is_there, &place, format!("has no option `{}` for what is known", known.is));
    }
    let options = &question.options;
    unique(faults, &place, options.iter().map(|choice| &choice.id));
    let is_asked = question.how == How::Asked;
    faults.expect(
        is_asked != options.is_empty(),
        &place,
        "has options if it is asked, and none if it is not",
    );
    if is_asked {
        let comes = options.first().is_some_and(|choice| !choice.says());
        faults.expect(comes, &place, "does not begin with an option after which there is nothing to say");
        let says = options.iter().any(Choice::says);
        faults.expect(says, &place, "has no option that means anything");
    }
    let grows = options.is_sorted_by_key(|choice| choice.then);
    faults.expect(grows, &place, "has a milder option after a worse one");
    let waits = options.iter().filter(|choice| choice.wait.is_some()).count();
    faults.expect(waits < 2, &place, "has several times to wait: its words can name one");
    for choice in options {
        let place = format!("{place}, option {}", choice.id);
        let goes = choice.then == Then::Go;
        faults.expect(!goes || choice.wait.is_none(), &place, "has a time to wait, and may come");
        faults.expect(!goes || !choice.urgent, &place, "cannot wait, and may come");
        faults.expect(goes || !choice.note, &place, "has its reason said anyway: `note` is for who may come");
        let length = choice.wait.map(|wait| Rests::of(content.rules()).length(wait));
        faults.expect(length.is_none_or(|length| length.minutes() > 0), &place, "waits for no time at all");
        for id in &choice.helplines {
            let is_there = guidance.triage.helplines.iter().any(|helpline| helpline.id == *id);
            faults.expect(is_there, &place, format!("unknown helpline `{id}`"));
        }
    }
}

/// The times that stand in words are those of the questions.
fn times(precheck: &Precheck, content: &Content, words: &Text) -> Vec<Fault> {
    let mut faults = Faults::of(ENGLISH);
    for question in &precheck.questions {
        let wait = question.options.iter().find_map(|choice| choice.wait);
        let of_choices = question.options.iter().map(|choice| (format!(".{}", choice.id), choice.wait));
        for (part, wait) in of_choices.chain([(String::new(), wait)]) {
            let key = format!("precheck.{}{part}", question.id);
            let text = words.words.get(key.as_str()).map_or("", |text| text);
            let unit = wait.map(|wait| match Rests::of(content.rules()).length(wait) {
                Elapsed::Minutes(_) => "{minutes}",
                Elapsed::Hours(_) => "{hours}",
                Elapsed::Days(_) => "{days}",
            });
            let rest = unit.map_or(text.to_owned(), |unit| text.replace(unit, ""));
            faults.expect(!rest.contains('{'), key, "has a place that nothing fills");
        }
    }
    faults.end()
}
