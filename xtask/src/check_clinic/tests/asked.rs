//! What is asked before a session.

use serde_json::{Value, json};

use super::{broken, entry};

const PRECHECK: &str = "precheck.json";

fn question<'a>(file: &'a mut Value, id: &str) -> &'a mut Value {
    entry(&mut file["questions"], id)
}

/// The question with one change, and the fault at it.
#[track_caller]
fn check(id: &str, member: &str, value: Value, fault: &str) {
    let fault = format!("{PRECHECK}: question {id}{fault}");
    broken(PRECHECK, |file| *question(file, id).pointer_mut(member).unwrap() = value, &fault);
}

/// CLINICAL.md 4.1: every row of the table.
#[test]
fn each_question_of_the_table_stands_once() {
    for id in ["FEVER", "BP", "KELOID", "CONSENT"] {
        let fault = format!("{PRECHECK}: questions: `{id}` is missing");
        let rename = |file: &mut Value| question(file, id)["id"] = json!("OTHER");
        broken(PRECHECK, rename, &fault);
    }
    let twice = |file: &mut Value| question(file, "INR")["id"] = json!("FEVER");
    broken(PRECHECK, twice, "precheck.json: questions: `FEVER` stands twice");
}

#[test]
fn a_question_that_is_asked_has_options_and_one_that_is_measured_has_none() {
    check("FEVER", "/options", json!([]), ": has options if it is asked, and none if it is not");
    let measured = |file: &mut Value| question(file, "FEVER")["how"] = json!("measured");
    let fault = "precheck.json: question FEVER: has options if it is asked, and none if it is not";
    broken(PRECHECK, measured, fault);
    check("FEVER", "/options/1/id", json!("no"), ": `no` stands twice");
    let fault = ": does not begin with an option after which there is nothing to say";
    check("FEVER", "/options/0/then", json!("talk"), fault);
    check("VACCINE", "/options/1/then", json!("go"), ": has no option that means anything");
    check("ALCOHOL", "/options/1/then", json!("not_today"), ", option a_drink: has its reason said anyway");
    check("MOOD", "/options/1/then", json!("not_today"), ": has a milder option after a worse one");
    check("FEVER", "/known/is", json!("perhaps"), ": has no option `perhaps` for what is known");
}

#[test]
fn a_time_to_wait_is_one_and_whoever_may_come_has_none() {
    check("FEVER", "/options/1/then", json!("go"), ", option yes: has a time to wait, and may come");
    check("CHEST", "/options/1/then", json!("go"), ", option yes: cannot wait, and may come");
    check(
        "FEVER",
        "/options/1/wait",
        json!({"after": {"hours": 0}}),
        ", option yes: waits for no time at all",
    );
    let two = |file: &mut Value| {
        question(file, "ANTICOAGULANT")["options"] = json!([
            {"id": "no", "then": "go"},
            {"id": "yes", "then": "talk", "wait": "prp_gfc_gap"},
            {"id": "high_inr", "then": "not_today", "wait": "transplant"}
        ]);
    };
    broken(PRECHECK, two, "precheck.json: question ANTICOAGULANT: has several times to wait");
    // The days after a transplant stand in the formulary.
    let none = |file: &mut Value| {
        let status = file["status"].as_array_mut().unwrap();
        status.retain(|rule| rule["reason"] != "TRANSPLANT_TOO_RECENT");
    };
    let fault = "precheck.json: question TRANSPLANT, option yes: waits for no time at all";
    broken("formulary.json", none, fault);
    let never = |file: &mut Value| file["counts_for"]["is"] = json!({"hours": 0});
    broken(PRECHECK, never, "precheck.json: counts_for: answers never count");
}

#[test]
fn what_a_question_names_exists() {
    check("PREGNANT", "/ask_if", json!({"term": "woman"}), ": unknown term `woman`");
    check("FEVER", "/known/when", json!({"condition": ["fevers"]}), ": unknown condition `fevers`");
    check("MOOD", "/if_given", json!(["dutasterid"]), ": unknown ingredient `dutasterid`");
    let fault = ", option self_harm: unknown helpline `nobody`";
    check("MOOD", "/options/3/helplines", json!(["nobody"]), fault);
    let fault = "precheck.json: questions[0] (FEVER).source: unknown source `S999`";
    broken(PRECHECK, |file| question(file, "FEVER")["source"] = json!("S999"), fault);
    let fault = "precheck.json: questions[0] (FEVER).options[1] (yes).wait: unknown variant `a_while`";
    broken(PRECHECK, |file| question(file, "FEVER")["options"][1]["wait"] = json!("a_while"), fault);
}

#[test]
fn every_question_option_and_reason_has_its_words_with_the_time_of_its_wait() {
    for key in ["precheck.BP", "precheck.option.drunk", "precheck.FEVER.yes", "precheck.ALCOHOL.a_drink"] {
        let fault = format!("text/en.json: {key}: a text is missing");
        broken("text/en.json", |file| drop(file["words"].as_object_mut().unwrap().remove(key)), &fault);
    }
    for (key, text) in [
        ("precheck.FEVER.yes", "Wait {days} days."),
        ("precheck.TRANSPLANT", "In the last {hours} hours?"),
        ("precheck.VACCINE", "In the last {days} days?"),
        ("precheck.PRP_GFC.yes", "Wait {days} days, {name}."),
    ] {
        let fault = format!("text/en.json: {key}: has a place that nothing fills");
        broken("text/en.json", |file| file["words"][key] = json!(text), &fault);
    }
}
