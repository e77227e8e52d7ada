//! What is answered after a session: symptoms and activities.

use serde_json::{Value, json};

use super::{broken, entry};

const TRIAGE: &str = "triage.json";
const ACTIVITIES: &str = "activities.json";

/// The rules of a row that name a symptom.
fn rules<'a>(file: &'a mut Value, code: &str, symptom: &str) -> impl Iterator<Item = &'a mut Value> {
    let rules = file["rules"].as_array_mut().unwrap().iter_mut();
    rules.filter(move |rule| {
        rule["code"] == code && rule["any_of"].as_array().unwrap().contains(&json!(symptom))
    })
}

fn rule<'a>(file: &'a mut Value, code: &str, symptom: &str) -> &'a mut Value {
    rules(file, code, symptom).next().unwrap()
}

/// The cases of an activity.
fn cases<'a>(file: &'a mut Value, activity: &str) -> &'a mut Value {
    &mut entry(&mut file["activities"], activity)["cases"]
}

fn stretch<'a>(file: &'a mut Value, activity: &str, at: usize) -> &'a mut Value {
    &mut cases(file, activity)[0]["stretches"][at]
}

fn words(file: &mut Value) -> &mut serde_json::Map<String, Value> {
    file["words"].as_object_mut().unwrap()
}

#[test]
fn a_symptom_that_reaches_no_level_at_an_hour_is_named() {
    broken(
        TRIAGE,
        |file| rule(file, "T02", "redness")["from"] = json!({"minutes": 121}),
        "triage.json: symptom redness: reaches no level at minute 121, given: nothing",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T03", "redness")["to"] = json!({"days": 84}),
        "triage.json: symptom redness: reaches no level at minute 120961, given: nothing",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T05", "wheeze")["from"] = json!({"minutes": 1}),
        "triage.json: symptom wheeze: reaches no level at minute 0, given: nothing",
    );
    broken(
        TRIAGE,
        |file| {
            rules(file, "T22", "more_shedding")
                .filter(|rule| rule["level"] == "EXPECTED")
                .for_each(|rule| rule["to"] = json!({"days": 42}));
        },
        "triage.json: symptom more_shedding: reaches no level at minute 60481, given: minoxidil",
    );
    broken(
        TRIAGE,
        |file| {
            rules(file, "T22", "more_shedding")
                .filter(|rule| rule["level"] == "CLINIC_ROUTINE")
                .for_each(|rule| rule["to"] = json!({"days": 42}));
        },
        "triage.json: symptom more_shedding: reaches no level at minute 60481, given: nothing",
    );
    let new = json!({"id": "sneezing", "group": "head"});
    broken(
        TRIAGE,
        |file| file["symptoms"].as_array_mut().unwrap().push(new),
        "triage.json: symptom sneezing: reaches no level at minute 0, given: nothing",
    );
}

#[test]
fn a_symptom_of_any_session_stands_beside_no_other() {
    let fault = "triage.json: rules[2] (T03): puts a symptom of any session, which is judged alone";
    broken(TRIAGE, |file| rule(file, "T03", "redness")["with"] = json!(["more_shedding"]), fault);
    let fault = "triage.json: rules[43] (T22): puts a symptom of any session, which is judged alone";
    broken(TRIAGE, |file| rule(file, "T22", "more_shedding")["with"] = json!(["itch"]), fault);
}

#[test]
fn an_emergency_that_ends_is_named() {
    broken(
        TRIAGE,
        |file| rule(file, "T05", "wheeze")["to"] = json!({"days": 84}),
        "triage.json: rules[9] (T05): is an EMERGENCY that ends",
    );
}

#[test]
fn what_a_rule_names_is_known() {
    broken(
        TRIAGE,
        |file| rule(file, "T05", "hives")["with"] = json!(["dizzyness"]),
        "triage.json: rules[10] (T05): unknown symptom `dizzyness`",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T06", "hives")["any_of"] = json!(["hives", "itch", "rash"]),
        "triage.json: rules[12] (T06): unknown symptom `rash`",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T06", "hives")["any_of"] = json!([]),
        "triage.json: rules[12] (T06): names no symptom",
    );
    for list in ["if_given", "if_not_given"] {
        broken(
            TRIAGE,
            |file| rule(file, "T22", "more_shedding")[list] = json!(["minoxidill"]),
            "triage.json: rules[43] (T22): unknown ingredient `minoxidill`",
        );
    }
    broken(
        TRIAGE,
        |file| rule(file, "T08", "chest_pain")["say"][0]["if_given"] = json!(["biotin"]),
        "triage.json: rules[15] (T08): unknown ingredient `biotin`",
    );
    broken(
        TRIAGE,
        |file| entry(&mut file["symptoms"], "brown_stain")["if_given"] = json!(["irn"]),
        "triage.json: symptom brown_stain: unknown ingredient `irn`",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T20", "self_harm")["helplines"] = json!(["tele-manas"]),
        "triage.json: rules[41] (T20): unknown helpline `tele-manas`",
    );
    broken(
        TRIAGE,
        |file| file["symptoms"][1]["id"] = json!("redness"),
        "triage.json: symptoms: `redness` stands twice",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T02", "redness")["to"] = json!({"hours": 2}),
        "triage.json: rules[1] (T02): ends before it begins",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T02", "redness")["level"] = json!("CLINIC_SOON"),
        "triage.json: rules[1] (T02).level: unknown variant `CLINIC_SOON`",
    );
    broken(
        TRIAGE,
        |file| rule(file, "T02", "redness")["source"] = json!("S999"),
        "triage.json: rules[1].source: unknown source `S999`",
    );
    broken(TRIAGE, |file| file["about"]["version"] = json!(0), "triage.json: about.version: starts at 1");
}

