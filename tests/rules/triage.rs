//! Something is wrong: how urgent, what to do, what to say.

use std::collections::BTreeSet;
use std::fs;

use chrono::TimeDelta;
use portal::domain::aftercare::given::Given;
use portal::domain::aftercare::guidance::Guidance;
use portal::domain::aftercare::triage::{Judged, Level, Passed, Triage};
use portal::domain::content::Confidence;
use portal::domain::ids::{IngredientId, SymptomId};
use portal::fhir::outside::Outside;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::{content, guidance, project};

fn symptoms(named: &[&str]) -> Vec<SymptomId> {
    named.iter().map(|name| SymptomId::try_from(*name).unwrap()).collect()
}

fn ingredients(named: &[&str]) -> Vec<IngredientId> {
    named.iter().map(|name| IngredientId::try_from(*name).unwrap()).collect()
}

fn judge<'a>(triage: &'a Triage, named: &[&str], minutes: i64, given: Given<'_>) -> Option<Judged<'a>> {
    triage.judge(&symptoms(named), TimeDelta::minutes(minutes), given)
}

/// The level at a minute; where nothing hangs on what was given, after nothing, after everything and
/// where nobody has recorded it.
#[track_caller]
fn check(triage: &Triage, named: &[&str], minutes: i64, level: &str) {
    let everything = ingredients(&["b7_biotin", "iron", "minoxidil", "dutasteride", "finasteride"]);
    for given in [Given::Known(&[]), Given::Known(&everything), Given::Unknown] {
        let judged = judge(triage, named, minutes, given).map(|judged| judged.level.key());
        assert_eq!(judged, Some(level), "{named:?}, minute {minutes}, {given:?}");
    }
}

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

// Section 5.2, its check cases.
#[test]
fn the_check_cases_reach_their_levels() {
    let (triage, content) = (guidance().triage, content());
    let bytes = fs::read(project("tests/cases/triage.json")).unwrap();
    let Outside::Triage(rows) = Outside::read(&bytes, content.rules()).unwrap() else {
        panic!("triage.json holds no rows of symptoms");
    };
    assert_eq!(rows.len(), 16);
    for row in &rows {
        let minoxidil = ingredients(&["minoxidil"]);
        let given = match row.minoxidil_given {
            Some(true) => Given::Known(&minoxidil),
            Some(false) => Given::Known(&[]),
            None => Given::Unknown,
        };
        let judged = triage.judge(&row.symptoms, row.since_end, given);
        assert_eq!(judged.map(|judged| judged.level), Some(row.level), "{row:?}");
    }
}

// Section 5.2, T01 to T03: up to 2 hours is still 2 hours, and more than 24 begins after them.
#[test]
fn redness_is_expected_for_2_hours_watched_for_24_and_then_the_clinics() {
    let triage = guidance().triage;
    for named in ["redness", "slight_swelling", "pinpoint_bleeding"] {
        for (minutes, level) in [
            (0, "EXPECTED"),
            (2 * HOUR, "EXPECTED"),
            (2 * HOUR + 1, "WATCH"),
            (DAY, "WATCH"),
            (DAY + 1, "CLINIC_24H"),
            (400 * DAY, "CLINIC_24H"),
        ] {
            check(&triage, &[named], minutes, level);
        }
    }
    let seconds = TimeDelta::minutes(2 * HOUR) + TimeDelta::seconds(59);
    let judged = triage.judge(&symptoms(&["redness"]), seconds, Given::Unknown).unwrap();
    assert_eq!(judged.level, Level::Expected, "the minute of a bound is whole");
}

