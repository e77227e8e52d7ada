//! What the patient tells around a session: told, read, joined to the clinic's file, taken back.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use portal::domain::aftercare::comfort::{Comfort, NotOnTheScale};
use portal::domain::aftercare::precheck::Answer;
use portal::domain::aftercare::weekly::{Answered, CheckDone};
use portal::domain::ids::IngredientId;
use portal::fhir::record::{Record, document};
use portal::fhir::told::{Told, ToldWhat, join, parted, parts, with_visit, without};
use portal::fhir::visit::{CHECK, COMFORT, CONSENT, CREAM, OfVisit, PRECHECK, PlanRead, VisitTold};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::records::support::{OWN, listed, of_patient, record, wall_clock};
use crate::support::{TODAY, content, day, instant};

/// When the session starts that is told of.
fn start() -> DateTime<Utc> {
    instant("2026-11-26T17:00:00+05:30")
}

fn at() -> DateTime<Utc> {
    instant("2026-11-26T09:30:00+05:30")
}

fn answer(question: &str, option: &str) -> Answer {
    Answer { question: question.try_into().unwrap(), option: option.try_into().unwrap() }
}

fn comfort(number: u64) -> OfVisit {
    OfVisit::Comfort(Comfort::try_from(number).unwrap())
}

fn check(check: &str, answered: Answered, on: NaiveDate) -> OfVisit {
    OfVisit::Check { check: check.try_into().unwrap(), answered, on }
}

fn ingredients(named: &[&str]) -> Vec<IngredientId> {
    named.iter().map(|id| IngredientId::try_from(*id).unwrap()).collect()
}

/// One of each kind.
fn one_of_each() -> Vec<OfVisit> {
    vec![
        OfVisit::Precheck(vec![answer("FEVER", "no"), answer("ALCOHOL", "a_drink")]),
        OfVisit::Consent(PlanRead {
            signed_on: Some(day("2026-11-10")),
            signed_by: Some("Dr. Ashwini".to_owned()),
            content: 3,
            ingredients: ingredients(&["zinc", "b7_biotin"]),
        }),
        OfVisit::Cream(instant("2026-11-26T17:10:00+05:30")),
        comfort(7),
        check("look_for_lumps", Answered::Later, day("2026-12-08")),
    ]
}

/// What the patient tells one after the other, a minute apart, beside what they told before.
fn told(so_far: Option<Vec<u8>>, all: &[OfVisit]) -> Vec<u8> {
    let (content, record) = (content(), record(&[]));
    let tell = |so_far: Option<Vec<u8>>, (number, what): (usize, &OfVisit)| {
        let at = at() + TimeDelta::minutes(i64::try_from(number).unwrap());
        let told = VisitTold::new(start(), what.clone(), at);
        Some(with_visit(so_far.as_deref(), &record, &content.facts, &told).unwrap())
    };
    all.iter().enumerate().fold(so_far, tell).unwrap()
}

/// A woman's file with what she told beside it.
fn joined(told: &[u8]) -> Record {
    let mut whole = record(&[]).bundle;
    join(&mut whole, &document(told).unwrap());
    Record::of(whole, content().rules(), &wall_clock, day(TODAY)).unwrap()
}

fn what(record: &Record) -> Vec<OfVisit> {
    record.visits.iter().map(|told| told.what.clone()).collect()
}

#[test]
fn each_kind_is_written_with_the_session_that_it_tells_of() {
    let written: Value = serde_json::from_slice(&told(None, &one_of_each())).unwrap();
    let session = json!({"linkId": "session", "answer": [{"valueDateTime": "2026-11-26T11:30:00Z"}]});
    let item = |link: &str, form: &str, value: Value| json!({"linkId": link, "answer": [{form: value}]});
    let own = |link: &str, code: &str| item(link, "valueCoding", json!({"system": OWN, "code": code}));
    let rows = [
        (
            "told-precheck-1795692600",
            PRECHECK,
            "2026-11-26T04:00:00Z",
            json!([session, own("FEVER", "no"), own("ALCOHOL", "a_drink")]),
        ),
        (
            "told-consent-1795692600",
            CONSENT,
            "2026-11-26T04:01:00Z",
            json!([
                session,
                item("signed_on", "valueDate", json!("2026-11-10")),
                item("signed_by", "valueString", json!("Dr. Ashwini")),
                item("content", "valueInteger", json!(3)),
                item("ingredient", "valueCoding", json!({"system": OWN, "code": "zinc"})),
                item("ingredient", "valueCoding", json!({"system": OWN, "code": "b7_biotin"}))
            ]),
        ),
        (
            "told-cream-1795692600",
            CREAM,
            "2026-11-26T04:02:00Z",
            json!([session, item("cream", "valueDateTime", json!("2026-11-26T11:40:00Z"))]),
        ),
        (
            "told-comfort-1795692600",
            COMFORT,
            "2026-11-26T04:03:00Z",
            json!([session, item("comfort", "valueInteger", json!(7))]),
        ),
        (
            "told-check-look-for-lumps-2026-12-08",
            CHECK,
            "2026-11-26T04:04:00Z",
            json!([
                session,
                own("check", "look_for_lumps"),
                own("answer", "later"),
                item("day", "valueDate", json!("2026-12-08"))
            ]),
        ),
    ];
    let expected = rows.map(|(id, questionnaire, authored, item)| {
        json!({"resource": {
            "resourceType": "QuestionnaireResponse", "id": id, "questionnaire": questionnaire,
            "status": "completed", "subject": {"reference": "Patient/p"}, "source": {"reference": "Patient/p"},
            "authored": authored, "item": item,
        }})
    });
    assert_eq!(written["entry"], json!(expected));
}