#[test]
fn a_helpline_can_be_called() {
    broken(
        TRIAGE,
        |file| file["helplines"][0]["numbers"] = json!([]),
        "triage.json: helpline tele_manas: has no number",
    );
    for refused in ["ask us", "+", "14416!"] {
        broken(
            TRIAGE,
            |file| file["helplines"][0]["numbers"][1] = json!(refused),
            &format!("triage.json: helpline tele_manas: `{refused}` is not a telephone number"),
        );
    }
}

#[test]
fn what_is_said_has_its_words() {
    for key in [
        "triage.CLINIC_24H",
        "triage.EMERGENCY.do",
        "symptom.redness",
        "symptom_group.scalp",
        "say.lie_flat",
        "say.never_on_broken_skin",
        "helpline.tele_manas",
        "activity.wash",
        "permission.ask",
    ] {
        let fault = format!("text/en.json: {key}: a text is missing");
        broken("text/en.json", |file| drop(words(file).remove(key)), &fault);
    }
    broken(
        ACTIVITIES,
        |file| stretch(file, "wash", 1)["notes"][0]["id"] = json!("cold"),
        "text/en.json: say.cold: a text is missing",
    );
}

#[test]
fn an_answer_that_runs_out_is_named() {
    broken(
        ACTIVITIES,
        |file| stretch(file, "wash", 1)["until"] = json!({"days": 84}),
        "activities.json: activity wash, cases[0]: has no last stretch without an end",
    );
    broken(
        ACTIVITIES,
        |file| cases(file, "wash")[0]["stretches"] = json!([]),
        "activities.json: activity wash, cases[0]: has no last stretch without an end",
    );
    broken(
        ACTIVITIES,
        |file| drop(stretch(file, "wash", 0).as_object_mut().unwrap().remove("until")),
        "activities.json: activity wash, cases[0], stretches[0]: has no end and is not the last",
    );
    broken(
        ACTIVITIES,
        |file| drop(cases(file, "blood_donation").as_array_mut().unwrap().pop()),
        "activities.json: activity blood_donation: has no last case that fits after everything",
    );
    broken(
        ACTIVITIES,
        |file| cases(file, "blood_donation").as_array_mut().unwrap().swap(0, 1),
        "activities.json: activity blood_donation: has a case that never speaks",
    );
}

#[test]
fn ends_grow_and_answers_only_ease() {
    broken(
        ACTIVITIES,
        |file| {
            let wash = stretch(file, "wash", 0).clone();
            cases(file, "wash")[0]["stretches"].as_array_mut().unwrap().insert(0, wash);
        },
        "activities.json: activity wash, cases[0], stretches[1]: does not end after the one before it",
    );
    broken(
        ACTIVITIES,
        |file| stretch(file, "paracetamol", 1)["say"] = json!("no"),
        "activities.json: activity paracetamol, cases[0], stretches[1]: is stricter than the one before it",
    );
    broken(
        ACTIVITIES,
        |file| stretch(file, "comb", 0)["until"] = json!({"days": 0}),
        "activities.json: activity comb, cases[0], stretches[0]: does not end after the one before it",
    );
}

#[test]
fn what_an_answer_names_is_known() {
    broken(
        ACTIVITIES,
        |file| stretch(file, "wash", 0)["until"] = json!({"avoid": "washing"}),
        "activities.json: activity wash, cases[0], stretches[0]: {\"avoid\":\"washing\"} is no end",
    );
    broken(
        "aftercare.json",
        |file| file["notes"].as_array_mut().unwrap().retain(|note| note["id"] != "biotin_blood_tests"),
        "activities.json: activity blood_test, cases[0], stretches[1]: {\"note\":\"biotin_blood_tests\"} is no end",
    );
    broken(
        ACTIVITIES,
        |file| stretch(file, "prp", 0)["until"] = json!("prp_gap"),
        "activities.json: activities[17] (prp).cases[0].stretches[0].until: unknown variant `prp_gap`",
    );
    for list in ["if_given", "and_given"] {
        broken(
            ACTIVITIES,
            |file| cases(file, "blood_test")[0][list] = json!(["biotin"]),
            "activities.json: activity blood_test, cases[0]: unknown ingredient `biotin`",
        );
    }
    broken(
        ACTIVITIES,
        |file| stretch(file, "topical_minoxidil", 0)["notes"][0]["if_given"] = json!(["minoxidill"]),
        "activities.json: activity topical_minoxidil, cases[0], stretches[0]: unknown ingredient `minoxidill`",
    );
    broken(
        ACTIVITIES,
        |file| file["activities"][1]["id"] = json!("wash"),
        "activities.json: activities: `wash` stands twice",
    );
    broken(
        ACTIVITIES,
        |file| stretch(file, "wash", 0)["source"] = json!("S999"),
        "activities.json: activities[0] (wash).cases[0].stretches[0].source: unknown source `S999`",
    );
}

#[test]
fn what_is_said_before_a_session_names_a_stage_of_getting_ready_for_it() {
    broken(
        ACTIVITIES,
        |file| entry(&mut file["activities"], "alcohol")["before"]["stage"] = json!("the_eve"),
        "activities.json: activity alcohol, before: unknown stage `the_eve` of preparation.json",
    );
}