// Section 5.2.
#[test]
fn each_row_of_the_table_reaches_its_level() {
    let triage = guidance().triage;
    let rows: [(&[&str], i64, &str); 36] = [
        (&["forehead_swelling"], 30 * HOUR, "CLINIC_24H"),
        (&["eyelid_swelling"], 4 * DAY, "CLINIC_24H"),
        (&["eyelid_swelling", "eyes_closing"], 30 * HOUR, "CLINIC_NOW"),
        (&["eyelid_swelling", "pain"], 30 * HOUR, "CLINIC_NOW"),
        (&["tongue_swelling"], 1, "EMERGENCY"),
        (&["wheeze"], 1, "EMERGENCY"),
        (&["hoarse_voice"], 1, "EMERGENCY"),
        (&["trouble_breathing"], 1, "EMERGENCY"),
        (&["collapse"], 1, "EMERGENCY"),
        (&["itch"], HOUR, "CLINIC_NOW"),
        (&["bleeding_10_minutes"], HOUR, "CLINIC_NOW"),
        (&["bleeding_30_minutes"], HOUR, "EMERGENCY"),
        (&["fainting"], HOUR, "EMERGENCY"),
        (&["fast_heartbeat"], HOUR, "CLINIC_NOW"),
        (&["fast_heartbeat", "trouble_breathing"], HOUR, "EMERGENCY"),
        (&["ankle_or_face_swelling"], 3 * DAY, "CLINIC_NOW"),
        (&["weight_gain"], 3 * DAY, "CLINIC_NOW"),
        (&["fever"], 7 * DAY, "CLINIC_NOW"),
        (&["heat"], DAY + 1, "CLINIC_NOW"),
        (&["spreading_redness", "shivering"], 2 * DAY, "EMERGENCY"),
        (&["worse_pain", "fast_breathing"], 2 * DAY, "EMERGENCY"),
        (&["boil"], 7 * DAY + 1, "CLINIC_24H"),
        (&["ulcer"], 84 * DAY, "CLINIC_24H"),
        (&["bald_patch"], 30 * DAY, "CLINIC_24H"),
        (&["brown_stain"], 30 * DAY, "CLINIC_ROUTINE"),
        (&["blue_lips"], 10, "EMERGENCY"),
        (&["headache", "trouble_breathing"], 10, "EMERGENCY"),
        (&["metallic_taste"], 10, "EMERGENCY"),
        (&["worst_headache"], 10, "EMERGENCY"),
        (&["sight_loss"], 10, "EMERGENCY"),
        (&["pregnancy_test"], 20 * DAY, "CLINIC_NOW"),
        (&["low_mood"], 20 * DAY, "CLINIC_NOW"),
        (&["breast_change"], 20 * DAY, "CLINIC_24H"),
        (&["sexual_change"], 20 * DAY, "CLINIC_ROUTINE"),
        (&["self_harm"], 20 * DAY, "EMERGENCY"),
        (&["partner_pregnant"], 20 * DAY, "CLINIC_24H"),
    ];
    for (named, minutes, level) in rows {
        check(&triage, named, minutes, level);
    }
}

// Section 5.1.
#[test]
fn what_is_normal_is_expected_in_its_hours_and_asked_about_outside_them() {
    let triage = guidance().triage;
    let rows: [(&str, i64, i64); 3] = [
        ("tightness_or_tenderness", 2 * HOUR, DAY),
        ("scabs_or_bruise", DAY, 7 * DAY),
        ("mild_headache", 2 * HOUR, 12 * HOUR),
    ];
    for (named, from, to) in rows {
        check(&triage, &[named], from, "CLINIC_ROUTINE");
        check(&triage, &[named], from + 1, "EXPECTED");
        check(&triage, &[named], to, "EXPECTED");
        check(&triage, &[named], to + 1, "CLINIC_ROUTINE");
    }
}

// Section 5.3: the more urgent of the neighbouring levels, never below CLINIC_ROUTINE, a convention.
#[test]
fn where_the_table_is_silent_the_level_is_written_and_never_mild() {
    let triage = guidance().triage;
    let silent: Vec<_> = triage.rules.iter().filter(|rule| &*rule.code == "5.3").collect();
    assert!(silent.len() > 10, "{}", silent.len());
    for rule in silent {
        assert!(rule.level >= Level::ClinicRoutine, "{rule:?}");
        assert_eq!(rule.confidence, Confidence::Convention, "{rule:?}");
    }
    check(&triage, &["fever"], 7 * DAY + 1, "CLINIC_NOW");
    check(&triage, &["pus"], HOUR, "CLINIC_NOW");
    check(&triage, &["pus", "shivering"], HOUR, "EMERGENCY");
    check(&triage, &["lump"], HOUR, "CLINIC_24H");
    check(&triage, &["lump"], 84 * DAY + 1, "CLINIC_24H");
    check(&triage, &["eyelid_swelling"], 4 * DAY + 1, "CLINIC_24H");
    check(&triage, &["confusion"], HOUR, "EMERGENCY");
    check(&triage, &["fast_breathing"], HOUR, "EMERGENCY");
    check(&triage, &["shivering"], HOUR, "CLINIC_NOW");
}