#[test]
fn each_kind_is_read_back_as_it_was_told() {
    let record = joined(&told(None, &one_of_each()));
    assert_eq!((what(&record), listed(&record)), (one_of_each(), vec![]));
    let answers = [answer("FEVER", "no"), answer("ALCOHOL", "a_drink")];
    assert_eq!(record.precheck(start()), Some((&answers[..], at())));
    let OfVisit::Consent(plan) = &one_of_each()[1] else { panic!("the second is the consent") };
    assert_eq!(record.consent(start()), Some((plan, at() + TimeDelta::minutes(1))));
    let on = instant("2026-11-26T17:10:00+05:30");
    assert_eq!(record.cream(start()), Some((on, "told-cream-1795692600")));
    assert_eq!(record.comfort(start()).map(Comfort::number), Some(7));
    let check = CheckDone {
        check: "look_for_lumps".try_into().unwrap(),
        ended: start(),
        answered: Answered::Later,
        on: day("2026-12-08"),
    };
    assert_eq!(record.checks_done(), [check]);
    let other = start() + TimeDelta::minutes(1);
    assert_eq!((record.precheck(other), record.consent(other)), (None, None));
    assert_eq!((record.cream(other), record.comfort(other)), (None, None));
}

#[test]
fn a_plan_that_nobody_signed_can_be_read_too() {
    let plan =
        OfVisit::Consent(PlanRead { signed_on: None, signed_by: None, content: 1, ingredients: Vec::new() });
    assert_eq!(what(&joined(&told(None, std::slice::from_ref(&plan)))), [plan]);
}

/// CLINICAL.md 4.1: read for the cocktail as it is now.
#[test]
fn a_plan_is_read_with_its_ingredients_and_another_is_another() {
    let plan = |named: &[&str]| {
        let (signed_on, signed_by) = (Some(day("2026-11-10")), Some("Dr. Ashwini".to_owned()));
        PlanRead { signed_on, signed_by, content: 3, ingredients: ingredients(named) }
    };
    let all = [&["zinc", "b7_biotin"][..], &["b7_biotin", "zinc"], &["zinc"], &[]];
    for (number, named) in all.into_iter().enumerate() {
        let record = joined(&told(None, &[OfVisit::Consent(plan(named))]));
        let (read, _) = record.consent(start()).unwrap();
        for (other, others) in all.into_iter().enumerate() {
            assert_eq!(*read == plan(others), number == other, "{named:?}, {others:?}");
        }
    }
}

#[test]
fn a_second_answer_takes_the_place_of_the_first() {
    let first = told(None, &one_of_each());
    let second = [
        OfVisit::Precheck(vec![answer("FEVER", "yes")]),
        OfVisit::Consent(PlanRead {
            signed_on: Some(day("2026-11-25")),
            signed_by: None,
            content: 4,
            ingredients: Vec::new(),
        }),
        OfVisit::Cream(instant("2026-11-26T17:12:00+05:30")),
        comfort(0),
        check("look_for_lumps", Answered::Done, day("2026-12-08")),
    ];
    assert_eq!(what(&joined(&told(Some(first), &second))), second);
}

#[test]
fn a_check_of_another_day_stands_beside_the_first() {
    let all = [
        check("look_for_lumps", Answered::Later, day("2026-12-08")),
        check("look_for_lumps", Answered::Done, day("2026-12-09")),
        check("mood_and_sexual_function", Answered::NotForMe, day("2026-12-09")),
    ];
    let done = joined(&told(None, &all)).checks_done();
    let answers: Vec<_> = done.iter().map(|done| (done.on.to_string(), done.answered)).collect();
    let day = |day: &str| day.to_owned();
    assert_eq!(
        answers,
        [
            (day("2026-12-08"), Answered::Later),
            (day("2026-12-09"), Answered::Done),
            (day("2026-12-09"), Answered::NotForMe)
        ]
    );
}

