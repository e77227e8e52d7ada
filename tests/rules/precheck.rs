//! “Can I still come?”: what is asked, of whom, and what the answers mean.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use portal::domain::aftercare::precheck::{Answer, Asked, Before, How, Precheck, Rests, Then, Verdict, Wait};
use portal::domain::content::Content;
use portal::domain::formulation::evaluation::Evaluation;
use portal::domain::ids::IngredientId;
use portal::domain::labs::reading::Readings;
use portal::domain::patient::{Allergies, Patient, Transplant, Unanswered};
use portal::domain::time::Elapsed;
use proptest::prelude::*;

use crate::support::*;
use Then::{Go, NotToday, Talk};

/// The session is on the day on which the rules are asked.
struct Case<'a> {
    content: &'a Content,
    patient: Patient,
    ingredients: Vec<IngredientId>,
    had_a_session: bool,
    prp_gfc: Option<NaiveDate>,
}

impl<'a> Case<'a> {
    fn of(content: &'a Content, patient: Patient) -> Self {
        Self { content, patient, ingredients: Vec::new(), had_a_session: true, prp_gfc: None }
    }

    fn with(mut self, ingredients: &[&str]) -> Self {
        self.ingredients = ingredients.iter().map(|id| IngredientId::try_from(*id).unwrap()).collect();
        self
    }

    fn asked<'p>(&self, precheck: &'p Precheck) -> Vec<Asked<'p>> {
        let (content, patient) = (self.content, &self.patient);
        let answers = proposal(content, patient).answers;
        let asked = Evaluation {
            patient,
            vocabulary: &content.facts,
            readings: Readings::new(&content.labs, &patient.results, patient.as_of),
            terms: &content.formulary.terms,
            answers: &answers,
        };
        precheck.asked(&Before {
            asked: &asked,
            ingredients: &self.ingredients,
            had_a_session: self.had_a_session,
            day: day(TODAY),
            prp_gfc: self.prp_gfc,
            rests: Rests::of(content.rules()),
        })
    }

    /// What is asked, and what is known: `FEVER`, `FEVER: yes`.
    fn listed(&self) -> Vec<String> {
        let precheck = guidance().precheck;
        let named = |asked: &Asked<'_>| match asked.known {
            Some(known) => format!("{}: {}", asked.question.id, known.id),
            None => asked.question.id.to_string(),
        };
        self.asked(&precheck).iter().map(named).collect()
    }
}

/// Questions with the option that is chosen.
type Chosen<'a> = &'a [(&'a str, &'a str)];

fn answer(question: &str, option: &str) -> Answer {
    Answer { question: question.try_into().unwrap(), option: option.try_into().unwrap() }
}