#[test]
fn every_row_of_the_table_has_a_rule() {
    let triage = guidance().triage;
    let codes: BTreeSet<&str> = triage.rules.iter().map(|rule| &*rule.code).collect();
    for row in (1..=22).filter(|row| *row != 19) {
        assert!(codes.contains(&*format!("T{row:02}")), "T{row:02}");
    }
    assert!(["T19a", "T19b", "T19c"].iter().all(|row| codes.contains(row)), "{codes:?}");
}

// Section 5.2, T22; what nobody has recorded makes nothing milder.
#[test]
fn more_shedding_is_expected_only_if_minoxidil_is_known_to_be_given() {
    let triage = guidance().triage;
    let minoxidil = ingredients(&["minoxidil"]);
    let level = |minutes, given| judge(&triage, &["more_shedding"], minutes, given).unwrap().level.key();
    for (minutes, after_it) in [
        (14 * DAY, "CLINIC_ROUTINE"),
        (14 * DAY + 1, "EXPECTED"),
        (56 * DAY, "EXPECTED"),
        (56 * DAY + 1, "CLINIC_ROUTINE"),
    ] {
        assert_eq!(level(minutes, Given::Known(&minoxidil)), after_it, "minute {minutes}");
        assert_eq!(level(minutes, Given::Known(&[])), "CLINIC_ROUTINE", "minute {minutes}");
        assert_eq!(level(minutes, Given::Unknown), "CLINIC_ROUTINE", "minute {minutes}");
    }
}

/// The same the other way round: what would be worse after an ingredient is so until it is known.
#[test]
fn a_worse_level_after_an_ingredient_counts_where_nothing_is_recorded() {
    let mut triage = guidance().triage;
    for rule in triage.rules.iter_mut().filter(|rule| !rule.if_given.is_empty()) {
        rule.level = Level::ClinicNow;
    }
    let minoxidil = ingredients(&["minoxidil"]);
    for (given, level) in [
        (Given::Known(&minoxidil[..]), Level::ClinicNow),
        (Given::Known(&[]), Level::ClinicRoutine),
        (Given::Unknown, Level::ClinicNow),
    ] {
        let judged = judge(&triage, &["more_shedding"], 20 * DAY, given).unwrap();
        assert_eq!(judged.level, level, "{given:?}");
    }
}