#[test]
fn the_cream_can_be_taken_back() {
    let all = told(None, &one_of_each());
    let (_, id) = joined(&all).cream(start()).map(|(on, id)| (on, id.to_owned())).unwrap();
    let left = joined(&without(&all, &id).unwrap());
    assert_eq!((left.cream(start()), left.visits.len()), (None, 4));
}

#[test]
fn what_was_told_around_a_session_waits_among_the_rest_until_it_is_withdrawn() {
    let all = told(None, &one_of_each());
    let expected: Vec<_> = joined(&all)
        .visits
        .into_iter()
        .map(|told| Told { id: told.id.clone(), what: ToldWhat::Visit(told) })
        .collect();
    assert_eq!(parts(&all), expected);
    let left = expected.iter().fold(all, |left, told| without(&left, &told.id).unwrap());
    assert_eq!(parts(&left), []);
}

/// So that it can be taken back in the portal as before.
#[test]
fn a_saved_record_is_parted_into_the_clinics_file_and_what_was_told_around_sessions() {
    let told = told(None, &one_of_each());
    let whole = joined(&told);
    let again = Record::read(whole.write().as_bytes(), content().rules(), &wall_clock, day(TODAY)).unwrap();
    assert_eq!(again, whole);
    let (file, again) = parted(whole.write().as_bytes()).unwrap();
    assert_eq!(document(&file).unwrap(), record(&[]).bundle);
    assert_eq!(document(&again).unwrap(), document(&told).unwrap());
    // Beside a file that has them already they count once.
    let mut twice = whole.bundle.clone();
    join(&mut twice, &document(&told).unwrap());
    assert_eq!(twice, whole.bundle);
}

#[test]
fn what_bears_on_treatment_stays_as_it_was() {
    let (before, after) = (record(&[]), joined(&told(None, &one_of_each())));
    assert_eq!((after.patient, after.given, after.booked), (before.patient, before.given, before.booked));
}

/// A resource with a change at a place; the place is taken away where there is nothing to put there.
fn broken(what: &OfVisit, place: &str, value: Option<Value>) -> Value {
    let content = content();
    let told = VisitTold::new(start(), what.clone(), at());
    let facts = portal::fhir::facts::Words(&content.facts);
    let mut resource = of_patient("QuestionnaireResponse", told.resource(&record(&[]), facts), &json!({}));
    match (value, place.rsplit_once('/').unwrap()) {
        (Some(value), _) => *resource.pointer_mut(place).unwrap() = value,
        (None, (parent, member)) => {
            let parent = resource.pointer_mut(parent).unwrap();
            drop(parent.as_object_mut().unwrap().remove(member));
        }
    }
    resource
}

