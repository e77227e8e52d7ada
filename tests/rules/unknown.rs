//! What is not known is not a no: invariant 5.

use portal::domain::formulation::formulary::Status;
use portal::domain::patient::{Age, Allergies, Patient, Question, Transplant, Unanswered};

use crate::support::*;

fn open(base: Patient, facts: &[(&str, bool)]) -> Patient {
    Patient {
        unanswered: Unanswered::Open,
        facts: facts.iter().map(|(fact, answer)| (word(fact), *answer)).collect(),
        ..base
    }
}

const ANSWERED: [(&str, bool); 3] =
    [("pregnant", false), ("breastfeeding", false), ("trying_to_conceive", false)];

#[track_caller]
fn check(patient: &Patient, status: Status, reason: &str, questions: &[Question]) {
    let proposal = proposal(&content(), patient);
    assert_eq!((proposal.status, proposal.reason.as_str()), (status, reason));
    assert_eq!(proposal.questions, questions);
}

#[test]
fn a_fact_left_open_makes_the_plan_provisional_and_becomes_a_question() {
    let content = content();
    let woman = || early_aga_woman(&content);
    check(&open(woman(), &ANSWERED), Status::Proposed, "OK", &[]);
    for at in 0..2 {
        let mut facts = ANSWERED.to_vec();
        let (left_open, _) = facts.remove(at);
        let question = Question::Fact(word(left_open));
        check(&open(woman(), &facts), Status::Provisional, "FACTS_INCOMPLETE", &[question]);
    }
    let no_age = Patient { age: None, ..open(woman(), &ANSWERED) };
    check(&no_age, Status::Provisional, "FACTS_INCOMPLETE", &[Question::Age]);
    let no_allergies = Patient { allergies: Allergies::NotRecorded, ..open(woman(), &ANSWERED) };
    check(&no_allergies, Status::Provisional, "FACTS_INCOMPLETE", &[Question::Allergies]);
    let no_sex = Patient { sex: None, ..open(woman(), &ANSWERED) };
    check(&no_sex, Status::Provisional, "FACTS_INCOMPLETE", &[Question::Sex]);
}

#[test]
fn missing_blood_tests_come_before_missing_facts() {
    let content = content();
    let patient = Patient { results: Vec::new(), ..open(early_aga_woman(&content), &[]) };
    let questions =
        ["breastfeeding", "pregnant", "trying_to_conceive"].map(|fact| Question::Fact(word(fact)));
    check(&patient, Status::Provisional, "LABS_INCOMPLETE", &questions);
}

#[test]
fn a_man_is_not_asked_whether_he_is_pregnant() {
    let content = content();
    check(&open(early_aga_man(&content), &[]), Status::Proposed, "OK", &[]);
    let late = Patient { age: Some(Age { from: 57, to: 57 }), ..early_aga_woman(&content) };
    check(&open(late, &[("postmenopausal", true)]), Status::Proposed, "OK", &[]);
}

#[test]
fn an_ingredient_whose_contraindication_is_open_stays_out_until_answered() {
    let content = content();
    let woman = open(early_aga_woman(&content), &ANSWERED[..2]);
    let answer = proposal(&content, &woman);
    assert_eq!(reason(&answer, "minoxidil"), "TRYING_TO_CONCEIVE");
    let minoxidil = answer.answer(&"minoxidil".try_into().unwrap()).unwrap();
    assert!(minoxidil.until_answered);
    assert_eq!(answer.questions, [Question::Fact(word("trying_to_conceive"))]);
    let unknown_sex = Patient { sex: None, ..open(early_aga_man(&content), &ANSWERED) };
    assert_eq!(reason(&proposal(&content, &unknown_sex), "dutasteride"), "WOMAN_CHILDBEARING");
}

// The plan waits for the question, with the cocktail it would have if there are none.
#[test]
fn allergies_never_recorded_leave_the_cocktail_to_be_seen() {
    let content = content();
    let answered = open(early_aga_woman(&content), &ANSWERED);
    let not_recorded = Patient { allergies: Allergies::NotRecorded, ..answered.clone() };
    let (answered, waiting) = (proposal(&content, &answered), proposal(&content, &not_recorded));
    assert_eq!(included(&waiting), included(&answered));
    assert_eq!(waiting.reason.as_str(), "FACTS_INCOMPLETE");
}

#[test]
fn an_age_known_only_by_the_year_decides_only_what_it_can() {
    let content = content();
    let aged = |from, to| Patient { age: Some(Age { from, to }), ..early_aga_man(&content) };
    check(&aged(16, 17), Status::AskDoctor, "UNDER_18", &[]);
    check(&aged(17, 18), Status::Provisional, "FACTS_INCOMPLETE", &[Question::Age]);
    check(&aged(18, 19), Status::Proposed, "OK", &[]);
    let flags = |patient| flags(&proposal(&content, &patient)).contains(&"PSA_BASELINE".to_owned());
    assert_eq!([flags(aged(44, 45)), flags(aged(45, 46))], [false, true]);
}

#[test]
fn a_transplant_without_its_day_counts_as_too_recent() {
    let content = content();
    let with =
        |transplant| Patient { types: vec![word("post_transplant")], transplant, ..early_aga_man(&content) };
    check(&with(Transplant::DayNotGiven), Status::Hold, "TRANSPLANT_TOO_RECENT", &[Question::TransplantDay]);
    check(&with(Transplant::DaysAgo(27)), Status::Hold, "TRANSPLANT_TOO_RECENT", &[]);
    check(&with(Transplant::DaysAgo(28)), Status::Proposed, "OK", &[]);
}

// A cut-off that differs by sex decides nothing between the two while the sex is open.
#[test]
fn a_cut_off_by_sex_is_not_guessed() {
    let content = content();
    let mut patient = Patient { sex: None, ..early_aga_man(&content) };
    patient.results.push(result(&content, "hemoglobin", "12.5", "g/dL", "2026-11-20"));
    let anaemia = |patient: &Patient| flags(&proposal(&content, patient)).contains(&"ANAEMIA".to_owned());
    assert!(!anaemia(&patient));
    patient.results.push(result(&content, "hemoglobin", "11.9", "g/dL", "2026-11-21"));
    assert!(anaemia(&patient));
}