/// Sessions so many days ago, the newest first, each with what was given.
fn after<'a>(triage: &'a Triage, named: &[&str], sessions: &[(i64, Given<'_>)]) -> Option<Judged<'a>> {
    let passed = |&(days, given)| Passed { since_end: TimeDelta::days(days), given };
    let sessions: Vec<_> = sessions.iter().map(passed).collect();
    triage.judge_after(&symptoms(named), &sessions)
}

// Section 5.2, T22: of a course every 14 days no session is ever the newest for long enough.
#[test]
fn more_shedding_is_explained_by_any_session_with_minoxidil() {
    let triage = guidance().triage;
    let minoxidil = ingredients(&["minoxidil"]);
    let (with, without) = (Given::Known(&minoxidil[..]), Given::Known(&[]));
    for (sessions, level) in [
        (&[(6, with), (20, with)][..], Level::Expected),
        (&[(6, without), (20, with)], Level::Expected),
        (&[(6, with), (20, without)], Level::ClinicRoutine),
        (&[(6, without), (20, without)], Level::ClinicRoutine),
        (&[(6, with), (20, Given::Unknown)], Level::ClinicRoutine),
        (&[(6, with), (57, with)], Level::ClinicRoutine),
        (&[(20, without), (34, with)], Level::Expected),
        (&[(6, with)], Level::ClinicRoutine),
        (&[(20, with)], Level::Expected),
    ] {
        let judged = after(&triage, &["more_shedding"], sessions).unwrap();
        assert_eq!(judged.level, level, "{sessions:?}");
    }
    let judged = after(&triage, &["more_shedding"], &[(6, with), (20, with)]).unwrap();
    let said: Vec<&str> = judged.say.iter().map(|say| say.as_str()).collect();
    assert_eq!(said, ["shedding_minoxidil"]);
}

// Section 5.2, T03: an old session never makes it milder, and a new one does not wait for an old one.
#[test]
fn all_else_is_judged_by_the_newest_session() {
    let triage = guidance().triage;
    let minoxidil = ingredients(&["minoxidil"]);
    let with = Given::Known(&minoxidil[..]);
    let only: Vec<_> = triage.symptoms.iter().filter(|symptom| symptom.of_any_session).collect();
    assert_eq!(only.iter().map(|symptom| symptom.id.as_str()).collect::<Vec<_>>(), ["more_shedding"]);
    let of = |named: &[&str], sessions: &[(i64, Given<'_>)]| after(&triage, named, sessions).unwrap().level;
    assert_eq!(of(&["redness"], &[(0, with), (14, with)]), Level::Expected);
    assert_eq!(of(&["redness"], &[(6, with), (20, with)]), Level::ClinicWithinADay);
    assert_eq!(of(&["scabs_or_bruise"], &[(10, with), (3, with)]), Level::ClinicRoutine);
    // Beside what is expected the other decides, and the other way round.
    assert_eq!(of(&["more_shedding", "redness"], &[(6, with), (20, with)]), Level::ClinicWithinADay);
    assert_eq!(of(&["redness", "more_shedding"], &[(0, with), (6, with)]), Level::ClinicRoutine);
}

#[test]
fn words_and_helplines_of_all_that_is_judged_stand_once() {
    let mut triage = guidance().triage;
    for rule in triage.rules.iter_mut().filter(|rule| &*rule.code == "T22") {
        let others: Vec<_> = ["tele_manas"].map(|id| id.try_into().unwrap()).into();
        (rule.level, rule.helplines) = (Level::Emergency, others);
    }
    let minoxidil = ingredients(&["minoxidil"]);
    let sessions = [(20, Given::Known(&minoxidil[..])), (34, Given::Known(&minoxidil))];
    let judged = after(&triage, &["more_shedding", "self_harm", "more_shedding"], &sessions).unwrap();
    let codes: Vec<&str> = judged.rules.iter().map(|rule| &*rule.code).collect();
    let said: Vec<&str> = judged.say.iter().map(|say| say.as_str()).collect();
    assert_eq!((codes, said), (vec!["T20", "T22"], vec!["not_alone", "shedding_minoxidil"]));
    assert_eq!(judged.helplines.len(), 1);
}

// Section 5.3: where no hour is known it is the worst of all hours.
#[test]
fn without_a_session_the_worst_hour_counts() {
    let triage = guidance().triage;
    for (named, level) in [
        ("redness", Level::ClinicWithinADay),
        ("more_shedding", Level::ClinicRoutine),
        ("mild_headache", Level::ClinicRoutine),
        ("pus", Level::ClinicNow),
        ("self_harm", Level::Emergency),
    ] {
        assert_eq!(after(&triage, &[named], &[]), triage.worst(&symptoms(&[named]), Given::Unknown));
        assert_eq!(after(&triage, &[named], &[]).unwrap().level, level, "{named}");
    }
    let judged = triage.worst(&symptoms(&["eyelid_swelling"]), Given::Known(&[])).unwrap();
    let codes: Vec<&str> = judged.rules.iter().map(|rule| &*rule.code).collect();
    let said: Vec<&str> = judged.say.iter().map(|say| say.as_str()).collect();
    assert_eq!((codes, said), (vec!["T04", "5.3"], vec!["cool_cloth", "head_high", "watch_for_breathing"]));
    // What begins at the last bound of all speaks too.
    let mut triage = triage.clone();
    triage.rules.retain(|rule| ["T01", "T02", "T03"].contains(&&*rule.code));
    let judged = triage.worst(&symptoms(&["redness"]), Given::Unknown).unwrap();
    assert_eq!(judged.level, Level::ClinicWithinADay);
}

#[test]
fn of_nothing_chosen_nothing_is_said() {
    let triage = guidance().triage;
    assert_eq!(judge(&triage, &[], HOUR, Given::Unknown), None);
    assert_eq!(after(&triage, &[], &[(1, Given::Unknown)]), None);
    assert_eq!(triage.worst(&[], Given::Unknown), None);
}

#[test]
fn the_worst_level_speaks_with_the_rules_and_the_words_that_reach_it() {
    let triage = guidance().triage;
    let judged = judge(&triage, &["redness", "fever", "hives", "itch"], HOUR, Given::Known(&[])).unwrap();
    let codes: Vec<&str> = judged.rules.iter().map(|rule| &*rule.code).collect();
    assert_eq!((judged.level, codes), (Level::ClinicNow, vec!["T06", "T10"]));
    let said: Vec<&str> = judged.say.iter().map(|say| say.as_str()).collect();
    assert_eq!(said, ["watch_for_breathing"]);
}

// Section 5.2, T08, and 0.1(8): a hospital is told of what spoils its tests or lowers the pressure.
#[test]
fn a_hospital_is_told_what_was_given() {
    let triage = guidance().triage;
    let said = |given: Given<'_>| -> Vec<String> {
        let judged = judge(&triage, &["chest_pain"], 20 * HOUR, given).unwrap();
        judged.say.iter().map(ToString::to_string).collect()
    };
    let (biotin, minoxidil) = (ingredients(&["b7_biotin"]), ingredients(&["minoxidil"]));
    assert_eq!(said(Given::Known(&biotin)), ["hospital_biotin"]);
    assert_eq!(said(Given::Known(&minoxidil)), ["hospital_minoxidil"]);
    let both = [biotin, minoxidil].concat();
    assert_eq!(said(Given::Known(&both)), ["hospital_biotin", "hospital_minoxidil"]);
    assert_eq!(said(Given::Known(&ingredients(&["zinc"]))), [] as [&str; 0]);
    assert_eq!(said(Given::Unknown), ["hospital_not_recorded"]);
}

// Section 5.2, T05 and its text; the words of two rules stand once.
#[test]
fn swollen_lips_are_told_to_lie_flat_first() {
    let triage = guidance().triage;
    let named = ["lip_swelling", "hives", "dizziness", "chest_pain"];
    let judged = judge(&triage, &named, 18, Given::Unknown).unwrap();
    let said: Vec<&str> = judged.say.iter().map(|say| say.as_str()).collect();
    assert_eq!(said, ["lie_flat", "do_not_stand", "adrenaline", "hospital_not_recorded"]);
    assert_eq!(judged.rules.len(), 3);
}

/// What is said after nothing was given.
fn said(triage: &Triage, named: &[&str]) -> Vec<String> {
    let judged = judge(triage, named, 18, Given::Known(&[])).unwrap();
    assert_eq!(judged.level, Level::Emergency, "{named:?}");
    judged.say.iter().map(ToString::to_string).collect()
}

// Section 5.2, T05: hives with a falling pressure, however it is noticed.
#[test]
fn hives_with_a_faint_or_a_racing_heart_are_an_emergency_with_its_text() {
    let triage = guidance().triage;
    for sign in ["dizziness", "fainting", "fast_heartbeat"] {
        for minutes in [0, 18, 20 * DAY] {
            check(&triage, &["hives", sign], minutes, "EMERGENCY");
        }
        assert_eq!(said(&triage, &["hives", sign]), ["lie_flat", "do_not_stand", "adrenaline"], "{sign}");
    }
}

// Section 5.2, T08: whoever faints lies down; with chest pain alone nobody is told to.
#[test]
fn whoever_faints_is_told_to_lie_flat() {
    let triage = guidance().triage;
    assert_eq!(said(&triage, &["fainting"]), ["lie_flat"]);
    assert_eq!(said(&triage, &["chest_pain"]), [""; 0]);
    assert_eq!(said(&triage, &["chest_pain", "fainting"]), ["lie_flat"]);
}

// Section 5.2, T20, and T19a: whoever is low may call too.
#[test]
fn thoughts_of_self_harm_have_a_helpline() {
    let triage = guidance().triage;
    let judged = judge(&triage, &["self_harm"], 40 * DAY, Given::Known(&[])).unwrap();
    let numbers: Vec<_> = judged.helplines.iter().flat_map(|helpline| &helpline.numbers).collect();
    let numbers: Vec<&str> = numbers.iter().map(|number| &***number).collect();
    assert_eq!((judged.level, numbers), (Level::Emergency, vec!["14416", "1-800-891-4416"]));
    let judged = judge(&triage, &["low_mood"], 40 * DAY, Given::Known(&[])).unwrap();
    let offered: Vec<&str> = judged.helplines.iter().map(|helpline| helpline.id.as_str()).collect();
    assert_eq!((judged.level, offered), (Level::ClinicNow, vec!["tele_manas"]));
}

// Section 5.2, T14, T19, T21: asked only of those whom it concerns, and of those who may be.
#[test]
fn what_only_an_ingredient_can_do_is_shown_only_after_it() {
    let triage = guidance().triage;
    let hung = ["brown_stain", "partner_pregnant", "breast_change", "sexual_change", "low_mood"];
    let shown = |given: Given<'_>| -> Vec<String> {
        let names = triage.shown(given).map(|symptom| symptom.id.to_string());
        names.filter(|name| hung.contains(&name.as_str())).collect()
    };
    assert_eq!(shown(Given::Known(&ingredients(&["zinc"]))), [] as [&str; 0]);
    assert_eq!(shown(Given::Known(&ingredients(&["iron"]))), hung[..1]);
    assert_eq!(shown(Given::Known(&ingredients(&["finasteride"]))), hung[1..]);
    assert_eq!(shown(Given::Unknown), hung);
    let all = triage.shown(Given::Known(&[])).count();
    assert_eq!(all + hung.len(), triage.symptoms.len());
}

#[test]
fn what_a_phone_reads_judges_as_what_the_clinic_wrote() {
    let written = guidance();
    let read = Guidance::unpacked(&written.packed().unwrap());
    for symptom in &written.triage.symptoms {
        for minutes in boundaries(&written.triage) {
            let chosen = [symptom.id.clone()];
            let level = |triage: &Triage| {
                let judged = triage.judge(&chosen, TimeDelta::minutes(minutes), Given::Unknown);
                judged.map(|judged| (judged.level, judged.say.into_iter().cloned().collect::<Vec<_>>()))
            };
            assert_eq!(level(&read.triage), level(&written.triage), "{symptom:?}, minute {minutes}");
        }
    }
}

/// Every minute at which a rule begins or ends, those beside it, and the first.
fn boundaries(triage: &Triage) -> BTreeSet<i64> {
    let bounds = triage.rules.iter().flat_map(|rule| rule.from.into_iter().chain(rule.to));
    let beside = bounds.flat_map(|bound| [-1, 0, 1].map(|by| bound.minutes() + by));
    beside.chain([0]).collect()
}

/// Alone, in twos and in threes; nothing is milder than what one of them is alone.
#[test]
fn every_choice_of_up_to_three_symptoms_has_an_answer_at_every_boundary() {
    let triage = guidance().triage;
    let ids: Vec<SymptomId> = triage.symptoms.iter().map(|symptom| symptom.id.clone()).collect();
    let minoxidil = ingredients(&["minoxidil"]);
    let mut asked = 0;
    for minutes in boundaries(&triage) {
        for given in [Given::Known(&minoxidil), Given::Known(&[])] {
            let level = |chosen: &[SymptomId]| {
                let judged = triage.judge(chosen, TimeDelta::minutes(minutes), given);
                judged.unwrap_or_else(|| panic!("no answer: {chosen:?}, minute {minutes}, {given:?}")).level
            };
            let alone: Vec<Level> = ids.iter().map(|id| level(core::slice::from_ref(id))).collect();
            for (first, one) in ids.iter().enumerate() {
                for (second, two) in ids.iter().enumerate().skip(first + 1) {
                    let pair = level(&[one.clone(), two.clone()]);
                    assert!(pair >= alone[first].max(alone[second]), "{one} {two}, minute {minutes}");
                    for three in &ids[second + 1..] {
                        let all = level(&[one.clone(), two.clone(), three.clone()]);
                        assert!(all >= pair, "{one} {two} {three}, minute {minutes}");
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 1_000_000, "{asked}");
}

fn named_by(triage: &Triage, places: &[Index]) -> Vec<SymptomId> {
    places.iter().map(|place| place.get(&triage.symptoms).id.clone()).collect()
}

proptest! {
    #[test]
    fn a_symptom_added_never_lowers_the_level(
        chosen in prop::collection::vec(any::<Index>(), 1..6), more in any::<Index>(),
        minutes in 0_i64..120 * DAY, given in 0_usize..3,
    ) {
        let triage = guidance().triage;
        let mut ids = named_by(&triage, &chosen);
        let minoxidil = ingredients(&["minoxidil"]);
        let given = [Given::Known(&minoxidil), Given::Known(&[]), Given::Unknown][given];
        let level = |ids: &[SymptomId]| triage.judge(ids, TimeDelta::minutes(minutes), given).unwrap().level;
        let before = level(&ids);
        ids.extend(named_by(&triage, &[more]));
        prop_assert!(level(&ids) >= before);
    }

    #[test]
    fn a_symptom_added_never_lowers_the_level_after_several_sessions(
        chosen in prop::collection::vec(any::<Index>(), 1..6), more in any::<Index>(), shedding in any::<bool>(),
        sessions in prop::collection::vec((0_i64..120 * DAY, 0_usize..3), 0..5),
    ) {
        let triage = guidance().triage;
        let minoxidil = ingredients(&["minoxidil"]);
        let passed = |(minutes, given)| Passed {
            since_end: TimeDelta::minutes(minutes),
            given: [Given::Known(&minoxidil), Given::Known(&[]), Given::Unknown][given],
        };
        let mut sessions: Vec<_> = sessions.into_iter().map(passed).collect();
        sessions.sort_by_key(|session| session.since_end);
        let mut ids = named_by(&triage, &chosen);
        let level = |ids: &[SymptomId]| triage.judge_after(ids, &sessions).unwrap().level;
        let before = level(&ids);
        ids.extend(if shedding { symptoms(&["more_shedding"]) } else { named_by(&triage, &[more]) });
        prop_assert!(level(&ids) >= before);
    }

    /// And of one session it is what that session says.
    #[test]
    fn no_hour_is_worse_than_the_worst(chosen in prop::collection::vec(any::<Index>(), 1..4), given in 0_usize..3) {
        let triage = guidance().triage;
        let ids = named_by(&triage, &chosen);
        let minoxidil = ingredients(&["minoxidil"]);
        let given = [Given::Known(&minoxidil), Given::Known(&[]), Given::Unknown][given];
        let worst = triage.worst(&ids, given).unwrap().level;
        let mut reached = Vec::new();
        for minutes in boundaries(&triage) {
            let since_end = TimeDelta::minutes(minutes);
            let judged = triage.judge(&ids, since_end, given).unwrap();
            let after = triage.judge_after(&ids, &[Passed { since_end, given }]).unwrap();
            prop_assert!(judged.level <= worst, "minute {}", minutes);
            prop_assert_eq!(after.level, judged.level, "minute {}", minutes);
            reached.push(judged.level);
        }
        prop_assert!(reached.contains(&worst));
    }

    #[test]
    fn a_later_hour_never_makes_an_emergency_less(
        chosen in prop::collection::vec(any::<Index>(), 1..4), minutes in 0_i64..120 * DAY, later in 0_i64..120 * DAY,
    ) {
        let triage = guidance().triage;
        let ids = named_by(&triage, &chosen);
        let level = |minutes| triage.judge(&ids, TimeDelta::minutes(minutes), Given::Unknown).unwrap().level;
        prop_assert!(level(minutes) < Level::Emergency || level(minutes + later) == Level::Emergency);
    }

    #[test]
    fn what_is_not_recorded_is_never_milder_than_what_is(
        chosen in prop::collection::vec(any::<Index>(), 1..4), minutes in 0_i64..120 * DAY,
        given in prop::sample::subsequence(vec!["minoxidil", "b7_biotin", "iron", "dutasteride"], 0..=4),
    ) {
        let triage = guidance().triage;
        let ids = named_by(&triage, &chosen);
        let known = ingredients(&given);
        let level = |given| triage.judge(&ids, TimeDelta::minutes(minutes), given).unwrap().level;
        prop_assert!(level(Given::Unknown) >= level(Given::Known(&known)));
    }
}