#[test]
fn what_is_broken_is_listed_and_not_used() {
    let no_date = "it has no date, so it is not used";
    let bad = |text: &str| format!("`{text}` is not a whole date, so it is not used");
    let answer = |text: &str| format!("its answer `{text}` is not understood, so the question stays open");
    let [precheck, consent, cream, comfort, check] = one_of_each().try_into().unwrap();
    let session = "/item/0/answer/0/valueDateTime";
    let second = "/item/1/answer/0";
    let rows: Vec<(&OfVisit, String, Option<Value>, String)> = vec![
        (&precheck, session.to_owned(), None, no_date.to_owned()),
        (&cream, session.to_owned(), Some(json!("2026-11-26")), bad("2026-11-26")),
        (&comfort, "/authored".to_owned(), None, no_date.to_owned()),
        (&comfort, "/authored".to_owned(), Some(json!("yesterday")), bad("yesterday")),
        (&precheck, format!("{second}/valueCoding"), None, "it has no value".to_owned()),
        (&precheck, format!("{second}/valueCoding/code"), Some(json!("oh no")), answer("oh no")),
        (&precheck, "/item/1/linkId".to_owned(), Some(json!("a fever")), answer("a fever")),
        (
            &precheck,
            "/item/1/linkId".to_owned(),
            None,
            "it has neither a code nor a text, so it is not used".to_owned(),
        ),
        (&consent, format!("{second}/valueDate"), Some(json!("2026-11")), bad("2026-11")),
        (&consent, "/item/3/answer".to_owned(), None, "it has no value".to_owned()),
        (&consent, "/item/3/answer/0/valueInteger".to_owned(), Some(json!(-1)), answer("-1")),
        (
            &consent,
            "/item/3/answer/0/valueInteger".to_owned(),
            Some(json!(4_294_967_296_u64)),
            "`4294967296` is not a number of at most 17 digits, so it is not used".to_owned(),
        ),
        (&consent, "/item/4/answer/0/valueCoding".to_owned(), None, "it has no value".to_owned()),
        (&consent, "/item/5/answer/0/valueCoding/code".to_owned(), Some(json!("Zn 62")), answer("Zn 62")),
        (&cream, format!("{second}/valueDateTime"), Some(json!("5 pm")), bad("5 pm")),
        (&comfort, format!("{second}/valueInteger"), Some(json!(11)), answer("11")),
        (&comfort, format!("{second}/valueInteger"), Some(json!(7.5)), answer("7.5")),
        (&comfort, format!("{second}/valueInteger"), None, "it has no value".to_owned()),
        (&check, format!("{second}/valueCoding"), None, "it has no value".to_owned()),
        (&check, "/item/2/answer/0/valueCoding/code".to_owned(), Some(json!("never")), answer("never")),
        (&check, "/item/3/answer/0/valueDate".to_owned(), None, no_date.to_owned()),
    ];
    for (what, place, value, expected) in rows {
        let resource = broken(what, &place, value);
        let expected = format!("QuestionnaireResponse/{}: {expected}", resource["id"].as_str().unwrap());
        let told = json!({"resourceType": "Bundle", "entry": [{"resource": resource}]});
        assert_eq!(parts(told.to_string().as_bytes()), [], "{place}");
        let record = record(&[resource]);
        assert_eq!((record.visits.len(), listed(&record)), (0, vec![expected]), "{place}");
    }
}

#[test]
fn answers_to_no_question_at_all_are_listed() {
    let mut resource = broken(&one_of_each()[0], "/status", Some(json!("completed")));
    resource["item"].as_array_mut().unwrap().truncate(1);
    let record = record(&[resource]);
    assert_eq!(listed(&record), ["QuestionnaireResponse/told-precheck-1795692600: it has no value"]);
}

#[test]
fn a_number_is_one_of_the_scale() {
    for number in 0..=10 {
        assert_eq!(Comfort::try_from(number).map(|comfort| u64::from(comfort.number())), Ok(number));
    }
    for refused in [11, 256, u64::MAX] {
        assert_eq!(Comfort::try_from(refused), Err(NotOnTheScale(refused)));
    }
}

fn any_what() -> impl Strategy<Value = OfVisit> {
    let answers = prop::collection::vec(("[A-Z_]{1,12}", "[a-z_]{1,12}"), 1..5);
    let any_day = || (0_u64..400).prop_map(|later| crate::free_times::later(day("2026-11-24"), later));
    let ingredient = "[a-z][a-z0-9_]{0,12}".prop_map(|id| IngredientId::try_from(id.as_str()).unwrap());
    let any_ingredients = prop::collection::vec(ingredient, 0..5);
    prop_oneof![
        answers.prop_map(|all| {
            OfVisit::Precheck(all.iter().map(|(question, option)| answer(question, option)).collect())
        }),
        (prop::option::of(any_day()), prop::option::of("[A-Z][a-z]{1,9}"), any::<u32>(), any_ingredients)
            .prop_map(|(signed_on, signed_by, content, ingredients)| {
                OfVisit::Consent(PlanRead { signed_on, signed_by, content, ingredients })
            }),
        (0_i64..100_000).prop_map(|later| OfVisit::Cream(start() + TimeDelta::seconds(later))),
        (0_u64..=10).prop_map(comfort),
        ("[a-z_]{1,42}", 0_usize..3, any_day()).prop_map(|(which, answered, on)| check(
            &which,
            Answered::ALL[answered],
            on
        )),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_told_is_read_back_the_last_of_each_name(all in prop::collection::vec(any_what(), 1..6)) {
        let record = joined(&told(None, &all));
        let ids: Vec<_> = all.iter().map(|what| VisitTold::new(start(), what.clone(), at()).id).collect();
        let is_last = |number: &usize| !ids[number + 1..].contains(&ids[*number]);
        let expected: Vec<_> = (0..all.len()).filter(is_last).map(|number| all[number].clone()).collect();
        prop_assert_eq!(what(&record), expected);
        prop_assert_eq!(listed(&record), Vec::<String>::new());
        let is_an_id = |id: &String| {
            id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
        };
        prop_assert!(ids.iter().all(is_an_id), "{:?}", ids);
    }
}
