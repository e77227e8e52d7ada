//! “Can I …?”: yes, not until, or ask the clinic.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Asia::Kolkata;
use portal::domain::aftercare::activities::Permission::{self, Ask, No, Yes};
use portal::domain::aftercare::activities::{Activities, After, Answer, Case, End, Ends};
use portal::domain::aftercare::given::Given;
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::content::Content;
use portal::domain::ids::IngredientId;
use proptest::prelude::*;

use crate::support::{content, content_with, day, guidance, instant};

/// The end of a session on a Tuesday.
const ENDED: &str = "2026-11-24T13:20:00+05:30";

fn clinic_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Kolkata).date_naive()
}

fn after(ended: &str, since: TimeDelta) -> After {
    let ended = instant(ended);
    let now = ended + since;
    After { ended, day: clinic_day(ended), now, today: clinic_day(now) }
}

fn ends(content: &Content) -> Ends<'_> {
    Ends { aftercare: &content.aftercare, protocol: &content.protocol }
}

fn ingredients(named: &[&str]) -> Vec<IngredientId> {
    named.iter().map(|name| IngredientId::try_from(*name).unwrap()).collect()
}

#[track_caller]
fn answer<'a>(
    activities: &'a Activities,
    content: &Content,
    activity: &str,
    after: After,
    given: Given<'_>,
) -> Answer<'a> {
    activities.answer(&activity.try_into().unwrap(), after, given, ends(content)).unwrap()
}

fn notes(answer: &Answer<'_>) -> Vec<String> {
    answer.notes.iter().map(ToString::to_string).collect()
}

/// 1 minute, 3, 13, 25 and 49 hours, days 4, 8 and 15, and month 7.
fn times() -> [TimeDelta; 9] {
    let (hours, days) = (TimeDelta::hours, TimeDelta::days);
    [
        TimeDelta::minutes(1),
        hours(3),
        hours(13),
        hours(25),
        hours(49),
        days(4),
        days(8),
        days(15),
        days(7 * 30 + 5),
    ]
}

#[track_caller]
fn check(activity: &str, given: Given<'_>, expected: [Permission; 9]) {
    let (activities, content) = (guidance().activities, content());
    let said = times().map(|since| answer(&activities, &content, activity, after(ENDED, since), given).say);
    assert_eq!(said, expected, "{activity}, {given:?}");
}