/// The mildest answer to everything that is asked, but for these.
fn answers(asked: &[Asked<'_>], but: Chosen<'_>) -> Vec<Answer> {
    let asked = asked.iter().filter(|asked| asked.known.is_none() && asked.question.how == How::Asked);
    let usual = asked.map(|asked| {
        let other = but.iter().find(|(question, _)| asked.question.id == **question);
        let usual = asked.question.options[0].id.as_str();
        answer(asked.question.id.as_str(), other.map_or(usual, |(_, option)| option))
    });
    usual.collect()
}

fn said(verdict: &Verdict<'_>) -> Vec<String> {
    verdict.why.iter().map(|why| format!("{}.{}", why.question.id, why.choice.id)).collect()
}

/// A yes-or-no fact of the record.
fn is(patient: &mut Patient, fact: &str, answer: bool) {
    patient.facts.insert(word(fact), answer);
}

/// What one answer means for a woman with everything in the cocktail, who is well otherwise; and the
/// first day on which she may come.
#[track_caller]
fn check(question: &str, option: &str, worst: Then, is_urgent: bool, earliest: Option<&str>) {
    let (content, precheck) = (content(), guidance().precheck);
    let mut patient = early_aga_woman(&content);
    if question == "INR" {
        patient.medicines.push(word("anticoagulant"));
    }
    let case = Case::of(&content, patient).with(&["dutasteride", "b7_biotin"]);
    let asked = case.asked(&precheck);
    let verdict = Verdict::of(&asked, &answers(&asked, &[(question, option)]), day(TODAY));
    let name = format!("{question}.{option}");
    assert_eq!((verdict.worst, verdict.is_urgent()), (worst, is_urgent), "{name}");
    assert_eq!(verdict.open.len(), 0, "{name}");
    assert_eq!(verdict.may_come(), worst == Go, "{name}");
    assert_eq!(verdict.earliest, earliest.map(day), "{name}");
    assert!(said(&verdict).contains(&name), "{name}: {:?}", said(&verdict));
}

/// CLINICAL.md 4.1, row by row.
#[test]
fn each_answer_means_what_the_clinics_table_says() {
    check("FEVER", "yes", NotToday, false, Some("2026-11-26"));
    check("SCALP_INFECTION", "yes", NotToday, false, None);
    check("SCALP_INFLAMED", "yes", NotToday, false, None);
    check("NODULE", "yes", NotToday, true, None);
    check("REACTION_LAST_TIME", "yes", NotToday, false, None);
    for question in ["PREGNANT", "BREASTFEEDING", "PERIOD_LATE"] {
        check(question, "yes", NotToday, false, None);
    }
    check("CHEST", "yes", NotToday, true, None);
    check("NEW_MEDICINE", "yes", Talk, false, None);
    check("NEW_DIAGNOSIS", "yes", Talk, false, None);
    check("ANTICOAGULANT", "yes", Go, false, None);
    check("ANTICOAGULANT", "high_inr", NotToday, false, None);
    check("INR", "yes", NotToday, false, None);
    check("BLEEDING", "yes", Talk, false, None);
    check("IMMUNE", "yes", Talk, false, None);
    check("KELOID", "yes", Talk, false, None);
    check("PRP_GFC", "yes", NotToday, false, Some("2026-12-06"));
    check("TRANSPLANT", "yes", NotToday, false, Some("2026-12-20"));
    check("LA_TODAY", "yes", Go, false, None);
    check("MOOD", "sexual_change", Talk, false, None);
    check("MOOD", "low_mood", Talk, true, None);
    check("MOOD", "self_harm", NotToday, true, None);
    check("ALCOHOL", "a_drink", Go, false, None);
    check("ALCOHOL", "drunk", NotToday, false, None);
    check("VACCINE", "yes", Talk, false, None);
    check("COLOUR", "yes", Talk, false, Some("2026-11-26"));
    check("BLOOD_TEST", "yes", Talk, false, None);
}

#[test]
fn a_man_who_is_well_is_asked_everything_but_what_cannot_be_and_may_come() {
    let content = content();
    let expected = [
        "FEVER",
        "SCALP_INFECTION",
        "SCALP_INFLAMED",
        "NODULE",
        "REACTION_LAST_TIME",
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
    let case = Case::of(&content, early_aga_man(&content)).with(&["dutasteride", "b7_biotin"]);
    assert_eq!(case.listed(), expected);
    let precheck = guidance().precheck;
    let asked = case.asked(&precheck);
    let verdict = Verdict::of(&asked, &answers(&asked, &[]), day(TODAY));
    assert!(verdict.may_come(), "{verdict:?}");
    assert_eq!((verdict.why.len(), verdict.earliest), (0, None));
}

/// CLINICAL.md 4.1: standard precautions are no question.
#[test]
fn nobody_is_asked_about_hiv_or_hepatitis() {
    let text = std::fs::read_to_string(project("public/clinic/precheck.json")).unwrap().to_lowercase();
    assert!(!text.contains("hiv") && !text.contains("hepatitis"));
}

#[test]
fn before_the_first_session_nothing_is_asked_about_the_last() {
    let content = content();
    let mut case = Case::of(&content, early_aga_man(&content));
    assert!(case.listed().contains(&"NODULE".to_owned()));
    case.had_a_session = false;
    let listed = case.listed();
    assert!(!listed.iter().any(|id| id == "NODULE" || id == "REACTION_LAST_TIME"), "{listed:?}");
}

/// What is not known is asked: the sex, and whether a pregnancy can be.
#[test]
fn pregnancy_is_asked_wherever_it_can_be() {
    let content = content();
    let of = |change: fn(&mut Patient)| {
        let mut patient = early_aga_woman(&content);
        change(&mut patient);
        let listed = Case::of(&content, patient).listed();
        let asked = ["PREGNANT", "BREASTFEEDING", "PERIOD_LATE"];
        listed.into_iter().filter(|id| asked.iter().any(|asked| id.starts_with(asked))).collect::<Vec<_>>()
    };
    let all = ["PREGNANT", "BREASTFEEDING", "PERIOD_LATE"];
    assert_eq!(of(|_| ()), all);
    assert_eq!(of(|patient| is(patient, "pregnant", false)), all);
    assert_eq!(of(|patient| patient.sex = None), all);
    assert_eq!(of(|patient| patient.sex = Some(portal::domain::patient::Sex::M)), [] as [&str; 0]);
    assert_eq!(of(|patient| is(patient, "postmenopausal", true)), [] as [&str; 0]);
    // What is known is not asked, nor whether her period is late.
    let known = of(|patient| is(patient, "pregnant", true));
    assert_eq!(known, ["PREGNANT: yes", "BREASTFEEDING"]);
}

#[test]
fn mood_is_asked_with_a_dht_blocker_and_blood_tests_with_biotin() {
    let content = content();
    let asks = |ingredients: &[&str]| {
        let listed = Case::of(&content, early_aga_man(&content)).with(ingredients).listed();
        ["MOOD", "BLOOD_TEST"].map(|id| listed.iter().any(|listed| listed == id))
    };
    assert_eq!(asks(&["zinc"]), [false, false]);
    assert_eq!(asks(&["dutasteride"]), [true, false]);
    assert_eq!(asks(&["finasteride", "zinc"]), [true, false]);
    assert_eq!(asks(&["zinc", "b7_biotin"]), [false, true]);
}

/// What the record says is not asked again, and its consequence stands.
#[test]
fn what_the_record_says_stands_without_being_asked() {
    type Row = (&'static str, fn(&mut Patient), Then);
    let rows: [Row; 11] = [
        ("FEVER", |patient| patient.conditions.push(word("fever")), NotToday),
        ("SCALP_INFECTION", |patient| patient.conditions.push(word("active_scalp_infection")), NotToday),
        ("SCALP_INFECTION", |patient| patient.types.push(word("tinea")), NotToday),
        ("BREASTFEEDING", |patient| is(patient, "breastfeeding", true), NotToday),
        ("ANTICOAGULANT", |patient| patient.medicines.push(word("anticoagulant")), Go),
        ("BLEEDING", |patient| patient.conditions.push(word("bleeding_disorder")), Talk),
        ("IMMUNE", |patient| patient.conditions.push(word("immunosuppressed")), Talk),
        ("KELOID", |patient| patient.conditions.push(word("keloid")), Talk),
        ("LA_TODAY", |patient| patient.conditions.push(word("g6pd_deficiency")), Go),
        ("LA_TODAY", |patient| patient.allergies = Allergies::Listed(vec![word("lidocaine")]), Go),
        ("BLOOD_TEST", |patient| patient.blood_test_in_days = Some(2), Talk),
    ];
    let (content, precheck) = (content(), guidance().precheck);
    for (question, change, worst) in rows {
        let mut patient = early_aga_woman(&content);
        change(&mut patient);
        let case = Case::of(&content, patient).with(&["b7_biotin"]);
        assert!(case.listed().contains(&format!("{question}: yes")), "{question}: {:?}", case.listed());
        let asked = case.asked(&precheck);
        let verdict = Verdict::of(&asked, &answers(&asked, &[]), day(TODAY));
        assert_eq!((verdict.worst, verdict.open.len()), (worst, 0), "{question}");
        let why = verdict.why.iter().find(|why| why.question.id == *question).unwrap();
        assert!(why.is_known, "{question}");
    }
    let with_anticoagulant = |medicines: &[&str]| {
        let medicines = medicines.iter().map(|medicine| word(medicine)).collect();
        let patient = Patient { medicines, ..early_aga_man(&content) };
        Case::of(&content, patient).listed().iter().any(|id| id == "INR")
    };
    assert_eq!((with_anticoagulant(&["anticoagulant"]), with_anticoagulant(&[])), (true, false));
}

/// CLINICAL.md 6.1: 28 days after a transplant, 14 either side of PRP and GFC: the numbers of the
/// formulary and the protocol, counted to the day of the session.
#[test]
fn recorded_days_answer_for_as_long_as_the_clinics_numbers_say() {
    let (content, precheck) = (content(), guidance().precheck);
    let row = |patient: Patient, prp_gfc: Option<&str>, question: &str| {
        let mut case = Case::of(&content, patient);
        case.prp_gfc = prp_gfc.map(day);
        let asked = case.asked(&precheck);
        let found = asked.iter().find(|asked| asked.question.id == *question)?;
        let verdict = Verdict::of(&asked, &answers(&asked, &[]), day(TODAY));
        Some((found.known.map(|known| known.id.to_string()), verdict.earliest, found.wait))
    };
    let yes =
        |earliest: &str, days| Some((Some("yes".to_owned()), Some(day(earliest)), Some(Elapsed::Days(days))));
    let transplanted =
        |transplant| Patient { types: vec![word("post_transplant")], transplant, ..early_aga_man(&content) };
    let is_asked = |days| Some((None, None, Some(Elapsed::Days(days))));
    assert_eq!(row(transplanted(Transplant::DaysAgo(27)), None, "TRANSPLANT"), yes("2026-11-23", 28));
    assert_eq!(row(transplanted(Transplant::DaysAgo(28)), None, "TRANSPLANT"), None);
    assert_eq!(row(transplanted(Transplant::DayNotGiven), None, "TRANSPLANT"), is_asked(28));
    assert_eq!(row(early_aga_man(&content), None, "TRANSPLANT"), is_asked(28));
    let man = || early_aga_man(&content);
    assert_eq!(row(man(), Some("2026-11-09"), "PRP_GFC"), yes("2026-11-23", 14));
    assert_eq!(row(man(), Some("2026-11-08"), "PRP_GFC"), is_asked(14));
    assert_eq!(row(man(), None, "PRP_GFC"), is_asked(14));
}

#[test]
fn the_days_to_wait_are_those_of_the_other_files() {
    let content = content_with(|name, file| match name {
        "protocol" => file["prp_gfc_gap_days"]["is"] = 21.into(),
        "formulary" => {
            let status = file["status"].as_array_mut().unwrap();
            let rule = status.iter_mut().find(|rule| rule["reason"] == "TRANSPLANT_TOO_RECENT").unwrap();
            rule["when"]["days_since"]["below"] = 90.into();
        }
        _ => {}
    });
    assert_eq!(Rests::of(content.rules()), Rests { prp_gfc: 21, transplant: 90 });
    let (precheck, case) = (guidance().precheck, Case::of(&content, early_aga_man(&content)));
    let asked = case.asked(&precheck);
    let verdict = Verdict::of(&asked, &answers(&asked, &[("TRANSPLANT", "yes")]), day(TODAY));
    assert_eq!(verdict.earliest, Some(day(TODAY) + Days::new(90)));
}

/// CLINICAL.md 4.1: 72 hours count from the instant of the answer, which may be late in the evening.
#[test]
fn a_wait_of_hours_is_over_before_its_first_day_begins() {
    let (content, mut precheck) = (content(), guidance().precheck);
    let case = Case::of(&content, early_aga_man(&content));
    let (thursday, evening) = (day("2026-11-26"), instant("2026-11-26T23:59:00+05:30"));
    for (wait, first) in [
        (Elapsed::Hours(72), "2026-11-30"),
        (Elapsed::Hours(48), "2026-11-29"),
        (Elapsed::Hours(49), "2026-11-30"),
        (Elapsed::Hours(12), "2026-11-28"),
        (Elapsed::Minutes(1), "2026-11-28"),
        (Elapsed::Days(3), "2026-11-30"),
    ] {
        precheck.questions[0].options[1].wait = Some(Wait::After(wait));
        let asked = case.asked(&precheck);
        let earliest = Verdict::of(&asked, &answers(&asked, &[("FEVER", "yes")]), thursday).earliest;
        assert_eq!(earliest, Some(day(first)), "{wait:?}");
        assert!(wait.after(evening) <= instant(&format!("{first}T00:00:00+05:30")), "{wait:?}");
    }
    // Days of the calendar count from day to day.
    let asked = case.asked(&precheck);
    let of = |but: Chosen<'_>| Verdict::of(&asked, &answers(&asked, but), thursday).earliest;
    assert_eq!(of(&[("PRP_GFC", "yes")]), Some(day("2026-12-10")));
    assert_eq!(of(&[("TRANSPLANT", "yes")]), Some(day("2026-12-24")));
}

#[test]
fn the_worst_answer_wins_and_is_said_first() {
    let (content, precheck) = (content(), guidance().precheck);
    let case = Case::of(&content, early_aga_man(&content));
    let asked = case.asked(&precheck);
    let of = |but: Chosen<'_>| Verdict::of(&asked, &answers(&asked, but), day(TODAY));
    let all = of(&[("ALCOHOL", "a_drink"), ("VACCINE", "yes"), ("FEVER", "yes")]);
    assert_eq!(said(&all), ["FEVER.yes", "VACCINE.yes", "ALCOHOL.a_drink"]);
    // The longest wait counts, also one of a milder answer; and none where a worse one has none.
    let rows: [(Chosen, Option<&str>); 4] = [
        (&[("FEVER", "yes"), ("PRP_GFC", "yes")], Some("2026-12-06")),
        (&[("FEVER", "yes"), ("SCALP_INFECTION", "yes")], None),
        (&[("FEVER", "yes"), ("VACCINE", "yes")], Some("2026-11-26")),
        (&[("COLOUR", "yes"), ("VACCINE", "yes")], None),
    ];
    for (but, earliest) in rows {
        assert_eq!(of(but).earliest, earliest.map(day), "{but:?}");
    }
}

#[test]
fn nobody_may_come_before_everything_is_answered() {
    let (content, precheck) = (content(), guidance().precheck);
    let case = Case::of(&content, early_aga_man(&content));
    let asked = case.asked(&precheck);
    let all = answers(&asked, &[]);
    for left_out in 0..all.len() {
        let mut answers = all.clone();
        let missing = answers.remove(left_out);
        let verdict = Verdict::of(&asked, &answers, day(TODAY));
        let open: Vec<_> = verdict.open.iter().map(|question| question.id.clone()).collect();
        assert_eq!((verdict.may_come(), open), (false, vec![missing.question]));
    }
    // An option of older content answers nothing.
    let mut answers = all;
    answers[0].option = "maybe".try_into().unwrap();
    assert_eq!(Verdict::of(&asked, &answers, day(TODAY)).open.len(), 1);
}

/// CLINICAL.md 4.1: answers within 24 hours before.
#[test]
fn answers_count_for_24_hours_before_the_session() {
    let (precheck, start) = (guidance().precheck, instant("2026-11-26T17:00:00+05:30"));
    for (minutes, counts) in [(0, true), (24 * 60, true), (24 * 60 + 1, false), (7 * 24 * 60, false)] {
        let answered = start - TimeDelta::minutes(minutes);
        assert_eq!(precheck.counts(answered, start), counts, "{minutes} minutes before");
    }
}

/// Of a patient of whom nothing is known everything is asked.
#[test]
fn what_is_not_known_is_asked() {
    let content = content();
    let mut case = Case::of(&content, Patient::unknown(day(TODAY), Unanswered::Open));
    case = case.with(&["dutasteride", "b7_biotin"]);
    let all: Vec<_> = guidance().precheck.questions.iter().map(|question| question.id.to_string()).collect();
    assert_eq!(case.listed(), all.into_iter().filter(|id| id != "INR").collect::<Vec<_>>());
}

/// Any answers to what a woman is asked who takes everything.
fn any_answers() -> impl Strategy<Value = Vec<Answer>> {
    let options: Vec<_> = guidance()
        .precheck
        .questions
        .into_iter()
        .flat_map(|question| {
            let id = question.id.clone();
            question.options.into_iter().map(move |choice| Answer { question: id.clone(), option: choice.id })
        })
        .collect();
    prop::collection::vec(prop::sample::select(options), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_answer_added_never_makes_it_better(
        before in any_answers(), added in any_answers(), anticoagulant in any::<bool>(), prp in any::<bool>(),
    ) {
        let (content, precheck) = (content(), guidance().precheck);
        let mut patient = early_aga_woman(&content);
        if anticoagulant {
            patient.medicines.push(word("anticoagulant"));
        }
        let mut case = Case::of(&content, patient).with(&["dutasteride", "b7_biotin"]);
        case.prp_gfc = prp.then(|| day("2026-11-20"));
        let asked = case.asked(&precheck);
        let mut answers = before;
        let mut last = Verdict::of(&asked, &answers, day(TODAY));
        for answer in added {
            answers.push(answer);
            let next = Verdict::of(&asked, &answers, day(TODAY));
            prop_assert!(next.worst >= last.worst);
            prop_assert!(next.open.len() <= last.open.len());
            prop_assert!(next.is_urgent() || !last.is_urgent());
            let reasons = |verdict: &Verdict<'_>| said(verdict).into_iter().collect::<BTreeSet<_>>();
            prop_assert!(reasons(&next).is_superset(&reasons(&last)));
            if let (Some(before), Some(after)) = (last.earliest, next.earliest)
                && last.worst == next.worst
            {
                prop_assert!(before <= after);
            }
            if next.worst > Go {
                prop_assert!(!next.may_come());
            }
            last = next;
        }
    }

    #[test]
    fn whoever_does_not_come_is_told_why(answers in any_answers()) {
        let (content, precheck) = (content(), guidance().precheck);
        let case = Case::of(&content, early_aga_woman(&content)).with(&["dutasteride", "b7_biotin"]);
        let verdict = Verdict::of(&case.asked(&precheck), &answers, day(TODAY));
        prop_assert!(verdict.worst == Go || verdict.why[0].choice.then == verdict.worst);
        prop_assert!(verdict.earliest.is_none_or(|earliest| earliest > day(TODAY)));
    }
}