// Sections 5.1 and 5.3.
#[test]
fn each_activity_is_free_from_its_own_hour_on() {
    let rows = [
        ("wash", [No, No, No, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("shampoo", [No, No, No, Ask, Ask, Ask, Ask, Ask, Ask]),
        ("oil", [No, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("comb", [Ask, Ask, Ask, Ask, Ask, Yes, Yes, Yes, Yes]),
        ("helmet_or_cap", [No, No, No, No, No, Yes, Yes, Yes, Yes]),
        ("gym", [No, No, No, No, No, Yes, Yes, Yes, Yes]),
        ("sport", [No, No, No, No, No, Yes, Yes, Yes, Yes]),
        ("swim", [No, No, No, No, No, No, Yes, Yes, Yes]),
        ("sun", [No, No, No, No, Yes, Yes, Yes, Yes, Yes]),
        ("sauna_or_steam", [No, No, No, No, Yes, Yes, Yes, Yes, Yes]),
        ("hair_dryer", [No, No, No, No, Yes, Yes, Yes, Yes, Yes]),
        ("straightener", [No, No, No, No, Yes, Yes, Yes, Yes, Yes]),
        ("colour", [No, No, No, No, No, No, Yes, Yes, Yes]),
        ("alcohol", [No, No, No, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("aspirin_or_ibuprofen", [No, No, Yes, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("paracetamol", [Ask, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("topical_minoxidil", [No, No, No, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("prp", [No, No, No, No, No, No, No, Ask, Ask]),
        ("fly", [Ask, Ask, Ask, Ask, Ask, Ask, Ask, Ask, Ask]),
        ("work", [Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes, Yes]),
        ("massage", [No, No, No, Yes, Yes, Yes, Yes, Yes, Yes]),
    ];
    let some = ingredients(&["zinc", "b7_biotin", "iron", "minoxidil", "dutasteride"]);
    for (activity, expected) in rows {
        for given in [Given::Known(&[]), Given::Known(&some), Given::Unknown] {
            check(activity, given, expected);
        }
    }
    let known: Vec<_> =
        rows.iter().map(|(activity, _)| *activity).chain(["blood_test", "blood_donation"]).collect();
    let activities = guidance().activities;
    let all: Vec<_> = activities.activities.iter().map(|activity| activity.id.as_str()).collect();
    assert!(all.iter().all(|id| known.contains(id)) && all.len() == known.len(), "{all:?}");
}

// Sections 0.1(8) and 2.2: 72 hours after biotin, and iron values are the clinic's to time.
#[test]
fn a_blood_test_waits_for_biotin_and_is_asked_about_after_iron() {
    let (biotin, iron) = (ingredients(&["b7_biotin"]), ingredients(&["iron"]));
    let both = ingredients(&["iron", "zinc", "b7_biotin"]);
    check("blood_test", Given::Known(&[]), [Yes; 9]);
    check("blood_test", Given::Known(&biotin), [No, No, No, No, No, Yes, Yes, Yes, Yes]);
    check("blood_test", Given::Known(&iron), [Ask; 9]);
    check("blood_test", Given::Known(&both), [No, No, No, No, No, Ask, Ask, Ask, Ask]);
    check("blood_test", Given::Unknown, [No, No, No, No, No, Ask, Ask, Ask, Ask]);
}

// Sections 1.1 and 1.3.
#[test]
fn blood_is_not_given_for_6_months_after_a_dht_blocker() {
    for named in ["dutasteride", "finasteride"] {
        let given = ingredients(&["zinc", named]);
        check("blood_donation", Given::Known(&given), [No, No, No, No, No, No, No, No, Ask]);
    }
    check("blood_donation", Given::Known(&ingredients(&["minoxidil"])), [Ask; 9]);
    check("blood_donation", Given::Unknown, [No, No, No, No, No, No, No, No, Ask]);
}

#[test]
fn an_answer_says_until_when_and_what_comes_then() {
    let (activities, content) = (guidance().activities, content());
    let at = |activity, minutes, given| {
        let found = answer(&activities, &content, activity, after(ENDED, TimeDelta::minutes(minutes)), given);
        (found.say, found.until, found.next)
    };
    let hour = |hours| Some(End::At(instant(ENDED) + TimeDelta::hours(hours)));
    let (biotin, finasteride) = (ingredients(&["b7_biotin", "vit_c"]), ingredients(&["finasteride"]));
    let none = Given::Known(&[]);
    assert_eq!(at("wash", 24 * 60 - 1, none), (No, hour(24), Some(Yes)));
    assert_eq!(at("wash", 24 * 60, none), (Yes, None, None));
    assert_eq!(at("shampoo", 60, none), (No, hour(24), Some(Ask)));
    assert_eq!(at("swim", 60, none), (No, hour(7 * 24), Some(Yes)));
    assert_eq!(at("paracetamol", 0, none), (Ask, hour(2), Some(Yes)));
    assert_eq!(at("work", 0, none), (Yes, None, None));
    assert_eq!(at("fly", 0, none), (Ask, None, None));
    // The stretch with the glucose meter ends at 24 hours, the no goes on.
    assert_eq!(at("blood_test", 60, Given::Known(&biotin)), (No, hour(72), Some(Yes)));
    assert_eq!(at("blood_test", 60, Given::Unknown), (No, hour(72), Some(Ask)));
    assert_eq!(at("blood_test", 60, none), (Yes, None, None));
    assert_eq!(at("prp", 60, none), (No, Some(End::On(day("2026-12-08"))), Some(Ask)));
    let half_a_year = Some(End::On(day("2027-05-24")));
    assert_eq!(at("blood_donation", 60, Given::Known(&finasteride)), (No, half_a_year, Some(Ask)));
}

// Days of the calendar turn at midnight on the clinic's clock, not at the hour of the session.
#[test]
fn a_day_of_the_calendar_ends_a_no_at_its_start() {
    let (activities, content) = (guidance().activities, content());
    let said = |now: &str| {
        let after = after(ENDED, instant(now) - instant(ENDED));
        answer(&activities, &content, "prp", after, Given::Unknown).say
    };
    assert_eq!(said("2026-12-07T23:59:00+05:30"), No);
    assert_eq!(said("2026-12-08T00:00:00+05:30"), Ask);
}

#[test]
fn six_months_are_never_fewer_than_six() {
    let (activities, content) = (guidance().activities, content());
    for (ended, until) in [
        ("2026-08-31T18:00:00+05:30", "2027-03-01"),
        ("2027-08-31T18:00:00+05:30", "2028-03-01"),
        ("2027-08-29T18:00:00+05:30", "2028-02-29"),
        ("2026-12-31T18:00:00+05:30", "2027-07-01"),
        ("2026-11-30T18:00:00+05:30", "2027-05-30"),
    ] {
        let after = after(ended, TimeDelta::days(1));
        let found = answer(&activities, &content, "blood_donation", after, Given::Unknown);
        assert_eq!(found.until, Some(End::On(day(until))), "{ended}");
    }
}

#[test]
fn an_end_that_stands_in_another_file_is_read_from_there() {
    let edited = content_with(|name, file| match name {
        "aftercare" => {
            let avoid = file["avoid"].as_array_mut().unwrap();
            let wash = avoid.iter_mut().find(|avoid| avoid["id"] == "wash").unwrap();
            wash["until"] = serde_json::json!({"hours": 12});
        }
        "protocol" => file["prp_gfc_gap_days"]["is"] = 21.into(),
        _ => {}
    });
    let activities = guidance().activities;
    let until = |activity| {
        answer(&activities, &edited, activity, after(ENDED, TimeDelta::hours(1)), Given::Unknown).until
    };
    assert_eq!(until("wash"), Some(End::At(instant(ENDED) + TimeDelta::hours(12))));
    assert_eq!(until("shampoo"), until("wash"));
    assert_eq!(until("prp"), Some(End::On(day("2026-12-15"))));
}

#[test]
fn the_first_case_that_fits_speaks_though_a_later_one_is_stricter() {
    let (mut activities, content) = (guidance().activities, content());
    let zinc = ingredients(&["zinc"]);
    let free = activities.activities.iter().find(|activity| activity.id == *"work").unwrap().cases[0].clone();
    let fly = activities.activities.iter_mut().find(|activity| activity.id == *"fly").unwrap();
    fly.cases.insert(0, Case { if_given: zinc.clone(), ..free });
    for (given, say) in [(Given::Known(&zinc[..]), Yes), (Given::Known(&[]), Ask), (Given::Unknown, Ask)] {
        let found = answer(&activities, &content, "fly", after(ENDED, TimeDelta::hours(1)), given);
        assert_eq!(found.say, say, "{given:?}");
    }
}

// Section 5.3: an end that nobody wrote is no end.
#[test]
fn what_names_no_end_is_never_called_allowed() {
    let mut edited = content();
    edited.aftercare.avoid.retain(|avoid| avoid.id != *"wash");
    let activities = guidance().activities;
    let found = answer(&activities, &edited, "wash", after(ENDED, TimeDelta::days(300)), Given::Unknown);
    assert_eq!((found.say, found.until, found.next), (No, None, None));
}

// Sections 1.1, 1.3 and 4.2.
#[test]
fn what_was_given_changes_the_notes() {
    let (activities, content) = (guidance().activities, content());
    let said = |activity, hours, given| {
        notes(&answer(&activities, &content, activity, after(ENDED, TimeDelta::hours(hours)), given))
    };
    let minoxidil = ingredients(&["minoxidil"]);
    let too = "minoxidil_injected_too";
    assert_eq!(said("topical_minoxidil", 1, Given::Known(&minoxidil)), [too]);
    assert!(said("topical_minoxidil", 30, Given::Known(&minoxidil)).contains(&too.to_owned()));
    let without = said("topical_minoxidil", 30, Given::Unknown);
    assert_eq!(without, ["closed_skin", "never_on_broken_skin", "next_session"]);
    assert_eq!(said("aspirin_or_ibuprofen", 1, Given::Unknown), ["never_stop_prescribed"]);
    let vit_c = ingredients(&["vit_c"]);
    assert_eq!(said("blood_test", 23, Given::Known(&vit_c)), ["glucose_meter"]);
    assert_eq!(said("blood_test", 24, Given::Known(&vit_c)), [""; 0]);
    let biotin = ingredients(&["b7_biotin"]);
    assert_eq!(said("blood_test", 23, Given::Known(&biotin)), ["tell_laboratory", "emergency_tests"]);
    let unknown = said("blood_test", 23, Given::Unknown);
    assert_eq!(unknown, ["tell_laboratory", "emergency_tests", "glucose_meter", "psa"]);
}

// Section 2.2: for months, so whatever else is said of a blood test, and whenever.
#[test]
fn a_dht_blocker_is_to_be_told_to_whoever_tests_the_prostate() {
    let (activities, content) = (guidance().activities, content());
    let others = [&[][..], &["b7_biotin"], &["iron"], &["iron", "b7_biotin", "vit_c"]];
    for since in times() {
        let says = |given: Given<'_>| {
            let found = answer(&activities, &content, "blood_test", after(ENDED, since), given);
            notes(&found).iter().filter(|note| *note == "psa").count()
        };
        for other in others {
            for blocker in ["dutasteride", "finasteride"] {
                let given = ingredients(&[other, &[blocker]].concat());
                assert_eq!(says(Given::Known(&given)), 1, "{given:?}, {since}");
            }
            assert_eq!(says(Given::Known(&ingredients(other))), 0, "{other:?}, {since}");
        }
        assert_eq!(says(Given::Unknown), 1, "{since}");
    }
}

#[test]
fn all_answers_stand_in_the_order_of_the_content() {
    let (written, content) = (guidance(), content());
    let now = after(ENDED, TimeDelta::hours(5));
    let all = written.activities.answers(now, Given::Unknown, ends(&content));
    let names: Vec<_> = all.iter().map(|answer| &answer.activity.id).collect();
    assert_eq!(names, written.activities.activities.iter().map(|activity| &activity.id).collect::<Vec<_>>());
    let read = Guidance::unpacked(&written.packed().unwrap());
    let of_phone = read.activities.answers(now, Given::Unknown, ends(&content));
    let facts = |answers: &[Answer<'_>]| -> Vec<_> {
        answers.iter().map(|answer| (answer.say, answer.until, answer.next, notes(answer))).collect()
    };
    assert_eq!(facts(&of_phone), facts(&all));
}

proptest! {
    /// Never freer, and never free earlier, than after whatever was in fact given.
    #[test]
    fn what_is_not_recorded_is_never_freer_than_what_is(
        minutes in 0_i64..220 * 1440,
        given in prop::sample::subsequence(
            vec!["b7_biotin", "iron", "vit_c", "minoxidil", "dutasteride", "finasteride"], 0..=6),
    ) {
        let (activities, content) = (guidance().activities, content());
        let now = after(ENDED, TimeDelta::minutes(minutes));
        let known = ingredients(&given);
        let all = |given| activities.answers(now, given, ends(&content));
        let length = |end: Option<End>| end.map_or(i64::MAX, |end| end.minutes(now));
        for (unknown, known) in all(Given::Unknown).iter().zip(&all(Given::Known(&known))) {
            prop_assert!(unknown.say >= known.say, "{}", known.activity.id);
            let as_strict = unknown.say == known.say && known.say != Yes;
            prop_assert!(!as_strict || length(unknown.until) >= length(known.until), "{}", known.activity.id);
        }
    }

    #[test]
    fn an_answer_holds_until_its_end_and_then_the_next_does(
        minutes in 0_i64..220 * 1440,
        given in prop::sample::subsequence(vec!["b7_biotin", "iron", "vit_c", "dutasteride"], 0..=4),
        is_known in any::<bool>(),
    ) {
        let (activities, content) = (guidance().activities, content());
        let known = ingredients(&given);
        let given = if is_known { Given::Known(&known) } else { Given::Unknown };
        let at = |since| activities.answers(after(ENDED, since), given, ends(&content));
        let now = after(ENDED, TimeDelta::minutes(minutes));
        for (place, answer) in at(TimeDelta::minutes(minutes)).into_iter().enumerate() {
            prop_assert_eq!(answer.until.is_some(), answer.next.is_some());
            let Some(end) = answer.until else { continue };
            let end = match end {
                End::At(instant) => instant,
                End::On(day) => instant(&format!("{day}T00:00:00+05:30")),
            };
            prop_assert!(end > now.now);
            let (before, then) = (end - now.ended - TimeDelta::minutes(1), end - now.ended);
            prop_assert_eq!(at(before)[place].say, answer.say);
            prop_assert_eq!(Some(at(then)[place].say), answer.next);
        }
    }
}
